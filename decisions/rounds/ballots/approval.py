"""Approval: everyone marks every option that is good enough for them, and the one that is for most is chosen.

Good with three or more options: alike ones do not take each other's marks, it is as quick as choosing one, and it finds what most
can live with. Not good where it matters how much somebody likes one better than another: then score, or a ranking.

Brams and Fishburn, "Approval Voting", American Political Science Review 72, 1978.
Reads ``seats``, ``thresholds``, ``tie``. A figure is ballots.
"""

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.checking import checked_numbers
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Any number of options. None is an answer too: that none of them will do."""
    return checked_numbers(ballot, choice, 1)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``."""
    return choose(ballot, profile, eligible)
