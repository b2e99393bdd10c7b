"""Ranked ballots, and what people say in them, for the tests of the ranked methods."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Tie
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.result import CountStep

SEED = "5eed" * 16
LOT = {"tie": Tie.LOT, "seed": SEED}
patiently = settings(deadline=None)
"""On a busy machine the first example may take long."""


def a_ballot(method: Method, keys: Iterable[str], **rules: Any) -> Ballot:
    return Ballot(method, tuple(BallotOption(key, f"Option {key}") for key in keys), Rules(**rules))


def ranks(order: str) -> Choice:
    """``a b=c`` ranks a first, and b and c second."""
    places = enumerate(order.split(), start=1)
    return Choice.of({key: place for place, keys in places for key in keys.split("=")})


def piles(said: Mapping[str, int]) -> list[Pile]:
    """``said``: how many, by their order."""
    return [Pile(ranks(order), many) for order, many in said.items()]


def held(step: CountStep) -> dict[str, Fraction]:
    return dict(step.held)


def shuffled_and_split(profile: Sequence[Pile], random: Random) -> list[Pile]:
    """The same ballots in another order, on other piles."""
    halves = [part for pile in profile for part in _split(pile, random.randint(0, pile.many))]
    random.shuffle(halves)
    return halves


def _split(pile: Pile, many: int) -> list[Pile]:
    return [Pile(pile.choice, part) for part in (many, pile.many - many) if part]


def renamed(profile: Sequence[Pile], names: Mapping[str, str]) -> list[Pile]:
    return [
        Pile(Choice.of({names[key]: rank for key, rank in pile.choice.marks}), pile.many) for pile in profile
    ]


@st.composite
def rankings(draw: st.DrawFn, keys: str) -> Choice:
    """Each option at most once, none at all too."""
    order = draw(st.permutations(keys))
    return ranks(" ".join(order[: draw(st.integers(0, len(keys)))]))


@st.composite
def weak_rankings(draw: st.DrawFn, keys: str) -> Choice:
    """Equal ranks too."""
    places = draw(st.dictionaries(st.sampled_from(keys), st.integers(1, len(keys))))
    numbers = sorted(set(places.values()))
    return Choice.of({key: numbers.index(place) + 1 for key, place in places.items()})


def profiles(of: st.SearchStrategy[Choice], most: int = 9) -> st.SearchStrategy[list[Pile]]:
    return st.lists(st.builds(Pile, of, st.integers(1, most)), max_size=8)
