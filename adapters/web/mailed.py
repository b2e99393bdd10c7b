"""The addresses in emails that say something by themselves: one answer (``/tap/…``), and no more reminders by email
(``/quiet/…``).

What they hold is under our signature. A ``/tap/…`` names the link that was made for its email, so it speaks for the same person,
ends on the same day and stops with all other links of theirs. A ``/quiet/…`` can only turn reminders off and on; it never ends.
"""

import hashlib
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from adapters.cards import Action
from decisions.refusals import Refusal

TAP: Final = "/tap/"
QUIET: Final = "/quiet/"
_SIGNING: Final = {"digest_method": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Tapped:
    """``digest``: of the personal link that was made for the email."""

    digest: str
    action: Action


class MailSeals:
    """Makes and reads what those addresses hold."""

    def __init__(self, secret_key: str) -> None:
        self._taps = URLSafeSerializer(secret_key, salt="rondo.mail.tap", signer_kwargs=_SIGNING)
        self._quiet = URLSafeSerializer(secret_key, salt="rondo.mail.quiet", signer_kwargs=_SIGNING)

    def tap(self, base_url: str, digest: str, action: Action) -> str:
        return f"{base_url}{TAP}{self._taps.dumps([digest, str(action)])}"

    def tapped(self, token: str) -> Tapped | None:
        """None for what we have not signed."""
        try:
            digest, text = self._taps.loads(token)
            action = Action.parse(text)
        except (BadData, TypeError, ValueError, AttributeError):
            return None
        return None if action is None else Tapped(str(digest), action)

    def quiet(self, base_url: str, network: UUID, member: UUID) -> str:
        return f"{base_url}{QUIET}{self._quiet.dumps([network.hex, member.hex])}"

    def quieted(self, token: str) -> tuple[UUID, UUID] | None:
        """The network and the member; None for what we have not signed."""
        try:
            network, member = self._quiet.loads(token)
            return UUID(network), UUID(member)
        except (BadData, TypeError, ValueError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class MailReader:
    """Somebody whom reminders reach by email, or not: ``on``."""

    name: str
    locale: str
    on: bool


class MailWishes(Protocol):
    """Who wants reminders by email."""

    async def reader(self, network: UUID, member: UUID) -> MailReader | None:
        """None where there is no such person any more. Only reads."""
        ...

    async def set(self, network: UUID, member: UUID, *, on: bool) -> Refusal | None:
        """Sets it so; nothing where it is so already. A refusal only says that nothing could be recorded now."""
        ...
