"""A Teams to test against: the connector's REST interface on a real port, and people with keyboards who send activities.

It checks what it is given as Teams does (token, conversations, memberships, cards, rates) and answers with Teams' own error
codes. It keeps everything: ``teams.channels``, ``teams.chat(user)``, ``teams.calls``. Trouble is ordered with
``teams.trouble("send", status=429, retry_after=2)``.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web

from tests.fakes.teams_limits import faults

Json = dict[str, Any]
TENANT = "72f988bf-0000-4000-8000-2d7cd011db47"
BOT = "28:6b1f2b0a-0000-4000-8000-0000000b0070"
WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
"""Messages that a bot may send to or change in one conversation, in so many seconds."""


@dataclass
class Post:
    """One message of Rondo's. ``looks`` are all that it has shown, the newest last."""

    id: str
    conversation: str
    activity: Json
    thread: str = ""
    looks: list[Json] = field(default_factory=list)

    @property
    def card(self) -> Json:
        attached = self.activity.get("attachments") or [{}]
        content: Json = attached[0].get("content") or {}
        return content

    @property
    def words(self) -> str:
        return words_of(self.card)

    @property
    def buttons(self) -> list[str]:
        return [str(button["title"]) for button in buttons_in(self.card) if "title" in button]


@dataclass
class Conversation:
    id: str
    kind: str
    name: str = ""
    team: str = ""
    people: list[str] = field(default_factory=list)
    """User ids."""
    posts: list[Post] = field(default_factory=list)
    installed: bool = True
    tenant: str = TENANT
    """The host's, whoever is there; empty: that of the one person who is."""


@dataclass
class Person:
    user: str
    name: str
    locale: str = "en-US"
    time_zone: str = "America/Chicago"
    tenant: str = TENANT

    @property
    def handle(self) -> str:
        return f"29:{self.user}"


@dataclass
class Trouble:
    method: str
    times: int = 1
    status: int = 0
    code: str = ""
    retry_after: int | None = None
    hang: float = 0.0
    after: bool = False
    """It happens after Teams has done what was asked: the answer is lost, not the message."""


class Refused(Exception):
    def __init__(self, status: int, code: str, retry_after: int | None = None) -> None:
        self.status, self.code, self.retry_after = status, code, retry_after


class FakeTeams:
    """``checks_token`` says of a bearer token whether it is one that the login server has given Rondo."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        page: int = 50,
        checks_token: Callable[[str], bool] = lambda token: True,
    ) -> None:
        self.clock, self.page, self.checks_token = clock, page, checks_token
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.calls: list[tuple[str, str]] = []
        self.refusals: list[str] = []
        self.strict_rates = True
        self._troubles: list[Trouble] = []
        self._times: dict[str, list[float]] = {}
        self._count = count(1)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2 * 1024 * 1024)
        where = "/v3/conversations"
        application.router.add_post(where, self._on("create", self._create))
        application.router.add_post(where + "/{id}/activities", self._on("send", self._send))
        application.router.add_put(where + "/{id}/activities/{message}", self._on("update", self._update))
        application.router.add_get(where + "/{id}/pagedmembers", self._on("members", self._members))
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # --- who and where ---

    def person(self, name: str, **facts: Any) -> Person:
        """Somebody new of the tenant."""
        made = Person(f"aad-{next(self._count):08d}", name, **facts)
        self.people[made.user] = made
        return made

    def channel(self, name: str, people: list[Person], *, installed: bool = True) -> Conversation:
        number = next(self._count)
        made = Conversation(
            f"19:channel{number}@thread.tacv2",
            "channel",
            name,
            f"19:team{number}@thread.tacv2",
            [each.user for each in people],
            installed=installed,
        )
        self.conversations[made.id] = made
        return made

    def general(self, channel: Conversation) -> Conversation:
        """The first channel of its team: its id is the team's, and Teams tells there of the whole team."""
        made = Conversation(channel.team, "channel", "General", channel.team, channel.people)
        return self.conversations.setdefault(made.id, made)

    def group(self, people: list[Person], *, installed: bool = True) -> Conversation:
        made = Conversation(
            f"19:group{next(self._count)}@thread.v2",
            "groupChat",
            people=[each.user for each in people],
            installed=installed,
        )
        self.conversations[made.id] = made
        return made

    def chat(self, person: Person) -> Conversation:
        """The personal chat with Rondo."""
        id = f"a:chat-{person.user}"
        return self.conversations.setdefault(
            id, Conversation(id, "personal", people=[person.user], tenant="")
        )

    async def until(self, happened: Callable[[], object], *, seconds: float = 5.0) -> None:
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                raise AssertionError(f"It did not happen in {seconds} s. Last calls: {self.calls[-8:]}")
            await asyncio.sleep(0.01)

    def trouble(self, method: str, **how: Any) -> None:
        """The next calls of ``send``, ``update``, ``create`` or ``members`` go wrong."""
        self._troubles.append(Trouble(method, **how))

    def mended(self) -> None:
        """Nothing goes wrong any more."""
        self._troubles.clear()

    # --- the REST interface ---

    def _on(self, name: str, handler: Callable[[web.Request, Json], Json]) -> Any:
        async def answered(request: web.Request) -> web.Response:
            try:
                return web.json_response(await self._answered(name, handler, request))
            except Refused as refused:
                self.refusals.append(f"{name}: {refused.status} {refused.code}")
                headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
                body = {"error": {"code": refused.code, "message": refused.code}}
                return web.json_response(body, status=refused.status, headers=headers)

        return answered

    async def _answered(
        self, name: str, handler: Callable[[web.Request, Json], Json], request: web.Request
    ) -> Json:
        where = unquote(request.match_info.get("id", ""))
        self.calls.append((name, where))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.checks_token(token):
            raise Refused(401, "Unauthorized")
        body = await request.json() if request.can_read_body else {}
        trouble = next((t for t in self._troubles if t.method == name and t.times > 0), None)
        if trouble is not None:
            trouble.times -= 1
            await asyncio.sleep(trouble.hang)
            if trouble.after:
                handler(request, body)
            if trouble.status:
                raise Refused(trouble.status, trouble.code, trouble.retry_after)
        return handler(request, body)

    def _create(self, request: web.Request, body: Json) -> Json:
        (member,) = body["members"]
        found = [each for each in self.people.values() if each.handle == member["id"]]
        # The SDK writes it in a way of its own; Teams does not mind how names are written.
        tenant = body.get("tenantId") or body.get("tenantID")
        if not found or tenant != found[0].tenant:
            raise Refused(400, "BadSyntax")
        chat = self.chat(found[0])
        if not chat.installed:
            raise Refused(403, "ForbiddenOperationException")
        return {"id": chat.id, "serviceUrl": self.url}

    def _send(self, request: web.Request, activity: Json) -> Json:
        there, thread = self._there(request)
        self._check(there, activity)
        made = Post(f"{1_700_000_000_000 + next(self._count)}", there.id, activity, thread, [activity])
        there.posts.append(made)
        return {"id": made.id}

    def _update(self, request: web.Request, activity: Json) -> Json:
        there, _ = self._there(request)
        found = next((post for post in there.posts if post.id == request.match_info["message"]), None)
        if found is None:
            raise Refused(404, "ActivityNotFoundInConversation")
        self._check(there, activity)
        found.activity = activity
        found.looks.append(activity)
        return {"id": found.id}

    def _members(self, request: web.Request, body: Json) -> Json:
        there, _ = self._there(request)
        begin = int(request.query.get("continuationToken") or 0)
        size = min(int(request.query.get("pageSize") or self.page), self.page)
        some = there.people[begin : begin + size]
        members = [_roster_entry(self.people[user]) for user in some]
        more = begin + size < len(there.people)
        return {"members": members, **({"continuationToken": str(begin + size)} if more else {})}

    def _there(self, request: web.Request) -> tuple[Conversation, str]:
        id, _, thread = unquote(request.match_info["id"]).partition(";messageid=")
        there = self.conversations.get(id)
        if there is None:
            raise Refused(404, "ConversationNotFound")
        if not there.installed:
            personal = there.kind == "personal"
            raise Refused(403, "MessageWritesBlocked" if personal else "BotNotInConversationRoster")
        return there, thread

    def _check(self, there: Conversation, activity: Json) -> None:
        for attached in activity.get("attachments") or ():
            if wrong := faults(attached["content"]):
                raise Refused(400, f"BadSyntax: {wrong[:3]}")
        size = len(json.dumps(activity, ensure_ascii=False).encode())
        if size > 100_000:
            raise Refused(413, "MessageSizeTooBig")
        now = self.clock()
        times = self._times.setdefault(there.id, [])
        if self.strict_rates and any(
            sum(now - at < seconds for at in times) >= most for most, seconds in WINDOWS
        ):
            raise Refused(429, "TooManyRequests", 1)
        times.append(now)


def _roster_entry(person: Person) -> Json:
    return {
        "id": person.handle,
        "aadObjectId": person.user,
        "objectId": person.user,
        "name": person.name,
        "tenantId": person.tenant,
        "userRole": "user",
    }


# --- looking at cards ------------------------------------------------------------------------------------------


def _elements(card: object) -> "list[Mapping[str, Any]]":
    """Every object in a card, in the order in which it is read."""
    found: list[Mapping[str, Any]] = []
    if isinstance(card, dict):
        found.append(card)
        for name, value in card.items():
            if name not in ("fallback", "data", "refresh"):
                found += _elements(value)
    elif isinstance(card, list):
        for each in card:
            found += _elements(each)
    return found


def words_of(card: Json) -> str:
    said: list[str] = []
    for element in _elements(card):
        if element.get("type") == "TextBlock":
            said.append(str(element["text"]))
        elif element.get("type") == "RichTextBlock":
            said.append("".join(str(run.get("text", "")) for run in element["inlines"]))
        elif element.get("type") == "FactSet":
            said += [f"{fact['title']} {fact['value']}" for fact in element["facts"]]
    return "\n".join(said).replace("\\", "")


def buttons_in(card: Json) -> list[Mapping[str, Any]]:
    return [each for each in _elements(card) if str(each.get("type", "")).startswith("Action.")]


def inputs_in(card: Json) -> list[Mapping[str, Any]]:
    return [each for each in _elements(card) if str(each.get("type", "")).startswith("Input.")]
