"""The environment (and `.env`) as one typed object, and what is unsafe or half done in it.

`load_settings()` is the way in: in production it refuses, naming every problem at once; in development the
same sentences come back from `Settings.warnings()`, for the log and the page.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEFAULT_DATABASE_URL: Final = "sqlite:///rondo.db"
DEFAULT_SECRET_KEY: Final = "development-only-secret-key-never-for-production"  # noqa: S105
SHORTEST_SECRET_KEY: Final = 32
TO_MAKE_ONE: Final = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
SLACK_PAGE: Final = "your app's page at api.slack.com/apps"
AZURE_PAGE: Final = "the Azure portal, at your bot's Configuration"
BOT_FRAMEWORK: Final = (
    "channel_service",
    "to_bot_from_channel_openid_metadata_url",
    "to_bot_from_channel_token_issuer",
    "to_bot_from_emulator_openid_metadata_url",
    "to_channel_from_bot_login_url",
    "to_channel_from_bot_oauth_scope",
)


class RunningIn(StrEnum):
    """What Rondo is running for: trying out, or a community that relies on it."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class TeamsAppType(StrEnum):
    """How the bot is registered with Azure."""

    SINGLE_TENANT = "SingleTenant"
    MULTI_TENANT = "MultiTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


class SettingsRefused(Exception):
    """Rondo will not start with these settings; `problems` are sentences that say what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"- {problem}" for problem in problems))


class Settings(BaseSettings):
    """Everything that Rondo is told from outside. Each field is the environment variable of the same name."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    rondo_env: RunningIn = RunningIn.DEVELOPMENT
    rondo_base_url: str = ""
    rondo_secret_key: SecretStr = SecretStr(DEFAULT_SECRET_KEY)
    rondo_demo: bool = False
    port: int = Field(default=8000, ge=0, le=65535)
    database_url: SecretStr = SecretStr(DEFAULT_DATABASE_URL)

    slack_signing_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str | None = None

    teams_app_id: str | None = None
    teams_app_password: SecretStr | None = None
    teams_app_type: TeamsAppType = TeamsAppType.SINGLE_TENANT
    teams_tenant_id: str | None = None
    teams_allowed_tenants: Annotated[tuple[str, ...], NoDecode] = ()
    teams_playground: bool = False

    channel_service: str | None = None
    to_bot_from_channel_openid_metadata_url: str | None = None
    to_bot_from_channel_token_issuer: str | None = None
    to_bot_from_emulator_openid_metadata_url: str | None = None
    to_channel_from_bot_login_url: str | None = None
    to_channel_from_bot_oauth_scope: str | None = None

    smtp_url: SecretStr | None = None
    mail_from: str | None = None

    @field_validator("database_url")
    @classmethod
    def _with_our_driver(cls, value: SecretStr) -> SecretStr:
        return SecretStr(database_url_for_sqlalchemy(value.get_secret_value()))

    @field_validator("teams_allowed_tenants", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @property
    def in_production(self) -> bool:
        """Whether a community relies on this Rondo."""
        return self.rondo_env is RunningIn.PRODUCTION

    @property
    def base_url(self) -> str:
        """Where people reach this Rondo, without a slash at the end."""
        return (self.rondo_base_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is the embedded one, which allows a single process."""
        return self.database_url.get_secret_value().startswith("sqlite")

    @property
    def slack_installs(self) -> bool:
        """Whether workspaces install Rondo themselves, so that each has a token of its own."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def slack_over_http(self) -> bool:
        """Whether Slack can send signed requests to `/slack/events`."""
        return bool(self.slack_signing_secret and (self.slack_bot_token or self.slack_installs))

    @property
    def slack_over_socket(self) -> bool:
        """Whether Rondo opens the connection to Slack itself (Socket Mode)."""
        return bool(self.slack_app_token and self.slack_bot_token)

    @property
    def slack_configured(self) -> bool:
        """Whether Rondo can work in Slack at all, over HTTP or Socket Mode."""
        return self.slack_over_http or self.slack_over_socket

    @property
    def teams_configured(self) -> bool:
        """Whether Rondo can work in Teams with its requests authenticated, or in the playground on this machine without."""
        managed = self.teams_app_type is TeamsAppType.MANAGED_IDENTITY
        registered = bool(self.teams_app_id and (managed or self.teams_app_password))
        return registered or (self.teams_playground and not self.teams_app_id)

    @property
    def teams_tenants(self) -> frozenset[str]:
        """The tenants that may talk to the bot: those listed, else the bot's own."""
        own = (self.teams_tenant_id,) if self.teams_tenant_id else ()
        return frozenset(self.teams_allowed_tenants or own)

    @property
    def bot_framework(self) -> Mapping[str, str]:
        """The Bot Framework's own settings that are given, by its own upper-case names."""
        given = ((name.upper(), getattr(self, name)) for name in BOT_FRAMEWORK)
        return {name: value for name, value in given if value}

    @property
    def email_configured(self) -> bool:
        """Whether Rondo can send email."""
        return bool(self.smtp_url and self.mail_from)

    def problems(self) -> tuple[str, ...]:
        """What production would refuse: one sentence each, with what to do and where the value comes from."""
        return (*_own_problems(self), *_slack_problems(self), *_teams_problems(self), *_email_problems(self))

    def missing(self) -> tuple[str, ...]:
        """What could be set up and is not: one sentence each, with how."""
        return tuple(_not_set_up(self))

    def warnings(self) -> tuple[str, ...]:
        """The problems while they are allowed, for the log and the page. None in production."""
        return () if self.in_production else self.problems()


NO_PLATFORMS: Final[Mapping[str, Any]] = {
    "slack_signing_secret": None,
    "slack_bot_token": None,
    "slack_app_token": None,
    "slack_client_id": None,
    "slack_client_secret": None,
    "slack_api_url": None,
    "teams_app_id": None,
    "teams_app_password": None,
    "teams_playground": False,
    "smtp_url": None,
    "mail_from": None,
}
"""For the sample network, which talks to nobody outside, whatever the environment holds."""


def load_settings(env_file: Path | str | None = ".env", **given: Any) -> Settings:
    """Read the environment and `env_file`; `given` wins over both.

    Refuses (`SettingsRefused`) a value that cannot be read and, in production, each unsafe or half-done one.
    """
    try:
        settings = Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise SettingsRefused(tuple(_unreadable(error))) from None
    if settings.in_production and (problems := settings.problems()):
        raise SettingsRefused(problems)
    return settings


def database_url_for_sqlalchemy(url: str) -> str:
    """The address in the form that SQLAlchemy takes, with psycopg for PostgreSQL; hosts give out `postgres://`."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg", "sqlite"}:
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return f"postgresql+psycopg://{rest}" if scheme.startswith("postgres") else url


def _unreadable(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in detail["loc"]).upper()
        why = detail["msg"].removeprefix("Value error, ")
        yield f"{name} cannot be read: {why[:1].lower()}{why[1:]}. Correct it in the environment or in .env."


def _not_set_up(settings: Settings) -> Iterator[str]:
    if not settings.slack_configured:
        yield (
            "Slack is not set up. Make an app at api.slack.com/apps, From a manifest, with what this prints: "
            "rondo manifest slack --url https://your-address. Then set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN."
        )
    if not settings.teams_configured:
        yield (
            "Teams is not set up. Register a bot in the Azure portal, single tenant, with the messaging endpoint "
            "https://your-address/api/messages. Set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID. Then upload "
            "in the Teams admin centre what this writes: rondo manifest teams --url https://your-address."
        )
    if not settings.smtp_url and not settings.mail_from:
        yield (
            "Email is not set up, so who came by a personal link is not written to. Set SMTP_URL and MAIL_FROM; "
            "your mail provider shows both."
        )


def _own_problems(settings: Settings) -> Iterator[str]:
    key = settings.rondo_secret_key.get_secret_value()
    if key == DEFAULT_SECRET_KEY:
        yield f"RONDO_SECRET_KEY is not set: anyone could forge personal links. Make one with: {TO_MAKE_ONE}"
    elif len(key) < SHORTEST_SECRET_KEY:
        yield (
            f"RONDO_SECRET_KEY is shorter than {SHORTEST_SECRET_KEY} characters, so it could be guessed. "
            f"Make a longer one with: {TO_MAKE_ONE}"
        )
    if urlsplit(settings.base_url).scheme != "https":
        yield (
            f"RONDO_BASE_URL is {settings.base_url}, which is not encrypted. "
            "Set it to the https:// address at which people reach Rondo."
        )
    if settings.on_sqlite and "database_url" not in settings.model_fields_set:
        yield (
            "DATABASE_URL is not set, so everything is kept in rondo.db in this folder, which many hosts "
            "delete at each start. Set it to your PostgreSQL database (your host shows its address), or to "
            "sqlite:/// and a path that is kept and backed up."
        )
    if settings.rondo_demo:
        yield "RONDO_DEMO is on: anyone can act as any sample member. Remove it, and start with: rondo serve"


def _slack_problems(settings: Settings) -> Iterator[str]:
    if (settings.slack_bot_token or settings.slack_installs) and not (
        settings.slack_signing_secret or settings.slack_over_socket
    ):
        yield (
            "SLACK_SIGNING_SECRET is missing, so Rondo could not tell Slack's requests from forged ones. "
            f"Copy it from {SLACK_PAGE}, under Basic Information; or set SLACK_APP_TOKEN to use Socket Mode."
        )
    if (settings.slack_signing_secret or settings.slack_app_token) and not (
        settings.slack_bot_token or settings.slack_installs
    ):
        yield (
            f"SLACK_BOT_TOKEN is missing, so Rondo could not answer in Slack. Copy it from {SLACK_PAGE}, "
            "under OAuth & Permissions; or set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, for workspaces to "
            "install Rondo themselves."
        )
    yield from _half(
        settings,
        "slack_client_id",
        "slack_client_secret",
        f"Copy it from {SLACK_PAGE}, under Basic Information",
    )
    yield from _wrong_start(settings.slack_bot_token, "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions")
    yield from _wrong_start(settings.slack_app_token, "SLACK_APP_TOKEN", "xapp-", "Basic Information")


def _wrong_start(token: SecretStr | None, name: str, start: str, section: str) -> Iterator[str]:
    if token and not token.get_secret_value().startswith(start):
        yield (
            f"{name} does not begin with {start}, so it is another kind of token. "
            f"Copy it from {SLACK_PAGE}, under {section}."
        )


def _half(settings: Settings, one: str, other: str, how: str) -> Iterator[str]:
    """A sentence where only one of two settings is there that need each other."""
    for present, absent in ((one, other), (other, one)):
        if getattr(settings, present) and not getattr(settings, absent):
            yield f"{absent.upper()} is missing, and {present.upper()} is of no use without it. {how}."


def _teams_problems(settings: Settings) -> Iterator[str]:
    if settings.teams_app_password and not settings.teams_app_id:
        yield (
            "TEAMS_APP_ID is empty, and the Bot Framework would then accept requests from anyone. "
            f"Copy it from {AZURE_PAGE} (Microsoft App ID), or remove TEAMS_APP_PASSWORD to do without Teams."
        )
    if settings.teams_app_id and not settings.teams_configured:
        yield (
            "TEAMS_APP_PASSWORD is missing, so Rondo could not sign in to Teams. Make a client secret at "
            "Certificates & secrets of the app's registration in the Azure portal."
        )
    if settings.teams_playground:
        yield (
            "TEAMS_PLAYGROUND is on: without TEAMS_APP_ID anyone on this machine can speak as any member. It is "
            "for trying out in the Agents Playground. Remove it."
        )
    if settings.teams_app_id and not settings.teams_tenants:
        yield (
            "Nothing says which organisations may use the bot in Teams. Set TEAMS_TENANT_ID (the Directory "
            "ID in the Azure portal, under Microsoft Entra ID), or list several in TEAMS_ALLOWED_TENANTS, "
            "with commas."
        )
    elif (
        settings.teams_app_id
        and settings.teams_app_type is TeamsAppType.SINGLE_TENANT
        and not settings.teams_tenant_id
    ):
        yield (
            "TEAMS_TENANT_ID is missing, and a SingleTenant bot signs in at its own tenant. Copy the Directory ID "
            "from the Azure portal, under Microsoft Entra ID."
        )


def _email_problems(settings: Settings) -> Iterator[str]:
    yield from _half(settings, "smtp_url", "mail_from", "Your mail provider shows both")
    if settings.smtp_url and urlsplit(settings.smtp_url.get_secret_value()).scheme not in {"smtp", "smtps"}:
        yield "SMTP_URL must look like smtps://user:password@mail.example.org:465; your provider shows it."
