"""A secret ballot: who has voted is known and what is not; final, sealed to the close, and never of too few."""

from dataclasses import fields, replace
from typing import Any

import pytest

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.receipt import LENGTH, SIGNS, Receipt, read_receipt, receipt_said
from decisions.rounds.ballots.secret import too_few_to_hide
from decisions.rounds.ballots.terms import FEWEST_TO_HIDE_AMONG, Reasons, Shown, Terms
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import Form, Quorum, Settings
from decisions.rounds.tally import Tally
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE
from tests.decisions.test_ballots import WHERE, a_ballot, a_draft, the
from tests.decisions.world import World

SECRET = Terms(secret=True, least_voters=3)


def receipt_of(number: int) -> Receipt:
    return Receipt("".join(SIGNS[(number // len(SIGNS) ** at) % len(SIGNS)] for at in range(LENGTH)))


def a_secret_ballot(terms: Terms = SECRET, **fields: Any) -> World:
    return a_ballot(terms=terms, **fields)


def vote(world: World, by: MemberId, key: str, number: int | None = None) -> tuple[Any, ...]:
    choice = Choice.of({key: 1}) if key else None
    receipt = receipt_of(list(EVERYONE).index(by) if number is None else number)
    return world.do(by, c.VoteInSecret, receipt=receipt, choice=choice)


def all_vote(world: World, keys: str) -> World:
    for member, key in zip(EVERYONE, keys, strict=False):
        vote(world, member, key)
    return world


def test_the_event_says_that_somebody_voted_and_nothing_of_what() -> None:
    world = a_secret_ballot()
    (voted,) = vote(world, ANA, "b")
    assert {each.name for each in fields(voted)} == {"at", "by", "version", "pass_no", "group", "lent"}
    assert world.round.tally.heard == 1
    assert not any(group.kinds for group in world.round.tally.groups.values())


def test_a_secret_ballot_is_held_so_that_nothing_tells_on_anybody() -> None:
    asked = Terms(
        secret=True,
        shown=Shown.ALWAYS,
        reasons=Reasons.REQUIRED,
        changeable=True,
        members_add=True,
        by_group=True,
    )
    held = a_draft(terms=asked).round.terms
    assert (held.shown, held.reasons) == (Shown.AT_CLOSE, Reasons.OFF)
    assert not held.changeable
    assert not held.members_add
    assert not held.by_group


def test_the_same_form_sent_again_is_no_event() -> None:
    world = a_secret_ballot()
    vote(world, ANA, "b")
    assert vote(world, ANA, "b") == ()
    assert world.round.tally.heard == 1


@pytest.mark.parametrize(("key", "number"), [("a", 0), ("b", 99), ("a", 99), ("", 0)])
def test_a_secret_vote_is_final(key: str, number: int) -> None:
    world = a_secret_ballot()
    vote(world, ANA, "b")
    choice = Choice.of({key: 1}) if key else None
    refused = world.refused(ANA, c.VoteInSecret, receipt=receipt_of(number), choice=choice)
    assert refused is Reason.VOTED_ALREADY


def test_no_other_way_leads_into_a_secret_ballot() -> None:
    world = a_secret_ballot()
    choice = Choice.of({"a": 1})
    assert world.refused(ANA, c.GiveAnswer, kind=Kind.CHOICE, choice=choice) is Reason.ONLY_BY_FORM
    assert world.refused(ANA, c.GiveAnswer, kind=Kind.STAND_ASIDE) is Reason.ONLY_BY_FORM
    told = {"member": CY, "kind": Kind.CHOICE, "choice": choice}
    assert world.refused(BO, c.WriteDown, **told) is Reason.ONLY_BY_FORM


def test_an_open_ballot_takes_no_secret_vote() -> None:
    choice = Choice.of({"a": 1})
    refused = a_ballot().refused(ANA, c.VoteInSecret, receipt=receipt_of(1), choice=choice)
    assert refused is Reason.NOT_NOW


def test_what_the_ballot_does_not_take_is_refused_before_anything_is_kept() -> None:
    world = a_secret_ballot()
    with pytest.raises(Refusal):
        vote(world, ANA, "z")
    assert not world.papers
    assert not world.round.tally.heard


def test_at_the_close_it_is_counted() -> None:
    world = all_vote(a_secret_ballot(), "b" * len(EVERYONE)).to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.DECIDED, Why.COUNTED)
    assert world.round.decided is not None
    assert world.round.decided.winners == ("b",)


def test_a_blank_ballot_is_heard_and_counts_for_no_option() -> None:
    world = all_vote(a_secret_ballot(), "b" * (len(EVERYONE) - 1))
    vote(world, EVERYONE[-1], "")
    world.to_the_end()
    counted = next(event for event in world.events if isinstance(event, e.BallotCounted))
    assert world.round.tally.heard == len(EVERYONE)
    assert counted.result.counted == len(EVERYONE) - 1


@pytest.mark.parametrize("method", [Method.SCORE, Method.DOTS, Method.INSTANT_RUNOFF])
def test_to_mark_nothing_is_an_answer_as_in_an_open_vote_and_no_blank_ballot(method: Method) -> None:
    """The share that an option needs is one of answers: a blank ballot is none."""
    ballot, nothing, b = replace(WHERE, method=method), Choice.of({"a": 0, "b": 0}), Choice.of({"b": 1})
    openly, secretly, blank = a_ballot(ballot), a_secret_ballot(ballot=ballot), a_secret_ballot(ballot=ballot)
    for number, member in enumerate(EVERYONE):
        choice = b if number < 2 else nothing
        openly.do(member, c.GiveAnswer, kind=Kind.CHOICE, choice=choice)
        secretly.do(member, c.VoteInSecret, receipt=receipt_of(number), choice=choice)
        blank.do(member, c.VoteInSecret, receipt=receipt_of(number), choice=b if number < 2 else None)
    results = [the(world.to_the_end(), e.BallotCounted).result for world in (openly, secretly, blank)]
    assert results[0] == results[1]
    assert results[0].counted == len(EVERYONE)
    assert results[2].counted == 2


def test_a_blank_ballot_under_another_receipt_is_no_repeat() -> None:
    world = a_secret_ballot()
    vote(world, ANA, "b")
    assert world.refused(ANA, c.VoteInSecret, receipt=receipt_of(99), choice=None) is Reason.VOTED_ALREADY


def test_of_too_few_nothing_is_counted() -> None:
    few = Settings(quorum=Quorum(people=1))
    terms = Terms(secret=True, least_voters=4)
    world = a_ballot(terms=terms, settings=few)
    for member in (ANA, BO, CY):
        vote(world, member, "b")
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.TOO_FEW_TO_HIDE)
    assert world.round.decided is None
    assert not [event for event in world.events if isinstance(event, e.BallotCounted)]
    assert [event for event in world.events if isinstance(event, e.DeadlineMoved)], "it was given more time"


@pytest.mark.parametrize("least", [len(EVERYONE) + 1, 1_000])
def test_a_circle_in_which_too_few_are_asked_is_told_before_it_opens(least: int) -> None:
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}
    world = a_draft(terms=Terms(secret=True, least_voters=least))
    assert world.refused(ANA, c.OpenRound, **facts) is Reason.TOO_FEW_TO_HIDE
    fewer = a_draft(terms=Terms(secret=True, least_voters=FEWEST_TO_HIDE_AMONG - 1))
    assert fewer.refused(ANA, c.OpenRound, **facts) is Reason.NOT_A_NUMBER


def test_after_the_close_the_same_form_is_known_and_nobody_who_has_voted_came_too_late() -> None:
    world = all_vote(a_secret_ballot(), "bbbb").to_the_end()
    assert vote(world, ANA, "b") == ()
    choice = Choice.of({"a": 1})
    assert world.refused(ANA, c.VoteInSecret, receipt=receipt_of(99), choice=choice) is Reason.VOTED_ALREADY
    late = world.refused(EVERYONE[-1], c.VoteInSecret, receipt=receipt_of(99), choice=choice)
    assert late is Reason.CLOSED
    assert len(world.papers) == 4


def test_guests_hide_nobody() -> None:
    """Whoever has invited them may know what they vote."""
    world = all_vote(a_secret_ballot(), "ab")
    group, tally = next(each for each in world.round.tally.groups.items() if each[1].heard)
    with_guests = replace(tally, asked=tally.asked + 5, heard=tally.heard + 5, guests=5, lent=5)
    groups = {**world.round.tally.groups, group: with_guests}
    assert too_few_to_hide(world.round.with_tally(Tally(groups)))
    assert not too_few_to_hide(all_vote(a_secret_ballot(), "aba").round)


def test_of_two_of_whom_one_has_voted_one_voice_is_left() -> None:
    world = all_vote(a_secret_ballot(), "a")
    world.are_one(CY, DI)
    world.are_one(ANA, BO)
    assert world.round.tally.asked == len(EVERYONE) - 2
    assert world.round.tally.heard == 1


def test_a_receipt_is_read_however_it_was_typed() -> None:
    receipt = receipt_of(12_345)
    assert read_receipt(receipt_said(receipt).lower().replace("-", " ")) == receipt
    with pytest.raises(ValueError, match="not a receipt"):
        read_receipt("0OIL")


def test_nothing_prints_what_was_voted() -> None:
    keys: dict[str, Any] = {"network_id": None, "by": ANA, "round_id": None}
    command = c.VoteInSecret(**keys, receipt=receipt_of(7), choice=Choice.of({"b": 1}))
    assert receipt_of(7) not in repr(command)
    assert "marks" not in repr(command)
