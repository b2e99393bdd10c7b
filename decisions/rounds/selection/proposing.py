"""Proposing: the facilitator proposes somebody for whom others gave a reason; for a role with several places, several people."""

from dataclasses import replace
from datetime import datetime

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.asking import open_consenting
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, Round, RoundEvents, Stage, Why
from decisions.rounds.selection.vacancy import Selection, Vacancy
from decisions.rounds.text import checked_words
from decisions.workdays import deadline_after_workdays, local_day


def propose(case: Case, command: c.ProposePeople, now: datetime) -> tuple[Event, ...]:
    """Everyone is asked about them, they too. The words say why; the role's description may change with it, its name stays."""
    round = case.round
    selection = _selection(round)
    people = _checked_people(selection, command)
    vacancy = _checked_vacancy(round, command.vacancy or selection.vacancy, now)
    if (people, vacancy) == (selection.proposed, selection.vacancy):
        raise Refusal(Reason.NOTHING_CHANGED, at_field="people")
    if len(people) > vacancy.places:
        raise Refusal(Reason.TOO_MANY_PEOPLE, {"most": vacancy.places}, at_field="people")
    proposed = e.PeopleProposed(
        version=round.version + (round.versions_asked > 0),
        by=command.by,
        people=people,
        words=checked_words(command.words, "words"),
        vacancy=vacancy,
        at=now,
    )
    return (proposed, open_consenting(evolve_all(round, (proposed,)), case.roster, now))


def propose_another(case: Case, command: c.ProposePeople, now: datetime) -> tuple[Event, ...]:
    """In integrating: somebody else, or the role as it is now described. Whoever saw a problem is asked again like all others."""
    round = case.round
    if round.versions_asked >= round.settings.max_versions:
        raise Refusal(Reason.NO_MORE_VERSIONS, {"limit": round.settings.max_versions})
    return propose(case, command, now)


def open_proposing(round: Round, now: datetime) -> Event:
    """The facilitator's turn; with nobody left who could be proposed, the end."""
    if not _selection(round).candidates:
        return e.RoundEnded(stage=Stage.UNDECIDED, why=Why.NO_ONE_LEFT, at=now)
    length = round.settings.lengths.integrating_workdays
    return e.ProposingOpened(deadline=deadline_after_workdays(now, length, round.settings), at=now)


def turn_proposing(case: Case, now: datetime) -> RoundEvents:
    """Of a silent facilitator anybody can take over; when nobody does, it is for later."""
    round = case.round
    if not _selection(round).candidates:
        return (open_proposing(round, now),)
    if round.deadline is None or round.deadline > now:
        return ()
    return (e.RoundEnded(stage=Stage.DEFERRED, why=Why.NOBODY_PROPOSED, at=now),)


def _selection(round: Round) -> Selection:
    if round.selection is None:
        raise ValueError(f"round {round.id} follows {round.process} and selects nobody")
    return round.selection


def _checked_people(selection: Selection, command: c.ProposePeople) -> tuple[MemberId, ...]:
    people = tuple(dict.fromkeys(command.people))
    if not people:
        raise Refusal(Reason.EMPTY, at_field="people")
    if command.by in people:
        raise Refusal(Reason.NOT_ONESELF, at_field="people")
    if not set(people) <= set(selection.candidates):
        raise Refusal(Reason.NOT_NOMINATED, at_field="people")
    return people


def _checked_vacancy(round: Round, vacancy: Vacancy, now: datetime) -> Vacancy:
    """Of a role that the circle keeps no more places are filled than were opened."""
    before = _selection(round).vacancy
    if round.role is not None and vacancy.places > before.places:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": before.places}, at_field="places")
    named = replace(vacancy, name=before.name)
    return named.checked(local_day(now, round.settings.zone))
