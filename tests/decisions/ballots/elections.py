"""Small ballots, and what people say in them, for the tests of every method."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product
from typing import Any

from decisions.refusals import Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Tie
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result

SEED = "5eed" * 16
LOT = {"tie": Tie.LOT, "seed": SEED}


def a_ballot(method: Method, keys: Iterable[str] = "abc", **rules: Any) -> Ballot:
    """With the method's own options, where it brings them."""
    options = METHODS[method].options or tuple(BallotOption(key, f"Option {key}") for key in keys)
    return Ballot(method, options, Rules(**rules))


def piles(said: Mapping[str, int]) -> list[Pile]:
    """``said``: how many, by what they say (as ``Choice.parse`` reads it)."""
    return [Pile(Choice.parse(text), many) for text, many in said.items()]


def counted(ballot: Ballot, said: Mapping[str, int] | Sequence[Pile], eligible: int = 0) -> Result:
    profile = piles(said) if isinstance(said, Mapping) else said
    return METHODS[ballot.method].count(ballot, profile, eligible)


def figures(result: Result) -> dict[str, int]:
    assert all(standing.figure.denominator == 1 for standing in result.standings)
    return {standing.key: int(standing.figure) for standing in result.standings}


def every_choice(ballot: Ballot) -> list[Choice]:
    """All that its method takes, as they are kept, tried one by one."""
    ranked = dict.fromkeys((Method.INSTANT_RUNOFF, Method.SCHULZE, Method.STV), len(ballot.keys))
    points = {Method.SCORE: ballot.rules.top, Method.DOTS: ballot.rules.budget, Method.TIME_POLL: 2}
    highest = (ranked | points).get(ballot.method, 1)
    tried = (
        Choice.of({key: n for key, n in zip(ballot.keys, numbers, strict=True) if n})
        for numbers in product(range(highest + 1), repeat=len(ballot.keys))
    )
    checked = METHODS[ballot.method].checked
    return list(dict.fromkeys(checked(ballot, choice) for choice in tried if is_taken(ballot, choice)))


def is_taken(ballot: Ballot, choice: Choice) -> bool:
    try:
        METHODS[ballot.method].checked(ballot, choice)
    except Refusal:
        return False
    return True


def margins(
    ballot: Ballot, voters: int, eligible: int = 0
) -> Iterator[tuple[Sequence[Pile], Result, int | None]]:
    """Every way in which so many people can answer, its result, and the margin found by looking at all the other ways."""
    ways = list(combinations_with_replacement(every_choice(ballot), voters))
    results = [counted(ballot, [Pile(choice) for choice in way], eligible) for way in ways]
    tallies = [Counter(way) for way in ways]
    for tally, result in zip(tallies, results, strict=True):
        others = (
            voters - (tally & other).total()
            for other, outcome in zip(tallies, results, strict=True)
            if set(outcome.winners) != set(result.winners)
        )
        yield [Pile(choice, many) for choice, many in tally.items()], result, min(others, default=None)


def renamed(ballot: Ballot, names: Mapping[str, str]) -> Ballot:
    rules = replace(ballot.rules, thresholds=tuple((names[key], bar) for key, bar in ballot.rules.thresholds))
    return replace(ballot, options=tuple(replace(o, key=names[o.key]) for o in ballot.options), rules=rules)
