"""What a reader may see of a ballot: what it comes to, and why people chose as they did."""

from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, func, select

from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Shown
from decisions.rounds.record import PaperSeen, RoundRecord, WhySeen
from decisions.rounds.round import Round, Seat, Stage
from storage.cast import Cast
from storage.codec import RESULT, from_json
from storage.tables import METADATA

MOST_REASONS: Final = 200
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
    if round.stage is not Stage.VOTING or not _shows(round, seat):
        return None
    return METHODS[round.ballot.method].count(round.ballot, Cast(connection, round), round.tally.asked)


def seen_reasons(connection: Connection, round: Round) -> tuple[WhySeen, ...]:
    """For a ballot that has closed: the words of those who gave some, the earliest first."""
    if round.ballot is None:
        return ()
    a = _answer.c
    statement = (
        select(a.member_id, a.choice, a.words, a.named)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.kind == Kind.CHOICE, a.confirmed.is_(True), a.words != "")
        .order_by(a.at, a.member_id)
        .limit(MOST_REASONS)
    )
    return tuple(
        WhySeen(by, Choice.parse(choice), words, named)
        for by, choice, words, named in connection.execute(statement)
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
    seen = tuple(PaperSeen(receipt, Choice.parse(choice)) for receipt, choice in connection.execute(found))
    return replace(record, papers=seen, papers_in_all=in_all)


def _shows(round: Round, seat: Seat) -> bool:
    if round.terms.shown is Shown.ALWAYS:
        return True
    return round.terms.shown is Shown.AFTER_ANSWERING and seat.heard


def kept_result(connection: Connection, round: Round) -> Result | None:
    """As it was counted when the round's present pass closed."""
    r = _result.c
    of_it = (r.network_id == round.network_id, r.round_id == round.id, r.pass_no == round.pass_no)
    found = connection.execute(select(r.result).where(*of_it)).scalar_one_or_none()
    return None if found is None else from_json(RESULT, found)
