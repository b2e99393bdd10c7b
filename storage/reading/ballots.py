"""What a reader may see of a ballot: what it comes to, and why people chose as they did."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import starmap
from typing import Any, Final

from sqlalchemy import Connection, func, select

from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Shown
from decisions.rounds.ballots.time_poll import IF_NEED_BE, NO
from decisions.rounds.record import RoundRecord, WhoCan, WhySeen
from decisions.rounds.round import Round, Seat, Stage
from storage.cast import Cast
from storage.codec import RESULT, from_json
from storage.line import who_is_in, who_waits
from storage.secret_ballots import paper_from
from storage.tables import METADATA

MOST_REASONS: Final = 200
MOST_WHO_CAN: Final = 200
MOST_ASKED: Final = 2_000
"""Answers that are looked at for those who can: nobody reads a longer list."""
MOST_NAMED: Final = 200
_answer: Final = METADATA.tables["answer"]
_result: Final = METADATA.tables["ballot_result"]
_secret: Final = METADATA.tables["secret_ballot"]


def seen_result(connection: Connection, round: Round, seat: Seat, *, closed: bool) -> Result | None:
    """As it was counted at the close; before that as it stands now, where the terms show that to this reader. None where there is
    nothing to see."""
    if round.ballot is None:
        return None
    if closed:
        return kept_result(connection, round)
    if round.stage is not Stage.VOTING or not shows_meanwhile(round, seat):
        return None
    return METHODS[round.ballot.method].count(round.ballot, Cast(connection, round), round.tally.asked)


def seen_people(connection: Connection, round: Round, counted: Result | None) -> Mapping[str, Any]:
    """Of an opt-in whose result is seen, who is in and who waits, as ``RoundRecord`` has them (docs/decisions/0037)."""
    if counted is None or counted.method is not Method.OPT_IN or round.terms.secret:
        return {}
    return {
        "taking_part": who_is_in(connection, round, MOST_NAMED),
        "waiting": who_waits(connection, round, MOST_NAMED),
    }


def seen_reasons(connection: Connection, round: Round) -> tuple[WhySeen, ...]:
    """For a ballot that has closed: the words of those who gave some, the earliest first."""
    if round.ballot is None:
        return ()
    a = _answer.c
    statement = (
        select(a.member_id, a.choice, a.words, a.named, a.stood_in_by)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.kind == Kind.CHOICE, a.confirmed.is_(True), a.words != "")
        .order_by(a.at, a.member_id)
        .limit(MOST_REASONS)
    )
    return tuple(
        WhySeen(by, Choice.parse(choice), words, named, instead)
        for by, choice, words, named, instead in connection.execute(statement)
    )


def with_papers(connection: Connection, record: RoundRecord, begins: str, most: int) -> RoundRecord:
    """The record with the secret ballots of a round that was counted: all, or of more than ``most`` as many of those whose
    receipts begin so."""
    round = record.round
    if not round.terms.secret or kept_result(connection, round) is None:
        return record
    s = _secret.c
    of_it = (s.network_id == round.network_id, s.round_id == round.id)
    in_all = connection.execute(select(func.count()).where(*of_it)).scalar_one()
    found = select(s.receipt, s.choice).where(*of_it).order_by(s.receipt).limit(most)
    if in_all > most:
        found = found.where(s.receipt.startswith(begins, autoescape=True)) if begins else found.limit(0)
    seen = tuple(starmap(paper_from, connection.execute(found)))
    return replace(record, papers=seen, papers_in_all=in_all)


def seen_who_can(connection: Connection, round: Round) -> tuple[WhoCan, ...]:
    """Come to the one time that a poll has found: first those who said yes, then those who can if need be."""
    ballot, decided = round.ballot, round.decided
    open_poll = ballot is not None and ballot.method is Method.TIME_POLL and not round.terms.secret
    if not open_poll or decided is None or len(decided.winners) != 1:
        return ()
    a, when = _answer.c, decided.winners[0]
    statement = (
        select(a.member_id, a.choice, a.named)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.kind == Kind.CHOICE, a.confirmed.is_(True))
        .order_by(a.member_id)
    )
    said = [
        (Choice.parse(choice).of_option(when) or NO, by, named)
        for by, choice, named in connection.execute(statement.limit(MOST_ASKED))
    ]
    said.sort(key=lambda each: -each[0])
    return tuple(WhoCan(by, can == IF_NEED_BE, named) for can, by, named in said if can)[:MOST_WHO_CAN]


def shows_meanwhile(round: Round, seat: Seat) -> bool:
    """Whether the terms show this reader what has been chosen, or said, before the close."""
    if round.terms.shown is Shown.ALWAYS:
        return True
    return round.terms.shown is Shown.AFTER_ANSWERING and seat.heard


def kept_result(connection: Connection, round: Round) -> Result | None:
    """As it was counted when the round's present pass closed."""
    r = _result.c
    of_it = (r.network_id == round.network_id, r.round_id == round.id, r.pass_no == round.pass_no)
    found = connection.execute(select(r.result).where(*of_it)).scalar_one_or_none()
    return None if found is None else from_json(RESULT, found)
