"""Instant runoff: rank as many options as you like; whoever comes last goes, until one has more than half.

Each paper counts for the first option on it. As long as none has more than half of all papers that still name somebody, the
option with the fewest is out, and its papers go on to the next that they name and that is still there.

Good when one of several is to be chosen and nobody should have to guess who has a chance: no favourite is spoilt by one
like it. Not good for finding what most can live with: an option that is everybody's second goes first. And ranking an
option higher may harm it, seldom (the tests show how). There, Schulze. For several seats, STV.

Source: W. R. Ware, about 1871, after Thomas Hare; Robert's Rules of Order (12th edition, 45:62 to 45:69) calls it
preferential voting.

Reads ``tie`` and ``seed``; chooses one. Ties are described in ``transferable.py``; when one stands, ``tied`` are those who
hold equally little, of whom one had to go. By lot, the one that is drawn last goes. The margin is not worked out: it is a
hard problem (L. Xia, Computing the margin of victory for various voting rules, 2012).
"""

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.ranking import checked_ranking
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.transferable import Held, tabulate


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Each number from 1 on once, beside as many options as one likes."""
    return checked_ranking(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """Figures are the papers that an option held at last."""
    return tabulate(ballot, profile, 1, lambda _: _more_than_half)


def _more_than_half(held: Held) -> int:
    return sum(held.values()) // 2 + 1
