"""A member asks the group: from the word or the button to an open vote, in Slack and in the browser."""

import pytest

from adapters.typed import read_words
from tests.e2e.circle import MUST_BE_HEARD, EarlyYears
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.test_web_journey import window

QUESTION = "Where do we meet?"
OPTIONS = "The library - free, with a ramp\nThe clinic\nOnline"
SUGGEST = {"Or pick a way yourself": "Suggest one to me"}


async def asks(here: EarlyYears, words: str = f"/rondo vote {QUESTION}") -> None:
    """As far as the form of the way that is suggested."""
    await here.rosa.command(words, here.channel)
    await here.town.behind()
    assert here.rosa.modal.title == "Ask the group"
    await here.rosa.submit({"What do you need?": "Choose among options", **SUGGEST})
    assert "We suggest: Choose one" in here.rosa.modal.words
    assert "Not good when" in here.rosa.modal.words
    await here.rosa.submit()


async def is_open(here: EarlyYears) -> None:
    """The channel has its card, and another member finds it in the circle's room."""
    await here.town.settle()
    assert QUESTION in here.heading
    assert "The clinic" in here.card.words
    ana = here.ana
    await ana.open("/home")
    await ana.press("Open early-years")
    assert ana.sees(QUESTION)
    assert ana.sees("The vote is open until")


async def test_a_vote_is_set_up_in_slack(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await asks(here)
    assert QUESTION in rosa.modal.words
    await rosa.submit({"Options, one a line": OPTIONS, "Until when can people answer?": "2020-01-01"})
    assert "Open until: Please choose a day that is still to come." in rosa.modal.words

    await here.press(rosa, rosa.modal, "Edit")
    assert "The library - free, with a ramp" in rosa.modal.words
    await rosa.submit({"Until when can people answer?": ""})
    assert "The library: free, with a ramp" in rosa.modal.words
    assert "Before it can open" not in rosa.modal.words
    await here.press(rosa, rosa.modal, "Settings")
    await rosa.submit({"What holds for this vote?": []})
    assert "answers are final" in rosa.modal.words
    await here.press(rosa, rosa.modal, "Edit")
    await rosa.submit()
    assert "answers are final" in rosa.modal.words
    await here.fill(rosa)
    await is_open(here)


async def test_what_is_wrong_is_said_at_its_field(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await asks(here)
    await rosa.submit({"Options, one a line": "x" * 90})
    assert list(rosa.errors) == ["Options, one a line"]
    await rosa.submit({"Options, one a line": OPTIONS})
    assert "The clinic" in rosa.modal.words


async def test_a_vote_that_was_taken_back_is_asked_again(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await asks(here)
    await rosa.submit({"Options, one a line": OPTIONS})
    await here.fill(rosa)
    await here.town.settle()
    await here.more(rosa, "Take it back")
    await here.fill(rosa)
    await here.town.settle()
    await here.press(rosa, here.card, "Ask again")
    assert QUESTION in rosa.modal.words
    assert "The library - free, with a ramp" in rosa.modal.words


async def test_what_is_asked_is_changed_until_somebody_has_answered(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await asks(here)
    await rosa.submit({"Options, one a line": OPTIONS})
    await here.fill(rosa)
    await here.town.settle()
    await here.more(rosa, "Change")
    assert rosa.modal.title == "Change what is asked"
    await rosa.submit({"Options, one a line": "Online"})
    assert "Please give at least 2 options." in rosa.errors.values()
    said = await here.fill(rosa, {"Options, one a line": f"{OPTIONS}\nThe park"})
    assert "Changed. Everyone sees it as it is now." in said
    await here.town.settle()
    assert "The park" in here.card.words

    await here.press(here.lee, here.card, "Vote")
    await here.fill(here.lee, {"Which one do you choose?": "The park"})
    assert "so what is asked stays as it is" in (await here.more(rosa)).words


async def test_from_nowhere_in_particular_the_circle_is_chosen_first(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await circle.second_circle()
    await rosa.command(f"/rondo vote {QUESTION}")
    await circle.town.behind()
    assert rosa.modal.title == "Ask the group"
    await rosa.submit({"Which circle decides this?": "early-years"})
    await rosa.submit({"Or pick a way yourself": "Choose one"})
    assert QUESTION in rosa.modal.words


async def test_a_channel_that_is_no_circle_yet_becomes_one_first(town: Neighbourhood) -> None:
    here = await EarlyYears.meet(town)
    await here.lee.invites_rondo(here.channel)
    await town.behind()
    await here.rosa.command(f"/rondo vote {QUESTION}", here.channel)
    await here.rosa.until_modal(MUST_BE_HEARD)
    await here.rosa.submit()
    await town.behind()
    assert "What do you need?" in here.rosa.modal.words
    await here.rosa.submit({"Or pick a way yourself": "Choose one"})
    assert QUESTION in here.rosa.modal.words


async def test_a_whole_vote_in_one_line_needs_but_a_look(circle: EarlyYears) -> None:
    line = '/rondo vote "Where do we meet?" "The library - free, with a ramp" "The clinic" "Online"'
    await circle.rosa.command(line, circle.channel)
    await circle.town.behind()
    await circle.rosa.submit()
    await circle.town.behind()
    for words in ("The library", "free, with a ramp", "Online"):
        assert words in circle.rosa.modal.words
    await circle.fill(circle.rosa)
    await is_open(circle)


async def test_the_browsers_form_opens_a_vote(circle: EarlyYears) -> None:
    rosa = await window(circle, circle.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Ask the group")
    await rosa.choose("Or pick a way yourself", "Choose one")
    await rosa.press("Next")
    await rosa.fill("Options, one a line", "x" * 90)
    await rosa.fill("Say more about it", "We need a ramp.")
    await rosa.press("Preview")
    assert rosa.sees("This is too long: 90 characters. At most 80 fit.")
    await rosa.fill("What do you ask, in one line?", QUESTION)
    await rosa.fill("Options, one a line", OPTIONS)
    await rosa.press("Preview")
    assert rosa.sees("We need a ramp."), "Nothing that was typed is lost"
    assert rosa.sees("The library: free, with a ramp")
    await rosa.press("Settings")
    await rosa.choose("What if it is a tie?", "It is drawn by lot")
    await rosa.press("Save")
    assert rosa.sees("Settings: a tie is drawn by lot")
    assert rosa.sees("The library: free, with a ramp")
    await rosa.press("Open the vote")
    await is_open(circle)


@pytest.mark.parametrize("word", ["vote", "poll", "votar", "Encuesta"])
def test_the_words_that_ask_the_group(word: str) -> None:
    action, carried = read_words(f"{word} Where?")
    assert (action.verb, carried) == ("ballot", {"title": "Where?"})
    assert read_words(word)[1] == {}
