"""Bring a database's schema up to date, and check that the migrations make what the tables declare.

While there is no release yet there is one revision, made anew from the tables with
``python -m storage.migrate --write initial``.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from storage.database import Database
from storage.lock import IN_MEMORY
from storage.tables import METADATA

MIGRATIONS: Final = Path(__file__).parent / "migrations"
VERSIONS: Final = MIGRATIONS / "versions"


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; several processes may do so at once."""
    with database.writing.begin() as connection:
        _one_at_a_time(connection)
        command.upgrade(_config(connection), "head")


def differences(database: Database) -> list[Any]:
    """What the tables declare and the database does not have, or the other way round; empty: none."""
    with database.writing.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def is_up_to_date(database: Database) -> bool:
    """Whether every revision has been applied."""
    with database.reading.begin() as connection:
        context = MigrationContext.configure(connection)
        script = ScriptDirectory.from_config(_config(connection))
        return set(context.get_current_heads()) == set(script.get_heads())


def has_rondo(database: Database) -> bool:
    """Whether Rondo's tables are in it. Makes nothing: an embedded database that is not there yet stays so."""
    embedded = database.url.database if database.on_sqlite else None
    if embedded not in IN_MEMORY and not Path(str(embedded)).exists():
        return False
    with database.reading.begin() as connection:
        return bool(MigrationContext.configure(connection).get_current_heads())


def write(message: str, *, anew: bool) -> Path:
    """Write a revision of what the tables declare beyond the others; ``anew`` puts all into a first one."""
    if anew:
        for old in VERSIONS.glob("0*.py"):
            old.unlink()
    number = f"{len(list(VERSIONS.glob('0*.py'))) + 1:04d}"
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config(connection)
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)
    engine.dispose()
    path = next(VERSIONS.glob(f"{number}_*.py"))
    for tidy in (["check", "--select", "F,I,UP", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, str(path)], check=True)  # noqa: S603
    return path


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261122)")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def main() -> None:
    """``python -m storage.migrate --write MESSAGE [--next]``: for whoever changes the tables."""
    parser = argparse.ArgumentParser(prog="python -m storage.migrate", description=main.__doc__)
    parser.add_argument("--write", metavar="MESSAGE", required=True, help="write the first revision anew")
    parser.add_argument(
        "--next", action="store_true", help="write a further revision instead (after a release)"
    )
    given = parser.parse_args()
    sys.stdout.write(f"{write(given.write, anew=not given.next)}\n")


if __name__ == "__main__":
    main()
