"""The count of all methods that ask about one thing, with answers from the most favourable to the least.

A threshold that an answer must reach counts that answer and all more favourable ones; one that it must not exceed counts that
answer and all less favourable ones. So whoever says something more favourable never stops it from passing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.bars import Bar
from decisions.rounds.ballots.marks import Marks
from decisions.rounds.ballots.result import Result, Standing


@dataclass(frozen=True, slots=True)
class _Need:
    """At least so many ballots among the first so many answers. (At most so many for the rest is the same.)"""

    answers: int
    least: int
    here: int
    """Ballots among them now."""

    @property
    def missing(self) -> int:
        return max(0, self.least - self.here)


def pass_or_not(ballot: Ballot, marks: Marks, bars: Mapping[str, Bar], passes: str) -> Result:
    """``winners`` is ``passes`` alone when somebody answered and every bar is met, and empty when not. The margin is exact: the
    fewest ballots that, less favourable, break a bar, or that, more favourable, meet all; None where not even all would do."""
    needs = {key: _needs(ballot, marks, bars[key], place) for place, key in enumerate(ballot.keys)}
    every = [need for of_one in needs.values() for need in of_one]
    passed = marks.counted > 0 and not any(need.missing for need in every)
    fewest = _to_break(every, len(ballot.keys)) if passed else _to_pass(every, marks.counted)
    return Result(
        method=ballot.method,
        counted=marks.counted,
        standings=tuple(
            Standing(
                key,
                Fraction(marks.ballots(key)),
                marks.numbers(key),
                meets_threshold=not any(need.missing for need in needs[key]),
            )
            for key in ballot.keys
        ),
        winners=(passes,) if passed else (),
        margin=fewest,
    )


def _needs(ballot: Ballot, marks: Marks, bar: Bar, place: int) -> tuple[_Need, ...]:
    better = sum(marks.ballots(key) for key in ballot.keys[:place])
    reach = _Need(place + 1, bar.least, better + marks.ballots(ballot.keys[place]))
    if bar.most is None:
        return (reach,)
    return (reach, _Need(place, marks.counted - bar.most, better))


def _to_break(needs: list[_Need], answers: int) -> int | None:
    """The least favourable answer breaks every need that does not include it."""
    broken = (need.here - need.least + 1 for need in needs if need.least > 0 and need.answers < answers)
    return min(broken, default=None)


def _to_pass(needs: list[_Need], counted: int) -> int | None:
    """The least favourable ballots are the ones to change, to the most favourable answer: each serves every need that it can."""
    within_reach = all(need.least <= (counted if need.answers else 0) for need in needs)
    return max(need.missing for need in needs) if counted and within_reach else None
