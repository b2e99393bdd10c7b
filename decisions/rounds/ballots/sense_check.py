"""Sense check: everyone says how something feels to them so far: it looks good, they are not sure, or it worries them.

Good early on, before a proposal is written: it shows whether to go on, and with whom to talk. Not good as a decision, and so it
never is one: there are no winners, and there is nothing that other ballots would have changed (no margin).

It is a temperature check (Seeds for Change, *A Consensus Handbook*, 2013); Loomio calls it a sense check.
Reads no rules. A figure is ballots.
"""

from fractions import Fraction
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption
from decisions.rounds.ballots.checking import checked_one
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.result import Result, Standing

OPTIONS: Final = tuple(BallotOption(key, key) for key in ("good", "unsure", "worried"))


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Exactly one of the three."""
    return checked_one(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """Nothing depends on how many may answer."""
    marks = marked(ballot, profile)
    standings = tuple(Standing(key, Fraction(marks.ballots(key)), marks.numbers(key)) for key in ballot.keys)
    return Result(ballot.method, marks.counted, standings, winners=())
