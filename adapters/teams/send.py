"""Messages out to Teams: posts, personal messages and edits, and what Teams' refusals mean for the worker."""

import asyncio
from collections.abc import Awaitable, Callable
from secrets import randbelow
from typing import Final, TypeVar
from urllib.parse import quote, urlencode

from adapters.cards import Action, Buttons, Card, PersonalCard, SharedCard
from adapters.delivery import A_DAY, DeliveryFailed, MessageRef, Rate, Rates
from adapters.desk import Account, PlaceKey
from adapters.present.verbs import Verb
from adapters.teams.calls import CallFailed, Connector, Json
from adapters.teams.read import OWN_VIEW, Kind, Origin
from adapters.teams.references import Known, Noting, Reached, References
from adapters.teams.render import CONTENT_TYPE
from adapters.teams.render import card as drawn_card

T = TypeVar("T")
RATES: Final = Rates(
    post=Rate(7, 1.0),
    edit=Rate(40, 1.0),
    direct=Rate(40, 1.0),
    each=(Rate(7, 1.0), Rate(8, 2.0), Rate(60, 30.0), Rate(1_800, 3_600.0)),
    all=Rate(45, 1.0),
    between_edits=10.0,
    waits_for_server=A_DAY,
)
"""Teams: in a conversation 7 messages in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour; 50 requests a second for a bot in a tenant.
Each edit makes up to 60 clients ask for their own view, so a card is edited at most once in ten seconds after the first."""
VIEWS: Final = 60
"""People of a place up to whom each gets a view of their own."""
BLOCKED: Final = frozenset({"MessageWritesBlocked", "ConversationBlockedByUser"})
PASSING: Final = frozenset({408, 412, 425, 429, 500, 502, 503, 504})
TRIES: Final = 4
"""Of an answer that somebody waits for, and that no worker will send again."""
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 10.0
"""Seconds until the next try; twice as many each time, or as many as Teams says."""


class TeamsSender:
    """Fulfils ``adapters.delivery.Sender``. Teams shows a bot no earlier messages, so one whose answer was lost is sent again
    (docs/decisions/0029-teams-sends-at-least-once.md)."""

    rates = RATES

    def __init__(self, connector: Connector, references: References, noting: Noting) -> None:
        self._connector, self._references, self._noting = connector, references, noting

    async def post(
        self,
        place: PlaceKey,
        card: Card,
        *,
        key: str,
        again: bool,
        thread: MessageRef | None = None,
        broadcast: bool = False,
    ) -> MessageRef:
        """A new post; or, in a channel, an answer in ``thread`` unless it is for everyone (``broadcast``)."""
        there = await self._there(place.tenant, place.conversation)
        conversation = place.conversation
        if there.kind is Kind.CHANNEL and thread is not None and not broadcast:
            conversation = f"{conversation};messageid={thread.message}"
        activity = await self._activity(place, card)
        written = await _call(self._connector.send(there.service_url, conversation, activity))
        return MessageRef(place.conversation, written, link(there, written))

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        """One try: the worker knows when to try again."""
        known = await self._chat(account)
        written = await self._to(known, message(drawn_card(card), card), tries=1)
        return MessageRef(known.conversation, written)

    async def edit(self, tenant: str, at: MessageRef, card: Card) -> None:
        there = await self._there(tenant, at.conversation)
        place = None if there.kind is Kind.PERSONAL else there
        activity = (
            message(drawn_card(card), card) if place is None else await self._activity(there.place, card)
        )
        await _call(self._connector.update(there.service_url, at.conversation, at.message, activity))

    async def tell(self, account: Account, content: Json, notification: str) -> None:
        """A card that is drawn already, in somebody's personal chat."""
        known = await self._chat(account)
        activity = {"type": "message", "summary": notification, "attachments": [_attached(content)]}
        await self._to(known, activity, tries=TRIES)

    async def handles(self, place: PlaceKey) -> tuple[str, ...]:
        """Who gets a view of their own there; () where there are too many people for that."""
        return await self._references.handles(place, VIEWS)

    async def answer(self, origin: Origin, content: Json, notification: str, *, in_thread: str = "") -> None:
        """A card in answer to words, where they were said."""
        conversation = origin.conversation.id
        if origin.conversation.kind is Kind.CHANNEL and in_thread:
            conversation = f"{conversation};messageid={in_thread}"
        activity = {"type": "message", "summary": notification, "attachments": [_attached(content)]}
        await _tried(lambda: self._connector.send(origin.service_url, conversation, activity), TRIES)

    # --- where ---

    async def _to(self, known: Known, activity: Json, tries: int) -> str:
        """In somebody's personal chat. Who has blocked Rondo is remembered until they write to it, or install it again."""
        try:
            return await _tried(
                lambda: self._connector.send(known.service_url, known.conversation, activity), tries
            )
        except DeliveryFailed as failure:
            if failure.why == "blocked":
                chat = Reached(known.tenant, known.conversation, known.service_url, Kind.PERSONAL)
                await self._noting.gone(chat)
            raise

    async def _activity(self, place: PlaceKey, card: Card) -> Json:
        refresh = refresh_of(card)
        handles = await self.handles(place) if refresh is not None else ()
        return message(drawn_card(card, refresh_for=handles, refresh=refresh), card)

    async def _there(self, tenant: str, conversation: str) -> Reached:
        there = await self._references.place(tenant, conversation)
        if there is None or there.gone:
            raise DeliveryFailed(permanent=True, why="not_installed")
        return there

    async def _chat(self, account: Account) -> Known:
        """The personal chat with somebody, begun once."""
        known = await self._references.person(account.tenant, account.user)
        if known is None:
            raise DeliveryFailed(permanent=True, why="person_gone")
        if known.conversation:
            there = await self._references.place(account.tenant, known.conversation)
            if there is not None and there.gone:
                raise DeliveryFailed(permanent=True, why="blocked")
            return known
        begun = await _call(
            self._connector.begin_chat(known.service_url, account.tenant, known.handle), sends=False
        )
        chat = Known(known.tenant, known.user, known.handle, known.service_url, begun)
        await self._references.note_place(Reached(known.tenant, begun, known.service_url, Kind.PERSONAL))
        await self._references.note_people((chat,))
        return chat


def refresh_of(card: Card) -> Action | None:
    """What a shared card asks for to become somebody's own view: that of the round that its buttons are about."""
    if not isinstance(card, SharedCard):
        return None
    actions = (each.action for block in card.blocks if isinstance(block, Buttons) for each in block.buttons)
    more = next((action for action in actions if action.verb == Verb.MORE), None)
    return Action(OWN_VIEW, more.id, more.version) if more is not None else None


def message(content: Json, card: Card) -> Json:
    return {"type": "message", "summary": card.notification, "attachments": [_attached(content)]}


def _attached(content: Json) -> Json:
    return {"contentType": CONTENT_TYPE, "content": content}


def link(there: Reached, written: str) -> str:
    """An address that opens a message in Teams; empty for a personal chat, which has none. (A ``groupId`` would be the
    directory's name of the team, which Teams does not tell with a message.)"""
    if there.kind is Kind.PERSONAL:
        return ""
    parts = {"tenantId": there.tenant}
    if there.kind is Kind.GROUP:
        parts["context"] = '{"contextType":"chat"}'
    where = quote(there.conversation, safe="")
    return f"https://teams.microsoft.com/l/message/{where}/{quote(written)}?{urlencode(parts)}"


async def _tried(call: Callable[[], Awaitable[T]], tries: int) -> T:
    """Up to so many times while it is a passing failure, with a little of chance between: others were turned away as well."""
    for tried in range(tries):
        try:
            return await _call(call())
        except DeliveryFailed as failure:
            asked = failure.retry_after or FIRST_WAIT * 2**tried
            if failure.permanent or tried + 1 == tries or asked > LONGEST_WAIT:
                raise
            await asyncio.sleep(asked * (1 + randbelow(500) / 1_000))
    raise AssertionError("there is at least one try")


async def _call(calling: Awaitable[T], *, sends: bool = True) -> T:
    try:
        return await calling
    except CallFailed as failure:
        raise failure_of(failure, sends=sends) from None


def failure_of(failure: CallFailed, *, sends: bool = True) -> DeliveryFailed:
    """What Teams' answer means."""
    maybe = sends and failure.maybe_done
    if failure.status == 429:
        return DeliveryFailed(permanent=False, why="busy", retry_after=failure.retry_after)
    if failure.status == 0 or failure.status in PASSING:
        return DeliveryFailed(permanent=False, why="unreachable", maybe_sent=maybe)
    if failure.code in BLOCKED:
        return DeliveryFailed(permanent=True, why="blocked")
    why = {401: "token_revoked", 403: "not_installed", 404: "channel_gone"}.get(failure.status, "refused")
    if failure.status == 404 and failure.code == "ActivityNotFoundInConversation":
        why = "message_gone"
    return DeliveryFailed(permanent=True, why=why)
