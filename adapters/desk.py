"""The desk: through it every adapter acts and shows. ``bot/desk.py`` implements it; ``bot/app.py`` hands it in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from adapters.cards import Action, Form, PersonalCard, SharedCard, View
from decisions.commands import Command
from decisions.ids import CircleId, MemberId, MouId, NetworkId, PlaceId, RoundId, TemplateId
from decisions.mous.record import MouRecord
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.round import Round
from decisions.rounds.settings import Settings
from decisions.templates.template import Template


class Platform(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    WEB = "web"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a person, as its platform names it. ``tenant`` is the enterprise, workspace or tenant id."""

    platform: Platform
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """Where people talk: a channel, a chat, a room, as its platform names it."""

    platform: Platform
    tenant: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Who:
    """A member, recognised. The only source of "who did this": never the payload's own word."""

    network_id: NetworkId
    member_id: MemberId
    name: str
    locale: str
    """A locale that we have words for: ``en``, ``es``; empty while nobody knows it."""
    time_zone: str
    account: Account | None = field(default=None, compare=False)
    """Through which they came: where they answer is where they are asked the next time."""
    locale_chosen: bool = field(default=False, compare=False)
    """By themselves: what their platform says of it changes nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a place, as the platform tells of them."""

    account: Account
    name: str
    locale: str = ""
    time_zone: str = ""
    email: str = ""
    active: bool = True
    """False: the platform has closed this account. Whoever has no other leaves their circles, and is asked nothing more."""
    brings_rondo: bool = False
    """Installed Rondo, or invited it to a place: the first coordinator of a network that has none."""


@dataclass(frozen=True, slots=True)
class PlaceKnown:
    """A place that Rondo has been told of. ``circle_id`` is None until it is made a circle's place."""

    network_id: NetworkId
    place_id: PlaceId
    circle_id: CircleId | None
    name: str
    locale: str = ""
    """The language that is spoken there; empty while nobody knows."""


@dataclass(frozen=True, slots=True)
class CircleToBe:
    """A place that is no circle's yet, and what it would be as one: its people, and the network's defaults."""

    place_id: PlaceId
    name: str
    seats: tuple[CircleSeat, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button, sent a form, or typed words that ask for the same.

    ``key`` makes a repeat a no-op that answers as the first did. ``values`` is None for a button; for a form it holds every
    field by name (several values for a ``ManyField``). ``carried`` is what travelled with the form or comes from the place
    (untrusted).
    """

    who: Who
    action: Action
    key: str
    values: Mapping[str, str | tuple[str, ...]] | None = None
    carried: Mapping[str, str] = field(default_factory=dict)
    place: PlaceKey | None = None


# --- what acting comes to --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recorded:
    """Committed. ``state`` is the subject after it (a Round, a Circle, ...); ``repeat`` says that it was so already."""

    state: object
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    refusal: Refusal
    state: object | None = None


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """It was still waiting when the time was up, and has been taken out: nothing of it will be recorded."""


@dataclass(frozen=True, slots=True)
class StillSaving:
    """It had been picked up when the time was up: it may yet commit, and ``later`` waits for what becomes of it."""

    later: Callable[[], Awaitable["Recorded | Refused | NotRecorded | StillSaving"]]


Outcome = Recorded | Refused | NotRecorded | StillSaving


# --- what a press is answered with ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """What the presser's answer is now, in a round that still asks. Equal ones are confirmed in the same words, to readers of one
    language and time zone. ``round`` is as it was recorded."""

    kind: Kind
    words: str
    shown: str
    ends: datetime | None
    round: Round = field(compare=False)
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is recorded: this replaces what was pressed (a form, a direct message, a page); from a shared card it is a private
    word beside it. ``said`` may be what makes the card: then it is made when it is shown, and nothing waits for its words."""

    said: PersonalCard | Callable[[], PersonalCard]
    answered: Answered | None = None
    """It says what the presser's answer is now: as the screen ``own_answer`` would."""
    over: bool = False
    """Nobody needs to come back to it: what its buttons open takes its place."""

    @property
    def card(self) -> PersonalCard:
        return self.said() if callable(self.said) else self.said


@dataclass(frozen=True, slots=True)
class Opened:
    """A form (or a form's next page) to show."""

    form: Form


@dataclass(frozen=True, slots=True)
class Invalid:
    """The same form again, with what was typed and with the errors at their fields."""

    form: Form


@dataclass(frozen=True, slots=True)
class Said:
    """Nothing changed, and this says why and what can be done. With ``later`` it is not the last word: that waits for it.
    ``shows``: it is what was asked to be seen."""

    card: PersonalCard
    later: Callable[[], Awaitable["Reply"]] | None = None
    shows: bool = False


Reply = Confirmed | Opened | Invalid | Said


@dataclass(frozen=True, slots=True)
class Screen:
    """Something to look at: ``name`` is a presenter's, ``about`` the thing, the rest as in ``Press``.

    ``typed`` is shown again in the fields; ``errors`` stand at their fields, as reasons for the presenter to put into words.
    """

    name: str
    about: UUID | None = None
    version: str = ""
    typed: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Refusal] = field(default_factory=dict)
    place: PlaceKey | None = None


class Desk(Protocol):
    """One way in: nothing else in the house is open to an adapter."""

    @property
    def base_url(self) -> str:
        """How people reach the browser's pages, without a slash at its end."""
        ...

    async def recognise(
        self,
        account: Account,
        place: PlaceKey | None = None,
        about: UUID | None = None,
        workspace: str = "",
    ) -> Who | None:
        """The member behind an account, or None. When the account is in several networks the place decides, or else what it is
        ``about`` (``Action.about``), or else the ``workspace`` (the tenant of an installation) through which they come."""
        ...

    async def act(self, who: Who, command: Command, key: str) -> Outcome:
        """Decides and records, and answers within two seconds whatever happens. A repeat of ``key`` answers as the first."""
        ...

    async def add_account(self, who: Who, digest: str, key: str) -> Outcome:
        """The account through which they came is from now on that of whoever asked for the code with this digest. If it is
        another member's of the same network, the two are one person; else it is added."""
        ...

    async def spoil_code(self, digest: str) -> None:
        """Others have seen the code: it works no more."""
        ...

    async def connect(self, who: Who, place: PlaceKey, digest: str) -> Outcome:
        """The circle of whose code this is the digest meets in the place too, within two seconds or as ``act`` answers. The state
        is the circle. Whoever does it may be nobody yet in the circle's network: they are known by their account."""
        ...

    async def show(self, who: Who, screen: Screen) -> View:
        """Loads and presents; only reads. Raises ``Refusal`` when the reader may not see it or it is not there."""
        ...

    async def card_once_heard(self, who: Who, round: Round) -> SharedCard:
        """What everyone sees of a round in which ``who`` has just been heard: as it was recorded (``round``), or as it is now.
        Names may be a second old, and nothing else. The same for all of one language, time zone and platform."""
        ...

    async def round(self, who: Who, round_id: RoundId) -> Round:
        """A round as it stands, without answers. Raises ``Refusal`` when it is not there for them."""
        ...

    async def circle(self, who: Who, circle_id: CircleId) -> Circle:
        """Raises ``Refusal`` when it is not there for them."""
        ...

    async def circles_of(self, who: Who) -> Sequence[CircleId]:
        """Those in which they sit."""
        ...

    async def mou(self, who: Who, mou_id: MouId) -> MouRecord:
        """Raises ``Refusal`` when it is not there for them."""
        ...

    async def template(self, who: Who, template_id: TemplateId) -> Template:
        """A template of one of their circles. Raises ``Refusal`` when it is not there for them."""
        ...

    async def circle_to_be(self, who: Who, place: PlaceKey) -> CircleToBe:
        """What a place would be as a circle. Raises ``Refusal`` when it is not known, or is one already."""
        ...

    async def place(self, key: PlaceKey) -> PlaceKnown | None: ...

    async def has_met(self, account: Account) -> bool:
        """Whether the account is a member's, or once was: ``recognise`` knows only those who may act."""
        ...

    async def meet(
        self,
        place: PlaceKey | None,
        name: str,
        people: Sequence[Person],
        *,
        complete: bool,
        private: bool | None = None,
        workspace: str = "",
        began: datetime | None = None,
    ) -> None:
        """People seen in a place (or, with no place, in a workspace): they become members, or are brought up to date.

        ``complete`` says that these are all, as they were when the reading ``began``: whoever was there and is missing has left
        the place. ``private`` is None when it was not looked at. The workspace's network is made when it is not there yet, and
        called ``workspace``. Raises ``Refusal`` when it is not recorded within two seconds: ``still_saving`` of what will be."""
        ...

    async def people_changed(self, place: PlaceKey) -> None:
        """Somebody came to a place or left it: its people will be read again, whatever happens to this process. Raises
        ``Refusal`` when that could not be recorded: then the platform must tell again."""
        ...

    async def installed_again(self, platform: Platform, tenant: str) -> None:
        """Rondo has been installed in a workspace, perhaps not for the first time: its circles' places there catch up soon."""
        ...

    def now(self) -> datetime: ...
