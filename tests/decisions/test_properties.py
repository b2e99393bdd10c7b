"""Whatever people do in whatever order, and however time passes: what consent.md promises holds.

``RONDO_THOROUGH=1`` looks longer (some twenty thousand rounds in all).
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from decisions.engine import settle
from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import Form, Settings
from tests.decisions import invariants
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, CROWD, CY, EVERYONE, GUS, HAL, SEATS
from tests.decisions.wandering import (
    ENDING,
    FIELDS,
    SECRET,
    command_here,
    giver,
    kinds,
    moments,
    opening,
    rare,
    someone,
    text,
)
from tests.decisions.world import World

THOROUGH: Final = bool(os.environ.get("RONDO_THOROUGH"))
UNHURRIED: Final = settings(
    deadline=None,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
LONGEST: Final = timedelta(days=120)
"""From the last thing that anybody did, time alone ends a round within this."""


STAGES: Final = frozenset(Stage) - {
    Stage.VOTING,
    Stage.DECIDED,
    Stage.UNDECIDED,
    Stage.LISTENING,
    Stage.ANSWERED,
    Stage.ADVISING,
    Stage.DECIDING,
    Stage.NOMINATING,
    Stage.CHANGING,
    Stage.PROPOSING,
    Stage.ACCEPTING,
    Stage.SELECTED,
}
"""Those of a proposal; whatever people do in other ways is in ballots/test_any_ballot.py, test_any_question.py,
test_any_advice.py and test_any_selection.py."""
OF_OTHER_WAYS: Final = frozenset(
    {
        Why.COUNTED,
        Why.TIED,
        Why.NO_OPTION_ENOUGH,
        Why.NOBODY_CHOSE,
        Why.TOO_FEW_TO_HIDE,
        Why.MOU_ENDED,
        Why.ANSWERED,
        Why.NOBODY_SPOKE,
        Why.OWNER_DECIDED,
        Why.NOBODY_AFFECTED,
        Why.NOBODY_NOMINATED,
        Why.NOBODY_PROPOSED,
        Why.NO_ONE_LEFT,
        Why.ROLE_FILLED,
    }
)
HOSTAGE: Final = timedelta(days=300)
"""Three versions, every stage extended twice by the most that one person can: still an end."""


class Watched(World):
    """A round that is checked with everything that happens in it."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.reached: set[Stage | Why | type] = set()
        self.path: list[Stage] = []

    def _keep(self, *events: Event) -> None:
        for event in events:
            super()._keep(event)
            self._check(event)
            if self.path and self.path[-1] is not self.round.stage:
                self.path.append(self.round.stage)

    def _check(self, event: Event) -> None:
        self.reached |= {self.round.stage, type(event)}
        match event:
            case e.RoundEnded():
                self.reached.add(event.why)
                if event.stage is Stage.AGREED:
                    invariants.adopted_only_when_everything_is_met(self)
            case e.Unsealed():
                invariants.what_is_unsealed_is_what_was_said_in_this_pass(self, event)
            case e.PassOpened():
                invariants.everyone_who_sits_there_is_asked(self, event)
            case e.AnswerGiven():
                assert event.by in self.electorate
                assert (event.version, event.pass_no) == (self.round.version, self.round.pass_no)

    def settle(self) -> tuple[Event, ...]:
        if not hasattr(self, "round"):
            return ()
        self.path = [self.round.stage]
        happened = super().settle()
        invariants.every_turn_is_declared(self.process, self.path)
        return happened

    def do(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> tuple[Event, ...]:
        self.settle()
        happened = super().do(by, command, **fields)
        invariants.every_turn_is_declared(self.process, self.path, command)
        return happened

    def tried(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> bool:
        """Whether it was done. If it was refused, nothing has changed."""
        self.settle()
        before = (self.round, len(self.events))
        try:
            self.do(by, command, **fields)
        except Refusal:
            assert (self.round, len(self.events)) == before
            return False
        return True


class AnyRound(RuleBasedStateMachine):
    """Anybody does anything, at any time."""

    def __init__(self, reached: set[Stage | Why | type] | None = None) -> None:
        super().__init__()
        self.reached = set() if reached is None else reached

    @initialize(
        data=st.data(),
        now=moments,
        left_out=st.lists(st.sampled_from(EVERYONE[1:]), max_size=2),
        head_start=st.sampled_from([Stage.INTEGRATING, Stage.TESTING, Stage.CONSENTING, Stage.DRAFT]),
    )
    def a_draft_is_opened(
        self, data: st.DataObject, now: datetime, left_out: list[MemberId], head_start: Stage
    ) -> None:
        crowd = CROWD if data.draw(rare) else ()
        circle = {member: SEATS[member] for member in (*EVERYONE, *crowd) if member not in left_out}
        self.world = Watched(circle=circle, now=now)
        self.world.begin(ANA, text(0))
        if head_start is not Stage.DRAFT or data.draw(st.booleans()):
            form = None if head_start in (Stage.DRAFT, Stage.CONSENTING) else Form.SHORT
            self.world.tried(ANA, c.OpenRound, **opening(data.draw, form))
        if head_start in (Stage.INTEGRATING, Stage.TESTING) and self.world.round.stage is Stage.CONSENTING:
            asked = st.sampled_from(list(self.world.electorate))
            self._answered([(data.draw(asked), Kind.OBJECTION), (data.draw(asked), data.draw(kinds))])
            self.world.until_next()
        if head_start is Stage.TESTING and self.world.round.stage is Stage.INTEGRATING:
            self.a_test_is_asked_for()

    def _answered(self, unlike: list[tuple[MemberId, Kind]], silent: Sequence[MemberId] = ()) -> None:
        """Everybody is fine with it, apart from a few."""
        for number, member in enumerate(self.world.electorate):
            if member not in silent:
                kind = dict(unlike).get(member, Kind.CONSENT)
                said = f"{SECRET}-{len(self.world.events)}-{number}"
                self.world.tried(member, c.GiveAnswer, kind=kind, words=said, replace=True)

    @rule(data=st.data(), times=st.integers(1, 5))
    def people_do_something(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            command = command_here(data.draw, self.world)
            fields = FIELDS[command](data.draw, self.world)
            self.world.tried(giver(data.draw, self.world, command), command, **fields)

    @precondition(lambda self: self.world.round.stage is Stage.CONSENTING)
    @rule(
        unlike=st.lists(st.tuples(someone, kinds), min_size=1, max_size=3),
        silent=st.lists(someone, max_size=2),
    )
    def most_answer(self, unlike: list[tuple[MemberId, Kind]], silent: list[MemberId]) -> None:
        self._answered(unlike, silent)

    @precondition(lambda self: self.world.round.stage is Stage.CONSENTING)
    @rule()
    def everybody_sits_it_out(self) -> None:
        self._answered([(member, Kind.STAND_ASIDE) for member in self.world.electorate])

    @precondition(lambda self: self.world.round.stage is Stage.TESTING)
    @rule(silent=st.lists(someone, max_size=2), unless=st.sampled_from((HAL, *EVERYONE)))
    def most_answer_the_test(self, silent: list[MemberId], unless: MemberId) -> None:
        for member in [one for one in self.world.electorate if one not in silent]:
            if (test := self.world.round.test) is not None:
                facts = {
                    "problem_id": test.problem,
                    "try_anyway": member != unless,
                    "reason": "We look again.",
                }
                self.world.tried(member, c.AnswerTest, **facts)

    @precondition(lambda self: self.world.round.stage is Stage.INTEGRATING)
    @rule(number=st.integers(0, 999), silent=st.lists(someone, max_size=1))
    def a_fix_is_offered_and_confirmed(self, number: int, silent: list[MemberId]) -> None:
        self.world.tried(self.world.round.proposer, c.ChangeText, text=text(number))
        for problem in self.world.round.open_problems:
            if problem.raiser is not None and problem.raiser not in silent:
                self.world.tried(problem.raiser, c.FixedForMe, problem_id=problem.id)

    @precondition(lambda self: self.world.round.stage is Stage.INTEGRATING)
    @rule(number=st.integers(0, 999), waits=st.integers(1, 3))
    def a_fix_is_offered_and_nobody_says_a_word(self, number: int, waits: int) -> None:
        self.world.tried(self.world.round.proposer, c.ChangeText, text=text(number))
        raisers = [problem.raiser for problem in self.world.round.open_problems if problem.raiser]
        for _ in range(waits):
            if self.world.round.stage is Stage.INTEGRATING:
                self.world.until_next()
        if self.world.round.stage is Stage.CONSENTING:
            self._answered([], silent=raisers)

    @precondition(lambda self: self.world.round.stage is Stage.INTEGRATING)
    @rule(number=st.integers(0, 999))
    def a_fix_is_offered_and_is_not_yet_one(self, number: int) -> None:
        self.world.tried(self.world.round.proposer, c.ChangeText, text=text(number))
        for problem in self.world.round.open_problems[:1]:
            if problem.raiser is not None:
                self.world.tried(problem.raiser, c.NotYetFixed, problem_id=problem.id, text="And at night?")

    @precondition(lambda self: self.world.round.stage is Stage.INTEGRATING)
    @rule()
    def a_test_is_asked_for(self) -> None:
        for member in self.world.circle:
            if (problem := next(iter(self.world.round.open_problems), None)) is not None:
                self.world.tried(member, c.AskForTest, problem_id=problem.id)

    @precondition(lambda self: not self.world.round.is_over)
    @rule(data=st.data(), really=st.integers(0, 1))
    def somebody_ends_it(self, data: st.DataObject, really: int) -> None:
        rule_for = self.world.process.rule
        ending = [one for one in ENDING if rule_for(self.world.round.stage, one)]
        if really == 0:
            command = data.draw(st.sampled_from([*ending, *ending[-1:], *ending[-1:]]))
            fields = FIELDS[command](data.draw, self.world)
            self.world.tried(giver(data.draw, self.world, command), command, **fields)

    @rule(member=someone)
    def somebody_leaves(self, member: MemberId) -> None:
        self.world.leaves(member)

    @precondition(lambda self: len(self.world.circle) > 3)
    @rule(by=someone, other=someone, as_other=st.booleans())
    def two_turn_out_to_be_one(self, by: MemberId, other: MemberId, as_other: bool) -> None:
        if by != other:
            self.world.are_one(by, other, as_other=as_other)

    @rule()
    def somebody_joins(self) -> None:
        self.world.joins(SEATS[GUS])

    @rule(minutes=st.integers(1, 600))
    def a_while_passes(self, minutes: int) -> None:
        self.world.passes_by(minutes=minutes)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.world.passes_by(days=days)

    @precondition(lambda self: self.world.process.next_due(self.world.round) is not None)
    @rule()
    def time_does_something(self) -> None:
        self.world.until_next()

    @invariant()
    def what_always_holds(self) -> None:
        if hasattr(self, "world"):
            for holds in invariants.EVERY_STEP:
                holds(self.world)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            invariants.replaying_the_events_gives_the_round(self.world)
            time_alone_leads_to_an_end(self.world)
            self.reached |= self.world.reached


def time_alone_leads_to_an_end(world: Watched) -> None:
    """In a bounded number of turns and days; and in one step as in many."""
    if world.round.stage is Stage.DRAFT:
        assert world.process.next_due(world.round) is None
        return
    since, before = world.now, len(world.events)
    at_once = settle(world.process, world.timed_case(), world.now + LONGEST)
    while not world.round.is_over:
        assert world.now <= since + LONGEST, f"still {world.round.stage}"
        world.passes_by(hours=13)
    assert tuple(world.events[before:]) == at_once
    for holds in invariants.EVERY_STEP:
        holds(world)


def test_whatever_anybody_does_the_promises_hold() -> None:
    often = 20_000 if THOROUGH else 100
    run_state_machine_as_test(AnyRound, settings=settings(UNHURRIED, max_examples=often))


PRESSED: Final = {
    Why.WITHDRAWN_BY_PROPOSER,
    Why.DEFERRED_BY_PERSON,
    Why.TAKEN_TO_MEETING,
    Why.NO_VERSION_WORKS,
    Why.DISCARDED,
}
"""Ends that somebody presses: drawn seldom, and each tested by itself."""


MOST_BATCHES: Final = 8


@pytest.mark.slow
def test_the_random_rounds_reach_every_stage_and_every_kind_of_end() -> None:
    """Else the properties above would say little. Which rounds are drawn differs a little with what else has been imported, so
    there are more of them until all has been reached."""
    reached: set[Stage | Why | type] = set()
    some = settings(UNHURRIED, max_examples=400, database=None)
    for number in range(MOST_BATCHES):
        of_this_batch = seed(number)(lambda: AnyRound(reached))
        run_state_machine_as_test(of_this_batch, settings=some)  # type: ignore[arg-type]
        if reached >= STAGES and set(Why) - PRESSED - OF_OTHER_WAYS <= reached:
            break
    assert STAGES - reached == set()
    assert {why for why in Why if why not in reached} <= PRESSED | OF_OTHER_WAYS


@settings(UNHURRIED, max_examples=2_000 if THOROUGH else 60)
@given(
    data=st.data(),
    hostile=st.sampled_from(EVERYONE),
    form=st.sampled_from(Form),
    facilitator=st.sampled_from((BO, CY)),
)
def test_nobody_alone_can_hold_it_hostage(
    data: st.DataObject, hostile: MemberId, form: Form, facilitator: MemberId
) -> None:
    """Whatever one person does, as often as they like: the others answer when asked, and it ends."""
    world = Watched(circle={member: SEATS[member] for member in EVERYONE}, now=MONDAY)
    world.begin(ANA, text(0))
    world.do(ANA, c.OpenRound, settings=Settings(), form=form, facilitator=facilitator)
    began = world.now
    while not world.round.is_over:
        if world.round.stage is Stage.CONSENTING:
            for member in [one for one in EVERYONE if one != hostile]:
                world.tried(member, c.GiveAnswer, kind=Kind.CONSENT)
        for _ in range(data.draw(st.integers(0, 3))):
            here = [one for stage, one in world.process.rules if stage is world.round.stage and one in FIELDS]
            command = data.draw(st.sampled_from([one for one in here if one not in ENDING] or here))
            world.tried(hostile, command, **FIELDS[command](data.draw, world))
        world.passes_by(hours=data.draw(st.sampled_from([1, 20, 30])))
        assert world.now < began + HOSTAGE, f"held in {world.round.stage} by {hostile}"
