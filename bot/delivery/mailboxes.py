"""Where people without an account on a chat platform read, and their own link in every email to them."""

import base64
import hashlib
import hmac
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from adapters.cards import Action
from adapters.desk import Account
from adapters.email.send import Mailbox
from adapters.present.commitment_tapped import TAPPED
from adapters.present.verbs import Verb
from adapters.presses.commitments import COMMITMENT_COMMANDS
from adapters.presses.mous import MOU_COMMANDS
from adapters.presses.roles import ROLE_COMMANDS
from adapters.web.addresses import Addresses
from adapters.web.links import digest_of, own_link
from adapters.web.mailed import MailSeals
from decisions.ids import MemberId, NetworkId
from decisions.people.commands import MakeLink
from storage.batch import Done
from storage.database import Database
from storage.outbox import MEMBER
from storage.writer import Writer

OF_OTHER_THINGS: Final = frozenset(
    {
        Verb.CIRCLE_FORM,
        Verb.INVITE,
        Verb.PROPOSE,
        Verb.BALLOT,
        Verb.WHO_DOES_WHAT,
        Verb.CIRCLE_REMINDERS,
        Verb.CIRCLE_DIGEST,
        Verb.NOTE,
        Verb.NOT_WORKING,
        Verb.REVIEW_CHOICE,
    }
)
"""Verbs whose subject is a circle or an agreement."""
_SHOWN_ON: Final = (
    (frozenset({*ROLE_COMMANDS, Verb.MORE_OF_ROLE}), Verb.OPEN_ROLE),
    (frozenset({*COMMITMENT_COMMANDS, Verb.MORE_OF_COMMITMENT}), Verb.OPEN_COMMITMENT),
    (frozenset(MOU_COMMANDS), Verb.OPEN_MOU),
    (frozenset({Verb.CIRCLE_DIGEST}), Verb.DIGEST),
)
"""Verbs whose subject has a page of its own, and what opens that."""


class Mailboxes:
    """Each email carries a link made for it, which lasts 60 days. Of links only the digests are kept."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        base_url: str,
        secret_key: str,
    ) -> None:
        self._database = database
        self._writer = writer
        self._base_url = base_url.rstrip("/")
        self._key = secret_key.encode()
        self._seals = MailSeals(secret_key)

    async def __call__(self, account: Account, key: str) -> Mailbox | None:
        """``key`` is the message's: another try of it carries the same link. The account's ``tenant`` is a
        network's id and its ``user`` a member's; None when no address is known."""
        network, member = NetworkId(UUID(account.tenant)), MemberId(UUID(account.user))
        person = await self._database.read(lambda connection: _person(connection, network, member))
        if person is None or not person.active or not person.email:
            return None
        secret = self._secret(network, member, key)
        digest = digest_of(secret)
        made = MakeLink(network_id=network, by=member, member=member, digest=digest, mailed=True)
        if not isinstance(await self._writer.submit(made, f"mail:{digest}"), Done):
            return None
        quiet = self._seals.quiet(self._base_url, network, member)
        return Mailbox(person.email, person.locale, partial(self._leads_to, secret), quiet)

    def _leads_to(self, secret: str, action: Action) -> str:
        """An answer opens with that answer chosen; a page is opened; else a round, or what waits for them."""
        if action.verb in TAPPED:
            return self._seals.tap(self._base_url, digest_of(secret), action)
        if (page := _page_of(action)) is not None:
            return own_link(self._base_url, secret, page=page)
        return own_link(self._base_url, secret, _round_of(action))

    def _secret(self, network: UUID, member: UUID, key: str) -> str:
        """256 bits that only who knows the house's secret key can make again."""
        text = f"mailed link|{network}|{member}|{key}"
        made = hmac.new(self._key, text.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _person(connection: Connection, network: UUID, member: UUID) -> Any:
    wanted = select(MEMBER.c.email, MEMBER.c.locale, MEMBER.c.active)
    return connection.execute(
        wanted.where(MEMBER.c.network_id == network, MEMBER.c.id == member)
    ).one_or_none()


def _page_of(action: Action) -> str | None:
    """The page of its own on which it is pressed, or that it opens; None of anything else."""
    if action.verb in (Verb.HOME, Verb.OPEN_ROUND):
        return None
    shows = next((opens.value for verbs, opens in _SHOWN_ON if action.verb in verbs), action.verb)
    return Addresses("").of(Action(shows, action.id.partition(":")[0]))


def _round_of(action: Action) -> UUID | None:
    """What a button is about is a round, mostly; the link opens on that. Else it opens on what waits for them."""
    if action.verb in OF_OTHER_THINGS:
        return None
    try:
        return UUID(action.id.partition(":")[0])
    except ValueError:
        return None
