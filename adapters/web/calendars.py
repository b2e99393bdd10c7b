"""A meeting as a file for people's calendars: whoever has its address may fetch it, as often as they like."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from adapters.calendar import CalendarFiles
from adapters.web.messages import Messages
from adapters.web.render import Pages
from adapters.web.visit import Visits

_KIND: Final = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Calendars:
    files: CalendarFiles
    visits: Visits
    pages: Pages
    messages: Messages

    async def file(self, request: Request) -> Response:
        found = await self.files(str(request.path_params["secret"]))
        if found is None:
            return self.messages.say(await self.visits.of(request), 404, "web.not_found")
        saved = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return Response(found.content, media_type=_KIND, headers={**self.pages.headers(), **saved})
