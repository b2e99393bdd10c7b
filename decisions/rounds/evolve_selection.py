"""How a selection changes: who has been nominated, who is proposed, and who takes the role."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from decisions.events import Event
from decisions.rounds import events as e
from decisions.rounds.evolve_stage import at_stage
from decisions.rounds.round import ProblemStatus, Round, Stage
from decisions.rounds.selection.vacancy import Selection


def _selection(round: Round) -> Selection:
    if round.selection is None:
        raise ValueError(f"round {round.id} follows {round.process} and selects nobody")
    return round.selection


def _nomination_told(round: Round, event: e.NominationTold) -> Round:
    if not event.at_home:
        return round
    return replace(round, selection=_selection(round).with_candidate(event.nominee))


def _proposing_opened(round: Round, event: e.ProposingOpened) -> Round:
    opened = at_stage(_asked_anew(round), Stage.PROPOSING, event)
    selection = _selection(round).proposing((), "")
    return replace(opened, selection=selection, deadline=event.deadline, facilitator_turn=event.at)


def _people_proposed(round: Round, event: e.PeopleProposed) -> Round:
    before = _selection(round)
    accepted = before.accepted if event.vacancy == before.vacancy else ()
    selection = replace(before, vacancy=event.vacancy, accepted=accepted)
    selection = selection.proposing(event.people, event.words)
    proposed = replace(_asked_anew(round), selection=selection, version=event.version)
    return replace(proposed, text=event.vacancy.as_text, facilitator_turn=None)


def _asked_anew(round: Round) -> Round:
    """A problem was about those who were proposed, for the role as it was."""
    anew = tuple(
        replace(problem, status=ProblemStatus.ASKED_ANEW) if problem.open else problem
        for problem in round.problems
    )
    return replace(round, problems=anew)


def _accepting_opened(round: Round, event: e.AcceptingOpened) -> Round:
    return replace(at_stage(round, Stage.ACCEPTING, event), deadline=event.deadline)


def _role_accepted(round: Round, event: e.RoleAccepted) -> Round:
    return replace(round, selection=_selection(round).accepted_by(event.by))


def _role_declined(round: Round, event: e.RoleDeclined) -> Round:
    return replace(round, selection=_selection(round).declined_by(event.by, event.words))


def _passed_over(round: Round, event: e.NomineesPassedOver) -> Round:
    selection = _selection(round)
    for member in event.people:
        selection = selection.passing_over(member)
    return replace(round, selection=selection)


def _people_selected(round: Round, event: e.PeopleSelected) -> Round:
    return round


SELECTION_EVENTS: Final[dict[type[Event], Callable[[Round, Any], Round]]] = {
    e.NominationTold: _nomination_told,
    e.ProposingOpened: _proposing_opened,
    e.PeopleProposed: _people_proposed,
    e.AcceptingOpened: _accepting_opened,
    e.RoleAccepted: _role_accepted,
    e.RoleDeclined: _role_declined,
    e.NomineesPassedOver: _passed_over,
    e.PeopleSelected: _people_selected,
}
