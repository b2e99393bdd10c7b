"""Secret ballots in the tables: put there under their receipts, and rewritten when the round is over, so that nothing is left of
how they came (docs/decisions/0047-secret-ballots.md)."""

from collections.abc import Iterator, Sequence
from itertools import starmap
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select

from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.receipt import Paper, Receipt
from decisions.rounds.round import Round
from storage.bulk import Upsert
from storage.database import Database
from storage.tables import METADATA
from storage.written_anew import write_anew

_secret: Final = METADATA.tables["secret_ballot"]
_traces: Final = METADATA.tables["traces"]
_put: Final = Upsert(_secret, ("network_id", "round_id", "receipt", "choice"), merge=False)
_AT_ONCE: Final = 10_000
"""Rows in memory while a million are gone through."""


def put_papers(connection: Connection, round: Round, papers: Sequence[Paper]) -> None:
    """In the order of their receipts, whatever the order in which they came."""
    in_order = sorted(papers, key=attrgetter("receipt"))
    rows = [(paper.receipt, None if paper.choice is None else str(paper.choice)) for paper in in_order]
    _put(connection, [(round.network_id, round.id, *row) for row in rows])


def find_paper(connection: Connection, round: Round, receipt: Receipt) -> Paper | None:
    """What stands under the receipt, None when nothing does."""
    one = (*_of(round), _secret.c.receipt == receipt)
    found = connection.execute(select(_secret.c.choice).where(*one)).one_or_none()
    return None if found is None else paper_from(receipt, found.choice)


def papers(connection: Connection, round: Round) -> Iterator[Paper]:
    """All of a round, in the order of their receipts, which is one of chance."""
    statement = (
        select(_secret.c.receipt, _secret.c.choice)
        .where(*_of(round))
        .order_by(_secret.c.receipt)
        .execution_options(yield_per=_AT_ONCE)
    )
    for receipt, choice in connection.execute(statement):
        yield paper_from(receipt, choice)


def paper_from(receipt: str, choice: str | None) -> Paper:
    """As its row has it."""
    return Paper(Receipt(receipt), None if choice is None else Choice.parse(choice))


def close_papers(connection: Connection, round: Round, *, keep: bool) -> None:
    """The round is over: its ballots are written anew in the order of their receipts, by one transaction, or, where they were
    not counted, are deleted. What the file still has of the old rows is wiped soon after (``wipe_traces``)."""
    if keep:
        _write_anew(connection, round)
    else:
        connection.execute(delete(_secret).where(*_of(round)))
    connection.execute(insert(_traces).values(network_id=round.network_id, round_id=round.id))


def _write_anew(connection: Connection, round: Round) -> None:
    """In parts, so that a million need no more memory than a few thousand."""
    s, after = _secret.c, ""
    while True:
        part = (*_of(round), s.receipt > after)
        found = select(s.receipt, s.choice).where(*part).order_by(s.receipt).limit(_AT_ONCE)
        rows = list(starmap(paper_from, connection.execute(found)))
        if not rows:
            return
        connection.execute(delete(_secret).where(*part, s.receipt <= rows[-1].receipt))
        put_papers(connection, round, rows)
        after = rows[-1].receipt


def any_traces(connection: Connection) -> bool:
    return bool(connection.execute(select(exists().where(_traces.c.round_id.is_not(None)))).scalar_one())


def wipe_traces(database: Database) -> int:
    """Wipe what the database's files have of rows that are gone, for every round that is over; of how many rounds.

    SQLite writes its file anew and empties the write-ahead log; PostgreSQL writes the table anew. While somebody writes, or may
    still see what was, nothing is noted as wiped, and it is done again the next time. Raises what the database raises."""
    waiting = database.read_now(
        lambda connection: list(connection.execute(select(_traces.c.round_id)).scalars())
    )
    if not waiting or not write_anew(database, _secret.name, _traces.name):
        return 0
    with database.writing.connect() as connection, connection.begin():
        connection.execute(delete(_traces).where(_traces.c.round_id.in_(waiting)))
    return len(waiting)


def _of(round: Round) -> tuple[ColumnElement[bool], ...]:
    return (_secret.c.network_id == round.network_id, _secret.c.round_id == round.id)
