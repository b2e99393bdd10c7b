"""An advice process, from its form to the decision: given in Slack, Teams and the browser, and read everywhere."""

from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.test_web_journey import window
from tests.fakes.slack_things import Message

ASKED = "Which bus do we hire?"
AFFECTED, KNOWING = "Whom does it affect?", "Who knows about it?"
FIELD = "Your advice"
DECISION = {
    "What do you decide?": "The clinic's bus.",
    "How did you use the advice?": "Lee's ramp decided it.",
}


async def rosa_asks(here: EarlyYears, affected: list[str], knowing: list[str]) -> Message:
    """By the chooser, which suggests it; its card in the channel."""
    rosa = here.rosa
    await rosa.command(f"/rondo vote {ASKED}", here.channel)
    await here.town.behind()
    need = {
        "What do you need?": "Get advice on something I decide",
        "Or pick a way yourself": "Suggest one to me",
    }
    await rosa.submit(need)
    assert "We suggest: Advice, then one decides" in rosa.modal.words
    assert "Not good when all of us must carry it." in rosa.modal.words
    await rosa.submit()
    await rosa.submit({"What do you have in mind?": "The small one.", AFFECTED: affected, KNOWING: knowing})
    assert "You decide once they have been heard" in rosa.modal.words
    await here.fill(rosa)
    await here.town.settle()
    return here.card


async def test_it_is_asked_for_given_and_decided_in_slack(circle: EarlyYears) -> None:
    here = circle
    card = await rosa_asks(here, ["Lee Wong"], ["Sam Levy"])
    assert card.words.startswith(ASKED)
    assert "Rosa Díaz decides, after our advice" in card.words
    assert card.buttons[-3:] == ["Give advice", "Nothing to add", "More…"]
    await here.press(here.lee, card, "Give advice")
    assert "because it affects you" in here.lee.modal.words
    await here.lee.submit({FIELD: "  "})
    assert list(here.lee.errors) == [FIELD]
    assert "All can read your advice" in await here.fill(here.lee, {FIELD: "Take one with a ramp."})
    await here.town.settle()
    assert "Take one with a ramp." in here.card.words
    assert "Heard 1 of 2" in here.card.words
    await here.press(here.connie, here.card, "Give advice")
    assert "Take one with a ramp." in here.connie.modal.words, "it is a conversation"
    await here.fill(here.connie, {FIELD: "The clinic has one."})
    await here.press(here.sam, here.card, "Nothing to add")
    await here.town.settle()
    assert "has heard us, and decides now" in here.card.words
    asked = here.rosa.direct_messages[-1]
    assert "Your turn to decide." in asked.words
    await here.press(here.rosa, asked, "Decide")
    assert "The clinic has one." in here.rosa.modal.words
    await here.rosa.submit({**DECISION, "How did you use the advice?": "  "})
    assert list(here.rosa.errors) == ["How did you use the advice?"]
    assert "The circle hears of it now" in await here.fill(here.rosa, DECISION)
    await here.town.settle()
    assert here.card.words.startswith(f"Decided: {ASKED}\nThe clinic's bus.")
    assert "Lee's ramp decided it." in here.card.words
    await here.press(here.sam, here.card, "Read all")
    assert "Take one with a ramp." in here.sam.modal.words


async def test_whom_it_affects_must_be_said_before_it_opens(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await rosa.command(f"/rondo vote {ASKED}", circle.channel)
    await circle.town.behind()
    await rosa.submit({"Or pick a way yourself": "Advice, then one decides"})
    await rosa.submit()
    assert "Before it can open:" in rosa.modal.words
    assert "It affects:" in rosa.modal.words
    await circle.press(rosa, rosa.modal, "Edit")
    await rosa.submit({AFFECTED: ["Lee Wong"]})
    assert "Before it can open:" not in rosa.modal.words


async def test_with_nobody_heard_whom_it_affects_it_goes_on_once_and_ends_undecided(
    circle: EarlyYears,
) -> None:
    await rosa_asks(circle, ["Sam Levy"], [])
    told = "Nobody whom it affects has been heard"
    await circle.town.until(lambda: any(told in each.words for each in circle.lee.direct_messages))
    assert circle.heading == ASKED
    await circle.closes()
    assert circle.card.words.startswith(f"Not heard enough: {ASKED}")
    assert "Nobody whom it affects was heard, so it is not decided." in circle.card.words


async def test_of_a_silent_owner_somebody_else_takes_it_on_and_decides(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, ["Lee Wong"], [])
    await circle.press(circle.lee, card, "Give advice")
    await circle.fill(circle.lee, {FIELD: "Take one with a ramp."})
    await circle.town.settle()
    await circle.town.until(lambda: "Anyone may carry it on and decide" in circle.card.words)
    await circle.more(circle.sam, "Carry it on")
    await circle.more(circle.sam, "Decide")
    assert "The circle hears of it now" in await circle.fill(circle.sam, DECISION)
    await circle.town.settle()
    assert circle.card.words.startswith(f"Decided: {ASKED}")


async def test_late_advice_is_kept_beside_the_decision(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, ["Lee Wong"], [])
    await circle.press(circle.sam, card, "Give advice")
    await circle.press(circle.lee, card, "Give advice")
    await circle.fill(circle.lee, {FIELD: "Take one with a ramp."})
    await circle.more(circle.rosa, "Decide")
    await circle.fill(circle.rosa, DECISION)
    await circle.town.settle()
    await circle.sam.submit({FIELD: "The clinic has one."})
    await circle.town.behind()
    assert "is kept beside it" in circle.sam.modal.words
    await circle.fill(circle.sam)
    await circle.press(circle.sam, circle.card, "Read all")
    assert "The clinic has one." in circle.sam.modal.words


async def test_with_a_day_to_look_again_it_is_an_agreement(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, ["Lee Wong"], [])
    await circle.press(circle.lee, card, "Nothing to add")
    await circle.more(circle.rosa, "Decide")
    await circle.fill(circle.rosa, {**DECISION, "When do we look at it again?": "2027-03-01"})
    await circle.town.settle()
    assert "We look at it again on March 1" in circle.card.words
    assert "Add who does what" in circle.card.buttons


async def test_the_browsers_form_asks_for_advice_too(circle: EarlyYears) -> None:
    rosa = await window(circle, circle.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Ask the group")
    await rosa.choose("Or pick a way yourself", "Advice, then one decides")
    await rosa.press("Next")
    await rosa.fill("What is to be decided, in one line?", ASKED)
    await rosa.choose(AFFECTED, "Lee Wong")
    await rosa.press("Preview")
    await rosa.press("Ask for advice")
    await circle.town.settle()
    assert circle.card.words.startswith(ASKED)


# --- in three places ------------------------------------------------------------------------------------------


async def test_all_three_places_advise_and_read_the_decision(both: BothSides) -> None:
    here = both.slack
    nora, omar = both.nora.person.name, both.omar.person.name
    await rosa_asks(here, [nora, "Ana Pérez"], [omar])
    await both.settle()
    there = both.there
    await both.nora.press(there, "Dar un consejo")
    assert "porque te afecta" in both.nora.dialog_words
    await both.nora.submit({"Tu consejo": "Con rampa."})
    assert "Todos pueden leer tu consejo" in both.nora.dialog_words
    await both.omar.press(there, "Nada que agregar")
    await here.ana.open("/home")
    await here.ana.press("Answer", near=ASKED)
    await here.ana.press("Give advice")
    await here.ana.fill(FIELD, "Not on Mondays.")
    await here.ana.press("Send")
    await both.settle()
    assert "Con rampa." in here.card.words
    assert "Not on Mondays." in there.words
    assert "ya nos escuchó y ahora decide" in there.words
    await here.more(here.rosa, "Decide")
    await here.fill(here.rosa, DECISION)
    await both.settle()
    assert here.card.words.startswith(f"Decided: {ASKED}\nThe clinic's bus.")
    assert there.words.startswith(f"Decidido: {ASKED}\nThe clinic's bus.")
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press(f"Open {ASKED}")
    for words in ("The clinic's bus.", "Lee's ramp decided it.", "Con rampa.", "Not on Mondays."):
        assert here.ana.text.count(words) == 1, words
