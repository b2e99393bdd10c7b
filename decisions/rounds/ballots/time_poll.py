"""Time poll: everyone says of each time whether they can: 2 for yes, 1 for if need be, 0 for no.

The best time is the one at which most can, whether gladly or if need be; among those, the one with the most who said yes. Rallly
counts so (its best score is yes and if need be together), after Doodle, from which the three answers come.

Good for finding when to meet. Not good where some must be there: whom it would miss is seen in the answers, not in the count.

An option is a moment (``moment.py``). What was asked in words before there were moments can still be counted, but not opened.

Reads ``seats`` (how many times are wanted), ``thresholds`` (of people who can), ``tie``. A figure is people who can.
"""

from datetime import datetime
from typing import Final

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, field_of
from decisions.rounds.ballots.checking import checked_numbers
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.scale import Scale

NO: Final = 0
IF_NEED_BE: Final = 1
YES: Final = 2
_WHO_CAN: Final = Scale(figure=(0, 1, 1), then=(0, 0, 1))


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """One of the three beside any of the times. A time that is left out is a no, and so can all of them be."""
    return checked_numbers(ballot, choice, YES)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``."""
    return choose(ballot, profile, eligible, _WHO_CAN)


def faults(ballot: Ballot, now: datetime) -> tuple[Refusal, ...]:
    """Why times cannot be asked about from now on, each at its option: it has passed, or is no time. None for another method."""
    if ballot.method is not Method.TIME_POLL:
        return ()
    found = (_fault(option, now) for option in ballot.options)
    return tuple(fault for fault in found if fault is not None)


def _fault(option: BallotOption, now: datetime) -> Refusal | None:
    at = field_of(option.key)
    if option.moment is None:
        return Refusal(Reason.NOT_A_TIME, {"line": option.label}, at_field=at)
    return Refusal(Reason.TIME_IS_PAST, at_field=at) if option.moment.starts <= now else None


def first(ballot: Ballot) -> datetime | None:
    """When the earliest of the times begins; None where there are none."""
    return min((option.moment.starts for option in ballot.options if option.moment), default=None)
