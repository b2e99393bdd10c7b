"""Sending by SMTP, against a real mail server in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from adapters.calendar import WholeDay
from adapters.cards import Action, Button, Buttons, Heading, PersonalCard, SharedCard
from adapters.delivery import DeliveryFailed, MessageRef
from adapters.desk import Account, PlaceKey, Platform
from adapters.email.send import EmailSender, Mailbox, failure_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANA = Account(Platform.EMAIL, "network", "ana")
CARD = PersonalCard(
    "Is it OK to try «Evening hours»? Until Thursday",
    (Heading("Evening hours"), Buttons((Button("OK to try", Action("consent", "r-1", "1.2")),))),
)


@dataclass
class Server:
    """Keeps what arrives; ``answers`` are said instead of taking the next messages."""

    arrived: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to_recipient: str = ""
    to_data: str = ""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_data:
            return self.to_data
        assert isinstance(envelope.content, bytes)
        message: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.arrived.append(message)
        self.raw.append(envelope.content)
        return "250 OK"


@pytest.fixture
def server() -> Server:
    return Server()


@asynccontextmanager
async def listening(server: Server, **options: Any) -> AsyncIterator[int]:
    """The port on which the mail server listens, in this event loop."""
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: SMTP(server, hostname="mail", **options), "127.0.0.1", 0)
    yield listener.sockets[0].getsockname()[1]
    listener.close()
    await listener.wait_closed()


@pytest.fixture
async def port(server: Server) -> AsyncIterator[int]:
    async with listening(server) as port:
        yield port


QUIET = "https://rondo.early-years-network.example.org/quiet/" + "".join(
    chr(ord("A") + n % 26) + str(n % 10) for n in range(90)
)
"""As long as they are."""


def a_sender(port: int, url: str = "smtp://127.0.0.1:{port}") -> EmailSender:
    async def mailbox_of(account: Account, key: str) -> Mailbox | None:
        if account.user != "ana":
            return None
        return Mailbox(
            "ana@example.org",
            "es",
            lambda action: f"https://rondo.example/me/s?r={action.id}",
            QUIET,
        )

    return EmailSender(url.format(port=port), "Rondo <rondo@example.org>", mailbox_of, lambda: NOW)


async def test_a_card_arrives_as_text_and_html_with_the_persons_own_link(server: Server, port: int) -> None:
    await a_sender(port).direct(ANA, CARD, key="ask:1", again=False)
    (message,) = server.arrived
    assert message["To"] == "ana@example.org"
    assert message["From"] == "Rondo <rondo@example.org>"
    assert message["Subject"] == CARD.notification
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    for part in (text, html):
        assert "https://rondo.example/me/s?r=r-1" in part.get_content()
    assert 'lang="es"' in html.get_content()


async def test_a_reminder_says_how_to_get_no_more_and_carries_a_calendar_file(
    server: Server, port: int
) -> None:
    day = WholeDay(
        "c-1@rondo.example", "Bring chairs", "Steering", "https://r/c-1", date(2026, 12, 4), NOW, 2
    )
    await a_sender(port).direct(ANA, replace(CARD, days=(day,), reminds=True), key="k", again=False)
    await a_sender(port).direct(ANA, CARD, key="k2", again=False)
    reminder, other = server.arrived
    assert reminder["List-Unsubscribe"] == f"<{QUIET}>"
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = reminder.get_body(("plain",))
    assert text is not None
    foot = text.get_content().splitlines()[-2:]
    assert foot == ["No más recordatorios por correo:", QUIET]
    (file,) = reminder.iter_attachments()
    assert (file.get_content_type(), file["Content-Type"].params["method"]) == ("text/calendar", "PUBLISH")
    assert file.get_filename() == "bring-chairs.ics"
    content = str(file.get_content())
    for line in ("UID:c-1@rondo.example", "DTSTART;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261205"):
        assert line in content
    assert other["List-Unsubscribe"] is None
    assert list(other.iter_attachments()) == []


async def test_the_address_that_stops_reminders_arrives_whole_for_mail_programs_to_press(
    server: Server, port: int
) -> None:
    await a_sender(port).direct(ANA, replace(CARD, reminds=True), key="k", again=False)
    head = server.raw[0].partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{QUIET}>".encode() in head
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head


@pytest.mark.parametrize(
    ("mail_from", "circle", "sender"),
    [
        ("Rondo <rondo@example.org>", "Early, years", ("Rondo · Early, years", "rondo@example.org")),
        ("rondo@example.org", "Primera\ninfancia", ("Rondo · Primera infancia", "rondo@example.org")),
        (
            "North <rondo@example.org>",
            "North side " * 9,
            (f"North · {'North side ' * 5}Nort…", "rondo@example.org"),
        ),
        ("North <rondo@example.org>", "", ("North", "rondo@example.org")),
    ],
)
async def test_it_comes_in_the_name_of_the_circle(
    server: Server, port: int, mail_from: str, circle: str, sender: tuple[str, str]
) -> None:
    await replace(a_sender(port), mail_from=mail_from).direct(
        ANA, replace(CARD, circle=circle), key="k", again=False
    )
    (found,) = server.arrived[0]["From"].addresses
    assert (found.display_name, found.addr_spec) == sender


async def test_a_repeat_carries_the_same_message_id(server: Server, port: int) -> None:
    sender = a_sender(port)
    first = await sender.direct(ANA, CARD, key="ask:1", again=False)
    again = await sender.direct(ANA, CARD, key="ask:1", again=True)
    other = await sender.direct(ANA, CARD, key="ask:2", again=False)
    assert first == again != other
    assert [str(m["Message-ID"]) for m in server.arrived] == [first.message, first.message, other.message]


async def test_a_person_without_an_address_is_a_permanent_failure(port: int) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        await a_sender(port).direct(Account(Platform.EMAIL, "network", "bo"), CARD, key="k", again=False)
    assert (failed.value.permanent, failed.value.why) == (True, "person_gone")


@pytest.mark.parametrize(
    ("to_recipient", "to_data", "permanent", "why"),
    [
        ("550 no such mailbox", "", True, "account_inactive"),
        ("450 try again later", "", False, "busy"),
        ("", "554 we do not want this", True, "refused"),
        ("", "451 greylisted", False, "busy"),
    ],
)
async def test_what_a_mail_server_refuses_passes_or_stays(
    server: Server, port: int, to_recipient: str, to_data: str, permanent: bool, why: str
) -> None:
    server.to_recipient, server.to_data = to_recipient, to_data
    with pytest.raises(DeliveryFailed) as failed:
        await a_sender(port).direct(ANA, CARD, key="k", again=False)
    assert (failed.value.permanent, failed.value.why, failed.value.maybe_sent) == (permanent, why, False)
    assert server.arrived == []


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(DeliveryFailed) as failed:
        await a_sender(1).direct(ANA, CARD, key="k", again=False)
    assert (failed.value.permanent, failed.value.why, failed.value.maybe_sent) == (
        False,
        "unreachable",
        False,
    )


@pytest.mark.parametrize(
    ("failure", "permanent", "maybe_sent"),
    [
        (aiosmtplib.SMTPReadTimeoutError("no answer"), False, True),
        (aiosmtplib.SMTPServerDisconnected("gone"), False, True),
        (aiosmtplib.SMTPConnectTimeoutError("no answer"), False, False),
        (aiosmtplib.SMTPAuthenticationError(535, "wrong password"), False, False),
        (aiosmtplib.SMTPNotSupported("no SMTPUTF8"), True, False),
    ],
)
def test_what_broke_off_may_have_arrived(failure: Exception, permanent: bool, maybe_sent: bool) -> None:
    meant = failure_of(failure)
    assert (meant.permanent, meant.maybe_sent) == (permanent, maybe_sent)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_user_and_password_of_the_address_are_used() -> None:
    seen: list[tuple[bytes, bytes]] = []

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        seen.append((given.login, given.password))
        return AuthResult(success=True)

    server = Server()
    options = {"authenticator": authenticate, "auth_require_tls": False, "auth_required": True}
    async with listening(server, **options) as port:
        sender = a_sender(port, "smtp://ana%40x:se%2Fcret@127.0.0.1:{port}")
        await sender.direct(ANA, CARD, key="k", again=False)
    assert seen == [(b"ana@x", b"se/cret")]
    assert len(server.arrived) == 1


async def test_there_are_no_places_by_email_and_nothing_is_edited(server: Server, port: int) -> None:
    sender = a_sender(port)
    place = PlaceKey(Platform.EMAIL, "", "list@example.org")
    with pytest.raises(DeliveryFailed):
        await sender.post(place, SharedCard("x", ()), key="k", again=False)
    await sender.edit("", MessageRef("ana", "<1@x>"), CARD)
    assert server.arrived == []
