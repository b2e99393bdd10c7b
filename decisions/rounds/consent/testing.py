"""The test of a problem: may it be set aside? A test cannot be objected to, and each problem is tested once."""

from datetime import datetime
from typing import Final

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.closing import ComesTo, open_integrating, outcome
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, Problem, Round, RoundEvents, Test
from decisions.rounds.text import checked_words
from decisions.workdays import deadline_after_workdays

ASKERS: Final = 2
"""Members, from different organisations, who must ask for a test."""


def ask_for_test(case: Case, command: c.AskForTest, now: datetime) -> RoundEvents:
    problem = _testable(case, command, now)
    if case.seat.organisation is None or any(by == command.by for by, _ in problem.test_asked_by):
        return ()
    asked = e.TestAsked(problem_id=problem.id, by=command.by, organisation=case.seat.organisation, at=now)
    organisations = {organisation for _, organisation in problem.test_asked_by} | {case.seat.organisation}
    if len(organisations) < ASKERS:
        return (asked,)
    return (asked, _opened(case.round, problem, now))


def answer_test(case: Case, command: c.AnswerTest, now: datetime) -> RoundEvents:
    test, seat = case.round.test, case.seat
    if test is None or test.problem != command.problem_id or seat.group is None:
        raise Refusal(Reason.NOT_FOUND)
    if _tested(case.round, test).raiser == command.by:
        raise Refusal(Reason.NOT_THE_RAISER)
    answered = e.TestAnswered(
        problem_id=command.problem_id,
        by=command.by,
        group=seat.group,
        try_anyway=command.try_anyway,
        before=seat.test_answer,
        reason=checked_words(command.reason, "reason"),
        at=now,
    )
    return (answered,)


def turn_testing(case: Case, now: datetime) -> tuple[Event, ...]:
    """Ends when the answer is certain (all have answered, or somebody says to fix it first), or at the deadline."""
    return close_testing(case, now, outcome)


def close_testing(case: Case, now: datetime, comes_to: ComesTo) -> tuple[Event, ...]:
    """The same, where a pass in which no problem is left comes to something else than in consent."""
    round, test = case.round, case.round.test
    if test is None:
        raise ValueError("testing without a test")
    in_time = round.deadline is not None and round.deadline > now
    if in_time and _tested(round, test).open and not _is_certain(test):
        return ()
    set_aside = _tested(round, test).open and _sets_aside(round, test)
    closed: tuple[Event, ...] = (e.TestClosed(problem_id=test.problem, set_aside=set_aside, at=now),)
    after = evolve_all(round, closed)
    if after.open_problems:
        return (*closed, open_integrating(after, now))
    return closed + comes_to(after, now)


def _testable(case: Case, command: c.AskForTest, now: datetime) -> Problem:
    round, problem = case.round, case.round.problem(command.problem_id)
    if problem is None or not problem.open:
        raise Refusal(Reason.NOT_FOUND)
    if problem.raiser == command.by:
        raise Refusal(Reason.NOT_THE_RAISER)
    if problem.tested:
        raise Refusal(Reason.ALREADY_TESTED)
    if round.test_window is None or round.test_window < now:
        raise Refusal(Reason.TEST_WINDOW_OVER)
    return problem


def _opened(round: Round, problem: Problem, now: datetime) -> e.TestOpened:
    """``asked``: the electorate of the pass, its raiser apart."""
    deadline = deadline_after_workdays(now, round.settings.lengths.testing_workdays, round.settings)
    return e.TestOpened(problem_id=problem.id, asked=round.tally.asked - 1, deadline=deadline, at=now)


def _is_certain(test: Test) -> bool:
    return test.fix_first > 0 or test.try_anyway >= test.asked


def _sets_aside(round: Round, test: Test) -> bool:
    """Everyone who answered says "try it anyway", they are at least half of those asked, and one is of the raiser's group."""
    of_group = test.anyway_groups.get(_tested(round, test).group, 0)
    return test.fix_first == 0 and 2 * test.try_anyway >= round.tally.asked and of_group > 0


def _tested(round: Round, test: Test) -> Problem:
    problem = round.problem(test.problem)
    if problem is None:
        raise ValueError("a test without its problem")
    return problem
