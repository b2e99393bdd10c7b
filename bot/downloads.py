"""Files that people take with them. Each is written out before it is sent, so that nobody's slow line holds the database."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Final

from sqlalchemy import Connection

from adapters.present.commitment_file import file_rows
from adapters.present.reader import Reader
from adapters.web.settings import Download
from decisions.commitments.board import Wanted
from decisions.commitments.record import CommitmentsRecord
from decisions.rounds.round import Round
from storage.exporting import ballot_file_name, ballot_lines
from storage.reading.ballots import kept_result

PIECE: Final = 64 * 1024
"""Bytes that are sent at once."""


def ballot_file(connection: Connection, round: Round) -> Download | None:
    """With which anyone counts it again; None when there is no result."""
    if kept_result(connection, round) is None:
        return None
    file = TemporaryFile()  # noqa: SIM115  (closed by whoever sends it)
    file.writelines(line.encode() for line in ballot_lines(connection, round))
    return Download(ballot_file_name(round), _pieces(file))


def commitments_file(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Download:
    """For a spreadsheet (RFC 4180), in UTF-8 with a mark at its beginning: without it some read it in another encoding."""
    file = TemporaryFile()  # noqa: SIM115  (closed by whoever sends it)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(file_rows(record, wanted, reader))
    text.flush()
    text.detach()
    return Download(f"{reader.copy('commitments_file.name')}-{reader.today.isoformat()}.csv", _pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
