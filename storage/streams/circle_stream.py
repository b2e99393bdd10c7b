"""A circle inside a transaction: who sits there, its places, and who was invited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import CircleId, MemberId, NetworkId, OrganisationId, RecurrenceId
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people import places
from decisions.people.engine import CircleCase, Invitation, decide, evolve
from decisions.people.people import Circle, CircleSeat
from decisions.recurring.commands import NoteSetterLeft, ReckonAnew, RecurrenceCommand
from decisions.refusals import Reason, Refusal
from decisions.roles.commands import NoteHolderLeft, ReckonTurns, RoleCommand
from decisions.rounds.commands import NoteDeparture
from decisions.rounds.round import FINAL
from storage.bulk import Upsert
from storage.circle_rows import load_circle
from storage.codec import DIGEST_TIMES, SETTINGS, WISHES, to_json
from storage.digest_rows import reckon_digest
from storage.streams.known import check_circle_command, is_coordinator
from storage.streams.links import link_need, revoke_links, write_link
from storage.streams.meeting_places import place_case, sit_only_here, write_place_event
from storage.streams.round_stream import RoundStream
from storage.streams.stand_ins import write_stand_ins
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.people import SeatedThrough
from storage.tables.streams import Subject

_circle: Final = METADATA.tables["circle"]
_seat: Final = METADATA.tables["circle_seat"]
_place: Final = METADATA.tables["place"]
_member: Final = METADATA.tables["member"]
_invitation: Final = METADATA.tables["invitation"]
_organisation: Final = METADATA.tables["organisation"]
_round: Final = METADATA.tables["round"]
_put_seats: Final = Upsert(
    _seat,
    ("network_id", "circle_id", "member_id", "group_id", "organisation_id", "position", "through"),
    update=("group_id", "organisation_id"),
)


class CircleStream(Stream):
    subject = Subject.CIRCLE
    state: Circle | None
    _other_settings = False
    """They have changed, and its roles have not heard of it yet."""

    _names_facilitator = False
    """Somebody has said who facilitates it, and its roles have not heard of it yet."""

    def load(self) -> Circle | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        return (
            remembered
            if isinstance(remembered, Circle)
            else load_circle(self.connection, self.network_id, self.id)
        )

    def decide(self, command: Command) -> Sequence[Event]:
        coordinates = is_coordinator(self.connection, self.network_id, command.by)
        if isinstance(command, places.PLACE_COMMANDS):
            return places.decide(place_case(self, command, coordinates), command, self.now)
        if isinstance(command, c.MakeCircle) and self.state is None:
            self._must_be_free(command)
        case = CircleCase(
            circle=self.state,
            is_coordinator=coordinates,
            invitation=self._invitation(command) if isinstance(command, c.JoinByInvitation) else None,
        )
        events = decide(self._with_link_need(case, command), command, self.now)
        if events:
            check_circle_command(self.connection, command)
        if isinstance(command, c.ChangeCircle) and self.state is not None:
            self._names_facilitator = command.facilitator != self.state.facilitator
        return events

    def _with_link_need(self, case: CircleCase, command: Command) -> CircleCase:
        member = case.invitation.for_member if case.invitation is not None else None
        if isinstance(command, c.InviteMember):
            member = command.member
        need = link_need(self.connection, self.network_id, member) if member is not None else None
        if need is None:
            return case
        return replace(case, wishes_link=need.wishes_link, by_link_only=need.by_link_only)

    def keep(self, event: Event) -> None:
        before, after = self.state, evolve(self.state, event)
        self._other_settings |= before is not None and after is not None and before.settings != after.settings
        self.state = after
        match event:
            case e.CircleMade():
                self._make(event)
            case e.CircleChanged() | e.RemindersSet() | e.DigestSet():
                self._update()
            case e.MemberSeated():
                through = SeatedThrough.PLACE if event.by == event.seat.member else SeatedThrough.PERSON
                self._sit((event.seat,), through)
            case e.MemberUnseated():
                self._rise(event.member)
            case e.SeatsUnited():
                self._keep_one_seat(event)
            case e.StandInNamed() | e.StandInEnded():
                self._write_stand_ins()
            case e.GroupNamed():
                self._named(METADATA.tables["stakeholder_group"], event)
            case e.OrganisationNamed():
                self._named(_organisation, event)
            case e.MemberInvited():
                self._invite(event)
            case e.LinksRevoked():
                revoke_links(self.connection, self.network_id, event.member, event)
            case e.MemberJoined():
                self._join(event)
            case _:
                write_place_event(self, event)

    def follow(self, events: Sequence[Event]) -> None:
        """Who has left the circle has left its open rounds: what they said there stays. With a place that the circle leaves go
        those who sat through it alone; but not who has said so, and nobody with the last: they meet in the browser then."""
        for event in events:
            if isinstance(event, places.PlaceLeft) and self.state is not None and self.state.places:
                for member in sorted(sit_only_here(self, event.place_id) - {event.by}):
                    self.handle(self._leaving(member))
            if isinstance(event, e.MemberUnseated):
                for round_id in self._open_rounds():
                    self._note_departure(round_id, event.member)
                self._tell_recurrences(NoteSetterLeft, event.member)
                self._tell_roles(NoteHolderLeft, event.member)
                self._tell_commitments(event.member)
                self._tell_mous(event.member)
            if isinstance(event, e.CircleChanged | e.DigestSet):
                begins = isinstance(event, e.DigestSet)
                reckon_digest(self.connection, self.network_id, self.id, self.now, begins=begins)
            if isinstance(event, e.CircleChanged):
                self._tell_recurrences(ReckonAnew, event.by)
                if self._names_facilitator:
                    self._names_facilitator = False
                    self._seat_facilitator(event)
                if self._other_settings:
                    self._other_settings = False
                    self.reckon_turns(event.by)
        came = [event for event in events if isinstance(event, e.MemberSeated | e.MemberJoined)]
        by = came[-1].seat.member if came else None
        if by is not None and any(getattr(event, "by", None) != event.seat.member for event in came):
            self.reckon_turns(by)

    def reckon_turns(self, by: MemberId) -> None:
        """Of the roles that pass around: the circle's people, its clock or its holidays are not what they were. Whoever comes
        through a place does not come alone, so there it is told once for all."""
        self._tell_roles(ReckonTurns, by)

    def _seat_facilitator(self, event: e.CircleChanged) -> None:
        from storage.streams.role_stream import seat_facilitator

        self.unit.flush()
        seat_facilitator(self.unit, self.network_id, self.id, event.by, event.facilitator)

    def _tell_recurrences(self, kind: type[RecurrenceCommand], by: MemberId) -> None:
        """As the circle is from now on."""
        from storage.streams.recurrence_stream import recurrences_of_circle

        self.unit.flush()
        network = NetworkId(self.network_id)
        for stream in recurrences_of_circle(self.unit, network, self.id):
            stream.handle(kind(network_id=network, by=by, recurrence_id=RecurrenceId(stream.id)))

    def _tell_roles(self, kind: type[RoleCommand], by: MemberId) -> None:
        from storage.streams.role_stream import tell_roles

        self.unit.flush()
        tell_roles(self.unit, self.network_id, self.id, kind, by)

    def _tell_commitments(self, left: MemberId) -> None:
        from storage.streams.commitment_stream import note_part_left

        self.unit.flush()
        note_part_left(self.unit, self.network_id, self.id, left)

    def _tell_mous(self, member: MemberId) -> None:
        from storage.streams.mou_stream import note_signatory_left

        note_signatory_left(self.unit, self.network_id, member, circle_id=self.id)

    def _leaving(self, member: MemberId) -> c.UnseatMember:
        network, circle = NetworkId(self.network_id), CircleId(self.id)
        return c.UnseatMember(network_id=network, by=member, circle_id=circle, member=member)

    def _note_departure(self, round_id: UUID, member: MemberId) -> None:
        stream = self.unit.find(RoundStream, self.network_id, round_id)
        if stream is None or stream.state is None:
            return
        stream.settle()
        if not stream.state.is_over:
            noted = NoteDeparture(network_id=NetworkId(self.network_id), by=member, round_id=stream.state.id)
            stream.handle(noted)

    def _open_rounds(self) -> list[UUID]:
        r = _round.c
        found = select(r.id).where(
            r.network_id == self.network_id, r.circle_id == self.id, r.stage.not_in(FINAL)
        )
        return list(self.connection.execute(found.order_by(r.id)).scalars())

    def _must_be_free(self, command: c.MakeCircle) -> None:
        if command.place_id is None:
            return
        one = (_place.c.network_id == self.network_id, _place.c.id == command.place_id)
        free = select(_place.c.circle_id).where(*one).with_for_update()
        place = self.connection.execute(free).one_or_none()
        if place is None:
            raise Refusal(Reason.NOT_FOUND)
        if place.circle_id is not None:
            raise Refusal(Reason.NOTHING_CHANGED)

    def _invitation(self, command: c.JoinByInvitation) -> Invitation | None:
        found = find_invitation(self.connection, command.invitation_digest)
        return found if found and found.circle_id == self.id else None

    # --- what is written -------------------------------------------------------------------------------------

    def _make(self, event: e.CircleMade) -> None:
        self.connection.execute(
            insert(_circle).values(
                network_id=self.network_id,
                id=self.id,
                name=event.name,
                facilitator_id=event.facilitator,
                settings=to_json(SETTINGS, event.settings),
            )
        )
        through = SeatedThrough.PERSON if event.place_id is None else SeatedThrough.PLACE
        self._sit(event.seats, through)
        if event.place_id is not None:
            one = (_place.c.network_id == self.network_id, _place.c.id == event.place_id)
            self.connection.execute(update(_place).where(*one).values(circle_id=self.id))

    def _update(self) -> None:
        circle = self.state
        if circle is None:
            return
        self.connection.execute(
            update(_circle)
            .where(_circle.c.network_id == self.network_id, _circle.c.id == self.id)
            .values(
                name=circle.name,
                facilitator_id=circle.facilitator,
                settings=to_json(SETTINGS, circle.settings),
                reminders=to_json(WISHES, circle.reminders),
                digest=to_json(DIGEST_TIMES, circle.digest),
            )
        )

    def _sit(self, seats: Sequence[CircleSeat], through: SeatedThrough) -> None:
        s = _seat.c
        last = (
            select(s.position)
            .where(s.network_id == self.network_id, s.circle_id == self.id)
            .order_by(s.position.desc())
        )
        position = self.connection.execute(last.limit(1)).scalar_one_or_none() or 0
        key = (self.network_id, self.id)
        rows = [
            (*key, seat.member, seat.group, seat.organisation, position + n, through)
            for n, seat in enumerate(seats, 1)
        ]
        _put_seats(self.connection, rows)

    def _rise(self, member: UUID) -> None:
        s = _seat.c
        own = (s.network_id == self.network_id, s.circle_id == self.id, s.member_id == member)
        self.connection.execute(delete(_seat).where(*own))
        self._update()
        self._write_stand_ins()

    def seated_through(self, *members: MemberId) -> dict[MemberId, SeatedThrough]:
        """How those of them who sit here came to."""
        s = _seat.c
        here = (s.network_id == self.network_id, s.circle_id == self.id, s.member_id.in_(members))
        rows = self.connection.execute(select(s.member_id, s.through).where(*here))
        return {MemberId(row.member_id): row.through for row in rows}

    def _keep_one_seat(self, event: e.SeatsUnited) -> None:
        """What keeps them there, whatever place they leave, is the stronger of the two ways by which they came."""
        s = _seat.c
        ways = self.seated_through(event.member, event.other)
        stays = next((way for way in ways.values() if way is not SeatedThrough.PLACE), SeatedThrough.PLACE)
        theirs = (s.network_id == self.network_id, s.circle_id == self.id, s.member_id == event.other)
        if event.member in ways:
            self.connection.execute(delete(_seat).where(*theirs))
        else:
            self.connection.execute(update(_seat).where(*theirs).values(member_id=event.member))
        seat = self.state.seat(event.member) if self.state is not None else None
        if seat is not None:
            own = (s.network_id == self.network_id, s.circle_id == self.id, s.member_id == event.member)
            as_they_sit = {"group_id": seat.group, "organisation_id": seat.organisation, "through": stays}
            self.connection.execute(update(_seat).where(*own).values(as_they_sit))
        self._update()
        self._write_stand_ins()

    def _write_stand_ins(self) -> None:
        stand_ins = self.state.stand_ins if self.state is not None else ()
        write_stand_ins(self.connection, self.network_id, self.id, stand_ins)

    def _named(self, table: Table, event: e.GroupNamed | e.OrganisationNamed) -> None:
        values = {"network_id": self.network_id, "id": event.id, "name": event.name}
        if "position" in table.c:
            last = select(func.max(table.c.position)).where(table.c.network_id == self.network_id)
            values["position"] = (self.connection.execute(last).scalar_one_or_none() or 0) + 1
        self.connection.execute(insert(table).values(**values))

    def _invite(self, event: e.MemberInvited) -> None:
        self.connection.execute(
            insert(_invitation).values(
                network_id=self.network_id,
                id=event.id,
                circle_id=self.id,
                digest=event.digest,
                group_id=event.group,
                invited_by=event.by,
                for_member=event.for_member,
                name=event.name,
                made_at=event.at,
                expires_at=event.expires_at,
            )
        )

    def _join(self, event: e.MemberJoined) -> None:
        member = METADATA.tables["member"]
        known = (member.c.network_id == self.network_id, member.c.id == event.member)
        if self.connection.execute(select(member.c.id).where(*known)).one_or_none() is None:
            self.connection.execute(
                insert(member).values(
                    network_id=self.network_id,
                    id=event.member,
                    name=event.name,
                    locale=event.locale,
                    time_zone=event.time_zone,
                    email=event.email,
                    organisation_id=event.seat.organisation,
                )
            )
        else:
            answered = update(member).where(*known).values(wishes_link_at=None)
            self.connection.execute(answered)
        write_link(self.connection, self.network_id, event.member, event.link_digest, event)
        self._sit((event.seat,), SeatedThrough.INVITATION)
        one = (_invitation.c.network_id == self.network_id, _invitation.c.id == event.invitation_id)
        self.connection.execute(
            update(_invitation).where(*one).values(used_by=event.member, used_at=event.at)
        )


def find_invitation(connection: Connection, digest: str) -> Invitation | None:
    """The invitation whose secret has this digest; whoever joins by it is in the network's first organisation."""
    i, o = _invitation.c, _organisation.c
    organisation = select(o.id).where(o.network_id == i.network_id).order_by(o.is_default.desc(), o.id)
    row = connection.execute(
        select(_invitation, organisation.limit(1).scalar_subquery().label("first_organisation")).where(
            i.digest == digest, i.revoked_at.is_(None), i.round_id.is_(None)
        )
    ).one_or_none()
    if row is None or row.first_organisation is None:
        return None
    return Invitation(
        id=row.id,
        circle_id=row.circle_id,
        digest=row.digest,
        group=row.group_id,
        organisation=OrganisationId(row.first_organisation),
        expires_at=row.expires_at,
        invited_by=row.invited_by,
        used=row.used_by is not None,
        name=row.name,
        for_member=row.for_member,
    )
