"""How a round changes by what happens to the problems that were raised in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from decisions.events import Event
from decisions.ids import RemarkId
from decisions.rounds import events as e
from decisions.rounds.round import Criterion, Problem, ProblemStatus, Round, Stage, Test


def _with_problem(round: Round, problem_id: RemarkId, **changes: Any) -> Round:
    problems = tuple(
        replace(problem, **changes) if problem.id == problem_id else problem for problem in round.problems
    )
    return replace(round, problems=problems)


def _the(round: Round, problem_id: RemarkId) -> Problem:
    problem = round.problem(problem_id)
    if problem is None:
        raise ValueError(f"no problem {problem_id} in round {round.id}")
    return problem


def _as_worry(round: Round, problem_id: RemarkId, status: ProblemStatus, at: datetime) -> Round:
    problem = _the(round, problem_id)
    kept = Criterion(
        id=problem.id,
        words=problem.harm,
        by=problem.raised_by,
        named=problem.named,
        version=problem.version,
        from_problem=True,
    )
    settled = _with_problem(round, problem_id, status=status, unconfirmed=False)
    settled = replace(settled, criteria=(*settled.criteria, kept))
    return settled if status is ProblemStatus.SET_ASIDE else _joined_stand_again(settled, problem_id, at)


def _joined_stand_again(round: Round, problem_id: RemarkId, at: datetime) -> Round:
    """Who joined their problem to another's keeps it, when that other lets theirs go. One that the same person had raised
    before, of an earlier version, is let go with it."""
    let_go = _the(round, problem_id)

    def again(problem: Problem) -> Problem:
        if problem.joined_to != problem_id or problem.status is not ProblemStatus.JOINED:
            return problem
        if problem.raised_by == let_go.raised_by:
            return problem
        left_at = None if problem.left_at is None else at
        return replace(problem, status=ProblemStatus.OPEN, joined_to=None, left_at=left_at)

    return replace(round, problems=tuple(again(problem) for problem in round.problems))


def _test_asked(round: Round, event: e.TestAsked) -> Round:
    asked = (*_the(round, event.problem_id).test_asked_by, (event.by, event.organisation))
    return _with_problem(round, event.problem_id, test_asked_by=asked)


def _test_opened(round: Round, event: e.TestOpened) -> Round:
    return replace(
        _with_problem(round, event.problem_id, tested=True),
        stage=Stage.TESTING,
        stage_since=event.at,
        deadline=event.deadline,
        extensions=0,
        test=Test(problem=event.problem_id, asked=event.asked),
        test_window=None,
    )


def _test_answered(round: Round, event: e.TestAnswered) -> Round:
    test = round.test
    if test is None:
        raise ValueError(f"no test runs in round {round.id}")
    if _the(round, test.problem).raiser == event.by:
        return round
    if event.before is not None:
        test = test.counted(event.group, event.before, -1)
    return replace(round, test=test.counted(event.group, event.try_anyway, +1))


def _test_closed(round: Round, event: e.TestClosed) -> Round:
    if event.set_aside:
        round = _as_worry(round, event.problem_id, ProblemStatus.SET_ASIDE, event.at)
    return replace(round, test=None)


def _problem_joined(round: Round, event: e.ProblemJoined) -> Round:
    problem = _the(round, event.problem_id)
    if event.by != problem.raiser:
        round = _with_problem(round, event.problem_id, me_too=(*problem.me_too, event.by))
    if event.own is None:
        return round
    joined = {"status": ProblemStatus.JOINED, "joined_to": event.problem_id, "unconfirmed": False}
    return _with_problem(round, event.own, **joined)


def _help_offered(round: Round, event: e.HelpOffered) -> Round:
    return replace(round, facilitator_turn=None) if event.by == round.facilitator else round


def _text_offered(round: Round, event: e.TextOffered) -> Round:
    problems = tuple(
        replace(problem, fixed_in=None, not_yet="") if problem.open else problem for problem in round.problems
    )
    return replace(
        round,
        problems=problems,
        next_text=event.text,
        next_because=event.because,
        next_text_at=event.at,
        offer=round.offer + 1,
        deadline=event.deadline,
        asked_raisers_again=False,
        still_does_the_job=False,
        carry_on_since=None,
        proposer_acted=event.at if event.by in round.authors else round.proposer_acted,
    )


def _fix_confirmed(round: Round, event: e.FixConfirmed) -> Round:
    if event.by_group or round.next_text is None:
        fixed = {
            "status": ProblemStatus.FIXED,
            "fixed_in": round.version,
            "unconfirmed": False,
            "not_yet": "",
        }
        return _joined_stand_again(
            _with_problem(round, event.problem_id, **fixed), event.problem_id, event.at
        )
    return _with_problem(round, event.problem_id, fixed_in=round.version + 1, not_yet="")


def _fix_fell_short(round: Round, event: e.FixFellShort) -> Round:
    return _with_problem(round, event.problem_id, fixed_in=None, not_yet=event.text)


def _kept_as_worry(round: Round, event: e.ProblemKeptAsWorry) -> Round:
    status = ProblemStatus.WITHDRAWN if event.by else ProblemStatus.LEFT_AS_WORRY
    return _as_worry(round, event.problem_id, status, event.at)


def _taken_over(round: Round, event: e.ProblemTakenOver) -> Round:
    """Whoever holds a problem takes no part in its test."""
    taken = _with_problem(round, event.problem_id, raiser=event.by, left_at=None)
    if round.test is None or round.test.problem != event.problem_id or event.test_answer is None:
        return taken
    return replace(taken, test=round.test.counted(event.group, event.test_answer, -1))


def _raisers_asked_again(round: Round, event: e.RaisersAskedAgain) -> Round:
    return replace(round, asked_raisers_again=True)


def _job_confirmed(round: Round, event: e.JobConfirmed) -> Round:
    return replace(round, still_does_the_job=True, proposer_acted=event.at, carry_on_since=None)


def _offered_text_taken(round: Round, event: e.OfferedTextTaken) -> Round:
    fixed, unconfirmed = frozenset(event.fixed), frozenset(event.unconfirmed)

    def settled(problem: Problem) -> Problem:
        if problem.id in fixed:
            return replace(problem, status=ProblemStatus.FIXED, fixed_in=event.version, not_yet="")
        return replace(problem, unconfirmed=True) if problem.id in unconfirmed else problem

    problems = tuple(settled(problem) for problem in round.problems)
    return replace(round, problems=problems, text=event.text, version=event.version, next_text=None)


PROBLEM_EVENTS: Final[dict[type[Event], Callable[[Round, Any], Round]]] = {
    e.TestAsked: _test_asked,
    e.TestOpened: _test_opened,
    e.TestAnswered: _test_answered,
    e.TestClosed: _test_closed,
    e.ProblemJoined: _problem_joined,
    e.HelpOffered: _help_offered,
    e.TextOffered: _text_offered,
    e.FixConfirmed: _fix_confirmed,
    e.FixFellShort: _fix_fell_short,
    e.ProblemKeptAsWorry: _kept_as_worry,
    e.ProblemTakenOver: _taken_over,
    e.RaisersAskedAgain: _raisers_asked_again,
    e.JobConfirmed: _job_confirmed,
    e.OfferedTextTaken: _offered_text_taken,
}
