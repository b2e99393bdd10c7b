"""Exploring and amending (consent.md, "Stages")."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.round import Stage
from decisions.rounds.settings import Settings
from decisions.workdays import deadline_after, deadline_after_workdays
from tests.decisions.builders import (
    DEFAULTS,
    MONDAY,
    OTHER_TEXT,
    TEXT,
    a_draft,
    a_world,
    ask_question,
    give,
    opened,
)
from tests.decisions.people import ANA, BO, CY, DI, EVA, FLO, GUS, SEATS, remark
from tests.decisions.world import World


def everyone_passes(world: World, *but: object) -> None:
    for member in [one for one in world.electorate if one not in but]:
        world.do(member, c.NothingToAdd)


def test_exploring_lasts_four_days_and_ends_on_a_deadline() -> None:
    world = a_world(Stage.EXPLORING)
    assert world.round.deadline == deadline_after(MONDAY, timedelta(days=4), DEFAULTS)
    world.until_next()
    assert world.is_at(Stage.AMENDING)
    assert world.events[-1].at == deadline_after(MONDAY, timedelta(days=4), DEFAULTS)


def test_exploring_ends_when_everyone_has_asked_reacted_or_passed() -> None:
    world = a_world(Stage.EXPLORING)
    everyone_passes(world, CY, DI)
    ask_question(world, CY)
    assert world.is_at(Stage.EXPLORING)
    world.do(DI, c.ShareReaction, id=remark(2), text="I like it.")
    assert world.is_at(Stage.AMENDING)


def test_those_who_propose_are_heard_by_proposing() -> None:
    world = opened(a_draft(co_authors=(DI,)))
    assert not {ANA, DI} & set(world.electorate)


def test_who_is_heard_twice_counts_once() -> None:
    world = a_world(Stage.EXPLORING)
    ask_question(world, CY)
    world.do(CY, c.ShareReaction, id=remark(2), text="I like it.")
    assert world.do(CY, c.NothingToAdd) == ()
    assert world.round.tally.heard == 1


def test_who_joins_while_exploring_may_speak_and_does_not_hold_it_up() -> None:
    world = a_world(Stage.EXPLORING)
    world.joins(SEATS[GUS])
    ask_question(world, GUS)
    assert world.round.tally.heard == 0
    everyone_passes(world)
    assert world.is_at(Stage.AMENDING)


def test_a_question_needs_words() -> None:
    world = a_world(Stage.EXPLORING)
    assert world.refused(CY, c.AskQuestion, id=remark(1), text=" ") is Reason.EMPTY


def test_the_proposer_answers_and_nobody_else_does() -> None:
    world = a_world(Stage.EXPLORING)
    ask_question(world, CY)
    assert world.refused(BO, c.AnswerQuestion, question_id=remark(1), text="We do.") is Reason.ONLY_PROPOSER
    world.do(ANA, c.AnswerQuestion, question_id=remark(1), text="We do.")
    assert world.round.open_questions == ()


def test_an_answer_is_to_a_question_that_was_asked() -> None:
    world = a_world(Stage.EXPLORING)
    assert world.refused(ANA, c.AnswerQuestion, question_id=remark(9), text="We do.") is Reason.NOT_FOUND


def test_amending_lasts_three_workdays() -> None:
    world = a_world(Stage.AMENDING)
    assert world.round.deadline == deadline_after_workdays(world.now, 3, DEFAULTS)
    world.until_next()
    assert world.is_at(Stage.CONSENTING)


def test_ask_everyone_ends_amending_at_once() -> None:
    world = a_world(Stage.AMENDING)
    assert world.refused(CY, c.AskEveryone) is Reason.ONLY_PROPOSER
    world.do(ANA, c.AskEveryone)
    assert world.is_at(Stage.CONSENTING)


def test_a_changed_text_is_a_new_version_and_further_changes_share_its_number() -> None:
    world = a_world(Stage.AMENDING)
    world.do(ANA, c.ChangeText, text=OTHER_TEXT)
    world.do(ANA, c.ChangeText, text=replace(OTHER_TEXT, title="Later hours"))
    assert (world.round.version, world.round.text.title) == (2, "Later hours")
    world.do(ANA, c.AskEveryone)
    assert (world.round.version, world.round.versions_asked) == (2, 1)


def test_a_text_that_stays_the_same_is_no_new_version() -> None:
    world = a_world(Stage.AMENDING)
    assert world.refused(ANA, c.ChangeText, text=TEXT) is Reason.NOTHING_CHANGED


def test_a_changed_text_keeps_a_review_date_ahead() -> None:
    world = a_world(Stage.AMENDING)
    text = replace(TEXT, review_on=world.now.date())
    assert world.refused(ANA, c.ChangeText, text=text) is Reason.DATE_NOT_AHEAD
    assert world.refused(ANA, c.ChangeText, text=replace(TEXT, review_on=None)) is Reason.EMPTY


def test_you_said_we_changed_tells_whose_words_a_change_answers() -> None:
    world = a_world(Stage.EXPLORING)
    ask_question(world, CY, text="Who looks after the small ones?")
    ask_question(world, DI, 2)
    world.until_next()
    (changed,) = world.do(ANA, c.ChangeText, text=OTHER_TEXT, because=(remark(1), remark(99)))
    assert isinstance(changed, e.TextChanged)
    assert [(one.by, one.words) for one in changed.because] == [(CY, "Who looks after the small ones?")]


# --- a silent proposer (consent.md, "Nobody can hold it hostage") --------------------------------------------


def amending_with_an_open_question() -> World:
    world = a_world(Stage.EXPLORING)
    ask_question(world, CY)
    world.until_next()
    assert world.is_at(Stage.AMENDING)
    return world


def test_with_questions_open_amending_waits_five_workdays_for_the_proposer() -> None:
    world = amending_with_an_open_question()
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)
    assert world.refused(DI, c.CarryOn) is Reason.PROPOSER_IS_ACTIVE
    world.until_next()
    assert world.is_at(Stage.AMENDING)
    assert world.round.carry_on_since == world.now


def test_a_proposer_who_has_answered_is_not_silent() -> None:
    world = amending_with_an_open_question()
    ask_question(world, DI, 2)
    world.passes_by(minutes=1)
    world.do(ANA, c.AnswerQuestion, question_id=remark(2), text="We do.")
    world.until_next()
    assert world.is_at(Stage.CONSENTING), "though the question asked in exploring is still open"


def test_an_answer_to_a_question_of_amending_leaves_those_of_exploring_open() -> None:
    world = amending_with_an_open_question()
    ask_question(world, DI, 2)
    world.do(ANA, c.AnswerQuestion, question_id=remark(2), text="We do.")
    assert world.round.open_questions == (remark(1),)


def test_a_question_asked_in_amending_does_not_make_it_wait() -> None:
    world = a_world(Stage.AMENDING)
    ask_question(world, CY)
    world.until_next()
    assert world.is_at(Stage.CONSENTING)


def test_any_member_may_carry_on_for_a_silent_proposer() -> None:
    world = amending_with_an_open_question()
    world.until_next()
    world.do(DI, c.CarryOn)
    assert (world.round.proposer, world.round.co_authors) == (DI, (ANA,))
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)
    world.until_next()
    assert world.is_at(Stage.CONSENTING), "who carries it on is not silent"


def test_a_proposer_who_comes_back_in_time_keeps_their_place() -> None:
    world = amending_with_an_open_question()
    world.until_next()
    world.do(ANA, c.ChangeText, text=OTHER_TEXT)
    assert world.refused(DI, c.CarryOn) is Reason.PROPOSER_IS_ACTIVE


def test_when_nobody_carries_it_on_in_five_more_workdays_it_is_deferred() -> None:
    world = amending_with_an_open_question()
    world.until_next()
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)
    world.until_next()
    assert world.is_at(Stage.DEFERRED)


# --- talk first ----------------------------------------------------------------------------------------------


def test_anyone_may_ask_to_talk_first_and_the_full_form_starts() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, DI, Kind.OBJECTION)
    world.do(FLO, c.TalkFirst)
    assert world.is_at(Stage.EXPLORING)
    world.until_next()
    world.until_next()
    assert world.is_at(Stage.CONSENTING)
    assert world.round.tally.heard == 0, "what was said before the talk does not count"
    assert not any(isinstance(event, e.Unsealed) for event in world.events), "and is never told"


def test_talking_first_happens_once() -> None:
    world = a_world(Stage.CONSENTING)
    world.do(FLO, c.TalkFirst)
    world.until_next()
    world.do(ANA, c.AskEveryone)
    assert world.refused(EVA, c.TalkFirst) is Reason.FULL_FORM_ALREADY


def test_in_the_full_form_everyone_has_talked_already() -> None:
    world = a_world(Stage.AMENDING)
    world.do(ANA, c.AskEveryone)
    assert world.refused(FLO, c.TalkFirst) is Reason.FULL_FORM_ALREADY


@pytest.mark.parametrize("stage", [Stage.EXPLORING, Stage.AMENDING])
def test_the_networks_holidays_do_not_count(stage: Stage) -> None:
    settings = Settings(holidays=(date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 17), date(2026, 3, 18)))
    world = a_world(stage, settings=settings)
    assert world.round.deadline is not None
    assert (
        world.round.deadline.date()
        == {
            Stage.EXPLORING: date(2026, 3, 12),
            Stage.AMENDING: date(2026, 3, 19),
        }[stage]
    )
