"""Many hands in Slack at once: what each will press and send, made beforehand out of the cards and forms that were posted."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import aiohttp

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Answer, SlackPerson, signed
from tests.fakes.slack_things import Message, Modal

HANDS: Final = 8
"""Requests that are on their way at the same time."""
IN_TIME: Final = 1.9
"""Seconds. Slower than that, a person may have been told that it was not recorded."""


class Doing(StrEnum):
    OK_TO_TRY = "ok to try"
    WORRY = "a worry instead"
    QUESTION = "a question"


@dataclass(eq=False)
class Deed:
    """One signed request of one member. ``told`` is the answer to it that came first, if any came."""

    member: int
    doing: Doing
    body: bytes
    content_type: str
    told: str | None = None


class Drafting(SlackPerson):
    """Presses and sends, and the request stays on the desk."""

    async def send(self, body: bytes, content_type: str) -> Answer:
        self._last = (body, content_type)
        return Answer(200, "")

    @property
    def drafted(self) -> tuple[bytes, str]:
        assert self._last is not None
        return self._last


@dataclass
class Desk:
    """Drafts deeds out of the round's card and of the two forms, which somebody has opened before."""

    slack: FakeSlack
    card: Message
    worry: Modal
    question: Modal

    @classmethod
    async def open(cls, slack: FakeSlack, card: Message, user: str) -> "Desk":
        """``user`` has both forms opened for them by the application that runs."""
        person = SlackPerson(slack, user)
        await person.press(card, "OK, with a worry")
        worry = await person.until_modal("What is your worry?")
        await person.press(card, "More…")
        await person.until_modal("Ask a question")
        await person.press(person.modal, "Ask a question")
        question = await person.until_modal("What is unclear")
        return cls(slack, card, replace(worry), replace(question))

    async def draft(self, member: int, user: str, doing: Doing) -> Deed:
        person = Drafting(self.slack, user)
        match doing:
            case Doing.OK_TO_TRY:
                await person.press(self.card, "OK to try")
            case Doing.WORRY:
                await self._fill(person, self.worry, f"Member {member} worries.")
            case Doing.QUESTION:
                await self._fill(person, self.question, f"What does it cost? asks member {member}.")
        return Deed(member, doing, *person.drafted)

    async def _fill(self, person: Drafting, form: Modal, words: str) -> None:
        mine = self.slack.put(person.user, form.view)
        self.slack.stacks[person.user] = [mine]
        text = next(
            block["label"]["text"]
            for block in mine.view["blocks"]
            if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
        )
        await person.submit({text: words})


async def do_all(slack: FakeSlack, deeds: Sequence[Deed], *, at: str = "", hands: int = HANDS) -> None:
    """Everyone at once, ``at`` an application's address (or the one that Slack knows). Where no answer comes, ``told``
    stays what it was."""
    at = at or slack.application
    waiting = list(reversed(deeds))
    connector = aiohttp.TCPConnector(limit=hands)
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def one_hand() -> None:
            while waiting:
                await _do(slack, session, waiting.pop(), at)

        await asyncio.gather(*(one_hand() for _ in range(hands)))


async def _do(slack: FakeSlack, session: aiohttp.ClientSession, deed: Deed, at: str) -> None:
    began = time.monotonic()
    try:
        status, text = await post(slack, session, deed, at)
    except (aiohttp.ClientError, OSError):
        return
    assert status == 200, (status, text)
    if time.monotonic() - began < IN_TIME:
        deed.told = text


async def post(slack: FakeSlack, session: aiohttp.ClientSession, deed: Deed, at: str) -> tuple[int, str]:
    headers: dict[str, Any] = {"Content-Type": deed.content_type}
    headers |= signed(slack.secret, deed.body, slack.clock())
    async with session.post(f"{at}/slack/events", data=deed.body, headers=headers) as response:
        return response.status, await response.text()


def acknowledged(deeds: Iterable[Deed]) -> list[Deed]:
    return [deed for deed in deeds if deed.told is not None]
