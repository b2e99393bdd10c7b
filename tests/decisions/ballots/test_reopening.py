"""A ballot that has closed is opened again (docs/decisions/0042)."""

from datetime import timedelta
from typing import Any

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.notices import NoticeKind, To, notices_for
from decisions.rounds.postings import CardKind, Standing, cards_for, standing
from decisions.rounds.round import Stage
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE, GUS, SEATS
from tests.decisions.test_ballots import a_ballot, all_choose, choose, the, votes
from tests.decisions.world import World

WHY = "Two families could not come in."


def closed(keys: str = votes("b", "a")) -> World:
    return all_choose(a_ballot(), keys).to_the_end()


def reopen(world: World, days: float = 5, words: str = WHY) -> tuple[Any, ...]:
    return world.do(BO, c.Reopen, closes_at=world.now + timedelta(days=days), words=words)


def test_it_goes_on_until_the_day_that_its_facilitator_names() -> None:
    world = closed()
    reopen(world)
    assert world.is_at(Stage.VOTING)
    assert world.round.deadline == world.now + timedelta(days=5)
    assert (world.round.decided, world.round.ended_at, world.round.why) == (None, None, None)


def test_everyone_learns_by_whom_and_why() -> None:
    world = closed()
    ended = world.round.ended_at
    reopen(world)
    reopened = world.round.reopened
    assert reopened is not None
    assert (reopened.by, reopened.words, reopened.closed_at, reopened.times) == (BO, WHY, ended, 1)


def test_what_was_said_stays_and_may_be_changed_and_the_rest_can_still_be_heard() -> None:
    world = a_ballot()
    for member in EVERYONE[:4]:
        choose(world, member, "a")
    world.to_the_end()
    pass_no = world.round.pass_no
    reopen(world)
    assert (world.round.pass_no, world.round.tally.heard) == (pass_no, 4)
    choose(world, EVERYONE[5], "b")
    choose(world, ANA, "b", replace=True)
    world.to_the_end()
    assert world.round.tally.heard == 5
    assert the(world, e.BallotCounted).result.counted == 5


def test_the_result_before_is_kept_in_what_has_happened() -> None:
    world = closed()
    reopen(world)
    for member in EVERYONE:
        choose(world, member, "c", replace=True)
    world.to_the_end()
    counted = [event.result.winners for event in world.events if isinstance(event, e.BallotCounted)]
    assert counted == [("b",), ("c",)]


def test_who_was_not_asked_still_is_not() -> None:
    world = closed()
    world.joins(SEATS[GUS])
    reopen(world)
    assert GUS not in world.electorate


def test_it_does_not_close_before_its_day_though_all_have_answered() -> None:
    world = closed()
    reopen(world)
    choose(world, CY, "a", replace=True)
    assert world.round.closes_early is None
    world.passes_by(days=4)
    assert world.is_at(Stage.VOTING)
    world.passes_by(days=2)
    assert world.is_at(Stage.DECIDED)


def test_it_may_be_reopened_again_and_extended() -> None:
    world = closed()
    reopen(world)
    world.do(BO, c.Extend, workdays=2)
    world.to_the_end()
    reopen(world)
    assert world.round.reopened is not None
    assert world.round.reopened.times == 2


@pytest.mark.parametrize(
    ("days", "words", "reason"),
    [(0, WHY, Reason.DATE_NOT_AHEAD), (400, WHY, Reason.DATE_TOO_FAR), (5, " ", Reason.EMPTY)],
)
def test_it_needs_a_day_ahead_and_a_reason(days: float, words: str, reason: Reason) -> None:
    world = closed()
    closes_at = world.now + timedelta(days=days)
    assert world.refused(BO, c.Reopen, closes_at=closes_at, words=words) is reason


def test_without_a_day_it_is_asked_for() -> None:
    assert closed().refused(BO, c.Reopen, closes_at=None, words=WHY) is Reason.EMPTY


def test_only_its_facilitator_reopens_it() -> None:
    world = closed()
    closes_at = world.now + timedelta(days=5)
    assert world.refused(CY, c.Reopen, closes_at=closes_at, words=WHY) is Reason.ONLY_FACILITATOR


def test_what_was_taken_back_is_not_reopened() -> None:
    world = a_ballot()
    world.do(ANA, c.Withdraw)
    closes_at = world.now + timedelta(days=5)
    assert world.refused(BO, c.Reopen, closes_at=closes_at, words=WHY) is Reason.IT_IS_OVER


def test_all_are_told_in_their_places_and_those_who_are_in_none_or_unheard_in_private() -> None:
    world = closed()
    before = world.round
    events = reopen(world)
    assert [(card.kind, card.about) for card in cards_for(world.round, events)] == [(CardKind.REOPENED, "1")]
    told = notices_for(before, world.round, events)
    assert [(one.kind, one.to) for one in told] == [(NoticeKind.REOPENED, To.UNHEARD_OR_BY_LINK)]


def test_the_earlier_result_folds_and_the_new_one_is_posted_anew() -> None:
    world = closed()
    reopen(world)
    assert standing(CardKind.RESULT, "", world.round) is Standing.LINE
    assert standing(CardKind.REOPENED, "1", world.round) is Standing.FULL
    choose(world, DI, "a", replace=True)
    ended = world.passes_by(days=8)
    assert [card.about for card in cards_for(world.round, ended) if card.kind is CardKind.RESULT] == ["1"]
    assert standing(CardKind.RESULT, "", world.round) is Standing.LINE
    assert standing(CardKind.RESULT, "1", world.round) is Standing.FULL
    assert standing(CardKind.REOPENED, "1", world.round) is Standing.LINE
    results = [one.key for one in notices_for(None, world.round, ended) if one.kind is NoticeKind.RESULT]
    assert results == [f"result:{world.round.id}:1"]
