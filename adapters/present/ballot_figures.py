"""The figures of a count: what each counts, and how it is said."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

from adapters.present.ballot_words import LEVELS, number_said
from adapters.present.scene import Scene
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.result import Result, Standing

BALLOTS: Final = frozenset({Method.CHOOSE_ONE, Method.INSTANT_RUNOFF, Method.STV})
"""In which each ballot lies with one option."""


class Unit(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"
    VOTES = "votes"
    POINTS = "points"
    DOTS = "dots"
    AHEAD = "ahead"
    """Of how many others an option is ahead."""


_UNITS: Final[Mapping[Method, Unit]] = {
    **dict.fromkeys(BALLOTS, Unit.VOTES),
    Method.SCORE: Unit.POINTS,
    Method.DOTS: Unit.DOTS,
    Method.SCHULZE: Unit.AHEAD,
}


def unit_of(result: Result) -> Unit:
    return _UNITS.get(result.method, Unit.PEOPLE)


def figure_said(scene: Scene, result: Result, figure: Fraction) -> str:
    """ "7 votes", "23 points", "ahead of 3"."""
    if figure.denominator != 1:
        return scene.w("figure.votes_parts", n=number_said(figure, scene.w))
    return scene.w.n(f"figure.{unit_of(result)}", int(figure))


def in_order(result: Result) -> list[Standing]:
    """The most first, whoever was chosen before all others; a method's own answers stay as they are."""
    if result.method in LEVELS:
        return list(result.standings)
    return sorted(result.standings, key=lambda one: (one.key not in result.winners, -one.figure))
