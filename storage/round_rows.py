"""A round from its row, its tallies and its body, and back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, select, tuple_, update

from decisions.ids import GroupId
from decisions.rounds.answers import Kind
from decisions.rounds.round import Round
from decisions.rounds.tally import GroupTally, Tally
from storage.bulk import Upsert
from storage.codec import round_body, round_of
from storage.tables import METADATA

table: Final = METADATA.tables["round"]
tally_table: Final = METADATA.tables["tally"]
KINDS: Final = tuple(Kind)
_COUNTS: Final = ("asked", "heard", "guests", "lent")
put_tally: Final = Upsert(
    tally_table,
    ("network_id", "round_id", "pass_no", "group_id", *_COUNTS, *(kind.value for kind in KINDS)),
    update=(*_COUNTS, *(kind.value for kind in KINDS)),
)


def load_round(connection: Connection, network_id: UUID, round_id: UUID) -> Round | None:
    """The round with the tally of its present pass."""
    where = (table.c.network_id == network_id, table.c.id == round_id)
    row = connection.execute(select(table).where(*where)).one_or_none()
    if row is None:
        return None
    return round_from(row, tallies(connection, network_id, ((round_id, row.pass_no),))[round_id, row.pass_no])


def tallies(
    connection: Connection, network_id: UUID, passes: Sequence[tuple[UUID, int]]
) -> Mapping[tuple[UUID, int], Tally]:
    """The tally of each of these passes (round and pass), in one statement."""
    found: dict[tuple[UUID, int], dict[GroupId, GroupTally]] = {key: {} for key in passes}
    t = tally_table.c
    statement = select(tally_table).where(
        t.network_id == network_id, tuple_(t.round_id, t.pass_no).in_(list(found))
    )
    for row in connection.execute(statement) if found else ():
        kinds = {kind: n for kind in KINDS if (n := getattr(row, kind.value))}
        found[row.round_id, row.pass_no][row.group_id] = GroupTally(
            row.asked, row.heard, kinds, row.guests, row.lent
        )
    return {key: Tally(groups) for key, groups in found.items()}


def round_from(row: Row[Any], tally: Tally) -> Round:
    columns = {
        "id": row.id,
        "network_id": row.network_id,
        "circle_id": row.circle_id,
        "ref": row.ref,
        "process": row.process,
        "stage": row.stage,
        "version": row.version,
        "pass_no": row.pass_no,
        "deadline": row.deadline,
        "proposer": row.proposer_id,
        "facilitator": row.facilitator_id,
        "ended_at": row.ended_at,
        "tally": tally,
    }
    return round_of(row.body, columns)


def insert_round(connection: Connection, round: Round) -> None:
    key = {"network_id": round.network_id, "id": round.id, "circle_id": round.circle_id, "ref": round.ref}
    connection.execute(table.insert().values(**key, **_columns(round)))


def update_round(connection: Connection, round: Round) -> None:
    connection.execute(
        update(table)
        .where(table.c.network_id == round.network_id, table.c.id == round.id)
        .values(**_columns(round))
    )


def _columns(round: Round) -> dict[str, Any]:
    return {
        "process": round.process,
        "stage": round.stage,
        "version": round.version,
        "pass_no": round.pass_no,
        "deadline": round.deadline,
        "proposer_id": round.proposer,
        "facilitator_id": round.facilitator,
        "title": round.text.title,
        "ended_at": round.ended_at,
        "body": round_body(round),
    }


def tally_rows(round: Round, groups: Iterable[GroupId]) -> list[tuple[Any, ...]]:
    rows = []
    for group in groups:
        one = round.tally.groups[group]
        kinds = (one.kinds.get(kind, 0) for kind in KINDS)
        counts = (one.asked, one.heard, one.guests, one.lent)
        rows.append((round.network_id, round.id, round.pass_no, group, *counts, *kinds))
    return rows
