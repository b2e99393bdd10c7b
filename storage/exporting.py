"""The record of a network, for people to keep and read elsewhere: what a member of each circle may read, and no more."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import GroupId
from decisions.rounds.ballots.by_group import IN_THE_FILE
from decisions.rounds.ballots.result import Result
from decisions.rounds.round import Round
from storage.ballot_file import written
from storage.cast import Cast
from storage.readable import Reading
from storage.reading.ballots import kept_result
from storage.replay import Entry, entries
from storage.round_rows import load_round
from storage.secret_ballots import papers
from storage.tables import METADATA
from storage.tables.streams import Subject

FORMAT: Final = "rondo-export@1"
_network: Final = METADATA.tables["network"]
_result: Final = METADATA.tables["ballot_result"]
_round: Final = METADATA.tables["round"]
_agreement: Final = METADATA.tables["agreement"]
_stream: Final = METADATA.tables["stream"]


def exported(connection: Connection, network_id: UUID) -> Iterator[dict[str, Any]]:
    """A head, then each event of each round that was opened, of each agreement, of each template, of what repeats, of each role,
    of each commitment and of each memorandum, in order. What is sealed is not in it, nor who said what they said without their
    name, nor anybody's address or link."""
    name = connection.execute(select(_network.c.name).where(_network.c.id == network_id)).scalar_one()
    yield {"format": FORMAT, "network": str(network_id), "name": name}
    reading = Reading()
    for subject, table in (("round", _round), ("agreement", _agreement)):
        for id in _ids(connection, table, network_id):
            for entry in reading.readable(entries(connection, network_id, id)):
                yield _line(subject, id, entry)
    for kept in (Subject.TEMPLATE, Subject.RECURRENCE, Subject.ROLE, Subject.COMMITMENT, Subject.MOU):
        for id in _streams(connection, network_id, kept):
            for entry in reading.readable(entries(connection, network_id, id)):
                yield _line(kept, id, entry)


def counted_ballots(connection: Connection, network_id: UUID) -> Iterator[Round]:
    """Those that have closed and were counted."""
    found = select(_result.c.round_id).where(_result.c.network_id == network_id).distinct()
    for id in list(connection.execute(found).scalars()):
        round = load_round(connection, network_id, id)
        if round is not None:
            yield round


def ballot_lines(connection: Connection, round: Round) -> Iterator[str]:
    """A ballot that was counted, as a file with which anyone can count it again (``storage/ballot_file.py``). Nobody's name is in
    it, and no time, and of groups no more than in its result."""
    result = kept_result(connection, round)
    if round.ballot is None or result is None:
        raise ValueError(f"round {round.id} is no ballot that was counted")
    cast = papers(connection, round) if round.terms.secret else Cast(connection, round, _told_of(result))
    yield from written(round.ballot, round.tally.asked, result, cast)


def _told_of(result: Result) -> frozenset[GroupId]:
    """The groups that may stand beside the ballots: those that the result tells of, where the ballots tell no more."""
    groups = (part.group for part in result.by_group if result.method in IN_THE_FILE)
    return frozenset(group for group in groups if group is not None)


def ballot_file_name(round: Round) -> str:
    return f"R-{round.ref}.ballot.jsonl"


def networks(connection: Connection) -> list[UUID]:
    return list(connection.execute(select(_network.c.id).order_by(_network.c.name)).scalars())


def _ids(connection: Connection, table: Any, network_id: UUID) -> list[UUID]:
    found = select(table.c.id).where(table.c.network_id == network_id).order_by(table.c.ref)
    return list(connection.execute(found).scalars())


def _streams(connection: Connection, network_id: UUID, subject: Subject) -> list[UUID]:
    """Those that are over too."""
    s = _stream.c
    found = select(s.id).where(s.network_id == network_id, s.subject == subject).order_by(s.id)
    return list(connection.execute(found).scalars())


def _line(subject: str, stream: UUID, entry: Entry) -> dict[str, Any]:
    return {subject: str(stream), "seq": entry.seq, "event": entry.event, "at": entry.at, **entry.open}
