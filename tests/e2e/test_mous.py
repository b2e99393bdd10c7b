"""A memorandum in Slack and on the page: drafted from a template, agreed to by a round, signed by a named act of each party, and
over the years reviewed, renewed, changed and ended."""

from collections.abc import Callable
from datetime import timedelta

from tests.e2e.circle import EarlyYears
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson

NETWORK, CLINIC = "Early Years Network", "Riverbend Clinic"


async def drafted(here: EarlyYears) -> None:
    """By Lee, in four pages."""
    lee = here.lee
    await lee.command("/rondo memorandums", here.channel)
    await here.town.behind()
    assert "There are no memorandums yet" in lee.modal.words
    await here.press(lee, lee.modal, "New memorandum")
    await lee.submit({"What is it about?": "Sharing rooms"})
    await lee.submit({"Title": "Two rooms", "Between which organisations?": [NETWORK]})
    assert "It takes two organisations or more" in str(lee.errors)
    await lee.submit(
        {
            "Title": "Two rooms",
            "Between which organisations?": [NETWORK],
            "Another organisation": CLINIC.lower(),
        }
    )
    await here.town.behind()
    await lee.submit({"What each commits to": "The clinic: opens its hall"})
    assert lee.errors, "that is none of them"
    await lee.submit({"What each commits to": "riverbend clinic: opens its hall by next Friday"})
    await here.town.behind()
    signs = {f"Who signs for {NETWORK}?": "Lee Wong", f"Who signs for {CLINIC}?": "Sam Levy"}
    await lee.submit({"First day": "some day", "Review": "31 February", **signs})
    assert set(lee.errors) == {"First day", "Review"}
    await lee.submit({"First day": "tomorrow", "Review": "in 6 months", **signs})
    await here.town.behind()
    assert not lee.errors, lee.errors
    shown = lee.modal.words
    assert "A draft: nobody has been asked about it yet." in shown
    assert "opens its hall · by Friday" in shown
    assert "Sam Levy signs" in shown


async def agreed(here: EarlyYears) -> None:
    """The parties' people are asked what is unclear, and then whether they agree."""
    while "OK to try" not in here.card.buttons:
        await here.closes()
    for person in here.people:
        await here.press(person, here.card, "OK to try")
    await here.ana.open("/home")
    await here.ana.press("Answer", near="Two rooms")
    await here.ana.press("OK to try")
    await here.closes()


async def test_it_is_drafted_agreed_to_and_signed(circle: EarlyYears) -> None:
    here, lee, sam = circle, circle.lee, circle.sam
    await drafted(here)
    await here.press(lee, lee.modal, "Ask if all agree")
    assert "These people are asked if they agree" in lee.modal.words
    await here.fill(lee)
    await lee.close()
    await here.town.settle()
    assert "Two rooms" in here.card.words
    await agreed(here)
    assert "It holds once each organisation has signed it." in here.card.words
    assert "Add who does what" not in here.card.buttons
    await here.press(sam, here.card, "The memorandum")
    assert "Agreed. Still to sign: Early Years Network and Riverbend Clinic." in sam.modal.words
    await sam.close()
    asked = sam.direct_messages[-1]
    assert "“Two rooms” is agreed. Will you sign for Riverbend Clinic?" in asked.words
    await here.press(sam, asked, "Sign")
    assert "You are about to sign the text agreed on December 16." in sam.modal.words
    assert "opens its hall" in sam.modal.words
    said = await here.fill(sam)
    assert "Signed for Riverbend Clinic. Agreed. Still to sign: Early Years Network." in said
    await lee.open_home()
    await here.town.behind()
    assert "waits for you to sign" in lee.home.words


async def signed_by_all(here: EarlyYears) -> None:
    await drafted(here)
    await here.press(here.lee, here.lee.modal, "Ask if all agree")
    await here.fill(here.lee)
    if here.lee.has_modal:
        await here.lee.close()
    await here.town.settle()
    await agreed(here)
    for person in (here.sam, here.lee):
        await here.press(person, person.direct_messages[-1], "Sign")
        await here.fill(person)


def told(person: SlackPerson, words: str) -> int:
    """In how many messages of their own."""
    return sum(words in message.words for message in person.direct_messages)


async def waits(here: EarlyYears, happened: Callable[[], object], days: int = 250) -> None:
    """Three days at a time, as after a long weekend in which nothing ran."""
    for _ in range(0, days, 3):
        if happened():
            return
        here.town.clock.at += timedelta(days=3)
        await here.town.settle()
    raise AssertionError(f"It did not happen in {days} days.")


async def test_over_the_years_it_is_reviewed_renewed_changed_and_ended(circle: EarlyYears) -> None:
    here, lee, sam, ana = circle, circle.lee, circle.sam, circle.ana
    await signed_by_all(here)
    await waits(here, lambda: told(sam, "“Two rooms” is in force"))
    assert told(lee, "“Two rooms” is in force") == 1
    await ana.open("/home")
    await ana.press("Who is linked?")
    assert ana.sees("Early Years Network – Riverbend Clinic")

    await waits(here, lambda: told(sam, "comes up for review"))
    assert told(lee, "comes up for review") == 1
    await waits(here, lambda: told(sam, "is under review. Shall it go on?"))
    assert told(lee, "is under review. Shall it go on?") == 1

    await opens_renewal(here, sam)
    await sam.submit({"Review": "31 February"})
    assert "there is no such day" in sam.errors["Review"]
    await sam.submit({"Review": "in 2 years", "Last day": "in 1 year"})
    assert "must not come after the last day" in sam.errors["Review"]
    await sam.submit({"Review": "in 8 months", "Last day": "in 90 years"})
    assert "20 years at most" in sam.errors["Last day"]
    await here.fill(sam, {"Review": "in 8 months", "Last day": "in 9 years"})
    await here.town.settle()
    await opens_renewal(here, lee)
    await here.fill(lee)
    await here.town.settle()
    assert told(lee, "“Two rooms” is renewed.") == told(sam, "“Two rooms” is renewed.") == 1

    await asks_for_another_version(here)
    rosa = await window(here, here.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Memorandums")
    await rosa.press("Open", near="Two rooms")
    assert rosa.sees("People are being asked about it. What holds now stays until it is signed.")
    assert rosa.sees("The round in which people are asked")

    await lee.command("/rondo memorandums", here.channel)
    await here.town.behind()
    await here.press(lee, lee.modal, "Open")
    await here.press(lee, lee.modal, "End it")
    await here.fill(lee, {"When does it end?": "today", "Why does it end?": "We share one house now"})
    await here.town.settle()
    assert told(sam, "“Two rooms” has ended.") == 0, "nobody ends it for the others"
    asked = next(each for each in reversed(sam.direct_messages) if "Yes, end it" in each.buttons)
    assert "We share one house now" in asked.words
    await here.press(sam, asked, "Yes, end it")
    await here.fill(sam)
    await here.town.settle()
    assert told(sam, "“Two rooms” has ended.") == 1
    assert "The memorandum that it would have changed has ended." in here.card.words
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Commitments")
    assert not rosa.sees("opens its hall by")


async def opens_renewal(here: EarlyYears, person: SlackPerson) -> None:
    asked = next(each for each in reversed(person.direct_messages) if "Renew" in each.buttons)
    await here.press(person, asked, "Renew")


async def asks_for_another_version(here: EarlyYears) -> None:
    lee = here.lee
    await lee.command("/rondo memorandums", here.channel)
    await here.town.behind()
    await here.press(lee, lee.modal, "Open")
    await here.press(lee, lee.modal, "Change it")
    await lee.submit({"Title": "Two rooms and a garden"})
    await here.town.behind()
    await lee.submit(
        {"What each commits to": "Riverbend Clinic: opens its garden. How we will know: it is green"}
    )
    await here.town.behind()
    assert not lee.errors, lee.errors
    await lee.submit({"First day": "in 2 months", "Review": "tomorrow"})
    assert "Review" in lee.errors
    await lee.submit({"First day": "in 2 months", "Review": "in 8 months"})
    await here.town.behind()
    assert "How we will know: it is green" in lee.modal.words
    await here.press(lee, lee.modal, "Ask if all agree")
    await here.fill(lee)
    await here.town.settle()
