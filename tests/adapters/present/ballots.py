"""Ballots of every method as records for presenters: open, voted in, and counted."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from decisions.ids import MemberId
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.ballot import Ballot, Method, Tie
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.result import CountStep, Duel, Result, Standing
from decisions.rounds.record import RoundRecord, WhoCan, WhySeen
from decisions.rounds.round import Stage, Why
from tests.adapters.present import builders as b

SEED = "9f2c5e11a07b4d6e8c3f0a1b2c3d4e5f"


def an_open(method: Method = Method.CHOOSE_ONE, *, long: bool = False, **changes: Any) -> RoundRecord:
    """Nobody has said anything that the reader may see."""
    rules = {"passes_at": "reserve", **changes.pop("rules", {})}
    ballot = changes.pop("ballot", None) or b.a_ballot(b.World(long), method, **rules)
    return b.a_record(Stage.VOTING, long=long, **{"process": "ballot@1", "ballot": ballot, **changes})


def a_choice(ballot: Ballot) -> Choice:
    """The first option, or each of the first three with its mark."""
    few = ballot.keys[:3]
    match ballot.method:
        case Method.CHOOSE_SEVERAL | Method.APPROVAL:
            return Choice.of(dict.fromkeys(few[:2], 1))
        case Method.SCORE | Method.DOTS | Method.TIME_POLL:
            return Choice.of({key: 2 - n for n, key in enumerate(few)})
        case Method.INSTANT_RUNOFF | Method.SCHULZE | Method.STV:
            return Choice.of({key: n for n, key in enumerate(few, 1)})
        case _:
            return Choice.of({few[0]: 1})


def voted(method: Method = Method.CHOOSE_ONE, *, long: bool = False, **changes: Any) -> RoundRecord:
    """The reader has, and said why."""
    record = an_open(method, long=long, **changes)
    assert record.round.ballot is not None
    words = b.World(long).text("My bus stops there.")
    answer = Answer(Kind.CHOICE, b.NOW, words, choice=a_choice(record.round.ballot))
    return replace(record, seat=replace(record.seat, answer=answer, heard=True))


def a_result(ballot: Ballot, **changes: Any) -> Result:
    """Ten were counted; the options follow one another by figure, and the first has won."""
    figures = [Fraction(max(0, 7 - 2 * n)) for n in range(len(ballot.options))]
    standings = tuple(Standing(key, figure) for key, figure in zip(ballot.keys, figures, strict=True))
    winner = ballot.rules.passes_at if ballot.method is Method.GRADIENTS else ballot.keys[0]
    made = Result(ballot.method, 10, standings, (winner,), margin=3)
    if ballot.method is Method.TIME_POLL:
        best = replace(standings[0], marks=((0, 3), (1, 2), (2, 5)))
        made = replace(made, standings=(best, *standings[1:]))
    if ballot.method is Method.SENSE_CHECK:
        made = replace(made, winners=(), margin=None)
    if ballot.method in (Method.INSTANT_RUNOFF, Method.STV):
        first, second, third = ballot.keys[:3]
        held = ((first, Fraction(5)), (second, Fraction(3)), (third, Fraction(2)))
        last = ((first, Fraction(7)), (second, Fraction(3)))
        steps = (CountStep(held, Fraction(0), out=(third,)), CountStep(last, Fraction(0), elected=(first,)))
        made = replace(made, steps=steps, margin=None)
    if ballot.method is Method.SCHULZE:
        first, second = ballot.keys[:2]
        made = replace(made, duels=(Duel(first, second, 7, 3),), margin=None)
    return replace(made, **changes)


def counted(
    method: Method = Method.CHOOSE_ONE,
    *,
    long: bool = False,
    reader: MemberId = b.JO,
    result: Mapping[str, Any] | None = None,
    **changes: Any,
) -> RoundRecord:
    """Over, with two reasons, one of them without a name."""
    rules = {"passes_at": "reserve", **changes.pop("rules", {})}
    world = b.World(long)
    ballot = b.a_ballot(world, method, **rules)
    made = a_result(ballot, **(result or {}))
    stage = Stage.DECIDED if made.winners and not (made.tied and not made.by_lot) else Stage.UNDECIDED
    why = Why.COUNTED if stage is Stage.DECIDED else Why.TIED if made.tied else Why.NO_OPTION_ENOUGH
    words = world.text("My bus stops there.")
    said = a_choice(ballot)
    reasons = (WhySeen(b.MAYA, said, words, True), WhySeen(b.SAM, said, words, False))
    known: dict[str, Any] = {"counted": made, "reasons": reasons}
    if method is Method.TIME_POLL and stage is Stage.DECIDED:
        known["who_can"] = (WhoCan(b.MAYA, False), WhoCan(b.SAM, False, named=False), WhoCan(b.JO, True))
    facts: dict[str, Any] = {"ballot": ballot, "why": why, "decided": made.short, "process": "ballot@1"}
    return b.a_record(stage, reader=reader, long=long, record=known, **{**facts, **changes})


def tied(*, long: bool = False, by_lot: bool = False) -> RoundRecord:
    """Two options share the first place."""
    rules = {"tie": Tie.LOT, "seed": SEED} if by_lot else {}
    found: dict[str, Any] = {"tied": ("o0", "o1"), "by_lot": by_lot, "winners": ("o1",) if by_lot else ()}
    votes = (("o0", 4), ("o1", 4), ("o2", 2))
    found["standings"] = tuple(Standing(key, Fraction(n)) for key, n in votes)
    return counted(long=long, rules=rules, result=found)
