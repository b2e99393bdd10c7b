"""Lee tells everyone what a vote means: in the channel, in a message to who was asked in private, by email and on the page."""

from tests.e2e.circle import ANAS_ADDRESS, EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.test_votes import all_choose
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks

WORDS = "We meet at the clinic from March on. Sam has the key."
BETTER = "We meet at the clinic from April on. Sam has the key."
FIELD = "What does it mean, and what comes next?"


async def told(here: EarlyYears) -> None:
    """Maya, Connie and Ana are asked before they vote; the vote closes, and a day passes."""
    card = await rosa_asks(here, a_ballot())
    for person in (here.lee, here.rosa, here.sam):
        await here.press(person, card, "The clinic")
    await here.town.pass_time(days=2)
    await all_choose(here, "The clinic")
    await here.closes()
    await here.town.pass_time(days=2)


async def test_it_stands_with_the_result_and_each_who_was_asked_is_told_once(circle: EarlyYears) -> None:
    await told(circle)
    asked, letters = len(circle.maya.direct_messages), len(circle.town.mail.to(ANAS_ADDRESS))
    reminders = [one for one in circle.lee.direct_messages if "Tell everyone what it means" in one.words]
    assert len(reminders) == 1, "the facilitator is reminded once"
    await circle.press(circle.lee, reminders[0], "Say what it means")
    await circle.lee.submit({FIELD: " "})
    assert list(circle.lee.errors) == [FIELD]
    assert "Everyone reads it" in await circle.fill(circle.lee, {FIELD: WORDS})
    await circle.town.settle()
    await circle.town.pass_time(days=1)

    assert WORDS in circle.card.words
    assert "What it means and what comes next, from Lee Wong" in circle.card.words
    assert len(circle.maya.direct_messages) == asked + 1
    assert WORDS in circle.maya.direct_messages[-1].words, "in Lee's own words, whatever Maya reads"
    assert "Lee Wong dice qué sale" in circle.maya.direct_messages[-1].words
    assert len(circle.town.mail.to(ANAS_ADDRESS)) == letters + 1
    assert WORDS in circle.town.mail.to(ANAS_ADDRESS)[-1]
    assert not [one for one in circle.rosa.direct_messages if WORDS in one.words], "she voted on the card"
    assert "Tell everyone" not in reminders[0].words, "and nobody is asked for it any more"


async def test_a_correction_takes_its_place_everywhere_and_is_no_other_message(circle: EarlyYears) -> None:
    await told(circle)
    await circle.more(circle.lee, "Say what it means")
    await circle.fill(circle.lee, {FIELD: WORDS})
    await circle.town.pass_time(days=1)
    messages, letters = len(circle.maya.direct_messages), len(circle.town.mail.to(ANAS_ADDRESS))
    form = await circle.more(circle.lee, "Correct it")
    assert "marked as corrected" in form.words
    await circle.fill(circle.lee, {FIELD: BETTER})
    await circle.town.pass_time(days=1)

    for words in (circle.card.words, circle.maya.direct_messages[-1].words):
        assert BETTER in words
        assert WORDS not in words
    assert "from Lee Wong (corrected)" in circle.card.words
    assert len(circle.maya.direct_messages) == messages
    assert len(circle.town.mail.to(ANAS_ADDRESS)) == letters
    await circle.ana.open("/home")
    await circle.ana.press("Open early-years")
    await circle.ana.press(f"Open {QUESTION}")
    assert circle.ana.sees(BETTER)


async def test_it_is_not_for_others_to_tell(circle: EarlyYears) -> None:
    await told(circle)
    for person in (circle.rosa, circle.sam):
        form = await circle.more(person)
        assert "Say what it means" not in form.words
        await person.close()


async def test_in_teams_the_result_says_it_too(both: BothSides) -> None:
    here = both.slack
    await rosa_asks(here, a_ballot())
    await both.settle()
    there = both.there
    await both.nora.press(there, "The clinic")
    await here.closes()
    await both.settle()
    await here.more(here.lee, "Say what it means")
    await here.fill(here.lee, {FIELD: WORDS})
    await both.settle()
    assert WORDS in there.words
    assert "Qué significa y qué sigue, de Lee Wong" in there.words
