"""A ballot that is to open later: it waits as a draft, opens by itself when its time has come, and can be changed, opened at once
or held back until then (docs/decisions/0042)."""

from datetime import datetime

from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.opening import LONGEST, check_ready, open_ballot
from decisions.rounds.consent import drafting
from decisions.rounds.consent.closing import closing_time
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, Round, RoundEvents, Scheduled, Stage


def open_or_schedule(case: Case, command: c.OpenRound, now: datetime) -> RoundEvents:
    """Opens it, or, where its terms name a time ahead, lets it open by itself then. Refuses what could not open then as things
    stand."""
    round, opens_at = case.round, case.round.terms.opens_at
    if command.at_once or opens_at is None or opens_at <= now:
        return open_ballot(case, command, now)
    if opens_at > now + LONGEST:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="opens_at")
    check_ready(round, case.roster, command.settings, opens_at)
    if round.scheduled is not None:
        return ()
    return (e.OpeningScheduled(by=command.by, opens_at=opens_at, seed=command.seed, at=now),)


def edit_draft(case: Case, command: c.EditDraft, now: datetime) -> RoundEvents:
    """A draft may be unfinished; not so one that is about to open by itself."""
    events = drafting.edit_draft(case, command, now)
    edited = evolve_all(case.round, events)
    if edited.scheduled is not None and events and case.circle is not None:
        _check_ahead(edited, now)
        check_ready(edited, case.roster, case.circle.settings, edited.terms.opens_at or now)
    return events


def hold_back(case: Case, command: c.HoldBack, now: datetime) -> RoundEvents:
    """It is an ordinary draft again."""
    if case.round.scheduled is None:
        return ()
    return (e.OpeningHeldBack(by=command.by, at=now),)


def turn_draft(case: Case, now: datetime) -> RoundEvents:
    """Opens when its time has come, for the circle as it is then. It is held back where it cannot open, and where whoever asked
    it has left."""
    round, scheduled = case.round, case.round.scheduled
    if scheduled is None:
        return ()
    if round.proposer_left:
        return (e.OpeningHeldBack(at=now),)
    due = next_due(round)
    if case.circle is None or due is None or due > now:
        return ()
    try:
        return open_ballot(case, _opening(round, scheduled, case.circle), now)
    except Refusal:
        return (e.OpeningHeldBack(at=now),)


def next_due(round: Round) -> datetime | None:
    """When a ballot opens or closes by itself, as things stand."""
    if round.stage is Stage.DRAFT:
        return round.terms.opens_at if round.scheduled is not None else None
    return closing_time(round)


def _opening(round: Round, scheduled: Scheduled, circle: Circle) -> c.OpenRound:
    return c.OpenRound(
        network_id=round.network_id,
        by=scheduled.by,
        round_id=round.id,
        settings=circle.settings,
        form=circle.settings.form,
        facilitator=circle.facilitator,
        next_facilitator=circle.next_facilitator(round.authors),
        seed=scheduled.seed,
    )


def _check_ahead(round: Round, now: datetime) -> None:
    opens_at = round.terms.opens_at
    if opens_at is not None and opens_at <= now:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="opens_at")
    if opens_at is not None and opens_at > now + LONGEST:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="opens_at")
