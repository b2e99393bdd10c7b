"""Teams' activities as values of our own, checked for shape and for nothing else.

Who did something is whoever the verified activity is ``from``; never what a card's data says. ``Malformed`` is raised for a shape
that Teams does not send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.desk import Account, PlaceKey, Platform
from adapters.payloads import Json, Malformed, object_of, some_of, word_of
from adapters.teams import mentions
from adapters.teams.mentions import Mentioned, People
from adapters.teams.said import of_message, to_rondo
from adapters.teams.sent import Sent, sent_of
from adapters.text import clean, cut

OWN_VIEW: Final = "own_view"
"""The verb with which a shared card asks to become somebody's own view."""
LONGEST_ID: Final = 512
LONGEST_WORDS: Final = 40_000
"""Characters of what somebody wrote that are looked at; the rest is left."""


class Kind(StrEnum):
    """What a conversation is, in Teams' own words."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Conversation:
    """``id`` is without the part that names a thread; ``thread`` is the message that the thread began with (channels only)."""

    id: str
    kind: Kind
    thread: str = ""
    name: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who did it, where, and by which service Teams is answered. ``handle`` is Teams' own name of the person for this bot, which
    cards and new conversations need; ``user`` is the same person's directory id."""

    tenant: str
    user: str
    handle: str
    name: str
    locale: str
    time_zone: str
    service_url: str
    bot: str
    conversation: Conversation

    @property
    def account(self) -> Account:
        return Account(Platform.TEAMS, self.tenant, self.user)

    @property
    def place(self) -> PlaceKey | None:
        """The channel or group chat; None for a personal chat, which is nobody's place."""
        if self.conversation.kind is Kind.PERSONAL:
            return None
        return PlaceKey(Platform.TEAMS, self.tenant, self.conversation.id)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words to Rondo, without the mention of it. ``people``: whom else they mention."""

    origin: Origin
    words: str
    key: str
    message: str
    people: tuple[Mentioned, ...] = ()


@dataclass(frozen=True, slots=True)
class Execute:
    """A pressed button whose answer is the card's next look. ``message`` is the card's own id; ``posted``: the client was too old
    for ``Action.Execute`` and sent a message instead, which takes no answer. ``manual``: the card itself asked, not a person."""

    origin: Origin
    sent: Sent
    key: str
    message: str
    posted: bool = False
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog is to be opened (``submitted`` False), or has been sent."""

    origin: Origin
    sent: Sent
    key: str
    submitted: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """The same from the compose box or a message's menu: ``command`` is ours, ``carried`` is what the message said, ``people``
    who said it and whom it mentions."""

    origin: Origin
    command: str
    sent: Sent
    key: str
    submitted: bool
    carried: Mapping[str, str] = field(default_factory=dict)
    people: People = field(default_factory=People)


@dataclass(frozen=True, slots=True)
class Happening:
    """Rondo was installed, upgraded or removed, or people came or went. ``team``: in all of it, and not in one channel alone.
    Teams tells of a team in its general channel."""

    origin: Origin
    kind: str
    team: str = ""


Incoming = Typed | Execute | Dialog | Extension | Happening


def read(activity: Json) -> Incoming | None:
    """None: nothing that we follow."""
    match activity.get("type"):
        case "message":
            return _message(activity)
        case "invoke":
            return _invoke(activity)
        case "conversationUpdate" | "installationUpdate":
            return _happening(activity)
    return None


def _message(activity: Json) -> Incoming | None:
    origin, id = origin_of(activity), _id(activity, "id")
    value = activity.get("value")
    if isinstance(value, dict) and not _long(activity, "text").strip():
        sent = sent_of(value)
        return Execute(origin, sent, _key("post", origin, id), _text(activity, "replyToId"), posted=True)
    return Typed(origin, to_rondo(activity), _key("message", origin, id), id, mentions.in_words(activity))


def _entities(activity: Json, kind: str) -> list[Json]:
    entities = activity.get("entities")
    listed = entities if isinstance(entities, list) else ()
    return [each for each in listed if isinstance(each, dict) and each.get("type") == kind]


def _invoke(activity: Json) -> Incoming | None:
    origin, id = origin_of(activity), _id(activity, "id")
    value = activity.get("value")
    value = value if isinstance(value, dict) else {}
    match activity.get("name"):
        case "adaptiveCard/action":
            return _execute(activity, origin, id, value)
        case "task/fetch" | "task/submit" as name:
            submitted = name == "task/submit"
            sent = sent_of(some_of(value, "data"))
            key = _form_key(origin, sent) if submitted and sent.key else _key("fetch", origin, id)
            return Dialog(origin, sent, key, submitted, _text(activity, "replyToId"))
        case "composeExtension/fetchTask" | "composeExtension/submitAction" as name:
            return _extension(origin, id, value, submitted=name.endswith("submitAction"))
    return None


def _execute(activity: Json, origin: Origin, id: str, value: Json) -> Execute:
    action = object_of(value, "action")
    data = action.get("data")
    sent = sent_of(data if isinstance(data, dict) else {})
    key = _form_key(origin, sent) if sent.key else _key("click", origin, id)
    refresh = sent.action is not None and sent.action.verb == OWN_VIEW
    return Execute(origin, sent, key, _text(activity, "replyToId"), refresh=refresh)


def _extension(origin: Origin, id: str, value: Json, *, submitted: bool) -> Extension:
    sent = sent_of(some_of(value, "data"))
    key = _form_key(origin, sent) if submitted and sent.key else _key("fetch", origin, id)
    message = some_of(value, "messagePayload")
    carried = _of_message(message)
    people = mentions.of_message(message, carried.get("text", ""))
    return Extension(origin, _text(value, "commandId"), sent, key, submitted, carried, people)


def _of_message(payload: Json) -> Mapping[str, str]:
    user = some_of(some_of(payload, "from"), "user")
    found = {
        "text": of_message(some_of(payload, "body")),
        "by": _text(user, "id"),
        "link": _text(payload, "linkToMessage", 2_000),
        "thread": _text(payload, "replyToId") or _text(payload, "id"),
    }
    return {name: value for name, value in found.items() if value}


_INSTALLATIONS: Final[Mapping[str, str]] = {
    "add": "installed",
    "add-upgrade": "upgraded",
    "remove": "removed",
    "remove-upgrade": "removed",
}


def _happening(activity: Json) -> Happening | None:
    origin = origin_of(activity)
    if activity.get("type") == "installationUpdate":
        kind = _INSTALLATIONS.get(_text(activity, "action"))
        return Happening(origin, kind, origin.conversation.team) if kind is not None else None
    added, removed = _people(activity, "membersAdded"), _people(activity, "membersRemoved")
    event = _text(some_of(activity, "channelData"), "eventType")
    team = "" if event.startswith("channel") else origin.conversation.team
    if origin.bot in added:
        return None  # an installationUpdate tells of it too, and once is enough
    if origin.bot in removed:
        return Happening(origin, "removed", team)
    if added or removed:
        return Happening(origin, "people", team)
    if event == "channelRenamed":
        return Happening(origin, "renamed")
    return None


def _people(activity: Json, name: str) -> tuple[str, ...]:
    found = activity.get(name)
    people = found if isinstance(found, list) else ()
    return tuple(_text(each, "id") for each in people if isinstance(each, dict))


def origin_of(activity: Json) -> Origin:
    """Raises ``Malformed`` where something is missing that Teams always sends."""
    person, bot = object_of(activity, "from"), object_of(activity, "recipient")
    channel_data = some_of(activity, "channelData")
    handle = _id(person, "id")
    client = next(iter(_entities(activity, "clientInfo")), {})
    return Origin(
        tenant=tenant_of(activity),
        user=_text(person, "aadObjectId") or handle,
        handle=handle,
        name=clean(_text(person, "name")).replace("\n", " ").strip(),
        locale=_text(activity, "locale", 35) or _text(client, "locale", 35),
        time_zone=_zone(_text(activity, "localTimezone", 64) or _text(client, "timezone", 64)),
        service_url=_id(activity, "serviceUrl"),
        bot=_id(bot, "id"),
        conversation=_conversation(object_of(activity, "conversation"), channel_data),
    )


@lru_cache(maxsize=1_000)
def _zone(name: str) -> str:
    """A zone that is none is not known: nobody could reckon with it."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def tenant_of(activity: Json) -> str:
    found = _text(some_of(activity, "conversation"), "tenantId") or _text(
        some_of(some_of(activity, "channelData"), "tenant"), "id"
    )
    if not found:
        raise Malformed("tenant")
    return found


def _conversation(conversation: Json, channel_data: Json) -> Conversation:
    whole = _id(conversation, "id")
    id, _, thread = whole.partition(";messageid=")
    channel, team = some_of(channel_data, "channel"), some_of(channel_data, "team")
    kind = _kind(conversation, channel)
    if kind is Kind.CHANNEL:
        id = _text(channel, "id") or id
    name = _text(channel, "name") or _text(conversation, "name") or _text(team, "name")
    return Conversation(id, kind, thread, clean(name), _text(team, "id"))


def _kind(conversation: Json, channel: Json) -> Kind:
    """Where Teams does not say it, nothing in which people may be among themselves counts as personal: what is private would be
    written there."""
    told = _text(conversation, "conversationType")
    if not told:
        among_people = conversation.get("isGroup") is True or _id(conversation, "id").startswith("19:")
        return Kind.CHANNEL if channel else Kind.GROUP if among_people else Kind.PERSONAL
    try:
        return Kind(told)
    except ValueError:
        raise Malformed("conversationType") from None


# --- keys ------------------------------------------------------------------------------------------------------


def _key(kind: str, origin: Origin, id: str) -> str:
    return f"teams:{kind}:{origin.tenant}:{origin.user}:{id}"


def _form_key(origin: Origin, sent: Sent) -> str:
    """A form's own key, and what was typed: what was corrected is not a repeat of what was wrong. What is no form's (a button of
    a card in a dialog) has no such key: it goes by the activity's id, or every later press would be a repeat of the first."""
    typed = sha256(repr(sorted(sent.values.items())).encode()).hexdigest()[:32]
    return f"teams:form:{origin.tenant}:{origin.user}:{cut(sent.key, 64)}:{typed}:{sent.action}"


# --- shapes ----------------------------------------------------------------------------------------------------


def _text(source: Json, name: str, longest: int = LONGEST_ID) -> str:
    found = word_of(source, name)
    if len(found) > longest:
        raise Malformed(name)
    return found


def _long(source: Json, name: str) -> str:
    """What somebody wrote, however long."""
    return word_of(source, name)[:LONGEST_WORDS]


def _id(source: Json, name: str) -> str:
    found = _text(source, name)
    if not found:
        raise Malformed(name)
    return found
