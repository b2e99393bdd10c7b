"""Slack's payloads as values of our own, checked for shape and for nothing else.

Whatever a payload says about who may do what is not believed: it only tells whose account it was (Slack signed that), what was
pressed and where. ``Malformed`` is raised for a shape that Slack does not send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from hashlib import sha256
from typing import Final

from adapters.cards import MAX_TEXT, Action
from adapters.desk import Account, PlaceKey, Platform
from adapters.payloads import Json, Malformed, object_of, some_of, word_of
from adapters.slack.fields import values_of
from adapters.slack.render import Metadata
from adapters.slack.said import unescaped
from adapters.text import clean, cut

LONGEST_ID: Final = 64
LONGEST_WORDS: Final = 4_000


class Where(Enum):
    """What was pressed on. Only a shared card must not be replaced by what one person did."""

    SHARED = auto()
    DIRECT = auto()
    EPHEMERAL = auto()
    MODAL = auto()
    HOME = auto()


@dataclass(frozen=True, slots=True)
class Origin:
    """The installation that was spoken to, and whose account it was.

    ``tenant`` names the installation (a workspace; for an organisation-wide one the enterprise). ``accounts`` are what the person
    may be known by, the likeliest first: somebody from another workspace is of the same enterprise, or of another company
    (Slack Connect), and the payload does not tell which.
    """

    tenant: str
    home: str
    """The tenant that our own people's accounts carry: the enterprise, or the workspace."""
    user: str
    accounts: tuple[Account, ...]

    def place(self, channel: str) -> PlaceKey | None:
        """The channel as a place; None for a direct message, which is nobody's place."""
        if not channel or channel.startswith("D"):
            return None
        return PlaceKey(Platform.SLACK, self.tenant, channel)


@dataclass(frozen=True, slots=True)
class Click:
    """``action`` is None when the button is not one of ours; ``is_link`` says that Slack itself opened an address."""

    origin: Origin
    action: Action | None
    key: str
    where: Where
    channel: str
    thread: str
    message: str
    response_url: str
    trigger: str
    view: str
    view_is_over: bool
    """It is a confirmation, to which nobody needs to come back."""
    carried: Mapping[str, str]
    is_link: bool


@dataclass(frozen=True, slots=True)
class Submission:
    origin: Origin
    action: Action | None
    key: str
    values: Mapping[str, str | tuple[str, ...]]
    carried: Mapping[str, str]
    channel: str
    thread: str
    view: str
    inputs: tuple[str, ...]
    """The names of the fields that this page showed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A slash command."""

    origin: Origin
    words: str
    key: str
    channel: str
    response_url: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut on a message: ``carried`` holds who wrote it, its link, thread and channel. ``said.py`` reads its text, once the
    people whom it mentions have names. ``writer``: empty for an app; ``written``: when (ISO, UTC)."""

    origin: Origin
    name: str
    key: str
    channel: str
    response_url: str
    trigger: str
    carried: Mapping[str, str]
    message: Json = field(repr=False)
    writer: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the Events API. ``bot_user`` is Rondo's own user in that workspace, when Slack said."""

    id: str
    tenant: str
    team: str
    enterprise: str
    bot_user: str
    kind: str
    event: Json = field(repr=False)

    @property
    def home(self) -> str:
        """The tenant that our own people's accounts carry."""
        return self.enterprise or self.team

    def origin(self, user: str) -> Origin:
        """Somebody whom the event names, as one of our own people."""
        return Origin(self.tenant, self.home, user, (Account(Platform.SLACK, self.home, user),))


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody closed a modal: nothing to do."""


Incoming = Click | Submission | Typed | Shortcut | Happening | Closed


def read(payload: Json) -> Incoming:
    """What came in. Raises ``Malformed``."""
    kind = payload.get("type")
    match kind:
        case "block_actions":
            return _click(payload)
        case "view_submission":
            return _submission(payload)
        case "view_closed":
            return Closed()
        case "message_action" | "shortcut":
            return _shortcut(payload)
        case "event_callback":
            return _happening(payload)
        case None if "command" in payload:
            return _typed(payload)
    raise Malformed("type")


# --- parts ---------------------------------------------------------------------------------------------------


def _id(payload: Json, name: str) -> str:
    found = payload.get(name)
    if not isinstance(found, str) or not found or len(found) > LONGEST_ID or not found.isascii():
        raise Malformed(name)
    return found


def _text(payload: Json, name: str, limit: int = 2_000) -> str:
    return word_of(payload, name)[:limit]


def _origin(user: str, users_team: str, team: str, enterprise: str, *, whole_org: bool) -> Origin:
    own = Account(Platform.SLACK, enterprise or team or users_team, user)
    accounts: tuple[Account, ...] = (own,)
    if users_team and team and users_team != team:
        theirs = Account(Platform.SLACK, users_team, user)
        accounts = (own, theirs) if enterprise else (theirs,)
    installation = (enterprise if whole_org else "") or team or users_team or enterprise
    return Origin(installation, own.tenant, user, accounts)


def _interaction_origin(payload: Json) -> Origin:
    user, team = object_of(payload, "user"), some_of(payload, "team")
    view = some_of(payload, "view")
    enterprise = some_of(payload, "enterprise") or {"id": team.get("enterprise_id")}
    users_team = _text(user, "team_id", LONGEST_ID)
    installed = _text(view, "app_installed_team_id", LONGEST_ID) or _text(team, "id", LONGEST_ID)
    if not (installed or users_team):
        raise Malformed("team")
    return _origin(
        _id(user, "id"),
        users_team,
        installed,
        _text(enterprise, "id", LONGEST_ID),
        whole_org=payload.get("is_enterprise_install") is True,
    )


# --- each kind -----------------------------------------------------------------------------------------------


def _click(payload: Json) -> Click:
    origin = _interaction_origin(payload)
    actions = payload.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise Malformed("actions")
    pressed, container, view = actions[0], some_of(payload, "container"), some_of(payload, "view")
    identifier = _text(pressed, "action_id", 255)
    value = _text(pressed, "value")
    channel = _text(some_of(payload, "channel"), "id", LONGEST_ID) or _text(
        container, "channel_id", LONGEST_ID
    )
    metadata = Metadata.read(view.get("private_metadata"))
    message = some_of(payload, "message")
    # An ephemeral card or a view has no time of its own to press it twice at: the click's own time tells the two apart.
    key = (
        f"click:{origin.tenant}:{origin.user}:{identifier}:{value}:{_text(pressed, 'action_ts', LONGEST_ID)}"
    )
    return Click(
        origin=origin,
        action=Action.parse(value),
        key=key,
        where=_where(payload, container, view, channel),
        channel=channel or metadata.channel,
        thread=_text(message, "thread_ts", LONGEST_ID) or metadata.thread,
        message=_text(message, "ts", LONGEST_ID) or _text(container, "message_ts", LONGEST_ID),
        response_url=_text(payload, "response_url"),
        trigger=_text(payload, "trigger_id", 255),
        view=_text(view, "id", LONGEST_ID),
        view_is_over=metadata.over,
        carried=metadata.carried,
        is_link=identifier.startswith("link|"),
    )


def _where(payload: Json, container: Json, view: Json, channel: str) -> Where:
    if view:
        return Where.HOME if view.get("type") == "home" else Where.MODAL
    if not channel:
        raise Malformed("channel")
    if container.get("is_ephemeral") is True:
        return Where.EPHEMERAL
    named_direct = some_of(payload, "channel").get("name") == "directmessage"
    return Where.DIRECT if named_direct or channel.startswith("D") else Where.SHARED


def _submission(payload: Json) -> Submission:
    origin = _interaction_origin(payload)
    view = object_of(payload, "view")
    view_id = _id(view, "id")
    state = object_of(object_of(view, "state"), "values")
    metadata = Metadata.read(view.get("private_metadata"))
    values = values_of(state)
    # A view that another form takes the place of keeps its id, and a form that was corrected keeps its nonce.
    drawn = f"{view_id}:{cut(metadata.nonce, LONGEST_ID)}:{_digest(values)}:{metadata.action}"
    return Submission(
        origin=origin,
        action=metadata.action,
        key=f"view:{origin.tenant}:{origin.user}:{drawn}",
        values=values,
        carried=metadata.carried,
        channel=metadata.channel,
        thread=metadata.thread,
        view=view_id,
        inputs=tuple(str(name) for name in state),
    )


def _digest(values: Mapping[str, str | tuple[str, ...]]) -> str:
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:32]


def _typed(payload: Json) -> Typed:
    team = _id(payload, "team_id")
    users_team = team
    origin = _origin(
        _id(payload, "user_id"),
        users_team,
        team,
        _text(payload, "enterprise_id", LONGEST_ID),
        whole_org=payload.get("is_enterprise_install") in ("true", True),
    )
    trigger = _text(payload, "trigger_id", 255)
    return Typed(
        origin=origin,
        words=clean(cut(unescaped(_text(payload, "text", LONGEST_WORDS)), MAX_TEXT)).strip(),
        key=f"command:{origin.tenant}:{origin.user}:{trigger}",
        channel=_id(payload, "channel_id"),
        response_url=_text(payload, "response_url"),
        trigger=trigger,
    )


def _shortcut(payload: Json) -> Shortcut:
    origin = _interaction_origin(payload)
    channel = _text(some_of(payload, "channel"), "id", LONGEST_ID)
    message = some_of(payload, "message")
    trigger = _text(payload, "trigger_id", 255)
    written = _text(message, "ts", LONGEST_ID)
    carried = {
        "by": _text(message, "user", LONGEST_ID),
        "link": permalink(channel, written) if channel and written else "",
        "thread": _text(message, "thread_ts", LONGEST_ID) or written,
        "channel": channel,
    }
    return Shortcut(
        origin=origin,
        name=_id(payload, "callback_id"),
        key=f"shortcut:{origin.tenant}:{origin.user}:{trigger}",
        channel=channel,
        response_url=_text(payload, "response_url"),
        trigger=trigger,
        carried={name: value for name, value in carried.items() if value},
        message=message,
        writer="" if message.get("bot_id") else carried["by"],
        written=_moment(written),
    )


def _moment(ts: str) -> str:
    """Slack's name of a message begins with its time; empty where it does not."""
    try:
        return datetime.fromtimestamp(float(ts), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def permalink(channel: str, message: str) -> str:
    """An address that opens a message in whichever workspace the reader is signed in to."""
    return f"https://slack.com/archives/{channel}/p{message.replace('.', '')}"


def _happening(payload: Json) -> Happening:
    event = object_of(payload, "event")
    authorizations = payload.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else {}
    installed = first if isinstance(first, dict) else {}
    team = _text(installed, "team_id", LONGEST_ID) or _text(payload, "team_id", LONGEST_ID)
    enterprise = _text(installed, "enterprise_id", LONGEST_ID) or _text(payload, "enterprise_id", LONGEST_ID)
    if not (team or enterprise):
        raise Malformed("team_id")
    whole_org = installed.get("is_enterprise_install") is True
    return Happening(
        id=_id(payload, "event_id"),
        tenant=(enterprise if whole_org else "") or team or enterprise,
        team=team,
        enterprise=enterprise,
        bot_user=_text(installed, "user_id", LONGEST_ID) if installed.get("is_bot") is True else "",
        kind=_id(event, "type"),
        event=event,
    )
