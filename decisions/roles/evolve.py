"""A role after something has happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import singledispatch
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.roles import events as e
from decisions.roles.fairness.afterwards import forgone, helped_out
from decisions.roles.fairness.standing import Standing, WhyExcused, exchanged
from decisions.roles.one_person import one_person
from decisions.roles.role import (
    Asked,
    Away,
    Exchange,
    Filling,
    Handover,
    How,
    Learner,
    Offer,
    Question,
    Role,
    Rota,
    Said,
    Term,
    Turn,
)

MOST_HANDOVERS: Final = 12
"""Kept at the role; the journal has them all."""


def evolve(role: Role | None, event: Event) -> Role:
    """The role after the event. Raises ``ValueError`` for an event that is none of a role's."""
    if isinstance(event, e.RoleMade):
        return _made(event)
    if role is None:
        raise ValueError(f"a role begins with RoleMade, not with {type(event).__name__}")
    return _after(event, role)


def evolved(role: Role, events: Iterable[Event]) -> Role:
    for event in events:
        role = evolve(role, event)
    return role


def _made(event: e.RoleMade) -> Role:
    return Role(
        id=event.role_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        kind=event.kind,
        description=event.description,
        places=event.places,
        filling=event.filling,
        months=event.months,
        made_by=event.by,
    )


@singledispatch
def _after(event: Event, role: Role) -> Role:
    raise ValueError(f"{type(event).__name__} is not an event of a role")


# --- the role itself --------------------------------------------------------------------------------------------


@_after.register
def _changed(event: e.RoleChanged, role: Role) -> Role:
    same_rota = role.rota if event.filling is role.filling else None
    return replace(
        role,
        description=event.description,
        places=event.places,
        filling=event.filling,
        months=event.months,
        rota=same_rota,
    )


@_after.register
def _ended(event: e.RoleEnded, role: Role) -> Role:
    return replace(role, ended=True, rota=None, offers=())


# --- the rotation -----------------------------------------------------------------------------------------------


@_after.register
def _rota_set(event: e.RotaSet, role: Role) -> Role:
    before = role.rota or Rota(event.rhythm, event.since, event.seed, Turn(1, event.begins_at, event.ends_at))
    coming = Turn(before.coming.number, event.begins_at, event.ends_at)
    rota = replace(before, rhythm=event.rhythm, since=event.since, rules=event.rules, coming=coming)
    return replace(role, rota=rota, filling=Filling.ROTATION)


@_after.register
def _reckoned(event: e.TurnsReckoned, role: Role) -> Role:
    rota = _rota(role)
    coming = replace(rota.coming, begins_at=event.begins_at, ends_at=event.ends_at)
    return replace(role, rota=replace(rota, coming=coming))


@_after.register
def _rested(event: e.RuleRested, role: Role) -> Role:
    return _with_turn(role, event.turn, lambda turn: replace(turn, resting=turn.resting | {event.rule}))


@_after.register
def _planned(event: e.TurnPlanned, role: Role) -> Role:
    def planned(turn: Turn) -> Turn:
        return replace(turn, planned=True, vacant=event.vacant, unmet=event.unmet)

    return _with_turn(role, event.turn, planned)


@_after.register
def _asked(event: e.MemberAsked, role: Role) -> Role:
    place = Asked(event.member, Said.NOTHING, event.next_at)
    return _with_turn(role, event.turn, lambda turn: turn.with_place(place))


@_after.register
def _asked_again(event: e.AskedOnceMore, role: Role) -> Role:
    place = Asked(event.member, Said.NOTHING, event.next_at, again=True)
    return _with_turn(role, event.turn, lambda turn: turn.with_place(place))


@_after.register
def _accepted(event: e.TurnAccepted, role: Role) -> Role:
    def said_yes(turn: Turn) -> Turn:
        place = turn.place(event.by) or Asked(event.by, Said.NOTHING, event.at)
        return turn.with_place(replace(place, said=Said.YES))

    return _with_turn(role, event.turn, said_yes)


@_after.register
def _declined(event: e.TurnDeclined, role: Role) -> Role:
    return _refused(role, event.turn, event.by, WhyExcused.DECLINED)


@_after.register
def _passed_over(event: e.PassedOver, role: Role) -> Role:
    return _refused(role, event.turn, event.member, WhyExcused.SILENT)


def _refused(role: Role, number: int, member: MemberId, why: WhyExcused) -> Role:
    def without(turn: Turn) -> Turn:
        counted = tuple(one for one in turn.counted if one != member)
        return replace(turn.without(member), refused=(*turn.refused, (member, why)), counted=counted)

    before = _rota(role).turn(number)
    role = _with_turn(role, number, without)
    if before is None or member not in before.counted:
        return role
    return _with_standing(role, member, lambda one: forgone(one, number, why))


@_after.register
def _turn_exchanged(event: e.TurnExchanged, role: Role) -> Role:
    """Of the coming turn; the present one's is settled at once."""
    exchange = Exchange(event.of, event.by)

    def exchanged_in(turn: Turn) -> Turn:
        place = Asked(event.by, Said.YES, event.at)
        return replace(turn.without(event.of).with_place(place), exchanges=(*turn.exchanges, exchange))

    role = _with_turn(role, event.turn, exchanged_in)
    rota = _rota(role)
    if rota.present is not None and rota.present.number == event.turn:
        rota = replace(rota, standings=_exchanged(rota.standings, exchange, event.turn))
    if event.swap:
        rota = replace(rota, promises=(*rota.promises, Exchange(event.by, event.of)))
    else:
        rota = replace(rota, promises=tuple(one for one in rota.promises if one != exchange))
    return replace(role, rota=rota)


def _exchanged(standings: tuple[Standing, ...], exchange: Exchange, turn: int) -> tuple[Standing, ...]:
    by_member = {one.member: one for one in standings}
    of, by = by_member.get(exchange.of), by_member.get(exchange.by)
    if of is None or by is None:
        return standings
    changed = {one.member: one for one in exchanged(of, by, turn)}
    return tuple(changed.get(one.member, one) for one in standings)


@_after.register
def _began(event: e.TurnBegan, role: Role) -> Role:
    rota = _rota(role)
    present = replace(rota.coming, begins_at=event.begins_at, ends_at=event.ends_at, counted=event.counted)
    standings = event.standings
    for exchange in present.exchanges:
        standings = _exchanged(standings, exchange, event.turn)
    coming = Turn(event.turn + 1, event.ends_at, event.next_ends_at)
    learners = tuple(replace(one, since_turn=event.turn) for one in role.learners if one.since_turn is None)
    rota = replace(rota, present=present, coming=coming, standings=standings)
    return replace(role, rota=rota, learners=learners)


@_after.register
def _went_away(event: e.WentAway, role: Role) -> Role:
    others = tuple(one for one in role.away if one.member != event.by)
    role = replace(role, away=(*others, Away(event.by, event.first, event.last, event.why)))
    return _unasked(role, event.turns, event.by)


def _unasked(role: Role, turns: tuple[int, ...], member: MemberId) -> Role:
    for number in turns:
        role = _with_turn(role, number, lambda turn: turn.without(member))
    return role


@_after.register
def _came_back(event: e.CameBack, role: Role) -> Role:
    return replace(role, away=tuple(one for one in role.away if one.member != event.by))


@_after.register
def _learns(event: e.LearningBegun, role: Role) -> Role:
    return _unasked(replace(role, learners=(*role.learners, Learner(event.by))), event.turns, event.by)


@_after.register
def _left_rotation(event: e.LeftRotation, role: Role) -> Role:
    member = event.member
    role = replace(
        role,
        away=tuple(one for one in role.away if one.member != member),
        learners=tuple(one for one in role.learners if one.member != member),
        offers=tuple(one for one in role.offers if member not in (one.by, one.to)),
    )
    rota = role.rota
    if rota is None:
        return role
    promises = tuple(one for one in rota.promises if member not in (one.of, one.by))
    turns = (rota.coming,) if rota.present is None else (rota.present, rota.coming)
    role = replace(role, rota=replace(rota, promises=promises))
    return _unasked(role, tuple(turn.number for turn in turns), member)


def _with_standing(role: Role, member: MemberId, change: Callable[[Standing], Standing]) -> Role:
    rota = _rota(role)
    standings = tuple(change(one) if one.member == member else one for one in rota.standings)
    return replace(role, rota=replace(rota, standings=standings))


def _rota(role: Role) -> Rota:
    if role.rota is None:
        raise ValueError(f"role {role.id} is in no rotation")
    return role.rota


def _with_turn(role: Role, number: int, change: Callable[[Turn], Turn]) -> Role:
    rota = _rota(role)
    if rota.coming.number == number:
        return replace(role, rota=replace(rota, coming=change(rota.coming)))
    if rota.present is not None and rota.present.number == number:
        return replace(role, rota=replace(rota, present=change(rota.present)))
    return role


# --- holding it -------------------------------------------------------------------------------------------------


@_after.register
def _taken(event: e.RoleTaken, role: Role) -> Role:
    term = Term(event.term, event.member, event.how, event.at, event.until, event.turn)
    taken = replace(role, terms=(*role.terms, term), last_term=event.term)
    present = None if role.rota is None else role.rota.present
    if event.how is not How.TURN or present is None or event.member in present.counted:
        return taken
    return _with_standing(taken, event.member, lambda one: helped_out(one, present.number))


@_after.register
def _left(event: e.RoleLeft, role: Role) -> Role:
    return replace(role, terms=tuple(term for term in role.terms if term.number != event.term))


@_after.register
def _end_near(event: e.EndComesNear, role: Role) -> Role:
    terms = tuple(replace(one, end_told=True) if one.number == event.term else one for one in role.terms)
    return replace(role, terms=terms)


@_after.register
def _offered(event: e.OfferMade, role: Role) -> Role:
    offer = Offer(event.id, event.kind, event.by, event.to, event.lapses_at, event.turn)
    return replace(role, offers=(*role.offers, offer))


@_after.register
def _answered(event: e.OfferAnswered, role: Role) -> Role:
    return _without_offer(role, event.id)


@_after.register
def _offer_ended(event: e.OfferEnded, role: Role) -> Role:
    return _without_offer(role, event.id)


def _without_offer(role: Role, id: RemarkId) -> Role:
    return replace(role, offers=tuple(offer for offer in role.offers if offer.id != id))


# --- handing over -----------------------------------------------------------------------------------------------


@_after.register
def _handed_over(event: e.HandoverWritten, role: Role) -> Role:
    before = role.handover(event.term)
    questions = () if before is None else before.questions
    written = Handover(
        event.term, event.by, event.at, event.in_motion, event.learned, event.talk_to, questions
    )
    others = tuple(one for one in role.handovers if one.term != event.term)
    return replace(role, handovers=(written, *others)[:MOST_HANDOVERS])


@_after.register
def _asked_back(event: e.AskedBack, role: Role) -> Role:
    question = Question(event.id, event.by, event.words, event.at)
    return _with_handover(role, event.term, lambda one: replace(one, questions=(*one.questions, question)))


@_after.register
def _answered_back(event: e.AnsweredBack, role: Role) -> Role:
    def answered(handover: Handover) -> Handover:
        questions = tuple(
            replace(one, answer=event.words) if one.id == event.id else one for one in handover.questions
        )
        return replace(handover, questions=questions)

    return _with_handover(role, event.term, answered)


def _with_handover(role: Role, term: int, change: Callable[[Handover], Handover]) -> Role:
    return replace(role, handovers=tuple(change(one) if one.term == term else one for one in role.handovers))


# --- one person -------------------------------------------------------------------------------------------------


@_after.register
def _united(event: e.HoldersUnited, role: Role) -> Role:
    return one_person(role, event.member, event.other)
