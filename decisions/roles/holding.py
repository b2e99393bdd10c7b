"""Coming to hold a role outside a turn, and letting go of it: asked, volunteering, selected, stepping down, handing on,
swapping. Nobody comes to hold anything without their own yes."""

from datetime import datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.asking import keeps_the_rules
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.role import How, Offer, OfferKind, Role, Turn, WhyLeft
from decisions.roles.turning import left
from decisions.rounds.text import checked_words

OFFER_LASTS: Final = timedelta(days=14)


def ask_to_hold(case: RoleCase, command: c.AskToHold, now: datetime) -> tuple[Event, ...]:
    """Asked of themselves it is theirs at once."""
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
    role = case.known()
    _must_be_free(case, role, command.who)
    if not role.vacant:
        raise Refusal(Reason.NO_PLACE_VACANT)
    if command.who == command.by:
        return (_taken(case, role, command.by, How.APPOINTED, now),)
    return _offered(role, command.id, OfferKind.HOLD, command.by, command.who, now + OFFER_LASTS, None, now)


def volunteer(case: RoleCase, command: c.Volunteer, now: datetime) -> tuple[Event, ...]:
    """Where a rotation fills it, for a place of the turn under way: they help out, and keep their place in the order."""
    role = case.known()
    if role.term_of(command.by) is not None:
        return ()
    if case.circle.seat(command.by) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if not role.vacant:
        raise Refusal(Reason.NO_PLACE_VACANT)
    present = None if role.rota is None else role.rota.present
    if present is not None and not keeps_the_rules(case, role, present, (*role.holders, command.by)):
        raise Refusal(Reason.BREAKS_A_RULE)
    how = How.VOLUNTEERED if present is None else How.TURN
    return (_taken(case, role, command.by, how, now),)


def step_down(case: RoleCase, command: c.StepDown, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    term = role.term_of(command.by)
    if term is None:
        raise Refusal(Reason.HOLDS_IT_NOT)
    words = checked_words(command.words, "words", required=False)
    return (left(term, WhyLeft.STEPPED_DOWN, now, words),)


def seat_selected(case: RoleCase, command: c.SeatSelected, now: datetime) -> tuple[Event, ...]:
    """They take the place of whoever held it."""
    role = case.known()
    ended = tuple(left(term, WhyLeft.TERM_ENDED, now) for term in role.terms)
    found: tuple[Event, ...] = ended
    for member in command.members[: role.places]:
        found += (_taken(case, evolved(role, found), member, How.SELECTED, now),)
    return found


# --- by agreement of two ----------------------------------------------------------------------------------------


def hand_on(case: RoleCase, command: c.HandOn, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    _must_be_free(case, role, command.who)
    term = role.term_of(command.by)
    if term is not None:
        lapses_at = now + OFFER_LASTS if term.until is None else min(term.until, now + OFFER_LASTS)
        kind, turn = OfferKind.HAND_ON, term.turn
    else:
        coming = _coming_of(role, command.by)
        kind, turn, lapses_at = OfferKind.HAND_ON, coming.number, coming.begins_at
    return _offered(role, command.id, kind, command.by, command.who, lapses_at, turn, now)


def offer_swap(case: RoleCase, command: c.OfferSwap, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    coming = _coming_of(role, command.by)
    _must_be_free(case, role, command.who, holds_now=True)
    if coming.place(command.who) is not None:
        raise Refusal(Reason.HOLDS_IT_ALREADY, at_field="who")
    return _offered(
        role, command.id, OfferKind.SWAP, command.by, command.who, coming.begins_at, coming.number, now
    )


def answer_offer(case: RoleCase, command: c.AnswerOffer, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    offer = role.offer(command.id)
    if offer is None or offer.to != command.by:
        raise Refusal(Reason.NOT_FOUND)
    answered = e.OfferAnswered(id=offer.id, by=command.by, accept=command.accept, at=now)
    if not command.accept:
        return (answered,)
    if case.circle.seat(command.by) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return (answered, *_done(case, evolved(role, (answered,)), offer, now))


def take_back(case: RoleCase, command: c.TakeBackOffer, now: datetime) -> tuple[Event, ...]:
    offer = case.known().offer(command.id)
    if offer is None:
        return ()
    if offer.by != command.by and not case.steers:
        raise Refusal(Reason.NOT_FOUND)
    return (e.OfferEnded(id=offer.id, at=now),)


def _done(case: RoleCase, role: Role, offer: Offer, now: datetime) -> tuple[Event, ...]:
    if offer.kind is OfferKind.HOLD:
        if role.term_of(offer.to) is not None:
            return ()
        if not role.vacant:
            raise Refusal(Reason.NO_PLACE_VACANT)
        return (_taken(case, role, offer.to, How.APPOINTED, now),)
    term = role.term_of(offer.by)
    if offer.kind is OfferKind.HAND_ON and term is not None and term.turn == offer.turn:
        return _held_handed_on(case, role, offer, now)
    coming = _coming_of(role, offer.by, offer.turn)
    others = [one.member for one in coming.asked if one.member != offer.by]
    if offer.to in others or not keeps_the_rules(case, role, coming, (*others, offer.to)):
        raise Refusal(Reason.BREAKS_A_RULE)
    swap = offer.kind is OfferKind.SWAP
    return (e.TurnExchanged(turn=coming.number, of=offer.by, by=offer.to, swap=swap, at=now),)


def _held_handed_on(case: RoleCase, role: Role, offer: Offer, now: datetime) -> tuple[Event, ...]:
    term = role.term_of(offer.by)
    if term is None:
        raise Refusal(Reason.TURN_IS_OVER)
    if role.term_of(offer.to) is not None:
        raise Refusal(Reason.HOLDS_IT_ALREADY)
    present = None if role.rota is None else role.rota.turn(term.turn or 0)
    others = [member for member in role.holders if member != offer.by]
    if present is not None and not keeps_the_rules(case, role, present, (*others, offer.to)):
        raise Refusal(Reason.BREAKS_A_RULE)
    taken = e.RoleTaken(
        term=role.last_term + 1,
        member=offer.to,
        how=How.HANDED_ON,
        until=term.until,
        turn=term.turn,
        at=now,
    )
    given: tuple[Event, ...] = (left(term, WhyLeft.HANDED_ON, now),)
    if present is not None:
        given += (e.TurnExchanged(turn=present.number, of=offer.by, by=offer.to, swap=False, at=now),)
    return (*given, taken)


# --- parts ------------------------------------------------------------------------------------------------------


def _offered(
    role: Role,
    id: RemarkId,
    kind: OfferKind,
    by: MemberId,
    to: MemberId,
    lapses_at: datetime,
    turn: int | None,
    now: datetime,
) -> tuple[Event, ...]:
    """The same asked of the same person again is no event; of another, the one before is over."""
    before = [offer for offer in role.offers if offer.by == by and offer.kind is not OfferKind.HOLD]
    if any((offer.kind, offer.by, offer.to, offer.turn) == (kind, by, to, turn) for offer in role.offers):
        return ()
    over = () if kind is OfferKind.HOLD else tuple(e.OfferEnded(id=offer.id, at=now) for offer in before)
    made = e.OfferMade(id=id, kind=kind, by=by, to=to, lapses_at=lapses_at, turn=turn, at=now)
    return (*over, made)


def _taken(case: RoleCase, role: Role, member: MemberId, how: How, now: datetime) -> e.RoleTaken:
    present = None if role.rota is None else role.rota.present
    until: datetime | None = None
    turn: int | None = None
    if how is How.TURN and present is not None:
        until, turn = present.ends_at, present.number
    elif role.months is not None:
        until = now + relativedelta(months=role.months)
    return e.RoleTaken(term=role.last_term + 1, member=member, how=how, until=until, turn=turn, at=now)


def _must_be_free(case: RoleCase, role: Role, who: MemberId, *, holds_now: bool = False) -> None:
    if case.circle.seat(who) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="who")
    if not holds_now and role.term_of(who) is not None:
        raise Refusal(Reason.HOLDS_IT_ALREADY, at_field="who")


def _coming_of(role: Role, member: MemberId, number: int | None = None) -> Turn:
    coming = None if role.rota is None else role.rota.coming
    if coming is None or coming.place(member) is None:
        raise Refusal(Reason.HOLDS_IT_NOT)
    if number is not None and coming.number != number:
        raise Refusal(Reason.TURN_IS_OVER)
    return coming
