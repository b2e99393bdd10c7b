"""A role inside a transaction; and what befalls it when a circle, or one of its people, changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, insert, or_, select, update

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import MemberId, NetworkId, RoleId
from decisions.people.events import CircleChanged
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import AtLeastFrom, HasServed, RotationRule
from decisions.roles.role import Filling, Role, RoleKind
from decisions.roles.selecting import to_be_followed
from decisions.roles.turning import next_due, settle
from storage.circle_rows import circle_there
from storage.codec import ROLE, from_json, to_json
from storage.role_rows import held_before, roles_held, roles_made
from storage.streams.known import check_group, steers
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

_role: Final = METADATA.tables["role"]
_term: Final = METADATA.tables["role_term"]


class RoleStream(Stream):
    subject = Subject.ROLE
    state: Role | None

    def load(self) -> Role | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Role):
            return remembered
        row = self.connection.execute(select(_role).where(*self._own)).one_or_none()
        return None if row is None else role_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        circle = self._circle(command)
        by = command.by
        rota = command.rota if isinstance(command, c.MakeRole) else command
        rules = rota.rules if isinstance(rota, c.SetRota | c.FirstRota) else ()
        case = replace(
            self._case(circle, rules),
            steers=steers(self.connection, circle, by),
            own_terms=self._terms_of(by)
            if isinstance(command, c.WriteHandover | c.AnswerBack)
            else frozenset(),
            made_before=roles_made(self.connection, circle) if self.state is None else 0,
        )
        events = decide(case, command, self.now)
        self._check_rules(circle, rules)
        if any(isinstance(event, e.RoleMade) and event.kind is RoleKind.FACILITATOR for event in events):
            self._check_only_one(circle)
        return events

    def settle(self) -> None:
        """What fell due while nothing was running is done now, and in its order; and where it calls for the next selection, that
        begins."""
        due = self.next_due()
        if self.state is None or due is None or due > self.now:
            return
        case = self._case(self._circle_of(self.state.circle_id))
        while events := settle(case, self.state, self.now):
            followed = to_be_followed(self.state, events)
            self.record(events)
            if followed:
                self._select_next(self.state, [term.number for term in followed])
            case = replace(case, role=self.state)

    def next_due(self) -> datetime | None:
        return None if self.state is None else next_due(self.state)

    def keep(self, event: Event) -> None:
        self.state = evolve(self.state, event)
        match event:
            case e.RoleMade():
                key = {"network_id": self.network_id, "id": self.id}
                self.connection.execute(insert(_role).values(**key, **_columns(self.state)))
            case e.RoleTaken():
                self._take(event)
            case e.RoleLeft():
                left = {"ended_at": event.at, "why_left": event.why}
                own = (*self._own_terms, _term.c.number == event.term)
                self.connection.execute(update(_term).where(*own).values(left))
            case e.HoldersUnited():
                self._unite(event)

    def flush(self) -> None:
        if self.state is not None and self.events and self.state is not self.before:
            self.connection.execute(update(_role).where(*self._own).values(**_columns(self.state)))

    def follow(self, events: Sequence[Event]) -> None:
        """What was to be done for the role is offered to whoever takes it up; and with its holder may change who facilitates."""
        taken = any(isinstance(event, e.RoleTaken) for event in events)
        if self.state is not None and taken:
            from storage.streams.commitment_stream import offer_with_role

            self.unit.flush()
            offer_with_role(self.unit, self.network_id, self.id, self.state.holders)
        self._pass_facilitation(events)

    def _pass_facilitation(self, events: Sequence[Event]) -> None:
        """Who facilitates the circle changes with whoever holds the role of its facilitator: of several, whoever does so already,
        or else whoever has held it longest. Where the role itself is ended, they go on; and whoever let go of it takes the
        facilitation from nobody who has it by other means."""
        if self.state is None or self.state.kind is not RoleKind.FACILITATOR or self.state.ended:
            return
        if not any(isinstance(event, e.RoleTaken | e.RoleLeft) for event in events):
            return
        from storage.streams.circle_stream import CircleStream

        stream = self.unit.find(CircleStream, self.network_id, self.state.circle_id)
        if stream is None or stream.state is None:
            return
        circle = stream.state
        holders = [one for one in self.state.holders if circle.seat(one)]
        left = {event.member for event in events if isinstance(event, e.RoleLeft)}
        if circle.facilitator in holders or (not holders and circle.facilitator not in left):
            return
        holder = holders[0] if holders else None
        changed = CircleChanged(
            by=_acted(events),
            name=circle.name,
            facilitator=holder,
            settings=circle.settings,
            at=self.now,
        )
        stream.record((changed,))

    def _select_next(self, role: Role, followed: Sequence[int]) -> None:
        """By whoever facilitates the circle now: with the term of its facilitator that may have changed."""
        from storage.streams.selections import select_next

        select_next(self.unit, role, followed, self._circle_of(role.circle_id))

    # --- what it looks at -------------------------------------------------------------------------------------

    @property
    def _own(self) -> tuple[Any, ...]:
        return (_role.c.network_id == self.network_id, _role.c.id == self.id)

    @property
    def _own_terms(self) -> tuple[Any, ...]:
        return (_term.c.network_id == self.network_id, _term.c.role_id == self.id)

    def _case(self, circle: Circle, more: tuple[RotationRule, ...] = ()) -> RoleCase:
        """With what only a rotation looks at, where there is one. ``more``: rules that it is about to get."""
        rota = None if self.state is None else self.state.rota
        if rota is None:
            return RoleCase(self.state, circle)
        wanted = {rule.role for rule in (*rota.rules, *more) if isinstance(rule, HasServed)}
        return RoleCase(
            self.state,
            circle,
            held=held_before(self.connection, circle, wanted),
            load=roles_held(self.connection, circle, without=self.id),
        )

    def _circle(self, command: Command) -> Circle:
        if self.state is not None:
            return self._circle_of(self.state.circle_id)
        if isinstance(command, c.MakeRole):
            return self._circle_of(command.circle_id)
        raise Refusal(Reason.NOT_FOUND)

    def _circle_of(self, id: UUID) -> Circle:
        return circle_there(self.connection, self.network_id, id)

    def _terms_of(self, member: UUID) -> frozenset[int]:
        found = select(_term.c.number).where(*self._own_terms, _term.c.member_id == member)
        return frozenset(self.connection.execute(found).scalars())

    def _check_rules(self, circle: Circle, rules: tuple[RotationRule, ...]) -> None:
        """The groups are the network's own, and the roles are of this circle."""
        if groups := {rule.group for rule in rules if isinstance(rule, AtLeastFrom)}:
            check_group(self.connection, self.network_id, groups, "rules")
        wanted = {rule.role for rule in rules if isinstance(rule, HasServed)}
        own = (_role.c.network_id == self.network_id, _role.c.circle_id == circle.id, _role.c.id.in_(wanted))
        if wanted and set(self.connection.execute(select(_role.c.id).where(*own)).scalars()) != wanted:
            raise Refusal(Reason.NOT_FOUND, at_field="rules")

    def _check_only_one(self, circle: Circle) -> None:
        """A circle has one facilitator, and so one such role: with two of them, whoever let go of one would take the circle's
        facilitation from whoever holds the other."""
        self.unit.lock(((self.network_id, circle.id),))
        self.unit.flush()
        kind = (_role.c.kind == RoleKind.FACILITATOR, _role.c.ended.is_(False))
        here = (_role.c.network_id == self.network_id, _role.c.circle_id == circle.id)
        if self.connection.execute(select(_role.c.id).where(*here, *kind).limit(1)).first() is not None:
            raise Refusal(Reason.FACILITATED_BY_A_ROLE, at_field="kind")

    # --- what is written --------------------------------------------------------------------------------------

    def _take(self, event: e.RoleTaken) -> None:
        term = {
            "network_id": self.network_id,
            "role_id": self.id,
            "number": event.term,
            "member_id": event.member,
            "how": event.how,
            "since": event.at,
            "until": event.until,
            "turn": event.turn,
        }
        self.connection.execute(insert(_term).values(**term))

    def _unite(self, event: e.HoldersUnited) -> None:
        """One place for one person: of two terms that go on, the other's is over."""
        others = (*self._own_terms, _term.c.member_id == event.other)
        self.connection.execute(update(_term).where(*others).values(member_id=event.member))
        numbers = [] if self.state is None else [term.number for term in self.state.terms]
        over = (*self._own_terms, _term.c.ended_at.is_(None), _term.c.number.not_in(numbers))
        ended = {"ended_at": event.at, "why_left": None}
        self.connection.execute(update(_term).where(*over).values(ended))


def _acted(events: Sequence[Event]) -> MemberId:
    """In whose name the circle's facilitator changes: whoever takes it up, else whoever lets go of it."""
    taken = [event.member for event in events if isinstance(event, e.RoleTaken)]
    left = [event.member for event in events if isinstance(event, e.RoleLeft)]
    return (taken or left)[-1]


# --- what follows from elsewhere ------------------------------------------------------------------------------------


def tell_roles(
    unit: "Unit", network_id: UUID, circle_id: UUID, kind: type[c.RoleCommand], by: MemberId
) -> None:
    """Each role of the circle that is not ended hears of it, once it has been brought up to now."""
    here = [_role.c.circle_id == circle_id, _role.c.ended.is_(False)]
    if kind is c.ReckonTurns:
        here.append(_role.c.filling == Filling.ROTATION)
    for stream in _locked(unit, network_id, *here):
        stream.settle()
        stream.handle(kind(network_id=NetworkId(network_id), by=by, role_id=RoleId(stream.id)))


def seat_facilitator(
    unit: "Unit", network_id: UUID, circle_id: UUID, by: MemberId, who: MemberId | None
) -> None:
    """Whoever facilitates the circle holds the role of its facilitator."""
    here = (_role.c.circle_id == circle_id, _role.c.ended.is_(False), _role.c.kind == RoleKind.FACILITATOR)
    for stream in _locked(unit, network_id, *here):
        stream.settle()
        role = RoleId(stream.id)
        stream.handle(c.SeatFacilitator(network_id=NetworkId(network_id), by=by, role_id=role, who=who))


def unite_holders(unit: "Unit", network_id: UUID, member: MemberId, other: MemberId) -> None:
    """In every role in which ``other`` has or had a part."""
    held = select(_term.c.role_id).where(_term.c.network_id == network_id, _term.c.member_id == other)
    part = or_(_role.c.id.in_(held), _role.c.body.contains(str(other)))
    for stream in _locked(unit, network_id, part):
        stream.settle()
        command = c.UniteHolders(
            network_id=NetworkId(network_id), by=member, role_id=RoleId(stream.id), other=other
        )
        if not stream.handle(command):
            stream.record((e.HoldersUnited(member=member, other=other, at=stream.now),))


def erase_words(unit: "Unit", network_id: UUID, members: Iterable[MemberId]) -> None:
    """In every role, ended or not, what these members wrote. By an event, so that no process goes on with what it remembers."""
    for member in members:
        for stream in _locked(unit, network_id, _role.c.body.contains(str(member))):
            erased = e.WordsErased(member=member, at=stream.now)
            if stream.state is not None and evolve(stream.state, erased) != stream.state:
                stream.record((erased,))


def _locked(unit: "Unit", network_id: UUID, *which: Any) -> list[RoleStream]:
    found = select(_role.c.id).where(_role.c.network_id == network_id, *which).order_by(_role.c.id)
    ids = list(unit.connection.execute(found).scalars())
    unit.lock((network_id, id) for id in ids)
    streams = (unit.find(RoleStream, network_id, id) for id in ids)
    return [stream for stream in streams if stream is not None]


# --- rows -----------------------------------------------------------------------------------------------------------


def role_from(row: Row[Any]) -> Role:
    return from_json(ROLE, row.body)


def _columns(role: Role) -> dict[str, Any]:
    return {
        "circle_id": role.circle_id,
        "kind": role.kind,
        "filling": role.filling,
        "ended": role.ended,
        "name": role.description.name,
        "body": to_json(ROLE, role),
    }
