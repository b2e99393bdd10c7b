"""Buttons of cards that stay in a conversation: they say how it stands now, and a no is not forgotten."""

from tests.e2e.circle import EarlyYears
from tests.e2e.test_commitments import BY_WHEN, WHAT, WHO, commits


async def test_what_somebody_said_no_to_stands_on_the_card_until_somebody_does_it(circle: EarlyYears) -> None:
    here, lee, sam = circle, circle.lee, circle.sam
    await here.proposes()
    await here.all_say()
    await here.closes()
    await here.press(lee, here.card, "Add who does what")
    await commits(here, lee, {WHAT: "Cook the soup", WHO: "Sam Levy"})
    await lee.close()
    await here.town.settle()
    ask = sam.direct_messages[-1]
    await here.press(sam, ask, "No")
    await here.fill(sam)
    await here.town.settle()
    assert "Cook the soup · nobody yet" in here.card.words
    told = lee.direct_messages[-1]
    assert told.buttons[:2] == ["Ask somebody", "Let it go"]
    await here.press(sam, ask, "Yes, I will")
    assert "You had said no. Now you do this: Cook the soup" in sam.direct_messages[-1].words
    await here.town.settle()
    assert "Sam Levy had said no, and does it after all: Cook the soup" in lee.direct_messages[-1].words


async def test_done_on_an_old_reminder_says_whose_it_is_now(circle: EarlyYears) -> None:
    here, lee, sam = circle, circle.lee, circle.sam
    await lee.command("/rondo commit Bring the tables by tomorrow", here.channel)
    await here.town.behind()
    await commits(here, lee, {WHAT: "Bring the tables", BY_WHEN: "tomorrow"})
    await lee.close()
    before = len(lee.direct_messages)
    await here.town.until(lambda: len(lee.direct_messages) > before, days=3)
    reminder = lee.direct_messages[-1]
    await here.press(lee, reminder, "More…")
    await here.press(lee, lee.modal, "Hand over")
    await here.fill(lee, {"Who could take it over?": "Sam Levy"})
    await here.town.settle()
    await here.press(sam, sam.direct_messages[-1], "I take it over")
    await here.town.settle()
    await here.press(lee, reminder, "Done")
    assert "Sam Levy has this now." in lee.private_words[-1].words
    await here.press(sam, sam.direct_messages[-1], "Open")
    await here.press(sam, sam.modal, "Done")
    await here.town.settle()
    await here.press(lee, reminder, "Done")
    words = [message.words for message in lee.direct_messages]
    assert any("Sam Levy has done this already: Bring the tables" in each for each in words)
