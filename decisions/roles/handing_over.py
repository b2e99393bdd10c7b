"""What whoever leaves a role gives to whoever comes after: three short things; and what can be asked back."""

from datetime import datetime

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.role import Handover, Role
from decisions.rounds.text import checked_words


def write(case: RoleCase, command: c.WriteHandover, now: datetime) -> tuple[Event, ...]:
    """At least one of the three; during the term, or after it."""
    role = case.known()
    if command.term not in case.own_terms:
        raise Refusal(Reason.NOT_FOUND)
    in_motion, learned, talk_to = (
        checked_words(getattr(command, name), name, required=False)
        for name in ("in_motion", "learned", "talk_to")
    )
    if not (in_motion or learned or talk_to):
        raise Refusal(Reason.EMPTY, at_field="in_motion")
    before = role.handover(command.term)
    if before is not None and (before.in_motion, before.learned, before.talk_to) == (
        in_motion,
        learned,
        talk_to,
    ):
        return ()
    return (
        e.HandoverWritten(
            by=command.by, term=command.term, in_motion=in_motion, learned=learned, talk_to=talk_to, at=now
        ),
    )


def ask_back(case: RoleCase, command: c.AskBack, now: datetime) -> tuple[Event, ...]:
    """By whoever holds the role now."""
    role = case.known()
    if role.term_of(command.by) is None:
        raise Refusal(Reason.HOLDS_IT_NOT)
    handover = _handover(role, command.term)
    words = checked_words(command.words, "words")
    if any(one.id == command.id for one in handover.questions):
        return ()
    return (e.AskedBack(by=command.by, term=command.term, id=command.id, words=words, at=now),)


def answer_back(case: RoleCase, command: c.AnswerBack, now: datetime) -> tuple[Event, ...]:
    handover = _handover(case.known(), command.term)
    question = next((one for one in handover.questions if one.id == command.id), None)
    if question is None or handover.by != command.by:
        raise Refusal(Reason.NOT_FOUND)
    words = checked_words(command.words, "words")
    if question.answer == words:
        return ()
    return (e.AnsweredBack(by=command.by, term=command.term, id=command.id, words=words, at=now),)


def _handover(role: Role, term: int) -> Handover:
    found = role.handover(term)
    if found is None:
        raise Refusal(Reason.NOT_FOUND)
    return found
