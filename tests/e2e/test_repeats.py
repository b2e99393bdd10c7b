"""Slack delivers again what it did not hear an answer to: the answer is the same, and nothing happens twice."""

from tests.e2e.circle import MUST_BE_HEARD, PROPOSAL, EarlyYears
from tests.e2e.forging import in_the_journal
from tests.e2e.neighbourhood import Neighbourhood
from tests.fakes.slack_person import SlackPerson


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
