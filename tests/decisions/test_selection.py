"""Selecting people for a role: reasons and never counts, consent with the nominee among those asked, and a yes of their own."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest

from decisions.events import Event, personal_fields
from decisions.ids import MemberId, RoleId
from decisions.processes import PROCESSES, process_for
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.asks import WaveKind, plan_asks, wave_of
from decisions.rounds.notices import NoticeKind, To, notices_for, still_true
from decisions.rounds.round import ProblemStatus, Stage, Why
from decisions.rounds.selection.table import SELECTION
from decisions.rounds.selection.vacancy import Declined, Selection, Vacancy
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.decisions.builders import ALL_OK, HARM, MONDAY, ONE_PROBLEM, Answers, a_circle
from tests.decisions.people import (
    ANA,
    BO,
    CIRCLE,
    CROWD,
    CY,
    DI,
    EVA,
    EVERYONE,
    FLO,
    GUS,
    HAL,
    NETWORK,
    ROUND,
    SEATS,
    remark,
)
from tests.decisions.world import World

SCRIBE: Final = Vacancy("Scribe", "So that nobody misses what we agreed.", "Notes within two days.", "A year")
ROLE: Final = RoleId(UUID(int=77))
WHY: Final = "Writes so that all can follow."
NAMED: Final[Mapping[MemberId, MemberId]] = {ANA: DI, BO: CY, CY: DI, DI: DI, EVA: CY, FLO: DI}


def a_draft(vacancy: Vacancy = SCRIBE, **fields: Any) -> World:
    world = World(circle=a_circle().circle, now=MONDAY, process=SELECTION)
    return world.begin(ANA, Text("", ""), way=Way.SELECTION, vacancy=vacancy, **fields)


def opened(world: World, **fields: Any) -> World:
    world.do(ANA, c.OpenRound, **{"settings": Settings(), "form": Form.FULL, "facilitator": BO, **fields})
    return world


def nominating(vacancy: Vacancy = SCRIBE, **fields: Any) -> World:
    return opened(a_draft(vacancy), **fields)


def nominate(
    world: World, by: MemberId, member: MemberId, words: str = WHY, **more: Any
) -> tuple[Event, ...]:
    return world.do(by, c.Nominate, member=member, words=words, **more)


def changing(named: Mapping[MemberId, MemberId] = NAMED, vacancy: Vacancy = SCRIBE) -> World:
    world = nominating(vacancy)
    for by, member in named.items():
        nominate(world, by, member, f"{WHY} {member.int % 10}")
    world.until_next()
    assert world.is_at(Stage.CHANGING)
    return world


def proposing(named: Mapping[MemberId, MemberId] = NAMED, vacancy: Vacancy = SCRIBE) -> World:
    world = changing(named, vacancy)
    world.until_next()
    assert world.is_at(Stage.PROPOSING)
    return world


def propose(world: World, *people: MemberId, by: MemberId = BO, **more: Any) -> tuple[Event, ...]:
    return world.do(by, c.ProposePeople, people=people, words="Three of us read her notes.", **more)


def consenting(*people: MemberId, vacancy: Vacancy = SCRIBE) -> World:
    world = proposing(vacancy=vacancy)
    propose(world, *(people or (DI,)))
    assert world.is_at(Stage.CONSENTING)
    return world


def answered(world: World, answers: Answers = ALL_OK) -> World:
    for by, kind in answers.items():
        words = HARM if kind in (Kind.OBJECTION, Kind.CONCERN) else ""
        world.do(by, c.GiveAnswer, kind=kind, words=words)
    world.until_next()
    return world


def accepting(*people: MemberId, vacancy: Vacancy = SCRIBE) -> World:
    world = answered(consenting(*people, vacancy=vacancy))
    assert world.is_at(Stage.ACCEPTING)
    return world


def integrating() -> World:
    world = answered(consenting(), ONE_PROBLEM)
    assert world.is_at(Stage.INTEGRATING)
    return world


def selection(world: World) -> Selection:
    assert world.round.selection is not None
    return world.round.selection


def ended(world: World, stage: Stage, why: Why) -> bool:
    return (world.round.stage, world.round.why) == (stage, why)


# --- the draft ------------------------------------------------------------------------------------------------


def test_it_follows_its_own_process() -> None:
    assert process_for(None, Way.SELECTION) is SELECTION is PROCESSES["selection@1"]
    world = a_draft(role=ROLE)
    assert world.round.way is Way.SELECTION
    assert world.round.text.title == "Scribe"
    assert world.round.role == ROLE


def test_what_has_no_description_yet_has_its_title_as_its_name() -> None:
    world = World(circle=a_circle().circle, now=MONDAY, process=SELECTION)
    world.begin(ANA, Text(" Scribe ", ""), way=Way.SELECTION)
    assert selection(world).vacancy == Vacancy("Scribe")


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"name": "  "}, Reason.EMPTY, "title"),
        ({"purpose": ""}, Reason.EMPTY, "purpose"),
        ({"until": date(2026, 3, 2)}, Reason.DATE_NOT_AHEAD, "until"),
    ],
)
def test_what_is_not_described_is_not_opened(changes: Any, reason: Reason, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        nominating(replace(SCRIBE, **changes))
    assert (refusal.value.reason, refusal.value.at_field) == (reason, field)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"places": 0}, Reason.NOT_A_NUMBER),
        ({"places": 21}, Reason.NOT_A_NUMBER),
        ({"name": "x" * 81}, Reason.TOO_LONG),
        ({"term": "x" * 81}, Reason.TOO_LONG),
        ({"responsibilities": "x" * 3001}, Reason.TOO_LONG),
    ],
)
def test_a_draft_may_be_unfinished_and_not_too_long(changes: Any, reason: Reason) -> None:
    with pytest.raises(Refusal) as refusal:
        a_draft(replace(SCRIBE, **changes))
    assert refusal.value.reason is reason


def test_a_draft_describes_it_anew_and_stays_a_selection() -> None:
    world = a_draft()
    other = replace(SCRIBE, name="Host", places=2)
    (edited,) = world.do(ANA, c.EditDraft, text=Text("", ""), vacancy=other)
    assert isinstance(edited, e.DraftEdited)
    assert selection(world).vacancy == other
    assert world.round.text.title == "Host"
    assert world.do(ANA, c.EditDraft, text=Text("", ""), vacancy=other) == ()
    assert world.refused(ANA, c.EditDraft, text=Text("A proposal", "")) is Reason.NOT_NOW


# --- nominating -----------------------------------------------------------------------------------------------


def test_everyone_is_asked_and_whoever_asks_may_facilitate() -> None:
    world = nominating(facilitator=ANA)
    assert list(world.electorate) == list(EVERYONE)
    assert world.round.facilitator == ANA, "nothing in it is theirs yet"
    assert wave_of(world.round) is not None


def test_everyone_is_asked_in_a_large_circle_too() -> None:
    world = World(
        circle={member: SEATS[member] for member in (*EVERYONE, *CROWD)}, now=MONDAY, process=SELECTION
    )
    world.begin(ANA, Text("", ""), way=Way.SELECTION, vacancy=SCRIBE)
    opened(world, deciding=EVERYONE)
    assert set(world.electorate) == {*EVERYONE, *CROWD}


def test_a_nomination_is_of_somebody_in_the_circle_oneself_too_and_says_why() -> None:
    world = nominating()
    (given,) = nominate(world, DI, DI)
    assert isinstance(given, e.AnswerGiven)
    assert given.answer.nominee == DI
    assert world.refused(CY, c.Nominate, member=DI, words=" ") is Reason.EMPTY
    assert world.refused(CY, c.Nominate, member=HAL, words=WHY) is Reason.NOT_IN_CIRCLE
    assert world.refused(GUS, c.Nominate, member=DI, words=WHY) is Reason.NOT_IN_CIRCLE


def test_nothing_of_a_nomination_is_readable_before_all_are_told() -> None:
    world = nominating()
    nominate(world, CY, DI, "Because of her garden.")
    seen = repr(world.round) + "".join(_shown(event) for event in world.events)
    assert "garden" not in seen
    assert selection(world).candidates == ()


def _shown(event: Event) -> str:
    kind: Any = type(event)
    own = personal_fields(kind)
    return repr({each.name: getattr(event, each.name) for each in fields(event) if each.name not in own})


def test_a_second_click_is_no_event_and_another_nominee_takes_its_place() -> None:
    world = nominating()
    nominate(world, CY, DI)
    assert nominate(world, CY, DI) == ()
    (given,) = nominate(world, CY, EVA)
    assert isinstance(given, e.AnswerGiven)
    assert given.before is Kind.NOMINATED
    assert world.round.tally.heard == 1
    assert world.round.tally == world.recounted()


def test_to_pass_takes_the_place_of_a_nomination_only_when_they_say_so() -> None:
    world = nominating()
    nominate(world, CY, DI)
    assert world.refused(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE) is Reason.WOULD_REPLACE
    world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE, words="Please not me.", replace=True)
    assert world.round.tally.of(Kind.STAND_ASIDE) == 1
    assert world.refused(CY, c.GiveAnswer, kind=Kind.CONSENT) is Reason.NOT_A_CHOICE


def test_once_all_are_heard_everything_is_told_with_the_words_of_those_who_pass() -> None:
    world = nominating()
    for by in (ANA, BO, EVA, FLO):
        nominate(world, by, DI)
    world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE, words="Please not me.")
    world.do(DI, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    assert world.is_at(Stage.NOMINATING)
    events = world.until_next()
    told = [event for event in events if isinstance(event, e.NominationTold)]
    passed = [event for event in events if isinstance(event, e.WordsTold)]
    assert {(one.by, one.nominee) for one in told} == {(by, DI) for by in (ANA, BO, EVA, FLO)}
    assert [(one.by, one.words) for one in passed] == [(CY, "Please not me.")]
    assert world.is_at(Stage.CHANGING)
    assert selection(world).candidates == (DI,)


def test_the_order_in_which_all_is_told_does_not_tell_who_came_first() -> None:
    orders = []
    for members in (EVERYONE, tuple(reversed(EVERYONE))):
        world = nominating(seed=UUID(int=5))
        for member in members:
            nominate(world, member, DI)
        orders.append([one.by for one in world.until_next() if isinstance(one, e.NominationTold)])
    assert orders[0] == orders[1]


def test_the_card_of_the_stage_before_is_out_of_date() -> None:
    world = nominating()
    shown = world.round.shown
    for by, member in NAMED.items():
        nominate(world, by, member)
    world.until_next()
    assert world.refused(CY, c.Nominate, member=EVA, words=WHY, shown=shown) is Reason.OTHER_VERSION


def test_at_the_deadline_it_goes_on_with_those_who_were_heard() -> None:
    world = nominating()
    nominate(world, CY, DI)
    world.until_next()
    assert world.is_at(Stage.CHANGING)


def test_with_nobody_nominated_it_goes_on_once_and_then_ends() -> None:
    world = nominating()
    (moved,) = world.until_next()
    assert isinstance(moved, e.DeadlineMoved)
    assert [one.kind for one in notices_for(world.round, world.round, (moved,))] == [NoticeKind.EXTENDED]
    world.until_next()
    assert ended(world, Stage.UNDECIDED, Why.NOBODY_NOMINATED)


def test_where_everybody_passes_it_ends_without_waiting_longer() -> None:
    world = nominating()
    for member in EVERYONE:
        world.do(member, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    events = world.until_next()
    assert not any(isinstance(event, e.DeadlineMoved) for event in events)
    assert ended(world, Stage.UNDECIDED, Why.NOBODY_NOMINATED)


def test_who_has_left_meanwhile_can_not_be_proposed_and_what_they_said_stays() -> None:
    world = nominating()
    nominate(world, CY, DI)
    nominate(world, DI, EVA)
    world.leaves(DI)
    events = world.until_next()
    assert {one.by for one in events if isinstance(one, e.NominationTold)} == {CY, DI}
    assert selection(world).candidates == (EVA,)


def test_where_only_somebody_who_left_was_nominated_nobody_was() -> None:
    world = nominating()
    nominate(world, CY, DI)
    world.leaves(DI)
    world.to_the_end()
    assert ended(world, Stage.UNDECIDED, Why.NOBODY_NOMINATED)


def test_the_facilitator_closes_early_only_once_all_are_heard() -> None:
    world = nominating()
    nominate(world, CY, DI)
    assert world.refused(BO, c.MoveOn) is Reason.NOT_YET


def told_by_phone(world: World, member: MemberId, **said: Any) -> tuple[Event, ...]:
    return world.do(BO, c.WriteDown, member=member, **said)


def test_what_somebody_told_the_facilitator_is_sealed_and_counts_once_they_confirm_it() -> None:
    world = nominating()
    (given,) = told_by_phone(world, CY, kind=Kind.NOMINATED, nominee=DI, words=WHY)
    assert isinstance(given, e.AnswerGiven)
    assert "answer" in personal_fields(given)
    assert (given.answer.nominee, given.answer.written_by, given.answer.confirmed) == (DI, BO, False)
    assert world.round.tally.heard == 0
    assert notices_for(world.round, world.round, (given,))[0].kind is NoticeKind.WRITTEN_DOWN
    told_by_phone(world, EVA, kind=Kind.NOMINATED, nominee=FLO, words=WHY)
    told_by_phone(world, FLO, kind=Kind.STAND_ASIDE, words="Please not me.")
    for member in (CY, FLO):
        world.do(member, c.ConfirmWritten)
    assert world.round.tally.heard == 2
    events = world.until_next()
    assert [(one.by, one.nominee) for one in events if isinstance(one, e.NominationTold)] == [(CY, DI)]
    assert [one.words for one in events if isinstance(one, e.WordsTold)] == ["Please not me."]
    assert selection(world).candidates == (DI,), "Eva has not said that it is right"


def test_what_is_written_down_is_checked_like_what_people_say_themselves() -> None:
    world = nominating()
    nominate(world, CY, DI)
    said: dict[str, Any] = {"kind": Kind.NOMINATED, "nominee": DI, "words": WHY}
    assert world.refused(BO, c.WriteDown, member=CY, **said) is Reason.ALREADY_HEARD
    assert world.refused(ANA, c.WriteDown, member=EVA, **said) is Reason.ONLY_FACILITATOR
    assert world.refused(BO, c.WriteDown, member=EVA, **{**said, "nominee": GUS}) is Reason.NOT_IN_CIRCLE
    assert world.refused(BO, c.WriteDown, member=EVA, **{**said, "nominee": None}) is Reason.NOT_A_CHOICE
    assert world.refused(BO, c.WriteDown, member=EVA, **{**said, "words": " "}) is Reason.EMPTY
    assert world.refused(BO, c.WriteDown, member=EVA, **{**said, "kind": Kind.CONSENT}) is Reason.NOT_A_CHOICE


def test_in_the_change_round_it_can_be_written_down_too_and_is_taken_back_with_a_no() -> None:
    world = changing()
    told_by_phone(world, CY, kind=Kind.NOMINATED, nominee=EVA, words=WHY)
    world.do(CY, c.ConfirmWritten, right=False)
    told_by_phone(world, DI, kind=Kind.NOMINATED, nominee=EVA, words=WHY)
    world.do(DI, c.ConfirmWritten)
    (told,) = [one for one in world.until_next() if isinstance(one, e.NominationTold)]
    assert (told.by, told.nominee) == (DI, EVA)


# --- the change round -----------------------------------------------------------------------------------------


def test_after_the_reasons_everyone_may_nominate_somebody_else() -> None:
    world = changing()
    assert list(world.electorate) == list(EVERYONE)
    nominate(world, CY, EVA, "Ana's reason holds for Eva too.")
    world.do(DI, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    assert world.round.tally.heard == 2
    events = world.until_next()
    (told,) = [one for one in events if isinstance(one, e.NominationTold)]
    assert (told.by, told.nominee) == (CY, EVA)
    assert set(selection(world).candidates) == {CY, DI, EVA}, "a reason that was given stays given"


def test_the_change_round_calls_nobody_a_last_time() -> None:
    world = changing()
    (plan,) = plan_asks(None, world.round, [world.events[-1]])
    assert plan.last_call_at("UTC") is None
    wave = wave_of(world.round)
    assert wave is not None
    assert wave.kind is WaveKind.RECONSIDER


def test_the_waves_of_one_selection_are_told_apart() -> None:
    waves = [wave_of(world.round) for world in (nominating(), changing(), consenting())]
    assert len({wave.key for wave in waves if wave is not None}) == 3
    calls = [wave_of(world.round, last_call=True) for world in (nominating(), consenting())]
    assert len({wave.key for wave in calls if wave is not None}) == 2


# --- proposing ------------------------------------------------------------------------------------------------


def test_it_is_the_facilitators_turn_and_they_are_told() -> None:
    world = changing()
    before = world.round
    events = world.until_next()
    asked = [one for one in notices_for(before, world.round, events) if one.kind is NoticeKind.PROPOSE]
    assert [one.to for one in asked] == [To.FACILITATOR, To.FACILITATOR]
    assert still_true(NoticeKind.PROPOSE, None, BO, world.round)
    propose(world, DI)
    assert not still_true(NoticeKind.PROPOSE, None, BO, world.round)


def test_the_facilitator_may_propose_whom_fewest_have_named() -> None:
    world = proposing({ANA: DI, CY: DI, EVA: DI, FLO: CY})
    events = propose(world, CY)
    assert [type(one) for one in events] == [e.PeopleProposed, e.PassOpened]
    assert selection(world).proposed == (CY,)


@pytest.mark.parametrize(
    ("by", "people", "reason"),
    [
        (ANA, (DI,), Reason.ONLY_FACILITATOR),
        (BO, (), Reason.EMPTY),
        (BO, (EVA,), Reason.NOT_NOMINATED),
        (BO, (HAL,), Reason.NOT_NOMINATED),
        (BO, (CY, DI), Reason.TOO_MANY_PEOPLE),
    ],
)
def test_what_cannot_be_proposed(by: MemberId, people: tuple[MemberId, ...], reason: Reason) -> None:
    world = proposing()
    assert world.refused(by, c.ProposePeople, people=people, words="Why.") is reason


def test_a_proposal_says_why() -> None:
    assert proposing().refused(BO, c.ProposePeople, people=(DI,), words=" ") is Reason.EMPTY


def test_nobody_proposes_themselves_and_they_may_hand_it_on() -> None:
    world = proposing(dict.fromkeys(EVERYONE, BO))
    assert world.refused(BO, c.ProposePeople, people=(BO,), words=WHY) is Reason.NOT_ONESELF
    world.do(BO, c.HandFacilitationTo, member=ANA)
    propose(world, BO, by=ANA)
    assert selection(world).proposed == (BO,)
    assert world.refused(ANA, c.HandFacilitationTo, member=BO) is Reason.NOT_WHO_IS_PROPOSED


def test_for_a_role_with_two_places_two_are_proposed_each_once() -> None:
    world = proposing(vacancy=replace(SCRIBE, places=2))
    propose(world, DI, CY, DI)
    assert selection(world).proposed == (DI, CY)


@pytest.mark.parametrize(("role", "refused"), [(None, False), (ROLE, True)])
def test_a_role_that_the_circle_keeps_gets_no_more_places_than_were_opened(
    role: RoleId | None, refused: bool
) -> None:
    world = opened(a_draft(role=role))
    for by, member in NAMED.items():
        nominate(world, by, member)
    world.until_next()
    world.until_next()
    asked = {"people": (DI, CY), "words": WHY, "vacancy": replace(SCRIBE, places=2)}
    if refused:
        assert world.refused(BO, c.ProposePeople, **asked) is Reason.OUT_OF_RANGE
    else:
        world.do(BO, c.ProposePeople, **asked)
        assert selection(world).proposed == (DI, CY)


def test_a_silent_facilitator_can_be_replaced_and_else_it_is_for_later() -> None:
    world = proposing()
    assert world.refused(EVA, c.TakeOverFacilitation) is Reason.TOO_SOON
    world.passes_by(days=3)
    world.do(EVA, c.TakeOverFacilitation)
    world.to_the_end()
    assert ended(world, Stage.DEFERRED, Why.NOBODY_PROPOSED)


def test_with_the_last_one_gone_who_could_be_proposed_it_ends() -> None:
    world = proposing({CY: DI, ANA: CY})
    world.leaves(DI)
    assert world.is_at(Stage.PROPOSING)
    world.leaves(CY)
    assert ended(world, Stage.UNDECIDED, Why.NO_ONE_LEFT)


def test_a_nomination_that_comes_late_is_kept_beside_the_reasons() -> None:
    world = proposing()
    assert world.refused(CY, c.Nominate, member=EVA, words=WHY) is Reason.CLOSED
    (kept,) = world.do(CY, c.KeepLateWords, id=remark(1), words=WHY)
    assert isinstance(kept, e.LateWordsKept)
    propose(world, DI)
    assert world.refused(CY, c.Nominate, member=EVA, words=WHY) is Reason.CLOSED
    assert world.do(CY, c.KeepLateWords, id=remark(2), words=WHY)


# --- consent --------------------------------------------------------------------------------------------------


def test_the_nominee_is_among_those_asked_and_may_see_a_problem() -> None:
    world = consenting()
    assert DI in world.electorate
    answered(world, {**ALL_OK, DI: Kind.OBJECTION})
    assert [problem.raiser for problem in world.round.open_problems] == [DI]


def test_with_no_problem_it_is_for_the_nominee_to_say_yes() -> None:
    world = accepting()
    assert selection(world).accepted == ()


def test_too_few_answers_are_no_consent() -> None:
    world = consenting()
    world.do(ANA, c.GiveAnswer, kind=Kind.CONSENT)
    world.to_the_end()
    assert ended(world, Stage.NOT_HEARD_ENOUGH, Why.QUORUM)


def test_a_problem_is_settled_by_proposing_somebody_else() -> None:
    world = integrating()
    assert world.refused(BO, c.ProposePeople, people=(DI,), words=WHY) is Reason.NOTHING_CHANGED
    propose(world, CY)
    assert world.is_at(Stage.CONSENTING)
    assert world.round.version == 2
    assert [problem.status for problem in world.round.problems] == [ProblemStatus.ASKED_ANEW]
    answered(world)
    assert world.is_at(Stage.ACCEPTING)


def test_a_problem_is_settled_by_describing_the_role_otherwise() -> None:
    world = integrating()
    propose(world, DI, vacancy=replace(SCRIBE, name="Another", term="Three months"))
    assert selection(world).vacancy == replace(SCRIBE, term="Three months"), "its name stays"
    assert world.is_at(Stage.CONSENTING)


def test_its_raiser_may_keep_it_as_a_worry() -> None:
    world = integrating()
    (problem,) = world.round.open_problems
    world.do(CY, c.KeepAsWorry, problem_id=problem.id)
    assert world.is_at(Stage.ACCEPTING)
    assert [worry.words for worry in world.round.criteria] == [HARM]


def test_a_problem_whose_raiser_leaves_is_left_as_a_worry_when_nobody_takes_it_over() -> None:
    world = integrating()
    world.leaves(CY)
    world.until_next()
    assert [problem.status for problem in world.round.problems] == [ProblemStatus.LEFT_AS_WORRY]
    assert world.is_at(Stage.ACCEPTING)


def test_a_test_sets_a_problem_aside_here_too() -> None:
    world = integrating()
    (problem,) = world.round.open_problems
    for by in (ANA, BO):
        world.do(by, c.AskForTest, problem_id=problem.id)
    assert world.is_at(Stage.TESTING)
    for by in (ANA, BO, DI, EVA, FLO):
        world.do(by, c.AnswerTest, problem_id=problem.id, try_anyway=True, reason="We see how it goes.")
    assert world.is_at(Stage.ACCEPTING)


def test_after_so_many_proposals_a_meeting_goes_on_with_it() -> None:
    world = integrating()
    for people in ((CY,), (DI,)):
        propose(world, *people)
        answered(world, {**ALL_OK, EVA: Kind.OBJECTION})
    assert world.refused(BO, c.ProposePeople, people=(CY,), words=WHY) is Reason.NO_MORE_VERSIONS
    world.to_the_end()
    assert ended(world, Stage.MEETING, Why.TOO_MANY_VERSIONS)


def test_a_problem_with_which_nothing_is_done_goes_to_a_meeting() -> None:
    world = integrating().to_the_end()
    assert ended(world, Stage.MEETING, Why.NO_FIX_IN_TIME)


def test_who_is_proposed_neither_leads_it_nor_speaks_for_who_sees_a_problem() -> None:
    world = answered(consenting(CY), {**ALL_OK, DI: Kind.OBJECTION})
    (problem,) = world.round.open_problems
    world.leaves(DI)
    assert world.refused(CY, c.TakeOverProblem, problem_id=problem.id) is Reason.NOT_WHO_IS_PROPOSED
    world.leaves(BO)
    assert world.refused(CY, c.TakeOverFacilitation) is Reason.NOT_WHO_IS_PROPOSED
    world.do(ANA, c.TakeOverFacilitation)
    assert world.round.facilitator == ANA


@pytest.mark.parametrize("stage", [Stage.CONSENTING, Stage.INTEGRATING, Stage.TESTING, Stage.ACCEPTING])
def test_when_a_nominee_leaves_the_facilitator_proposes_another(stage: Stage) -> None:
    world = {Stage.CONSENTING: consenting, Stage.ACCEPTING: accepting}.get(stage, integrating)()
    if stage is Stage.TESTING:
        (problem,) = world.round.open_problems
        for by in (ANA, BO):
            world.do(by, c.AskForTest, problem_id=problem.id)
    assert world.is_at(stage)
    world.leaves(DI)
    assert world.is_at(Stage.PROPOSING)
    assert selection(world).candidates == (CY,)
    assert world.round.open_problems == ()
    propose(world, CY)
    assert DI not in world.electorate


def test_when_the_only_nominee_leaves_it_ends() -> None:
    world = proposing(dict.fromkeys(EVERYONE, DI))
    propose(world, DI)
    world.leaves(DI)
    assert ended(world, Stage.UNDECIDED, Why.NO_ONE_LEFT)


# --- accepting ------------------------------------------------------------------------------------------------


def test_a_yes_fills_the_role() -> None:
    world = opened(a_draft(replace(SCRIBE, until=date(2027, 3, 1)), role=ROLE))
    nominate(world, CY, DI)
    world.until_next()
    world.until_next()
    propose(world, DI)
    answered(world)
    events = world.do(DI, c.AnswerProposed, accept=True)
    selected = next(one for one in events if isinstance(one, e.PeopleSelected))
    assert (selected.people, selected.role, selected.until) == ((DI,), ROLE, date(2027, 3, 1))
    assert ended(world, Stage.SELECTED, Why.ROLE_FILLED)
    assert events[-1] == e.RoundEnded(stage=Stage.SELECTED, why=Why.ROLE_FILLED, at=world.now), "no agreement"


def test_a_circle_that_only_recommends_fills_no_role() -> None:
    world = opened(a_draft(role=ROLE), settings=Settings(recommends=True))
    nominate(world, CY, DI)
    world.until_next()
    world.until_next()
    propose(world, DI)
    answered(world)
    events = world.do(DI, c.AnswerProposed, accept=True)
    selected = next(one for one in events if isinstance(one, e.PeopleSelected))
    assert (selected.people, selected.role) == ((DI,), None)
    assert ended(world, Stage.SELECTED, Why.ROLE_FILLED)


def test_nobody_but_the_nominee_says_yes() -> None:
    world = accepting()
    assert world.refused(CY, c.AnswerProposed, accept=True) is Reason.ONLY_WHO_IS_PROPOSED
    assert world.refused(BO, c.AnswerProposed, accept=False) is Reason.ONLY_WHO_IS_PROPOSED


def test_the_nominee_is_asked_in_a_message_of_their_own() -> None:
    world = consenting()
    before = world.round
    for by in EVERYONE:
        world.do(by, c.GiveAnswer, kind=Kind.CONSENT)
    events = world.until_next()
    asked = [one for one in notices_for(before, world.round, events) if one.kind is NoticeKind.ACCEPT]
    assert {one.member for one in asked} == {DI}
    assert still_true(NoticeKind.ACCEPT, None, DI, world.round)
    world.do(DI, c.AnswerProposed, accept=False)
    assert not still_true(NoticeKind.ACCEPT, None, DI, world.round)


def test_a_no_is_kept_with_its_words_and_another_is_proposed() -> None:
    world = accepting()
    world.do(DI, c.AnswerProposed, accept=False, words="My evenings are full. Thank you.")
    assert world.is_at(Stage.PROPOSING)
    assert selection(world).declined == (Declined(DI, "My evenings are full. Thank you."),)
    assert world.refused(BO, c.ProposePeople, people=(DI,), words=WHY) is Reason.NOT_NOMINATED
    propose(world, CY)
    answered(world)
    world.do(CY, c.AnswerProposed, accept=True)
    assert selection(world).proposed == (CY,)
    assert ended(world, Stage.SELECTED, Why.ROLE_FILLED)


def test_when_nobody_who_was_nominated_takes_it_it_ends() -> None:
    world = accepting()
    world.do(DI, c.AnswerProposed, accept=False)
    propose(world, CY)
    answered(world)
    world.do(CY, c.AnswerProposed, accept=False)
    assert ended(world, Stage.UNDECIDED, Why.NO_ONE_LEFT)


def test_a_nominee_who_says_nothing_is_passed_over() -> None:
    world = accepting()
    world.until_next()
    assert world.is_at(Stage.PROPOSING)
    assert selection(world).passed_over == (DI,)
    assert selection(world).candidates == (CY,)


TWO: Final = replace(SCRIBE, places=2)


def test_of_two_only_who_says_nothing_is_passed_over() -> None:
    world = accepting(DI, CY, vacancy=TWO)
    world.do(DI, c.AnswerProposed, accept=True)
    world.until_next()
    after = selection(world)
    assert (after.passed_over, after.candidates, after.accepted) == ((CY,), (DI,), (DI,))


def test_of_two_both_say_yes_and_a_second_yes_changes_nothing() -> None:
    world = accepting(DI, CY, vacancy=TWO)
    (accepted,) = world.do(DI, c.AnswerProposed, accept=True)
    assert isinstance(accepted, e.RoleAccepted)
    assert world.do(DI, c.AnswerProposed, accept=True) == ()
    world.do(CY, c.AnswerProposed, accept=True)
    assert ended(world, Stage.SELECTED, Why.ROLE_FILLED)


def test_of_two_who_has_said_yes_need_not_say_it_again_of_the_same_role() -> None:
    world = accepting(DI, CY, vacancy=TWO)
    world.do(DI, c.AnswerProposed, accept=True)
    world.do(CY, c.AnswerProposed, accept=False)
    propose(world, DI)
    answered(world)
    assert ended(world, Stage.SELECTED, Why.ROLE_FILLED)


def test_of_two_who_has_said_yes_is_not_asked_in_a_message_again() -> None:
    world = accepting(DI, CY, vacancy=TWO)
    world.do(DI, c.AnswerProposed, accept=True)
    selected = replace(selection(world), accepted=(DI,))
    opened_again = e.AcceptingOpened(deadline=world.now, at=world.now)
    after = replace(world.round, selection=selected)
    asked = [one for one in notices_for(world.round, after, (opened_again,)) if one.kind is NoticeKind.ACCEPT]
    assert {one.member for one in asked} == {CY}


def test_of_another_role_they_are_asked_again() -> None:
    world = accepting(DI, CY, vacancy=TWO)
    world.do(DI, c.AnswerProposed, accept=True)
    world.do(CY, c.AnswerProposed, accept=False)
    propose(world, DI, vacancy=replace(TWO, places=1))
    answered(world)
    assert world.is_at(Stage.ACCEPTING)


# --- two accounts, one person ---------------------------------------------------------------------------------


def test_whoever_nominated_either_of_two_nominated_the_one_person() -> None:
    world = proposing({ANA: DI, EVA: CY})
    world.are_one(CY, DI)
    assert selection(world).candidates == (CY,)


def test_who_leads_it_and_turns_out_to_be_proposed_hands_it_on() -> None:
    world = consenting()
    world.are_one(DI, BO)
    assert selection(world).proposed == (DI,)
    assert world.round.facilitator not in (DI, BO, None)


def test_who_has_declined_with_one_account_is_not_asked_by_the_other() -> None:
    world = accepting()
    world.do(DI, c.AnswerProposed, accept=False)
    propose(world, CY)
    world.are_one(CY, DI)
    answered(world, dict.fromkeys((ANA, BO, CY, EVA, FLO), Kind.CONSENT))
    assert ended(world, Stage.UNDECIDED, Why.NO_ONE_LEFT)


def test_who_was_passed_over_with_one_account_is_not_asked_by_the_other() -> None:
    silent = replace(Selection(SCRIBE), candidates=(CY, DI), passed_over=(EVA,))
    united = silent.as_one(lambda member: DI if member == EVA else member)
    assert (united.candidates, united.passed_over) == ((CY,), (DI,))


def test_whoever_is_named_in_the_journal_can_be_erased() -> None:
    assert personal_fields(e.NominationTold) == {"nominee", "words"}
    assert personal_fields(e.PeopleProposed) == {"words", "vacancy"}
    assert personal_fields(e.RoleDeclined) == {"words"}


def test_a_command_about_a_round_that_is_over_is_refused() -> None:
    world = accepting()
    world.do(DI, c.AnswerProposed, accept=True)
    assert world.refused(CY, c.Nominate, member=DI, words=WHY) is Reason.CLOSED
    assert world.refused(DI, c.AnswerProposed, accept=False) is Reason.IT_IS_OVER
    assert (world.round.network_id, world.round.circle_id, world.round.id) == (NETWORK, CIRCLE, ROUND)
