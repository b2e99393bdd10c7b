"""Whatever people do in an advice process in whatever order, and however time passes: nothing is decided over unheard heads."""

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from decisions.ids import MemberId
from decisions.refusals import Refusal
from decisions.rounds import commands as c
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.advice.table import ADVICE
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form, Settings
from tests.decisions import invariants
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, EVERYONE, GUS, HAL, SEATS, remark
from tests.decisions.test_advice import ASKED, SAID
from tests.decisions.world import World

LONGEST: Final = timedelta(days=60)
"""From the last thing that anybody did, time alone ends it within this."""
members = st.sampled_from((*EVERYONE, GUS, HAL))
named = st.lists(st.sampled_from(EVERYONE[1:]), max_size=3).map(tuple)


class AnyAdvice(RuleBasedStateMachine):
    """Anybody does anything, at any time."""

    @initialize(affected=named.filter(bool), knowing=named)
    def it_is_opened(self, affected: tuple[MemberId, ...], knowing: tuple[MemberId, ...]) -> None:
        self.world = World(circle={member: SEATS[member] for member in EVERYONE}, now=MONDAY, process=ADVICE)
        self.world.begin(ANA, ASKED, advisers=Advisers(affected, knowing))
        self.spoke: set[MemberId] = set()
        self.world.do(ANA, c.OpenRound, settings=Settings(), form=Form.SHORT, facilitator=BO)

    def tried(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> bool:
        """Whether it was done. If it was refused, nothing has changed."""
        self.world.settle()
        before = (self.world.round, len(self.world.events))
        try:
            self.world.do(by, command, **fields)
        except Refusal:
            assert (self.world.round, len(self.world.events)) == before
            return False
        return True

    @rule(by=members)
    def advises(self, by: MemberId) -> None:
        if self.tried(by, c.GiveAdvice, id=remark(len(self.world.events)), words="Take the small one."):
            self.spoke.add(by)

    @rule(by=members)
    def has_nothing_to_say(self, by: MemberId) -> None:
        if self.tried(by, c.NothingToAdd):
            self.spoke.add(by)

    @rule(by=members, day=st.sampled_from([None, date(2027, 3, 1)]))
    def decides(self, by: MemberId, day: date | None) -> None:
        owner = self.world.round.proposer
        if self.tried(by, c.Decide, **SAID, review_on=day):
            assert by == owner

    @rule(by=members, command=st.sampled_from([c.Remind, c.AskForCall, c.CarryOn, c.TakeOverFacilitation]))
    def does_something_else(self, by: MemberId, command: type[c.RoundCommand]) -> None:
        self.tried(by, command)

    @rule(by=members, workdays=st.integers(1, 5))
    def extends(self, by: MemberId, workdays: int) -> None:
        self.tried(by, c.Extend, workdays=workdays)

    @precondition(lambda self: len(self.world.circle) > 2)
    @rule(member=st.sampled_from(EVERYONE))
    def leaves(self, member: MemberId) -> None:
        if member in self.world.circle:
            self.world.leaves(member)

    @rule(hours=st.sampled_from([1, 20, 24, 100]))
    def time_passes(self, hours: int) -> None:
        self.world.passes_by(hours=hours)

    @invariant()
    def nothing_is_due_that_has_not_happened(self) -> None:
        self.world.settle()
        invariants.nothing_is_due_that_has_not_happened(self.world)
        invariants.events_never_run_backwards(self.world)

    @invariant()
    def nobody_decides_over_those_whom_it_affects_unheard(self) -> None:
        round = self.world.round
        assert round.advisers is not None
        if round.stage in (Stage.DECIDING, Stage.DECIDED) and round.advisers.affected:
            assert set(round.advisers.affected) & self.spoke

    @invariant()
    def what_is_decided_says_how_the_advice_was_used(self) -> None:
        round = self.world.round
        assert (round.decision is not None) == (round.stage is Stage.DECIDED)
        if round.decision is not None:
            assert round.decision.advice_used

    @invariant()
    def whoever_decides_is_no_adviser(self) -> None:
        round = self.world.round
        assert round.advisers is not None
        assert round.proposer not in round.advisers.named

    def teardown(self) -> None:
        since = self.world.now
        assert self.world.to_the_end().round.ended_at is not None
        assert self.world.now - since <= LONGEST


def test_whatever_people_do_in_an_advice_process_nobody_decides_unheard_and_it_ends() -> None:
    run_state_machine_as_test(
        AnyAdvice,
        settings=settings(
            deadline=None,
            max_examples=80,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
