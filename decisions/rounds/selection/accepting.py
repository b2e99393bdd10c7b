"""Accepting: whoever is proposed says yes, or kindly no. Nobody holds a role without a yes of their own."""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, RoundEvents, Stage, Why
from decisions.rounds.selection.nominating import selection_of
from decisions.rounds.selection.proposing import open_proposing
from decisions.rounds.text import checked_words


def answer(case: Case, command: c.AnswerProposed, now: datetime) -> RoundEvents:
    """A no, with or without words, and it is the facilitator's turn to propose somebody else. A second yes is no event."""
    selection = selection_of(case.round)
    if command.by not in selection.proposed:
        raise Refusal(Reason.ONLY_WHO_IS_PROPOSED)
    if not command.accept:
        words = checked_words(command.words, "words", required=False)
        declined = e.RoleDeclined(by=command.by, words=words, at=now)
        return (declined, open_proposing(evolve(case.round, declined), now))
    return () if command.by in selection.accepted else (e.RoleAccepted(by=command.by, at=now),)


def turn_accepting(case: Case, now: datetime) -> RoundEvents:
    """Filled once all who are proposed have said yes. Whoever has said nothing by the deadline is passed over."""
    round, selection = case.round, selection_of(case.round)
    if selection.everyone_accepted:
        return _selected(round, now)
    if not selection.proposed:
        return (open_proposing(round, now),)
    if round.deadline is None or round.deadline > now:
        return ()
    silent = tuple(member for member in selection.proposed if member not in selection.accepted)
    passed = e.NomineesPassedOver(people=silent, at=now)
    return (passed, open_proposing(evolve(round, passed), now))


def _selected(round: Round, now: datetime) -> RoundEvents:
    """Of a circle that only recommends they hold nothing yet: others decide."""
    selection = selection_of(round)
    people, until = selection.proposed, selection.vacancy.until
    role = None if round.settings.recommends else round.role
    return (
        e.PeopleSelected(people=people, role=role, until=until, at=now),
        e.RoundEnded(stage=Stage.SELECTED, why=Why.ROLE_FILLED, at=now),
    )
