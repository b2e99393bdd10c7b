"""What a result means and what comes next: told in words, by whom, and corrected."""

from datetime import timedelta
from typing import Any

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.notices import Notice, NoticeKind, To, notices_for, still_true
from decisions.rounds.postings import shows_on_the_result
from decisions.rounds.round import FINAL, Stage
from tests.decisions.people import ANA, BO, CY
from tests.decisions.test_ballots import a_ballot, a_draft, all_choose, votes
from tests.decisions.world import World

WORDS = "We meet at the clinic from March on."


def decided(**fields: Any) -> World:
    """Ana asked, and Bo facilitates."""
    return all_choose(a_ballot(**fields), votes("b")).to_the_end()


def tell(world: World, by: Any = BO, words: str = WORDS) -> tuple[Any, ...]:
    return world.do(by, c.TellOutcome, words=words)


def notices(world: World) -> tuple[Notice, ...]:
    return notices_for(None, world.round, world.events)


def test_the_facilitator_tells_what_it_means() -> None:
    world = decided()
    tell(world, words=f"  {WORDS} ")
    told = world.round.outcome_statement
    assert told is not None
    assert (told.words, told.by, told.at, told.is_corrected) == (WORDS, BO, world.now, False)


def test_told_again_it_is_a_correction_and_the_newest_stands() -> None:
    world = decided()
    tell(world)
    tell(world, words="We meet online.")
    told = world.round.outcome_statement
    assert told is not None
    assert (told.words, told.version, told.is_corrected) == ("We meet online.", 2, True)


def test_the_same_words_again_are_nothing_new() -> None:
    world = decided()
    tell(world)
    assert tell(world) == ()


def test_nothing_is_told_without_words() -> None:
    assert decided().refused(BO, c.TellOutcome, words=" ") is Reason.EMPTY


def test_while_somebody_facilitates_it_is_theirs_to_tell() -> None:
    world = decided()
    assert world.refused(ANA, c.TellOutcome, words=WORDS) is Reason.ONLY_FACILITATOR
    assert world.refused(CY, c.TellOutcome, words=WORDS) is Reason.ONLY_PROPOSER_OR_FACILITATOR


def test_an_author_tells_it_where_nobody_facilitates() -> None:
    world = all_choose(a_ballot(), votes("b"))
    world.leaves(BO)
    world.to_the_end()
    assert world.round.facilitator is None
    tell(world, by=ANA)
    assert world.round.outcome_statement is not None


def test_an_author_tells_it_once_the_facilitator_has_left() -> None:
    world = decided()
    world.leaves(BO)
    tell(world, by=ANA)
    assert world.round.outcome_statement is not None


@pytest.mark.parametrize("stage", sorted(FINAL & {one for one, _ in BALLOT.rules}))
def test_it_can_be_told_however_a_vote_has_ended(stage: Stage) -> None:
    assert BALLOT.rule(stage, c.TellOutcome) is not None


def test_nothing_is_told_before_the_close() -> None:
    assert a_ballot().refused(BO, c.TellOutcome, words=WORDS) is Reason.NOT_NOW
    assert a_draft().refused(ANA, c.TellOutcome, words=WORDS) is Reason.NOT_NOW


def test_the_facilitator_is_asked_for_it_once_on_the_next_morning() -> None:
    world = decided()
    (wanted,) = (one for one in notices(world) if one.kind is NoticeKind.OUTCOME_WANTED)
    assert wanted.to is To.FACILITATOR
    assert timedelta() < wanted.not_before - world.now <= timedelta(days=1)
    assert still_true(NoticeKind.OUTCOME_WANTED, None, BO, world.round)
    tell(world)
    assert not still_true(NoticeKind.OUTCOME_WANTED, None, BO, world.round)


def test_it_is_not_asked_for_where_nothing_was_counted() -> None:
    world = a_ballot()
    world.do(ANA, c.Withdraw)
    assert not [one for one in notices(world) if one.kind is NoticeKind.OUTCOME_WANTED]


def test_everyone_is_told_once_and_a_correction_is_no_other_message() -> None:
    world = decided()
    tell(world)
    tell(world, words="We meet online.")
    told = [one for one in notices(world) if one.kind is NoticeKind.OUTCOME]
    assert [(one.to, one.about) for one in told] == [(To.ASKED_IN_PRIVATE, BO)]


def test_the_results_that_stand_say_it_too() -> None:
    world = decided()
    before = world.round
    tell(world)
    assert shows_on_the_result(before, world.round)
    assert not shows_on_the_result(world.round, world.round)
    assert any(isinstance(event, e.OutcomeTold) for event in world.events)
