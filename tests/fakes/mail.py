"""A mail server that keeps what arrives, by address."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class FakeMail:
    def __init__(self) -> None:
        self.letters: list[tuple[str, Any]] = []
        """The address and the message of each letter."""
        self.refusals: dict[str, list[str]] = {}
        """What is said of an address instead of taking mail for it: each once, the last from then on; empty: it takes it."""

    def to(self, address: str) -> list[str]:
        """The plain text of the letters to somebody, each under its subject."""
        return [
            f"{letter['Subject']}\n{letter.get_body(('plain',)).get_content()}"
            for whom, letter in self.letters
            if whom == address
        ]

    def all_to(self, address: str) -> list[Any]:
        """The letters to somebody, whole."""
        return [letter for whom, letter in self.letters if whom == address]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.refusals.get(address, [""])
        answer = said.pop(0) if len(said) > 1 else said[0]
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [(address, message) for address in envelope.rcpt_tos]
        return "250 OK"

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Its address, for ``SMTP_URL``."""
        await self._listen(0)
        try:
            yield f"smtp://127.0.0.1:{self._port}"
        finally:
            await self._stop()

    @contextlib.asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Nothing listens there meanwhile."""
        await self._stop()
        yield
        await self._listen(self._port)

    async def _listen(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: SMTP(self, hostname="mail"), "127.0.0.1", port)
        self._port = int(self._listener.sockets[0].getsockname()[1])

    async def _stop(self) -> None:
        self._listener.close()
        await self._listener.wait_closed()
