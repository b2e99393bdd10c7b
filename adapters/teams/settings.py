"""What the Teams adapter is told. Nothing of the Bot Framework is imported here, so that reading settings stays quick."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MANAGED_IDENTITY: Final = "UserAssignedMSI"
MULTI_TENANT: Final = "MultiTenant"
SINGLE_TENANT: Final = "SingleTenant"


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """``bot_framework`` holds the Bot Framework's own settings by their upper-case names; ``allowed_tenants`` are the
    organisations whose people may speak to the bot. ``playground`` is for trying out on one machine: see ``unauthenticated``.

    Refuses (``ValueError``) to be without an app id: the Bot Framework would then let in anyone at all.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: str = SINGLE_TENANT
    tenant_id: str = ""
    allowed_tenants: frozenset[str] = frozenset()
    bot_framework: Mapping[str, str] = field(default_factory=dict)
    playground: bool = False

    def __post_init__(self) -> None:
        if not self.app_id and not self.playground:
            raise ValueError("TEAMS_APP_ID is empty: without it anybody could speak as Teams.")

    @property
    def unauthenticated(self) -> bool:
        """Whether requests carry no token: the Agents Playground on this machine, and nothing else."""
        return self.playground and not self.app_id
