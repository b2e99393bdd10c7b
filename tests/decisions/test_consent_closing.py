"""How a pass closes, and what it comes to (consent.md, "Closing", "Adopted when", "Voice rule")."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from decisions.engine import decide, settle
from decisions.ids import RemarkId
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind, SealedWords
from decisions.rounds.consent.table import CONSENT
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import Closing, Form, GroupNeed, Quorum, Settings
from decisions.workdays import deadline_after, deadline_after_workdays, next_workday_morning
from tests.decisions.builders import (
    ALL_OK,
    DEFAULTS,
    MONDAY,
    ONE_PROBLEM,
    OTHER_TEXT,
    WORRY,
    a_draft,
    a_world,
    answer,
    close,
    give,
    offer,
    opened,
    version_2,
    write_down,
)
from tests.decisions.people import (
    ANA,
    BO,
    CROWD,
    CY,
    DI,
    EVA,
    EVERYONE,
    FLO,
    FUNDERS,
    NETWORK,
    PARENTS,
    ROUND,
    SCHOOLS,
    SEATS,
    remark,
)
from tests.decisions.world import World


def asked(settings: Settings = DEFAULTS) -> World:
    return a_world(Stage.CONSENTING, settings=settings)


def test_consenting_lasts_five_days_that_include_a_weekend() -> None:
    world = asked()
    assert world.round.deadline == deadline_after(MONDAY, timedelta(days=5), DEFAULTS, spans_weekend=True)


def test_it_closes_at_the_deadline() -> None:
    world = answer(asked(), dict.fromkeys((ANA, BO, CY), Kind.CONSENT))
    deadline = world.round.deadline
    assert deadline is not None
    world.passes_to(deadline - timedelta(microseconds=1))
    assert world.is_at(Stage.CONSENTING)
    world.passes_to(deadline)
    assert (world.round.stage, world.round.ended_at) == (Stage.AGREED, deadline)


def test_once_everyone_has_answered_it_closes_at_nine_the_next_workday() -> None:
    world = answer(asked(), ALL_OK)
    assert world.round.closes_early == next_workday_morning(MONDAY, DEFAULTS)
    world.until_next()
    assert (world.round.stage, world.now) == (Stage.AGREED, next_workday_morning(MONDAY, DEFAULTS))


def test_the_deadline_comes_first_where_it_is_earlier_than_the_next_morning() -> None:
    world = answer(asked(), {m: k for m, k in ALL_OK.items() if m != CY})
    deadline = world.round.deadline
    assert deadline is not None
    world.passes_to(deadline - timedelta(hours=1))
    give(world, CY, Kind.CONSENT)
    assert world.round.closes_early == deadline


def test_a_circle_may_close_at_once_with_two_minutes_to_correct_a_slip() -> None:
    world = answer(asked(Settings(closing=Closing.AT_ONCE)), ALL_OK)
    world.passes_by(seconds=119)
    give(world, CY, Kind.OBJECTION)
    world.passes_by(seconds=1)
    assert world.is_at(Stage.INTEGRATING)


def test_next_step_closes_sooner_once_everyone_has_answered_and_never_later() -> None:
    world = asked()
    assert world.refused(BO, c.MoveOn) is Reason.NOT_YET
    answer(world, ALL_OK)
    world.do(BO, c.MoveOn)
    closes = world.round.closes_early
    assert closes == world.now + timedelta(minutes=2)
    world.passes_by(minutes=1)
    world.do(BO, c.MoveOn)
    assert world.round.closes_early == closes


def test_an_answer_after_the_deadline_is_no_answer_whatever_has_ticked() -> None:
    world = answer(asked(), dict.fromkeys((ANA, BO, CY), Kind.CONSENT))
    assert world.round.deadline is not None
    world.now = world.round.deadline
    assert world.refused(DI, c.GiveAnswer, kind=Kind.OBJECTION, words="Late.") is Reason.CLOSED
    assert world.is_at(Stage.AGREED)


def test_a_command_is_not_decided_before_what_was_due() -> None:
    world = asked()
    assert world.round.deadline is not None
    late = c.GiveAnswer(network_id=NETWORK, by=DI, round_id=ROUND, kind=Kind.CONSENT)
    with pytest.raises(RuntimeError, match="settle first"):
        decide(CONSENT, world.case(late), late, world.round.deadline)


def test_late_words_are_kept_for_the_review() -> None:
    world = close(answer(asked(), ALL_OK))
    (kept,) = world.do(DI, c.KeepLateWords, id=remark(50), words="It is too dark.")
    assert isinstance(kept, e.LateWordsKept)
    assert world.refused(DI, c.KeepLateWords, id=remark(50), words=" ") is Reason.EMPTY


# --- adopted when ---------------------------------------------------------------------------------------------


def test_with_everyone_fine_it_is_adopted() -> None:
    world = close(answer(asked(), ALL_OK))
    assert (world.round.stage, world.round.why) == (Stage.AGREED, Why.ADOPTED)


def test_an_open_objection_blocks_adoption() -> None:
    world = close(answer(asked(), ONE_PROBLEM))
    assert world.is_at(Stage.INTEGRATING)
    world.to_the_end()
    assert world.round.stage is not Stage.AGREED


def test_a_worry_never_blocks_and_is_kept() -> None:
    world = close(answer(asked(), dict.fromkeys(EVERYONE, Kind.CONCERN)))
    assert world.is_at(Stage.AGREED)
    assert len(world.round.criteria) == len(EVERYONE)


def test_a_worry_that_is_said_again_in_the_same_words_is_kept_once() -> None:
    world = close(answer(asked(), {**ONE_PROBLEM, DI: Kind.CONCERN, EVA: Kind.CONCERN}))
    version_2(world)
    answer(world, {**ALL_OK, DI: Kind.CONCERN})
    give(world, EVA, Kind.CONCERN, words="It is too early for us.")
    close(world)
    assert world.is_at(Stage.AGREED)
    kept = [(worry.by, worry.words) for worry in world.round.criteria]
    assert sorted(kept) == sorted([(DI, WORRY), (EVA, WORRY), (EVA, "It is too early for us.")])


def test_who_sits_it_out_is_heard() -> None:
    world = close(answer(asked(), {ANA: Kind.CONSENT, BO: Kind.STAND_ASIDE, CY: Kind.STAND_ASIDE}))
    assert world.is_at(Stage.AGREED)


def test_when_everybody_heard_sits_it_out_nothing_is_agreed() -> None:
    world = close(answer(asked(), dict.fromkeys(EVERYONE, Kind.STAND_ASIDE)))
    assert (world.round.stage, world.round.why) == (Stage.NOT_AGREED, Why.NO_ONE_CONSENTED)


def test_silence_is_never_consent() -> None:
    world = asked().to_the_end()
    assert world.is_at(Stage.NOT_HEARD_ENOUGH)


@pytest.mark.parametrize(
    ("heard", "stage"),
    [(2, Stage.NOT_HEARD_ENOUGH), (3, Stage.AGREED)],
    ids=["two of six", "half, and three people"],
)
def test_half_of_those_asked_must_have_been_heard(heard: int, stage: Stage) -> None:
    world = answer(asked(), dict.fromkeys(EVERYONE[:heard], Kind.CONSENT))
    assert world.to_the_end().round.stage is stage


def test_at_least_three_people_must_have_been_heard() -> None:
    world = answer(a_world(Stage.CONSENTING, ANA, BO, CY, DI), {ANA: Kind.CONSENT, BO: Kind.CONSENT})
    assert world.to_the_end().round.stage is Stage.NOT_HEARD_ENOUGH


def test_a_circle_of_two_needs_both() -> None:
    world = answer(a_world(Stage.CONSENTING, ANA, BO), {ANA: Kind.CONSENT})
    assert world.to_the_end().round.stage is Stage.NOT_HEARD_ENOUGH
    both = answer(a_world(Stage.CONSENTING, ANA, BO), ALL_OK)
    assert both.to_the_end().round.stage is Stage.AGREED


def test_a_circle_may_set_another_quorum() -> None:
    strict = Settings(quorum=Quorum(Fraction(1), 1))
    world = answer(asked(strict), {m: k for m, k in ALL_OK.items() if m != EVA})
    assert world.to_the_end().round.why is Why.QUORUM


def test_when_nobody_is_left_to_ask_nothing_is_adopted() -> None:
    few = (BO, CY, DI, EVA, FLO)
    world = opened(a_draft(*EVERYONE, *CROWD), deciding=few)
    for member in few:
        world.leaves(member)
    world.to_the_end()
    assert (world.round.stage, world.round.tally.asked) == (Stage.NOT_HEARD_ENOUGH, 0)


def test_a_circle_that_gathers_views_ends_with_a_recommendation() -> None:
    world = close(answer(asked(Settings(recommends=True)), ALL_OK))
    (ended,) = [event for event in world.events if isinstance(event, e.RoundEnded)]
    assert (ended.stage, ended.agreement_id) == (Stage.AGREED, None)


# --- the voice rule -------------------------------------------------------------------------------------------

TWO_PARENTS = Settings(voices=(GroupNeed(PARENTS, count=2),))
ALL_BUT_DI = {member: kind for member, kind in ALL_OK.items() if member != DI}


def test_a_group_that_the_voice_rule_names_must_have_been_heard() -> None:
    world = answer(asked(TWO_PARENTS), ALL_BUT_DI)
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.VOICES)


def test_with_the_voices_heard_it_is_adopted() -> None:
    assert close(answer(asked(TWO_PARENTS), ALL_OK)).round.stage is Stage.AGREED


def test_a_voice_may_sit_it_out_and_has_been_heard() -> None:
    world = answer(asked(TWO_PARENTS), {**ALL_OK, DI: Kind.STAND_ASIDE})
    assert close(world).round.stage is Stage.AGREED


def test_every_need_of_the_voice_rule_must_be_met() -> None:
    both = Settings(voices=(GroupNeed(PARENTS, count=1), GroupNeed(SCHOOLS, count=1)))
    world = answer(asked(both), {m: k for m, k in ALL_OK.items() if m != EVA})
    assert world.to_the_end().round.why is Why.VOICES


def test_a_share_of_a_group_that_nobody_sits_for_is_not_met_by_nobody() -> None:
    settings = Settings(voices=(GroupNeed(FUNDERS, share=Fraction(1, 2)),))
    world = answer(a_world(Stage.CONSENTING, ANA, CY, DI, facilitator=CY, settings=settings), ALL_OK)
    assert world.to_the_end().round.why is Why.VOICES


def test_what_a_facilitator_wrote_down_is_a_voice_only_once_confirmed() -> None:
    world = answer(asked(TWO_PARENTS), ALL_BUT_DI)
    write_down(world, DI)
    assert close(world).round.stage is Stage.NOT_HEARD_ENOUGH
    confirmed = answer(asked(TWO_PARENTS), ALL_BUT_DI)
    write_down(confirmed, DI)
    confirmed.do(DI, c.ConfirmWritten)
    assert close(confirmed).round.stage is Stage.AGREED


def test_a_voice_that_was_heard_on_version_1_is_not_heard_on_version_2() -> None:
    world = a_world(Stage.INTEGRATING, settings=TWO_PARENTS)
    version_2(world)
    answer(world, ALL_BUT_DI)
    assert world.to_the_end().round.why is Why.VOICES


def test_a_voice_in_exploring_is_not_a_voice_in_consenting() -> None:
    world = opened(a_draft(), settings=TWO_PARENTS)
    world.do(DI, c.NothingToAdd)
    world.until_next()
    world.do(ANA, c.AskEveryone)
    answer(world, ALL_BUT_DI)
    assert world.to_the_end().round.why is Why.VOICES


# --- one extension by itself ----------------------------------------------------------------------------------


def test_short_of_quorum_it_is_extended_once_by_itself() -> None:
    world = asked()
    world.until_next()
    assert (world.round.stage, world.round.extended_by_itself) == (Stage.CONSENTING, True)
    assert world.round.deadline == deadline_after_workdays(world.now, 3, DEFAULTS)
    assert world.round.facilitator_turn == world.now
    world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.QUORUM)


def test_short_of_voices_it_is_extended_once_by_itself() -> None:
    world = answer(asked(TWO_PARENTS), ALL_BUT_DI)
    world.until_next()
    assert world.is_at(Stage.CONSENTING)
    give(world, DI, Kind.CONSENT)
    assert close(world).round.stage is Stage.AGREED


def test_it_is_not_extended_when_nobody_is_left_to_reach() -> None:
    world = answer(asked(Settings(voices=(GroupNeed(PARENTS, count=3),))), ALL_OK)
    happened = world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.VOICES)
    assert not any(isinstance(event, e.DeadlineMoved) for event in happened)


def test_a_problem_in_a_pass_that_was_not_heard_enough_leads_nowhere() -> None:
    world = answer(asked(), {CY: Kind.OBJECTION})
    assert world.to_the_end().round.stage is Stage.NOT_HEARD_ENOUGH


# --- after version 1 ------------------------------------------------------------------------------------------


def test_a_new_version_asks_everyone_again() -> None:
    world = a_world(Stage.INTEGRATING)
    version_2(world)
    assert (world.round.version, world.round.text, world.round.tally.heard) == (2, OTHER_TEXT, 0)
    assert set(world.electorate) == set(EVERYONE)


def test_answers_to_the_old_version_do_not_count() -> None:
    world = version_2(a_world(Stage.INTEGRATING)).to_the_end()
    assert world.is_at(Stage.NOT_HEARD_ENOUGH)


def test_words_about_version_1_raise_no_problem_in_version_2_after_a_long_stop() -> None:
    """The raiser was silent, so the version went on by itself; then nothing ran until long after its deadline."""
    world = answer(asked(), {**ONE_PROBLEM, FLO: Kind.CONCERN})
    close(world)
    offer(world)
    happened = settle(CONSENT, world.timed_case(), world.now + timedelta(days=90))
    raised = [event for event in happened if isinstance(event, e.Unsealed)]
    assert [(event.pass_no, event.problems, event.worries) for event in raised] == [(2, (), ())]


def test_words_that_nobody_confirmed_raise_nothing_even_if_they_are_read() -> None:
    world = answer(asked(), {member: Kind.CONSENT for member in EVERYONE if member != CY})
    write_down(world, CY, Kind.OBJECTION, words="Said on the phone.")
    told = SealedWords(CY, PARENTS, SEATS[CY].organisation, world.answers[1, CY].answer)
    case = replace(world.timed_case(), sealed=(told,))
    happened = settle(CONSENT, case, MONDAY + timedelta(days=30))
    assert [event.problems for event in happened if isinstance(event, e.Unsealed)] == [()]


def test_several_stages_that_fell_due_at_once_happen_in_order_each_at_its_own_time() -> None:
    world = opened(a_draft())
    happened = world.passes_to(MONDAY + timedelta(days=300))
    kinds = [type(event).__name__ for event in happened]
    assert kinds == ["AmendingOpened", "PassOpened", "DeadlineMoved", "Unsealed", "RoundEnded"]
    moments = [event.at for event in happened]
    assert moments == sorted(moments)
    assert moments[-1] < MONDAY + timedelta(days=40)


def test_the_short_and_the_full_form_close_alike() -> None:
    world = opened(a_draft(), form=Form.FULL)
    world.until_next()
    world.do(ANA, c.AskEveryone)
    assert close(answer(world, ALL_OK)).round.stage is Stage.AGREED


def test_an_id_does_not_tell_who_said_something() -> None:
    """Whoever knows the round and its members could otherwise work out an author who is not named."""

    def id_with(seed: UUID) -> RemarkId:
        world = asked()
        world.round = replace(world.round, seed=seed)
        answer(world, {ANA: Kind.OBJECTION, BO: Kind.CONSENT, CY: Kind.CONSENT})
        assert world.round.deadline is not None
        world.passes_to(world.round.deadline)
        return world.round.problems[0].id

    seed = uuid4()
    assert id_with(seed) == id_with(seed)
    assert id_with(seed) != id_with(uuid4())
