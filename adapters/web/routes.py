"""The browser's addresses: pages (only read), one address for every press, and the stream that says
"changed"."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from adapters.background import Background
from adapters.calendar import PATH, CalendarFiles
from adapters.cards import Action, Form, Page
from adapters.desk import Confirmed, Invalid, Opened, Press, Reply, Screen
from adapters.present.commitment_filters import WANTED
from adapters.present.verbs import ONLY_OPENS, Verb
from adapters.web.addresses import ASKED_FOR, BALLOT_FILE, COMMITMENTS_FILE, SCREENS, uuid_of
from adapters.web.assets import Assets
from adapters.web.calendars import Calendars
from adapters.web.joining import Joining
from adapters.web.links import Doorkeeper
from adapters.web.live import MAX_WATCH_TEXT, MAX_WATCHED, LivePoll, TooMany, etag
from adapters.web.mailed import QUIET, TAP, MailSeals, MailWishes
from adapters.web.messages import Messages, untold
from adapters.web.quieting import Quieting
from adapters.web.read import Unreadable, posted, press_of, same_origin
from adapters.web.render import Look, Pages
from adapters.web.session import Sessions
from adapters.web.settings import Reading, Respond, SampleMembers, Versions, WebSettings
from adapters.web.taps import Taps
from adapters.web.visit import Visit, Visits
from decisions.refusals import Reason, Refusal

Endpoint = Callable[[Request], Awaitable[Response]]
ROBOTS: Final = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Web:
    """What ``bot/app.py`` wires: routes, handlers for errors outside them, and the streams and the work to end
    at the stop."""

    router: APIRouter
    error_handlers: Mapping[int | type[Exception], Callable[[Request, Exception], Awaitable[Response]]]
    live: LivePoll
    background: Background


@dataclass(frozen=True, slots=True)
class Rooms:
    """The endpoints of people who are in."""

    desk: Reading
    respond: Respond
    settings: WebSettings
    sessions: Sessions
    visits: Visits
    pages: Pages
    messages: Messages
    live: LivePoll
    demonstration: bool

    async def front(self, request: Request) -> Response:
        """The demonstration: choose who to be. Else one's home, or how to get in."""
        visit = await self.visits.of(request)
        if self.demonstration:
            return self.pages.draw("choose.html", visit.reader, people=await self.visits.sample_members())
        if visit.who is not None:
            return RedirectResponse("/home", 303, headers=self.pages.headers())
        return self.messages.welcome(visit)

    def screen(self, name: str) -> Endpoint:
        """The endpoint of one kind of page."""

        async def show(request: Request) -> Response:
            visit = await self.visits.of(request)
            if visit.who is None:
                return self.messages.stranger(visit)
            about = _about(request)
            before = await self.live.versions([f"{name}:{about}"]) if about else {}
            asked = {WANTED: request.url.query} if name in ASKED_FOR else {}
            view = await self.desk.show(visit.who, Screen(name, about=about, carried=asked))
            visit = visit.coming_back_to(_address(request)) if asked else visit
            if isinstance(view, Form):
                return self.remembered(visit, self.pages.form(visit.reader, view))
            if not isinstance(view, Page):
                return self.remembered(visit, self.pages.card_page(visit.reader, view, Look.SHOWN))
            said = self.sessions.said(request, visit.session)
            stream = await self._stream_of(visit, view, before)
            response = self.remembered(visit, self.pages.page(visit.reader, view, said, stream))
            if said:
                self.sessions.drop_said(response, request.url.path)
            return response

        return show

    def remembered(self, visit: Visit, response: Response) -> Response:
        """The response, with the cookie when the browser does not hold it yet: the page's forms need it."""
        if visit.session.fresh:
            self.sessions.remember(response, visit.session)
        return response

    async def _stream_of(self, visit: Visit, page: Page, before: Mapping[str, int]) -> str:
        """The address of the page's stream: what it watches, what of it has been seen, and our word that it
        may."""
        names = page.live[:MAX_WATCHED]
        if not names or visit.account is None:
            return ""
        # What was asked before the page was made comes first: a change in between must count as not seen.
        later = [name for name in names if name not in before]
        versions = {**(await self.live.versions(later) if later else {}), **before}
        watch = ",".join(names)
        query = {
            "watch": watch,
            "seen": etag(versions, names),
            "sig": self.sessions.sign_watch(visit.account, watch),
        }
        return f"{visit.reader.at.page('/live')}?{urlencode(query, safe=':,')}"

    async def stream(self, request: Request) -> Response:
        """Server-sent events for one open page: 401 for strangers, 403 for what no page of theirs named, 503
        when full."""
        visit = await self.visits.of(request)
        watch, seen, signature = (request.query_params.get(name, "") for name in ("watch", "seen", "sig"))
        if visit.who is None or visit.account is None:
            return PlainTextResponse("", 401)
        names = tuple(watch.split(","))
        fits = len(watch) <= MAX_WATCH_TEXT and len(names) <= MAX_WATCHED
        if not fits or not self.sessions.watch_is_right(visit.account, watch, signature):
            return PlainTextResponse("", 403)
        try:
            events = self.live.watch(names, seen, f"{visit.account.tenant}\n{visit.account.user}")
        except TooMany:
            return PlainTextResponse("", 503, headers={"Retry-After": "60"})
        headers = {**self.pages.headers(), "X-Accel-Buffering": "no"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    async def ballot(self, request: Request) -> Response:
        """A ballot as a file, for whoever may read its round."""
        visit, about = await self.visits.of(request), _about(request)
        if visit.who is None or about is None:
            return self.messages.stranger(visit)
        file = await self.desk.ballot_file(visit.who, about)
        headers = {**self.pages.headers(), "Content-Disposition": f'attachment; filename="{file.name}"'}
        return StreamingResponse(file.pieces, media_type="application/x-ndjson", headers=headers)

    async def commitments(self, request: Request) -> Response:
        """A circle's commitments as a file, for whoever may see them."""
        visit, about = await self.visits.of(request), _about(request)
        if visit.who is None or about is None:
            return self.messages.stranger(visit)
        file = await self.desk.commitments_file(visit.who, about, request.url.query)
        headers = {**self.pages.headers(), "Content-Disposition": f'attachment; filename="{file.name}"'}
        return StreamingResponse(file.pieces, media_type="text/csv; charset=utf-8", headers=headers)

    # --- presses --------------------------------------------------------------------------------------------

    async def do(self, request: Request) -> Response:
        """Every button and every form."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        visit = visit.coming_back_to(form.get("back"))
        ours = same_origin(request, self.settings.base_url)
        if ours is False:
            return self.messages.say(visit, 403, "web.not_from_here")
        if visit.who is None:
            return self.messages.stranger(visit)
        if not self.sessions.token_is_right(visit.session, form.get("csrf")):
            if ours:
                return self.remembered(visit, self.messages.send_again(visit, form, request.url.path))
            return self.messages.say(visit, 403, "web.page_too_old", visit.reader.back)
        press = press_of(visit.who, form)
        leads_to = visit.reader.at.of(press.action) or self._address_of_form(visit, press)
        if leads_to is not None:
            return self._go(leads_to)
        reply = await self.respond(press)
        if press.action.verb == Verb.LEAVE_CIRCLE and isinstance(reply, Confirmed):
            visit = visit.coming_back_to(visit.reader.at.page("/home"))
        if press.action.verb == Verb.REVOKE_LINKS and (await self.visits.of(request)).who is None:
            return self.messages.links_stopped(visit)
        return self._answer(visit, reply)

    def _answer(self, visit: Visit, reply: Reply) -> Response:
        if isinstance(reply, Opened):
            return self.pages.form(visit.reader, reply.form)
        if isinstance(reply, Invalid):
            return self.pages.form(visit.reader, reply.form, status=422)
        look = Look.of(reply)
        response = self._go(visit.reader.back + "#said")
        html = self.pages.card(visit.reader, reply.card, look)
        if self.sessions.keep_said(response, visit.session, visit.reader.back.partition("?")[0], html):
            return response
        return self.pages.card_page(visit.reader, reply.card, look)

    def _go(self, path: str) -> Response:
        return RedirectResponse(path, 303, headers=self.pages.headers())

    def _address_of_form(self, visit: Visit, press: Press) -> str | None:
        """Where the form stands that a press only opens: a browser can go back to an address, but asks before it sends
        something again."""
        if press.values is not None or press.carried or press.action.verb not in ONLY_OPENS:
            return None
        query = urlencode({"action": str(press.action), "back": visit.reader.back})
        return f"{visit.reader.at.page('/do')}?{query}"

    async def open_form(self, request: Request) -> Response:
        """A form by its address; what is pressed there is only shown. Any other address of a press: their home."""
        visit = await self.visits.of(request)
        who, action = visit.who, Action.parse(request.query_params.get("action", ""))
        if who is None or action is None or action.verb not in ONLY_OPENS:
            return self._go(visit.reader.at.page("/home") if who else "/")
        visit = visit.coming_back_to(request.query_params.get("back", ""))
        reply = await self.respond(Press(who, action, key=f"web:open:{action}"))
        return self.remembered(visit, self._answer(visit, reply))

    async def leave(self, request: Request) -> Response:
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        response = self._go("/")
        if self.sessions.token_is_right(visit.session, form.get("csrf")):
            self.sessions.forget(response)
        return response


def _address(request: Request) -> str:
    """With what is asked for."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _about(request: Request) -> UUID | None:
    """The id in the address. Raises ``Refusal`` when there is one that is not an id."""
    text = request.path_params.get("id")
    if text is None:
        return None
    about = uuid_of(str(text))
    if about is None:
        raise Refusal(Reason.NOT_FOUND)
    return about


async def robots(_: Request) -> Response:
    return PlainTextResponse(ROBOTS)


def web_routes(
    desk: Reading,
    respond: Respond,
    doorkeeper: Doorkeeper,
    settings: WebSettings,
    versions: Versions,
    sample_members: SampleMembers | None = None,
    stopping: Callable[[], bool] = lambda: False,
    every: float = 0.5,
    calendar_files: CalendarFiles | None = None,
    mail_wishes: MailWishes | None = None,
) -> Web:
    """The browser, ready to be included. With ``sample_members`` it is the demonstration: anybody may be any
    of them."""
    assets, sessions = Assets(), Sessions(settings)
    visits = Visits(desk, settings, sessions, sample_members)
    pages = Pages(settings, assets)
    messages = Messages(pages, visits, settings, sessions)
    live = LivePoll(versions, every=every, stopping=stopping)
    demonstration = sample_members is not None
    rooms = Rooms(desk, respond, settings, sessions, visits, pages, messages, live, demonstration)
    background = Background()
    joining = Joining(doorkeeper, settings, sessions, visits, pages, messages, background)
    router = APIRouter()

    def add(path: str, endpoint: Endpoint, *methods: str) -> None:
        router.add_route(path, _in_words(endpoint, visits, messages), methods=list(methods))

    for prefix in ("", "/as/{seat}") if demonstration else ("",):
        for path, name in SCREENS:
            add(prefix + path, rooms.screen(name), "GET")
        add(prefix + BALLOT_FILE, rooms.ballot, "GET")
        add(prefix + COMMITMENTS_FILE, rooms.commitments, "GET")
        add(prefix + "/do", rooms.do, "POST")
        add(prefix + "/do", rooms.open_form, "GET")
        add(prefix + "/live", rooms.stream, "GET")
    add("/", rooms.front, "GET")
    add("/leave", rooms.leave, "POST")
    add("/join/{secret}", joining.show_invitation, "GET")
    add("/join/{secret}", joining.join, "POST")
    add("/me/{secret}", joining.enter, "GET")
    add("/me/{secret}", joining.change, "POST")
    add("/me/{secret}/again", joining.ask_new_link, "POST")
    add("/again", joining.ask_new_link, "POST")
    add("/link", joining.mail_new_link, "POST")
    if calendar_files is not None:
        add(PATH + "{secret}", Calendars(calendar_files, visits, pages, messages).file, "GET")
    seals = MailSeals(settings.secret_key)
    taps = Taps(desk, respond, doorkeeper, settings, sessions, visits, pages, messages, seals)
    add(TAP + "{token}", taps.show, "GET")
    add(TAP + "{token}", taps.answer, "POST")
    add(TAP + "{token}/open", taps.open, "POST")
    add(TAP + "{token}/again", taps.again, "POST")
    if mail_wishes is not None:
        quieting = Quieting(mail_wishes, visits, pages, messages, seals)
        add(QUIET + "{token}", quieting.show, "GET")
        add(QUIET + "{token}", quieting.stop, "POST")
        add(QUIET + "{token}/undo", quieting.undo, "POST")
    add("/static/{name}", assets.serve, "GET")
    add("/robots.txt", robots, "GET")
    handlers: dict[int | type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        404: messages.on_http_error,
        405: messages.on_http_error,
        Exception: messages.on_bug,
    }
    return Web(router, handlers, live, background)


def _in_words(endpoint: Endpoint, visits: Visits, messages: Messages) -> Endpoint:
    """The endpoint, with what it cannot read and what is refused told as a page."""

    async def answered(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except Unreadable as problem:
            response = messages.unreadable(await visits.of(request), problem.status)
        except Refusal as refusal:
            response = messages.refused(await visits.of(request), refusal)
        return untold(request, response)

    return answered
