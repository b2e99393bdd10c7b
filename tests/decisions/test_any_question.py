"""Whatever people do in a question round in whatever order, and however time passes: each is told once, and nothing before."""

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
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.question.table import QUESTION
from decisions.rounds.round import Stage
from decisions.rounds.settings import Closing, Form, GroupNeed, Settings
from tests.decisions import invariants
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, EVERYONE, GUS, HAL, PARENTS, SEATS
from tests.decisions.test_questions import ASKED, SEED
from tests.decisions.wandering import SECRET
from tests.decisions.world import World

LONGEST: Final = timedelta(days=60)
"""From the last thing that anybody did, time alone ends a question round within this."""
members = st.sampled_from((*EVERYONE, GUS, HAL))
words = st.integers(0, 9).map(lambda n: f"{SECRET}-{n}")


class AnyQuestion(RuleBasedStateMachine):
    """Anybody does anything, at any time."""

    @initialize(
        shown=st.sampled_from(Shown),
        voices=st.sampled_from([(), (GroupNeed(PARENTS, count=1),)]),
        closing=st.sampled_from(Closing),
    )
    def it_is_opened(self, shown: Shown, voices: tuple[GroupNeed, ...], closing: Closing) -> None:
        circle = {member: SEATS[member] for member in EVERYONE}
        self.world = World(circle=circle, now=MONDAY, process=QUESTION)
        self.world.begin(ANA, ASKED, terms=Terms(shown=shown))
        self.said: dict[MemberId, str] = {}
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

    @rule(by=members, words=words, named=st.booleans())
    def speaks(self, by: MemberId, words: str, named: bool) -> None:
        if self.tried(by, c.GiveAnswer, kind=Kind.SPOKEN, words=words, named=named):
            self.said[by] = words

    @rule(by=members, anyway=st.booleans())
    def has_nothing_to_add(self, by: MemberId, anyway: bool) -> None:
        if self.tried(by, c.GiveAnswer, kind=Kind.STAND_ASIDE, replace=anyway):
            self.said.pop(by, None)

    @rule(member=members, words=words, right=st.booleans())
    def is_written_down_and_confirmed(self, member: MemberId, words: str, right: bool) -> None:
        self.tried(BO, c.WriteDown, member=member, kind=Kind.SPOKEN, words=words)
        answer = self.world.seat(member).answer
        if answer is None or answer.confirmed or not self.tried(member, c.ConfirmWritten, right=right):
            return
        if right:
            self.said[member] = answer.words

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
    def nothing_is_told_before_it_closes(self) -> None:
        invariants.a_sealed_answer_is_nowhere_readable(self.world)

    @invariant()
    def once_it_has_closed_everyones_last_words_are_told_once(self) -> None:
        told = [(event.by, event.words) for event in self.world.events if isinstance(event, e.WordsTold)]
        over = self.world.round.stage is Stage.ANSWERED
        assert sorted(told) == (sorted(self.said.items()) if over else [])

    def teardown(self) -> None:
        since = self.world.now
        assert self.world.to_the_end().round.stage is Stage.ANSWERED
        assert self.world.now - since <= LONGEST


def test_whatever_people_do_in_a_question_round_each_is_told_once() -> None:
    run_state_machine_as_test(
        AnyQuestion,
        settings=settings(
            deadline=None,
            max_examples=60,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
