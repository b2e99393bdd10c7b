"""Who does what by when: made from an agreement, asked and answered, moved, handed over and done, in Slack and by a link."""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from tests.e2e.circle import EarlyYears
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson, Value
from tests.fakes.slack_things import Modal

WHAT, WHO, BY_WHEN = "What", "Who", "By when"


async def commits(here: EarlyYears, person: SlackPerson, values: Mapping[str, Value]) -> Modal:
    """Fills in the form that is in front of them, and looks at what would be saved."""
    await person.submit(values)
    assert not person.errors, person.errors
    shown_back = person.modal.words
    await person.submit()
    await here.town.behind()
    assert str(values[WHAT]) in shown_back
    return person.modal


async def test_an_agreement_becomes_commitments_each_the_own_of_who_says_yes(circle: EarlyYears) -> None:
    here, lee, sam = circle, circle.lee, circle.sam
    await here.proposes()
    await here.all_say()
    await here.closes()
    await here.press(lee, here.card, "Add who does what")
    said = await commits(here, lee, {WHAT: "Order the cheques", WHO: "Sam Levy", BY_WHEN: "in two weeks"})
    assert "Sam Levy is asked: Order the cheques" in said.words
    await here.press(lee, lee.modal, "Add another")
    said = await commits(here, lee, {WHAT: "Tell the parents", WHO: "Rosa Díaz"})
    await here.press(lee, lee.modal, "Add another")
    said = await commits(here, lee, {WHAT: "Write the rules", BY_WHEN: "tomorrow"})
    assert "You do this: Write the rules" in said.words
    assert len(here.town.slack.stacks[lee.user]) == 1, "one Close is enough"
    await lee.close()
    await here.town.settle()
    for row in ("Order the cheques · Sam Levy", "Tell the parents · Rosa Díaz · asked", "Write the rules"):
        assert row in here.card.words
    await here.press(sam, sam.direct_messages[-1], "Yes, I will")
    await here.town.settle()
    assert "Sam Levy said yes" in lee.direct_messages[-1].words
    await sam.command("/rondo commitments", here.channel)
    await here.town.behind()
    assert "Yours (1)" in sam.modal.words


async def test_another_day_another_person_and_done(circle: EarlyYears) -> None:
    here, lee, rosa, sam = circle, circle.lee, circle.rosa, circle.sam
    await lee.command('/rondo commit "Check the aid rules" by next Friday @Sam', here.channel)
    await here.town.behind()
    await commits(here, lee, {WHAT: "Check the aid rules", WHO: "Sam Levy"})
    await lee.close()
    await here.town.settle()
    await here.press(sam, sam.direct_messages[-1], "Another day")
    await sam.submit({"Which day": "soonish"})
    assert sam.errors, "that is no day"
    said = await here.fill(sam, {"Which day": "in three weeks at noon", "Why?": "I am away."})
    assert "has a day and no hour" in said
    await here.town.settle()
    asks = lee.direct_messages[-1]
    assert "I am away." in asks.words
    await here.press(lee, asks, "That day is OK")
    await here.town.settle()
    assert "New day for “Check the aid rules”" in sam.direct_messages[-1].words
    await here.press(sam, sam.direct_messages[-1], "Open")
    await here.press(sam, sam.modal, "Hand over")
    await here.fill(sam, {"Who could take it over?": "Rosa Díaz"})
    await here.town.settle()
    await here.press(rosa, rosa.direct_messages[-1], "I take it over")
    await here.town.settle()
    assert "Rosa Díaz has taken this over" in sam.direct_messages[-1].words
    await rosa.command("/rondo commitments", here.channel)
    await here.town.behind()
    await here.press(rosa, rosa.modal, "Open")
    await here.press(rosa, rosa.modal, "Done")
    assert "Done: Check the aid rules. Thank you." in rosa.modal.words


async def test_what_is_shown_back_can_be_changed_and_nothing_typed_is_lost(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await lee.command("/rondo commit Bring the games by Friday @Sam", here.channel)
    await here.town.behind()
    known = {"How will we know it is done?": "They are here", "Together with": ["Rosa Díaz"]}
    await lee.submit({WHAT: "Bring the games", WHO: "Sam Levy", **known})
    shown_back = lee.modal.words
    await here.press(lee, lee.modal, "Change")
    await lee.submit({BY_WHEN: "in two weeks"})
    assert not lee.errors, lee.errors
    again = lee.modal.words
    assert again != shown_back
    for kept in ("Bring the games", "Sam Levy", "They are here", "Rosa Díaz"):
        assert kept in again
    await lee.submit()
    await here.town.behind()
    assert "Sam Levy is asked: Bring the games" in lee.modal.words
    assert len(here.town.slack.stacks[lee.user]) == 1, "the form that was changed is not left below"


async def test_on_a_page_too(circle: EarlyYears) -> None:
    here = circle
    page = await window(here, here.lee)
    await page.open("/home")
    await page.press("Commitments")
    await page.press("Note a commitment")
    await page.fill(WHAT, "Bring the games")
    await page.fill(BY_WHEN, "Friday")
    await page.fill("How will we know it is done?", "They are here")
    await page.press("Next")
    assert page.sees("They are here")
    await page.press("Change")
    known = page.value("How will we know it is done?")
    assert (page.value(WHAT), page.value(BY_WHEN), known) == ("Bring the games", "Friday", "They are here")
    await page.press("Next")
    await page.press("Save")
    assert page.sees("You do this: Bring the games")


async def test_by_a_link_it_is_seen_and_answered(circle: EarlyYears) -> None:
    here, ana = circle, circle.ana
    await here.lee.command("/rondo commit Bring the games by Friday", here.channel)
    await here.town.behind()
    await commits(here, here.lee, {WHAT: "Bring the games", WHO: "Ana Pérez"})
    await here.lee.close()
    await here.town.settle()
    await ana.open("/home")
    assert ana.sees("Lee Wong asks you")
    await ana.press("Answer", near="Bring the games")
    await ana.press("Yes, I will")
    assert ana.sees("You do this: Bring the games")
    await ana.open("/home")
    await ana.press("Open", near="Bring the games")
    await ana.press("Done")
    assert ana.sees("Done: Bring the games. Thank you.")


async def does_one(here: EarlyYears) -> None:
    """Lee, who says and does it on one day."""
    lee = here.lee
    await lee.command("/rondo commit Bring the games by tomorrow", here.channel)
    await here.town.behind()
    await commits(here, lee, {WHAT: "Bring the games"})
    await here.press(lee, lee.modal, "Open")
    await here.press(lee, lee.modal, "Done")
    await lee.close()


async def test_who_facilitates_sees_how_the_circle_stands_and_others_do_not(circle: EarlyYears) -> None:
    here, lee, ana = circle, circle.lee, circle.ana
    await does_one(here)
    await lee.command("/rondo digest", here.channel)
    await here.town.behind()
    assert "In the last seven days: 1 commitment done." in lee.modal.words
    await ana.open("/home")
    room = re.search(r"/circles/[0-9a-f-]{36}", ana.html)
    assert room is not None
    await ana.open(f"{room.group()}/digest")
    assert (ana.status, ana.sees("seven days")) == (404, False)


async def test_whoever_facilitates_says_when_the_digest_comes(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await does_one(here)
    await lee.command("/rondo digest", here.channel)
    await here.town.behind()
    assert "The week in short comes on Mondays at 9 am, Chicago time." in lee.modal.words
    await here.press(lee, lee.modal, "Change")
    said = await here.fill(lee, {"On which day": "Friday", "At what time": "4 pm"})
    assert "Saved. The week in short comes on Fridays at 4 pm, Chicago time." in said
    before = len(lee.direct_messages)
    await here.town.until(lambda: len(lee.direct_messages) > before, days=8)
    assert "early-years: the week in short" in lee.direct_messages[-1].words
    friday = here.town.clock.at.astimezone(ZoneInfo("America/Chicago"))
    assert (friday.weekday(), friday.hour >= 16) == (4, True)

    page = await window(here, lee)
    await page.open("/home")
    await page.press("Open early-years")
    await page.press("Change The week in short")
    await page.choose("Send it?", "No")
    await page.press("Save")
    assert page.sees("The week in short is not sent.")


async def test_whoever_may_not_see_it_hears_who_may(circle: EarlyYears) -> None:
    here, olga = circle, circle.town.slack.person("Olga Outside")
    for person, typed, said in (
        (here.rosa, "/rondo digest", "Only who facilitates this circle, or a coordinator, can do this."),
        (olga, "/rondo commitments", "This is for the people of the circle."),
    ):
        await person.command(typed, here.channel)
        await here.town.behind()
        shown = person.modal.words if person.has_modal else person.private_words[-1].words
        assert said in shown
        assert "We can't find this" not in shown
