"""Score: everyone gives each option 0 to ``top`` points, and the most points are chosen.

Good for weighing many options one by one, as ideas or applications are. Not good where a few care about winning alone: whoever
gives only 0 and ``top`` has the most weight. An option that somebody left out gets 0 from them, so that few who love one cannot
carry it past the many who never heard of it.

It is range voting, by the sum (Smith, "Range voting", 2000); Loomio's score poll asks the same.
Reads ``top`` (5), ``seats``, ``thresholds`` (a share of the points that all of them could give it), ``tie``. A figure is points.
"""

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.checking import checked_numbers
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.scale import points


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """A whole number from 0 to ``top`` beside any of the options."""
    return checked_numbers(ballot, choice, ballot.rules.top)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``."""
    return choose(ballot, profile, eligible, points(ballot.rules.top))
