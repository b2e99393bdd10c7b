"""What a tick costs that claims the reminders which are due, among very many open commitments.

The commitments are copies of one that was promised by the rules, made in the database; each due one is another person's as far as
there are people, so that nearly every one is a message of its own.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import text as sql

from decisions.commitments.commitment import Commitment
from storage.bulk import dialect_of
from storage.database import Database
from storage.deliveries import on_recorded
from storage.migrate import upgrade
from storage.outbox import OUTBOX
from storage.reminder_parts import PART
from storage.reminders import any_to_remind, remind_those_due
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import TurnedClock, a_community
from tests.support.commitments import IN_TEN_DAYS, promised

DUE: Final = (0, 1, 100, 1_000, 5_000)
AT_MOST: Final = 0.050
EACH: Final = 0.001
"""Seconds."""
_NOW: Final = datetime.combine(IN_TEN_DAYS, datetime.min.time(), UTC) + timedelta(hours=9)
_DAYS: Final = 90
_COMMITMENT: Final = METADATA.tables["commitment"]
_ID: Final = {"sqlite": "printf('%032x', n.n)", "postgresql": "CAST(lpad(to_hex(n.n), 32, '0') AS uuid)"}
_TOLD: Final = {"sqlite": "printf('%012x', n.n)", "postgresql": "lpad(to_hex(n.n), 12, '0')"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """One tick. ``processor`` is what of its seconds other programs on the machine do not change: on
    PostgreSQL all of them, for its server works in processes of its own."""

    due: int
    messages: int
    seconds: float
    processor: float

    @property
    def in_time(self) -> bool:
        return self.processor <= AT_MOST + self.due * EACH


@dataclass(frozen=True, slots=True)
class Reminding:
    database: str
    commitments: int
    ticks: tuple[Claimed, ...]

    @property
    def in_time(self) -> bool:
        return all(tick.in_time for tick in self.ticks)


def measure_reminding(url: str, commitments: int, people: int, tell: Callable[[str], None]) -> Reminding:
    """``people``: how many the commitments are shared among."""
    tell(f"making {commitments:,} commitments")
    database = Database(url)
    upgrade(database)
    with Writer(database, TurnedClock(), (on_recorded,)) as writer:
        community = a_community(writer, people)
        one = promised(writer, community, community.members[0])
    with database.writing.begin() as connection:
        _copy(connection, one, community.members, commitments)
    if not database.on_sqlite:
        with database.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sql("VACUUM ANALYZE"))
    tell("claiming what is due")
    first, ticks = 1, []
    for due in (1, *(min(due, commitments // 10) for due in DUE)):
        _fall_due(database, first, due)
        first += due
        ticks.append(_tick(database, due))
    kind = "SQLite" if database.on_sqlite else "PostgreSQL"
    database.close()
    return Reminding(kind, commitments, tuple(ticks[1:]))


def _tick(database: Database, due: int) -> Claimed:
    """As the worker does it, commits included."""
    before, began, used = _messages(database), time.perf_counter(), time.process_time()
    claimed = 0
    while database.read_now(lambda connection: any_to_remind(connection, _NOW)):
        with database.writing.begin() as connection:
            claimed += remind_those_due(connection, _NOW)
    seconds = time.perf_counter() - began
    processor = time.process_time() - used if database.on_sqlite else seconds
    if claimed != due:
        raise RuntimeError(f"{due} commitments were due, and {claimed} were claimed")
    return Claimed(due, _messages(database) - before, seconds, processor)


def _messages(database: Database) -> int:
    return int(database.read_now(lambda k: k.execute(select(func.count()).select_from(OUTBOX)).scalar_one()))


def _fall_due(database: Database, first: int, many: int) -> None:
    rows = [{"one": UUID(int=number)} for number in range(first, first + many)]
    if rows:
        own = PART.c.commitment_id == bindparam("one")
        with database.writing.begin() as connection:
            network = connection.execute(select(PART.c.network_id).limit(1)).scalar_one()
            due = update(PART).where(PART.c.network_id == network, own).values(remind_at=_NOW)
            connection.execute(due, rows)


# --- very many --------------------------------------------------------------------------------------------------


def _copy(connection: Connection, one: Commitment, members: Sequence[UUID], many: int) -> None:
    """Of ``one``: each of another person in turn, to be reminded on one of the days to come."""
    turns = Table(
        "bench_turn",
        MetaData(),
        Column("turn", Integer, primary_key=True),
        Column("member_id", Uuid),
        Column("told", String),
        Column("remind_at", PART.c.remind_at.type),
    )
    turns.create(connection)
    connection.execute(
        insert(turns),
        [
            {
                "turn": turn,
                "member_id": members[turn % len(members)],
                "told": str(members[turn % len(members)]),
                "remind_at": _NOW + timedelta(days=1 + turn % _DAYS, seconds=turn),
            }
            for turn in range(_DAYS * len(members))
        ],
    )
    dialect = dialect_of(connection)
    id = _ID[dialect]
    body = f"replace(replace(k.body, :id, '00000000-0000-0000-0000-' || {_TOLD[dialect]}), :member, t.told)"
    given: dict[str, Any] = {
        "many": many,
        "turns": _DAYS * len(members),
        "id": str(one.id),
        "member": str(one.accountable),
    }
    _insert(connection, _COMMITMENT, {"id": id, "accountable_id": "t.member_id", "body": body}, given)
    own = {"commitment_id": id, "member_id": "t.member_id", "remind_at": "t.remind_at"}
    _insert(connection, PART, own, given)
    connection.execute(update(PART).where(PART.c.commitment_id == one.id).values(remind_at=None))


def _insert(connection: Connection, table: Table, other: dict[str, str], given: dict[str, Any]) -> None:
    """Rows like the first, but for the columns of ``other``."""
    key = "id" if table is _COMMITMENT else "commitment_id"
    names = [column.name for column in table.columns]
    taken = ", ".join(other.get(name, f"k.{name}") for name in names)
    first = f"(SELECT * FROM {table.name} WHERE {key} = :first)"
    statement = f"""
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :many)
        INSERT INTO {table.name} ({", ".join(names)})
        SELECT {taken} FROM n JOIN bench_turn t ON t.turn = n.n % :turns CROSS JOIN {first} k
    """
    bound = sql(statement).bindparams(bindparam("first", UUID(given["id"]), type_=Uuid()))
    wanted = {name: value for name, value in given.items() if f":{name}" in statement}
    connection.execute(bound, wanted)
