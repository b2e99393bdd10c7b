"""How messages leave: the Protocol that each platform's ``send.py`` fulfils and ``bot/worker.py`` drives."""

from dataclasses import dataclass
from typing import Final, Protocol

from adapters.cards import Card, PersonalCard
from adapters.desk import Account, PlaceKey


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that has been sent, as its platform names it (Slack: channel and ts)."""

    conversation: str
    message: str
    link: str = ""
    """An address that opens the message, when the platform has one."""


@dataclass
class DeliveryFailed(Exception):
    """It did not go out. ``permanent``: trying again is no use, a person must act; ``why`` is a stable word for it
    (``channel_gone``, ``not_invited``, ``token_revoked``, ``account_inactive``, ``refused``, ``busy``, ``unreachable``, ...).
    ``retry_after`` is in seconds, when the platform said. ``maybe_sent``: it may have arrived all the same."""

    permanent: bool
    why: str
    retry_after: float | None = None
    maybe_sent: bool = False

    __hash__ = Exception.__hash__


A_DAY: Final = 24 * 3600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` calls in ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What one lane may do. ``post`` counts for each conversation, ``edit`` and ``direct`` for each tenant. ``each`` are limits
    of a conversation, for all that is sent or edited there, and ``all`` of the tenant; ``between_edits`` is how many seconds a
    card's next edit waits, at the least. ``longest_wait`` is how many seconds lie between two tries of one message, at the most,
    and for ``keeps_trying`` seconds no message is given up whose failure may pass, however often it was tried; for
    ``waits_for_server`` seconds none to a person where the server itself is away."""

    post: Rate
    edit: Rate
    direct: Rate
    each: tuple[Rate, ...] = ()
    all: Rate | None = None
    between_edits: float = 1.0
    longest_wait: float = 600.0
    keeps_trying: float = 0.0
    waits_for_server: float = 0.0


class Sender(Protocol):
    """Sends for one platform. Every call either returns or raises ``DeliveryFailed``; anything else is a bug.

    ``key`` is the same at each try of one message. With ``again`` an earlier try may have arrived: the sender looks for it
    (by ``key``) and edits it instead of posting again.
    """

    rates: Rates

    async def post(
        self,
        place: PlaceKey,
        card: Card,
        *,
        key: str,
        again: bool,
        thread: MessageRef | None = None,
        broadcast: bool = False,
    ) -> MessageRef: ...

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef: ...

    async def edit(self, tenant: str, at: MessageRef, card: Card) -> None: ...
