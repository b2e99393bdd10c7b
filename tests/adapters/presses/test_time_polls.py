"""What is written where times belong becomes moments, in the circle's zone; what is none is told at its field."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.commands import AddOption, EditDraft
from tests.adapters.presses.test_ballots import CIRCLE, DRAFT, refused, sent, settings, written

FOUR = Moment(datetime(2026, 12, 7, 22, tzinfo=UTC), 60)
"""4 pm in Chicago, where the circle is."""
HALF_PAST_FIVE = Moment(datetime(2026, 12, 7, 23, 30, tzinfo=UTC), 90)
ASKED = Ballot(Method.TIME_POLL, (BallotOption("7", "", "Online", FOUR),))


async def test_times_become_moments_in_the_circles_zone_and_in_their_order() -> None:
    command = await written("time_poll", options="Mon Dec 7, 5:30-7 pm\n4 pm - Online")
    assert command.ballot == Ballot(
        Method.TIME_POLL,
        (BallotOption("2", "", "Online", FOUR), BallotOption("1", "", "", HALF_PAST_FIVE)),
    )


async def test_a_time_that_does_not_say_its_end_lasts_as_long_as_is_said_for_all() -> None:
    command = await written("time_poll", options="Mon Dec 7, 4 pm\n5:30-7 pm", minutes="45")
    assert command.ballot is not None
    assert [option.moment for option in command.ballot.options] == [replace(FOUR, minutes=45), HALF_PAST_FIVE]


async def test_a_time_that_stays_keeps_its_key() -> None:
    draft = replace(DRAFT, ballot=ASKED)
    command = await sent(Verb.EDIT_BALLOT, draft.id, {}, draft, options="Mon Dec 7, 5:30-7 pm\n4 pm - Here")
    assert isinstance(command, EditDraft)
    assert command.ballot is not None
    assert [(option.key, option.meaning) for option in command.ballot.options] == [("7", "Here"), ("8", "")]


async def test_how_many_times_are_wanted_is_among_the_settings_and_stays_when_the_times_change() -> None:
    draft = replace(DRAFT, ballot=ASKED)
    command = await settings(draft, seats="2")
    assert command.ballot is not None
    assert command.ballot.rules.seats == 2
    draft = replace(draft, ballot=command.ballot)
    command = await sent(Verb.EDIT_BALLOT, draft.id, {}, draft, options="Mon Dec 7, 4 pm\nTue Dec 8, 4 pm")
    assert command.ballot.rules == Rules(seats=2)


@pytest.mark.parametrize(
    ("typed", "reason", "field"),
    [
        ({"options": "Mon Dec 7, 4 pm\nsome day"}, Reason.NOT_A_TIME, "options"),
        ({"options": "Tue Dec 7, 4 pm"}, Reason.WRONG_WEEKDAY, "options"),
        ({"options": "Mar 14 2027 2:30 am"}, Reason.CLOCK_SKIPS_IT, "options"),
        ({"options": "Mon Dec 7, 4 pm - " + "x" * 301}, Reason.TOO_LONG, "options"),
        ({"options": "Mon Dec 7, 4 pm", "minutes": "4"}, Reason.NOT_A_NUMBER, "minutes"),
        ({"options": "Mon Dec 7, 4 pm", "minutes": "721"}, Reason.NOT_A_NUMBER, "minutes"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field(typed: dict[str, str], reason: Reason, field: str) -> None:
    assert await refused("time_poll", **typed) == (reason, field)


async def test_more_than_a_hundred_times_are_refused() -> None:
    lines = "\n".join(f"Mon Dec 7 {hour}:{minute:02}" for hour in range(8, 19) for minute in range(0, 60, 6))
    assert await refused("time_poll", options=lines) == (Reason.TOO_MANY_OPTIONS, "options")


async def test_a_member_adds_a_time_as_long_as_the_others_and_as_they_are_written() -> None:
    poll = replace(DRAFT, ballot=ASKED)
    command = await sent(Verb.ADD_OPTION, poll.id, {}, poll, label="Tue Dec 8, 4 pm - Here", meaning="")
    assert isinstance(command, AddOption)
    assert (command.label, command.meaning) == ("", "Here")
    assert command.moment == Moment(datetime(2026, 12, 8, 22, tzinfo=UTC), 60)
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.ADD_OPTION, poll.id, {}, poll, label="4 pm", meaning="")
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_TIME, "label")


async def test_another_ballots_option_is_words() -> None:
    command = await sent(Verb.ADD_OPTION, DRAFT.id, {}, DRAFT, label="Mon Dec 7, 4 pm", meaning="")
    assert (command.label, command.moment) == ("Mon Dec 7, 4 pm", None)
    assert CIRCLE.settings.zone == "America/Chicago"
