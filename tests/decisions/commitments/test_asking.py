"""Asking somebody to do something, and what they say."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import (
    MOST_HELPERS,
    WHAT_LIMIT,
    Origin,
    OriginKind,
    Promise,
    Said,
    Standing,
)
from decisions.commitments.engine import next_due
from decisions.ids import MemberId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.rounds.text import TEXT_LIMIT
from tests.decisions.commitments.world import FOUR, FRIDAY, MONDAY, NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CROWD, CY, DI, EVA, FLO, GUS


def test_nobody_is_committed_by_somebody_else() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    assert (world.one.standing, world.one.doing) == (Standing.ASKED, ())
    assert world.refuses(ANA, c.AcceptCommitment) == (Reason.NOT_ASKED_OF_YOU, "")
    world.do(CY, c.AcceptCommitment)
    assert (world.one.standing, world.one.doing) == (Standing.OPEN, (CY,))
    assert world.do(CY, c.AcceptCommitment) == ()


def test_what_somebody_takes_upon_themselves_is_theirs_at_once() -> None:
    world = CommitmentWorld()
    world.asks(CY, CY)
    assert (world.one.standing, world.one.accountable) == (Standing.OPEN, CY)


def test_a_day_that_has_passed_is_refused_at_its_field() -> None:
    world = CommitmentWorld()
    yesterday = Promise("Check the aid rules", date(2026, 3, 3))
    asked = {"circle_id": CIRCLE, "who": CY, "promise": yesterday}
    assert world.refuses(ANA, c.MakeCommitment, **asked) == (Reason.DATE_NOT_AHEAD, "due")


def test_a_no_can_become_a_yes_until_somebody_else_is_asked() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.DeclineCommitment, words="no time")
    world.do(CY, c.AcceptCommitment)
    assert (world.one.doing, world.one.after_no, world.one.words) == ((CY,), True, "")
    other = CommitmentWorld()
    other.asks(ANA, CY)
    other.do(CY, c.DeclineCommitment)
    other.do(ANA, c.AskAnother, who=DI)
    assert other.refuses(CY, c.AcceptCommitment) == (Reason.NOT_ASKED_OF_YOU, "")
    other.do(DI, c.AcceptCommitment)
    assert not other.one.after_no


def test_helpers_answer_each_for_themselves() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY, helpers=(DI, BO))
    world.do(DI, c.AcceptCommitment)
    world.do(BO, c.DeclineCommitment, words="no time")
    assert [helper.said for helper in world.one.helpers] == [Said.YES, Said.NO]
    assert world.one.standing is Standing.ASKED
    world.do(CY, c.AcceptCommitment)
    assert world.one.doing == (CY, DI)


def test_another_day_from_whoever_is_asked_is_a_yes_once_the_asker_agrees() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY, words="I am away")
    assert (world.one.standing, world.one.due) == (Standing.ASKED, FRIDAY)
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert (world.one.standing, world.one.due, world.one.moved) == (Standing.OPEN, MONDAY, 0)
    assert world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True) == ()


def test_without_a_word_from_the_asker_the_day_of_who_does_it_holds_after_three_workdays() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    events = world.until_next()
    assert [type(event) for event in events] == [e.DayMoved]
    assert world.now.date() == date(2026, 3, 9)
    assert (world.one.due, world.one.moved) == (MONDAY, 1)


def test_without_a_word_from_who_does_it_the_askers_day_does_not_hold() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY)
    world.do(ANA, c.SuggestDay, id=remark(1), due=date(2026, 3, 10))
    world.until_next()
    assert (world.one.due, world.one.suggestion) == (FRIDAY, None)


def test_silence_is_asked_once_more_and_then_told_to_the_asker() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    assert [type(event) for event in world.until_next()] == [e.DoerAskedAgain]
    assert [type(event) for event in world.until_next()] == [e.NothingSaid]
    assert world.one.standing is Standing.ASKED
    world.do(ANA, c.AskAnother, who=DI)
    assert (world.one.accountable, world.one.asked_again) == (DI, False)


def test_who_is_accountable_leaves_and_somebody_takes_it_upon_themselves() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY)
    world.leaves(CY)
    assert (world.one.standing, world.one.accountable) == (Standing.NOBODYS, None)
    world.do(DI, c.AskAnother, who=DI)
    assert (world.one.standing, world.one.accountable) == (Standing.OPEN, DI)


# --- who may be asked -------------------------------------------------------------------------------------------


def asked(by: MemberId = ANA, who: MemberId = CY, **fields: Any) -> tuple[Reason, str]:
    """Why it is refused."""
    promise = fields.pop("promise", Promise("Check the aid rules", FRIDAY))
    members = (*FOUR, *CROWD)
    made = {"circle_id": CIRCLE, "who": who, "promise": promise, **fields}
    return CommitmentWorld(members).refuses(by, c.MakeCommitment, **made)


def test_only_people_of_the_circle_ask_and_are_asked() -> None:
    assert asked(by=EVA) == (Reason.NOT_IN_CIRCLE, "")
    assert asked(who=EVA) == (Reason.NOT_IN_CIRCLE, "who")
    assert asked(helpers=(DI, EVA)) == (Reason.NOT_IN_CIRCLE, "helpers")
    assert asked(helpers=CROWD[: MOST_HELPERS + 1]) == (Reason.TOO_MANY, "helpers")
    world = CommitmentWorld((*FOUR, *CROWD))
    world.asks(ANA, CY, helpers=CROWD[:MOST_HELPERS])
    assert world.refuses(ANA, c.AskToHelp, who=CROWD[-1]) == (Reason.TOO_MANY, "who")
    world.do(CROWD[0], c.DeclineCommitment)
    world.do(ANA, c.AskToHelp, who=CROWD[-1])


def test_whoever_steers_asks_also_from_outside() -> None:
    world = CommitmentWorld((ANA, CY), steerer=BO)
    world.asks(BO, CY)
    assert world.one.asked_by == BO


@pytest.mark.parametrize(
    ("promise", "refused"),
    [
        (Promise(" ", FRIDAY), (Reason.EMPTY, "what")),
        (Promise("a" * (WHAT_LIMIT + 1), FRIDAY), (Reason.TOO_LONG, "what")),
        (Promise("x", FRIDAY, "a" * (TEXT_LIMIT + 1)), (Reason.TOO_LONG, "known_by")),
        (Promise("x", date(2032, 1, 1)), (Reason.DATE_TOO_FAR, "due")),
        (Promise("x", rhythm=Rhythm(Every.MONTH_WEEKDAY, nth=5)), (Reason.NOT_A_CHOICE, "nth")),
    ],
)
def test_what_cannot_be_promised_is_refused_at_its_field(
    promise: Promise, refused: tuple[Reason, str]
) -> None:
    assert asked(promise=promise) == refused


def test_it_may_be_due_today_and_its_words_are_trimmed() -> None:
    world = CommitmentWorld()
    origin = Origin(OriginKind.MEETING, words="Monday's")
    promise = Promise("  Check   the aid rules ", NOW.date(), " a page ")
    world.do(ANA, c.MakeCommitment, circle_id=CIRCLE, who=CY, promise=promise, origin=origin)
    assert world.one.promise == Promise("Check the aid rules", NOW.date(), "a page")
    assert (world.one.origin, world.one.since, world.one.people) == (origin, NOW, (CY, ANA))


def test_it_is_made_once() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    made = {"circle_id": CIRCLE, "who": DI, "promise": Promise("x", FRIDAY)}
    assert world.do(ANA, c.MakeCommitment, **made) == ()
    assert world.one.accountable == CY


def test_each_is_asked_once_whatever_was_ticked() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY, helpers=(DI, CY, DI, ANA))
    assert [(one.member, one.said) for one in world.one.helpers] == [(DI, Said.NOTHING), (ANA, Said.YES)]


def test_what_was_never_made_is_not_found() -> None:
    for kind in (c.AcceptCommitment, c.DeclineCommitment, c.Finish, c.NotePartLeft, c.Unblock, c.Reopen):
        assert CommitmentWorld().refuses(CY, kind) == (Reason.NOT_FOUND, "")


# --- what they say ----------------------------------------------------------------------------------------------


def test_who_has_said_no_may_think_better_of_it() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.DeclineCommitment, words=" no time ")
    assert (world.one.standing, world.one.words, world.one.ended_by) == (Standing.DECLINED, "no time", CY)
    assert world.do(CY, c.DeclineCommitment) == ()
    assert world.refuses(ANA, c.AcceptCommitment) == (Reason.COMMITMENT_IS_OVER, "")
    world.do(CY, c.AcceptCommitment)
    assert (world.one.standing, world.one.words, world.one.ended_by) == (Standing.OPEN, "", None)


def test_who_has_said_yes_does_not_decline_but_lets_it_go() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY)
    assert world.refuses(CY, c.DeclineCommitment) == (Reason.SAID_YES_ALREADY, "")
    assert world.refuses(DI, c.DeclineCommitment) == (Reason.NOT_ASKED_OF_YOU, "")
    world.do(CY, c.Finish)
    for kind in (c.AcceptCommitment, c.DeclineCommitment):
        assert world.refuses(CY, kind) == (Reason.COMMITMENT_IS_OVER, "")


def test_a_helper_says_yes_and_no_and_yes() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    assert world.do(DI, c.AcceptCommitment) == ()
    world.do(DI, c.DeclineCommitment, words="ill")
    assert world.do(DI, c.DeclineCommitment) == ()
    assert list(world.one.doing) == [CY]
    world.do(DI, c.AcceptCommitment)
    assert list(world.one.doing) == [CY, DI]
    world.do(CY, c.Drop, words="no money")
    assert world.refuses(DI, c.DeclineCommitment) == (Reason.COMMITMENT_IS_OVER, "")
    assert world.refuses(DI, c.AcceptCommitment) == (Reason.COMMITMENT_IS_OVER, "")


# --- another, and more ------------------------------------------------------------------------------------------


def test_somebody_else_is_asked_where_nobody_has_said_yes() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    assert world.refuses(DI, c.AskAnother, who=BO) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    assert world.refuses(ANA, c.AskAnother, who=EVA) == (Reason.NOT_IN_CIRCLE, "who")
    assert world.do(ANA, c.AskAnother, who=CY) == ()
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    world.do(ANA, c.AskAnother, who=DI)
    assert (world.one.accountable, world.one.suggestion) == (DI, None)
    assert world.refuses(CY, c.AcceptCommitment) == (Reason.NOT_ASKED_OF_YOU, "")
    world.do(DI, c.DeclineCommitment)
    world.do(BO, c.AskAnother, who=DI)
    assert (world.one.standing, world.one.asked_by, world.one.ended_at) == (Standing.ASKED, BO, None)
    world.do(DI, c.AcceptCommitment)
    assert world.refuses(ANA, c.AskAnother, who=CY) == (Reason.SAID_YES_ALREADY, "")
    world.do(DI, c.Finish)
    assert world.refuses(ANA, c.AskAnother, who=CY) == (Reason.COMMITMENT_IS_OVER, "")


def test_who_is_asked_and_takes_it_upon_themselves_has_said_yes() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.AskAnother, who=CY)
    assert (world.one.standing, world.one.doing, world.one.asked_by) == (Standing.OPEN, (CY,), ANA)


def test_who_asked_does_it_themselves_after_all() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(ANA, c.AskAnother, who=ANA)
    assert (world.one.standing, world.one.doing) == (Standing.OPEN, (ANA,))


def test_help_is_asked_for_by_whoever_does_it_or_has_a_say_and_offered_by_anybody() -> None:
    world = CommitmentWorld((*FOUR, EVA, FLO))
    world.says_yes(ANA, CY)
    assert world.refuses(EVA, c.AskToHelp, who=DI) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    assert world.refuses(ANA, c.AskToHelp, who=GUS) == (Reason.NOT_IN_CIRCLE, "who")
    assert world.refuses(CY, c.AskToHelp, who=CY) == (Reason.DOES_IT_ALREADY, "who")
    world.do(EVA, c.AskToHelp, who=EVA)
    assert world.do(EVA, c.AskToHelp, who=EVA) == ()
    assert list(world.one.doing) == [CY, EVA]
    world.do(EVA, c.AskToHelp, who=DI)
    assert world.do(ANA, c.AskToHelp, who=DI) == ()
    assert list(world.one.doing) == [CY, EVA]
    world.do(DI, c.AskToHelp, who=DI)
    assert list(world.one.doing) == [CY, EVA, DI]
    world.do(DI, c.DeclineCommitment)
    world.do(CY, c.AskToHelp, who=DI)
    assert list(world.one.doing) == [CY, EVA]
    assert world.one.helpers[-1].said is Said.NOTHING
    world.do(CY, c.Finish)
    assert world.refuses(CY, c.AskToHelp, who=FLO) == (Reason.COMMITMENT_IS_OVER, "")


# --- silence ----------------------------------------------------------------------------------------------------


def test_they_are_asked_again_after_two_workdays_and_the_asker_hears_after_two_more() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    assert world.pass_time(hours=47) == ()
    asked, nothing = world.pass_time(days=30)
    assert asked == e.DoerAskedAgain(
        member=CY, next_at=datetime(2026, 3, 10, 10, tzinfo=UTC), at=datetime(2026, 3, 6, 10, tzinfo=UTC)
    )
    assert nothing == e.NothingSaid(member=CY, at=datetime(2026, 3, 10, 10, tzinfo=UTC))
    assert (world.settle(), next_due(world.one)) == ((), None)
    world.do(CY, c.AcceptCommitment)
    assert world.one.standing is Standing.OPEN


def test_what_was_asked_of_another_is_a_silence_of_its_own() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.until_next()
    world.do(ANA, c.AskAnother, who=DI)
    assert world.one.asked_next_at == datetime(2026, 3, 10, 10, tzinfo=UTC)
    assert [type(event) for event in world.until_next()] == [e.DoerAskedAgain]
