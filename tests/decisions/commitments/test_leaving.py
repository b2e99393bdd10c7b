"""Who leaves the circle leaves what they had a part in; and two who are one person have one part."""

from datetime import date

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import Answered, Said, Standing
from decisions.ids import MemberId
from decisions.refusals import Reason
from tests.decisions.commitments.world import FOUR, FRIDAY, MONDAY, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI, EVA, FLO


def cys() -> CommitmentWorld:
    """Ana asked, Cy has said yes, Di helps, Bo facilitates; Eva and Flo sit there."""
    world = CommitmentWorld((*FOUR, EVA, FLO))
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    return world


# --- leaving ----------------------------------------------------------------------------------------------------


def test_what_was_theirs_is_nobodys_and_keeps_what_was_done_of_it() -> None:
    world = cys()
    world.do(CY, c.AddStep, id=remark(1), words="call the clinic")
    world.do(CY, c.TickStep, id=remark(1))
    world.do(CY, c.SuggestDay, id=remark(2), due=MONDAY)
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    assert world.leaves(CY) == (e.DoerLeft(member=CY, at=world.now),)
    one = world.one
    assert (one.standing, one.accountable, one.doing) == (Standing.NOBODYS, None, (DI,))
    assert (one.suggestion, one.snoozes, one.steps[0].done, one.due) == (None, (), True, FRIDAY)
    assert world.do(CY, c.NotePartLeft) == ()


def test_who_leaves_before_a_yes_is_asked_no_more() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.leaves(CY)
    assert (world.one.standing, world.one.asked_next_at) == (Standing.NOBODYS, None)
    assert world.pass_time(days=60) == ()


def test_a_helper_who_leaves_helps_no_more() -> None:
    world = cys()
    world.do(DI, c.SnoozeReminders, until=FRIDAY)
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    assert world.leaves(DI) == (e.HelperLeft(member=DI, at=world.now),)
    assert (world.one.helpers, [one.member for one in world.one.snoozes]) == ((), [CY])
    assert world.one.standing is Standing.OPEN


def test_a_helper_who_is_offered_it_and_leaves_leaves_both() -> None:
    world = cys()
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    assert [type(event) for event in world.leaves(DI)] == [e.HandOverEnded, e.HelperLeft]
    assert (world.one.offer, world.one.helpers) == (None, ())


def test_who_asked_leaves_and_it_stays_promised() -> None:
    world = cys()
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.leaves(ANA) == ()
    assert (world.one.standing, world.one.asked_by) == (Standing.OPEN, ANA)
    world.until_next()
    assert world.one.due == MONDAY


def test_who_leaves_without_a_part_changes_nothing() -> None:
    world = cys()
    assert (world.leaves(EVA), world.leaves(BO)) == ((), ())


def test_what_is_over_remembers_who_did_it() -> None:
    world = cys()
    world.do(CY, c.Finish)
    assert (world.leaves(CY), world.leaves(DI)) == ((), ())
    assert world.one.doing == (CY, DI)


def test_who_has_left_says_no_more() -> None:
    world = cys()
    world.leaves(CY)
    assert world.refuses(CY, c.AskAnother, who=CY) == (Reason.NOT_IN_CIRCLE, "")
    coordinator = CommitmentWorld(steerer=CY)
    coordinator.asks(ANA, CY)
    coordinator.do(CY, c.DeclineCommitment)
    coordinator.leaves(CY)
    assert coordinator.refuses(CY, c.AcceptCommitment) == (Reason.NOT_IN_CIRCLE, "")


# --- somebody else ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ANA, BO])
def test_somebody_else_is_asked_for_what_is_nobodys(by: MemberId) -> None:
    world = cys()
    world.leaves(CY)
    assert world.refuses(FLO, c.AskAnother, who=EVA) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    world.do(by, c.AskAnother, who=EVA)
    one = world.one
    assert (one.standing, one.accountable, one.asked_by, one.doing) == (Standing.ASKED, EVA, by, (DI,))
    assert [type(event) for event in world.until_next()] == [e.DoerAskedAgain]
    world.do(EVA, c.AcceptCommitment)
    assert world.one.doing == (EVA, DI)


def test_who_takes_what_is_nobodys_upon_themselves_does_it_for_whoever_had_asked() -> None:
    world = cys()
    world.leaves(CY)
    world.do(EVA, c.AskAnother, who=EVA)
    assert (world.one.doing, world.one.asked_by) == ((EVA, DI), ANA)
    world.do(EVA, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.one.due == FRIDAY


def test_a_helper_who_is_asked_to_do_it_is_asked_once() -> None:
    world = cys()
    world.leaves(CY)
    world.do(ANA, c.AskAnother, who=DI)
    assert (world.one.accountable, world.one.helpers, world.one.doing) == (DI, (), ())
    assert world.refuses(ANA, c.AskToHelp, who=DI) == (Reason.DOES_IT_ALREADY, "who")


def test_helpers_who_left_after_a_no_are_not_asked_with_the_next() -> None:
    for how in (c.AskAnother, c.AcceptCommitment):
        world = CommitmentWorld()
        world.asks(ANA, CY, helpers=(DI,))
        world.do(DI, c.AcceptCommitment)
        world.do(CY, c.DeclineCommitment)
        world.leaves(DI)
        if how is c.AskAnother:
            world.do(ANA, how, who=BO)
        else:
            world.do(CY, how)
        assert world.one.helpers == ()


# --- two are one ------------------------------------------------------------------------------------------------


def test_whatever_the_other_had_a_part_in_is_their_own() -> None:
    world = cys()
    world.do(CY, c.AddComment, id=remark(1), words="soon")
    world.do(CY, c.Block, words="the clinic is closed")
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    world.do(ANA, c.SuggestDay, id=remark(2), due=MONDAY)
    world.do(CY, c.AnswerSuggestion, id=remark(2), accept=False)
    world.do(CY, c.SuggestDay, id=remark(3), due=MONDAY)
    world.do(CY, c.HandOver, id=remark(4), to=FLO)
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    (united,) = world.do(EVA, c.UniteParts, other=CY)
    assert united == e.DoersUnited(member=EVA, other=CY, at=world.now)
    one = world.one
    assert one.doing == (EVA, DI)
    assert one.suggestion is not None
    assert one.offer is not None
    assert one.blocked is not None
    assert (one.suggestion.by, one.offer.by, one.offer.to, one.blocked.by) == (EVA, EVA, FLO, EVA)
    assert [comment.by for comment in one.comments] == [EVA]
    assert [snooze.member for snooze in one.snoozes] == [EVA]
    assert one.answered == (Answered(remark(2), EVA, False),)
    assert CY not in one.people
    assert world.do(EVA, c.UniteParts, other=CY) == ()
    world.do(EVA, c.Finish)
    world.do(FLO, c.UniteParts, other=EVA)
    assert (world.one.ended_by, world.one.accountable) == (FLO, FLO)


def test_who_asked_is_their_own_and_may_be_whoever_does_it() -> None:
    world = cys()
    world.do(EVA, c.UniteParts, other=ANA)
    assert world.one.asked_by == EVA
    world.do(CY, c.UniteParts, other=EVA)
    assert (world.one.asked_by, world.one.accountable) == (CY, CY)
    world.do(CY, c.SuggestDay, id=remark(1), due=MONDAY)
    assert world.one.due == MONDAY


@pytest.mark.parametrize(("member", "other"), [(CY, DI), (DI, CY)])
def test_who_is_accountable_does_not_help_themselves(member: MemberId, other: MemberId) -> None:
    world = cys()
    world.do(member, c.UniteParts, other=other)
    assert (world.one.doing, world.one.helpers) == ((member,), ())


@pytest.mark.parametrize("asked_first", [DI, EVA])
@pytest.mark.parametrize(("member", "other"), [(DI, EVA), (EVA, DI)])
def test_of_two_words_of_one_helper_the_yes_stands(
    member: MemberId, other: MemberId, asked_first: MemberId
) -> None:
    world = CommitmentWorld((*FOUR, EVA))
    world.says_yes(ANA, CY, helpers=(asked_first, DI if asked_first == EVA else EVA))
    world.do(DI, c.AcceptCommitment)
    world.do(EVA, c.DeclineCommitment)
    world.do(member, c.UniteParts, other=other)
    assert [(helper.member, helper.said) for helper in world.one.helpers] == [(member, Said.YES)]


@pytest.mark.parametrize(("member", "other"), [(CY, EVA), (EVA, CY)])
def test_nobody_is_offered_what_is_their_own(member: MemberId, other: MemberId) -> None:
    world = cys()
    world.do(CY, c.HandOver, id=remark(1), to=EVA)
    world.do(member, c.UniteParts, other=other)
    assert (world.one.offer, world.one.accountable) == (None, member)


def test_two_who_snoozed_are_one_who_did() -> None:
    world = cys()
    world.do(CY, c.SnoozeReminders, until=date(2026, 3, 6))
    world.do(DI, c.SnoozeReminders, until=FRIDAY)
    world.do(CY, c.UniteParts, other=DI)
    assert [(one.member, one.until) for one in world.one.snoozes] == [(CY, FRIDAY)]


def test_two_who_have_no_part_in_it_change_nothing() -> None:
    assert cys().do(EVA, c.UniteParts, other=FLO) == ()
    assert cys().do(CY, c.UniteParts, other=FLO) == ()
