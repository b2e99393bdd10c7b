"""What happens on the way: steps, comments, and what it waits for."""

from dataclasses import replace
from datetime import datetime

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import MOST_STEPS, STEP_LIMIT, Commitment, Step
from decisions.events import Event
from decisions.ids import RemarkId
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words


def add_step(case: CommitmentCase, command: c.AddStep, now: datetime) -> tuple[Event, ...]:
    known = _own(case, command)
    if any(step.id == command.id for step in known.steps):
        return ()
    if len(known.steps) >= MOST_STEPS:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_STEPS}, at_field="words")
    step = checked_step(Step(command.id, command.words))
    return (e.StepAdded(id=step.id, by=command.by, words=step.words, at=now),)


def tick_step(case: CommitmentCase, command: c.TickStep, now: datetime) -> tuple[Event, ...]:
    step = _step(_own(case, command), command.id)
    if step.done is command.done:
        return ()
    return (e.StepTicked(id=step.id, by=command.by, done=command.done, at=now),)


def remove_step(case: CommitmentCase, command: c.RemoveStep, now: datetime) -> tuple[Event, ...]:
    known = _own(case, command)
    if all(step.id != command.id for step in known.steps):
        return ()
    return (e.StepRemoved(id=command.id, by=command.by, at=now),)


def add_comment(case: CommitmentCase, command: c.AddComment, now: datetime) -> tuple[Event, ...]:
    """By anybody in the circle, also when it is over."""
    if any(comment.id == command.id for comment in case.known().comments):
        return ()
    words = checked_words(command.words, "words")
    return (e.CommentAdded(id=command.id, by=command.by, words=words, at=now),)


def block(case: CommitmentCase, command: c.Block, now: datetime) -> tuple[Event, ...]:
    known = _own(case, command)
    words = checked_words(command.words, "words", required=command.on is None)
    if command.on is not None and known.id in (command.on, *case.waits):
        raise Refusal(Reason.WAITS_FOR_ITSELF, at_field="on")
    there = known.blocked
    if there is not None and (there.words, there.on) == (words, command.on):
        return ()
    return (e.CommitmentBlocked(by=command.by, on=command.on, words=words, at=now),)


def unblock(case: CommitmentCase, command: c.Unblock, now: datetime) -> tuple[Event, ...]:
    known = _own(case, command)
    return () if known.blocked is None else (e.CommitmentUnblocked(by=command.by, at=now),)


def other_done(case: CommitmentCase, command: c.NoteOtherDone, now: datetime) -> tuple[Event, ...]:
    known = case.known()
    if known.over or known.blocked is None or known.blocked.on != command.on:
        return ()
    return (e.CommitmentUnblocked(in_vain=command.in_vain, at=now),)


def checked_step(step: Step) -> Step:
    """Itself, trimmed. Refuses one that says nothing, or says too much."""
    words = " ".join(step.words.split())
    if not words:
        raise Refusal(Reason.EMPTY, at_field="words")
    if len(words) > STEP_LIMIT:
        raise Refusal(Reason.TOO_LONG, {"limit": STEP_LIMIT, "length": len(words)}, at_field="words")
    return replace(step, words=words)


def _own(case: CommitmentCase, command: c.CommitmentCommand) -> Commitment:
    known = case.under_way()
    case.must_do_it(command.by)
    return known


def _step(known: Commitment, id: RemarkId) -> Step:
    step = next((one for one in known.steps if one.id == id), None)
    if step is None:
        raise Refusal(Reason.NOT_FOUND)
    return step
