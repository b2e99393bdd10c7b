"""The command line: what is missing is named with the way to get it, and what is expected to go wrong is a sentence."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from storage.database import Database
from storage.deliveries import on_recorded
from storage.lock import WriterLock
from storage.writer import Writer
from tests.bot.command_line import RONDO, ROOT, plain, rondo, rondo_serving
from tests.storage.conftest import with_schema
from tests.support.builders import TurnedClock, a_community, an_open_round, answer_all


def test_the_doctor_says_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    said = rondo(tmp_path, "doctor")
    assert said.status == 0
    assert (
        "RONDO_SECRET_KEY is not set: anyone could forge personal links. Make one with: python3" in said.words
    )
    assert "RONDO_BASE_URL is http://localhost:8000, which is not encrypted." in said.words
    assert "DATABASE_URL is not set, so everything is kept in rondo.db in this folder" in said.words
    assert "rondo manifest slack --url https://your-address. Then set SLACK_SIGNING_SECRET" in said.words
    assert "rondo manifest teams --url https://your-address." in said.words
    assert "Set SMTP_URL and MAIL_FROM" in said.words
    assert "Rondo would serve: the browser, at http://localhost:8000." in said.words
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "verify", "demo", "doctor"])
def test_production_refuses_each_unsafe_default_by_its_name(command: str, tmp_path: Path) -> None:
    said = rondo(tmp_path, command, RONDO_ENV="production")
    assert said.status == 1
    assert "Rondo does not start with these settings:" in said.words
    assert all(name in said.words for name in ("RONDO_SECRET_KEY", "RONDO_BASE_URL"))
    assert "Traceback" not in said.words
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_serving_without_configuration_says_what_is_missing_and_a_second_one_is_refused(
    tmp_path: Path,
) -> None:
    with rondo_serving(tmp_path, "serve", "--host", "127.0.0.1") as first:
        second = rondo(tmp_path, "serve", "--host", "127.0.0.1", PORT="0")
        assert second.status == 1
        assert second.words.strip().startswith(
            "Another Rondo is already writing to rondo.db. Stop it first; or,"
        )
        assert second.words.count("\n") == 1, second.words
        ended = first.stop()
    assert ended.status in {0, -signal.SIGTERM}
    assert "RONDO_SECRET_KEY is not set" in ended.words
    assert "Slack is not set up" in ended.words
    assert "Traceback" not in ended.words
    after = rondo(tmp_path, "verify")
    assert (after.status, after.words.strip()) == (0, "The journal is whole.")


@pytest.mark.parametrize("command", ["verify", "export", "worker"])
def test_a_database_without_rondo_in_it_is_named_and_none_is_made(command: str, tmp_path: Path) -> None:
    said = rondo(tmp_path, command)
    assert said.status == 1
    assert said.words.startswith("Nothing of Rondo is kept in rondo.db yet. `rondo migrate` makes its tables")
    assert "DATABASE_URL" in said.words
    assert "Traceback" not in said.words
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "other.db").touch()
    other = rondo(tmp_path, command, DATABASE_URL="sqlite:///other.db")
    assert (other.status, "Traceback" in other.words) == (1, False)
    assert "Nothing of Rondo is kept in other.db yet." in other.words


def test_what_the_sample_network_keeps_is_checked_in_its_own_database(tmp_path: Path) -> None:
    before = rondo(tmp_path, "verify", "--demo")
    assert (before.status, before.words.strip()) == (
        1,
        "Nothing of Rondo is kept in rondo-demo.db yet. `make run` makes it.",
    )
    assert list(tmp_path.iterdir()) == []
    with_schema(f"sqlite:///{tmp_path / 'rondo-demo.db'}")
    said = rondo(tmp_path, "verify", "--demo")
    assert (said.status, said.words.strip()) == (0, "The journal is whole.")
    assert not (tmp_path / "rondo.db").exists()


def test_migrations_are_checked_against_the_tables(tmp_path: Path) -> None:
    said = rondo(tmp_path, "migrate", "--check")
    assert (said.status, said.words.strip()) == (0, "The migrations make the declared schema.")
    assert list(tmp_path.iterdir()) == []


def test_the_sample_network_begins_anew_when_it_is_asked_to(tmp_path: Path) -> None:
    files = [tmp_path / f"rondo-demo.db{end}" for end in ("", "-wal", "-shm")]
    for file in files:
        file.write_text("what somebody tried out")
    own = tmp_path / "rondo.db"
    own.write_text("what a community decided")
    lock = WriterLock(Database(f"sqlite:///{files[0]}").url).take()
    busy = rondo(tmp_path, "demo", "--reset")
    assert (busy.status, files[0].exists()) == (1, True)
    assert "Another Rondo is already writing to rondo-demo.db." in busy.words
    lock.release()
    said = rondo(tmp_path, "demo", "--reset")
    assert (said.status, [file.exists() for file in files]) == (0, [False] * 3)
    assert own.read_text() == "what a community decided"


# --- what a platform installs Rondo with --------------------------------------------------------------------------

APP = "12345678-abcd-1234-abcd-1234567890ab"


def test_slacks_manifest_can_be_piped_and_each_scope_is_explained_beside_it(tmp_path: Path) -> None:
    arguments = [*RONDO, "manifest", "slack", "--url", "https://rondo.example"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    called = subprocess.run(
        arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    scopes = json.loads(called.stdout)["oauth_config"]["scopes"]["bot"]
    explained = [line.partition(": ") for line in called.stderr.splitlines() if line.startswith("- ")]
    assert [name.removeprefix("- ") for name, _, _ in explained] == scopes
    assert all(why for _, _, why in explained)


@pytest.mark.parametrize("arguments", [(), ("--url", "http://rondo.example")])
def test_slack_needs_a_safe_address_or_none(arguments: tuple[str, ...], tmp_path: Path) -> None:
    said = rondo(tmp_path, "manifest", "slack", *arguments)
    assert said.status == 1
    assert "rondo manifest slack --url https://rondo.example" in said.words
    by_itself = rondo(tmp_path, "manifest", "slack", "--socket-mode")
    assert by_itself.status == 0
    assert '"socket_mode_enabled": true' in by_itself.words


@pytest.mark.parametrize("running_in", ["development", "production"])
def test_the_teams_package_is_written_whatever_else_is_not_set_up_yet(
    running_in: str, tmp_path: Path
) -> None:
    said = rondo(
        tmp_path,
        "manifest",
        "teams",
        "--url",
        "https://rondo.example",
        TEAMS_APP_ID=APP,
        RONDO_ENV=running_in,
    )
    assert said.status == 0, said.words
    assert [file.name for file in tmp_path.iterdir()] == ["rondo-teams.zip"]
    with ZipFile(tmp_path / "rondo-teams.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["id"] == APP
    assert "rondo-teams.zip is written. In the Teams admin centre: Teams apps" in said.words
    assert "- identity: to know who answers" in said.words
    assert "- messageTeamMembers: to write in private" in said.words
    assert "It does not ask to read conversations" in said.words


def test_the_teams_package_goes_where_it_is_wanted(tmp_path: Path) -> None:
    said = rondo(
        tmp_path, "manifest", "teams", "--url", "https://a.example", "--out", "b.zip", TEAMS_APP_ID=APP
    )
    assert (said.status, [file.name for file in tmp_path.iterdir()]) == (0, ["b.zip"])
    nowhere = rondo(
        tmp_path, "manifest", "teams", "--url", "https://a.example", "--out", "c/d.zip", TEAMS_APP_ID=APP
    )
    assert (nowhere.status, "Traceback" in nowhere.words, "c/d.zip" in nowhere.words) == (1, False, True)


@pytest.mark.parametrize(
    ("url", "app_id", "sentence"),
    [
        (
            "https://rondo.example",
            "",
            "TEAMS_APP_ID is not set, and the package names the bot by it. Copy it from",
        ),
        ("https://rondo.example", "rondo", "TEAMS_APP_ID must look like 12345678-abcd-"),
        ("http://rondo.example", APP, "Teams needs an https:// address, and 'http://rondo.example' is none."),
    ],
)
def test_what_the_teams_package_lacks_is_said(url: str, app_id: str, sentence: str, tmp_path: Path) -> None:
    said = rondo(tmp_path, "manifest", "teams", "--url", url, TEAMS_APP_ID=app_id)
    assert said.status == 1
    assert said.words.startswith(sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A database in which something was decided."""
    path = tmp_path / "rondo.db"
    with_schema(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with Writer(database, TurnedClock(), (on_recorded,)) as writer:
        community = a_community(writer)
        answer_all(writer, an_open_round(writer, community), community.members[:3])
    database.close()
    return path


def test_verify_names_the_first_row_in_which_a_byte_was_changed(journal: Path) -> None:
    with sqlite3.connect(journal) as connection:
        stream = connection.execute("SELECT stream_id FROM journal WHERE seq = 4 LIMIT 1").fetchone()[0]
        for number in (3, 4):
            connection.execute(
                "UPDATE journal SET entry = replace(entry, '\"format\":1', '\"format\":2') "
                "WHERE stream_id = ? AND seq = ?",
                (stream, number),
            )
        assert connection.total_changes == 2
    connection.close()
    said = rondo(journal.parent, "verify")
    assert said.status == 1
    assert "The first row that is wrong: journal: network" in said.words
    assert "number 3: its hash is not that of what stands there." in said.words


def test_verify_shows_how_far_it_is_in_a_window(journal: Path) -> None:
    window, inside = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TERM": "xterm"}
    with subprocess.Popen([*RONDO, "verify"], cwd=journal.parent, env=environment, stderr=inside):
        os.close(inside)
        shown = b""
        while chunk := _read(window):
            shown += chunk
    os.close(window)
    assert "Checking the journal ━" in plain(shown.decode())
    assert "The journal is whole." in plain(shown.decode())


def _read(window: int) -> bytes:
    try:
        return os.read(window, 4096)
    except OSError:
        return b""
