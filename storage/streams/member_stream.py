"""A member inside a transaction: who they are, their accounts and links."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import select, update

from decisions.commands import Command
from decisions.commitments.wishes import NOTHING_SET, OwnWishes
from decisions.events import Event
from decisions.ids import MemberId, NetworkId
from decisions.people import accounts
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people.accounts import AccountCase, AccountCommand
from decisions.people.codes import Code, CodePurpose
from decisions.people.engine import CircleCase, decide
from decisions.people.people import Member
from decisions.refusals import Reason, Refusal
from storage.bulk import Upsert
from storage.codec import OWN_WISHES, own_wishes_of, to_json
from storage.codes import find_code, keep_code
from storage.messages import coordinators
from storage.streams.accounts import add_account, take_over_accounts
from storage.streams.known import is_coordinator
from storage.streams.links import link_need, revoke_links, write_link
from storage.streams.stream import Head, Stream
from storage.streams.voted_apart import both_voted_in_secret
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

table: Final = METADATA.tables["member"]
_circle: Final = METADATA.tables["circle"]
_circle_seat: Final = METADATA.tables["circle_seat"]
_put_member: Final = Upsert(
    table,
    (
        "network_id",
        "id",
        "name",
        "locale",
        "time_zone",
        "email",
        "organisation_id",
        "is_coordinator",
        "active",
        "locale_chosen",
    ),
    update=("name", "locale", "time_zone", "active"),
)


_OF_REMINDERS: Final = (c.SetOwnReminders, c.SetRemindersByEmail)


class MemberStream(Stream):
    """Its first event may be any: members also come by invitation, which is their circle's event."""

    subject = Subject.MEMBER
    state: Member | None

    def __init__(self, unit: "Unit", head: Head) -> None:
        super().__init__(unit, head)
        if head.is_new:
            self.state = self.load()

    def load(self) -> Member | None:
        one = (table.c.network_id == self.network_id, table.c.id == self.id)
        row = self.connection.execute(select(table).where(*one)).one_or_none()
        return None if row is None else member_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        if self.state is None:
            raise Refusal(Reason.NOT_FOUND)
        if isinstance(command, AccountCommand):
            return accounts.decide(self._account_case(command), command, self.now)
        by_others = isinstance(command, c.RevokeLinks | c.NameCoordinator)
        shares = by_others and self._shares_circle(command.by)
        names = isinstance(command, c.NameCoordinator)
        if names and not self.state.active:
            raise Refusal(Reason.NOT_FOUND)
        asks = isinstance(command, c.AskForLink)
        need = link_need(self.connection, self.network_id, self.id) if asks else None
        wishes, email = self._own() if isinstance(command, _OF_REMINDERS) else (NOTHING_SET, "")
        case = CircleCase(
            circle=None,
            is_coordinator=is_coordinator(self.connection, self.network_id, command.by),
            shares_circle=shares,
            wishes_link=need is not None and need.wishes_link,
            by_link_only=need is not None and need.by_link_only,
            has_email=need is not None and need.has_email,
            own_reminders=wishes,
            own_email=email,
            nobody_coordinates=names and not coordinators(self.connection, self.network_id),
            coordinates=self.state.is_coordinator,
            own_language=self.state.locale if self.state.locale_chosen else "",
        )
        return decide(case, command, self.now)

    def _account_case(self, command: AccountCommand) -> AccountCase:
        digest = getattr(command, "digest", "")
        other = command.other if isinstance(command, c.UniteMembers) else None
        return AccountCase(
            is_there=self.state is not None and self.state.active,
            code=find_code(self.connection, CodePurpose.PERSON, digest) if digest else None,
            other_is_there=other is not None and self._is_active(other),
            is_coordinator=is_coordinator(self.connection, self.network_id, command.by),
            both_voted=None
            if other is None
            else both_voted_in_secret(self.unit, self.network_id, self.id, other),
        )

    def _own(self) -> tuple[OwnWishes, str]:
        """How they want to be reminded, and at which address they read."""
        own = (table.c.network_id == self.network_id, table.c.id == self.id)
        row = self.connection.execute(select(table.c.reminders, table.c.email).where(*own)).one()
        return own_wishes_of(row.reminders), row.email

    def _is_active(self, other: UUID) -> bool:
        """It stays so until the end of the transaction: nobody becomes one with two. The row is locked, not the stream, which
        somebody who came by invitation may not have yet."""
        one = (table.c.network_id == self.network_id, table.c.id == other)
        found = select(table.c.active).where(*one).with_for_update(key_share=True)
        return bool(self.connection.execute(found).scalar_one_or_none())

    def keep(self, event: Event) -> None:
        match event:
            case e.MemberMet():
                self._meet(event)
            case e.CoordinatorNamed():
                self._set(is_coordinator=True)
                self._now(is_coordinator=True)
            case e.AccountCodeAsked():
                code = Code(
                    NetworkId(self.network_id),
                    CodePurpose.PERSON,
                    event.digest,
                    event.member,
                    event.expires_at,
                )
                keep_code(self.connection, code)
            case e.AccountAdded():
                add_account(self.connection, self.network_id, event)
            case e.MembersUnited() if event.member == self.id:
                take_over_accounts(self.connection, self.network_id, event)
            case e.MembersUnited():
                self._now(active=False)
            case e.LinkMade():
                write_link(self.connection, self.network_id, self.id, event.digest, event)
            case e.LinksRevoked():
                revoke_links(self.connection, self.network_id, self.id, event)
            case _:
                self._keep_own(event)

    def _keep_own(self, event: Event) -> None:
        """What members set for themselves."""
        match event:
            case e.OwnRemindersSet():
                self._set(reminders=to_json(OWN_WISHES, event.wishes))
            case e.LanguageChosen():
                self._set(locale=event.locale, locale_chosen=True)
                self._now(locale=event.locale, locale_chosen=True)
            case e.EmailChanged():
                self._set(email=event.email)
            case e.LinkWished():
                self._set(wishes_link_at=None if event.by_email else event.at)

    def _set(self, **columns: object) -> None:
        own = (table.c.network_id == self.network_id, table.c.id == self.id)
        self.connection.execute(update(table).where(*own).values(columns))

    def _now(self, **changes: Any) -> None:
        self.state = None if self.state is None else replace(self.state, **changes)

    def follow(self, events: Sequence[Event]) -> None:
        from storage.streams.mou_stream import note_signatory_left
        from storage.streams.uniting import unite_parts

        for event in events:
            if isinstance(event, e.MembersUnited) and event.member == self.id:
                unite_parts(self.unit, self.network_id, event)
            if isinstance(event, e.MemberMet) and not event.active:
                note_signatory_left(self.unit, self.network_id, event.member)

    def _meet(self, event: e.MemberMet) -> None:
        own = (event.name, event.locale, event.time_zone, "", event.organisation, False, event.active, False)
        _put_member(self.connection, [(self.network_id, self.id, *own)])
        before = self.state
        self.state = Member(
            id=event.member,
            name=event.name,
            locale=event.locale,
            time_zone=event.time_zone,
            organisation=before.organisation if before else event.organisation,
            is_coordinator=before.is_coordinator if before else False,
            active=event.active,
            locale_chosen=before.locale_chosen if before else False,
        )

    def _shares_circle(self, by: UUID) -> bool:
        """Whether ``by`` facilitates a circle in which this member sits."""
        s = _circle_seat.c
        found = (
            select(s.member_id)
            .join(_circle, (_circle.c.network_id == s.network_id) & (_circle.c.id == s.circle_id))
            .where(s.network_id == self.network_id, s.member_id == self.id, _circle.c.facilitator_id == by)
        )
        return self.connection.execute(found.limit(1)).one_or_none() is not None


def member_from(row: Any) -> Member:
    """From a row of the table."""
    return Member(
        id=MemberId(row.id),
        name=row.name,
        locale=row.locale,
        time_zone=row.time_zone,
        organisation=row.organisation_id,
        is_coordinator=row.is_coordinator,
        active=row.active,
        locale_chosen=row.locale_chosen,
    )
