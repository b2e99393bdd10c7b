"""A template is saved, begun from, shared and taken in: in Slack, in Teams and in the browser, in both languages."""

import json

from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.terms import Reasons, Terms
from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.e2e.test_web_journey import window
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks
from tests.fakes.slack_things import Modal

OPTIONS = "The library\nThe clinic"


async def rosa_saves(here: EarlyYears, name: str = "Where to meet") -> None:
    """From *More…* of an open vote."""
    await rosa_asks(here, a_ballot(Method.DOTS, budget=7), Terms(reasons=Reasons.REQUIRED))
    await here.more(here.rosa, "Save as template")
    await here.rosa.submit({"What is it called?": name})
    assert "Dots for each person" in here.rosa.modal.words
    assert "everyone says why" in here.rosa.modal.words


def _held(modal: Modal, label: str) -> str:
    """What stands in a field."""
    fields = [block for block in modal.view["blocks"] if block["type"] == "input"]
    return str(next(each["element"]["initial_value"] for each in fields if each["label"]["text"] == label))


async def test_who_types_its_name_begins_from_it_in_slack(circle: EarlyYears) -> None:
    here, lee = circle, circle.lee
    await rosa_saves(here)
    await lee.command("/rondo vote where to meet", here.channel)
    await here.town.behind()
    assert QUESTION in lee.modal.words
    assert "The clinic" in lee.modal.words
    await lee.submit({"What do you ask, in one line?": "Where do we eat?"})
    assert "Settings: everyone says why" in lee.modal.words
    await here.fill(lee)
    await here.town.settle()
    assert "Where do we eat?" in here.heading
    assert "7" in (await here.more(lee)).words


async def test_a_name_is_taken_once_and_what_is_deleted_is_gone(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await rosa_saves(here)
    await rosa.close()
    await here.more(rosa, "Save as template")
    await rosa.submit({"What is it called?": "WHERE to meet"})
    assert list(rosa.errors) == ["What is it called?"]
    await rosa.submit({"What is it called?": "Where to eat", "What do you keep?": "Only how we ask"})
    assert "The question and the options are written each time" in rosa.modal.words
    await here.press(rosa, rosa.modal, "Delete")
    await rosa.submit()
    assert "Where to meet" in rosa.modal.words
    assert "Where to eat" not in rosa.modal.words


async def test_what_is_shared_in_slack_is_taken_in_in_the_browser(circle: EarlyYears) -> None:
    here = circle
    await rosa_saves(here)
    await here.press(here.rosa, here.rosa.modal, "Share")
    text = _held(here.rosa.modal, "Copy all of this")
    assert json.loads(text)["format"] == "rondo-template@1"
    assert "Rosa" not in text

    lee = await window(here, here.lee)
    await lee.open("/home")
    await lee.press("Open early-years")
    await lee.press("Paste a template")
    await lee.fill("The text of the template", text[:-5])
    await lee.press("Save")
    assert lee.sees("something is wrong in line 1")
    await lee.fill("The text of the template", text.replace('"budget"', '"wallet"'))
    await lee.press("Save")
    assert lee.sees("not known here: pattern.rules.wallet")
    await lee.fill("The text of the template", text)
    await lee.press("Save")
    assert lee.sees("Another template here has this name")
    await lee.fill("What is it called?", "Ours")
    await lee.press("Save")
    assert lee.sees("Ours")
    await lee.press("Start from it")
    assert QUESTION in lee.html
    await lee.press("Preview")
    await lee.press("Open the vote")
    await here.town.settle()
    assert QUESTION in here.heading


async def test_the_chooser_offers_it_in_spanish(circle: EarlyYears) -> None:
    here, maya = circle, circle.maya
    await rosa_saves(here)
    await maya.command("/rondo votar", here.channel)
    await here.town.behind()
    await maya.submit({"Empezar desde una plantilla": "Where to meet"})
    assert QUESTION in maya.modal.words


async def test_a_template_in_teams(side: TeamsSide) -> None:
    lee, rosa = side.person("Lee Wong"), side.person("Rosa Díaz")
    general = side.teams.channel("Early years", [lee.person, rosa.person])
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})

    await rosa.says("vote Where do we meet?", general)
    await side.behind()
    await rosa.press(general.posts[-1], "Ask the group")
    await rosa.submit({"Or pick a way yourself": "Choose one"})
    await rosa.submit({"Options, one a line": OPTIONS})
    await rosa.press_in_dialog("Save as template")
    await rosa.submit({"What is it called?": "Where to meet"})
    assert "Where to meet" in rosa.dialog_words

    await lee.says("vote where to meet", general)
    await side.behind()
    await lee.press(general.posts[-1], "Ask the group")
    assert "Options, one a line" in lee.labels, "it begins at once"
    await lee.submit({})
    assert "The library" in lee.dialog_words
