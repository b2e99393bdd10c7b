"""What goes wrong is told in the log, without what people said."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logs
from bot.settings import RunningIn, Settings
from decisions.rounds.answers import Kind
from storage.database import Database
from storage.writer import Writer
from tests.storage.conftest import clock, database, writer
from tests.support.builders import TurnedClock, a_community, an_answer, an_open_round

__all__ = ["clock", "database", "writer"]

REFUSES_OBJECTIONS = {
    "postgresql": "ALTER TABLE answer ADD CONSTRAINT none CHECK (kind <> 'objection') NOT VALID",
    "sqlite": "CREATE TRIGGER none BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'not this'); END",
}


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.usefixtures("logs_as_before")
@pytest.mark.parametrize("running_in", list(RunningIn))
def test_a_sealed_answer_that_cannot_be_written_is_not_in_the_log(
    database: Database, writer: Writer, capsys: pytest.CaptureFixture[str], running_in: RunningIn
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    with database.writing.begin() as connection:
        connection.exec_driver_sql(REFUSES_OBJECTIONS[connection.dialect.name])
    set_up_logs(Settings(_env_file=None, rondo_env=running_in))
    together = Writer(database, TurnedClock())
    tickets = [
        together.submit(an_answer(round, member, Kind.OBJECTION, "The stairs are not safe"), "")
        for member in community.members[2:4]
    ]
    with together:
        for ticket in tickets:
            try:
                ticket.result(30)
            except Exception:
                structlog.get_logger("edge").exception("an answer was not recorded")
    told = capsys.readouterr().err
    assert "recording them one by one" in told
    assert told.count("an answer was not recorded") == 2
    assert "Traceback" in told
    assert "_write_answers" in told, "where it went wrong is told"
    assert "stairs" not in told
    assert "objection" not in told
