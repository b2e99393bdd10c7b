"""What takes two: asking somebody to hold a role, to take over, or to swap; and their answer."""

from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.candidates import keeps_the_rules
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.holding import must_be_able_to_hold, taken
from decisions.roles.role import How, Offer, OfferAnswer, OfferKind, Role, Term, WhyLeft
from decisions.roles.rota import Turn
from decisions.roles.turning import left

OFFER_LASTS: Final = timedelta(days=14)


def ask_to_hold(case: RoleCase, command: c.AskToHold, now: datetime) -> tuple[Event, ...]:
    """Asked of themselves it is theirs at once."""
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
    role = case.known()
    if command.who == command.by and role.term_of(command.by) is not None:
        return ()
    _must_be_free(case, role, command.who)
    must_be_able_to_hold(case, role, command.who)
    if command.who == command.by:
        return (taken(case, role, command.by, How.APPOINTED, now),)
    offer = Offer(command.id, OfferKind.HOLD, command.by, command.who, now + OFFER_LASTS)
    return _made(role, offer, now)


def hand_on(case: RoleCase, command: c.HandOn, now: datetime) -> tuple[Event, ...]:
    """What they hold; where they hold nothing, their coming turn."""
    role = case.known()
    term = role.term_of(command.by)
    if term is not None:
        _must_be_free(case, role, command.who)
        turn, lapses_at = term.turn, _lapses_at(term, now)
    else:
        coming = _coming_of(role, command.by)
        _must_be_free_for(case, coming, command.who)
        _must_keep_the_rules(case, role, coming, command.by, command.who)
        turn, lapses_at = coming.number, coming.begins_at
    offer = Offer(command.id, OfferKind.HAND_ON, command.by, command.who, lapses_at, turn)
    return _made(role, offer, now)


def offer_swap(case: RoleCase, command: c.OfferSwap, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    coming = _coming_of(role, command.by)
    _must_be_free_for(case, coming, command.who)
    _must_keep_the_rules(case, role, coming, command.by, command.who)
    offer = Offer(command.id, OfferKind.SWAP, command.by, command.who, coming.begins_at, coming.number)
    return _made(role, offer, now)


def answer_offer(case: RoleCase, command: c.AnswerOffer, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    if OfferAnswer(command.id, command.by, command.accept) in role.answers:
        return ()
    offer = role.offer(command.id)
    if offer is None:
        raise Refusal(Reason.OFFER_IS_OVER)
    if offer.to != command.by:
        raise Refusal(Reason.NOT_FOUND)
    answered = e.OfferAnswered(id=offer.id, by=command.by, accept=command.accept, at=now)
    if not command.accept:
        return (answered,)
    if not case.sits_here(command.by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return (answered, *_taken_up(case, evolved(role, (answered,)), offer, now))


def take_back(case: RoleCase, command: c.TakeBackOffer, now: datetime) -> tuple[Event, ...]:
    offer = case.known().offer(command.id)
    if offer is None:
        return ()
    if offer.by != command.by and not case.steers:
        raise Refusal(Reason.NOT_FOUND)
    return (e.OfferEnded(id=offer.id, at=now),)


# --- what a yes leads to ----------------------------------------------------------------------------------------


def _taken_up(case: RoleCase, role: Role, offer: Offer, now: datetime) -> tuple[Event, ...]:
    if offer.kind is OfferKind.HOLD:
        must_be_able_to_hold(case, role, offer.to)
        return (taken(case, role, offer.to, How.APPOINTED, now),)
    term = role.term_of(offer.by)
    if offer.kind is OfferKind.HAND_ON and term is not None and term.turn == offer.turn:
        return _term_handed_on(case, role, offer, term, now)
    coming = _coming_of(role, offer.by)
    if not may_stand_in(case, role, coming, offer.by, offer.to):
        raise Refusal(Reason.BREAKS_A_RULE)
    swap = offer.kind is OfferKind.SWAP
    return (e.TurnExchanged(turn=coming.number, of=offer.by, by=offer.to, swap=swap, at=now),)


def _term_handed_on(case: RoleCase, role: Role, offer: Offer, term: Term, now: datetime) -> tuple[Event, ...]:
    """What is left of it, as a gift; but not a place that there is no more."""
    if len(role.holders) > role.places:
        raise Refusal(Reason.NO_PLACE_VACANT)
    handed_on = e.RoleTaken(
        term=role.last_term + 1,
        member=offer.to,
        how=How.HANDED_ON,
        until=term.until,
        turn=term.turn,
        at=now,
    )
    given = left(term, WhyLeft.HANDED_ON, now)
    present = None if role.rota is None else role.rota.present
    if present is None or present.number != term.turn:
        return (given, handed_on)
    others = [member for member in role.holders if member != offer.by]
    if not keeps_the_rules(case, role, present, (*others, offer.to)):
        raise Refusal(Reason.BREAKS_A_RULE)
    exchanged = e.TurnExchanged(turn=present.number, of=offer.by, by=offer.to, swap=False, at=now)
    return (given, exchanged, handed_on)


def may_stand_in(case: RoleCase, role: Role, turn: Turn, of: MemberId, by: MemberId) -> bool:
    """Whether the rules let ``by`` take the place of ``of`` in that turn, beside the others who are asked for it."""
    others = [one.member for one in turn.asked if one.member != of]
    return keeps_the_rules(case, role, turn, (*others, by))


def _must_keep_the_rules(case: RoleCase, role: Role, turn: Turn, of: MemberId, by: MemberId) -> None:
    if not may_stand_in(case, role, turn, of, by):
        raise Refusal(Reason.BREAKS_A_RULE, at_field="who")


# --- parts ------------------------------------------------------------------------------------------------------


def _made(role: Role, offer: Offer, now: datetime) -> tuple[Event, ...]:
    """The same asked of the same person again is no event; of another, the one before is over."""
    if any((one.kind, one.to, one.turn) == (offer.kind, offer.to, offer.turn) for one in _like(role, offer)):
        return ()
    over = () if offer.kind is OfferKind.HOLD else _like(role, offer)
    made = e.OfferMade(
        id=offer.id,
        kind=offer.kind,
        by=offer.by,
        to=offer.to,
        lapses_at=offer.lapses_at,
        turn=offer.turn,
        at=now,
    )
    return (*(e.OfferEnded(id=one.id, at=now) for one in over), made)


def _like(role: Role, offer: Offer) -> tuple[Offer, ...]:
    """To hold a role, whoever asks; else by the same person."""
    if offer.kind is OfferKind.HOLD:
        return tuple(one for one in role.offers if one.kind is OfferKind.HOLD)
    return tuple(one for one in role.offers if one.by == offer.by and one.kind is not OfferKind.HOLD)


def _lapses_at(term: Term, now: datetime) -> datetime:
    lasts = now + OFFER_LASTS
    return lasts if term.until is None else min(term.until, lasts)


def _must_be_free(case: RoleCase, role: Role, who: MemberId) -> None:
    """Neither do they hold it, nor are they asked for a place that is still to be filled."""
    if not case.sits_here(who):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="who")
    present = None if role.rota is None else role.rota.present
    if role.term_of(who) is not None or (present is not None and present.place(who) is not None):
        raise Refusal(Reason.HOLDS_IT_ALREADY, at_field="who")


def _must_be_free_for(case: RoleCase, coming: Turn, who: MemberId) -> None:
    if not case.sits_here(who):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="who")
    if coming.place(who) is not None:
        raise Refusal(Reason.HOLDS_IT_ALREADY, at_field="who")


def _coming_of(role: Role, member: MemberId) -> Turn:
    coming = None if role.rota is None else role.rota.coming
    if coming is None or coming.place(member) is None:
        raise Refusal(Reason.HOLDS_IT_NOT)
    return coming
