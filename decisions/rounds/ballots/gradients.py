"""Gradients of agreement: everyone says where they stand on one proposal, on eight steps from full support to a veto.

Good for proposals that matter and need people to carry them: it shows how warm the support is, not only that there is some, and
where to talk on. Not good for choosing among options, nor when nobody has read the proposal yet.

Kaner and others, *Facilitator's Guide to Participatory Decision-Making*, third edition, 2014. The book leaves it to the group how
much support is enough; here it is set before anyone answers. It passes when enough of the ballots are at ``passes_at`` or more
favourable: as many as the threshold of that option says, and without one, all of them. Further thresholds must be met as well,
such as at most none at the veto (see ``levels.py``).

Reads ``passes_at``, ``thresholds``. A figure is ballots; ``winners`` is ``passes_at`` when it passes.
"""

from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption, Side
from decisions.rounds.ballots.bars import Bar, bars
from decisions.rounds.ballots.checking import checked_one
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.levels import pass_or_not
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.result import Result

OPTIONS: Final = tuple(
    BallotOption(key, key)
    for key in ("endorse", "minor", "reserve", "abstain", "discuss", "dislike", "serious", "veto")
)
"""Whole-hearted endorsement; agreement with a minor point of contention; support with reservations; abstain; more discussion
needed; don't like it but will support it; serious disagreement; veto."""


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Exactly one step."""
    return checked_one(ballot, choice)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin is exact."""
    marks = marked(ballot, profile)
    bar = dict(bars(ballot, marks.counted, eligible))
    passes_at = ballot.rules.passes_at
    if not _is_set(ballot, passes_at):
        bar[passes_at] = Bar(marks.counted, bar[passes_at].most)
    return pass_or_not(ballot, marks, bar, passes_at)


def _is_set(ballot: Ballot, passes_at: str) -> bool:
    """Whether it was said how many must be there."""
    return any(
        key == passes_at and threshold.side is Side.AT_LEAST for key, threshold in ballot.rules.thresholds
    )
