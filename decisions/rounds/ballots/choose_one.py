"""Choose one: everyone marks one option, and the most marked is chosen.

Good for light things, and for two options: it is quick, and nobody needs it explained. Not good with three or more options of
which some are alike: they take each other's marks, and one can be chosen that most would rather not have. Then approval or a
ranking serves better.

It is plurality voting (May, "A Set of Independent Necessary and Sufficient Conditions for Simple Majority Decision",
Econometrica 20, 1952, says why it is right for two options).
Reads ``seats``, ``thresholds``, ``tie``. A figure is ballots.
"""

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.checking import checked_one
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Exactly one option."""
    return checked_one(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``."""
    return choose(ballot, profile, eligible)
