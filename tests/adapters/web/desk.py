"""A desk, a doorkeeper and an answerer for the browser's tests: they remember what they were asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import httpx
from fastapi import FastAPI

from adapters.cards import View
from adapters.copy import words_for
from adapters.desk import (
    Account,
    Confirmed,
    Invalid,
    Opened,
    PlaceKey,
    Platform,
    Press,
    Reply,
    Screen,
    Who,
)
from adapters.web.links import InvitationSeen, account_of, digest_of
from adapters.web.mailed import MailReader
from adapters.web.routes import Web, web_routes
from adapters.web.settings import Download, SampleMember, WebSettings
from decisions.ids import MemberId, NetworkId
from decisions.refusals import Reason, Refusal
from tests.adapters.web import views

NETWORK: Final = NetworkId(UUID("019f0000-0000-7000-8000-000000000001"))
INVITATION: Final = "i" * 43
LINK: Final = "a" * 43
BASE: Final = "http://rondo.test"


def member(name: str, locale: str = "en") -> Who:
    number = sum(map(ord, name))
    return Who(NETWORK, MemberId(UUID(int=number)), name, locale, "America/Chicago")


def seat(name: str) -> Account:
    return Account(Platform.WEB, "sample", name.lower())


class Clock:
    """The time, which stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        self.at += by


@dataclass
class FakeDesk:
    """Shows what it was given. Everybody sees everything, but for ids that it does not have."""

    clock: Clock
    people: dict[Account, Who] = field(default_factory=dict)
    pages: dict[tuple[str, UUID | None], View] = field(default_factory=dict)
    shown: list[Screen] = field(default_factory=list)
    breaks: bool = False

    async def recognise(self, account: Account, place: PlaceKey | None = None) -> Who | None:
        return self.people.get(account)

    async def show(self, who: Who, screen: Screen) -> View:
        if self.breaks:
            raise RuntimeError("the database is gone")
        self.shown.append(screen)
        view = self.pages.get((screen.name, screen.about))
        if view is None:
            raise Refusal(Reason.NOT_FOUND)
        return view

    async def ballot_file(self, who: Who, round_id: UUID) -> Download:
        if round_id != views.ROUND:
            raise Refusal(Reason.NOT_FOUND)
        return Download("R-12.ballot.jsonl", iter((b'{"format":"x"}\n', b'{"choice":"a=1","many":2}\n')))

    async def commitments_file(self, who: Who, circle_id: UUID, wanted: str) -> Download:
        if circle_id != views.CIRCLE:
            raise Refusal(Reason.NOT_FOUND)
        return Download("commitments-2026-11-30.csv", iter((b'"What"\r\n', f'"{wanted}"\r\n'.encode())))


@dataclass
class FakePresses:
    """Answers by verb; the same key again is answered as the first time and not counted as done."""

    presses: list[Press] = field(default_factory=list)
    done: dict[str, Reply] = field(default_factory=dict)
    answers: dict[str, Reply] = field(default_factory=dict)

    async def respond(self, press: Press) -> Reply:
        self.presses.append(press)
        if press.key in self.done:
            return self.done[press.key]
        reply = self._reply(press)
        if isinstance(reply, Confirmed):
            self.done[press.key] = reply
        return reply

    def _reply(self, press: Press) -> Reply:
        if press.action.verb in self.answers:
            return self.answers[press.action.verb]
        if press.action.verb in {"objection", "concern", "more"}:
            return Opened(views.answer_form())
        if press.values is not None and not str(press.values.get("words", "-")).strip():
            return Invalid(views.answer_form({"words": "Please write something here."}))
        return Confirmed(views.confirmation())


@dataclass
class FakeDoorkeeper:
    """One invitation; whoever joins becomes a member of the desk."""

    desk: FakeDesk
    invitations: dict[str, InvitationSeen] = field(default_factory=dict)
    joined: dict[str, tuple[Who, Mapping[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    waits: dict[MemberId, UUID] = field(default_factory=dict)
    writing: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing is mailed before it is set."""

    async def invitation(self, digest: str) -> InvitationSeen | None:
        return self.invitations.get(digest)

    async def join(
        self, digest: str, name: str, locale: str, time_zone: str, email: str, link_digest: str, key: str
    ) -> Who | Refusal:
        if key in self.joined:
            return self.joined[key][0]
        if digest not in self.invitations:
            return Refusal(Reason.LINK_USED)
        if not name:
            return Refusal(Reason.EMPTY, at_field="name")
        who = member(name, locale)
        del self.invitations[digest]
        self.joined[key] = (who, {"time_zone": time_zone, "email": email, "locale": locale})
        self.desk.people[Account(Platform.WEB, "link", link_digest)] = who
        return who

    async def waiting(self, who: Who) -> UUID | None:
        return self.waits.get(who.member_id)

    async def ask_new_link(self, digest: str) -> None:
        self.asked.append(digest)

    async def mail_new_link(self, email: str) -> None:
        await self.writing.wait()
        self.asked.append(email)


@dataclass
class FakeMailWishes:
    """Whom reminders reach by email; ``recorded`` is each change. ``busy``: nothing can be recorded."""

    people: dict[tuple[UUID, UUID], MailReader] = field(default_factory=dict)
    recorded: list[bool] = field(default_factory=list)
    busy: bool = False

    async def reader(self, network: UUID, member: UUID) -> MailReader | None:
        return self.people.get((network, member))

    async def set(self, network: UUID, member: UUID, *, on: bool) -> Refusal | None:
        if self.busy:
            return Refusal(Reason.NOT_RECORDED)
        self.recorded.append(on)
        self.people[network, member] = replace(self.people[network, member], on=on)
        return None


@dataclass
class House:
    """The application with its doubles, and the ways to look in."""

    app: FastAPI
    web: Web
    desk: FakeDesk
    presses: FakePresses
    doorkeeper: FakeDoorkeeper
    clock: Clock
    versions: dict[str, int]
    wishes: FakeMailWishes
    base: str = BASE

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A browser with its own cookies; it follows no redirect by itself."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=self.base, headers=headers)

    async def signed_in(self) -> httpx.AsyncClient:
        """Ana, by her own link."""
        browser = self.browser()
        assert (await browser.get(f"/me/{LINK}")).status_code == 303
        return browser


def a_house(*, demonstration: bool = False, base: str = BASE, every: float = 0.05) -> House:
    """Ana has a link; with ``demonstration`` anybody can be Ana, Bo or Cy."""
    clock = Clock()
    desk = FakeDesk(clock, people={account_of(LINK): member("Ana")}, pages=pages_shown())
    presses, keeper, versions = FakePresses(), FakeDoorkeeper(desk), dict[str, int]()
    keeper.invitations[digest_of(INVITATION)] = InvitationSeen(
        "Rosa Díaz", "Early Years circle", "Eastside Network", "parent partner", "es", asks=views.ROUND
    )
    samples = [
        SampleMember("Ana", "Parent partner", "Family Hub", "", seat("Ana"), "Try: answer a round"),
        SampleMember("Bo", "Provider", "Sunrise Clinic", "Facilitator", seat("Bo")),
        SampleMember("Cy Núñez", "Agency", "County Office", "", seat("Cy")),
    ]
    desk.people |= {seat(name): member(name) for name in ("Ana", "Bo")} | {seat("Cy"): member("Cy", "es")}

    async def sample_members() -> Sequence[SampleMember]:
        return samples

    async def known_versions(names: Sequence[str]) -> Mapping[str, int]:
        await asyncio.sleep(0)
        return {name: versions[name] for name in names if name in versions}

    ana, cy = member("Ana"), member("Cy", "es")
    wishes = FakeMailWishes(
        {(one.network_id, one.member_id): MailReader(one.name, one.locale, on=True) for one in (ana, cy)}
    )
    settings = WebSettings(base, "a secret of the tests, long enough", clock, words_for)
    web = web_routes(
        desk,
        presses.respond,
        keeper,
        settings,
        known_versions,
        sample_members if demonstration else None,
        every=every,
        mail_wishes=wishes,
    )
    return House(_application(web), web, desk, presses, keeper, clock, versions, wishes, base)


def pages_shown() -> dict[tuple[str, UUID | None], View]:
    return {
        ("home", None): views.home_page(),
        ("help", None): views.help_page(),
        ("round", views.ROUND): views.round_page(),
        ("circle", views.CIRCLE): views.circle_page(),
        ("agreement", views.AGREEMENT): views.agreement_page(),
    }


def _application(web: Web) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await web.live.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    app.include_router(web.router)
    for status, handler in web.error_handlers.items():
        app.add_exception_handler(status, handler)
    return app
