"""Whatever people do in a selection in whatever order, and however time passes: nobody holds a role unasked, and it ends."""

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

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.round import Stage
from decisions.rounds.selection.table import SELECTION
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.decisions import invariants
from tests.decisions.builders import HARM, MONDAY
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, GUS, HAL, SEATS
from tests.decisions.test_selection import TWO, WHY
from tests.decisions.world import World

LONGEST: Final = timedelta(days=150)
"""From the last thing that anybody did, time alone ends it within this."""
members = st.sampled_from((*EVERYONE, GUS, HAL))
of_the_circle = st.sampled_from(EVERYONE)


class Watched(World):
    """Whose stages turn only as the table says."""

    path: list[Stage]

    def _keep(self, *events: Event) -> None:
        for event in events:
            super()._keep(event)
            if self.path[-1] is not self.round.stage:
                self.path.append(self.round.stage)

    def settle(self) -> tuple[Event, ...]:
        self.path = [self.round.stage]
        happened = super().settle()
        invariants.every_turn_is_declared(self.process, self.path)
        return happened

    def do(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> tuple[Event, ...]:
        self.settle()
        happened = super().do(by, command, **fields)
        invariants.every_turn_is_declared(self.process, self.path, command)
        return happened


class AnySelection(RuleBasedStateMachine):
    """Anybody does anything, at any time."""

    @initialize(steps=st.sampled_from((0, 1, 3, 4, 5, 5, 5)), ok=st.booleans())
    def it_is_opened_and_has_come_some_way(self, steps: int, ok: bool) -> None:
        circle = {member: SEATS[member] for member in EVERYONE}
        self.world = Watched(circle=circle, now=MONDAY, process=SELECTION)
        self.world.path = [Stage.DRAFT]
        self.world.begin(ANA, Text("", ""), way=Way.SELECTION, vacancy=TWO)
        self.world.do(ANA, c.OpenRound, settings=Settings(), form=Form.FULL, facilitator=BO)
        for step in (self.all_nominate, self.world.until_next, self.world.until_next, self.bo_proposes)[
            :steps
        ]:
            step()
        if steps > 4:
            self.all_answer(ok=ok)

    def all_nominate(self) -> None:
        for by, member in zip(EVERYONE, (CY, DI, DI, EVA, DI, CY), strict=True):
            self.world.do(by, c.Nominate, member=member, words=WHY)

    def bo_proposes(self) -> None:
        self.world.do(BO, c.ProposePeople, people=(DI, CY), words=WHY)

    def all_answer(self, *, ok: bool) -> None:
        for by in EVERYONE:
            kind = Kind.CONSENT if ok or by is not EVA else Kind.OBJECTION
            self.world.do(by, c.GiveAnswer, kind=kind, words=HARM)
        self.world.until_next()

    def tried(self, by: MemberId, command: type[c.RoundCommand], **fields: Any) -> None:
        """If it was refused, nothing has changed."""
        self.world.settle()
        before = (self.world.round, len(self.world.events))
        try:
            self.world.do(by, command, **fields)
        except Refusal:
            assert (self.world.round, len(self.world.events)) == before

    @rule(by=members, member=members)
    def nominates(self, by: MemberId, member: MemberId) -> None:
        self.tried(by, c.Nominate, member=member, words=WHY, replace=True)

    @rule(member=members, nominee=members, right=st.booleans())
    def told_it_by_phone(self, member: MemberId, nominee: MemberId, right: bool) -> None:
        self.tried(BO, c.WriteDown, member=member, kind=Kind.NOMINATED, nominee=nominee, words=WHY)
        self.tried(member, c.ConfirmWritten, right=right)

    @rule(kind=st.sampled_from((Kind.STAND_ASIDE, Kind.CONSENT, Kind.CONCERN)))
    def everybody_answers(self, kind: Kind) -> None:
        for by in EVERYONE:
            self.tried(by, c.GiveAnswer, kind=kind, words=HARM, replace=True)

    @rule(by=members)
    def sees_a_problem(self, by: MemberId) -> None:
        self.tried(by, c.GiveAnswer, kind=Kind.OBJECTION, words=HARM, replace=True)

    @rule(by=members, people=st.lists(members, max_size=3).map(tuple))
    def proposes(self, by: MemberId, people: tuple[MemberId, ...]) -> None:
        self.tried(by, c.ProposePeople, people=people, words=WHY)

    @rule(many=st.integers(1, 2))
    def whoever_facilitates_proposes(self, many: int) -> None:
        selection, facilitator = self.world.round.selection, self.world.round.facilitator
        if selection is not None and facilitator is not None:
            self.tried(facilitator, c.ProposePeople, people=selection.candidates[-many:], words=WHY)

    @rule(by=members, accept=st.booleans())
    def says_whether_they_take_it(self, by: MemberId, accept: bool) -> None:
        self.tried(by, c.AnswerProposed, accept=accept)

    @rule()
    def whoever_is_proposed_says_yes(self) -> None:
        for member in self.world.round.selection.proposed if self.world.round.selection else ():
            self.tried(member, c.AnswerProposed, accept=True)

    @rule(by=members, command=st.sampled_from([c.Remind, c.AskForCall, c.MoveOn, c.TakeOverFacilitation]))
    def does_something_else(self, by: MemberId, command: type[c.RoundCommand]) -> None:
        self.tried(by, command)

    @rule(by=members, member=members)
    def hands_it_on(self, by: MemberId, member: MemberId) -> None:
        self.tried(by, c.HandFacilitationTo, member=member)

    @precondition(lambda self: len(self.world.circle) > 2)
    @rule(member=of_the_circle)
    def leaves(self, member: MemberId) -> None:
        if member in self.world.circle:
            self.world.leaves(member)

    @precondition(lambda self: len(self.world.circle) > 3)
    @rule(by=of_the_circle, other=of_the_circle)
    def are_one(self, by: MemberId, other: MemberId) -> None:
        if by != other and {by, other} <= set(self.world.circle):
            self.world.are_one(by, other)

    @rule(hours=st.sampled_from([1, 24, 100, 200]))
    def time_passes(self, hours: int) -> None:
        self.world.passes_by(hours=hours)

    @invariant()
    def nothing_is_due_that_has_not_happened(self) -> None:
        self.world.settle()
        invariants.nothing_is_due_that_has_not_happened(self.world)
        invariants.events_never_run_backwards(self.world)
        invariants.the_tally_equals_the_answers(self.world)

    @invariant()
    def who_is_proposed_was_nominated_and_is_there(self) -> None:
        selection = self.world.round.selection
        assert selection is not None
        assert set(selection.proposed) <= set(selection.candidates)
        if not self.world.round.is_over:
            assert set(selection.candidates) <= set(self.world.circle)
        gone = {*(one.member for one in selection.declined), *selection.passed_over}
        assert not gone & set(selection.candidates)

    @invariant()
    def nobody_holds_a_role_without_a_yes_and_nobody_leads_their_own(self) -> None:
        round = self.world.round
        assert round.selection is not None
        selected = [event for event in self.world.events if isinstance(event, e.PeopleSelected)]
        assert bool(selected) == (round.stage is Stage.SELECTED)
        for event in selected:
            assert set(event.people) <= set(round.selection.accepted)
        others = set(self.world.circle) - set(round.selection.proposed)
        if not round.is_over and others:
            assert round.facilitator not in round.selection.proposed

    def teardown(self) -> None:
        since = self.world.now
        assert self.world.to_the_end().round.ended_at is not None
        assert self.world.now - since <= LONGEST


def test_whatever_people_do_in_a_selection_nobody_holds_a_role_unasked_and_it_ends() -> None:
    run_state_machine_as_test(
        AnySelection,
        settings=settings(
            deadline=None,
            max_examples=60,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
