"""Files that people take with them. Each is written out before it is sent, so that nobody's slow line holds the database."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Final

from sqlalchemy import Connection

from adapters.web.settings import Download
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


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
