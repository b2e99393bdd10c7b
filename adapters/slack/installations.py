"""The workspaces that have Rondo, with what it speaks to them by, encrypted at rest.

The rows are kept by whoever implements ``InstallationRows``; only here can they be read.
"""

import base64
import json
from dataclasses import dataclass
from logging import Logger, getLogger
from typing import Any, Final, Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from adapters.slack.clients import Installed

_PURPOSE: Final = b"rondo/slack/installations/1"
_MOST_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class InstallationRow:
    """``tenant`` is the key: the workspace's id, or the enterprise's for an organisation-wide installation.
    ``enterprise`` is empty outside Enterprise Grid. ``sealed`` is text that only the secret key opens."""

    tenant: str
    enterprise: str
    sealed: str


class InstallationRows(Protocol):
    """Where installations are kept. ``save`` replaces the row of the same tenant."""

    async def save(self, row: InstallationRow) -> None: ...

    async def find(self, tenant: str) -> InstallationRow | None:
        """By tenant; failing that, the latest saved row whose ``enterprise`` it is."""
        ...

    async def delete(self, tenant: str) -> None: ...


class Seal:
    """Encrypts with the first secret key, and opens what any of them sealed, so that a key can be changed in two steps."""

    def __init__(self, *secret_keys: str) -> None:
        self._fernets = MultiFernet([Fernet(_derived(key)) for key in secret_keys])

    def close(self, facts: dict[str, Any]) -> str:
        return self._fernets.encrypt(json.dumps(facts).encode()).decode()

    def open(self, sealed: str) -> dict[str, Any] | None:
        """None when no key that we have opens it."""
        try:
            facts = json.loads(self._fernets.decrypt(sealed.encode()))
        except (InvalidToken, ValueError):
            return None
        return facts if isinstance(facts, dict) else None


def _derived(secret_key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(secret_key.encode()))


def _facts(installation: Installation) -> dict[str, Any]:
    facts = installation.to_dict()
    facts["installed_at"] = float(installation.installed_at)
    return {
        name: value for name, value in facts.items() if isinstance(value, str | int | float | bool | list)
    }


class Installations(AsyncInstallationStore):
    """Bolt's installation store over our rows; ``token_for`` is what every call to Slack asks."""

    def __init__(self, rows: InstallationRows, seal: Seal) -> None:
        self._rows, self._seal = rows, seal
        self._kept: dict[str, Installed] = {}
        self._logger = getLogger(__name__)

    @property
    def logger(self) -> Logger:
        return self._logger

    async def token_for(self, tenant: str) -> Installed | None:
        """Kept in memory after the first time; ``forget`` and a new installation change it."""
        kept = self._kept.get(tenant)
        if kept is None:
            found = await self._find(tenant)
            if found is None or not found.bot_token:
                return None
            kept = Installed(tenant, found.bot_token, found.bot_user_id or "")
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[tenant] = kept
        return kept

    async def forget(self, tenant: str) -> None:
        """Rondo was taken away there: its token is worth nothing now, and is not kept."""
        self._kept.clear()
        await self._rows.delete(tenant)

    async def _find(self, tenant: str) -> Installation | None:
        row = await self._rows.find(tenant)
        facts = self._seal.open(row.sealed) if row is not None else None
        if row is not None and facts is None:
            self._logger.error(
                "An installation cannot be opened with this secret key: install Rondo again there"
            )
        return Installation(**facts) if facts is not None else None

    # --- what Bolt and the SDK ask of a store ---

    async def async_save(self, installation: Installation) -> None:
        enterprise, team = installation.enterprise_id or "", installation.team_id or ""
        tenant = enterprise if installation.is_enterprise_install else team or enterprise
        self._kept.clear()
        await self._rows.save(InstallationRow(tenant, enterprise, self._seal.close(_facts(installation))))

    async def async_save_bot(self, bot: Bot) -> None:
        """Nothing: an installation holds its bot."""

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        for tenant in (None if is_enterprise_install else team_id, enterprise_id):
            if tenant and (found := await self._find(tenant)) is not None:
                return found
        return None

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        found = await self.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found is not None and found.bot_token else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self.forget(team_id or enterprise_id or "")

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        await self.forget(team_id or enterprise_id or "")


class OneWorkspace:
    """A single workspace by its bot token, without OAuth: it speaks for every tenant that comes in."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token_for(self, tenant: str) -> Installed | None:
        return Installed(tenant, self._token)

    async def forget(self, tenant: str) -> None:
        """The token is the operator's to change: nothing is kept here."""
