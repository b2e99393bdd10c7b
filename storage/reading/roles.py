"""A circle's roles, one of them, and what of them is a member's own: each for one reader."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from decisions.commitments.commitment import Commitment, OriginKind
from decisions.ids import MemberId, RoleId
from decisions.people.people import Circle
from decisions.recurring.rhythm import openings
from decisions.roles.candidates import order
from decisions.roles.case import RoleCase
from decisions.roles.fairness.choosing import Chosen
from decisions.roles.fairness.report import fairness
from decisions.roles.fairness.rules import HasServed
from decisions.roles.record import (
    CircleRolesRecord,
    NextTurn,
    OwnRoles,
    OwnTerm,
    OwnTurn,
    PastTerm,
    RoleRecord,
    TurnEntry,
    as_seen_by,
    may_do,
)
from decisions.roles.role import Role
from decisions.roles.rota import Rota, Said, Turn
from decisions.workdays import local_day
from storage.circle_rows import load_circle
from storage.reading.commitments import commitments_from
from storage.reading.parts import belongs, circles_of, load_members, load_people
from storage.role_rows import held_before, is_selecting, roles_held, roles_made
from storage.streams.role_stream import role_from
from storage.tables import METADATA

MOST_TERMS: Final = 60
TURNS_AHEAD: Final = 6
NO_ROLE: Final = UUID(int=0)
ENTRIES_SINCE: Final = timedelta(days=92)
_role: Final = METADATA.tables["role"]
_term: Final = METADATA.tables["role_term"]


def load_role(connection: Connection, network_id: UUID, id: UUID) -> Role | None:
    one = select(_role).where(_role.c.network_id == network_id, _role.c.id == id)
    row = connection.execute(one).one_or_none()
    return None if row is None else role_from(row)


def circle_roles(connection: Connection, network_id: UUID, *circles: UUID) -> tuple[Role, ...]:
    """Those of these circles that are not ended, by name."""
    r = _role.c
    here = (r.network_id == network_id, r.circle_id.in_(circles), r.ended.is_(False))
    rows = connection.execute(select(_role).where(*here).order_by(r.name, r.id)) if circles else ()
    return tuple(role_from(row) for row in rows)


def circle_roles_record(
    connection: Connection, network_id: UUID, circle_id: UUID, reader: MemberId
) -> CircleRolesRecord | None:
    """None when the circle is not there, or is not the reader's to know of."""
    circle = load_circle(connection, network_id, circle_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    if circle is None or me is None or not belongs(connection, me, circle):
        return None
    steers = me.is_coordinator or circle.may_be_steered_by(reader)
    found = circle_roles(connection, network_id, circle_id)
    roles = tuple(as_seen_by(role, reader, steers=steers) for role in found)
    people = load_people(connection, network_id)
    named = {
        *(member for role in roles for member in _named(role)),
        *(one.member for role in roles if role.rota is not None for one in role.rota.standings),
        *(seat.member for seat in circle.seats),
        circle.facilitator,
        reader,
    }
    return CircleRolesRecord(
        reader=me,
        circle=circle,
        roles=roles,
        members=load_members(connection, network_id, named),
        may_change=steers,
        groups=people.groups if people is not None else {},
        held=held_before(connection, circle, [role.id for role in roles]),
        load=roles_held(connection, circle, without=NO_ROLE),
        made_before=roles_made(connection, circle),
    )


def role_record(
    connection: Connection, network_id: UUID, role_id: UUID, reader: MemberId, now: datetime
) -> RoleRecord | None:
    """None when it is not there, or not of a circle that the reader may know of."""
    role = load_role(connection, network_id, role_id)
    circle = load_circle(connection, network_id, role.circle_id) if role is not None else None
    me = load_members(connection, network_id, (reader,)).get(reader)
    people = load_people(connection, network_id)
    if role is None or circle is None or me is None or people is None or not belongs(connection, me, circle):
        return None
    terms = _terms(connection, role)
    own_terms = _own_terms(connection, role, reader)
    chosen = _order(connection, circle, role)
    steers = me.is_coordinator or circle.may_be_steered_by(reader)
    seen = as_seen_by(role, reader, steers=steers)
    other_roles = _other_roles(connection, role)
    to_do = _to_do(connection, role, reader)
    named = {
        *_named(role),
        *(member for one in to_do for member in one.people),
        *(term.member for term in terms),
        *(member for one in chosen for member in one.members),
        *(handover.by for handover in seen.handovers),
        *(question.by for handover in seen.handovers for question in handover.questions),
        *(seat.member for seat in circle.seats),
        *(one.member for one in (role.rota.standings if role.rota is not None else ())),
        circle.facilitator,
        reader,
    }
    return RoleRecord(
        reader=me,
        circle=circle,
        role=seen,
        members=load_members(connection, network_id, named),
        groups=people.groups,
        organisations=people.organisations,
        other_roles=other_roles,
        terms=terms,
        own_terms=own_terms,
        turns=tuple(_turns(role.rota, circle, chosen, now)) if role.rota is not None else (),
        order=chosen,
        offers=tuple(offer for offer in seen.offers if reader in (offer.by, offer.to)),
        handovers=seen.handovers,
        commitments=to_do,
        fairness=fairness(role.rota.standings) if role.rota is not None else None,
        may=may_do(
            role,
            circle,
            reader,
            own_terms,
            local_day(now, circle.settings.zone),
            steers=steers,
            selecting=is_selecting(connection, role),
        ),
        held=held_before(connection, circle, other_roles),
        load=roles_held(connection, circle, without=role.id),
    )


def own_roles(connection: Connection, network_id: UUID, reader: MemberId) -> OwnRoles:
    """In all circles in which they sit."""
    roles = circle_roles(connection, network_id, *circles_of(connection, network_id, reader))
    held = ((role, role.term_of(reader)) for role in roles)
    offers = tuple((role, offer) for role in roles for offer in role.offers if offer.to == reader)
    questions = tuple(
        (role, handover)
        for role in roles
        for handover in role.handovers
        if handover.by == reader and any(not question.answer for question in handover.questions)
    )
    named = {
        *(offer.by for _, offer in offers),
        *(question.by for _, handover in questions for question in handover.questions),
    }
    return OwnRoles(
        holds=tuple((role, term) for role, term in held if term is not None),
        turns=tuple(turn for role in roles for turn in _own_turns(role, reader)),
        offers=offers,
        questions=questions,
        terms=tuple(_without_notes(connection, network_id, roles, reader)),
        members=load_members(connection, network_id, named),
    )


def _without_notes(
    connection: Connection, network_id: UUID, roles: Sequence[Role], reader: MemberId
) -> Iterator[OwnTerm]:
    """Of each role the term that they have; or their last, while they are among those who held it just before."""
    t, known = _term.c, {role.id: role for role in roles}
    recent = [
        and_(t.role_id == role.id, t.number > role.last_term - 2 * role.places)
        for role in roles
        if role.last_term
    ]
    if not recent:
        return
    own = (t.network_id == network_id, t.member_id == reader, or_(*recent))
    newest = {row.role_id: row for row in connection.execute(select(_term).where(*own).order_by(t.number))}
    for row in newest.values():
        if known[row.role_id].handover(row.number) is None:
            yield OwnTerm(known[row.role_id], row.number, row.since, row.until, row.ended_at)


def turn_entries(
    connection: Connection, network_id: UUID, circle_id: UUID, now: datetime
) -> tuple[TurnEntry, ...]:
    """The turns of a circle's roles for a calendar: those of the last three months, the one under way, and those that come. Whose
    they are is certain where they have said yes."""
    circle = load_circle(connection, network_id, circle_id)
    if circle is None:
        return ()
    roles = circle_roles(connection, network_id, circle_id)
    past = {role.id: _terms(connection, role, since=now - ENTRIES_SINCE) for role in roles if role.rota}
    order_of = {role.id: _order(connection, circle, role) for role in roles if role.rota}
    named = {
        *(term.member for terms in past.values() for term in terms),
        *(member for chosen in order_of.values() for one in chosen for member in one.members),
        *(member for role in roles for member in _named(role)),
    }
    names = {id: one.name for id, one in load_members(connection, network_id, named).items()}
    found: list[TurnEntry] = []
    for role in roles:
        if role.rota is not None:
            found += _begun(role, past[role.id], names)
            found += _to_come(role, role.rota, _turns(role.rota, circle, order_of[role.id], now), names)
    return tuple(sorted(found, key=lambda entry: (entry.begins_at, entry.role, entry.role_id)))


def _to_do(connection: Connection, role: Role, reader: MemberId) -> tuple[Commitment, ...]:
    found = commitments_from(connection, role.network_id, OriginKind.ROLE, role.id, reader)
    return tuple(one for one in found if not one.over)


# --- parts ------------------------------------------------------------------------------------------------------


def _begun(role: Role, terms: Sequence[PastTerm], names: dict[MemberId, str]) -> Iterator[TurnEntry]:
    turns: dict[int, list[PastTerm]] = {}
    for term in terms:
        if term.turn is not None and term.until is not None:
            turns.setdefault(term.turn, []).append(term)
    for number, theirs in turns.items():
        yield TurnEntry(
            role.id,
            role.description.name,
            number,
            min(term.since for term in theirs),
            max(term.until for term in theirs if term.until is not None),
            tuple(dict.fromkeys(names[term.member] for term in reversed(theirs))),
            certain=True,
            members=tuple(dict.fromkeys(term.member for term in theirs)),
        )


def _to_come(
    role: Role, rota: Rota, turns: Iterable[NextTurn], names: dict[MemberId, str]
) -> Iterator[TurnEntry]:
    for turn in turns:
        accepted = rota.coming.accepted if turn.certain else ()
        holders = tuple(names[member] for member in turn.members)
        certain = turn.certain and bool(holders) and set(turn.members) <= set(accepted)
        name = role.description.name
        yield TurnEntry(
            role.id,
            name,
            turn.number,
            turn.begins_at,
            turn.ends_at,
            holders,
            certain=certain,
            members=turn.members,
        )


def _turns(rota: Rota, circle: Circle, chosen: Sequence[Chosen], now: datetime) -> Iterator[NextTurn]:
    """The coming turn with those who are asked for it, and those after it as the order has them."""
    coming, promised = rota.coming, {one.of: one.by for one in rota.promises}
    after = openings(rota.rhythm, rota.since, circle.settings, coming.ends_at)
    times = [coming.begins_at, coming.ends_at, *islice(after, len(chosen))]
    for one, (begins_at, ends_at) in zip(chosen, pairwise(times), strict=False):
        is_coming = one.turn == coming.number
        if is_coming and coming.planned:
            members = tuple(place.member for place in coming.asked)
        else:
            members = _as_promised(one.members, promised)
        yield NextTurn(
            one.turn, begins_at, ends_at, members, one.vacant, certain=is_coming and coming.planned
        )


def _as_promised(members: Sequence[MemberId], promised: dict[MemberId, MemberId]) -> tuple[MemberId, ...]:
    """Of a swap: the first turn that comes of whoever stepped in is taken by whom they stepped in for."""
    found = list(members)
    for at, member in enumerate(members):
        if member in promised and promised[member] not in found:
            found[at] = promised.pop(member)
    return tuple(found)


def _order(connection: Connection, circle: Circle, role: Role) -> tuple[Chosen, ...]:
    if role.rota is None or role.ended:
        return ()
    wanted = {rule.role for rule in role.rota.rules if isinstance(rule, HasServed)}
    held, load = held_before(connection, circle, wanted), roles_held(connection, circle, without=role.id)
    return order(RoleCase(role, circle, held=held, load=load), role, TURNS_AHEAD)


def _own_turns(role: Role, reader: MemberId) -> Iterator[OwnTurn]:
    if role.rota is None:
        return
    for turn in (role.rota.present, role.rota.coming):
        place = None if turn is None else turn.place(reader)
        if turn is None or place is None:
            continue
        if turn is role.rota.coming or place.said is Said.NOTHING:
            yield OwnTurn(role, turn, place.said)


def _named(role: Role) -> set[MemberId]:
    rota = role.rota
    turns: tuple[Turn | None, ...] = () if rota is None else (rota.present, rota.coming)
    return {
        *role.holders,
        *(place.member for turn in turns if turn is not None for place in turn.asked),
        *(member for offer in role.offers for member in (offer.by, offer.to)),
        *(one.by for one in (() if rota is None else rota.promises)),
    }


def _terms(connection: Connection, role: Role, since: datetime | None = None) -> tuple[PastTerm, ...]:
    """The newest first."""
    t = _term.c
    own: tuple[Any, ...] = (t.network_id == role.network_id, t.role_id == role.id)
    if since is not None:
        own = (*own, t.since >= since)
    found = select(_term).where(*own).order_by(t.number.desc()).limit(MOST_TERMS)
    return tuple(
        PastTerm(
            row.number,
            MemberId(row.member_id),
            row.how,
            row.since,
            row.until,
            row.ended_at,
            row.why_left,
            row.turn,
        )
        for row in connection.execute(found)
    )


def _own_terms(connection: Connection, role: Role, member: MemberId) -> frozenset[int]:
    t = _term.c
    own = (t.network_id == role.network_id, t.role_id == role.id, t.member_id == member)
    return frozenset(connection.execute(select(t.number).where(*own)).scalars())


def _other_roles(connection: Connection, role: Role) -> dict[RoleId, str]:
    rules = () if role.rota is None else role.rota.rules
    wanted = {rule.role for rule in rules if isinstance(rule, HasServed)}
    r = _role.c
    here = (r.circle_id == role.circle_id) & r.ended.is_(False) & (r.id != role.id)
    found = select(r.id, r.name).where(r.network_id == role.network_id, or_(here, r.id.in_(wanted)))
    return {RoleId(row.id): row.name for row in connection.execute(found.order_by(r.name))}
