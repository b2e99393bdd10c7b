"""Asking somebody to do something, and what they say: nobody is committed by somebody else."""

from datetime import date, datetime
from typing import Final

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.case import CommitmentCase
from decisions.commitments.coming_again import first_time
from decisions.commitments.commitment import (
    MOST_HELPERS,
    MOST_STEPS,
    Commitment,
    Promise,
    Said,
    Standing,
)
from decisions.commitments.leaving import who_left_meanwhile
from decisions.commitments.on_the_way import checked_step
from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words
from decisions.workdays import add_workdays

ASKED_AGAIN_AFTER: Final = 2
"""Workdays without a word, until they are asked once more; and as many again, until the asker hears of it."""
FURTHEST: Final = 5 * 366
"""Days ahead."""


def make(case: CommitmentCase, command: c.MakeCommitment, now: datetime) -> tuple[Event, ...]:
    if case.commitment is not None:
        return ()
    _must_sit_here(case, command.who)
    helpers = tuple(dict.fromkeys(one for one in command.helpers if one != command.who))
    if len(helpers) > MOST_HELPERS:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_HELPERS}, at_field="helpers")
    for helper in helpers:
        _must_sit_here(case, helper, "helpers")
    if len(command.steps) > MOST_STEPS:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_STEPS}, at_field="steps")
    promise = first_time(command.promise.checked(), case.circle.settings, now)
    must_be_ahead(promise, case.today(now))
    alone = command.who == command.by
    made = e.CommitmentMade(
        commitment_id=command.commitment_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        by=command.by,
        who=command.who,
        helpers=helpers,
        ask_again_at=None if alone else later(case, now),
        promise=promise,
        origin=command.origin,
        steps=tuple(checked_step(step) for step in command.steps),
        at=now,
    )
    own = [e.CommitmentAccepted(by=command.by, at=now)] if alone else []
    helps = [e.HelperAnswered(by=command.by, accept=True, at=now)] if command.by in helpers else []
    return (made, *own, *helps)


def accept(case: CommitmentCase, command: c.AcceptCommitment, now: datetime) -> tuple[Event, ...]:
    known, by = case.known(), command.by
    if not case.sits_here(by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    helper = known.helper(by)
    if by == known.accountable and known.standing in (Standing.ASKED, Standing.DECLINED):
        return (*who_left_meanwhile(case, known, now), e.CommitmentAccepted(by=by, at=now))
    if helper is not None and not known.over:
        return () if helper.said is Said.YES else (e.HelperAnswered(by=by, accept=True, at=now),)
    if by == known.accountable and known.standing is Standing.OPEN:
        return ()
    raise _not_asked(known)


def decline(case: CommitmentCase, command: c.DeclineCommitment, now: datetime) -> tuple[Event, ...]:
    """Who has said yes lets it go or hands it over instead."""
    known, by = case.known(), command.by
    words = checked_words(command.words, "words", required=False)
    if by == known.accountable:
        match known.standing:
            case Standing.ASKED:
                return (e.CommitmentDeclined(by=by, words=words, at=now),)
            case Standing.DECLINED:
                return ()
            case Standing.OPEN:
                raise Refusal(Reason.SAID_YES_ALREADY)
    helper = known.helper(by)
    if helper is None or known.over:
        raise _not_asked(known)
    return () if helper.said is Said.NO else (e.HelperAnswered(by=by, accept=False, words=words, at=now),)


def ask_another(case: CommitmentCase, command: c.AskAnother, now: datetime) -> tuple[Event, ...]:
    """Whoever takes upon themselves what is nobody's needs nobody's leave."""
    known, who = case.known(), command.who
    if known.standing in (Standing.DONE, Standing.DROPPED):
        raise Refusal(Reason.COMMITMENT_IS_OVER, {"standing": known.standing.value})
    if known.standing is Standing.OPEN:
        raise Refusal(Reason.SAID_YES_ALREADY)
    alone = who == command.by
    if known.standing is Standing.ASKED and who == known.accountable:
        return (e.CommitmentAccepted(by=who, at=now),) if alone else ()
    if not (alone and known.standing is Standing.NOBODYS):
        case.must_have_a_say(command.by)
    _must_sit_here(case, who)
    return (*who_left_meanwhile(case, known, now), *asked_anew(case, command.by, who, now))


def asked_anew(case: CommitmentCase, by: MemberId, who: MemberId, now: datetime) -> tuple[Event, ...]:
    """Of oneself it is a yes at once."""
    alone = by == who
    asked = e.AnotherAsked(by=by, who=who, ask_again_at=None if alone else later(case, now), at=now)
    return (asked, e.CommitmentAccepted(by=who, at=now)) if alone else (asked,)


def ask_to_help(case: CommitmentCase, command: c.AskToHelp, now: datetime) -> tuple[Event, ...]:
    """Whoever offers their own help needs nobody's leave."""
    known, who, alone = case.not_over(), command.who, command.who == command.by
    if not alone and command.by not in known.doing:
        case.must_have_a_say(command.by)
    _must_sit_here(case, who)
    if who == known.accountable:
        raise Refusal(Reason.DOES_IT_ALREADY, at_field="who")
    helper = known.helper(who)
    if helper is not None and helper.said is not Said.NO:
        if alone and helper.said is Said.NOTHING:
            return (e.HelperAnswered(by=who, accept=True, at=now),)
        return ()
    if sum(one.said is not Said.NO for one in known.helpers) >= MOST_HELPERS:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_HELPERS}, at_field="who")
    asked = e.HelperAsked(by=command.by, who=who, at=now)
    return (asked, e.HelperAnswered(by=who, accept=True, at=now)) if alone else (asked,)


def must_be_ahead(promise: Promise, today: date) -> None:
    """Its day is today or later, and not further than five years away. Raises ``Refusal``."""
    check_day(promise.due, today, "due")


def check_day(day: date | None, today: date, field: str, furthest: int | None = FURTHEST) -> None:
    """``furthest``: in days from today; None: however far."""
    if day is None:
        return
    if day < today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field=field)
    if furthest is not None and (day - today).days > furthest:
        raise Refusal(Reason.DATE_TOO_FAR, at_field=field)


# --- by time alone ----------------------------------------------------------------------------------------------


def nothing_said(case: CommitmentCase, known: Commitment, due: datetime) -> tuple[Event, ...]:
    """They are asked once more; after that the asker hears that they have said nothing."""
    if known.accountable is None:
        return ()
    if known.asked_again:
        return (e.NothingSaid(member=known.accountable, at=due),)
    return (e.DoerAskedAgain(member=known.accountable, next_at=later(case, due), at=due),)


def later(case: CommitmentCase, now: datetime) -> datetime:
    """When they are asked once more, or the asker hears that nothing was said."""
    return add_workdays(now, ASKED_AGAIN_AFTER, case.circle.settings)


def _must_sit_here(case: CommitmentCase, who: MemberId, field: str = "who") -> None:
    if not case.sits_here(who):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field=field)


def _not_asked(known: Commitment) -> Refusal:
    if known.over:
        return Refusal(Reason.COMMITMENT_IS_OVER, {"standing": known.standing.value})
    return Refusal(Reason.NOT_ASKED_OF_YOU)
