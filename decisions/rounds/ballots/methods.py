"""Every method of a ballot: what it takes for a choice, and how it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from decisions.rounds.ballots import choose_one
from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.result import Result


@dataclass(frozen=True, slots=True)
class Counting:
    """``checked`` gives the choice as it counts, or refuses it. ``count`` takes the ballot, what was cast, and how many may
    answer."""

    checked: Callable[[Ballot, Choice], Choice]
    count: Callable[[Ballot, Profile, int], Result]


METHODS: Final[Mapping[Method, Counting]] = {
    Method.CHOOSE_ONE: Counting(choose_one.checked, choose_one.count),
}
