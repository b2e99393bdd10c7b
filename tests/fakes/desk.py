"""A desk for the tests of adapters: it remembers what it was told, and answers what the test has laid ready."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from adapters.cards import Action, Paragraph, PersonalCard, SharedCard, View, words
from adapters.desk import (
    Account,
    CircleToBe,
    Confirmed,
    Desk,
    Outcome,
    Person,
    PlaceKey,
    PlaceKnown,
    Platform,
    Press,
    Recorded,
    Reply,
    Said,
    Screen,
    Who,
)
from adapters.mentions import Mention
from decisions.commands import Command
from decisions.ids import CircleId, MemberId, MouId, NetworkId, PlaceId, RoundId, TemplateId
from decisions.mous.record import MouRecord
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.round import Round
from decisions.templates.template import Template


@dataclass(frozen=True)
class Meeting:
    """One call of ``meet``."""

    place: PlaceKey | None
    name: str
    people: tuple[Person, ...]
    complete: bool
    private: bool | None
    workspace: str = ""


def a_card(text: str) -> PersonalCard:
    return PersonalCard(notification=text, blocks=(Paragraph(words(text)),))


@dataclass
class FakeDesk:
    """``screens`` are what ``show`` shows, by name. Everyone met is recognised from then on, and every place met is known."""

    screens: dict[str, View] = field(default_factory=dict)
    circles: Sequence[CircleId] = ()
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    network: NetworkId = field(default_factory=lambda: NetworkId(uuid4()))
    people: dict[Account, Who] = field(default_factory=dict)
    places: dict[PlaceKey, PlaceKnown] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    changed: list[PlaceKey] = field(default_factory=list)
    installed: list[tuple[Platform, str]] = field(default_factory=list)
    refusing: Refusal | None = None
    """What ``people_changed`` is refused with."""
    shown: list[tuple[Who, Screen]] = field(default_factory=list)
    acted: list[tuple[Who, Command, str]] = field(default_factory=list)
    spoiled: list[str] = field(default_factory=list)
    base_url: str = "https://rondo.example.org"
    slow: float = 0.0
    """Seconds that ``recognise`` takes."""

    def knows(self, account: Account, name: str = "Rosa", *, locale: str = "en") -> Who:
        who = Who(self.network, MemberId(uuid4()), name, locale, "America/Chicago")
        self.people[account] = who
        return who

    def knows_place(self, key: PlaceKey, name: str = "general") -> None:
        self.places[key] = PlaceKnown(self.network, PlaceId(uuid4()), None, name)

    async def recognise(
        self,
        account: Account,
        place: PlaceKey | None = None,
        about: UUID | None = None,
        workspace: str = "",
    ) -> Who | None:
        if self.slow:
            await asyncio.sleep(self.slow)
        return self.people.get(account)

    async def act(self, who: Who, command: Command, key: str) -> Outcome:
        repeat = any(key == before for _, _, before in self.acted)
        if not repeat:
            self.acted.append((who, command, key))
        return Recorded(state=None, repeat=repeat)

    async def add_account(self, who: Who, digest: str, key: str) -> Outcome:
        return Recorded(state=None)

    async def spoil_code(self, digest: str) -> None:
        self.spoiled.append(digest)

    async def connect(self, who: Who, place: PlaceKey, digest: str) -> Outcome:
        raise Refusal(Reason.CODE_UNKNOWN)

    async def show(self, who: Who, screen: Screen) -> View:
        self.shown.append((who, screen))
        if screen.name not in self.screens:
            raise Refusal(Reason.NOT_FOUND)
        return self.screens[screen.name]

    async def card_once_heard(self, who: Who, round: Round) -> SharedCard:
        raise Refusal(Reason.NOT_FOUND)

    async def round(self, who: Who, round_id: RoundId) -> Round:
        raise Refusal(Reason.NOT_FOUND)

    async def circle(self, who: Who, circle_id: CircleId) -> Circle:
        raise Refusal(Reason.NOT_FOUND)

    async def circles_of(self, who: Who) -> Sequence[CircleId]:
        return self.circles

    async def mou(self, who: Who, mou_id: MouId) -> MouRecord:
        raise Refusal(Reason.NOT_FOUND)

    async def template(self, who: Who, template_id: TemplateId) -> Template:
        raise Refusal(Reason.NOT_FOUND)

    async def circle_to_be(self, who: Who, place: PlaceKey) -> CircleToBe:
        raise Refusal(Reason.NOT_FOUND)

    async def place(self, key: PlaceKey) -> PlaceKnown | None:
        return self.places.get(key)

    async def has_met(self, account: Account) -> bool:
        return account in self.people

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
        self.meetings.append(Meeting(place, name, tuple(people), complete, private, workspace))
        if place is not None and place not in self.places:
            self.knows_place(place, name)
        for person in people:
            if person.account not in self.people:
                self.knows(person.account, person.name, locale=person.locale[:2] or "en")

    async def people_changed(self, place: PlaceKey) -> None:
        if self.refusing is not None:
            raise self.refusing
        self.changed.append(place)

    async def installed_again(self, platform: Platform, tenant: str) -> None:
        self.installed.append((platform, tenant))

    def now(self) -> datetime:
        return self.clock()


Ready = Reply | Callable[[Press], Reply | Awaitable[Reply]]


@dataclass
class Responses:
    """Stands for ``adapters.presses.respond``: answers by verb, and records each key once.

    ``ready["consent"]`` is a reply, or a function of the press. ``recorded`` holds the keys that came to a ``Confirmed``.
    """

    ready: dict[str, Ready] = field(default_factory=dict)
    presses: list[Press] = field(default_factory=list)
    recorded: dict[str, Reply] = field(default_factory=dict)

    async def __call__(self, desk: Desk, press: Press) -> Reply:
        self.presses.append(press)
        if press.key in self.recorded:
            return self.recorded[press.key]
        ready = self.ready.get(press.action.verb)
        if ready is None:
            return Said(a_card(f"Nothing is ready for {press.action.verb}"))
        reply = ready(press) if callable(ready) else ready
        answer: Reply = await reply if inspect.isawaitable(reply) else reply
        if isinstance(answer, Confirmed):
            self.recorded[press.key] = answer
        return answer


def typed_words(text: str, people: Sequence[Mention] = (), /) -> tuple[Action, Mapping[str, str]]:
    """Stands for ``adapters.typed.read_words``: the first word is the verb, the rest a title."""
    verb, _, title = text.strip().partition(" ")
    return Action(verb or "home"), {"title": title} if title else {}


def an_id() -> UUID:
    return uuid4()
