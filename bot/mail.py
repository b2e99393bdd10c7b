"""Email for those who are on no chat platform: where they read, and the link of their own that each mail carries."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from adapters.cards import Action
from adapters.desk import Account
from adapters.email.send import Mailbox
from adapters.presses.secrets import Secret
from adapters.web.links import own_link
from decisions.ids import MemberId, NetworkId
from decisions.people.commands import MakeLink
from storage.batch import Declined
from storage.database import Database
from storage.reading.people import MailFound, find_mail
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """Each mail carries a new link, since of the earlier ones only digests are known. They all work until they are revoked."""

    database: Database
    writer: Writer
    base_url: str

    async def of(self, account: Account) -> Mailbox | None:
        """``account.tenant`` is the network's id, ``account.user`` the member's. None when no address is known."""
        network, member = NetworkId(UUID(account.tenant)), MemberId(UUID(account.user))
        found: MailFound | None = await self.database.read(lambda c: find_mail(c, network, member))
        if found is None:
            return None
        secret = Secret()
        made = await self.writer.submit(
            MakeLink(network_id=network, by=member, member=member, digest=secret.digest), ""
        )
        if isinstance(made, Declined):
            return None
        return Mailbox(found.email, found.locale, self._leads(secret.value))

    def _leads(self, secret: str) -> Callable[[Action], str]:
        """A button in a mail opens the browser at the thing that it is about; what it asks is pressed there."""

        def address(action: Action) -> str:
            return own_link(self.base_url, secret, _uuid(action.id.partition(":")[0]))

        return address


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
