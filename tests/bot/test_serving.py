"""Starting: one Rondo for an embedded database, and a sample network that reaches nobody outside."""

from pathlib import Path

import pytest
from sqlalchemy import inspect
from typer.testing import CliRunner

from bot.cli import app
from bot.house import build
from bot.settings import NO_PLATFORMS, load_settings
from storage.database import Database
from storage.lock import WriterLock
from tests.fakes.slack import FakeSlack


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["migrate"]])
def test_a_second_rondo_is_refused_in_a_sentence_and_changes_nothing(url: str, command: list[str]) -> None:
    database = Database(url)
    with WriterLock(database.url):
        ran = CliRunner().invoke(app, command)
    assert ran.exit_code == 1
    assert "Another Rondo is already writing" in " ".join(ran.output.split())
    assert "Traceback" not in ran.output
    with database.reading.connect() as connection:
        assert inspect(connection).get_table_names() == [], "no migration has run"
    database.close()


def test_the_lock_can_be_taken_again_by_who_holds_it(url: str) -> None:
    lock = WriterLock(Database(url).url).take()
    lock.take()
    lock.release()
    WriterLock(Database(url).url).take().release()


def test_the_sample_network_reaches_nobody_outside(url: str) -> None:
    Path(".env").write_text(
        "SLACK_SIGNING_SECRET=s\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n"
        "SLACK_CLIENT_ID=1\nSLACK_CLIENT_SECRET=2\nSLACK_API_URL=http://localhost:1/\n"
        "TEAMS_APP_ID=1\nTEAMS_APP_PASSWORD=2\n"
        "SMTP_URL=smtp://mail.example.org\nMAIL_FROM=rondo@example.org\n"
    )
    assert load_settings().slack_configured
    settings = load_settings(**NO_PLATFORMS, rondo_demo=True)
    assert not settings.slack_configured
    assert not settings.email_configured
    house = build(settings)
    assert house.slack is None
    assert not house.senders
    house.database.close()


@pytest.mark.parametrize(("receiving", "sockets"), [(True, 1), (False, 0)])
async def test_a_worker_alone_receives_nothing_from_slack(url: str, receiving: bool, sockets: int) -> None:
    async with FakeSlack() as slack:
        tokens = {"slack_bot_token": slack.token, "slack_app_token": slack.app_token}
        house = build(load_settings(**tokens, slack_api_url=slack.api_url, database_url=url))
        await house.open(receiving=receiving)
        await house.close()
        assert slack.methods.count("apps.connections.open") == sockets
