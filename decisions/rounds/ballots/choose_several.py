"""Choose several: everyone marks from ``least`` to ``most`` options, and the most marked are chosen.

Good where several things can be had, and everyone should weigh which: three of these ten workshops. Not good for one place with a
``most`` of its own, for then approval asks the same without making anybody leave out what they like.

With ``least`` and ``most`` alike it is block voting (Reynolds, Reilly and Ellis, *Electoral System Design*, International IDEA,
2005, on the block vote).
Reads ``least`` (1), ``most`` (0: as many as there are), ``seats``, ``thresholds``, ``tie``. A figure is ballots.
"""

from dataclasses import replace

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.checking import checked_several
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """As many options as the rules say."""
    return checked_several(ballot, choice, ballot.rules.least, ballot.rules.most or len(ballot.options))


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``. Where a tie stands and everyone must mark two or more, it is not worked out: one ballot may
    not be enough to break it, for it must mark others of the tied as well."""
    result = choose(ballot, profile, eligible)
    if result.tied and not result.by_lot and ballot.rules.least > 1:
        return replace(result, margin=None)
    return result
