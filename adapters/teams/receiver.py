"""Takes a verified activity to whatever handles it."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Final

from adapters.payloads import Json, Malformed
from adapters.teams.answer import Answer
from adapters.teams.answers import as_message, no_view, notice_dialog, word
from adapters.teams.clicks import Clicks
from adapters.teams.dialogs import Dialogs
from adapters.teams.happenings import Happenings
from adapters.teams.read import Dialog, Execute, Extension, Happening, Incoming, Typed, read
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
            return await self._answered(incoming)
        except (Refusal, TimeoutError) as late:
            logger.warning("Teams is to tell it again: %r", late)
            return Answer(503)

    async def _answered(self, incoming: Incoming) -> Answer:
        noting, origin = self._wiring.noting, incoming.origin
        match incoming:
            case Typed():
                self._wiring.background.start(self._heard(incoming), "teams-words")
                return Answer()
            case Execute():
                late = no_view() if incoming.refresh else word(say(origin)("teams.still_working"))
                answer = await self._in_time(incoming, self._clicks.answer(incoming), late)
                return self._told(incoming, answer) if incoming.posted else answer
            case Dialog():
                late = notice_dialog(say(origin)("teams.still_working"))
                asked = self._noted(noting.note(origin), self._dialogs.answer(incoming))
                return await self._in_time(incoming, asked, late)
            case Extension():
                late = notice_dialog(say(origin)("teams.still_working"))
                asked = self._noted(noting.note_person(origin), self._dialogs.extension(incoming))
                return await self._in_time(incoming, asked, late)
            case Happening():
                async with asyncio.timeout(IN_TIME):
                    await noting.note(origin)
                    await self._happenings.take(incoming)
                return Answer()

    async def _heard(self, typed: Typed) -> None:
        await self._wiring.noting.note(typed.origin)
        await self._spoken.answer(typed)

    async def _noted(self, noting: Awaitable[None], answering: Awaitable[Answer]) -> Answer:
        await noting
        return await answering

    async def _in_time(
        self, incoming: Execute | Dialog | Extension, working: Awaitable[Answer], late: Answer
    ) -> Answer:
        work = asyncio.ensure_future(working)
        await asyncio.wait((work,), timeout=IN_TIME)
        if work.done():
            return work.result()
        self._wiring.background.start(self._outlast(incoming, work), "teams-late")
        return late

    async def _outlast(self, incoming: Execute | Dialog | Extension, work: "asyncio.Future[Answer]") -> None:
        self._told(incoming, await work)

    def _told(self, incoming: Execute | Dialog | Extension, answer: Answer) -> Answer:
        """The answer as a message in the personal chat, where nobody waits for it any more, or the client takes none."""
        content = as_message(answer)
        if content is not None:
            self._wiring.background.start(self._wiring.tell(incoming.origin, content), "teams-told")
        return Answer()
