"""A memorandum in Slack: drafted from a template, agreed to by a round, and signed by a named act."""

from tests.e2e.circle import EarlyYears

NETWORK, CLINIC = "Early Years Network", "Riverbend Clinic"


async def drafted(here: EarlyYears) -> None:
    """By Lee, in four pages."""
    lee = here.lee
    await lee.command("/rondo memorandums", here.channel)
    await here.town.behind()
    assert "There are no memorandums yet" in lee.modal.words
    await here.press(lee, lee.modal, "New memorandum")
    await lee.submit({"What is it about?": "Sharing rooms"})
    await lee.submit({"Title": "Two rooms", "Between which organisations?": [NETWORK, CLINIC]})
    await here.town.behind()
    await lee.submit({"What each commits to": "The clinic: opens its hall"})
    assert lee.errors, "that is none of them"
    await lee.submit({"What each commits to": "riverbend clinic: opens its hall by next Friday"})
    await here.town.behind()
    signs = {f"Who signs for {NETWORK}?": "Lee Wong", f"Who signs for {CLINIC}?": "Sam Levy"}
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
    assert "You are about to sign version 1" in sam.modal.words
    assert "opens its hall" in sam.modal.words
    said = await here.fill(sam)
    assert "Signed for Riverbend Clinic. Agreed. Still to sign: Early Years Network." in said
    await lee.open_home()
    await here.town.behind()
    assert "waits for you to sign" in lee.home.words
