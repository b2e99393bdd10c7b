"""For whom somebody may answer in a round now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, or_, select

from decisions.ids import MemberId
from decisions.rounds.answers import Answer
from decisions.rounds.round import Round, Stage
from storage.streams.seats import SAID, answer_from
from storage.tables import METADATA

_stand_in: Final = METADATA.tables["stand_in"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]


def standing_for(
    connection: Connection, round: Round, reader: MemberId, now: datetime
) -> Mapping[MemberId, Answer | None]:
    """The members who have named the reader, are asked, and have not answered themselves; each with what the reader has
    answered for them."""
    if round.stage is not Stage.VOTING or not round.terms.stand_ins or round.terms.secret:
        return {}
    i, s, a = _stand_in.c, _seat.c, _answer.c
    asked = and_(
        s.network_id == i.network_id,
        s.member_id == i.member_id,
        s.round_id == round.id,
        s.pass_no == round.pass_no,
        s.left.is_(False),
    )
    said = and_(
        a.network_id == s.network_id,
        a.round_id == s.round_id,
        a.pass_no == s.pass_no,
        a.member_id == s.member_id,
    )
    statement = (
        select(i.member_id, *(a[name] for name in SAID))
        .select_from(_stand_in.join(_seat, asked).outerjoin(_answer, said))
        .where(i.network_id == round.network_id, i.circle_id == round.circle_id, i.stand_in_id == reader)
        .where(i.since <= now, i.until > now)
        .where(or_(a.kind.is_(None), a.stood_in_by.is_not(None)))
        .order_by(i.since, i.member_id)
    )
    return {row.member_id: answer_from(row[1:]) for row in connection.execute(statement)}
