"""What a platform gave when a workspace installed Rondo: sealed text, which storage keeps and does not read."""

from typing import Final

from sqlalchemy import Connection, select, update

from storage.people import Beginning, make_network
from storage.reading.people import workspace_network
from storage.tables import METADATA
from storage.unit import Unit

_workspace: Final = METADATA.tables["workspace"]


def save_installation(unit: Unit, platform: str, tenant: str, enterprise: str, sealed: str) -> None:
    """Replaces what was there for the workspace. A workspace that is new gets a network of its own."""
    if workspace_network(unit.connection, platform, tenant) is None:
        make_network(unit, Beginning(name=tenant), (platform, tenant))
    unit.connection.execute(
        update(_workspace)
        .where(_workspace.c.platform == platform, _workspace.c.tenant == tenant)
        .values(enterprise=enterprise, installation=sealed.encode(), installed_at=unit.now)
    )


def find_installation(connection: Connection, platform: str, tenant: str) -> tuple[str, str, str] | None:
    """Tenant, enterprise and the sealed text: the workspace's own, else the latest of the enterprise of that id."""
    w = _workspace.c
    chosen = select(w.tenant, w.enterprise, w.installation).where(
        w.platform == platform, w.installation.is_not(None)
    )
    row = connection.execute(chosen.where(w.tenant == tenant)).one_or_none()
    if row is None:
        of_enterprise = chosen.where(w.enterprise == tenant).order_by(w.installed_at.desc())
        row = connection.execute(of_enterprise.limit(1)).one_or_none()
    return None if row is None else (row.tenant, row.enterprise, row.installation.decode())


def delete_installation(unit: Unit, platform: str, tenant: str) -> None:
    """Forgets what the platform gave; the network and what it decided stay."""
    unit.connection.execute(
        update(_workspace)
        .where(_workspace.c.platform == platform, _workspace.c.tenant == tenant)
        .values(installation=None, installed_at=None)
    )
