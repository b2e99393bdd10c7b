"""The advice process: one person decides, after hearing those whom it affects and those who know, and says how they used it."""

from datetime import date, timedelta
from typing import Any

import pytest

from decisions.agreements.engine import reached
from decisions.events import Event
from decisions.ids import MemberId
from decisions.processes import PROCESSES, process_for
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.advice.table import ADVICE
from decisions.rounds.asks import WaveKind, plan_asks, wave_of
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.notices import NoticeKind, notices_for, still_true
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.decisions.builders import MONDAY, a_circle
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, FLO, GUS, remark
from tests.decisions.world import World

ASKED = Text(title="Which bus do we hire?", proposal="I think of the small one.")
NAMED = Advisers(affected=(CY, DI), knowing=(EVA,))
SAID = {
    "decision": "The small bus, with a ramp.",
    "advice_used": "Cy asked for the ramp. Di's hour was too late.",
}


def a_draft(advisers: Advisers = NAMED, text: Text = ASKED, terms: Terms | None = None) -> World:
    world = World(circle=a_circle().circle, now=MONDAY, process=ADVICE)
    return world.begin(ANA, text, advisers=advisers, terms=terms or Terms())


def opened(world: World) -> World:
    world.do(ANA, c.OpenRound, settings=Settings(), form=Form.SHORT, facilitator=BO)
    return world


def an_advice(advisers: Advisers = NAMED, **facts: Any) -> World:
    return opened(a_draft(advisers, **facts))


def advise(world: World, by: MemberId, words: str = "Take one with a ramp.") -> tuple[Event, ...]:
    return world.do(by, c.GiveAdvice, id=remark(len(world.events)), words=words)


def deciding(advisers: Advisers = NAMED) -> World:
    """All who are named have been heard."""
    world = an_advice(advisers)
    for member in advisers.named:
        advise(world, member)
    assert world.round.stage is Stage.DECIDING
    return world


def test_it_follows_its_own_process() -> None:
    assert process_for(None, Way.ADVICE) is ADVICE is PROCESSES["advice@1"]
    assert a_draft().round.way is Way.ADVICE


def test_those_named_are_asked_each_once_and_whoever_decides_is_not() -> None:
    world = an_advice(Advisers(affected=(CY, DI, CY, ANA), knowing=(DI, EVA)))
    assert list(world.electorate) == [CY, DI, EVA]
    assert world.round.facilitator == BO


@pytest.mark.parametrize("advisers", [Advisers(), Advisers(knowing=(EVA,)), Advisers(affected=(ANA,))])
def test_somebody_whom_it_affects_must_be_named(advisers: Advisers) -> None:
    with pytest.raises(Refusal) as refusal:
        opened(a_draft(advisers))
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.EMPTY, "affected")


@pytest.mark.parametrize(
    ("advisers", "field"), [(Advisers(affected=(GUS,)), "affected"), (Advisers((CY,), (GUS,)), "knowing")]
)
def test_all_who_are_named_sit_in_the_circle(advisers: Advisers, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        a_draft(advisers)
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_IN_CIRCLE, field)


def test_somebody_named_who_has_left_meanwhile_is_said_before_it_opens() -> None:
    world = a_draft()
    world.leaves(DI)
    with pytest.raises(Refusal) as refusal:
        opened(world)
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_IN_CIRCLE, "affected")


def test_a_draft_names_others_when_it_is_edited() -> None:
    world = a_draft()
    world.do(ANA, c.EditDraft, text=ASKED, advisers=Advisers(affected=(FLO,)))
    assert opened(world).round.advisers == Advisers(affected=(FLO,))
    assert list(world.electorate) == [FLO]


def test_anyone_of_the_circle_may_advise_as_often_as_they_like() -> None:
    world = an_advice()
    for _ in range(2):
        (given,) = advise(world, FLO)
        assert isinstance(given, e.AdviceGiven)
        assert not given.first_word
    assert world.round.tally.heard == 0


def test_whoever_decides_gives_no_advice_to_themselves() -> None:
    world = an_advice()
    assert world.refused(ANA, c.GiveAdvice, id=remark(1), words="Mine.") is Reason.NOT_THE_PROPOSER


def test_advice_needs_words_and_nothing_to_say_is_said_without() -> None:
    world = an_advice()
    assert world.refused(CY, c.GiveAdvice, id=remark(1), words=" ") is Reason.EMPTY
    world.do(CY, c.NothingToAdd)
    assert world.round.tally.heard == 1
    assert world.round.advisers is not None
    assert world.round.advisers.heard == (CY,)
    assert world.do(CY, c.NothingToAdd) == ()


def test_from_who_is_not_named_nothing_to_say_changes_nothing() -> None:
    world = an_advice()
    assert world.do(FLO, c.NothingToAdd) == ()
    assert world.round.tally.heard == 0


def test_once_all_who_are_named_have_been_heard_the_owner_decides() -> None:
    world = an_advice()
    advise(world, CY)
    advise(world, EVA)
    assert world.is_at(Stage.ADVISING)
    (_, turned) = world.do(DI, c.NothingToAdd)
    assert isinstance(turned, e.DecidingOpened)
    assert world.round.stage is Stage.DECIDING


def test_at_the_deadline_the_owner_decides_with_some_of_those_affected_heard() -> None:
    world = an_advice()
    advise(world, DI)
    world.until_next()
    assert world.round.stage is Stage.DECIDING


def test_with_nobody_heard_whom_it_affects_it_goes_on_once_and_then_ends_undecided() -> None:
    world = an_advice()
    advise(world, EVA)
    advise(world, FLO)
    deadline = world.round.deadline
    (moved,) = world.until_next()
    assert isinstance(moved, e.DeadlineMoved)
    assert moved.by is None
    assert deadline is not None
    assert world.round.deadline is not None
    assert world.round.deadline > deadline
    assert NoticeKind.EXTENDED in {one.kind for one in notices_for(world.round, world.round, (moved,))}
    world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.NOBODY_AFFECTED)


def test_heard_in_the_time_that_it_went_on_is_heard() -> None:
    world = an_advice()
    world.until_next()
    advise(world, CY)
    world.until_next()
    assert world.round.stage is Stage.DECIDING


def test_it_closes_when_its_terms_say() -> None:
    closes = MONDAY + timedelta(days=2)
    assert an_advice(terms=Terms(closes_at=closes)).round.deadline == closes


def test_the_owner_decides_and_says_how_they_used_the_advice() -> None:
    world = deciding()
    world.do(ANA, c.Decide, **SAID)
    assert (world.round.stage, world.round.why) == (Stage.DECIDED, Why.OWNER_DECIDED)
    assert world.round.decision is not None
    assert world.round.decision.text == SAID["decision"]
    assert world.round.decision.advice_used == SAID["advice_used"]


@pytest.mark.parametrize("field", ["decision", "advice_used"])
def test_neither_is_left_out(field: str) -> None:
    world = deciding()
    with pytest.raises(Refusal) as refusal:
        world.do(ANA, c.Decide, **{**SAID, field: "  "})
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.EMPTY, field)


def test_nobody_but_the_owner_decides_and_not_before_the_others_are_heard() -> None:
    world = deciding()
    for member in (BO, CY, EVA):
        assert world.refused(member, c.Decide, **SAID) is Reason.ONLY_PROPOSER
    assert an_advice().refused(ANA, c.Decide, **SAID) is Reason.NOT_NOW


def test_advice_still_comes_while_the_owner_decides() -> None:
    world = deciding()
    advise(world, FLO, "The old one is for sale.")
    assert world.round.stage is Stage.DECIDING


def test_with_a_day_to_look_at_it_again_it_stands_as_an_agreement() -> None:
    world = deciding()
    day = date(2027, 3, 1)
    *_, ended = world.do(ANA, c.Decide, **SAID, review_on=day)
    assert isinstance(ended, e.RoundEnded)
    agreement = reached(world.round, ended)
    assert (agreement.text.title, agreement.text.proposal) == (ASKED.title, SAID["decision"])
    assert agreement.text.review_on == day


def test_without_one_it_is_told_and_over() -> None:
    world = deciding()
    *_, ended = world.do(ANA, c.Decide, **SAID)
    assert isinstance(ended, e.RoundEnded)
    assert ended.agreement_id is None


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2099, 1, 1)])
def test_that_day_is_ahead_and_not_too_far(day: date) -> None:
    world = deciding()
    with pytest.raises(Refusal) as refusal:
        world.do(ANA, c.Decide, **SAID, review_on=day)
    assert refusal.value.at_field == "review_on"


def test_of_a_silent_owner_any_member_takes_the_place_and_decides() -> None:
    world = deciding()
    assert world.refused(FLO, c.CarryOn) is Reason.PROPOSER_IS_ACTIVE
    (invited,) = world.until_next()
    assert isinstance(invited, e.CarryOnInvited)
    world.do(FLO, c.CarryOn)
    assert world.round.proposer == FLO
    assert world.refused(ANA, c.Decide, **SAID) is Reason.ONLY_PROPOSER
    world.do(FLO, c.Decide, **SAID)
    assert world.round.stage is Stage.DECIDED


def test_when_nobody_takes_it_up_it_is_for_later() -> None:
    world = deciding()
    world.until_next()
    world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.DEFERRED, Why.PROPOSER_SILENT)


def test_an_owner_who_leaves_is_replaced_at_once() -> None:
    for world in (an_advice(), deciding()):
        world.leaves(ANA)
        assert world.round.carry_on_since == world.now
        world.do(FLO, c.CarryOn)
        assert world.round.proposer == FLO


def test_an_adviser_who_takes_the_decision_on_is_no_adviser_of_their_own() -> None:
    world = an_advice()
    world.leaves(ANA)
    world.do(CY, c.CarryOn)
    assert world.round.advisers is not None
    assert world.round.advisers.named == (DI, EVA)


def test_an_adviser_who_leaves_keeps_nothing_waiting_beyond_the_deadline() -> None:
    world = an_advice()
    advise(world, CY)
    world.leaves(DI)
    world.leaves(EVA)
    world.until_next()
    assert world.round.stage is Stage.DECIDING


def test_of_two_accounts_of_one_adviser_either_is_heard_for_both() -> None:
    world = an_advice()
    advise(world, CY)
    advise(world, EVA)
    world.are_one(CY, DI)
    assert world.round.advisers is not None
    assert world.round.advisers.affected == (CY,)
    assert world.round.stage is Stage.DECIDING


@pytest.mark.parametrize(
    ("command", "by", "stage"),
    [(c.Withdraw, ANA, Stage.WITHDRAWN), (c.TakeToMeeting, BO, Stage.MEETING)],
)
def test_it_can_be_ended_before(command: type[c.RoundCommand], by: MemberId, stage: Stage) -> None:
    for world in (an_advice(), deciding()):
        world.do(by, command)
        assert world.round.stage is stage


def test_words_that_come_after_the_decision_are_kept() -> None:
    world = deciding()
    world.do(ANA, c.Decide, **SAID)
    assert world.refused(FLO, c.GiveAdvice, id=remark(1), words="Late.") is Reason.IT_IS_OVER
    (kept,) = world.do(FLO, c.KeepLateWords, id=remark(1), words="Late.")
    assert isinstance(kept, e.LateWordsKept)


def test_those_named_are_asked_and_reminded_and_nobody_else() -> None:
    world = an_advice()
    wave = wave_of(world.round)
    assert wave is not None
    assert wave.kind is WaveKind.ANSWER
    (plan,) = plan_asks(None, world.round, tuple(world.events))
    assert plan.opens
    assert plan.last_calls
    world.do(BO, c.Remind)
    assert world.refused(BO, c.Remind) is Reason.ALREADY_REMINDED


def test_the_owner_is_told_of_advice_at_most_twice_a_day_and_when_it_is_their_turn_twice() -> None:
    world = an_advice()
    (told,) = notices_for(world.round, world.round, advise(world, FLO))
    assert (told.kind, told.gap) == (NoticeKind.ADVICE, timedelta(hours=12))
    world = deciding()
    turned = [event for event in world.events if isinstance(event, e.DecidingOpened)]
    told_to_decide = notices_for(world.round, world.round, tuple(turned))
    assert [one.kind for one in told_to_decide] == [NoticeKind.DECIDE] * 2
    assert still_true(NoticeKind.DECIDE, None, ANA, world.round)
    world.do(ANA, c.Decide, **SAID)
    assert not still_true(NoticeKind.DECIDE, None, ANA, world.round)


def test_whoever_is_not_named_is_not_waited_for() -> None:
    world = an_advice(Advisers(affected=(CY,)))
    advise(world, CY)
    assert world.round.stage is Stage.DECIDING
    assert len(EVERYONE) > 2
