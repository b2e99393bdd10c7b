"""A stand-in answers for who has named them (docs/decisions/0043)."""

from typing import Any

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import GroupNeed, Settings
from decisions.rounds.tally import voices_missing
from tests.decisions.people import BO, CY, DI, EVA, FLO, HAL, PARENTS
from tests.decisions.test_ballots import a_ballot, choose
from tests.decisions.world import World

LETS: Terms = Terms(stand_ins=True)


def a_ballot_that_lets(**fields: Any) -> World:
    """Di answers for Cy, and Eva for Di."""
    world = a_ballot(terms=fields.pop("terms", LETS), **fields)
    world.stand_ins |= {(CY, DI), (DI, EVA)}
    return world


def for_cy(world: World, key: str, by: Any = DI, **fields: Any) -> tuple[Any, ...]:
    return world.do(by, c.AnswerFor, member=CY, **said(key), **fields)


def said(key: str) -> dict[str, Any]:
    return {"kind": Kind.CHOICE, "choice": Choice.of({key: 1})}


def counted(world: World) -> list[str]:
    return sorted(str(pile.choice) for pile in world.profile())


def test_a_stand_in_is_heard_for_who_has_named_them() -> None:
    world = a_ballot_that_lets()
    (event,) = for_cy(world, "a", words="She told me.")
    assert (event.by, event.answer.stood_in_by, event.group) == (CY, DI, PARENTS)
    assert world.round.tally == world.recounted()
    assert (world.round.tally.heard, counted(world)) == (1, ["a=1"])
    assert for_cy(world, "a", words="She told me.") == ()


def test_a_stand_in_may_think_again() -> None:
    world = a_ballot_that_lets()
    for_cy(world, "a")
    for_cy(world, "b")
    assert (world.round.tally.heard, counted(world)) == (1, ["b=1"])


@pytest.mark.parametrize("key", ["a", "b"])
def test_the_members_own_answer_takes_its_place_without_being_asked_also_where_answers_are_final(
    key: str,
) -> None:
    for terms in (LETS, Terms(stand_ins=True, changeable=False)):
        world = a_ballot_that_lets(terms=terms)
        for_cy(world, "a")
        (event,) = choose(world, CY, key, replace=not terms.changeable)
        assert event.answer.stood_in_by is None
        assert world.round.tally == world.recounted()
        assert (world.round.tally.heard, counted(world)) == (1, [f"{key}=1"])


def test_a_stand_in_never_takes_the_place_of_the_members_own() -> None:
    world = a_ballot_that_lets()
    choose(world, CY, "a")
    assert world.refused(DI, c.AnswerFor, member=CY, **said("b")) is Reason.ALREADY_HEARD
    told = a_ballot_that_lets()
    told.do(BO, c.WriteDown, member=CY, **said("c"))
    assert told.refused(DI, c.AnswerFor, member=CY, **said("b")) is Reason.ALREADY_HEARD


def test_it_is_one_step_only() -> None:
    world = a_ballot_that_lets()
    assert world.refused(EVA, c.AnswerFor, member=CY, **said("a")) is Reason.NOT_THEIR_STAND_IN
    world.do(EVA, c.AnswerFor, member=DI, **said("a"))


def test_nobody_answers_for_whoever_they_like() -> None:
    assert a_ballot_that_lets().refused(FLO, c.AnswerFor, member=CY, **said("a")) is Reason.NOT_THEIR_STAND_IN


@pytest.mark.parametrize("terms", [Terms(), Terms(stand_ins=True, secret=True, least_voters=3)])
def test_where_the_terms_do_not_let_them_and_in_secret_nobody_stands_in(terms: Terms) -> None:
    world = a_ballot_that_lets(terms=terms)
    assert world.refused(DI, c.AnswerFor, member=CY, **said("a")) is Reason.NO_STAND_INS


def test_nobody_answers_for_one_who_is_not_asked_or_has_left() -> None:
    world = a_ballot_that_lets(terms=Terms(stand_ins=True, people=(DI, EVA)))
    assert world.refused(DI, c.AnswerFor, member=CY, **said("a")) is Reason.THEY_ARE_NOT_ASKED
    gone = a_ballot_that_lets()
    gone.leaves(CY)
    assert gone.refused(DI, c.AnswerFor, member=CY, **said("a")) is Reason.NOT_THEIR_STAND_IN


def test_who_is_not_asked_themselves_may_stand_in_but_nobody_from_outside() -> None:
    world = a_ballot_that_lets(terms=Terms(stand_ins=True, people=(CY, BO)))
    for_cy(world, "a")
    world.stand_ins.add((CY, HAL))
    assert world.refused(HAL, c.AnswerFor, member=CY, **said("a")) is Reason.NOT_IN_CIRCLE


def test_a_groups_voice_is_heard_only_by_its_own() -> None:
    rule = Settings(voices=(GroupNeed(PARENTS, count=1),))
    world = a_ballot_that_lets(settings=rule)
    for_cy(world, "a")
    assert voices_missing(world.round.tally, rule) == {PARENTS: 1}
    for member in (BO, EVA, FLO):
        choose(world, member, "a")
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.VOICES)


def test_once_they_speak_themselves_their_voice_is_their_groups() -> None:
    rule = Settings(voices=(GroupNeed(PARENTS, count=1),))
    world = a_ballot_that_lets(settings=rule)
    for_cy(world, "a")
    choose(world, CY, "b")
    assert voices_missing(world.round.tally, rule) == {}


def test_for_the_quorum_it_counts() -> None:
    world = a_ballot_that_lets(terms=Terms(stand_ins=True, people=(CY, BO)))
    for_cy(world, "a")
    choose(world, BO, "a")
    assert world.to_the_end().is_at(Stage.DECIDED)


def test_of_two_accounts_of_one_person_their_own_word_goes_before_a_stand_ins() -> None:
    world = a_ballot_that_lets()
    choose(world, FLO, "b")
    world.passes_by(hours=1)
    for_cy(world, "a")
    (united, *_) = world.are_one(CY, FLO)
    assert isinstance(united, e.VoicesUnited)
    assert (counted(world), world.round.tally) == (["b=1"], world.recounted())
