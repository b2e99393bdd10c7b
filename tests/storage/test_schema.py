"""The schema: what migrations make is what the tables declare, and the database holds us to it."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import ForeignKeyConstraint, insert, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError

from storage.database import Database
from storage.lock import AnotherWriter, WriterLock
from storage.migrate import differences, is_up_to_date, upgrade
from storage.tables import METADATA
from storage.tables.people import NetworkRow, OrganisationRow, StakeholderGroupRow


def test_migrations_make_exactly_what_the_tables_declare(each_database_url: str) -> None:
    database = Database(each_database_url)
    assert differences(database)
    assert not is_up_to_date(database)
    upgrade(database)
    assert differences(database) == []
    assert is_up_to_date(database)
    upgrade(database)
    database.close()


def test_every_column_of_the_declared_tables_is_there(database: Database) -> None:
    made = inspect(database.writing)
    for table in METADATA.tables.values():
        assert {column["name"] for column in made.get_columns(table.name)} == set(table.columns.keys())


OF_NO_NETWORK = {"network", "lane", "conversation", "handle"}
"""A lane is a workspace's, which may serve several networks; and so are the ways in which a platform is reached."""


@pytest.mark.parametrize(
    "table", [t for t in METADATA.tables.values() if t.name not in OF_NO_NETWORK], ids=str
)
def test_the_network_leads_every_key(table) -> None:  # type: ignore[no-untyped-def]
    assert next(iter(table.primary_key.columns)).name == "network_id"
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            assert next(iter(constraint.columns)).name == "network_id"


def test_a_row_cannot_point_into_another_network(database: Database) -> None:
    ours, theirs, organisation = uuid4(), uuid4(), uuid4()
    with database.writing.begin() as connection:
        connection.execute(insert(NetworkRow), [{"id": ours, "name": "A"}, {"id": theirs, "name": "B"}])
        connection.execute(
            insert(OrganisationRow).values(
                network_id=theirs, id=organisation, name="Theirs", is_default=False
            )
        )
    with pytest.raises(IntegrityError), database.writing.begin() as connection:
        connection.execute(
            METADATA.tables["member"].insert(),
            {"network_id": ours, "id": uuid4(), "name": "Ana", "organisation_id": organisation},
        )


def test_an_enum_is_kept_as_its_value_and_checked(database: Database) -> None:
    network = uuid4()
    with database.writing.begin() as connection:
        connection.execute(insert(NetworkRow).values(id=network, name="A"))
    statement = text(
        "INSERT INTO stream (network_id, id, subject, revision, seq, hash, last_at, checked_seq) "
        "VALUES (:network, :id, :subject, 0, 0, :hash, '2026-11-24 12:00:00+00:00', 0)"
    )
    network_value = network.hex if database.on_sqlite else network
    for subject, holds in (("round", True), ("ROUND", False)):
        id = uuid4()
        values = {
            "network": network_value,
            "id": id.hex if database.on_sqlite else id,
            "subject": subject,
            "hash": b"",
        }
        if holds:
            with database.writing.begin() as connection:
                connection.execute(statement, values)
        else:
            with pytest.raises(IntegrityError), database.writing.begin() as connection:
                connection.execute(statement, values)


def test_reading_connections_cannot_write(database: Database) -> None:
    with pytest.raises((OperationalError, ProgrammingError, SQLAlchemyError)):
        database.read_now(
            lambda c: c.execute(insert(StakeholderGroupRow).values(network_id=uuid4(), id=uuid4()))
        )


def test_a_reader_sees_one_moment(database: Database) -> None:
    def count(connection) -> int:  # type: ignore[no-untyped-def]
        return int(connection.execute(text("SELECT count(*) FROM network")).scalar_one())

    def look(connection) -> tuple[int, int]:  # type: ignore[no-untyped-def]
        before = count(connection)
        with database.writing.begin() as other:
            other.execute(insert(NetworkRow).values(id=uuid4(), name="Meanwhile"))
        return before, count(connection)

    assert database.read_now(look) == (0, 0)
    assert database.read_now(count) == 1


def test_sqlite_is_fully_durable_and_holds_foreign_keys(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'rondo.db'}")
    for engine in (database.writing, database.reading):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    database.close()


def test_a_second_writing_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    url = Database(f"sqlite:///{tmp_path / 'rondo.db'}").url
    with WriterLock(url), pytest.raises(AnotherWriter, match="already writing"):
        WriterLock(url).take()
    WriterLock(url).take().release()
