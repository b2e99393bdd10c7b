"""The workspaces that installed Rondo, kept in our own tables."""

from dataclasses import dataclass

from adapters.desk import Platform
from adapters.slack.installations import InstallationRow
from storage.database import Database
from storage.installations import delete_installation, find_installation, save_installation
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class InstalledRows:
    """Fulfils ``adapters.slack.installations.InstallationRows``."""

    database: Database
    writer: Writer

    async def save(self, row: InstallationRow) -> None:
        await self.writer.run(
            lambda unit: save_installation(unit, Platform.SLACK, row.tenant, row.enterprise, row.sealed)
        )

    async def find(self, tenant: str) -> InstallationRow | None:
        found = await self.database.read(lambda c: find_installation(c, Platform.SLACK, tenant))
        return InstallationRow(*found) if found else None

    async def delete(self, tenant: str) -> None:
        await self.writer.run(lambda unit: delete_installation(unit, Platform.SLACK, tenant))
