"""One tap in an email: the answer that was chosen there, and one button that gives it.

Opening such an address changes nothing, and signs nobody in. Mail servers and programs fetch every link in a message, to look for
harm or to draw a preview (RFC 8058, section 1, tells of the same for links that unsubscribe); were the answer given by that, it
would be nobody's. So the page asks, and only its button, a POST, is the answer.

A message may have been forwarded: the page says as whom it answers, before and after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.cards import Action, Block, Buttons, Form, Item, PersonalCard
from adapters.desk import Account, Confirmed, Invalid, Opened, Platform, Press, Screen, Who
from adapters.present.commitment_tapped import TAPPED
from adapters.present.verbs import ACTS_WHEN_PRESSED, Verb
from adapters.presses.confirming import personal
from adapters.web.links import TENANT, Doorkeeper
from adapters.web.mailed import MailSeals, Tapped
from adapters.web.messages import Messages
from adapters.web.read import key_of, posted, same_origin
from adapters.web.render import Look, Pages, in_order
from adapters.web.session import Sessions
from adapters.web.settings import Reading, Respond, WebSettings
from adapters.web.visit import Visit, Visits
from decisions.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Taps:
    """The routes of answers from emails."""

    desk: Reading
    respond: Respond
    doorkeeper: Doorkeeper
    settings: WebSettings
    sessions: Sessions
    visits: Visits
    pages: Pages
    messages: Messages
    seals: MailSeals

    async def show(self, request: Request) -> Response:
        """The answer, chosen, and as whom; or why it comes too late. Changes nothing."""
        visit = await self.visits.of(request)
        found = self._tapped(request)
        if found is None:
            return self.messages.only(visit, 404, "web.tap_unreadable")
        who = await self._who(found)
        if who is None:
            return self._over(request, visit)
        try:
            view = await self.desk.show(who, _screen(found))
        except Refusal as refusal:
            return self._refused(visit, who, refusal)
        if isinstance(view, Form):
            return self._form(request, visit, who, view)
        return self._said(request, visit, who, personal(view), Look.SHOWN)

    async def answer(self, request: Request) -> Response:
        """Gives it, as the person whose email it was; who else is signed in here stays so."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        found = self._tapped(request)
        if found is None:
            return self.messages.only(visit, 404, "web.tap_unreadable")
        if same_origin(request, self.settings.base_url) is False:
            return self.messages.say(visit, 403, "web.not_from_here", request.url.path)
        who = await self._who(found)
        if who is None:
            return self._over(request, visit)
        acts = found.action.verb in ACTS_WHEN_PRESSED
        values: dict[str, str | tuple[str, ...]] | None = None
        if not acts:
            values = {**form.below("f."), **form.many()}
        key = "mail:" + key_of(who, found.action, form, values).removeprefix("web:")
        reply = await self.respond(Press(who, found.action, key, values))
        if isinstance(reply, Opened | Invalid):
            return self._form(request, visit, who, reply.form, status=422)
        then = await self._then(who, found) if isinstance(reply, Confirmed) else None
        return self._said(request, visit, who, reply.card, Look.of(reply), then)

    async def open(self, request: Request) -> Response:
        """They go on in the browser, as the person whose email it was: whoever was signed in here no longer is. So it needs the
        page of this browser: anybody could have theirs posted by another's (``Origin: null`` says nothing)."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        found = self._tapped(request)
        if found is None:
            return self.messages.only(visit, 404, "web.tap_unreadable")
        if same_origin(request, self.settings.base_url) is False:
            return self.messages.say(visit, 403, "web.not_from_here")
        if not self.sessions.token_is_right(visit.session, form.get("csrf")):
            return self.messages.say(visit, 403, "web.page_too_old", request.url.path.removesuffix("/open"))
        if await self._who(found) is None:
            return self._over(request, visit)
        about = found.action.id.partition(":")[0]
        response = RedirectResponse(f"/commitments/{about}", 303, headers=self.pages.headers())
        self.sessions.remember(response, self.sessions.new(_account(found)))
        return response

    async def again(self, request: Request) -> Response:
        """The email is too old, or its links were stopped: a new one, as from the page of any other link."""
        visit = await self.visits.of(request)
        found = self._tapped(request)
        if same_origin(request, self.settings.base_url) is False:
            return self.messages.say(visit, 403, "web.not_from_here")
        if found is not None and await self.doorkeeper.ask_new_link(found.digest) is not None:
            return self.messages.say(visit, 503, "web.busy", leads_to=request.url.path.removesuffix("/again"))
        return self.messages.only(visit, 200, "web.new_link_asked")

    # --- pages ----------------------------------------------------------------------------------------------

    async def _then(self, who: Who, found: Tapped) -> tuple[str, Form] | None:
        """Of what is done: what came of it, by an address of its own, under the same link."""
        if found.action.verb != Verb.FINISH:
            return None
        tells = replace(found, action=Action(Verb.TELL_WHAT_CAME, found.action.id))
        try:
            form = await self.desk.show(who, _screen(tells))
        except Refusal:
            return None
        return (self.seals.tap("", tells.digest, tells.action), form) if isinstance(form, Form) else None

    def _form(self, request: Request, visit: Visit, who: Who, form: Form, status: int = 200) -> Response:
        visit = self._as_read_by(visit, who)
        return self.pages.draw(
            "tapped.html",
            visit.reader,
            status=status,
            form=form,
            problems=in_order(form),
            name=who.name,
            action=request.url.path,
        )

    def _said(
        self,
        request: Request,
        visit: Visit,
        who: Who,
        card: PersonalCard,
        look: Look,
        then: "tuple[str, Form] | None" = None,
    ) -> Response:
        """Without its buttons, but for those that are addresses: who answers from an email is not signed in. ``then``: what they
        may still say, and where to."""
        visit = self._as_read_by(visit, who)
        plain = replace(card, blocks=tuple(_not_pressed(card.blocks)))
        response = self.pages.draw(
            "tapped_said.html",
            visit.reader,
            card=plain,
            look=look,
            then=then,
            name=who.name,
            action=f"{request.url.path}/open",
        )
        if visit.session.fresh:
            self.sessions.remember(response, visit.session)
        return response

    def _refused(self, visit: Visit, who: Who, refusal: Refusal) -> Response:
        visit = self._as_read_by(visit, who)
        if refusal.reason is Reason.NOT_FOUND:
            return self.messages.only(visit, 404, "web.tap_not_yours")
        return self.messages.refused(visit, refusal)

    def _over(self, request: Request, visit: Visit) -> Response:
        response = self.messages.link_over(visit, f"{request.url.path}/again")
        self.sessions.remember(response, visit.session)
        return response

    def _as_read_by(self, visit: Visit, who: Who) -> Visit:
        """In their language, and without the name of whoever is signed in here."""
        visit = self.visits.in_locale(visit, who.locale)
        return replace(visit, reader=replace(visit.reader, name=""))

    # --- what the address holds -----------------------------------------------------------------------------

    def _tapped(self, request: Request) -> Tapped | None:
        found = self.seals.tapped(str(request.path_params["token"]))
        return found if found is not None and found.action.verb in TAPPED else None

    async def _who(self, found: Tapped) -> Who | None:
        return await self.visits.behind(_account(found))


def _not_pressed(blocks: Iterable[Block]) -> Iterator[Block]:
    for each in blocks:
        match each:
            case Item():
                yield replace(each, button=None)
            case Buttons(buttons):
                if leading := tuple(button for button in buttons if button.url):
                    yield Buttons(leading)
            case _:
                yield each


def _account(found: Tapped) -> Account:
    return Account(Platform.WEB, TENANT, found.digest)


def _screen(found: Tapped) -> Screen:
    about, _, part = found.action.id.partition(":")
    carried = {"verb": found.action.verb, "part": part}
    return Screen("tapped", about=UUID(about), version=found.action.version, carried=carried)
