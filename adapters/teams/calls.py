"""What Rondo asks of Teams' connector, and what its refusals look like from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = Mapping[str, Any]


@dataclass
class CallFailed(Exception):
    """Teams said no (``status`` and its own ``code``), or nothing at all (``status`` 0). ``maybe_done``: it may have happened.
    ``retry_after`` is in seconds, when Teams said."""

    status: int
    code: str = ""
    retry_after: float | None = None
    maybe_done: bool = False

    __hash__ = Exception.__hash__

    def __str__(self) -> str:
        return f"{self.status} {self.code}".strip()


class Connector(Protocol):
    """Every call raises ``CallFailed`` and nothing else that is expected."""

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        """The new message's id."""
        ...

    async def update(self, service_url: str, conversation: str, message: str, activity: Json) -> None: ...

    async def begin_chat(self, service_url: str, tenant: str, handle: str) -> str:
        """The id of the personal chat with somebody; the same again when there is one."""
        ...

    async def people(self, service_url: str, conversation: str) -> Sequence[Json]:
        """Everyone in a team's channel or a chat, all pages of the roster."""
        ...
