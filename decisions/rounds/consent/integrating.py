"""When somebody sees a problem: it stands, is tested, or is fixed in a new version (consent.md)."""

from datetime import datetime
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.asking import open_consenting
from decisions.rounds.consent.closing import outcome
from decisions.rounds.consent.drafting import author_acted, silent_proposer
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, Problem, Round, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words
from decisions.workdays import add_workdays

SECOND_ASK_WORKDAYS: Final = 1
"""A raiser who has not said whether the offered text fixes it is asked again after this."""
SILENT_RAISER_WORKDAYS: Final = 3
"""... and after so many more, the text goes on without their word."""
LEFT_WORKDAYS: Final = 2
"""How long somebody of a departed raiser's group has to take the problem over."""


def suggest_fix(case: Case, command: c.SuggestFix, now: datetime) -> RoundEvents:
    if command.problem_id is not None:
        _open_problem(case, command.problem_id)
    suggested = e.FixSuggested(
        id=command.id,
        by=command.by,
        kind=command.kind,
        problem_id=command.problem_id,
        text=checked_words(command.text, "text"),
        at=now,
    )
    return (suggested,)


def fixed_for_me(case: Case, command: c.FixedForMe, now: datetime) -> RoundEvents:
    """Of the offered text; with none offered, of the text as it is. Of a version that went on unconfirmed, somebody of the
    raiser's group can still say so too."""
    problem = _open_problem(case, command.problem_id)
    if problem.unconfirmed and problem.raiser != command.by:
        return confirm_for_group(case, command, now)
    problem = _raisers_own(case, command)
    if problem.fixed_in == case.round.version + 1:
        return ()
    return (e.FixConfirmed(problem_id=problem.id, by=command.by, at=now),)


def confirm_for_group(case: Case, command: c.FixedForMe, now: datetime) -> RoundEvents:
    """Where a version went on without its raiser's word, somebody of their group (or they) can give it."""
    problem = _open_problem(case, command.problem_id)
    if not problem.unconfirmed:
        raise Refusal(Reason.NOTHING_TO_CONFIRM)
    if command.by != problem.raiser and case.seat.group != problem.group:
        raise Refusal(Reason.ONLY_RAISERS_GROUP)
    by_group = command.by != problem.raiser
    if by_group:
        _nobody_judges_their_own(case, command.by)
    return (e.FixConfirmed(problem_id=problem.id, by=command.by, by_group=by_group, at=now),)


def not_yet_fixed(case: Case, command: c.NotYetFixed, now: datetime) -> RoundEvents:
    problem = _raisers_own(case, command)
    text = checked_words(command.text, "text")
    return (e.FixFellShort(problem_id=problem.id, by=command.by, text=text, at=now),)


def keep_as_worry(case: Case, command: c.KeepAsWorry, now: datetime) -> RoundEvents:
    problem = _raisers_own(case, command)
    return (e.ProblemKeptAsWorry(problem_id=problem.id, by=command.by, at=now),)


def still_does_the_job(case: Case, command: c.StillDoesTheJob, now: datetime) -> RoundEvents:
    if case.round.next_text is None:
        raise Refusal(Reason.NOTHING_TO_CONFIRM)
    return () if case.round.still_does_the_job else (e.JobConfirmed(by=command.by, at=now),)


def me_too(case: Case, command: c.MeToo, now: datetime) -> RoundEvents:
    """It says the same as mine would. A member's own open problem goes on as part of the other."""
    problem = _open_problem(case, command.problem_id)
    if problem.raiser == command.by:
        raise Refusal(Reason.NOT_THE_RAISER)
    if command.by in problem.me_too:
        return ()
    own = next((p.id for p in case.round.open_problems if p.raiser == command.by), None)
    return (e.ProblemJoined(problem_id=problem.id, by=command.by, own=own, at=now),)


def take_over_problem(case: Case, command: c.TakeOverProblem, now: datetime) -> RoundEvents:
    problem = _open_problem(case, command.problem_id)
    if problem.raiser is not None:
        raise Refusal(Reason.PROBLEM_IS_HELD)
    if case.seat.group != problem.group:
        raise Refusal(Reason.ONLY_RAISERS_GROUP)
    _nobody_judges_their_own(case, command.by)
    tested = case.round.test is not None and case.round.test.problem == problem.id
    taken = e.ProblemTakenOver(
        problem_id=problem.id,
        by=command.by,
        group=problem.group,
        test_answer=case.seat.test_answer if tested else None,
        at=now,
    )
    return (taken,)


def ask_about_problem(case: Case, command: c.AskAboutProblem, now: datetime) -> RoundEvents:
    problem = _open_problem(case, command.problem_id)
    text = checked_words(command.text, "text")
    return (e.AskedAboutProblem(problem_id=problem.id, id=command.id, by=command.by, text=text, at=now),)


def offer_help(case: Case, command: c.OfferHelp, now: datetime) -> RoundEvents:
    problem = _open_problem(case, command.problem_id)
    return (e.HelpOffered(problem_id=problem.id, by=command.by, at=now),)


def _nobody_judges_their_own(case: Case, member: MemberId) -> None:
    """Who wrote the proposal, or is proposed, does not speak for whoever saw the problem in it, even where both are of one group
    (docs/decisions/0027-authors-and-problems.md)."""
    if member in case.round.concerned:
        raise Refusal(Reason.NOT_THE_PROPOSER if case.round.selection is None else Reason.NOT_WHO_IS_PROPOSED)


def turn_integrating(case: Case, now: datetime) -> tuple[Event, ...]:
    """Ends when no problem is open, when the offered text is confirmed, or at the deadline."""
    round = case.round
    if not round.open_problems:
        return outcome(round, now)
    return (
        left_as_worries(round, now)
        or _taken(case, now)
        or _asked_again(round, now)
        or _out_of_time(round, now)
    )


def due_integrating(round: Round) -> datetime | None:
    """When time next does something in integrating."""
    moments = [round.deadline, _silent_until(round)]
    moments += (_left_until(round, problem) for problem in round.open_problems)
    return min((moment for moment in moments if moment is not None), default=None)


def _silent_until(round: Round) -> datetime | None:
    """When the silence of those whose problems the offered text would fix next means something."""
    if round.next_text is None or not _silent(round):
        return None
    if not round.asked_raisers_again:
        return _second_ask_at(round)
    return _goes_on_at(round) if _only_silence_left(round) else None


def left_as_worries(round: Round, now: datetime) -> tuple[Event, ...]:
    """Problems whose raiser left and that nobody of the group took over."""
    over = [p for p in round.open_problems if (until := _left_until(round, p)) and until <= now]
    return tuple(e.ProblemKeptAsWorry(problem_id=problem.id, at=now) for problem in over)


def _left_until(round: Round, problem: Problem) -> datetime | None:
    """Counted from when somebody of the group could take it over: since they left, and in this stage."""
    if problem.raiser is not None or problem.left_at is None or round.stage_since is None:
        return None
    return add_workdays(max(problem.left_at, round.stage_since), LEFT_WORKDAYS, round.settings)


def _taken(case: Case, now: datetime) -> tuple[Event, ...]:
    """The offered text becomes the next version: confirmed by all, or its raisers silent after two asks."""
    round = case.round
    if round.next_text is None or not round.still_does_the_job:
        return ()
    silent = _silent(round)
    if silent and not (_only_silence_left(round) and round.asked_raisers_again and _goes_on_at(round) <= now):
        return ()
    if not silent and not _all_fixed(round):
        return ()
    taken = e.OfferedTextTaken(
        version=round.version + 1,
        fixed=tuple(problem.id for problem in round.open_problems if problem not in silent),
        unconfirmed=tuple(problem.id for problem in silent),
        text=round.next_text,
        because=round.next_because,
        at=now,
    )
    return (taken, open_consenting(evolve_all(round, (taken,)), case.roster, now))


def _all_fixed(round: Round) -> bool:
    return all(problem.fixed_in == round.version + 1 for problem in round.open_problems)


def _silent(round: Round) -> tuple[Problem, ...]:
    """Open problems of whose raiser nothing has been heard about the offered text."""
    return tuple(
        problem
        for problem in round.open_problems
        if problem.fixed_in != round.version + 1 and not problem.not_yet
    )


def _only_silence_left(round: Round) -> bool:
    """Nobody has said "not yet", and the proposer says that it still does the job."""
    return round.still_does_the_job and not any(problem.not_yet for problem in round.open_problems)


def _second_ask_at(round: Round) -> datetime:
    return add_workdays(_offered_at(round), SECOND_ASK_WORKDAYS, round.settings)


def _goes_on_at(round: Round) -> datetime:
    return add_workdays(_offered_at(round), SECOND_ASK_WORKDAYS + SILENT_RAISER_WORKDAYS, round.settings)


def _offered_at(round: Round) -> datetime:
    if round.next_text_at is None:
        raise ValueError("no text is on offer")
    return round.next_text_at


def _asked_again(round: Round, now: datetime) -> tuple[Event, ...]:
    if round.next_text is None or round.asked_raisers_again:
        return ()
    silent = _silent(round)
    if not silent or _second_ask_at(round) > now:
        return ()
    return (e.RaisersAskedAgain(problems=tuple(problem.id for problem in silent), at=now),)


def _out_of_time(round: Round, now: datetime) -> tuple[Event, ...]:
    if round.deadline is None or round.deadline > now:
        return ()
    if round.versions_asked >= round.settings.max_versions:
        return (e.RoundEnded(stage=Stage.MEETING, why=Why.TOO_MANY_VERSIONS, at=now),)
    if author_acted(round) or round.still_does_the_job:
        return (e.RoundEnded(stage=Stage.MEETING, why=Why.NO_FIX_IN_TIME, at=now),)
    return (silent_proposer(round, now),)


def _open_problem(case: Case, problem_id: RemarkId) -> Problem:
    problem = case.round.problem(problem_id)
    if problem is None:
        raise Refusal(Reason.NOT_FOUND)
    if not problem.open:
        raise Refusal(Reason.NOTHING_TO_CONFIRM)
    return problem


def _raisers_own(case: Case, command: c.AboutProblem) -> Problem:
    problem = _open_problem(case, command.problem_id)
    if problem.raiser != command.by:
        raise Refusal(Reason.ONLY_RAISER)
    return problem
