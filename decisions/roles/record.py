"""What one reader may see of a circle's roles, as storage reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from decisions.commitments.commitment import Commitment
from decisions.ids import GroupId, MemberId, OrganisationId, RoleId
from decisions.people.people import Circle, Group, Member, Organisation
from decisions.roles.fairness.choosing import Chosen
from decisions.roles.fairness.report import Fairness
from decisions.roles.role import Filling, Handover, How, Offer, OfferKind, Role, Term, WhyLeft
from decisions.roles.rota import Said, Turn


@dataclass(frozen=True, slots=True)
class CircleRolesRecord:
    """Those that are not ended, by name, as the reader may see them (``as_seen_by``). Health, vacant places and who is asked are
    the roles' own (``Role.health``, ``Role.vacant``, ``Rota.coming``). ``members``: everybody whom they name, and those of the
    circle. ``held`` and ``load`` are as in ``RoleCase``, so that it can be shown what a rotation would come to."""

    reader: Member
    circle: Circle
    roles: tuple[Role, ...]
    members: Mapping[MemberId, Member]
    may_change: bool = False
    links_stopped: int = 0
    """How often the reader has stopped their links: what they subscribed to before is over."""
    groups: Mapping[GroupId, Group] = field(default_factory=lambda: MappingProxyType({}))
    held: Mapping[MemberId, frozenset[RoleId]] = field(default_factory=lambda: MappingProxyType({}))
    load: Mapping[MemberId, int] = field(default_factory=lambda: MappingProxyType({}))
    made_before: int = 0
    """How many roles the circle has made so far, ended ones too (``RoleCase``)."""


@dataclass(frozen=True, slots=True)
class PastTerm:
    """One person's time in a role, as history tells it. ``ended_at`` None: they hold it now."""

    number: int
    member: MemberId
    how: How
    since: datetime
    until: datetime | None
    ended_at: datetime | None
    why_left: WhyLeft | None
    turn: int | None


NOTES_WANTED_BEFORE: Final = timedelta(days=2)
NOTES_WANTED_AFTER: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class NextTurn:
    """A turn as it would come if nobody came, went or refused. ``certain``: it is the coming one, and its people are asked."""

    number: int
    begins_at: datetime
    ends_at: datetime
    members: tuple[MemberId, ...]
    vacant: int
    certain: bool


class May(StrEnum):
    """What the reader can do about a role now. The rules decide again when they do."""

    CHANGE = "change"
    ASK_TO_HOLD = "ask_to_hold"
    REST_RULE = "rest_rule"
    SELECT = "select"
    """To begin a selection for it: in mid-term only whoever steers the circle."""
    VOLUNTEER = "volunteer"
    STEP_DOWN = "step_down"
    HAND_ON = "hand_on"
    SWAP = "swap"
    TAKE_TURN = "take_turn"
    """The coming turn, of which a place is left that nobody else could be asked for."""
    ACCEPT = "accept"
    DECLINE = "decline"
    GO_AWAY = "go_away"
    COME_BACK = "come_back"
    LEARN_FIRST = "learn_first"
    WRITE_HANDOVER = "write_handover"
    ASK_BACK = "ask_back"


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """``role``: as the reader may see it (``as_seen_by``). ``terms``: the newest first, of a long history only the newest.
    ``offers``: those that wait for the reader, and those that they have made. ``handovers``: what the reader may read of them;
    who does not hold the role, is not asked to and has written none reads none, but for what they have asked themselves and
    its answer (``readable_handovers``). ``other_roles``: the names of the circle's other
    roles, and of those that rules speak of. ``held`` and ``load`` are as in ``RoleCase``."""

    reader: Member
    circle: Circle
    role: Role
    members: Mapping[MemberId, Member]
    groups: Mapping[GroupId, Group]
    organisations: Mapping[OrganisationId, Organisation]
    other_roles: Mapping[RoleId, str]
    terms: tuple[PastTerm, ...] = ()
    own_terms: frozenset[int] = frozenset()
    turns: tuple[NextTurn, ...] = ()
    order: tuple[Chosen, ...] = ()
    offers: tuple[Offer, ...] = ()
    handovers: tuple[Handover, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    """What is to be done for the role, and is not over."""
    fairness: Fairness | None = None
    may: frozenset[May] = frozenset()
    held: Mapping[MemberId, frozenset[RoleId]] = field(default_factory=lambda: MappingProxyType({}))
    load: Mapping[MemberId, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """A turn that the reader is asked to take, or has said yes to."""

    role: Role
    turn: Turn
    said: Said


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term of the reader's of which there are no notes yet: their present one, or their last."""

    role: Role
    number: int
    since: datetime
    until: datetime | None
    ended_at: datetime | None = None

    def wants_notes(self, now: datetime) -> bool:
        """Near its end, and for two weeks after it."""
        if self.ended_at is not None:
            return now < self.ended_at + NOTES_WANTED_AFTER
        if self.until is None:
            return False
        return now >= self.until - min(NOTES_WANTED_BEFORE, (self.until - self.since) / 4)


@dataclass(frozen=True, slots=True)
class OwnRoles:
    """What a member holds, is asked and has to answer, in all their circles: for the home."""

    holds: tuple[tuple[Role, Term], ...] = ()
    turns: tuple[OwnTurn, ...] = ()
    offers: tuple[tuple[Role, Offer], ...] = ()
    questions: tuple[tuple[Role, Handover], ...] = ()
    """Their handovers of which somebody asks something."""
    terms: tuple[OwnTerm, ...] = ()
    members: Mapping[MemberId, Member] | None = None

    @property
    def waits(self) -> bool:
        asked = any(one.said is Said.NOTHING for one in self.turns)
        return asked or bool(self.offers) or bool(self.questions)


@dataclass(frozen=True, slots=True)
class TurnEntry:
    """A turn for a calendar. ``certain``: it is under way, or whoever holds it has said yes."""

    role_id: RoleId
    role: str
    number: int
    begins_at: datetime
    ends_at: datetime
    holders: tuple[str, ...]
    certain: bool
    members: tuple[MemberId, ...] = ()
    """Those who hold it, or would."""


def may_do(
    role: Role,
    circle: Circle,
    reader: MemberId,
    own_terms: frozenset[int],
    today: date,
    *,
    steers: bool,
    selecting: bool,
) -> frozenset[May]:
    """``today``: in the circle's zone. ``selecting``: people are being selected for it now."""
    if role.ended:
        return frozenset()
    found = set(_as_who_steers(role, circle)) if steers else set[May]()
    if own_terms:
        found.add(May.WRITE_HANDOVER)
    if role.term_of(reader) is not None:
        found |= {May.STEP_DOWN, May.HAND_ON}
        if any(handover.by != reader for handover in role.handovers):
            found.add(May.ASK_BACK)
    if circle.seat(reader) is not None:
        found.update(_as_one_of_the_circle(role, reader, today))
    if role.filling is not Filling.SELECTION or selecting:
        found.discard(May.SELECT)
    return frozenset(found)


def _as_who_steers(role: Role, circle: Circle) -> Iterator[May]:
    yield May.CHANGE
    if role.vacant and (role.filling is not Filling.SELECTION or circle.settings.recommends):
        yield May.ASK_TO_HOLD
    yield May.SELECT
    rota = role.rota
    if rota is not None and rota.rules and any(t and t.vacant for t in (rota.present, rota.coming)):
        yield May.REST_RULE


def _as_one_of_the_circle(role: Role, reader: MemberId, today: date) -> Iterator[May]:
    if role.vacant and role.term_of(reader) is None and role.filling in (Filling.VOLUNTEER, Filling.ROTATION):
        yield May.VOLUNTEER
    if role.vacant or any(term.end_told for term in role.terms):
        yield May.SELECT
    absences = [one for one in role.away if one.member == reader and not one.over(today)]
    if absences:
        yield May.COME_BACK
    if not any(one.on(today) for one in absences):
        yield May.GO_AWAY
    rota = role.rota
    if rota is None:
        return
    if rota.coming.place(reader) is not None:
        yield from (May.DECLINE, May.SWAP, May.HAND_ON)
    elif rota.coming.vacant and (not rota.coming.unmet or reader in dict(rota.coming.refused)):
        yield May.TAKE_TURN
    asked = (turn.place(reader) for turn in (rota.present, rota.coming) if turn is not None)
    if any(place is not None and place.said is Said.NOTHING for place in asked):
        yield from (May.ACCEPT, May.DECLINE)
    if not role.is_learning(reader):
        yield May.LEARN_FIRST


def as_seen_by(role: Role, reader: MemberId, *, steers: bool) -> Role:
    """Without what is between others: what they hand over, what they ask each other, and why they are away. Who is asked to hold
    it, whoever steers the circle sees."""
    return replace(
        role,
        away=tuple(one if one.member == reader else replace(one, why="") for one in role.away),
        offers=tuple(
            one
            for one in role.offers
            if reader in (one.by, one.to) or (steers and one.kind is OfferKind.HOLD)
        ),
        handovers=readable_handovers(role, reader),
    )


def readable_handovers(role: Role, reader: MemberId) -> tuple[Handover, ...]:
    """All for who holds it, is asked for the coming turn or is offered it. Of the others each their own, and what they have
    asked about those of somebody else, with its answer: not the notes, which are for whoever holds it now."""
    rota = role.rota
    asked = rota is not None and rota.coming.place(reader) is not None
    offered = any(one.to == reader and one.kind is not OfferKind.SWAP for one in role.offers)
    if role.term_of(reader) is not None or asked or offered:
        return role.handovers
    own = (one if one.by == reader else _asked_about(one, reader) for one in role.handovers)
    return tuple(one for one in own if one.by == reader or one.questions)


def _asked_about(handover: Handover, reader: MemberId) -> Handover:
    questions = tuple(one for one in handover.questions if one.by == reader)
    return Handover(handover.term, handover.by, handover.at, questions=questions)
