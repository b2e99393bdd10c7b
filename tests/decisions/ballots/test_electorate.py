"""Who may answer a ballot: the circle, a stakeholder group of it, or people who are named (docs/decisions/0041)."""

from dataclasses import replace
from typing import Any

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import Stage
from decisions.rounds.settings import Closing, Form, GroupNeed, Settings
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, FUNDERS, GUS, PARENTS, SCHOOLS, SEATS
from tests.decisions.test_ballots import a_ballot, a_draft, all_choose, choose, opened, votes

FACTS: dict[str, Any] = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}
A_CHOICE: dict[str, Any] = {"kind": Kind.CHOICE, "choice": Choice.of({"a": 1})}


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        (Terms(), EVERYONE),
        (Terms(group=PARENTS), (CY, DI)),
        (Terms(people=(EVA, ANA)), (ANA, EVA)),
        (Terms(people=(EVA, ANA, GUS)), (ANA, EVA)),
    ],
)
def test_the_circle_a_group_of_it_or_people_of_it_are_asked(terms: Terms, asked: tuple[Any, ...]) -> None:
    assert tuple(a_ballot(terms=terms).electorate) == asked


def test_the_others_are_told_that_it_is_asked_of_some_and_cannot_answer() -> None:
    world = a_ballot(terms=Terms(group=PARENTS))
    assert world.refused(ANA, c.GiveAnswer, **A_CHOICE) is Reason.ASKED_OF_OTHERS
    world.do(ANA, c.AskForCall)
    named = a_ballot(terms=Terms(people=(CY, DI)))
    assert named.refused(ANA, c.GiveAnswer, **A_CHOICE) is Reason.ASKED_OF_OTHERS


def test_who_comes_to_the_group_later_is_told_that_they_came_late() -> None:
    world = a_ballot(terms=Terms(group=PARENTS))
    world.joins(SEATS[GUS])
    assert world.refused(GUS, c.GiveAnswer, **A_CHOICE) is Reason.NOT_ASKED


@pytest.mark.parametrize("terms", [Terms(group=SCHOOLS), Terms(people=(CY,)), Terms(people=(CY, GUS))])
def test_fewer_than_two_people_are_no_electorate(terms: Terms) -> None:
    assert a_draft(terms=terms).refused(ANA, c.OpenRound, **FACTS) is Reason.TOO_FEW_ASKED


def test_nobody_chooses_around_the_voice_rule() -> None:
    rule = replace(Settings(), voices=(GroupNeed(FUNDERS, count=1),))
    facts = {**FACTS, "settings": rule}
    assert a_draft(terms=Terms(group=PARENTS)).refused(ANA, c.OpenRound, **facts) is Reason.VOICES_LEFT_OUT
    assert opened(a_draft(terms=Terms(people=(CY, BO))), settings=rule).is_at(Stage.VOTING)


def test_the_quorum_is_of_those_asked() -> None:
    world = a_ballot(terms=Terms(people=(CY, DI)))
    for member in (CY, DI):
        choose(world, member, "b")
    assert world.to_the_end().is_at(Stage.DECIDED)


def test_one_person_with_two_accounts_is_still_among_the_people_named() -> None:
    world = a_ballot(terms=Terms(people=(CY, DI)))
    world.are_one(EVA, DI)
    assert world.round.terms.people == (CY, EVA)
    choose(world, EVA, "a")


@pytest.mark.parametrize("closing", Closing)
def test_once_all_have_answered_it_closes_when_the_circle_says_or_on_its_day(closing: Closing) -> None:
    settings = Settings(closing=closing)
    early = all_choose(opened(a_draft(), settings=settings), votes("a"))
    assert early.round.closes_early is not None
    kept = all_choose(
        opened(a_draft(terms=Terms(closes_when_all_answered=False)), settings=settings), votes("a")
    )
    assert kept.round.closes_early is None
    assert kept.round.deadline is not None
    kept.until_next()
    assert kept.is_at(Stage.DECIDED)


def test_its_facilitator_may_still_close_it_once_all_have_answered() -> None:
    world = all_choose(a_ballot(terms=Terms(closes_when_all_answered=False)), votes("a"))
    world.do(BO, c.MoveOn)
    world.passes_by(minutes=3)
    assert world.is_at(Stage.DECIDED)
