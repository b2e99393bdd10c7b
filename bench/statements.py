"""What one answer costs the database, early and late in a real round with very many answers."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Engine, event

from bench.community import LONGEST, Asked, settle
from bench.plan import SPARE
from bot.clock import SystemClock
from storage.database import Database
from storage.deliveries import on_recorded
from storage.writer import Writer
from tests.support.builders import an_answer, done

AT_ONCE: Final = 5_000
"""Answers that are handed to the writer before the first of them is waited for."""


@dataclass(frozen=True, slots=True)
class Single:
    """The statements of one answer that came alone, and its milliseconds (the median of some around it)."""

    number: int
    statements: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Growth:
    """``early`` is the 100th answer or so, ``late`` the last. ``reads_others`` are statements that look at others' answers."""

    early: Single
    late: Single
    reads_others: tuple[str, ...]
    fill_rate: float

    @property
    def does_not_grow(self) -> bool:
        return self.early.statements == self.late.statements and not self.reads_others


@dataclass
class _Watch:
    """Writes down the statements of one engine, while it is on."""

    on: bool = False
    seen: list[tuple[str, Any]] = field(default_factory=list)

    @contextmanager
    def listening(self, engine: Engine) -> Iterator[None]:
        def note(_connection: Any, _cursor: Any, text: str, given: Any, *_: Any) -> None:
            if self.on:
                self.seen.append((text, given))

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", note)


def measure_growth(url: str, answers: int, singles: int, tell: Callable[[str], None]) -> Growth:
    """A round with so many answers; the first and the last ``singles`` of them come one at a time."""
    tell(f"a circle of {answers:,} members, all asked in one round")
    asked = settle(url, answers + SPARE)
    database, watch = Database(url), _Watch()
    with (
        watch.listening(database.writing),
        Writer(database, SystemClock().now, (on_recorded,)) as writer,
    ):
        early = _singles(writer, asked, 0, singles, watch)
        seen = list(watch.seen)
        began = time.perf_counter()
        last = answers - singles
        for first in range(singles, last, AT_ONCE):
            tell(f"answers in a round of {answers:,}: {first:,}")
            _many(writer, asked, first, min(last, first + AT_ONCE))
        rate = (last - singles) / (time.perf_counter() - began)
        late = _singles(writer, asked, last, answers, watch)
    reads = _reads_others(database, seen + watch.seen)
    database.close()
    return Growth(early, late, reads, rate)


def _many(writer: Writer, asked: Asked, first: int, last: int) -> None:
    tickets = [writer.submit(an_answer(asked.round, m), f"click:{m}") for m in asked.members[first:last]]
    for ticket in tickets:
        done(ticket.result(LONGEST))


def _singles(writer: Writer, asked: Asked, first: int, last: int, watch: _Watch) -> Single:
    """Of these answers, each waited for before the next, the statements of the last one."""
    took = []
    for number in range(first, last):
        member = asked.members[number]
        if number == last - 1:
            watch.seen.clear()
            watch.on = True
        began = time.perf_counter()
        done(writer.submit(an_answer(asked.round, member), f"click:{member}").result(LONGEST))
        took.append((time.perf_counter() - began) * 1_000)
    watch.on = False
    return Single(last, tuple(text for text, _ in watch.seen), statistics.median(took))


def _reads_others(database: Database, seen: list[tuple[str, Any]]) -> tuple[str, ...]:
    """By the database's own plan of each statement: those that go through answers, where one row would do."""
    explain, reads = _ON_SQLITE if database.on_sqlite else _ON_POSTGRESQL
    found = []
    for text, given in seen:
        if "answer" not in text or not text.lstrip().upper().startswith("SELECT"):
            continue
        with database.reading.connect() as connection:
            plan = [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {text}", given)]
        if any(map(reads, plan)):
            found.append(text)
    return tuple(found)


def _searches(step: str) -> bool:
    """On SQLite: it looks at answers without naming whose."""
    return " answer" in step and "member_id=?" not in step


def _fetches(step: str) -> bool:
    """On PostgreSQL: it really came upon more than one answer, each time that it looked."""
    rows = re.search(r" on answer .*actual rows=([\d.]+)", step)
    return rows is not None and float(rows[1]) > 1


_ON_SQLITE: Final = ("EXPLAIN QUERY PLAN", _searches)
_ON_POSTGRESQL: Final = ("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)", _fetches)
