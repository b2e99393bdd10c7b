"""What a workspace's platform gave is found again, replaced, and forgotten."""

from storage.database import Database
from storage.installations import delete_installation, find_installation, save_installation
from storage.reading.people import workspace_network
from storage.writer import Writer
from tests.support.builders import TurnedClock, done


def save(writer: Writer, tenant: str, enterprise: str, sealed: str) -> None:
    done(writer.run(lambda unit: save_installation(unit, "slack", tenant, enterprise, sealed)).result(5))


def found(database: Database, tenant: str) -> tuple[str, str, str] | None:
    return database.read_now(lambda c: find_installation(c, "slack", tenant))


def test_what_was_given_is_replaced_and_forgotten_and_the_network_stays(
    database: Database, writer: Writer
) -> None:
    assert found(database, "T1") is None
    save(writer, "T1", "", "one")
    network = database.read_now(lambda c: workspace_network(c, "slack", "T1"))
    save(writer, "T1", "", "two")
    assert found(database, "T1") == ("T1", "", "two")
    done(writer.run(lambda unit: delete_installation(unit, "slack", "T1")).result(5))
    assert found(database, "T1") is None
    assert network is not None
    assert database.read_now(lambda c: workspace_network(c, "slack", "T1")) == network


def test_an_enterprise_is_answered_with_its_newest_workspace(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    save(writer, "T1", "E1", "older")
    clock.turn(hours=1)
    save(writer, "T2", "E1", "newer")
    assert found(database, "E1") == ("T2", "E1", "newer")
    assert found(database, "E2") is None
