"""Steps, comments, and what it waits for."""

from uuid import UUID

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import COMMENTS_KEPT, MOST_STEPS, STEP_LIMIT, Promise, Step
from decisions.commitments.notices import notices_for_commitment
from decisions.ids import CommitmentId, MemberId, RemarkId
from decisions.refusals import Reason
from decisions.rounds.text import TEXT_LIMIT
from tests.decisions.commitments.world import COMMITMENT, FRIDAY, OTHER, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, EVA


def cys() -> CommitmentWorld:
    """Ana asked, Cy has said yes, Di helps, Bo facilitates."""
    world = CommitmentWorld()
    world.says_yes(ANA, CY, helpers=(DI,))
    world.do(DI, c.AcceptCommitment)
    return world


def steps(world: CommitmentWorld) -> list[tuple[RemarkId, str, bool]]:
    return [(step.id, step.words, step.done) for step in world.one.steps]


# --- steps ------------------------------------------------------------------------------------------------------


def test_steps_are_added_ticked_and_removed_by_whoever_does_it() -> None:
    world = cys()
    world.do(CY, c.AddStep, id=remark(1), words=" call   the clinic ")
    world.do(DI, c.AddStep, id=remark(2), words="write it up")
    world.do(DI, c.TickStep, id=remark(1))
    assert steps(world) == [(remark(1), "call the clinic", True), (remark(2), "write it up", False)]
    world.do(CY, c.TickStep, id=remark(1), done=False)
    world.do(CY, c.RemoveStep, id=remark(2))
    assert steps(world) == [(remark(1), "call the clinic", False)]


def test_a_second_click_on_a_step_changes_nothing() -> None:
    world = cys()
    world.do(CY, c.AddStep, id=remark(1), words="call the clinic")
    assert world.do(CY, c.AddStep, id=remark(1), words="call the clinic") == ()
    world.do(CY, c.TickStep, id=remark(1))
    assert world.do(CY, c.TickStep, id=remark(1)) == ()
    world.do(CY, c.RemoveStep, id=remark(1))
    assert world.do(CY, c.RemoveStep, id=remark(1)) == ()
    assert world.refuses(CY, c.TickStep, id=remark(1)) == (Reason.NOT_FOUND, "")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (c.AddStep, {"id": remark(1), "words": "x"}),
        (c.TickStep, {"id": remark(1)}),
        (c.RemoveStep, {"id": remark(1)}),
        (c.Block, {"words": "x"}),
        (c.Unblock, {}),
    ],
)
def test_only_who_does_it_and_only_while_it_is_under_way(
    kind: type[c.CommitmentCommand], fields: dict[str, object]
) -> None:
    world = cys()
    for by in (ANA, BO):
        assert world.refuses(by, kind, **fields) == (Reason.ONLY_WHO_DOES_IT, "")
    asked = CommitmentWorld()
    asked.asks(ANA, CY)
    assert asked.refuses(CY, kind, **fields) == (Reason.NOBODY_SAID_YES, "")
    world.do(CY, c.Finish)
    assert world.refuses(CY, kind, **fields) == (Reason.COMMITMENT_IS_OVER, "")
    nobodys = cys()
    nobodys.leaves(CY)
    assert nobodys.refuses(DI, kind, **fields) == (Reason.NOBODY_SAID_YES, "")


def test_steps_are_few_and_short() -> None:
    world = cys()
    assert world.refuses(CY, c.AddStep, id=remark(1), words="  ") == (Reason.EMPTY, "words")
    long = "a" * (STEP_LIMIT + 1)
    assert world.refuses(CY, c.AddStep, id=remark(1), words=long) == (Reason.TOO_LONG, "words")
    for number in range(MOST_STEPS):
        world.do(CY, c.AddStep, id=remark(number), words="a" * STEP_LIMIT)
    assert world.refuses(CY, c.AddStep, id=remark(MOST_STEPS), words="x") == (Reason.TOO_MANY, "words")


def test_steps_come_with_the_asking_too() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY, steps=(Step(remark(1), " call  the clinic "), Step(remark(2), "write")))
    assert steps(world) == [(remark(1), "call the clinic", False), (remark(2), "write", False)]
    asked = {"circle_id": CIRCLE, "who": CY, "promise": Promise("x", FRIDAY)}
    many = tuple(Step(remark(number), "x") for number in range(MOST_STEPS + 1))
    assert CommitmentWorld().refuses(ANA, c.MakeCommitment, **asked, steps=many)[1] == "steps"
    empty = (Step(remark(1), " "),)
    refused = CommitmentWorld().refuses(ANA, c.MakeCommitment, **asked, steps=empty)
    assert refused == (Reason.EMPTY, "words")


# --- comments ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ANA, BO, CY, DI])
def test_anybody_in_the_circle_comments_also_when_it_is_over(by: MemberId) -> None:
    world = cys()
    world.do(by, c.AddComment, id=remark(1), words=" well done ")
    assert world.do(by, c.AddComment, id=remark(1), words="well done") == ()
    world.do(CY, c.Finish)
    world.do(by, c.AddComment, id=remark(2), words="thank you")
    assert [(one.by, one.words) for one in world.one.comments] == [(by, "well done"), (by, "thank you")]


def test_nobody_from_elsewhere_comments() -> None:
    said = {"id": remark(1), "words": "hello"}
    assert cys().refuses(EVA, c.AddComment, **said) == (Reason.NOT_IN_CIRCLE, "")


def test_a_comment_says_something() -> None:
    world = cys()
    assert world.refuses(CY, c.AddComment, id=remark(1), words=" ") == (Reason.EMPTY, "words")
    long = "a" * (TEXT_LIMIT + 1)
    assert world.refuses(CY, c.AddComment, id=remark(1), words=long) == (Reason.TOO_LONG, "words")


def test_the_newest_comments_are_at_hand() -> None:
    world = cys()
    for number in range(COMMENTS_KEPT + 2):
        world.do(CY, c.AddComment, id=remark(number), words=str(number))
    kept = [comment.words for comment in world.one.comments]
    assert (len(kept), kept[0], kept[-1]) == (COMMENTS_KEPT, "2", str(COMMENTS_KEPT + 1))


# --- waiting ----------------------------------------------------------------------------------------------------


def test_it_waits_for_what_the_words_say_until_it_waits_no_more() -> None:
    world = cys()
    assert world.refuses(CY, c.Block, words=" ") == (Reason.EMPTY, "words")
    world.do(DI, c.Block, words=" the clinic is closed ")
    blocked = world.one.blocked
    assert blocked is not None
    assert (blocked.by, blocked.words, blocked.on, blocked.since) == (
        DI,
        "the clinic is closed",
        None,
        world.now,
    )
    assert world.do(CY, c.Block, words="the clinic is closed") == ()
    world.do(CY, c.Unblock)
    assert world.one.blocked is None
    assert world.do(CY, c.Unblock) == ()


def test_it_waits_for_another_until_that_one_is_over() -> None:
    world = cys()
    world.do(CY, c.Block, on=OTHER, words="they have the list")
    assert world.do(CY, c.Block, on=OTHER, words="they have the list") == ()
    third = CommitmentId(UUID(int=33))
    assert world.do(BO, c.NoteOtherDone, on=third) == ()
    (unblocked,) = world.do(BO, c.NoteOtherDone, on=OTHER)
    assert (unblocked, world.one.blocked) == (e.CommitmentUnblocked(at=world.now), None)
    assert world.do(BO, c.NoteOtherDone, on=OTHER) == ()


def test_what_was_waited_for_in_vain_is_known_until_it_waits_again() -> None:
    world = cys()
    world.do(CY, c.Block, on=OTHER)
    before = world.one
    events = world.do(BO, c.NoteOtherDone, on=OTHER, in_vain=True)
    assert (world.one.blocked, world.one.in_vain) == (None, OTHER)
    (message,) = notices_for_commitment(before, world.one, events)
    assert (message.member, message.facts["answer"]) == (CY, "in_vain")
    world.do(CY, c.Block, words="the clinic is closed")
    assert world.one.in_vain is None


def test_nobody_needs_to_sit_here_for_the_others_end_to_be_noted() -> None:
    world = cys()
    world.do(CY, c.Block, on=OTHER)
    world.do(EVA, c.NoteOtherDone, on=OTHER)
    assert world.one.blocked is None


def test_what_waits_for_words_does_not_go_on_because_another_is_over() -> None:
    world = cys()
    world.do(CY, c.Block, words="the clinic is closed")
    assert world.do(BO, c.NoteOtherDone, on=OTHER) == ()
    assert world.one.blocked is not None


def test_nothing_waits_for_itself_however_far_around() -> None:
    world = cys()
    assert world.refuses(CY, c.Block, on=COMMITMENT) == (Reason.WAITS_FOR_ITSELF, "on")
    world.waits = frozenset({CommitmentId(UUID(int=33)), COMMITMENT})
    assert world.refuses(CY, c.Block, on=OTHER) == (Reason.WAITS_FOR_ITSELF, "on")
    world.waits = frozenset({CommitmentId(UUID(int=33))})
    world.do(CY, c.Block, on=OTHER)


def test_another_reason_takes_the_place_of_the_first() -> None:
    world = cys()
    world.do(CY, c.Block, words="the clinic is closed")
    world.do(CY, c.Block, on=OTHER)
    assert world.one.blocked is not None
    assert (world.one.blocked.words, world.one.blocked.on) == ("", OTHER)


def test_what_is_over_waits_for_nothing() -> None:
    world = cys()
    world.do(CY, c.Block, on=OTHER)
    world.do(ANA, c.Drop, words="not needed")
    assert world.one.blocked is None
    assert world.do(BO, c.NoteOtherDone, on=OTHER) == ()
