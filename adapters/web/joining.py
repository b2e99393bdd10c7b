"""Coming in by a link: join with an invitation, open one's own link, ask for a new one.

Every address here may hold a secret, so its pages are never kept, indexed or told to another site.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from uuid import UUID
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.background import Background
from adapters.cards import ChoiceField, Field, Option, TextField
from adapters.desk import Who
from adapters.web.addresses import uuid_of
from adapters.web.links import (
    MAX_EMAIL,
    MAX_NAME,
    TENANT,
    Doorkeeper,
    InvitationSeen,
    account_of,
    digest_of,
    mail_to_oneself,
    own_link,
    text_to_oneself,
    well_formed,
)
from adapters.web.messages import Messages
from adapters.web.read import MAX_KEY, Posted, Unreadable, posted, same_origin
from adapters.web.render import Pages
from adapters.web.session import Session, Sessions
from adapters.web.settings import WebSettings
from adapters.web.visit import Visit, Visits
from decisions.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Joining:
    """The routes of links."""

    doorkeeper: Doorkeeper
    settings: WebSettings
    sessions: Sessions
    visits: Visits
    pages: Pages
    messages: Messages
    background: Background

    # --- an invitation --------------------------------------------------------------------------------------

    async def show_invitation(self, request: Request) -> Response:
        """Who invites, to what, and a small form. Changes nothing."""
        visit = await self.visits.of(request)
        seen = await self._invitation(request)
        if seen is None:
            return self.messages.only(visit, 410, "web.invitation_over")
        if visit.who is not None:
            return self.messages.say(
                visit, 200, "web.already_in", "/home", "web.to_my_home", name=visit.who.name
            )
        visit = self._in_locale(request, visit, seen)
        response = self._form(request, visit, seen, typed={"name": seen.name}, errors={})
        self.sessions.remember(response, visit.session)
        return response

    async def join(self, request: Request) -> Response:
        """Makes the person's own link, signs them in, and shows the link this once."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        if (wrong := self._mistrusted(request, visit, form)) is not None:
            return wrong
        invitation = str(request.path_params["secret"])
        nonce = form.get("key")
        if not nonce or len(nonce) > MAX_KEY or not well_formed(invitation):
            raise Unreadable(400)
        own = self.sessions.secret_for(visit.session, "join", digest_of(invitation), nonce)
        seen = await self._invitation(request)  # now, because joining may use it up
        found = await self._join(digest_of(invitation), form.below("f."), own)
        if isinstance(found, Refusal):
            return self._refused(request, visit, form, found, seen)
        asked = await self.doorkeeper.waiting(found) or (seen.asks if seen else None)
        return self._joined(visit, found, own, asked)

    async def _join(self, invitation: str, typed: Mapping[str, str], own: str) -> Who | Refusal:
        zone = typed.get("time_zone", "")
        link = digest_of(own)
        return await self.doorkeeper.join(
            invitation,
            name=typed.get("name", "").strip(),
            locale=self.settings.locale(typed.get("locale", "")),
            time_zone=zone if zone in _zones() else "",
            email=typed.get("email", "").strip(),
            link_digest=link,
            key=f"join:{link}",
        )

    def _joined(self, visit: Visit, who: Who, own: str, asked: UUID | None) -> Response:
        # The browser's id stays, so that a double click or a reload makes the same link again.
        session = Session(id=visit.session.id, at=self.sessions.new(None).at, account=account_of(own))
        member = self.visits.as_member(visit, session, who)
        link = own_link(self.settings.address, own)
        w = member.reader.w
        response = self.pages.draw(
            "joined.html",
            member.reader,
            link=link,
            leads_to=_page_of(asked),
            sms=text_to_oneself(w("web.link_message", link=link)),
            mail=mail_to_oneself(w("web.link_subject"), w("web.link_message", link=link)),
        )
        self.sessions.remember(response, session)
        return response

    def _refused(
        self, request: Request, visit: Visit, form: Posted, refusal: Refusal, seen: InvitationSeen | None
    ) -> Response:
        if seen is None:
            return self.messages.only(visit, 410, "web.invitation_over")
        visit = self._in_locale(request, visit, seen)
        sentence = visit.reader.w(f"refused.{refusal.reason.value}", **refusal.facts)
        return self._form(request, visit, seen, form.below("f."), {refusal.at_field: sentence})

    def _form(
        self,
        request: Request,
        visit: Visit,
        seen: InvitationSeen,
        typed: Mapping[str, str],
        errors: Mapping[str, str],
    ) -> Response:
        fields = self._fields(visit, typed)
        return self.pages.draw(
            "join.html",
            visit.reader,
            status=422 if errors else 200,
            seen=seen,
            fields=fields,
            errors=errors,
            problems=list(errors.items()),
            action=request.url.path,
            nonce=self.sessions.new(None).id,
        )

    def _fields(self, visit: Visit, typed: Mapping[str, str]) -> tuple[Field, ...]:
        w = visit.reader.w
        tongues = tuple(Option(locale, name) for locale, name in self.settings.languages)
        return (
            TextField(
                "name",
                w("web.your_name"),
                typed.get("name", ""),
                w("web.your_name_hint"),
                max_length=MAX_NAME,
            ),
            ChoiceField(
                "locale", w("web.your_language"), tongues, typed.get("locale") or visit.reader.locale
            ),
            TextField(
                "email", w("web.your_email"), typed.get("email", ""), w("web.your_email_hint"), required=False
            ),
        )

    # --- one's own link -------------------------------------------------------------------------------------

    async def enter(self, request: Request) -> Response:
        """Signs in with one's own link and leaves the secret's address at once; in a browser that somebody else
        is signed in with, it asks first. Changes nothing that is stored."""
        visit = await self.visits.of(request)
        who = await self._behind(request)
        if who is not None and _is_another(visit.who, who):
            return self._ask_whose(request, visit, who)
        return await self._let_in(request, visit, who, _leads_to(request.query_params))

    async def change(self, request: Request) -> Response:
        """They have said that it is their link: whoever was signed in here no longer is."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        if (wrong := self._mistrusted(request, visit, form)) is not None:
            return wrong
        return await self._let_in(request, visit, await self._behind(request), _leads_to(form))

    async def _let_in(self, request: Request, visit: Visit, who: Who | None, asked: "_LeadsTo") -> Response:
        if who is None:
            over = self.messages.link_over(visit, f"{request.url.path}/again")
            self.sessions.remember(over, visit.session)
            return over
        page = visit.reader.at.ours(asked.page)
        about = uuid_of(asked.round) or (None if page else await self.doorkeeper.waiting(who))
        response = RedirectResponse(page or _page_of(about), 303, headers=self.pages.headers())
        self.sessions.remember(response, self.sessions.new(account_of(_secret(request))))
        return response

    def _ask_whose(self, request: Request, visit: Visit, who: Who) -> Response:
        w, here = visit.reader.w, visit.who.name if visit.who else ""
        return self.pages.draw(
            "message.html",
            visit.reader,
            title=w("web.whose_link_title"),
            texts=[w("web.whose_link", name=here, other=who.name)],
            typed=[
                ("csrf", visit.reader.token),
                ("r", request.query_params.get("r", "")[:36]),
                ("to", visit.reader.at.ours(request.query_params.get("to", ""))),
            ],
            action=request.url.path,
            leads_to="",
            button=w("web.whose_link_open", other=who.name),
        )

    async def ask_new_link(self, request: Request) -> Response:
        """The same answer whether the link was ever ours or not."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        if (wrong := self._mistrusted(request, visit, form)) is not None:
            return wrong
        digest = self._digest_asked(request, visit)
        if digest and await self.doorkeeper.ask_new_link(digest) is not None:
            return self.messages.say(visit, 503, "web.busy", leads_to=request.url.path.removesuffix("/again"))
        return self.messages.only(visit, 200, "web.new_link_asked")

    async def mail_new_link(self, request: Request) -> Response:
        """The same answer, and as soon, whether anybody of ours reads at that address or not: nothing is waited for."""
        visit = await self.visits.of(request)
        form = await posted(request, self.settings.form_limit)
        if (wrong := self._mistrusted(request, visit, form)) is not None:
            return wrong
        email = form.get("email").strip()[:MAX_EMAIL]
        self.background.start(self.doorkeeper.mail_new_link(email), "mail a new link")
        return self.messages.only(visit, 200, "web.link_mailed")

    def _digest_asked(self, request: Request, visit: Visit) -> str:
        own = str(request.path_params.get("secret", ""))
        if own:
            return digest_of(own) if well_formed(own) else ""
        account = visit.account
        return account.user if account is not None and account.tenant == TENANT else ""

    # --- shared ---------------------------------------------------------------------------------------------

    async def _behind(self, request: Request) -> Who | None:
        own = _secret(request)
        return await self.visits.behind(account_of(own)) if well_formed(own) else None

    async def _invitation(self, request: Request) -> InvitationSeen | None:
        invitation = str(request.path_params["secret"])
        return await self.doorkeeper.invitation(digest_of(invitation)) if well_formed(invitation) else None

    def _mistrusted(self, request: Request, visit: Visit, form: Posted) -> Response | None:
        if same_origin(request, self.settings.base_url) is False:
            return self.messages.say(visit, 403, "web.not_from_here")
        if not self.sessions.token_is_right(visit.session, form.get("csrf")):
            return self.messages.say(
                visit, 403, "web.page_too_old", leads_to=request.url.path.removesuffix("/again")
            )
        return None

    def _in_locale(self, request: Request, visit: Visit, seen: InvitationSeen) -> Visit:
        """The browser's language when we have words for it, else the invitation's."""
        wanted = request.headers.get("accept-language", "")
        return self.visits.in_locale(visit, self.settings.locale(f"{wanted},{seen.locale}"))


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones: a thousand files are looked at for them."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class _LeadsTo:
    """What a link of one's own opens on: a round, or a page by its path. (Untrusted.)"""

    round: str
    page: str


class _Asked(Protocol):
    def get(self, name: str, /) -> str | None: ...


def _leads_to(asked: _Asked) -> _LeadsTo:
    return _LeadsTo(asked.get("r") or "", asked.get("to") or "")


def _secret(request: Request) -> str:
    return str(request.path_params["secret"])


def _is_another(here: Who | None, who: Who) -> bool:
    return here is not None and (here.network_id, here.member_id) != (who.network_id, who.member_id)


def _page_of(round_id: UUID | None) -> str:
    return f"/rounds/{round_id}" if round_id else "/home"
