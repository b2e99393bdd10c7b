"""A version is proposed, its round asks the parties' people, and what they agree to is to be signed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.ids import RoundId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.mou import MouStatus, Party
from decisions.mous.proposing import round_about, settings_for
from decisions.people.people import CircleSeat
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Form, GroupNeed, Settings
from decisions.rounds.text import TEXT_LIMIT
from tests.decisions.mous.world import MOU, NAMES, STARTS, TERMS, MouWorld, an_agreed_mou, at, one_in_force
from tests.decisions.people import (
    AGENCY,
    ANA,
    BO,
    CLINIC,
    EVA,
    FLO,
    FUNDERS,
    NETWORK,
    PARENTS,
    PROVIDERS,
    SCHOOLS,
)

A_ROUND = RoundId(UUID(int=899))


def test_proposing_makes_a_version_that_everyone_can_read_whole() -> None:
    world = MouWorld().draft().propose()
    assert (world.known.status, world.coming.number) == (MouStatus.PROPOSED, 1)
    (wording,) = world.coming.wordings
    assert (wording.text.title, wording.text.outcome, wording.text.review_on) == (
        TERMS.title,
        TERMS.purpose,
        TERMS.review_on,
    )
    assert wording.text.proposal.splitlines() == [
        "We keep one list.",
        "Clinic: Gives a room (It is open)",
        "Agency: Sends the list (2026-06-01)",
        "Names, with consent",
        "2026-04-01 – 2028-03-31",
    ]


def test_the_whole_of_it_can_be_told_in_other_words() -> None:
    world = MouWorld().draft()
    world.do(ANA, c.ProposeMou, round_id=A_ROUND, told=" As the card tells it. ")
    assert world.coming.wordings[0].text.proposal == "As the card tells it."
    assert world.coming.round_id == A_ROUND
    assert world.do(ANA, c.ProposeMou, round_id=A_ROUND, told="Again") == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"purpose": ""}, "purpose"),
        ({"starts": None}, "starts"),
        ({"review_on": None}, "review_on"),
        ({"text": "", "clauses": ()}, "text"),
    ],
)
def test_what_is_missing_is_asked_for_before_anybody_is(changes: dict[str, Any], field: str) -> None:
    refusal = MouWorld().draft(**changes).refused(ANA, c.ProposeMou, round_id=A_ROUND)
    assert (refusal.reason, refusal.at_field) == (Reason.EMPTY, field)


def test_a_draft_whose_days_have_passed_meanwhile_is_not_proposed() -> None:
    world = MouWorld().draft().until(at(2026, 4, 2))
    refusal = world.refused(ANA, c.ProposeMou, round_id=A_ROUND)
    assert (refusal.reason, refusal.at_field) == (Reason.DATE_NOT_AHEAD, "starts")


def test_what_is_too_long_for_a_message_belongs_behind_a_link() -> None:
    world = MouWorld().draft(text="x" * TEXT_LIMIT)
    refusal = world.refused(ANA, c.ProposeMou, round_id=A_ROUND)
    assert (refusal.reason, refusal.at_field) == (Reason.TOO_LONG, "text")


def test_of_every_party_somebody_is_asked() -> None:
    world = MouWorld().draft()
    here = tuple(seat for seat in world.circle.seats if seat.organisation != AGENCY)
    world.circle = replace(world.circle, seats=here)
    refusal = world.refused(ANA, c.ProposeMou, round_id=A_ROUND)
    assert (refusal.reason, refusal.facts) == (Reason.PARTY_NOT_HERE, {"organisation": "Agency"})


def test_a_party_without_a_signatory_is_asked_all_the_same() -> None:
    world = MouWorld().draft(parties=(Party(CLINIC), Party(AGENCY, FLO))).agree()
    assert world.known.status is MouStatus.AGREED


def test_what_is_asked_about_is_not_proposed_again() -> None:
    world = MouWorld().draft().propose()
    assert world.refused(ANA, c.ProposeMou, round_id=A_ROUND).reason is Reason.MOU_NOT_NOW
    assert an_agreed_mou().refused(ANA, c.ProposeMou, round_id=A_ROUND).reason is Reason.MOU_NOT_NOW
    assert one_in_force().refused(ANA, c.ProposeMou, round_id=A_ROUND).reason is Reason.MOU_NOT_NOW


# --- the round about it -----------------------------------------------------------------------------------------


def test_its_round_asks_the_parties_people_with_the_text_of_the_version() -> None:
    world = MouWorld().draft()
    command = c.ProposeMou(network_id=NETWORK, by=ANA, mou_id=MOU, round_id=A_ROUND, seed=UUID(int=7))
    (proposed,) = world.do(ANA, c.ProposeMou, round_id=A_ROUND)
    assert isinstance(proposed, e.MouProposed)
    draft, opening = round_about(world.known, world.circle, proposed, command)
    assert (draft.mou, draft.text, draft.by) == (MOU, proposed.text, ANA)
    assert draft.parties == (CLINIC, AGENCY), "not the district"
    assert (opening.facilitator, opening.next_facilitator, opening.seed) == (BO, BO, UUID(int=7))


def test_whoever_proposes_it_may_choose_how_people_are_asked_and_a_later_first_day() -> None:
    world = MouWorld().draft()
    later = STARTS + timedelta(days=20)
    (proposed,) = world.do(ANA, c.ProposeMou, round_id=A_ROUND, starts=later)
    assert proposed.terms == replace(TERMS, starts=later) == world.coming.terms
    usual = c.ProposeMou(network_id=NETWORK, by=ANA, mou_id=MOU, round_id=A_ROUND)
    forms = [
        round_about(world.known, world.circle, proposed, replace(usual, form=form))[1].form
        for form in (None, Form.FULL, Form.SHORT)
    ]
    assert forms == [world.circle.settings.form, Form.FULL, Form.SHORT]


def test_the_voice_rule_holds_as_far_as_the_parties_people_can_meet_it() -> None:
    needs = (GroupNeed(PARENTS, count=1), GroupNeed(SCHOOLS, count=1), GroupNeed(FUNDERS, count=2))
    world = MouWorld(settings=Settings(voices=needs)).draft()
    assert settings_for(world.known, world.circle).voices == needs[:1]
    world.circle = replace(world.circle, seats=tuple(CircleSeat(one, PROVIDERS, CLINIC) for one in (ANA, BO)))
    assert settings_for(world.known, world.circle).voices == ()


# --- how it ends ------------------------------------------------------------------------------------------------


def test_what_is_agreed_to_is_to_be_signed() -> None:
    world = an_agreed_mou()
    assert world.known.status is MouStatus.AGREED
    assert (world.coming.terms, world.coming.agreed_at) == (TERMS, world.now)
    assert world.known.unsigned == world.known.parties


def test_what_is_not_agreed_to_is_a_draft_again_and_its_number_is_used_up() -> None:
    world = MouWorld().draft().propose()
    world.edit(purpose="Nobody waits twice")
    world.end_round(agreed=False)
    assert (world.known.status, world.coming.number) == (MouStatus.DRAFT, 0)
    assert world.coming.terms.purpose == "Nobody waits twice", "as it was worded last"
    world.agree()
    assert world.coming.number == 2


def test_of_several_wordings_the_one_that_was_asked_about_is_agreed() -> None:
    world = MouWorld().draft().propose()
    first = world.coming.wordings[0].text
    world.edit(shared="Nothing")
    assert world.coming.terms.shared == TERMS.shared, "it is asked about as it was, until the round takes it"
    world.edit(shared="Money")
    second = world.coming.wordings[1].text
    world.end_round(text=second)
    assert world.coming.terms.shared == "Nothing"
    assert [wording.text for wording in world.coming.wordings] == [second]
    assert first != second


def test_of_two_wordings_with_one_text_the_newer_is_agreed() -> None:
    weekly = replace(TERMS.clauses[0], by_when=Rhythm(Every.WEEK))
    world = MouWorld().draft(clauses=(weekly,)).propose()
    world.edit(shared="Nothing")
    world.edit(clauses=(replace(weekly, by_when=Rhythm(Every.WEEK, weeks=2)),))
    world.end_round()
    assert world.coming.terms.clauses[0].by_when == Rhythm(Every.WEEK, weeks=2)


def test_another_text_than_any_of_its_wordings_is_not_agreed() -> None:
    world = MouWorld().draft().propose()
    other = replace(world.coming.wordings[0].text, proposal="Something else")
    (ended,) = world.end_round(text=other)
    assert isinstance(ended, e.MouNotAgreed)


def test_what_is_agreed_to_when_it_would_be_over_needs_other_days() -> None:
    world = MouWorld().draft().propose().until(at(2028, 3, 31, 23))
    assert isinstance(world.end_round()[0], e.MouAgreed)
    late = MouWorld().draft().propose().until(at(2028, 4, 1))
    assert isinstance(late.end_round()[0], e.MouNotAgreed)
    assert late.known.status is MouStatus.DRAFT


def test_the_same_wording_again_is_none_and_an_unfinished_one_is_refused() -> None:
    world = MouWorld().draft().propose()
    assert world.do(ANA, c.EditMou, terms=TERMS) == ()
    refusal = world.refused(ANA, c.EditMou, terms=replace(TERMS, purpose=""))
    assert (refusal.reason, refusal.at_field) == (Reason.EMPTY, "purpose")


def test_the_end_of_another_round_says_nothing() -> None:
    world = MouWorld().draft().propose()
    assert world.end_round(round_id=A_ROUND) == ()
    world.end_round()
    coming = world.coming
    ended = {"round_id": coming.round_id, "agreed": True, "text": coming.wordings[0].text}
    assert world.do(BO, c.NoteRoundEnded, **ended) == ()


# --- another version --------------------------------------------------------------------------------------------


def test_while_an_amendment_is_on_its_way_the_former_holds() -> None:
    world = one_in_force()
    world.amend(purpose="Nobody waits twice", starts=date(2026, 6, 1))
    for step in (world.propose, world.end_round):
        assert world.known.status is MouStatus.IN_FORCE
        assert world.known.terms == TERMS
        step()
    assert (world.coming.status, world.coming.number) == (MouStatus.AGREED, 2)
    world.sign_all()
    assert world.known.terms == TERMS, "its first day is still to come"
    world.until(at(2026, 6, 1))
    assert (world.in_force.number, world.known.terms.purpose) == (2, "Nobody waits twice")
    (former,) = world.known.former
    assert (former.number, former.until) == (1, at(2026, 6, 1))
    assert [one.by for one in former.signatures] == [ANA, FLO]


def test_what_is_done_already_may_stand_in_an_amendment() -> None:
    world = one_in_force().until(at(2026, 7, 1))
    world.amend(purpose="Nobody waits twice", starts=date(2026, 8, 1))
    assert world.coming.terms.clauses == TERMS.clauses
    moved = (replace(TERMS.clauses[1], words="Sends two lists"),)
    refusal = world.refused(ANA, c.EditMou, terms=replace(world.coming.terms, clauses=moved))
    assert (refusal.reason, refusal.at_field) == (Reason.DATE_NOT_AHEAD, "clauses")


def test_before_all_have_signed_it_can_be_taken_up_again() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    other = replace(TERMS, purpose="Nobody waits twice")
    world.do(ANA, c.AmendMou, terms=other)
    assert world.do(ANA, c.AmendMou, terms=other) == ()
    assert (world.known.status, world.known.unsigned) == (MouStatus.DRAFT, ())
    world.agree()
    assert (world.coming.number, world.coming.signatures) == (2, ())


@pytest.mark.parametrize("proposed", [True, False])
def test_what_is_a_draft_is_edited_and_not_amended(proposed: bool) -> None:
    world = MouWorld().draft()
    if proposed:
        world.propose()
    other = replace(TERMS, purpose="Nobody waits twice")
    assert world.refused(ANA, c.AmendMou, terms=other).reason is Reason.MOU_NOT_NOW
    assert world.refused(ANA, c.DropAmendment).reason is Reason.MOU_NOT_NOW


def test_an_amendment_is_dropped_but_not_while_people_are_asked() -> None:
    world = one_in_force()
    assert world.do(ANA, c.DropAmendment) == ()
    world.amend(starts=date(2026, 6, 1)).propose()
    assert world.refused(ANA, c.DropAmendment).reason is Reason.MOU_NOT_NOW
    other = replace(TERMS, starts=date(2026, 7, 1))
    assert world.refused(ANA, c.AmendMou, terms=other).reason is Reason.MOU_NOT_NOW
    world.end_round()
    assert world.do(FLO, c.DropAmendment)
    assert (world.known.coming, world.known.status) == (None, MouStatus.IN_FORCE)


def test_who_is_of_no_party_amends_nothing() -> None:
    world = one_in_force()
    for kind, fields in ((c.AmendMou, {"terms": TERMS}), (c.DropAmendment, {})):
        assert world.refused(EVA, kind, **fields).reason is Reason.ONLY_PARTIES


def test_names_of_organisations_stand_before_what_they_commit_to() -> None:
    text = TERMS.as_text({**NAMES, CLINIC: "Praxis"})
    assert "Praxis: Gives a room" in text.proposal
    with pytest.raises(Refusal):
        TERMS.as_text(NAMES, "x" * (TEXT_LIMIT + 1))
