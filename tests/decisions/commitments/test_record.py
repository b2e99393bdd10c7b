"""What is offered to a reader is what the rules let them do."""

import random
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from decisions.commitments import commands as c
from decisions.commitments.engine import decide
from decisions.commitments.record import MayDo, as_seen_by, may_do
from decisions.ids import CommitmentId, MemberId
from decisions.refusals import Refusal
from tests.decisions.commitments.test_any_commitment import CROWD, wander
from tests.decisions.commitments.world import COMMITMENT, FRIDAY, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, GUS, NETWORK

ONLY_TO_WHO_MAY: Final = frozenset(
    {
        MayDo.ANSWER_DAY,
        MayDo.ANSWER_OFFER,
        MayDo.CHANGE,
        MayDo.DROP,
        MayDo.FINISH,
        MayDo.REOPEN,
        MayDo.SKIP,
        MayDo.STEPS,
        MayDo.SUGGEST_DAY,
        MayDo.TAKE_BACK,
        MayDo.UNBLOCK,
    }
)
"""The others are offered to some who may, where they are of use to them."""


def commands(
    world: CommitmentWorld, reader: MemberId
) -> dict[MayDo, tuple[type[c.CommitmentCommand], dict[str, Any]]]:
    """What the reader says. Gus has no part in it yet."""
    one = world.one
    new = remark(9_000)
    suggested = one.suggestion.id if one.suggestion is not None else new
    offered = one.offer.id if one.offer is not None else new
    day = world.now.date() + timedelta(days=50)
    return {
        MayDo.ACCEPT: (c.AcceptCommitment, {}),
        MayDo.HELP: (c.AcceptCommitment, {}),
        MayDo.OFFER_HELP: (c.AskToHelp, {"who": reader}),
        MayDo.ANSWER_DAY: (c.AnswerSuggestion, {"id": suggested, "accept": True}),
        MayDo.ANSWER_OFFER: (c.AnswerHandOver, {"id": offered, "accept": True}),
        MayDo.TAKE: (c.AskAnother, {"who": reader}),
        MayDo.FINISH: (c.Finish, {}),
        MayDo.TELL_OUTCOME: (c.Finish, {"words": "twelve families came"}),
        MayDo.SUGGEST_DAY: (c.SuggestDay, {"id": new, "due": day}),
        MayDo.HAND_OVER: (c.HandOver, {"id": new, "to": GUS}),
        MayDo.TAKE_BACK: (c.TakeBackHandOver, {"id": offered}),
        MayDo.TAKE_BACK_DAY: (c.AnswerSuggestion, {"id": suggested, "accept": False}),
        MayDo.SKIP: (c.SkipOnce, {}),
        MayDo.DROP: (c.Drop, {"words": "no money"}),
        MayDo.REOPEN: (c.Reopen, {"first_due": one.last_time.first_due if one.last_time else None}),
        MayDo.CHANGE: (c.ChangeCommitment, {"what": "Something else"}),
        MayDo.ASK_ANOTHER: (c.AskAnother, {"who": GUS}),
        MayDo.ASK_TO_HELP: (c.AskToHelp, {"who": GUS}),
        MayDo.STEPS: (c.AddStep, {"id": new, "words": "call the clinic"}),
        MayDo.BLOCK: (c.Block, {"on": CommitmentId(UUID(int=99))}),
        MayDo.UNBLOCK: (c.Unblock, {}),
        MayDo.SNOOZE: (c.SnoozeReminders, {"until": day}),
        MayDo.COMMENT: (c.AddComment, {"id": new, "words": "well done"}),
    }


@pytest.mark.parametrize("seed", range(0, 100, 20))
def test_what_is_offered_is_not_refused_and_what_is_refused_is_not_offered(seed: int) -> None:
    for walk in range(seed, seed + 20):
        world = wander(random.Random(walk))
        world.joins(GUS)
        for reader in CROWD:
            case = world.case(reader)
            may = may_do(world.one, world.circle, reader, steers=case.steers)
            for what, (kind, fields) in commands(world, reader).items():
                command = kind(network_id=NETWORK, by=reader, commitment_id=COMMITMENT, **fields)
                try:
                    works = decide(case, command, world.now) != ()
                except Refusal:
                    works = False
                assert works or what not in may, what
                assert what in may or not (works and what in ONLY_TO_WHO_MAY), what


def test_why_somebody_said_no_is_for_whoever_asked_and_quiet_is_ones_own() -> None:
    world = CommitmentWorld()
    world.asks(ANA, CY)
    world.do(CY, c.DeclineCommitment, words="I am ill")
    words = [as_seen_by(world.one, reader).words for reader in (ANA, CY, BO)]
    assert words == ["I am ill", "I am ill", ""]
    world.do(CY, c.AcceptCommitment)
    world.do(CY, c.SnoozeReminders, until=FRIDAY)
    assert [len(as_seen_by(world.one, reader).snoozes) for reader in (CY, ANA)] == [1, 0]
    world.do(CY, c.Finish, words="twelve families came")
    assert as_seen_by(world.one, BO).words == "twelve families came"
