"""No more reminders by email, and back: from the foot of the email itself, with nobody signed in.

Opening the address changes nothing. A POST turns them off, whatever it holds: mail programs send one by themselves once somebody
presses their own button for it (``List-Unsubscribe-Post``, RFC 8058), without cookies and in a form of their own.
"""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from adapters.web.mailed import MailReader, MailSeals, MailWishes
from adapters.web.messages import Messages
from adapters.web.render import Look, Pages
from adapters.web.visit import Visit, Visits


@dataclass(frozen=True, slots=True)
class Quieting:
    """The routes of who wants no reminders by email."""

    wishes: MailWishes
    visits: Visits
    pages: Pages
    messages: Messages
    seals: MailSeals

    async def show(self, request: Request) -> Response:
        return await self._answered(request, wanted=None)

    async def stop(self, request: Request) -> Response:
        return await self._answered(request, wanted=False)

    async def undo(self, request: Request) -> Response:
        return await self._answered(request, wanted=True)

    async def _answered(self, request: Request, *, wanted: bool | None) -> Response:
        visit = await self.visits.of(request)
        found = self.seals.quieted(str(request.path_params["token"]))
        known = await self.wishes.reader(*found) if found is not None else None
        if found is None or known is None:
            return self.messages.only(visit, 404, "web.quiet_unreadable")
        if wanted is not None and wanted != known.on:
            if await self.wishes.set(*found, on=wanted) is not None:
                return self.messages.say(visit, 503, "web.busy", request.url.path.removesuffix("/undo"))
            known = replace(known, on=wanted)
        return self._page(request, visit, known, changed=wanted is not None)

    def _page(self, request: Request, visit: Visit, known: MailReader, *, changed: bool) -> Response:
        visit = self.visits.in_locale(visit, known.locale)
        w, here = visit.reader.w, request.url.path.removesuffix("/undo")
        asks = known.on and not changed
        said = "quiet.ask" if asks else "quiet.on" if known.on else "quiet.off"
        texts = [w(said, name=known.name)]
        texts += [w("quiet.still_comes")] if not (known.on and changed) else []
        return self.pages.draw(
            "quiet.html",
            replace(visit.reader, name=""),
            texts=texts,
            look=None if asks else Look.DONE if changed else Look.SHOWN,
            action=here if known.on else f"{here}/undo",
            button=w("quiet.stop") if known.on else w("quiet.undo"),
        )
