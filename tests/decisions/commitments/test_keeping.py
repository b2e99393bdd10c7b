"""Done, told, changed, let go, wanted after all; and when reminders are to be quiet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import WHAT_LIMIT, Said, Standing
from decisions.commitments.notices import notices_for_commitment
from decisions.commitments.record import MayDo, may_do
from decisions.ids import MemberId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.rounds.text import TEXT_LIMIT
from tests.decisions.commitments.world import FRIDAY, MONDAY, NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI


def cys() -> CommitmentWorld:
    """Ana asked, Cy has said yes, Di helps, Bo facilitates."""
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    return world


def asked() -> CommitmentWorld:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    return world


def on(world: CommitmentWorld, day: date) -> CommitmentWorld:
    world.now = NOW.replace(year=day.year, month=day.month, day=day.day)
    return world


# --- done -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "late"), [(FRIDAY, 0), (FRIDAY + timedelta(days=1), 1)])
def test_on_its_day_it_is_in_time_and_after_it_late(day: date, late: int) -> None:
    world = on(cys(), day)
    world.do(CY, c.Finish, words=" All of them came ")
    one = world.one
    assert (one.standing, one.kept, one.kept_late, one.words) == (Standing.DONE, 1, late, "All of them came")
    assert (one.ended_by, one.ended_at) == (CY, world.now)


def test_what_has_no_day_is_never_late() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, due=None)
    world.pass_time(days=300)
    world.do(CY, c.Finish)
    assert world.one.kept_late == 0


def test_a_helper_may_finish_it_and_nobody_else() -> None:
    world = cys()
    for by in (ANA, BO):
        assert world.refuses(by, c.Finish) == (Reason.ONLY_WHO_DOES_IT, "")
    world.do(DI, c.Finish)
    assert (world.one.standing, world.one.ended_by) == (Standing.DONE, DI)


def test_a_helper_who_has_not_said_yes_does_not() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    assert world.refuses(DI, c.Finish) == (Reason.ONLY_WHO_DOES_IT, "")


def test_what_nobody_has_said_yes_to_is_not_finished() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    for by in (CY, DI):
        assert world.refuses(by, c.Finish) == (Reason.NOBODY_SAID_YES, "")


def test_what_came_of_it_may_be_told_later_and_again() -> None:
    world = cys()
    world.do(CY, c.Finish)
    assert world.do(CY, c.Finish) == ()
    (told,) = world.do(DI, c.Finish, words="twelve families")
    assert (type(told), world.one.words, world.one.kept) == (e.OutcomeOfDoingTold, "twelve families", 1)
    assert world.do(DI, c.Finish, words="twelve families") == ()
    assert world.do(CY, c.Finish) == ()
    assert world.refuses(ANA, c.Finish, words="eleven") == (Reason.ONLY_WHO_DOES_IT, "")
    world.do(CY, c.Finish, words="thirteen")
    assert (world.one.words, world.one.ended_by) == ("thirteen", CY)


def test_what_was_dropped_or_declined_is_not_done() -> None:
    dropped = cys()
    dropped.do(CY, c.Drop, words="no money")
    assert dropped.refuses(CY, c.Finish) == (Reason.COMMITMENT_IS_OVER, "")
    declined = asked()
    declined.do(CY, c.DeclineCommitment)
    assert declined.refuses(CY, c.Finish) == (Reason.COMMITMENT_IS_OVER, "")


def test_words_that_are_too_long_are_refused_at_their_field() -> None:
    long = "a" * (TEXT_LIMIT + 1)
    assert cys().refuses(CY, c.Finish, words=long) == (Reason.TOO_LONG, "words")
    assert cys().refuses(CY, c.Drop, words=long) == (Reason.TOO_LONG, "words")
    assert asked().refuses(CY, c.DeclineCommitment, words=long) == (Reason.TOO_LONG, "words")
    cys().do(CY, c.Finish, words="a" * TEXT_LIMIT)


# --- let go -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ANA, BO, CY])
def test_it_is_let_go_with_a_why(by: MemberId) -> None:
    world = cys()
    assert world.refuses(by, c.Drop, words="  ") == (Reason.EMPTY, "words")
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(by, c.Drop, words="there is no money")
    one = world.one
    assert (one.standing, one.words, one.ended_by) == (Standing.DROPPED, "there is no money", by)
    assert (one.suggestion, one.kept) == (None, 0)
    assert world.do(CY, c.Drop, words="and no time") == ()


def test_a_helper_lets_go_of_their_own_part_only() -> None:
    world = cys()
    assert world.refuses(DI, c.Drop, words="no") == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    world.do(DI, c.DeclineCommitment)
    assert (world.one.standing, world.one.doing) == (Standing.OPEN, (CY,))


def test_what_is_done_is_not_dropped() -> None:
    done = cys()
    done.do(CY, c.Finish)
    assert done.refuses(CY, c.Drop, words="no") == (Reason.COMMITMENT_IS_OVER, "")


def test_what_somebody_said_no_to_is_let_go_by_who_asked_without_a_why() -> None:
    declined = asked()
    declined.do(CY, c.DeclineCommitment, words="no time")
    assert declined.refuses(CY, c.Drop, words="no") == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    before = declined.one
    events = declined.do(ANA, c.Drop)
    assert (declined.one.standing, declined.one.words) == (Standing.DROPPED, "")
    assert notices_for_commitment(before, declined.one, events) == ()


def test_an_ask_is_withdrawn_by_letting_it_go() -> None:
    world = asked()
    world.do(ANA, c.Drop, words="it is done already")
    assert (world.one.standing, world.one.asked_next_at) == (Standing.DROPPED, None)
    assert world.refuses(CY, c.AcceptCommitment) == (Reason.COMMITMENT_IS_OVER, "")


# --- wanted after all -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ANA, BO, CY])
def test_what_was_not_done_after_all_is_still_promised(by: MemberId) -> None:
    world = on(cys(), MONDAY)
    world.do(CY, c.Finish, words="done")
    world.do(by, c.Reopen)
    one = world.one
    assert (one.standing, one.doing, one.due) == (Standing.OPEN, (CY, DI), FRIDAY)
    assert (one.kept, one.kept_late, one.words, one.ended_at, one.ended_by) == (0, 0, "", None, None)
    assert world.do(by, c.Reopen) == ()


def test_telling_what_came_of_it_does_not_make_done_what_is_wanted_again() -> None:
    """Cy's form was open while Ana said that it is not done after all; and what comes again is not done a second time."""
    world = cys()
    world.do(CY, c.Finish)
    world.do(ANA, c.Reopen)
    assert world.refuses(CY, c.Finish, words="All came", later=True) == (Reason.NOT_DONE_YET, "")
    world.do(CY, c.Finish)
    world.do(CY, c.Finish, words="All came", later=True)
    assert (world.one.standing, world.one.words, world.one.kept) == (Standing.DONE, "All came", 1)
    weekly = CommitmentWorld()
    weekly.says_yes(rhythm=Rhythm(Every.WEEK))
    assert weekly.refuses(CY, c.Finish, words="All came", later=True) == (Reason.NOT_DONE_YET, "")
    weekly.do(CY, c.Finish)
    weekly.do(CY, c.Finish, words="All came", later=True)
    assert (weekly.one.outcome, weekly.one.kept) == ("All came", 1)


def test_who_let_it_go_takes_it_up_again() -> None:
    world = cys()
    world.do(CY, c.Drop, words="no money")
    world.do(CY, c.Reopen)
    assert (world.one.standing, world.one.doing) == (Standing.OPEN, (CY, DI))


@pytest.mark.parametrize("by", [ANA, BO])
@pytest.mark.parametrize("dropped_by", [ANA, CY])
def test_what_was_let_go_needs_another_yes(by: MemberId, dropped_by: MemberId) -> None:
    """Nobody is committed by somebody else."""
    world = cys()
    world.do(dropped_by, c.Drop, words="no money")
    world.do(by, c.Reopen)
    assert (world.one.standing, world.one.accountable, world.one.asked_by) == (Standing.ASKED, CY, by)
    assert list(world.one.doing) == [DI]
    assert world.do(by, c.Reopen) == ()
    assert [type(event) for event in world.until_next()] == [e.DoerAskedAgain]
    world.do(CY, c.AcceptCommitment)
    assert (world.one.standing, world.one.doing, world.one.words) == (Standing.OPEN, (CY, DI), "")


@pytest.mark.parametrize("by", [CY, ANA])
def test_what_goes_on_without_its_memorandum_is_no_longer_let_go_with_it(by: MemberId) -> None:
    """Cy takes it up again, or Ana asks for it anew."""
    world = cys()
    world.do(BO, c.Drop, mou_over=True)
    assert world.one.mou_over
    world.do(by, c.Reopen)
    assert not world.one.mou_over


def test_an_ask_that_was_withdrawn_is_asked_again() -> None:
    world = asked()
    world.do(ANA, c.Drop, words="not now")
    world.do(ANA, c.Reopen)
    assert (world.one.standing, world.one.doing) == (Standing.ASKED, ())


def test_only_who_has_a_say_wants_it_after_all() -> None:
    world = cys()
    world.do(CY, c.Finish)
    assert world.refuses(DI, c.Reopen) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")


def test_what_nobody_does_is_asked_of_somebody_instead() -> None:
    declined = asked()
    declined.do(CY, c.DeclineCommitment)
    assert declined.refuses(ANA, c.Reopen) == (Reason.NOBODY_SAID_YES, "")
    for end in (c.Finish, c.Drop):
        gone = cys()
        gone.do(CY, end, words="no money")
        gone.leaves(CY)
        assert gone.refuses(ANA, c.Reopen) == (Reason.NOBODY_SAID_YES, "")
    nobodys = cys()
    nobodys.leaves(CY)
    nobodys.do(ANA, c.Drop, words="no money")
    assert nobodys.refuses(ANA, c.Reopen) == (Reason.NOBODY_SAID_YES, "")


@pytest.mark.parametrize("end", [c.Finish, c.Drop])
def test_who_helped_and_has_left_meanwhile_helps_no_more(end: type[c.CommitmentCommand]) -> None:
    world = cys()
    world.do(CY, end, words="no money")
    assert world.leaves(DI) == ()
    assert list(world.one.doing) == [CY, DI]
    world.do(CY, c.Reopen)
    assert (world.one.doing, world.one.helpers) == ((CY,), ())


# --- what it says -----------------------------------------------------------------------------------------------


def test_who_does_it_says_it_in_other_words() -> None:
    world = cys()
    world.do(CY, c.ChangeCommitment, what="  Read   the aid rules ", known_by=" a page of notes ")
    assert (world.one.promise.what, world.one.promise.known_by) == ("Read the aid rules", "a page of notes")
    assert world.one.due == FRIDAY
    again = {"what": "Read the aid rules", "known_by": "a page of notes"}
    assert world.do(CY, c.ChangeCommitment, **again) == ()


def test_nobody_else_changes_what_somebody_has_said_yes_to() -> None:
    world = cys()
    for by in (ANA, BO, DI):
        assert world.refuses(by, c.ChangeCommitment, what="Write a report") == (Reason.ONLY_WHO_DOES_IT, "")


def test_before_there_is_a_yes_whoever_asks_changes_it() -> None:
    world = asked()
    world.do(ANA, c.ChangeCommitment, what="Read the aid rules")
    world.do(BO, c.ChangeCommitment, what="Read the new aid rules")
    assert world.one.promise.what == "Read the new aid rules"
    assert world.refuses(DI, c.ChangeCommitment, what="x") == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")


@pytest.mark.parametrize(
    ("what", "known_by", "refused"),
    [
        (" ", "", (Reason.EMPTY, "what")),
        ("a" * (WHAT_LIMIT + 1), "", (Reason.TOO_LONG, "what")),
        ("x", "a" * (TEXT_LIMIT + 1), (Reason.TOO_LONG, "known_by")),
    ],
)
def test_what_says_nothing_or_too_much_is_refused_at_its_field(
    what: str, known_by: str, refused: tuple[Reason, str]
) -> None:
    assert cys().refuses(CY, c.ChangeCommitment, what=what, known_by=known_by) == refused


def test_what_is_over_says_what_it_said() -> None:
    world = cys()
    world.do(CY, c.Finish)
    assert world.refuses(CY, c.ChangeCommitment, what="x") == (Reason.COMMITMENT_IS_OVER, "")


# --- quiet ------------------------------------------------------------------------------------------------------


def test_each_snoozes_their_own_reminders() -> None:
    world = cys()
    world.do(CY, c.SnoozeReminders, until=date(2026, 3, 6))
    world.do(DI, c.SnoozeReminders, until=date(2026, 3, 9))
    assert [(one.member, one.until.day) for one in world.one.snoozes] == [(CY, 6), (DI, 9)]
    assert world.do(CY, c.SnoozeReminders, until=date(2026, 3, 6)) == ()
    for by in (ANA, BO):
        assert world.refuses(by, c.SnoozeReminders, until=FRIDAY) == (Reason.ONLY_WHO_DOES_IT, "")


def test_snoozes_in_a_row_began_with_the_first() -> None:
    world = cys()
    world.do(CY, c.SnoozeReminders, until=date(2026, 3, 6))
    on(world, date(2026, 3, 6)).do(CY, c.SnoozeReminders, until=date(2026, 3, 10))
    snooze = world.one.snooze(CY)
    assert snooze is not None
    assert (snooze.since, snooze.until) == (NOW.date(), date(2026, 3, 10))
    on(world, date(2026, 3, 11)).do(CY, c.SnoozeReminders, until=date(2026, 3, 12))
    assert [(one.since.day, one.until.day) for one in world.one.snoozes] == [(11, 12)]


@pytest.mark.parametrize(
    ("days", "reason"),
    [(-1, Reason.DATE_NOT_AHEAD), (0, Reason.DATE_NOT_AHEAD), (61, Reason.QUIET_TOO_LONG)],
)
def test_it_is_quiet_from_tomorrow_for_sixty_days_at_most(days: int, reason: Reason) -> None:
    until = NOW.date() + timedelta(days=days)
    assert cys().refuses(CY, c.SnoozeReminders, until=until) == (reason, "until")
    cys().do(CY, c.SnoozeReminders, until=NOW.date() + timedelta(days=60))


def test_tomorrow_is_by_the_clock_of_whoever_puts_it_off() -> None:
    """Thursday afternoon in Auckland is Wednesday evening in Los Angeles."""
    world = cys()
    world.circle = replace(world.circle, settings=replace(world.circle.settings, zone="Pacific/Auckland"))
    world.now = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
    thursday = date(2026, 3, 5)
    refused = (Reason.DATE_NOT_AHEAD, "until")
    assert world.refuses(CY, c.SnoozeReminders, until=thursday) == refused
    assert world.refuses(DI, c.SnoozeReminders, until=thursday, zone="Pacific/Auckland") == refused
    world.do(CY, c.SnoozeReminders, until=thursday, zone="America/Los_Angeles")
    snooze = world.one.snooze(CY)
    assert snooze is not None
    assert (snooze.since, snooze.until) == (date(2026, 3, 4), thursday)


def test_only_what_is_under_way_reminds() -> None:
    assert asked().refuses(CY, c.SnoozeReminders, until=FRIDAY) == (Reason.NOBODY_SAID_YES, "")
    world = cys()
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    world.do(CY, c.Finish)
    assert world.one.snoozes == ()
    assert world.refuses(CY, c.SnoozeReminders, until=FRIDAY) == (Reason.COMMITMENT_IS_OVER, "")


def test_it_is_overdue_after_its_day_while_somebody_does_it() -> None:
    world = cys()
    assert not world.one.is_overdue(FRIDAY)
    assert world.one.is_overdue(FRIDAY + timedelta(days=1))
    assert not asked().one.is_overdue(MONDAY)
    world.do(CY, c.Finish)
    assert not world.one.is_overdue(MONDAY)
    assert [helper.said for helper in world.one.helpers] == [Said.YES]


def test_who_said_no_does_not_take_up_alone_what_was_let_go_after_it() -> None:
    world = asked()
    world.do(CY, c.DeclineCommitment, words="no time")
    world.do(ANA, c.Drop)
    assert world.refuses(CY, c.Reopen) == (Reason.NOBODY_SAID_YES, "")
    assert MayDo.REOPEN not in may_do(world.one, world.circle, CY, steers=False)
    world.do(ANA, c.Reopen)
    assert world.one.standing is Standing.ASKED
