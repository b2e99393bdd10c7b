"""Private messages out by SMTP, and what a mail server's refusals mean for the worker."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from adapters.calendar import WholeDay, calendar_file, file_name
from adapters.cards import Action, Card, PersonalCard
from adapters.copy import words_for
from adapters.delivery import A_DAY, DeliveryFailed, MessageRef, Rate, Rates
from adapters.desk import Account, PlaceKey
from adapters.email.render import Drawing, Letter, Stop, one_line
from adapters.text import cut

RATES: Final = Rates(
    post=Rate(1, 1.0),
    edit=Rate(60, 1.0),
    direct=Rate(60, 60.0),
    longest_wait=3600.0,
    keeps_trying=2 * A_DAY,
    waits_for_server=14 * A_DAY,
)
"""A mail server that asks somebody new to come again later loses nothing. (RFC 5321, section 4.5.4.1, would have four or five
days; what a reminder says is of no use by then.) Nor does one that is away: what is of no use any more is not sent then."""
_OWN_NAME: Final = "Rondo"
_CIRCLE: Final = 60
"""Characters of a circle's name before the address."""
WITHIN: Final = 15.0
"""Seconds for each step with the mail server."""


class _AsItIs(UnstructuredHeader, BaseHeader):
    """A header on one line, as it is written. Python would break a long address into encoded words (RFC 2047), which no mail
    program puts together again where it looks for an address (RFC 2369, RFC 8058)."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS: Final = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _AsItIs)
_POLICY: Final = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where one person reads, in which language, and the addresses behind their buttons (with their own
    link). ``quiet`` is where they stop reminders by email."""

    address: str
    locale: str
    link: Callable[[Action], str]
    quiet: str = ""


MailboxOf = Callable[[Account, str], Awaitable[Mailbox | None]]
"""For one message (the same key at each try). Of an account of platform ``email``: ``tenant`` is the
network's id and ``user`` the member's. None: no address is known."""


@dataclass(slots=True)
class EmailSender:
    """Fulfils ``adapters.delivery.Sender`` for people; there are no places by email, and what is sent stays
    as it was.

    ``smtp_url`` is ``smtp://`` (with STARTTLS where it is offered) or ``smtps://``, with user and password
    in it.
    """

    smtp_url: str
    mail_from: str
    mailbox_of: MailboxOf
    now: Callable[[], datetime]
    rates: Rates = RATES

    async def post(
        self,
        place: PlaceKey,
        card: Card,
        *,
        key: str,
        again: bool,
        thread: MessageRef | None = None,
        broadcast: bool = False,
    ) -> MessageRef:
        raise DeliveryFailed(permanent=True, why="refused")

    async def edit(self, tenant: str, at: MessageRef, card: Card) -> None:
        """An email cannot be edited; its link shows what is now."""

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        """A repeat carries the same Message-ID, by which mail programs know that they have it already."""
        mailbox = await self.mailbox_of(account, key)
        if mailbox is None:
            raise DeliveryFailed(permanent=True, why="person_gone")
        w = words_for(mailbox.locale)
        stop = Stop(w("mail.stop"), mailbox.quiet) if card.reminds and mailbox.quiet else None
        drawing = Drawing(mailbox.link)
        letter = drawing.letter(card, language=mailbox.locale, footer=w("mail.only_yours"), stop=stop)
        message = self._message(mailbox.address, letter, key, card.circle)
        if stop is not None:
            message["List-Unsubscribe"] = f"<{stop.address}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if card.days:
            _attach(message, card.days)
        await self._send(message)
        return MessageRef(account.user, str(message["Message-ID"]))

    def _message(self, to: str, letter: Letter, key: str, circle: str) -> EmailMessage:
        domain = parseaddr(self.mail_from)[1].partition("@")[2] or "localhost"
        digest = hashlib.sha256(key.encode()).hexdigest()[:40]
        message = EmailMessage(_POLICY)
        message["From"] = _sender(self.mail_from, circle)
        message["To"] = to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self.now())
        message["Message-ID"] = f"<{digest}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message

    async def _send(self, message: EmailMessage) -> None:
        server = urlsplit(self.smtp_url)
        try:
            await aiosmtplib.send(
                message,
                hostname=server.hostname,
                port=server.port,
                username=unquote(server.username) if server.username else None,
                password=unquote(server.password) if server.password else None,
                use_tls=server.scheme == "smtps",
                timeout=WITHIN,
            )
        except (SMTPException, OSError) as failure:
            raise failure_of(failure) from None


def _sender(mail_from: str, circle: str) -> str | Address:
    """In whose name it comes: whoever is in two circles sees at once which of them it is about."""
    name, address = parseaddr(mail_from)
    if not circle or not address:
        return mail_from
    return Address(f"{name or _OWN_NAME} · {cut(one_line(circle), _CIRCLE)}", addr_spec=address)


def _attach(message: EmailMessage, days: tuple[WholeDay, ...]) -> None:
    """A calendar file; what it says of itself is what it holds (RFC 6047, section 2.4)."""
    message.add_attachment(
        calendar_file(days),
        maintype="text",
        subtype="calendar",
        filename=file_name(days[0].title if len(days) == 1 else ""),
        params={"method": "PUBLISH", "charset": "utf-8"},
    )


def failure_of(failure: Exception) -> DeliveryFailed:
    """What a mail server's answer means: 4xx passes, 5xx stays; when it broke off, the message may be
    there."""
    match failure:
        case SMTPConnectError():
            return DeliveryFailed(permanent=False, why="unreachable")
        case SMTPAuthenticationError():
            return DeliveryFailed(permanent=False, why="mail_login_refused")
        case SMTPRecipientsRefused(recipients=[first, *_]):
            return _by_code(first.code, "account_inactive")
        case SMTPResponseException(code=code):
            return _by_code(code, "refused")
        case SMTPTimeoutError() | SMTPServerDisconnected() | OSError():
            return DeliveryFailed(permanent=False, why="unreachable", maybe_sent=True)
        case _:
            return DeliveryFailed(permanent=True, why="refused")


def _by_code(code: int, why: str) -> DeliveryFailed:
    if code >= 500:
        return DeliveryFailed(permanent=True, why=why)
    return DeliveryFailed(permanent=False, why="busy")
