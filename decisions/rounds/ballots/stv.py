"""Single transferable vote: rank as many options as you like; several are elected, in proportion to those who wanted them.

Counted as Scotland counts its councils: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45
to 52, which the Order of 2011 kept. Whoever holds a quota is elected: the ballots that rank somebody, divided by one more
than the seats, without the remainder, and one more. What somebody elected holds beyond the quota goes on, the largest
surplus first: all their papers move to the next that they name and that is neither elected nor out, each at its value times
surplus divided by what was held, to five decimal places without the remainder. When no surplus is left, the option with the
fewest is out, and its papers go on at the value that they have. When as many are left as there are seats, they are elected.

Good for a committee, or for several things out of many: a group that is a third of the voters gets a third of the seats,
whoever else they rank. Not good for one decision (there it is instant runoff) or when the chosen must go well with one
another.

Reads ``seats``, ``tie`` and ``seed``. It differs from the Order where holdings are equal. Of equal surpluses, all go on in
one step, without a lot. Of those who hold equally little, none goes because of how it stood in an earlier round; what is
done is described in ``transferable.py``. When a tie stands, ``winners`` are those elected until then, and ``tied`` those
who hold equally little, of whom one had to go. By lot, the one that is drawn last goes.

Each figure is a whole number of hundred-thousandths and exact. What the fifth decimal place leaves away is counted among
the exhausted, so that nothing gets lost: for each surplus less than a hundred-thousandth a paper. The margin is not worked
out.
"""

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.papers import WHOLE
from decisions.rounds.ballots.ranking import checked_ranking
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.transferable import Quota, tabulate


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Each number from 1 on once, beside as many options as one likes."""
    return checked_ranking(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """Figures are what an option held when it was elected or went, or at the end."""
    seats = ballot.rules.seats
    return tabulate(ballot, profile, seats, lambda rankings: _droop_quota(rankings, seats))


def _droop_quota(rankings: int, seats: int) -> Quota:
    quota = (rankings // (seats + 1) + 1) * WHOLE
    return lambda _: quota
