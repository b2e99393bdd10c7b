"""Counting again, and saying what differs."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result, Standing

_BY_OPTION: Final = "standings"


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    """A field of the result, or of the standing of an option (``a.figure``)."""
    said: Any
    counted: Any


def recount(ballot: Ballot, profile: Profile, eligible: int, said: Result) -> tuple[Difference, ...]:
    """All in which the result differs from what was said; empty when it is the same. Raises what the profile raises."""
    counted = METHODS[ballot.method].count(ballot, profile, eligible)
    return tuple(_differences(said, counted))


def _differences(said: Result, counted: Result) -> Iterator[Difference]:
    for name in (field.name for field in fields(Result) if field.name != _BY_OPTION):
        if getattr(said, name) != getattr(counted, name):
            yield Difference(name, getattr(said, name), getattr(counted, name))
    if [standing.key for standing in said.standings] != [standing.key for standing in counted.standings]:
        yield Difference(_BY_OPTION, said.standings, counted.standings)
        return
    for before, after in zip(said.standings, counted.standings, strict=True):
        for name in (field.name for field in fields(Standing)):
            if getattr(before, name) != getattr(after, name):
                yield Difference(f"{after.key}.{name}", getattr(before, name), getattr(after, name))
