"""Deciding about agreements: notes for the review, an early review; and the review's own day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from decisions.agreements import commands as c
from decisions.agreements import events as e
from decisions.agreements.agreement import Agreement, Note, Standing, WhyReview
from decisions.commands import Command
from decisions.events import Event
from decisions.ids import AgreementId, MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.events import RoundEnded
from decisions.rounds.round import Round
from decisions.rounds.text import checked_words
from decisions.workdays import MORNING, at_local

STANDS: Final = frozenset({Standing.IN_FORCE, Standing.UNDER_REVIEW})


@dataclass(frozen=True, slots=True)
class AgreementCase:
    """``in_circle``: whether ``by`` sits there."""

    agreement: Agreement
    in_circle: bool = False


def reached(round: Round, ended: RoundEnded) -> e.AgreementReached:
    """The agreement to which a round leads that was adopted, or decided after advice. Its review begins at
    9:00 of the review date, in the circle's zone."""
    text = round.stands
    if ended.agreement_id is None or text.review_on is None:
        raise ValueError(f"round {round.id} leads to no agreement")
    return e.AgreementReached(
        agreement_id=ended.agreement_id,
        network_id=round.network_id,
        circle_id=round.circle_id,
        round_id=round.id,
        ref=round.ref,
        version=round.version,
        review_at=at_local(text.review_on, MORNING, round.settings.zone),
        replaces=round.about_agreement,
        text=text,
        criteria=round.criteria,
        at=ended.at,
    )


def replaced(older: Agreement, newer: e.AgreementReached, *, drops: bool = False) -> e.AgreementReplaced:
    """What a review comes to: it is dropped; or the same text is kept; or another text is its next form."""
    same = replace(older.text, review_on=None) == replace(newer.text, review_on=None)
    standing = Standing.DROPPED if drops else Standing.KEPT if same else Standing.EVOLVED
    return e.AgreementReplaced(standing=standing, replaced_by=AgreementId(newer.agreement_id), at=newer.at)


def decide(case: AgreementCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    if not case.in_circle:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if case.agreement.standing not in STANDS:
        raise Refusal(Reason.NOT_AN_AGREEMENT)
    return rule(case, command, now)


def next_due(agreement: Agreement) -> datetime | None:
    """When its review begins by itself; None once it has begun."""
    return agreement.review_at if agreement.standing is Standing.IN_FORCE else None


def settle(agreement: Agreement, now: datetime) -> tuple[Event, ...]:
    """The review's date starts the review; where the round took longer than that, its end does."""
    due = next_due(agreement)
    if due is None or due > now:
        return ()
    return (e.ReviewStarted(why=WhyReview.DATE, at=max(due, agreement.since)),)


def evolve(agreement: Agreement | None, event: Event) -> Agreement:
    if isinstance(event, e.AgreementReached):
        return _reached(event)
    if agreement is None:
        raise ValueError(f"an agreement begins with AgreementReached, not with {type(event).__name__}")
    match event:
        case e.WhatWeSeeNoted():
            return replace(
                agreement, notes=(*agreement.notes, Note(event.id, event.by, event.words, event.at))
            )
        case e.ReviewStarted():
            return _review_started(agreement, event)
        case e.ReviewRoundOpened():
            return replace(agreement, review_round=event.round_id)
        case e.AgreementReplaced():
            return replace(agreement, standing=event.standing, replaced_by=event.replaced_by)
        case e.PartsUnited():
            return _one_person(agreement, event)
        case _:
            raise ValueError(f"{type(event).__name__} is not an event of an agreement")


def _reached(event: e.AgreementReached) -> Agreement:
    return Agreement(
        id=event.agreement_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        round_id=event.round_id,
        ref=event.ref,
        text=event.text,
        version=event.version,
        standing=Standing.IN_FORCE,
        since=event.at,
        review_at=event.review_at,
        criteria=event.criteria,
        replaces=event.replaces,
    )


def _review_started(agreement: Agreement, event: e.ReviewStarted) -> Agreement:
    notes = agreement.notes
    if event.id is not None and event.by is not None:
        notes = (*notes, Note(event.id, event.by, event.words, event.at))
    return replace(
        agreement,
        standing=Standing.UNDER_REVIEW,
        review_since=agreement.review_since or event.at,
        why_review=agreement.why_review or event.why,
        review_asked_by=agreement.review_asked_by or event.by,
        notes=notes,
    )


def _one_person(agreement: Agreement, event: e.PartsUnited) -> Agreement:
    def one(member: MemberId) -> MemberId:
        return event.member if member == event.other else member

    asked_by = agreement.review_asked_by
    return replace(
        agreement,
        criteria=tuple(replace(kept, by=one(kept.by)) for kept in agreement.criteria),
        notes=tuple(replace(note, by=one(note.by)) for note in agreement.notes),
        review_asked_by=None if asked_by is None else one(asked_by),
    )


def _note(case: AgreementCase, command: c.NoteWhatWeSee, now: datetime) -> tuple[Event, ...]:
    words = checked_words(command.words, "words")
    return (e.WhatWeSeeNoted(id=command.id, by=command.by, words=words, at=now),)


def _call_review(case: AgreementCase, command: c.CallReview, now: datetime) -> tuple[Event, ...]:
    """Starts an early review; once one has begun, the words join it as a note."""
    words = checked_words(command.words, "words")
    if case.agreement.standing is Standing.UNDER_REVIEW:
        return (e.WhatWeSeeNoted(id=command.id, by=command.by, words=words, at=now),)
    started = e.ReviewStarted(
        why=WhyReview.LATE_PROBLEM if command.late else WhyReview.NOT_WORKING,
        by=command.by,
        id=command.id,
        words=words,
        at=now,
    )
    return (started,)


_RULES: Final[dict[type[Command], Callable[[AgreementCase, Any, datetime], tuple[Event, ...]]]] = {
    c.NoteWhatWeSee: _note,
    c.CallReview: _call_review,
}
