"""What a time poll asks about: moments, in their order, that are still to come."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form, Settings
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, CY
from tests.decisions.test_ballots import a_ballot, a_draft, the

HOUR = timedelta(hours=1)
FAR = MONDAY + timedelta(days=30)
OPENING = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}


def at(*hours: float, minutes: int = 60, since: datetime = FAR) -> Ballot:
    options = (
        BallotOption(f"o{n}", "", moment=Moment(since + hour * HOUR, minutes)) for n, hour in enumerate(hours)
    )
    return Ballot(Method.TIME_POLL, tuple(options))


def starts(ballot: Ballot | None) -> list[datetime]:
    assert ballot is not None
    return [option.moment.starts for option in ballot.options if option.moment]


def reasons(ballot: Ballot) -> list[tuple[str, Reason]]:
    return [(fault.at_field, fault.reason) for fault in ballot.faults()]


def test_a_moment_is_in_utc_and_lasts_from_five_minutes_to_half_a_day() -> None:
    assert Moment(FAR, 90).ends == FAR + timedelta(minutes=90)
    for wrong in (FAR.replace(tzinfo=None), FAR.astimezone(timezone(HOUR))):
        with pytest.raises(ValueError, match="not in UTC"):
            Moment(wrong)
    for minutes in (4, 12 * 60 + 1):
        with pytest.raises(ValueError, match="not a length"):
            Moment(FAR, minutes)


def test_times_need_no_label_and_stand_in_their_order() -> None:
    ballot = at(5, 2, 3).checked()
    assert [option.key for option in ballot.options] == ["o1", "o2", "o0"]
    assert ballot.faults() == ()


def test_the_same_time_twice_reads_the_same_and_another_length_does_not() -> None:
    twice = [("option.o0", Reason.READS_THE_SAME), ("option.o1", Reason.READS_THE_SAME)]
    assert reasons(at(2, 2)) == twice
    longer = at(2, minutes=90).options[0]
    assert Ballot(Method.TIME_POLL, (longer, *at(1, 2).options[1:])).faults() == ()


def test_a_time_that_has_passed_is_not_asked_about() -> None:
    world = a_draft(at(-1, 0, 1, since=MONDAY))
    assert [fault.at_field for fault in time_poll.faults(at(-1, 0, 1, since=MONDAY), MONDAY)] == [
        "option.o0",
        "option.o1",
    ]
    assert world.refused(ANA, c.OpenRound, **OPENING) is Reason.TIME_IS_PAST


def test_words_that_are_no_time_are_counted_and_not_asked_about_any_more() -> None:
    in_words = Ballot(Method.TIME_POLL, (BallotOption("a", "Tuesday"), BallotOption("b", "Friday")))
    assert in_words.faults() == ()
    assert a_draft(in_words).refused(ANA, c.OpenRound, **OPENING) is Reason.NOT_A_TIME


def test_it_closes_as_usual_but_before_the_first_of_its_times_begins() -> None:
    usual = a_ballot(at(0, 1)).round.deadline
    assert usual is not None
    assert usual < FAR
    soon = MONDAY + 5 * HOUR
    assert a_ballot(at(0, 1, since=soon)).round.deadline == soon
    said = Terms(closes_at=MONDAY + timedelta(days=2))
    assert a_ballot(at(0, 1, since=soon), said).round.deadline == said.closes_at


def test_a_time_that_a_member_adds_stands_where_its_turn_is() -> None:
    world = a_ballot(at(1, 3), Terms(members_add=True))
    world.do(CY, c.AddOption, label="", moment=Moment(FAR + 2 * HOUR))
    assert starts(world.round.ballot) == [FAR + n * HOUR for n in (1, 2, 3)]
    assert the(world, e.OptionAdded).option.key not in ("o0", "o1")


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        ({"label": "", "moment": Moment(FAR + HOUR)}, Reason.READS_THE_SAME),
        ({"label": "", "moment": Moment(MONDAY)}, Reason.TIME_IS_PAST),
        ({"label": "Some day"}, Reason.NOT_A_TIME),
    ],
)
def test_a_time_that_is_there_already_or_past_or_none_is_not_added(
    added: dict[str, object], reason: Reason
) -> None:
    world = a_ballot(at(1, 3), Terms(members_add=True))
    with pytest.raises(Refusal) as refused:
        world.do(CY, c.AddOption, **added)
    assert (refused.value.reason, refused.value.at_field) == (reason, "label")


def test_other_times_take_the_place_of_the_first_ones_until_somebody_has_answered() -> None:
    world = a_ballot(at(1, 3))
    world.do(ANA, c.ChangeBallot, text=world.round.text, ballot=at(5, 4))
    assert starts(world.round.ballot) == [FAR + 4 * HOUR, FAR + 5 * HOUR]
    assert world.round.stage is Stage.VOTING
    past = {"text": world.round.text, "ballot": at(1, 3, since=datetime(2020, 1, 1, tzinfo=UTC))}
    assert world.refused(ANA, c.ChangeBallot, **past) is Reason.TIME_IS_PAST
