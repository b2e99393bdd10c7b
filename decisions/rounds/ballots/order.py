"""The order in which one reader gets the options of a ballot, where each has an order of their own.

Whoever stands first is chosen more often, whatever they are; in orders of chance that comes to nothing. The order follows from
the round, the reader and the option, so that it is the same whenever and wherever they look, and nothing is kept of it.
"""

from hashlib import sha256

from decisions.ids import MemberId, RoundId
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.methods import METHODS


def can_be_shuffled(ballot: Ballot) -> bool:
    """Not where the method brings its answers, nor where the order of the options means something."""
    return not METHODS[ballot.method].options and ballot.method is not Method.TIME_POLL


def own_order(ballot: Ballot, round_id: RoundId, reader: MemberId) -> tuple[BallotOption, ...]:
    """By the SHA-256 of "round:reader:key"."""

    def drawn(option: BallotOption) -> bytes:
        return sha256(f"{round_id}:{reader}:{option.key}".encode()).digest()

    return tuple(sorted(ballot.options, key=drawn))
