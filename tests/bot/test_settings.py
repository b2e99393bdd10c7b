"""Settings: read from the environment, safe in production, and clear about what is missing."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import (
    DEFAULT_SECRET_KEY,
    NO_PLATFORMS,
    RunningIn,
    Settings,
    SettingsRefused,
    database_url_for_sqlalchemy,
    load_settings,
)

SAFE: dict[str, Any] = {
    "rondo_env": "production",
    "rondo_secret_key": "k" * 48,
    "rondo_base_url": "https://rondo.example.org",
    "database_url": "postgresql://rondo@localhost/rondo",
}


def test_without_any_setting_it_runs_on_an_embedded_database_for_trying_out() -> None:
    settings = load_settings(env_file=None)
    assert settings.rondo_env is RunningIn.DEVELOPMENT
    assert settings.port == 8000
    assert settings.base_url == "http://localhost:8000"
    assert settings.on_sqlite
    assert not settings.slack_configured
    assert not settings.teams_configured
    assert not settings.email_configured


def test_the_address_follows_the_port_unless_it_is_given() -> None:
    assert load_settings(env_file=None, port=9000).base_url == "http://localhost:9000"
    assert load_settings(env_file=None, rondo_base_url="https://a.example/").base_url == "https://a.example"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=7001\nMAIL_FROM=rondo@example.org\nUNKNOWN=ignored\nRONDO_BASE_URL=\n")
    monkeypatch.setenv("PORT", "7002")
    settings = load_settings(env_file=file)
    assert (settings.port, settings.mail_from) == (7002, "rondo@example.org")


def test_settings_cannot_be_changed_while_running() -> None:
    settings = load_settings(env_file=None)
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d?sslmode=require", "postgresql+psycopg://u:p@h/d?sslmode=require"),
        ("postgresql+psycopg://u@/d?host=/tmp", "postgresql+psycopg://u@/d?host=/tmp"),
        ("sqlite:///rondo.db", "sqlite:///rondo.db"),
    ],
)
def test_a_database_address_is_taken_in_the_form_that_hosts_give_out(given: str, used: str) -> None:
    assert database_url_for_sqlalchemy(given) == used
    assert load_settings(env_file=None, database_url=given).database_url.get_secret_value() == used


def test_values_that_cannot_be_read_are_all_named_and_never_shown() -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(env_file=None, port="abc", database_url="mysql://u:hush@h/d", rondo_env="staging")
    assert len(refused.value.problems) == 3
    said = str(refused.value)
    assert all(name in said for name in ("PORT", "DATABASE_URL", "RONDO_ENV"))
    assert "hush" not in said


def test_secrets_do_not_appear_when_settings_are_printed() -> None:
    secrets = {
        "rondo_secret_key": "hush-1" * 8,
        "database_url": "postgresql://u:hush-2@h/d",
        "slack_signing_secret": "hush-3",
        "slack_bot_token": "xoxb-hush-4",
        "slack_app_token": "xapp-hush-5",
        "slack_client_secret": "hush-6",
        "teams_app_password": "hush-7",
        "smtp_url": "smtps://u:hush-8@h",
    }
    settings = load_settings(env_file=None, **secrets)
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert "hush" not in shown


def test_a_safe_production_starts_and_has_nothing_to_warn_of() -> None:
    settings = load_settings(env_file=None, **SAFE)
    assert settings.in_production
    assert settings.warnings() == ()


FULL_SLACK: dict[str, Any] = {"slack_signing_secret": "s", "slack_bot_token": "xoxb-1"}
FULL_TEAMS: dict[str, Any] = {"teams_app_id": "a", "teams_app_password": "p", "teams_tenant_id": "t"}


@pytest.mark.parametrize(
    "complete",
    [
        FULL_SLACK,
        {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"},
        {"slack_signing_secret": "s", "slack_client_id": "c", "slack_client_secret": "d"},
        FULL_TEAMS,
        {"teams_app_id": "a", "teams_app_type": "UserAssignedMSI", "teams_tenant_id": "t"},
        {
            "teams_app_id": "a",
            "teams_app_password": "p",
            "teams_app_type": "MultiTenant",
            "teams_allowed_tenants": "t1, t2",
        },
        {"smtp_url": "smtps://u:p@h:465", "mail_from": "rondo@example.org"},
        {"database_url": "sqlite:////srv/rondo.db"},
    ],
)
def test_production_accepts_what_is_complete(complete: dict[str, Any]) -> None:
    assert load_settings(env_file=None, **(SAFE | complete)).problems() == ()


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"rondo_secret_key": DEFAULT_SECRET_KEY}, "RONDO_SECRET_KEY"),
        ({"rondo_secret_key": "short"}, "RONDO_SECRET_KEY"),
        ({"rondo_base_url": "http://rondo.example.org"}, "RONDO_BASE_URL"),
        ({"rondo_base_url": ""}, "RONDO_BASE_URL"),
        ({"rondo_demo": True}, "RONDO_DEMO"),
        ({"slack_bot_token": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"slack_client_id": "c", "slack_client_secret": "d"}, "SLACK_SIGNING_SECRET"),
        ({"slack_signing_secret": "s"}, "SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xapp-1"}, "SLACK_BOT_TOKEN"),
        (FULL_SLACK | {"slack_client_id": "c"}, "SLACK_CLIENT_SECRET"),
        (FULL_SLACK | {"slack_client_secret": "d"}, "SLACK_CLIENT_ID"),
        (FULL_SLACK | {"slack_bot_token": "xoxp-1"}, "SLACK_BOT_TOKEN does not begin"),
        (FULL_SLACK | {"slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN does not begin"),
        ({"teams_app_password": "p"}, "TEAMS_APP_ID is empty"),
        ({"teams_app_id": "a", "teams_tenant_id": "t"}, "TEAMS_APP_PASSWORD"),
        ({"teams_app_id": "a", "teams_app_password": "p"}, "TEAMS_TENANT_ID"),
        (
            {"teams_app_id": "a", "teams_app_password": "p", "teams_allowed_tenants": "t1"},
            "TEAMS_TENANT_ID is missing",
        ),
        ({"teams_playground": True}, "TEAMS_PLAYGROUND"),
        (FULL_TEAMS | {"teams_playground": True}, "TEAMS_PLAYGROUND"),
        ({"smtp_url": "smtps://h"}, "MAIL_FROM"),
        ({"mail_from": "a@example.org"}, "SMTP_URL"),
        ({"smtp_url": "https://h", "mail_from": "a@example.org"}, "SMTP_URL must look like"),
    ],
)
def test_production_refuses_what_is_unsafe_or_half_done(unsafe: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(env_file=None, **(SAFE | unsafe))
    assert len(refused.value.problems) == 1
    assert named in refused.value.problems[0]
    development = load_settings(env_file=None, **(SAFE | unsafe | {"rondo_env": "development"}))
    assert development.warnings() == refused.value.problems


def test_production_on_sqlite_needs_a_stated_place() -> None:
    with pytest.raises(SettingsRefused, match="DATABASE_URL is not set"):
        load_settings(env_file=None, **{name: SAFE[name] for name in SAFE if name != "database_url"})


def test_production_names_every_problem_at_once() -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(env_file=None, rondo_env="production", slack_bot_token="xoxb-1", teams_app_password="p")
    said = str(refused.value)
    names = ("RONDO_SECRET_KEY", "RONDO_BASE_URL", "DATABASE_URL", "SLACK_SIGNING_SECRET", "TEAMS_APP_ID")
    assert all(name in said for name in names)


@pytest.mark.parametrize(
    ("complete", "name", "how"),
    [
        (FULL_SLACK, "Slack", "rondo manifest slack --url https://your-address"),
        (FULL_TEAMS, "Teams", "rondo manifest teams --url https://your-address"),
        ({"smtp_url": "smtps://h", "mail_from": "a@example.org"}, "Email", "Set SMTP_URL and MAIL_FROM"),
    ],
)
def test_what_is_not_set_up_is_named_with_how_until_it_is(
    complete: dict[str, Any], name: str, how: str
) -> None:
    (told,) = [
        said for said in load_settings(env_file=None).missing() if said.startswith(f"{name} is not set up")
    ]
    assert how in told
    assert not any(said.startswith(name) for said in load_settings(env_file=None, **complete).missing())


@pytest.mark.parametrize("half", [{"smtp_url": "smtps://h"}, {"mail_from": "a@example.org"}])
def test_email_that_is_set_up_by_half_is_not_said_to_be_wholly_missing(half: dict[str, Any]) -> None:
    settings = load_settings(env_file=None, **half)
    assert not any(said.startswith("Email") for said in settings.missing())
    assert any("is of no use without it" in said for said in settings.problems())


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDO_SECRET_KEY", "")
    assert load_settings(env_file=None).rondo_secret_key.get_secret_value() == DEFAULT_SECRET_KEY


def test_a_bot_for_one_organisation_lets_in_its_own_tenant() -> None:
    settings = load_settings(env_file=None, **FULL_TEAMS)
    assert settings.teams_tenants == {"t"}
    several = load_settings(env_file=None, **FULL_TEAMS, teams_allowed_tenants="t1, t2,")
    assert several.teams_tenants == {"t1", "t2"}


def test_the_playground_needs_no_registration() -> None:
    assert load_settings(env_file=None, teams_playground=True).teams_configured
    half = load_settings(env_file=None, teams_playground=True, teams_app_id="a")
    assert not half.teams_configured
    assert not load_settings(env_file=None, **NO_PLATFORMS).teams_configured


def test_the_bot_frameworks_own_settings_are_passed_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TO_BOT_FROM_CHANNEL_TOKEN_ISSUER", "https://issuer.example")
    assert load_settings(env_file=None).bot_framework == {
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": "https://issuer.example"
    }


def test_the_example_file_names_every_setting() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    unnamed = [name for name in Settings.model_fields if f"{name.upper()}=" not in example]
    assert unnamed == ["rondo_demo"]
