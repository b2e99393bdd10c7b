"""Which messages what happens to a role calls for, and not before when.

Policy only: from events to what is wanted. Whether it is still so is asked again when it leaves (``still_so.py``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import singledispatch
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from decisions.events import Event
from decisions.ids import MemberId
from decisions.roles import events as e
from decisions.roles.fairness.standing import why
from decisions.roles.role import How, Offer, Role, Term, WhyLeft
from decisions.rounds.notices import NoticeKind

HAND_OVER_BEFORE: Final = timedelta(days=2)
"""So long before their time ends people are asked what the next one needs to know; of a short time, a quarter of it."""

FOR_ALL: Final = frozenset({NoticeKind.ROLE_VACANT, NoticeKind.ROLE_END_NEAR})
"""What everyone in the circle is told where nobody steers it: anybody of it can see to who comes next."""


@dataclass(frozen=True, slots=True)
class RoleNotice:
    """A message that should leave, once for each ``key``. ``member`` None: to whoever steers the circle (see also ``FOR_ALL``),
    or where ``in_places``, to everybody there. ``about``: an offer or a question. ``people``: whose names are told, by what they
    are in it."""

    kind: NoticeKind
    key: str
    not_before: datetime
    member: MemberId | None = None
    in_places: bool = False
    latest: datetime | None = None
    """From when on it is of no use, where it is known: an offer lapses, a turn is over."""
    about: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, tuple[MemberId, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Case:
    before: Role | None
    after: Role
    events: Sequence[Event]

    @property
    def offers(self) -> Mapping[UUID, Offer]:
        known: dict[UUID, Offer] = {}
        if self.before is not None:
            known = {offer.id: offer for offer in self.before.offers}
        made = (event for event in self.events if isinstance(event, e.OfferMade))
        for one in made:
            known[one.id] = Offer(one.id, one.kind, one.by, one.to, one.lapses_at, one.turn)
        return known

    def term(self, number: int) -> Term | None:
        """As it was when it began, or at last before this."""
        began = (event for event in self.events if isinstance(event, e.RoleTaken))
        found = [Term(one.term, one.member, one.how, one.at, one.until, one.turn) for one in began]
        known = () if self.before is None else self.before.terms
        return next((term for term in (*known, *found) if term.number == number), None)

    def said_so(self, member: MemberId) -> bool:
        """Whether they have just done it themselves."""
        own = (e.TurnAccepted, e.OfferAnswered)
        return any(isinstance(event, own) and event.by == member for event in self.events)


def notices_for_role(before: Role | None, after: Role, events: Sequence[Event]) -> tuple[RoleNotice, ...]:
    """Those that these events call for: none to somebody about what they have just said themselves."""
    case = _Case(before, after, events)
    found = [notice for event in events for notice in _notices(event, case)]
    return tuple({notice.key: notice for notice in found}.values())


# --- what each event calls for --------------------------------------------------------------------------------------


@singledispatch
def _notices(event: Event, case: _Case) -> Iterator[RoleNotice]:
    yield from ()


@_notices.register
def _(event: e.MemberAsked, case: _Case) -> Iterator[RoleNotice]:
    yield from _asked(NoticeKind.ROLE_ASKED, event, case.after)


@_notices.register
def _(event: e.AskedOnceMore, case: _Case) -> Iterator[RoleNotice]:
    yield from _asked(NoticeKind.ROLE_ASKED_AGAIN, event, case.after)


@_notices.register
def _(event: e.MemberUnasked, case: _Case) -> Iterator[RoleNotice]:
    if not case.said_so(event.member):
        yield from _asked(NoticeKind.ROLE_UNASKED, event, case.after)


def _asked(
    kind: NoticeKind, event: e.MemberAsked | e.AskedOnceMore | e.MemberUnasked, role: Role
) -> Iterator[RoleNotice]:
    turn = None if role.rota is None else role.rota.turn(event.turn)
    if turn is not None:
        times = {"begins_at": turn.begins_at.isoformat(), "ends_at": turn.ends_at.isoformat()}
        yield RoleNotice(
            kind,
            f"{kind}:{role.id}:{event.turn}:{event.member}:{event.at.isoformat()}",
            event.at,
            member=event.member,
            latest=turn.ends_at,
            facts={"turn": event.turn, **times},
        )


@_notices.register
def _(event: e.TurnPlanned, case: _Case) -> Iterator[RoleNotice]:
    if not event.vacant:
        return
    turn = None if case.after.rota is None else case.after.rota.turn(event.turn)
    unmet = [str(why(one.rule)) for one in event.unmet]
    kind = NoticeKind.ROLE_VACANT
    begins = {} if turn is None else {"begins_at": turn.begins_at.isoformat()}
    yield RoleNotice(
        kind,
        f"{kind}:{case.after.id}:{event.turn}:{event.vacant}:{','.join(unmet)}",
        event.at,
        facts={"turn": event.turn, "vacant": event.vacant, "unmet": unmet, **begins},
    )


@_notices.register
def _(event: e.TurnBegan, case: _Case) -> Iterator[RoleNotice]:
    taken = [one for one in case.events if isinstance(one, e.RoleTaken) and one.turn == event.turn]
    left = [one.member for one in case.events if isinstance(one, e.RoleLeft) and one.at == event.at]
    holders = tuple(one.member for one in taken)
    if not event.end_named:
        yield _next_date(event, case.after)
    if not holders and not left:
        return
    kind = NoticeKind.ROLE_TURNED
    yield RoleNotice(
        kind,
        f"{kind}:{case.after.id}:{event.turn}",
        event.at,
        in_places=True,
        facts={"turn": event.turn, "until": event.ends_at.isoformat()},
        people={"holders": holders, "thanks": tuple(one for one in left if one not in holders)},
    )


def _next_date(event: e.TurnBegan, role: Role) -> RoleNotice:
    kind = NoticeKind.ROLE_NEXT_DATE
    facts = {"turn": event.turn, "until": event.ends_at.isoformat()}
    return RoleNotice(kind, f"{kind}:{role.id}:{event.turn}", event.at, facts=facts)


@_notices.register
def _(event: e.RoleTaken, case: _Case) -> Iterator[RoleNotice]:
    facts = {"term": event.term, "until": event.until.isoformat() if event.until is not None else ""}
    if event.how is not How.VOLUNTEERED and not case.said_so(event.member):
        kind = NoticeKind.ROLE_BEGUN
        key = f"{kind}:{case.after.id}:{event.term}"
        yield RoleNotice(kind, key, event.at, member=event.member, facts=facts)
    if event.until is not None:
        yield _to_hand_over(case.after, event.term, event.member, event.at, event.until)


@_notices.register
def _(event: e.RotaSet | e.TurnsReckoned, case: _Case) -> Iterator[RoleNotice]:
    """Of terms that end at another time now."""
    for term in case.after.terms:
        before = case.term(term.number)
        if term.until is not None and before is not None and before.until != term.until:
            yield _to_hand_over(case.after, term.number, term.member, term.since, term.until)


@_notices.register
def _(event: e.RoleLeft, case: _Case) -> Iterator[RoleNotice]:
    if event.why in (WhyLeft.STEPPED_DOWN, WhyLeft.HANDED_ON, WhyLeft.REPLACED) or _is_over_early(
        event, case
    ):
        yield _to_hand_over_now(case.after, event)
    if event.why in (WhyLeft.STEPPED_DOWN, WhyLeft.LEFT_CIRCLE, WhyLeft.TERM_ENDED) and _stays_vacant(case):
        kind = NoticeKind.ROLE_VACANT
        yield RoleNotice(
            kind,
            f"{kind}:{case.after.id}:after:{event.term}",
            event.at,
            facts={"vacant": case.after.vacant, "unmet": [], "left": str(event.why)},
            people={"by": (event.member,)},
        )


def _stays_vacant(case: _Case) -> bool:
    """Nobody is looked for by a rotation, and nobody has taken it up in the same moment."""
    return bool(case.after.vacant) and case.after.rota is None and not case.after.ended


def _is_over_early(event: e.RoleLeft, case: _Case) -> bool:
    """Somebody else has taken their place before they were asked what the next one needs to know."""
    term = case.term(event.term)
    if event.why is not WhyLeft.TERM_ENDED or term is None or event.member in case.after.holders:
        return False
    return term.until is None or event.at < _hand_over_at(term.since, term.until)


def _hand_over_at(since: datetime, until: datetime) -> datetime:
    return until - min(HAND_OVER_BEFORE, (until - since) / 4)


def _to_hand_over(role: Role, term: int, member: MemberId, since: datetime, until: datetime) -> RoleNotice:
    kind, ends = NoticeKind.ROLE_HAND_OVER, until.isoformat()
    facts = {"term": term, "left": False, "until": ends}
    key = f"{kind}:{role.id}:{term}:{ends}"
    return RoleNotice(kind, key, _hand_over_at(since, until), member=member, facts=facts)


def _to_hand_over_now(role: Role, event: e.RoleLeft) -> RoleNotice:
    kind = NoticeKind.ROLE_HAND_OVER
    facts = {"term": event.term, "left": True}
    return RoleNotice(kind, f"{kind}:{role.id}:{event.term}:left", event.at, member=event.member, facts=facts)


@_notices.register
def _(event: e.EndComesNear, case: _Case) -> Iterator[RoleNotice]:
    term = next((one for one in case.after.terms if one.number == event.term), None)
    if term is None or term.until is None:
        return
    kind, facts = NoticeKind.ROLE_END_NEAR, {"term": event.term, "until": term.until.isoformat()}
    key, people = f"{kind}:{case.after.id}:{event.term}", {"who": (event.member,)}
    yield RoleNotice(kind, key, event.at, member=event.member, facts=facts, people=people)
    yield RoleNotice(kind, f"{key}:steers", event.at, facts=facts, people=people)


@_notices.register
def _(event: e.OfferMade, case: _Case) -> Iterator[RoleNotice]:
    kind = NoticeKind.ROLE_OFFERED
    turn = None if case.after.rota is None or event.turn is None else case.after.rota.turn(event.turn)
    times = (
        {} if turn is None else {"begins_at": turn.begins_at.isoformat(), "ends_at": turn.ends_at.isoformat()}
    )
    facts = {"offer": str(event.kind), "lapses_at": event.lapses_at.isoformat(), **times}
    key, people = f"{kind}:{event.id}", {"by": (event.by,)}
    yield RoleNotice(
        kind,
        key,
        event.at,
        member=event.to,
        latest=event.lapses_at,
        about=event.id,
        facts=facts,
        people=people,
    )


@_notices.register
def _(event: e.OfferAnswered, case: _Case) -> Iterator[RoleNotice]:
    yield from _offer_over(event.id, "yes" if event.accept else "no", event.at, case)


@_notices.register
def _(event: e.OfferEnded, case: _Case) -> Iterator[RoleNotice]:
    """Where nobody has answered; not where it was taken back."""
    offer = case.offers.get(event.id)
    if offer is not None and offer.lapses_at <= event.at:
        yield from _offer_over(event.id, "nothing", event.at, case)


def _offer_over(id: UUID, answer: str, at: datetime, case: _Case) -> Iterator[RoleNotice]:
    offer = case.offers.get(id)
    if offer is not None:
        kind = NoticeKind.ROLE_OFFER_ANSWERED
        facts = {"offer": str(offer.kind), "answer": answer}
        yield RoleNotice(
            kind, f"{kind}:{id}", at, member=offer.by, about=id, facts=facts, people={"by": (offer.to,)}
        )


@_notices.register
def _(event: e.HandoverWritten, case: _Case) -> Iterator[RoleNotice]:
    """To those who hold it by then; whoever comes after finds it when they begin."""
    kind = NoticeKind.ROLE_HANDOVER
    for holder in case.after.holders:
        if holder != event.by and all(term.number != event.term for term in case.after.terms):
            key = f"{kind}:{case.after.id}:{event.term}:{holder}"
            people = {"by": (event.by,)}
            yield RoleNotice(kind, key, event.at, member=holder, facts={"term": event.term}, people=people)


@_notices.register
def _(event: e.AskedBack, case: _Case) -> Iterator[RoleNotice]:
    handover = case.after.handover(event.term)
    if handover is not None and handover.by != event.by:
        kind, people = NoticeKind.ROLE_QUESTION, {"by": (event.by,)}
        yield RoleNotice(
            kind,
            f"{kind}:{event.id}",
            event.at,
            member=handover.by,
            about=event.id,
            facts={"term": event.term},
            people=people,
        )


@_notices.register
def _(event: e.AnsweredBack, case: _Case) -> Iterator[RoleNotice]:
    handover = case.after.handover(event.term)
    asked = () if handover is None else handover.questions
    by = next((one.by for one in asked if one.id == event.id), None)
    if by is not None and by != event.by:
        kind, people = NoticeKind.ROLE_ANSWER, {"by": (event.by,)}
        yield RoleNotice(
            kind,
            f"{kind}:{event.id}:{event.at.isoformat()}",
            event.at,
            member=by,
            about=event.id,
            facts={"term": event.term},
            people=people,
        )
