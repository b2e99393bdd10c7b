"""Guests of a ballot: from outside the circle, each by a link of their own (docs/decisions/0041)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.ids import InvitationId, MemberId
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.asks import plan_asks
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.postings import shows_on_the_card
from decisions.rounds.settings import GroupNeed, Settings
from decisions.rounds.tally import voices_missing
from tests.decisions.people import ANA, BO, CLINIC, CY, EVERYONE, HAL, PARENTS
from tests.decisions.test_ballots import a_ballot, all_choose, choose, votes
from tests.decisions.world import World

OPEN = Terms(guests=True)
INVITED: dict[str, Any] = {
    "id": InvitationId(UUID(int=900)),
    "digest": "d1",
    "group": PARENTS,
    "organisation": CLINIC,
    "name": "Noor Aziz",
}
JOINS: dict[str, Any] = {
    "invitation_digest": "d1",
    "link_digest": "own",
    "name": " Noor  Aziz ",
    "locale": "es",
    "time_zone": "Europe/Madrid",
}
NOOR = MemberId(UUID(int=901))


def invited(terms: Terms = OPEN, **fields: Any) -> World:
    world = a_ballot(terms=terms, **fields)
    world.do(ANA, c.InviteGuest, **INVITED)
    return world


def joined(terms: Terms = OPEN, **fields: Any) -> World:
    world = invited(terms, **fields)
    world.do(NOOR, c.JoinAsGuest, **JOINS)
    return world


def test_a_guest_has_a_seat_and_a_vote_in_this_ballot_alone() -> None:
    world = joined()
    assert world.round.tally.asked == len(EVERYONE) + 1
    choose(world, NOOR, "b")
    assert world.round.tally == world.recounted()
    assert world.seat(NOOR).in_circle is False


def test_a_guest_answers_and_does_nothing_else() -> None:
    world = joined(Terms(guests=True, members_add=True))
    assert world.refused(NOOR, c.AskForCall) is Reason.NOT_IN_CIRCLE
    assert world.refused(NOOR, c.AddOption, label="At home") is Reason.NOT_IN_CIRCLE
    assert world.refused(NOOR, c.InviteGuest, **INVITED) is Reason.NOT_IN_CIRCLE
    world.do(NOOR, c.GiveAnswer, kind=Kind.STAND_ASIDE)


@pytest.mark.parametrize("by", [ANA, BO])
def test_its_authors_and_its_facilitator_invite(by: MemberId) -> None:
    a_ballot(terms=OPEN).do(by, c.InviteGuest, **INVITED)


def test_nobody_else_does_and_only_where_its_terms_say_so() -> None:
    refused = a_ballot(terms=OPEN).refused(CY, c.InviteGuest, **INVITED)
    assert refused is Reason.ONLY_PROPOSER_OR_FACILITATOR
    assert a_ballot().refused(ANA, c.InviteGuest, **INVITED) is Reason.NO_GUESTS


def test_one_link_lets_one_person_in_once() -> None:
    world = joined()
    assert world.refused(HAL, c.JoinAsGuest, **JOINS) is Reason.LINK_USED


def test_a_link_that_leads_nowhere_and_one_that_is_too_old_let_nobody_in() -> None:
    world = a_ballot(terms=OPEN)
    assert world.refused(NOOR, c.JoinAsGuest, **JOINS) is Reason.NOT_FOUND
    later = invited(Terms(guests=True, closes_at=world.now + timedelta(days=40)))
    later.passes_by(days=31)
    assert later.refused(NOOR, c.JoinAsGuest, **JOINS) is Reason.LINK_EXPIRED


def test_after_the_close_nobody_comes_any_more() -> None:
    world = all_choose(invited(), votes("a")).to_the_end()
    assert world.refused(NOOR, c.JoinAsGuest, **JOINS) is Reason.CLOSED
    assert world.refused(ANA, c.InviteGuest, **INVITED) is Reason.CLOSED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " "}, Reason.EMPTY),
        ({"email": "noor"}, Reason.NOT_AN_EMAIL),
        ({"time_zone": "Mars"}, Reason.UNKNOWN_ZONE),
    ],
)
def test_a_guest_says_who_they_are(change: dict[str, Any], reason: Reason) -> None:
    assert invited().refused(NOOR, c.JoinAsGuest, **{**JOINS, **change}) is reason


def test_while_guests_may_come_it_never_closes_because_all_have_answered() -> None:
    world = all_choose(joined(), votes("a"))
    choose(world, NOOR, "a")
    assert world.round.tally.everyone_heard
    assert world.round.closes_early is None


def test_a_guest_is_no_voice_of_the_group_for_which_they_come() -> None:
    rule = Settings(voices=(GroupNeed(PARENTS, count=1),))
    world = joined(settings=rule)
    choose(world, NOOR, "a")
    assert voices_missing(world.round.tally, rule) == {PARENTS: 1}
    choose(world, CY, "a")
    assert voices_missing(world.round.tally, rule) == {}


def test_all_see_that_one_more_is_asked_and_the_guest_alone_is_asked_anew() -> None:
    world = invited()
    before = world.round
    events = world.do(NOOR, c.JoinAsGuest, **JOINS)
    assert shows_on_the_card(before, world.round, events)
    (plan,) = plan_asks(before, world.round, events)
    assert (plan.only, plan.opens) == ((NOOR,), True)


def test_a_guest_who_turns_out_to_be_a_member_is_one_voice() -> None:
    world = joined()
    choose(world, NOOR, "b")
    world.are_one(CY, NOOR)
    assert world.round.tally == world.recounted()
    assert world.round.tally.asked == len(EVERYONE)
    assert world.seat(CY).answer is not None
