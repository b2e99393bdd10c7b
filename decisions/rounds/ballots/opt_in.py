"""Opt in: everyone says whether they are in.

Good for finding who comes, helps, or takes part. Not good for deciding anything about others: only those who are in are bound.

Who is in when there is a ``limit``, and who waits, depends on the order of arrival. A count knows no order (and no names): that
is the line's (``waiting.py``). The count says how many are in, those who wait included. Where a threshold was set (at
least ten of us), it goes ahead only when that is met; without one, as soon as one is in.

Reads ``thresholds``. A figure is ballots; ``winners`` is ``in`` when it goes ahead.
"""

from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption
from decisions.rounds.ballots.bars import Bar, bars
from decisions.rounds.ballots.checking import checked_one
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.levels import pass_or_not
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.result import Result

IN: Final = "in"
OUT: Final = "out"
OPTIONS: Final = tuple(BallotOption(key, key) for key in (IN, OUT))


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """In or out."""
    return checked_one(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin is exact."""
    marks = marked(ballot, profile)
    bar = bars(ballot, marks.counted, eligible)
    return pass_or_not(ballot, marks, {**bar, IN: Bar(max(1, bar[IN].least), bar[IN].most)}, IN)
