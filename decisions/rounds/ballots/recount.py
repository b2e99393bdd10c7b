"""Counting again, and saying what differs."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.by_group import IN_THE_FILE, by_group
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
    """All in which the result differs from what was said; empty when it is the same. Raises what the profile raises.

    What was said by group is counted again where the file has the groups; else all that can be held is that it is of as many."""
    counted = METHODS[ballot.method].count(ballot, profile, eligible)
    if said.by_group and ballot.method in IN_THE_FILE:
        counted = replace(counted, by_group=by_group(ballot, profile, eligible))
    elif said.by_group and sum(part.counted for part in said.by_group) == counted.counted:
        counted = replace(counted, by_group=said.by_group)
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
