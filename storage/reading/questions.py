"""What a reader may see of what was said in a question round."""

from typing import Final

from sqlalchemy import Connection, and_, select

from decisions.rounds.answers import Kind
from decisions.rounds.question.spoken import Spoken, in_turns
from decisions.rounds.round import Round, Seat, Stage
from decisions.rounds.way import Way
from storage.reading.ballots import shows_meanwhile
from storage.tables import METADATA

_answer: Final = METADATA.tables["answer"]
_seat: Final = METADATA.tables["seat"]


def seen_words(connection: Connection, round: Round, seat: Seat, *, closed: bool) -> tuple[Spoken, ...]:
    """Everyone's words in the order in which they are read: once it has closed, and before that where the terms show them to this
    reader."""
    if round.way is not Way.QUESTION:
        return ()
    if not closed and (round.stage is not Stage.LISTENING or not shows_meanwhile(round, seat)):
        return ()
    a, s = _answer.c, _seat.c
    asked = and_(*(s[name] == a[name] for name in ("network_id", "round_id", "pass_no", "member_id")))
    statement = (
        select(a.member_id, s.group_id, a.words, a.named)
        .join(_seat, asked)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.kind == Kind.SPOKEN, a.confirmed.is_(True))
    )
    return in_turns((Spoken(*row) for row in connection.execute(statement)), round.seed or round.id)
