"""Slack delivers again what it did not hear an answer to: the answer is the same, and nothing happens twice."""

import copy

from sqlalchemy import select

from storage.tables import METADATA
from tests.e2e.circle import MUST_BE_HEARD, PROPOSAL, TITLE, EarlyYears
from tests.e2e.forging import in_the_journal
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.test_web_journey import opens, window, writes
from tests.fakes.slack_person import SlackPerson
from tests.support.html import parse

ANSWER, ROUND = METADATA.tables["answer"], METADATA.tables["round"]


def stored_answer(here: EarlyYears) -> tuple[str, str]:
    """The one answer that there is."""
    one = select(ANSWER.c.kind, ANSWER.c.words)
    kind, words = here.town.house.database.read_now(lambda c: c.execute(one).one())
    return str(kind.value), str(words)


def stored_title(here: EarlyYears) -> str:
    return str(here.town.house.database.read_now(lambda c: c.execute(select(ROUND.c.title)).scalar_one()))


async def three_times_more(here: EarlyYears, person: SlackPerson, first: str) -> None:
    """The last request of this person, byte for byte; ``first`` is how it was answered."""
    await here.town.behind()
    recorded, messages = in_the_journal(here.town), len(here.channel.messages)
    for _ in range(3):
        again = await person.again()
        assert (again.status, again.text) == (200, first)
        await here.town.behind()
    assert in_the_journal(here.town) == recorded
    assert len(here.channel.messages) == messages


async def test_an_invitation_told_again_makes_nothing_twice(town: Neighbourhood) -> None:
    here = await EarlyYears.meet(town)
    first = await here.lee.invites_rondo(here.channel)
    await three_times_more(here, here.lee, first.text)
    assert len(here.lee.private_words) == 1
    assert here.channel.messages == []

    await here.press(here.lee, here.lee.private_words[-1], "Start")
    made = await here.lee.submit({MUST_BE_HEARD: ["parent partners"]})
    await three_times_more(here, here.lee, made.text)


async def test_forms_and_clicks_sent_again_change_nothing(circle: EarlyYears) -> None:
    await circle.rosa.command("/rondo propose Paid meetings", circle.channel)
    await circle.town.behind()
    drafted = await circle.rosa.submit(PROPOSAL)
    await three_times_more(circle, circle.rosa, drafted.text)
    opened = await circle.rosa.submit({"How do we decide?": "Talk first"})
    await three_times_more(circle, circle.rosa, opened.text)
    await circle.town.settle()

    await circle.press(circle.maya, circle.card, "Ask a question")
    asked = await circle.maya.submit({"¿Qué no te queda claro?": "¿Quién paga?"})
    await three_times_more(circle, circle.maya, asked.text)
    passed = await circle.lee.press(circle.card, "Nothing to add")
    await three_times_more(circle, circle.lee, passed.text)
    await circle.town.settle()
    assert len([each for each in circle.channel.messages if "¿Quién paga?" in each.words]) == 1


async def test_an_answer_sent_again_counts_once(circle: EarlyYears) -> None:
    await circle.proposes()
    click = await circle.lee.press(circle.card, "OK to try")
    await three_times_more(circle, circle.lee, click.text)
    await circle.press(circle.sam, circle.card, "I see a problem")
    problem = await circle.sam.submit({"What problem do you see?": "There is no budget"})
    await three_times_more(circle, circle.sam, problem.text)
    await circle.town.settle()
    assert "Heard 2 of 6" in circle.card.words


async def test_a_form_sent_again_after_its_errors_were_mended_is_recorded(circle: EarlyYears) -> None:
    """An error uses nothing up: the same form, corrected, counts."""
    await circle.proposes()
    await circle.press(circle.sam, circle.card, "I see a problem")
    await circle.sam.submit({"What problem do you see?": "  "})
    assert circle.sam.errors
    await circle.fill(circle.sam, {"What problem do you see?": "There is no budget"})
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words


async def test_joining_and_leaving_told_again_is_followed_once(circle: EarlyYears) -> None:
    newcomer = circle.town.slack.person("Nia Newcomer")
    joined = await newcomer.joins(circle.channel)
    await three_times_more(circle, newcomer, joined.text)
    await circle.proposes()
    assert "Heard 0 of 7" in circle.card.words


PROBLEM, WORRY = "What problem do you see?", "What is your worry?"


async def test_what_is_changed_again_and_again_in_stacked_modals_is_what_is_recorded(
    circle: EarlyYears,
) -> None:
    """Slack stacks three at most: from then on every form stands in the same view."""
    await circle.proposes()
    await circle.press(circle.sam, circle.card, "I see a problem")
    await circle.sam.submit({PROBLEM: "Words 0"})
    await circle.town.behind()
    for number in range(1, 6):
        await circle.press(circle.sam, circle.sam.modal, "Change my answer")
        kind, label = (("OK, with a worry", WORRY), ("I see a problem", PROBLEM))[number % 2 == 0]
        await circle.sam.submit({"What do you say?": kind})
        await circle.town.behind()
        await circle.sam.submit({label: f"Words {number}"})
        await circle.town.behind()
        assert f"Words {number}" in circle.sam.modal.words
        assert stored_answer(circle)[1] == f"Words {number}"


async def test_each_edit_of_a_draft_in_stacked_modals_is_kept(circle: EarlyYears) -> None:
    await circle.rosa.command("/rondo propose Paid meetings", circle.channel)
    await circle.town.behind()
    await circle.rosa.submit(PROPOSAL)
    for number in range(5):
        await circle.press(circle.rosa, circle.rosa.modal, "Edit")
        await circle.rosa.submit({"What do you propose, in one line?": f"Title {number}"})
        await circle.town.behind()
        assert f"Title {number}" in circle.rosa.modal.words
        assert stored_title(circle) == f"Title {number}"


async def test_a_form_corrected_after_our_answer_was_lost_records_the_correction(circle: EarlyYears) -> None:
    await circle.proposes()
    await circle.press(circle.sam, circle.card, "I see a problem")
    still_there = copy.deepcopy(circle.sam.modal)
    await circle.sam.submit({PROBLEM: "First words"})
    circle.town.slack.stacks[circle.sam.user] = [still_there]
    await circle.sam.submit({PROBLEM: "Second words"})
    assert "Second words" in circle.sam.modal.words
    assert stored_answer(circle) == ("objection", "Second words")


async def test_a_button_of_a_page_gone_back_to_tells_what_stands(circle: EarlyYears) -> None:
    """The browser's Back shows the page with its old buttons: a press that has counted once does not count again."""
    await circle.proposes()
    sam = await window(circle, circle.sam)
    await opens(sam)
    html, address = sam.html, sam.address
    await sam.press("OK to try")
    await sam.open(address)
    await sam.press("Change my answer")
    await sam.choose("What do you say?", "I see a problem")
    await sam.press(next(name for name in sam.buttons if name not in ("Back", "Cancel")))
    await sam.fill(PROBLEM, "A real harm")
    await sam.press("Send")
    sam.html, sam.page, sam.address = html, parse(html), address
    await sam.press("OK to try")
    assert not sam.sees("Recorded: OK to try")
    assert sam.sees("A real harm")
    assert stored_answer(circle) == ("objection", "A real harm")


async def test_a_round_that_is_open_is_not_opened_again(circle: EarlyYears) -> None:
    """Neither from a preview that another window still shows, nor by going back to it."""
    rosa, also_rosa = [await window(circle, circle.rosa) for _ in range(2)]
    await writes(rosa)
    await rosa.press("Later")
    for person in (rosa, also_rosa):
        await opens(person)
        await person.press("Open the round")
    preview = also_rosa.address
    await rosa.press("Open the round")
    assert rosa.sees(f"It is open: “{TITLE}”")
    await also_rosa.press("Open the round")
    assert also_rosa.sees("It is open already.")
    await rosa.open(preview)
    assert rosa.sees("It is open already.")
