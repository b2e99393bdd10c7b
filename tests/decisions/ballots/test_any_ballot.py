"""Whatever people do in a ballot in whatever order, and however time passes: what is counted is what was said."""

from collections import Counter
from datetime import timedelta
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
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.ballots.terms import Reasons, Terms
from decisions.rounds.round import Stage
from decisions.rounds.settings import Closing, Form, GroupNeed, Settings
from tests.decisions import invariants
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, EVERYONE, GUS, HAL, PARENTS, SEATS
from tests.decisions.test_ballots import QUESTION, SEED, WHERE
from tests.decisions.world import World

LONGEST: Final = timedelta(days=60)
"""From the last thing that anybody did, time alone ends a ballot within this."""
members = st.sampled_from((*EVERYONE, GUS, HAL))


class AnyBallot(RuleBasedStateMachine):
    """Anybody does anything, at any time."""

    @initialize(
        terms=st.builds(Terms, reasons=st.sampled_from(Reasons), changeable=st.booleans()),
        voices=st.sampled_from([(), (GroupNeed(PARENTS, count=1),)]),
        closing=st.sampled_from(Closing),
    )
    def it_is_opened(self, terms: Terms, voices: tuple[GroupNeed, ...], closing: Closing) -> None:
        circle = {member: SEATS[member] for member in EVERYONE}
        self.world = World(circle=circle, now=MONDAY, process=BALLOT)
        self.world.begin(ANA, QUESTION, ballot=WHERE, terms=terms)
        self.said: dict[MemberId, Choice | None] = {}
        facts = {"settings": Settings(voices=voices, closing=closing), "form": Form.SHORT, "facilitator": BO}
        self.world.do(ANA, c.OpenRound, seed=SEED, **facts)

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

    @rule(by=members, key=st.sampled_from("abcz"), words=st.sampled_from(["", "So."]), anyway=st.booleans())
    def votes(self, by: MemberId, key: str, words: str, anyway: bool) -> None:
        choice = Choice.of({key: 1})
        facts = {"kind": Kind.CHOICE, "choice": choice, "words": words, "replace": anyway}
        if self.tried(by, c.GiveAnswer, **facts):
            self.said[by] = choice

    @rule(by=members, anyway=st.booleans())
    def sits_it_out(self, by: MemberId, anyway: bool) -> None:
        if self.tried(by, c.GiveAnswer, kind=Kind.STAND_ASIDE, replace=anyway):
            self.said[by] = None

    @rule(member=members, key=st.sampled_from("abc"), right=st.booleans())
    def is_written_down_and_confirmed(self, member: MemberId, key: str, right: bool) -> None:
        choice = Choice.of({key: 1})
        facts = {"member": member, "kind": Kind.CHOICE, "choice": choice, "words": "Told me."}
        self.tried(BO, c.WriteDown, **facts)
        answer = self.world.seat(member).answer
        if answer is None or answer.confirmed or not self.tried(member, c.ConfirmWritten, right=right):
            return
        if right:
            self.said[member] = answer.choice

    @rule(by=members, command=st.sampled_from([c.Remind, c.MoveOn, c.AskForCall, c.TakeOverFacilitation]))
    def does_something_else(self, by: MemberId, command: type[c.RoundCommand]) -> None:
        self.tried(by, command)

    @rule(by=members, workdays=st.integers(1, 5))
    def extends(self, by: MemberId, workdays: int) -> None:
        self.tried(by, c.Extend, workdays=workdays)

    @precondition(lambda self: len(self.world.circle) > 2)
    @rule(member=st.sampled_from(EVERYONE[3:]))
    def leaves(self, member: MemberId) -> None:
        if member in self.world.circle:
            self.world.leaves(member)

    @rule(hours=st.sampled_from([1, 20, 24, 100]))
    def time_passes(self, hours: int) -> None:
        self.world.passes_by(hours=hours)

    @invariant()
    def the_tally_equals_the_answers(self) -> None:
        self.world.settle()
        invariants.the_tally_equals_the_answers(self.world)
        invariants.nothing_is_due_that_has_not_happened(self.world)
        invariants.events_never_run_backwards(self.world)

    @invariant()
    def what_counts_is_what_each_said_last(self) -> None:
        chosen = {by: choice for by, choice in self.said.items() if choice is not None}
        assert Counter(chosen.values()) == Counter(pile.choice for pile in self.world.profile())

    @invariant()
    def a_result_is_told_once_it_is_over_and_counts_everyone_who_chose(self) -> None:
        world = self.world
        counted = [event for event in world.events if isinstance(event, e.BallotCounted)]
        assert len(counted) == (world.round.stage not in (Stage.DRAFT, Stage.VOTING))
        for event in counted:
            assert event.result.counted == len(world.profile())
            assert world.round.decided == event.result.short
        if world.round.stage is Stage.DECIDED:
            assert world.round.decided is not None
            assert world.round.decided.winners

    def teardown(self) -> None:
        since = self.world.now
        assert self.world.to_the_end().round.ended_at is not None
        assert self.world.now - since <= LONGEST


def test_whatever_people_do_in_a_ballot_it_counts_what_they_said() -> None:
    run_state_machine_as_test(
        AnyBallot,
        settings=settings(
            deadline=None,
            max_examples=60,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
