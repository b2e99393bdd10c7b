"""Two members who have both voted in secret: neither ballot can be taken back, so they stay two until it has closed."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import and_, select

from decisions.rounds.round import Stage
from storage.round_rows import load_round
from storage.tables import METADATA

if TYPE_CHECKING:
    from storage.unit import Unit

_round: Final = METADATA.tables["round"]
_seat: Final = METADATA.tables["seat"]


def both_voted_in_secret(unit: "Unit", network_id: UUID, one: UUID, other: UUID) -> int | None:
    """The reference of an open round in which both have voted in secret, None where there is none. The rounds are locked first:
    neither votes meanwhile."""
    unit.flush()
    open_ballots = _both_asked(unit, network_id, one, other)
    unit.lock((network_id, id) for id in open_ballots)
    for id in open_ballots:
        round = load_round(unit.connection, network_id, id)
        if round is None or round.stage is not Stage.VOTING or not round.terms.secret:
            continue
        s = _seat.c
        heard = select(s.heard).where(
            s.network_id == network_id,
            s.round_id == id,
            s.pass_no == round.pass_no,
            s.member_id.in_((one, other)),
        )
        if list(unit.connection.execute(heard).scalars()).count(True) > 1:
            return round.ref
    return None


def _both_asked(unit: "Unit", network_id: UUID, one: UUID, other: UUID) -> list[UUID]:
    r, a, b = _round.c, _seat.alias(), _seat.alias()
    same = and_(a.c.network_id == b.c.network_id, a.c.round_id == b.c.round_id, a.c.pass_no == b.c.pass_no)
    found = (
        select(r.id)
        .join(a, and_(a.c.network_id == r.network_id, a.c.round_id == r.id, a.c.pass_no == r.pass_no))
        .join(b, same)
        .where(r.network_id == network_id, r.stage == Stage.VOTING)
        .where(a.c.member_id == one, b.c.member_id == other)
        .order_by(r.id)
    )
    return list(unit.connection.execute(found).scalars())
