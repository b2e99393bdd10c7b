"""What a count comes to: the same for every method, so that it is shown, exported and counted again in one way."""

from dataclasses import dataclass
from fractions import Fraction

from decisions.ids import GroupId
from decisions.rounds.ballots.ballot import Method


@dataclass(frozen=True, slots=True)
class Standing:
    """One option. ``figure`` is what the method ranks by (answers, points, first preferences in the last round, wins); ``marks``
    how many ballots put each number beside it."""

    key: str
    figure: Fraction
    marks: tuple[tuple[int, int], ...] = ()
    """(number, ballots), the lowest number first."""
    meets_threshold: bool = True


@dataclass(frozen=True, slots=True)
class CountStep:
    """One step of a ranked count: what each continuing option holds, and what happens then. Figures are exact."""

    held: tuple[tuple[str, Fraction], ...]
    exhausted: Fraction
    """Held by none, because all that they name are out."""
    elected: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    by_lot: bool = False
    """Whether the lot decided who is elected or out."""


@dataclass(frozen=True, slots=True)
class Duel:
    """How many rank ``a`` above ``b``, and the other way round."""

    a: str
    b: str
    for_a: int
    for_b: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A stakeholder group counted by itself; without ``group``, those together that are too small to be shown by themselves."""

    group: GroupId | None
    counted: int
    figures: tuple[tuple[str, Fraction], ...]
    """Of each option, in the ballot's order."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The short of a result: what its round keeps."""

    winners: tuple[str, ...]
    tied: tuple[str, ...] = ()
    by_lot: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """``winners`` is empty when nothing was decided: nobody answered, no option met its threshold, or a tie stands. Then
    ``tied`` names the options that share the place; with the lot, ``tied`` names them too and ``by_lot`` is true."""

    method: Method
    counted: int
    """Ballots that were counted, blank ones included."""
    standings: tuple[Standing, ...]
    """One for each option, in the ballot's order."""
    winners: tuple[str, ...]
    """In the order in which they were elected, or by figure."""
    tied: tuple[str, ...] = ()
    by_lot: bool = False
    steps: tuple[CountStep, ...] = ()
    """Round by round (instant runoff, STV)."""
    duels: tuple[Duel, ...] = ()
    """Each pair once (Schulze)."""
    margin: int | None = None
    """The fewest ballots that, filled in otherwise, would have changed ``winners``; None where the method's file says that it is
    not worked out."""
    by_group: tuple[GroupCount, ...] = ()
    """Where the terms allow it (``decisions/rounds/ballots/by_group.py``)."""

    @property
    def short(self) -> Decided:
        return Decided(self.winners, self.tied, self.by_lot)
