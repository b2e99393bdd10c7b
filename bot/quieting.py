"""Who wants reminders by email: read and set from the email itself."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from adapters.web.mailed import MailReader
from bot.clock import Clock
from bot.desk import PATIENCE
from bot.doorkeeper import recorded
from decisions.ids import MemberId, NetworkId
from decisions.people.commands import SetRemindersByEmail
from decisions.refusals import Refusal
from storage.codec import own_wishes_of
from storage.database import Database
from storage.outbox import MEMBER
from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class HouseMailWishes:
    """Fulfils ``adapters.web.mailed.MailWishes``."""

    database: Database
    writer: Writer
    clock: Clock
    patience: float = PATIENCE
    """Seconds."""

    async def reader(self, network: UUID, member: UUID) -> MailReader | None:
        return await self.database.read(lambda connection: _reader(connection, network, member))

    async def set(self, network: UUID, member: UUID, *, on: bool) -> Refusal | None:
        own = MemberId(member)
        command = SetRemindersByEmail(network_id=NetworkId(network), by=own, member=own, on=on)
        # Each press has a key of its own: off, on and off again are three.
        key = f"quiet:{member}:{on}:{self.clock.now().isoformat()}"
        return await recorded(self.writer, command, key, self.patience)


def _reader(connection: Connection, network: UUID, member: UUID) -> MailReader | None:
    m = MEMBER.c
    wanted = select(m.name, m.locale, m.reminders).where(
        m.network_id == network, m.id == member, m.active.is_(True)
    )
    row = connection.execute(wanted).one_or_none()
    return None if row is None else MailReader(row.name, row.locale, own_wishes_of(row.reminders).by_email)
