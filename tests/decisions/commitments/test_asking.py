"""Asking somebody to do something, and what they say."""

from datetime import date

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import Promise, Said, Standing
from decisions.refusals import Reason
from tests.decisions.commitments.world import FRIDAY, MONDAY, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI


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
