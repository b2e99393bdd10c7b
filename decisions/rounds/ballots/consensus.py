"""Consensus: everyone agrees, stands aside, or blocks. One block blocks, and whoever stands aside lets the others go ahead.

Good for a few people who share their aims and must all live with what is decided. Not good in large or loosely joined groups, in
which whoever likes things as they are can hold up all others; consent asks for a reason that can be tested.

Seeds for Change, *A Consensus Handbook*, 2013 (agreement, stand aside, block). At least one must agree: where all stand aside,
nobody has decided anything. A threshold can ask for more, such as that at most a fifth stand aside (or block: see ``levels.py``).

Reads ``thresholds``. A figure is ballots; ``winners`` is ``agree`` when there is consensus.
"""

from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption
from decisions.rounds.ballots.bars import Bar, bars
from decisions.rounds.ballots.checking import checked_one
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.levels import pass_or_not
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.result import Result

AGREE: Final = "agree"
STAND_ASIDE: Final = "aside"
BLOCK: Final = "block"
OPTIONS: Final = tuple(BallotOption(key, key) for key in (AGREE, STAND_ASIDE, BLOCK))


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Exactly one of the three."""
    return checked_one(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin is exact."""
    marks = marked(ballot, profile)
    bar = bars(ballot, marks.counted, eligible)
    agree = Bar(max(1, bar[AGREE].least), bar[AGREE].most)
    return pass_or_not(ballot, marks, {**bar, AGREE: agree, BLOCK: Bar(bar[BLOCK].least, 0)}, AGREE)
