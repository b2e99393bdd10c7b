"""A ballot's draft, and how it opens: options are checked, the lot is sealed in, everyone who may answer is asked."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.electorate import check_electorate, those_asked
from decisions.rounds.ballots.methods import checked_ballot
from decisions.rounds.ballots.terms import check_hides
from decisions.rounds.consent.asking import electorate
from decisions.rounds.consent.drafting import opening
from decisions.rounds.consent.facilitation import passed_on
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, RosterSeat, Round, Stage
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.workdays import deadline_after

LONGEST: Final = timedelta(days=366)
"""From the opening of a ballot to its close."""


def open_ballot(case: Case, command: c.OpenRound, now: datetime) -> tuple[Event, ...]:
    """Everyone whom its terms name is asked, of the circle as it is now. Its authors vote like all others."""
    check_ready(case.round, case.roster, command.settings, now)
    return open_asking(case, replace(command, deciding=()), Stage.VOTING, now)


def open_asking(case: Case, command: c.OpenRound, stage: Stage, now: datetime) -> tuple[Event, ...]:
    """Everyone is asked once, in that stage: the circle as it is now, or the smaller deciding group. The authors answer like all
    others."""
    opened = opening(case, command, now)
    round = evolve_all(case.round, (opened,))
    return (opened, *passed_on(round, now), _open_pass(round, stage, case.roster, now))


def check_ready(round: Round, roster: tuple[RosterSeat, ...], settings: Settings, opens_at: datetime) -> None:
    """Refuses a draft that could not be opened then."""
    check_question(round.text)
    check_options(asked(round), opens_at)
    check_electorate(round.terms, roster, settings)
    check_hides(round.terms, len(those_asked(round.terms, roster)))
    closing_day(replace(round, settings=settings), opens_at)


def check_options(ballot: Ballot, now: datetime) -> Ballot:
    """``checked_ballot``, of which no time has passed."""
    checked = checked_ballot(ballot)
    for fault in time_poll.faults(checked, now):
        raise fault
    return checked


def asked(round: Round) -> Ballot:
    """What a round asks that follows this process."""
    if round.ballot is None:
        raise ValueError(f"round {round.id} follows {round.process} and asks no ballot")
    return round.ballot


def _open_pass(round: Round, stage: Stage, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    return e.PassOpened(
        stage=stage,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=electorate(those_asked(round.terms, roster), round.deciding),
        deadline=closing_day(round, now),
        at=now,
    )


def closing_day(round: Round, now: datetime) -> datetime:
    """When what is asked now closes: as its terms say, else after as long as the circle consents, and before the first of the
    times that a ballot asks about. Refuses a close that is not ahead, or more than a year away."""
    closes = round.terms.closes_at
    if closes is None:
        usual = usual_close(round.settings, now)
        first = None if round.ballot is None else time_poll.first(round.ballot)
        return usual if first is None or first <= now else min(usual, first)
    check_close(closes, now)
    return closes


def check_close(closes: datetime, now: datetime) -> None:
    """Refuses a close that is not ahead, or more than a year away."""
    if closes <= now:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="closes_at")
    if closes > now + LONGEST:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="closes_at")


def usual_close(settings: Settings, now: datetime) -> datetime:
    """Of what opens now, as long as the circle consents."""
    lengths = settings.lengths
    return deadline_after(now, lengths.consenting, settings, spans_weekend=lengths.consenting_spans_weekend)


def check_question(text: Text) -> None:
    """What is asked needs a question, and nothing else of a proposal's form."""
    if not text.bounded().title:
        raise Refusal(Reason.EMPTY, at_field="title")
