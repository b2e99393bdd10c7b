"""A Slack to test against: its Web API, its ``response_url`` and its modals, on a real port of this machine.

It checks what it is given as Slack does (token, arguments, blocks, limits, memberships) and answers with Slack's own error
words. It keeps everything: ``slack.channels``, ``slack.direct(user)``, ``slack.private_words`` (ephemeral), ``slack.stacks``
(modals), ``slack.homes``, ``slack.calls``. ``slack.person("Rosa")`` is somebody with a keyboard: see ``slack_person.py``.

    async with FakeSlack() as slack:                  # or: with FakeSlack().in_a_thread() as slack
        settings = SlackSettings(api_url=slack.api_url, bot_token=slack.token, signing_secret=slack.secret)
        ... start the application ...
        slack.connect(application_url)
        rosa = slack.person("Rosa Díaz")
        general = slack.channel("general", [rosa])
        await rosa.invites_rondo(general)
        await rosa.command("/rondo propose Paid meetings", general)

Trouble is ordered with ``slack.trouble("chat.postMessage", status=429, retry_after=2, times=1)``.
"""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.fakes.slack_api import WebApi, check_message
from tests.fakes.slack_things import Call, Channel, Json, Message, PrivateWord, Refused, Trouble

if TYPE_CHECKING:
    from tests.fakes.slack_person import SlackPerson


class FakeSlack(WebApi):
    token = "xoxb-fake-rondo"
    app_token = "xapp-fake-rondo"
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    enterprise = ""
    app_id = "A0RONDO"

    def __init__(self, *, clock: Callable[[], float] = time.time, page: int = 100) -> None:
        """``clock`` (seconds, UTC) dates the signatures; ``page`` is the most that Slack lists at once, whatever is asked."""
        super().__init__(page)
        self.clock = clock
        self.calls: list[Call] = []
        self.answered: list[int] = []
        """The statuses with which ``response_url`` answered."""
        self.socket: object | None = None
        self.application = ""
        self._urls: dict[str, tuple[str, str, str, int]] = {}
        self._troubles: list[Trouble] = []
        self._runner: web.AppRunner | None = None
        self.person_with_id(self.rondo, "Rondo", is_bot=True)
        self.person_with_id("USLACKBOT", "Slackbot")

    # --- running ---

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=8 * 1024 * 1024)
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/response/{token}", self._response_url)
        application.router.add_get("/socket", self._websocket)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @contextlib.contextmanager
    def in_a_thread(self) -> Iterator[Self]:
        """For applications that run in another process or loop."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="fake-slack", daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self.__aenter__(), loop).result(10)
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self.__aexit__(), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def connect(self, application: str) -> None:
        """Where the application under test listens: the address before ``/slack/events``."""
        self.application = application.rstrip("/")

    async def until(self, happened: Callable[[], object], *, seconds: float = 30.0) -> None:
        """Waits for what happens behind Slack's back. Fails with the last calls when it does not."""
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                raise AssertionError(f"It did not happen in {seconds} s. Last calls: {self.methods[-8:]}")
            await asyncio.sleep(0.01)

    # --- who and where ---

    def person(self, name: str, **facts: Any) -> "SlackPerson":
        """Somebody new. Facts: ``tz``, ``locale``, ``is_restricted`` (guest), ``is_stranger`` with ``team_id``, ``deleted``."""
        from tests.fakes.slack_person import SlackPerson

        user = facts.pop("id", None) or f"U{next(self._count):08d}"
        self.person_with_id(user, name, **facts)
        return SlackPerson(self, user)

    def person_with_id(self, user: str, name: str, **facts: Any) -> None:
        self.people[user] = {
            "id": user,
            "team_id": self.team,
            "name": name.lower().replace(" ", "."),
            "real_name": name,
            "deleted": False,
            "is_bot": False,
            "tz": "America/Chicago",
            "locale": "en-US",
            "profile": {"real_name": name, "display_name": ""},
            **facts,
        }

    def channel(
        self, name: str, people: "list[SlackPerson] | None" = None, *, private: bool = False
    ) -> Channel:
        """A channel that Rondo has not been invited to."""
        made = Channel(
            f"C{next(self._count):08d}", name, private, members=[each.user for each in people or ()]
        )
        self.channels[made.id] = made
        return made

    # --- trouble ---

    def trouble(self, method: str, *, times: int = 1, **how: Any) -> None:
        """The next ``times`` calls of ``method`` go wrong. ``response_url`` is a method too. See ``Trouble`` for the ways."""
        self._troubles.append(Trouble(method, times, **how))

    def mended(self) -> None:
        """Nothing goes wrong any more."""
        self._troubles.clear()

    def _next_trouble(self, method: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.method == method and trouble.times > 0:
                trouble.times -= 1
                return trouble
        return None

    # --- counting ---

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def called(self, method: str) -> list[Json]:
        return [call.arguments for call in self.calls if call.method == method]

    # --- what only Slack can make ---

    def new_response_url(self, user: str, channel: str, message: str = "") -> str:
        token = f"r{next(self._count)}"
        self._urls[token] = (user, channel, message, 0)
        return f"{self.url}/response/{token}"

    # --- the Web API ---

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await self._arguments(request)
        trouble = self._next_trouble(method)
        if trouble is not None and trouble.only_slow:
            await asyncio.sleep(trouble.hang)
            trouble = None
        if trouble is not None and not trouble.after:
            return await self._in_trouble(request, trouble)
        self.calls.append(Call(method, arguments))
        answer = self._answer(method, arguments, self._bearer(request, arguments))
        if trouble is not None:
            return await self._in_trouble(request, trouble)
        return web.json_response(answer)

    def _answer(self, method: str, arguments: Json, token: str) -> Json:
        handler = getattr(self, "do_" + method.replace(".", "_").lower(), None)
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        try:
            self._check_token(method, token)
            arguments.pop("token", None)
            return {"ok": True, **handler(**arguments)}
        except Refused as refused:
            return {
                "ok": False,
                "error": refused.error,
                "response_metadata": {"messages": [f"[ERROR] {each}" for each in refused.messages]},
            }
        except TypeError as unknown:
            return {
                "ok": False,
                "error": "invalid_arguments",
                "response_metadata": {"messages": [str(unknown)]},
            }

    def _check_token(self, method: str, token: str) -> None:
        if method == "oauth.v2.access":
            return
        if not token:
            raise Refused("not_authed")
        wanted = self.app_token if method == "apps.connections.open" else self.token
        if token != wanted:
            raise Refused("invalid_auth")

    def _bearer(self, request: web.Request, arguments: Json) -> str:
        header = request.headers.get("Authorization", "")
        return (
            header.removeprefix("Bearer ")
            if header.startswith("Bearer ")
            else str(arguments.get("token", ""))
        )

    async def _arguments(self, request: web.Request) -> Json:
        if request.content_type == "application/json":
            found = await request.json()
            return found if isinstance(found, dict) else {}
        fields = dict(request.query) | {name: str(value) for name, value in (await request.post()).items()}
        return {name: _decoded(name, value) for name, value in fields.items()}

    async def _in_trouble(self, request: web.Request, trouble: Trouble) -> web.StreamResponse:
        if trouble.hang:
            await asyncio.sleep(trouble.hang)
        if trouble.reset and request.transport is not None:
            request.transport.abort()
        headers = {"Retry-After": str(trouble.retry_after)} if trouble.retry_after is not None else {}
        error = trouble.error or ("ratelimited" if trouble.status == 429 else "internal_error")
        if trouble.status >= 500 and not trouble.error:
            return web.Response(
                text="<html>Bad Gateway</html>", status=trouble.status, content_type="text/html"
            )
        return web.json_response({"ok": False, "error": error}, status=trouble.status, headers=headers)

    # --- response_url ---

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        trouble = self._next_trouble("response_url")
        if trouble is not None and trouble.only_slow:
            await asyncio.sleep(trouble.hang)
            trouble = None
        if trouble is not None and not trouble.after:
            self.answered.append(trouble.status)
            return await self._in_trouble(request, trouble)
        body = await request.json()
        self.calls.append(Call("response_url", body))
        try:
            self.take_response(request.match_info["token"], body)
        except Refused as refused:
            self.answered.append(404)
            return web.json_response(
                {"ok": False, "error": refused.error, "messages": refused.messages}, status=404
            )
        self.answered.append(200)
        return (
            await self._in_trouble(request, trouble)
            if trouble is not None
            else web.json_response({"ok": True})
        )

    def take_response(self, token: str, body: Json) -> None:
        if token not in self._urls:
            raise Refused("expired_url")
        user, channel, message, uses = self._urls[token]
        if uses >= 5:
            raise Refused("used_url")
        self._urls[token] = (user, channel, message, uses + 1)
        self.say_privately(user, channel, body, message)

    def say_privately(self, user: str, channel: str, body: Json, message: str = "") -> None:
        """What a response body does: replaces what was pressed, or stands beside it for this person alone."""
        text, blocks = body.get("text", ""), body.get("blocks")
        check_message(text, blocks)
        if body.get("replace_original") is True:
            original = self._pressed(channel, message)
            original.text, original.blocks, original.versions = text, blocks or [], original.versions + 1
            return
        if body.get("response_type", "ephemeral") != "ephemeral":
            raise AssertionError(
                "Rondo must not speak aloud through a response_url: such a message cannot be edited."
            )
        self.private_words.append(
            PrivateWord(
                channel,
                self.new_ts(),
                text,
                blocks or [],
                body.get("thread_ts", ""),
                user=self.rondo,
                to=user,
            )
        )

    def _pressed(self, channel: str, message: str) -> Message:
        everything = [*self.channels[channel].messages, *self.private_words]
        found = next((each for each in everything if each.ts == message), None)
        if found is None:
            raise Refused("message_not_found")
        return found

    # --- Socket Mode ---

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        from tests.fakes.slack_socket import FakeSocket

        if not isinstance(self.socket, FakeSocket):
            self.socket = FakeSocket()
        return await self.socket.serve(request)


def _decoded(name: str, value: str) -> Any:
    if name in ("blocks", "view", "metadata"):
        return json.loads(value)
    return value
