"""Who holds a role, what is offered and what is handed over, after something has happened."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from decisions.ids import RemarkId
from decisions.roles import events as e
from decisions.roles.evolve_turns import gone_from_turn, helped_out_in_turn
from decisions.roles.role import Handover, Offer, OfferAnswer, Question, Role, Term, WhyLeft

MOST_HANDOVERS: Final = 12
"""Kept at the role; the journal has them all."""
MOST_ANSWERS: Final = 12


def taken(event: e.RoleTaken, role: Role) -> Role:
    term = Term(event.term, event.member, event.how, event.at, event.until, event.turn)
    after = replace(role, terms=(*role.terms, term), last_term=event.term)
    return helped_out_in_turn(after, term)


def left(event: e.RoleLeft, role: Role) -> Role:
    term = next((term for term in role.terms if term.number == event.term), None)
    role = replace(role, terms=tuple(one for one in role.terms if one is not term))
    if term is None or event.why is WhyLeft.TERM_ENDED:
        return role
    by_choice = event.why in (WhyLeft.STEPPED_DOWN, WhyLeft.HANDED_ON)
    return gone_from_turn(role, term, by_choice=by_choice)


def end_near(event: e.EndComesNear, role: Role) -> Role:
    terms = tuple(replace(one, end_told=True) if one.number == event.term else one for one in role.terms)
    return replace(role, terms=terms)


def selection_opened(event: e.SelectionOpened, role: Role) -> Role:
    return replace(role, selection=event.round_id, put_off=())


def selection_put_off(event: e.SelectionPutOff, role: Role) -> Role:
    return replace(role, put_off=tuple(dict.fromkeys((*role.put_off, *event.terms))))


# --- offers -----------------------------------------------------------------------------------------------------


def offered(event: e.OfferMade, role: Role) -> Role:
    offer = Offer(event.id, event.kind, event.by, event.to, event.lapses_at, event.turn)
    return replace(role, offers=(*role.offers, offer))


def answered(event: e.OfferAnswered, role: Role) -> Role:
    answers = (OfferAnswer(event.id, event.by, event.accept), *role.answers)[:MOST_ANSWERS]
    return replace(_without_offer(role, event.id), answers=answers)


def offer_ended(event: e.OfferEnded, role: Role) -> Role:
    return _without_offer(role, event.id)


def _without_offer(role: Role, id: RemarkId) -> Role:
    return replace(role, offers=tuple(offer for offer in role.offers if offer.id != id))


# --- handing over -----------------------------------------------------------------------------------------------


def handed_over(event: e.HandoverWritten, role: Role) -> Role:
    before = role.handover(event.term)
    questions = () if before is None else before.questions
    written = Handover(
        event.term, event.by, event.at, event.in_motion, event.learned, event.talk_to, questions
    )
    others = tuple(one for one in role.handovers if one.term != event.term)
    return replace(role, handovers=(written, *others)[:MOST_HANDOVERS])


def asked_back(event: e.AskedBack, role: Role) -> Role:
    question = Question(event.id, event.by, event.words, event.at)
    return _with_handover(role, event.term, lambda one: replace(one, questions=(*one.questions, question)))


def answered_back(event: e.AnsweredBack, role: Role) -> Role:
    def with_answer(handover: Handover) -> Handover:
        questions = tuple(
            replace(one, answer=event.words) if one.id == event.id else one for one in handover.questions
        )
        return replace(handover, questions=questions)

    return _with_handover(role, event.term, with_answer)


def words_erased(event: e.WordsErased, role: Role) -> Role:
    """A question goes with its answer: by itself neither says anything."""
    member = event.member
    away = tuple(replace(one, why="") if one.member == member else one for one in role.away)
    handovers = (
        replace(one, questions=tuple(asked for asked in one.questions if asked.by != member))
        for one in role.handovers
        if one.by != member
    )
    return replace(role, away=away, handovers=tuple(handovers))


def _with_handover(role: Role, term: int, change: Callable[[Handover], Handover]) -> Role:
    return replace(role, handovers=tuple(change(one) if one.term == term else one for one in role.handovers))
