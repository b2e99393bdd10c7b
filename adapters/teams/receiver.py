"""Takes a verified activity to whatever handles it."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, Final

from adapters.teams.answer import Answer
from adapters.teams.answers import notice_dialog, word
from adapters.teams.clicks import Clicks
from adapters.teams.dialogs import Dialogs
from adapters.teams.happenings import Happenings
from adapters.teams.read import Dialog, Execute, Extension, Happening, Incoming, Json, Malformed, Typed, read
from adapters.teams.wiring import IN_TIME, Wiring, say
from adapters.teams.words import Spoken
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)


class Receiver:
    """Decided, committed, and only then answered, inside Teams' five seconds."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._clicks, self._dialogs = Clicks(wiring), Dialogs(wiring)
        self._spoken, self._happenings = Spoken(wiring), Happenings(wiring)

    async def receive(self, activity: Json) -> Answer:
        """400 for what Teams does not send; 503 when it must tell an event again."""
        try:
            incoming = read(activity)
        except Malformed as malformed:
            logger.warning("An unexpected activity: %s", malformed)
            return Answer(400)
        if incoming is None:
            return Answer(501 if activity.get("type") == "invoke" else 200)
        try:
            await self._wiring.noting.note(incoming.origin)
            return await self._answered(incoming)
        except Refusal as refusal:
            logger.warning("Teams is to tell it again: %s", refusal)
            return Answer(503)

    async def _answered(self, incoming: Incoming) -> Answer:
        match incoming:
            case Typed():
                self._wiring.background.start(self._spoken.answer(incoming), "teams-words")
                return Answer()
            case Execute():
                late = word(say(incoming.origin)("teams.still_working"))
                return await self._in_time(self._clicks.answer(incoming), late)
            case Dialog():
                late = notice_dialog(say(incoming.origin)("teams.still_working"))
                return await self._in_time(self._dialogs.answer(incoming), late)
            case Extension():
                late = notice_dialog(say(incoming.origin)("teams.still_working"))
                return await self._in_time(self._dialogs.extension(incoming), late)
            case Happening():
                await self._happenings.take(incoming)
                return Answer()

    async def _in_time(self, working: Awaitable[Answer], late: Answer) -> Answer:
        work: asyncio.Future[Any] = asyncio.ensure_future(working)
        await asyncio.wait((work,), timeout=IN_TIME)
        if work.done():
            answer: Answer = work.result()
            return answer
        self._wiring.background.start(_outlast(work), "teams-late")
        return late


async def _outlast(work: "asyncio.Future[Any]") -> None:
    await work
