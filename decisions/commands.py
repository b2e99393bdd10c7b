"""What every command is: an imperative, with the member who gives it and the stream that it is about."""

from dataclasses import dataclass
from uuid import UUID

from decisions.ids import MemberId, NetworkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``by`` comes from the recognised account, never from a payload. ``stream`` is the id of the subject."""

    network_id: NetworkId
    by: MemberId

    @property
    def stream(self) -> UUID:
        raise NotImplementedError
