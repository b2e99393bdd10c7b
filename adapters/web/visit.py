"""One request's reader: which browser, which account, which member, in which language."""

from dataclasses import dataclass, replace

from starlette.requests import Request

from adapters.desk import Account, Who
from adapters.web.addresses import Addresses
from adapters.web.render import Reader
from adapters.web.session import Session, Sessions
from adapters.web.settings import Reading, SampleMember, SampleMembers, WebSettings


@dataclass(frozen=True, slots=True)
class Visit:
    """``account`` is what the browser holds (or the seat it sits in); ``who`` is the member behind it, if
    there still is one."""

    session: Session
    account: Account | None
    who: Who | None
    reader: Reader

    def coming_back_to(self, path: str) -> "Visit":
        """The same, with the page that its forms lead back to."""
        return replace(self, reader=replace(self.reader, back=self.reader.at.back(path)))


class Visits:
    """Recognises who is asking, anew at each request.

    In the demonstration the member sits in the address (``/as/<seat>/…``) and not in the cookie: two windows
    of one browser can be two people. Outside it no such address exists.
    """

    def __init__(
        self, desk: Reading, settings: WebSettings, sessions: Sessions, sample_members: SampleMembers | None
    ) -> None:
        self._desk = desk
        self._settings = settings
        self._sessions = sessions
        self._sample_members = sample_members

    @property
    def demonstration(self) -> bool:
        return self._sample_members is not None

    async def of(self, request: Request) -> Visit:
        session = self._sessions.of(request)
        seat = str(request.path_params.get("seat", ""))
        account = await self._seated(seat) if seat else session.account
        who = await self._desk.recognise(account) if account is not None else None
        prefix = f"/as/{seat}" if seat else ""
        return Visit(session, account, who, self._reader(request, session, who, prefix)).coming_back_to(
            request.url.path
        )

    def stranger(self, request: Request) -> Visit:
        """Somebody about whom nothing is asked: an error's page needs no desk."""
        session = self._sessions.of(request)
        return Visit(session, None, None, self._reader(request, session, None, ""))

    def as_member(self, visit: Visit, session: Session, who: Who) -> Visit:
        """The visit of somebody who has just come in."""
        reader = replace(
            visit.reader,
            w=self._settings.words_for(who.locale),
            locale=who.locale,
            name=who.name,
            token=self._sessions.token(session),
            back="/home",
        )
        return Visit(session, session.account, who, reader)

    def in_locale(self, visit: Visit, locale: str) -> Visit:
        """The visit of somebody who is nobody yet, in this language."""
        return replace(visit, reader=replace(visit.reader, w=self._settings.words_for(locale), locale=locale))

    async def behind(self, account: Account) -> Who | None:
        """The member behind an account that the browser does not hold yet."""
        return await self._desk.recognise(account)

    async def sample_members(self) -> list[SampleMember]:
        return list(await self._sample_members()) if self._sample_members is not None else []

    async def _seated(self, seat: str) -> Account | None:
        return next((one.account for one in await self.sample_members() if one.account.user == seat), None)

    def _reader(self, request: Request, session: Session, who: Who | None, prefix: str) -> Reader:
        locale = who.locale if who else self._settings.locale(request.headers.get("accept-language", ""))
        return Reader(
            w=self._settings.words_for(locale),
            locale=locale,
            at=Addresses(self._settings.address, prefix),
            token=self._sessions.token(session),
            name=who.name if who else "",
            seated=bool(prefix),
        )
