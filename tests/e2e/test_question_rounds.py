"""A question round, from its form to what was said: asked in Slack, answered in Slack, Teams and the browser, read everywhere."""

from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.test_web_journey import window
from tests.fakes.slack_things import Message

QUESTION = "What should we do less of?"
FIELD, CAMPO = "What would you like to say?", "¿Qué te gustaría decir?"
NAME, NOMBRE = "May the circle see your name with this?", "¿Puede el círculo ver tu nombre con esto?"


async def rosa_asks(here: EarlyYears, **fields: str) -> Message:
    """By the chooser, which suggests it; its card in the channel."""
    rosa = here.rosa
    await rosa.command(f"/rondo vote {QUESTION}", here.channel)
    await here.town.behind()
    await rosa.submit(
        {"What do you need?": "Hear what everyone thinks", "Or pick a way yourself": "Suggest one to me"}
    )
    assert "We suggest: Question round" in rosa.modal.words
    assert "Not good to decide something" in rosa.modal.words
    await rosa.submit()
    assert QUESTION in rosa.modal.words
    await rosa.submit({"Say more about it": "Of all that fills our weeks.", **fields})
    assert "This is what the circle will see." in rosa.modal.words
    await here.fill(rosa)
    await here.town.settle()
    return here.card


async def test_it_is_asked_answered_changed_and_read_in_slack(circle: EarlyYears) -> None:
    here = circle
    card = await rosa_asks(here)
    assert card.buttons[-3:] == ["Say something", "Nothing to add", "More…"]
    await here.press(here.lee, card, "Say something")
    await here.lee.submit({FIELD: "   "})
    assert list(here.lee.errors) == [FIELD]
    said = await here.fill(here.lee, {FIELD: "Fewer meetings."})
    assert "Recorded: in your own words" in said
    assert "Fewer meetings." in said
    await here.press(here.lee, card, "Nothing to add")
    assert "Take it back" in here.lee.modal.words
    await here.lee.close()
    await here.press(here.lee, card, "Say something")
    assert "Fewer meetings." in here.lee.modal.words
    await here.fill(here.lee, {FIELD: "Shorter meetings."})
    await here.press(here.sam, card, "Nothing to add")
    await here.town.settle()
    assert "Heard 2 of 6" in here.card.words
    assert "meetings" not in here.card.words
    await here.closes()
    assert here.card.words.startswith(f"What we said: {QUESTION}")
    assert "Shorter meetings." in here.card.words
    assert "Fewer meetings." not in here.card.words
    assert "1 spoke, 1 had nothing to add" in here.card.words
    await here.press(here.sam, here.card, "Read all")
    assert "Shorter meetings." in here.sam.modal.words
    await here.more(here.lee, "Say what it means")
    await here.fill(here.lee, {"What does it mean, and what comes next?": "We meet every other week."})
    await here.town.settle()
    assert "We meet every other week." in here.card.words


async def test_words_can_be_read_as_they_come_where_whoever_asks_wants_it(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, **{"When do people read what others say?": "All the time"})
    assert "All can read it as it comes." in card.words
    await circle.press(circle.lee, card, "Say something")
    await circle.fill(circle.lee, {FIELD: "Fewer meetings.", NAME: "No, without my name"})
    await circle.town.settle()
    assert "Fewer meetings." in circle.card.words
    assert "Lee" not in circle.card.words.replace("Lee Wong facilitates", "")


async def test_what_was_told_to_the_facilitator_is_read_once_the_person_says_yes(circle: EarlyYears) -> None:
    await rosa_asks(circle)
    await circle.more(circle.lee, "Write down")
    told = {"Who told you?": "Sam Levy", "Their words": "Less paper."}
    assert "Written down" in await circle.fill(circle.lee, told)
    await circle.town.settle()
    asked = circle.sam.direct_messages[-1]
    assert "Less paper." in asked.words
    await circle.press(circle.sam, asked, "Yes, I said that")
    await circle.closes()
    assert "Less paper." in circle.card.words


async def test_late_words_stand_beside_what_was_said(circle: EarlyYears) -> None:
    card = await rosa_asks(circle)
    await circle.press(circle.lee, card, "Say something")
    await circle.closes()
    await circle.lee.submit({FIELD: "Less paper."})
    await circle.town.behind()
    assert "beside what was said" in circle.lee.modal.words
    assert "Kept." in await circle.fill(circle.lee, {FIELD: "Less paper."})


async def test_a_question_that_is_taken_back_tells_nothing_and_can_be_asked_again(circle: EarlyYears) -> None:
    card = await rosa_asks(circle)
    await circle.press(circle.lee, card, "Say something")
    await circle.fill(circle.lee, {FIELD: "Fewer meetings."})
    await circle.more(circle.rosa, "Take it back")
    assert "nobody reads what was said" in circle.rosa.modal.words
    await circle.fill(circle.rosa)
    await circle.town.settle()
    assert "stays sealed" in circle.card.words
    await circle.press(circle.sam, circle.card, "Read all")
    assert "Fewer meetings." not in circle.sam.modal.words
    await circle.press(circle.rosa, circle.card, "Ask again")
    assert QUESTION in circle.rosa.modal.words


async def test_the_browsers_form_asks_it_too(circle: EarlyYears) -> None:
    rosa = await window(circle, circle.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Ask the group")
    await rosa.choose("Or pick a way yourself", "Question round")
    await rosa.press("Next")
    await rosa.press("Preview")
    assert rosa.sees("Before it can open:")
    await rosa.press("Edit")
    await rosa.fill("What do you ask, in one line?", QUESTION)
    await rosa.press("Preview")
    await rosa.press("Ask everyone")
    await circle.town.settle()
    assert QUESTION in circle.heading


# --- in three places ------------------------------------------------------------------------------------------


async def test_all_three_places_speak_and_read_the_same_at_the_end(both: BothSides) -> None:
    here = both.slack
    await rosa_asks(here)
    await both.settle()
    there = both.there
    await both.nora.press(there, "Decir algo")
    await both.nora.submit({CAMPO: "Menos reuniones de noche.", NOMBRE: "No, sin mi nombre"})
    assert "Anotado: con tus palabras" in both.nora.dialog_words
    await both.omar.press(there, "Nada que agregar")
    assert "Anotado: Nada que agregar" in both.omar.sees(there)
    await here.press(here.lee, here.card, "Say something")
    await here.fill(here.lee, {FIELD: "Fewer meetings."})
    await here.ana.open("/home")
    await here.ana.press("Answer", near=QUESTION)
    await here.ana.press("Say something")
    await here.ana.fill(FIELD, "Less paper.")
    await here.ana.press("Send")
    assert here.ana.sees("Recorded: in your own words")
    await both.settle()
    assert not any(words in here.card.words + there.words for words in ("reuniones", "meetings.", "paper"))
    await here.closes()
    await both.settle()
    for words in ("Menos reuniones de noche.", "Fewer meetings.", "Less paper."):
        assert words in here.card.words
        assert words in there.words
    assert "3 spoke, 1 had nothing to add" in here.card.words
    assert "3 hablaron, 1 sin nada que agregar" in there.words
    assert "Nora" not in here.card.words
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press(f"Open {QUESTION}")
    for words in ("Menos reuniones de noche.", "Fewer meetings.", "Less paper."):
        assert here.ana.text.count(words) == 1, here.ana.text
