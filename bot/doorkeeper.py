"""Letting people in who are nobody yet: invitations and personal links."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from adapters.desk import Who
from adapters.ids import new_id
from adapters.web.links import InvitationSeen
from bot.clock import Clock
from bot.desk import PATIENCE
from decisions.commands import Command
from decisions.ids import MemberId
from decisions.people.commands import AskForLink, JoinByInvitation
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import JoinAsGuest
from storage.batch import Declined
from storage.database import Database
from storage.keys import link_account
from storage.reading.home import only_one_waiting, open_to_newcomers
from storage.reading.people import InvitationFound, find_invitation, find_link, recognise
from storage.streams.links import members_at
from storage.writer import Writer, WriterStopped

_NOT_TOLD: Final = frozenset({Reason.NOT_RECORDED, Reason.STILL_SAVING})


@dataclass(frozen=True, slots=True)
class HouseDoorkeeper:
    """Fulfils ``adapters.web.links.Doorkeeper``."""

    database: Database
    writer: Writer
    clock: Clock
    sends_email: bool = False
    """Whether a new link can go to the address of whoever asks for one."""
    patience: float = PATIENCE
    """Seconds."""

    async def invitation(self, digest: str) -> InvitationSeen | None:
        found = await self._invitation(digest)
        if found is None or found.used or found.revoked or found.expires_at <= self.clock.now():
            return None
        if found.round_id is not None and not found.vote_is_open:
            return None
        return InvitationSeen(
            inviter=found.inviter,
            circle=found.circle,
            network=found.network,
            group=found.group,
            locale=found.locale,
            time_zone=found.time_zone,
            name=found.name,
            vote=found.vote,
            asks=found.round_id
            or await self.database.read(lambda c: open_to_newcomers(c, found.network_id, found.circle_id)),
        )

    async def waiting(self, who: Who) -> UUID | None:
        now = self.clock.now()
        return await self.database.read(lambda c: only_one_waiting(c, who.network_id, who.member_id, now))

    async def join(
        self,
        digest: str,
        name: str,
        locale: str,
        time_zone: str,
        email: str,
        link_digest: str,
        key: str,
    ) -> Who | Refusal:
        if (already := await self._by_link(link_digest)) is not None:
            return already
        found = await self._invitation(digest)
        if found is None:
            return Refusal(Reason.NOT_FOUND)
        said: dict[str, Any] = {
            "network_id": found.network_id,
            "by": MemberId(new_id()),
            "invitation_digest": digest,
            "link_digest": link_digest,
            "name": name,
            "locale": locale or found.locale,
            "time_zone": time_zone or found.time_zone,
            "email": email,
        }
        command = (
            JoinByInvitation(**said, circle_id=found.circle_id)
            if found.round_id is None
            else JoinAsGuest(**said, round_id=found.round_id)
        )
        refusal = await self._act(command, key)
        return refusal or await self._by_link(link_digest) or Refusal(Reason.NOT_FOUND)

    async def ask_new_link(self, digest: str) -> Refusal | None:
        link = await self.database.read(lambda c: find_link(c, digest))
        if link is None:
            return None
        member = link.member_id
        wish = AskForLink(network_id=link.network_id, by=member, member=member, by_email=self.sends_email)
        refusal = await self._act(wish, f"wish:{digest}:{self.clock.now():%Y%m%d%H}")
        return refusal if refusal is not None and refusal.reason in _NOT_TOLD else None

    async def mail_new_link(self, email: str) -> None:
        if not self.sends_email or not email:
            return
        for network, member in await self.database.read(partial(members_at, email=email)):
            wish = AskForLink(network_id=network, by=member, member=member, by_email=True)
            await self._act(wish, f"mail:{member}:{self.clock.now():%Y%m%d%H}")

    async def _act(self, command: Command, key: str) -> Refusal | None:
        return await recorded(self.writer, command, key, self.patience)

    async def _invitation(self, digest: str) -> InvitationFound | None:
        return await self.database.read(lambda c: find_invitation(c, digest))

    async def _by_link(self, digest: str) -> Who | None:
        found: Any = await self.database.read(lambda c: recognise(c, link_account(digest)))
        if found is None:
            return None
        return Who(found.network_id, found.member_id, found.name, found.locale, found.time_zone)


async def recorded(writer: Writer, command: Command, key: str, patience: float) -> Refusal | None:
    """Records it, or says why not, within the time (in seconds) in which every press is answered."""
    try:
        ticket = writer.submit(command, key)
    except WriterStopped:
        return Refusal(Reason.NOT_RECORDED)
    try:
        async with asyncio.timeout(patience):
            outcome = await asyncio.shield(ticket.future)
    except WriterStopped:
        return Refusal(Reason.NOT_RECORDED)
    except TimeoutError:
        withdrawn = writer.withdraw(ticket)
        return Refusal(Reason.NOT_RECORDED if withdrawn else Reason.STILL_SAVING)
    return outcome.refusal if isinstance(outcome, Declined) else None
