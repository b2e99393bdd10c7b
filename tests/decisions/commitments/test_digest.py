"""What a digest says of a circle: what could be helped with, and of whom it says nothing yet."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.commitments import commands as c
from decisions.commitments.commitment import Blocked, Commitment, Origin, Promise, Standing, Suggestion
from decisions.commitments.digest import HELP_AFTER, MANY_OVERDUE, STANDS_LONG, DigestRecord
from decisions.commitments.over_time import Counted
from decisions.commitments.record import NAMED_AFTER
from decisions.ids import CommitmentId, GroupId, MemberId, RoundId
from decisions.people.people import Circle, Member
from decisions.rounds.record import RoundLine
from decisions.rounds.round import Round, Seat, Stage
from decisions.rounds.settings import Settings
from decisions.rounds.tally import GroupTally, Tally
from decisions.rounds.text import Text
from tests.decisions.commitments.world import NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, NETWORK

TODAY = NOW.date()
PARENTS = GroupId(UUID(int=77))


def promised(days_over: int | None, who: MemberId | None = CY, number: int = 1, **changes: Any) -> Commitment:
    due = None if days_over is None else TODAY - timedelta(days=days_over)
    one = Commitment(
        CommitmentId(UUID(int=number)),
        NETWORK,
        CIRCLE,
        Promise("Check the aid rules", due),
        Origin(),
        asked_by=ANA,
        accountable=who,
        standing=Standing.OPEN,
        since=NOW - timedelta(days=60),
    )
    return replace(one, **changes)


def digest(*ones: Commitment, reader: MemberId = BO, **changes: Any) -> DigestRecord:
    circle = Circle(CIRCLE, NETWORK, "Family Hub", BO, Settings())
    record = DigestRecord(Member(reader, "Bo"), circle, NOW, NOW - timedelta(days=7), commitments=ones)
    return replace(record, **changes)


def line(stage: Stage = Stage.CONSENTING, *, heard: int = 5, **changes: Any) -> RoundLine:
    text = Text(
        "Open on Saturdays", "We open.", "Families come.", "They come.", "We count.", date(2026, 9, 1)
    )
    tally = Tally({PARENTS: GroupTally(asked=5, heard=heard)})
    short = changes.pop("voices_short", {})
    round = Round(RoundId(UUID(int=9)), NETWORK, CIRCLE, 7, "consent@1", stage, Settings(), ANA, text)
    soon = NOW + timedelta(days=1)
    round = replace(round, **{"tally": tally, "opened_at": NOW, "deadline": soon, **changes})
    return RoundLine(round, "Family Hub", Seat(BO), "Ana", voices_short=short)


# --- overdue ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, NAMED_AFTER])
def test_what_is_a_few_days_overdue_is_counted_and_names_nobody(days: int) -> None:
    record = digest(promised(days))
    assert (record.just_overdue, record.overdue, record.may_need_help) == (1, (), ())


def test_what_is_overdue_for_longer_is_told() -> None:
    one = promised(NAMED_AFTER + 1)
    record = digest(one)
    assert (record.just_overdue, record.overdue, record.may_need_help) == (0, (one,), ())


@pytest.mark.parametrize("days", [0, -1, None])
def test_what_is_due_today_or_later_or_never_is_not_overdue(days: int | None) -> None:
    record = digest(promised(days))
    assert (record.just_overdue, record.overdue, record.has_news(NOW)) == (0, (), False)


def test_the_day_is_the_one_in_the_circles_zone() -> None:
    circle = Circle(CIRCLE, NETWORK, "Family Hub", BO, Settings(zone="Pacific/Auckland"))
    late = NOW.replace(hour=23)
    assert digest(promised(0), circle=circle, at=late).just_overdue == 1
    assert digest(promised(0), at=late).just_overdue == 0


def test_what_cannot_be_done_yet_is_blocked_and_not_overdue() -> None:
    one = promised(30, blocked=Blocked(CY, NOW, "No answer yet"))
    record = digest(one)
    assert (record.overdue, record.just_overdue, record.blocked, record.may_need_help) == ((), 0, (one,), ())


def test_what_waits_for_an_answer_about_another_day_is_not_overdue() -> None:
    other_day = Suggestion(remark(1), CY, TODAY + timedelta(days=9), "", NOW)
    record = digest(*(promised(days, suggestion=other_day, number=days) for days in (1, 30)))
    assert (record.just_overdue, record.overdue, record.may_need_help) == (0, (), ())


# --- who may need help --------------------------------------------------------------------------------------------


def test_who_has_something_overdue_for_a_week_may_need_help() -> None:
    ones = promised(HELP_AFTER, CY), promised(HELP_AFTER - 1, DI, 2)
    assert [one.member for one in digest(*ones).may_need_help] == [CY]


def test_who_has_several_things_overdue_may_need_help() -> None:
    ones = [promised(NAMED_AFTER + 1, CY, number) for number in range(MANY_OVERDUE)]
    assert digest(*ones[1:]).may_need_help == ()
    (found,) = digest(*ones).may_need_help
    assert (found.member, found.overdue) == (CY, tuple(ones))


def test_nobody_reads_of_themselves_that_they_may_need_help() -> None:
    one = promised(HELP_AFTER, BO)
    assert digest(one, reader=BO).may_need_help == ()
    assert [found.member for found in digest(one, reader=ANA).may_need_help] == [BO]


# --- what waits for somebody --------------------------------------------------------------------------------------


def test_what_was_asked_twice_without_a_word_is_told() -> None:
    once = promised(-9, standing=Standing.ASKED)
    twice = replace(once, asked_again=True)
    other_day = Suggestion(remark(1), CY, TODAY, "", NOW)
    answered = replace(twice, suggestion=other_day)
    assert digest(once, twice, answered).unanswered == (twice,)


def test_what_is_nobodys_is_told() -> None:
    one = promised(9, None, standing=Standing.NOBODYS)
    record = digest(one)
    assert (record.nobodys, record.overdue, record.has_news(NOW)) == ((one,), (), True)


def test_what_is_nobodys_stays_news_however_long_it_had_waited_for_something() -> None:
    late = NOW.replace(day=20)
    waited = Blocked(CY, late - STANDS_LONG - timedelta(days=2), "No answer yet")
    assert digest(promised(None, None, standing=Standing.NOBODYS, blocked=waited), at=late).has_news(late)
    assert not digest(promised(None, blocked=waited), at=late).has_news(late)


def test_silence_is_counted_from_when_they_were_asked_and_not_somebody_before_them() -> None:
    world = CommitmentWorld()
    world.asks(due=None)
    world.do(CY, c.DeclineCommitment)
    world.now += STANDS_LONG + timedelta(days=12)
    world.do(ANA, c.AskAnother, who=DI)
    world.pass_time(days=5)
    assert world.now.day > 7
    assert digest(world.one, at=world.now).has_news(world.now)


# --- rounds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "stuck"), [(23, False), (24, True)])
def test_a_round_that_waits_for_its_facilitator_for_a_day_is_stuck(hours: int, stuck: bool) -> None:
    one = line(Stage.INTEGRATING, facilitator_turn=NOW - timedelta(hours=hours))
    assert bool(digest(rounds=(one,)).stuck) is stuck


def test_a_round_that_somebody_has_to_carry_on_is_stuck() -> None:
    assert digest(rounds=(line(Stage.AMENDING, carry_on_since=NOW),)).stuck


def test_voices_that_a_round_lacks_are_told_shortly_before_it_closes() -> None:
    lacks = line(voices_short={PARENTS: 1})
    early = line(voices_short={PARENTS: 1}, deadline=NOW + timedelta(days=3, seconds=1))
    assert digest(rounds=(lacks, early, line())).unheard == (lacks,)


def test_a_round_lacks_voices_while_too_few_are_heard() -> None:
    assert digest(rounds=(line(heard=0),)).unheard
    assert not digest(rounds=(line(Stage.EXPLORING, heard=0),)).unheard


# --- the whole ----------------------------------------------------------------------------------------------------


def test_without_anything_to_say_it_has_no_news() -> None:
    assert not digest(promised(-1), rounds=(line(),)).has_news(NOW)


@pytest.mark.parametrize("counted", [Counted(kept=1), Counted(moved=1), Counted(dropped=1)])
def test_what_was_done_is_news(counted: Counted) -> None:
    assert digest(counted=counted).has_news(NOW)


def test_there_are_always_two_coordinators_or_it_says_how_many_are_missing() -> None:
    missing = [
        digest(coordinators=those).coordinators_missing for those in ((), (ANA,), (ANA, BO), (ANA, BO, CY))
    ]
    assert missing == [2, 1, 0, 0]
    assert not digest(coordinators=()).has_news(NOW)


# --- what has stood so for long -----------------------------------------------------------------------------------

NINTH = NOW + timedelta(days=5)
"""Of the month; ``NOW`` is the fourth."""


@pytest.mark.parametrize(
    ("one", "is_news"),
    [
        (promised(28 - 5), True),
        (promised(29 - 5), False),
        (promised(99, standing=Standing.NOBODYS, accountable=None), True),
        (promised(None, blocked=Blocked(CY, NINTH - timedelta(days=28), "the key")), True),
        (promised(None, blocked=Blocked(CY, NINTH - timedelta(days=29), "the key")), False),
        (promised(-5, standing=Standing.ASKED, asked_again=True), False),
        (promised(-5, standing=Standing.ASKED, asked_again=True, since=NOW), True),
    ],
)
def test_what_stands_for_weeks_as_it_is_is_said_and_is_no_news_after_the_first_week_of_a_month(
    one: Commitment, is_news: bool
) -> None:
    record = digest(one, at=NINTH)
    assert (record.says_anything, record.has_news(NINTH)) == (True, is_news)
    assert record.has_news(NOW)


def test_beside_news_what_stands_for_weeks_is_said_too() -> None:
    record = digest(promised(90), promised(2, number=2), at=NINTH)
    assert record.has_news(NINTH)
    assert len(record.overdue) == 2
