"""Every method, by its name: how a choice is checked, and how all of them are counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from decisions.rounds.ballots import (
    approval,
    choose_one,
    choose_several,
    consensus,
    dots,
    gradients,
    instant_runoff,
    opt_in,
    schulze,
    score,
    sense_check,
    stv,
    time_poll,
)
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.result import Result


@dataclass(frozen=True, slots=True)
class Counting:
    checked: Callable[[Ballot, Choice], Choice]
    """The choice as it is kept: equal ones are equal. Raises ``Refusal`` for one that the ballot does not take."""
    count: Callable[[Ballot, Profile, int], Result]
    """Of choices that were checked. The number is how many may answer, for thresholds that are a share of them."""
    options: tuple[BallotOption, ...] = ()
    """Those that the method brings itself, their keys as labels; empty where people write their own."""


METHODS: Final[Mapping[Method, Counting]] = {
    Method.SENSE_CHECK: Counting(sense_check.checked, sense_check.count, sense_check.OPTIONS),
    Method.OPT_IN: Counting(opt_in.checked, opt_in.count, opt_in.OPTIONS),
    Method.CONSENSUS: Counting(consensus.checked, consensus.count, consensus.OPTIONS),
    Method.GRADIENTS: Counting(gradients.checked, gradients.count, gradients.OPTIONS),
    Method.CHOOSE_ONE: Counting(choose_one.checked, choose_one.count),
    Method.CHOOSE_SEVERAL: Counting(choose_several.checked, choose_several.count),
    Method.APPROVAL: Counting(approval.checked, approval.count),
    Method.SCORE: Counting(score.checked, score.count),
    Method.DOTS: Counting(dots.checked, dots.count),
    Method.INSTANT_RUNOFF: Counting(instant_runoff.checked, instant_runoff.count),
    Method.SCHULZE: Counting(schulze.checked, schulze.count),
    Method.STV: Counting(stv.checked, stv.count),
    Method.TIME_POLL: Counting(time_poll.checked, time_poll.count),
}


def checked_ballot(ballot: Ballot) -> Ballot:
    """``Ballot.checked``; besides, the options are the method's own, where it brings them: labels and meanings may differ.
    Raises ``ValueError`` when they are not, for nobody writes those."""
    own = METHODS[ballot.method].options
    if own and ballot.keys != tuple(option.key for option in own):
        raise ValueError(f"{ballot.method} has options of its own")
    return ballot.checked()
