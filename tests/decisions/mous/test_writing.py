"""What can be written in a memorandum, by whom, and who signs for whom."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from decisions.commitments.commitment import WHAT_LIMIT
from decisions.ids import ClauseId, OrganisationId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.mou import MouStatus, NewOrganisation, Party
from decisions.mous.notices import Hears, notices_for_mou
from decisions.mous.record import MayMou, may_do
from decisions.mous.terms import LINK_LIMIT, MOST_CLAUSES, Clause
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.rounds.notices import NoticeKind
from decisions.rounds.text import TEXT_LIMIT, TITLE_LIMIT
from tests.decisions.mous.world import (
    BOOKS,
    DATA,
    PARTIES,
    STARTS,
    TERMS,
    MouWorld,
    an_agreed_mou,
    at,
    one_in_force,
)
from tests.decisions.people import AGENCY, ANA, BO, CIRCLE, CLINIC, CROWD, CY, DI, DISTRICT, EVA, FLO, HAL

TERMS_OF_NONE = replace(TERMS, clauses=())
ELSEWHERE = OrganisationId(HAL)


def draft_refused(parties: Any = PARTIES, **changes: Any) -> tuple[Reason, str]:
    terms = replace(TERMS, **changes)
    refusal = MouWorld().refused(ANA, c.DraftMou, circle_id=CIRCLE, parties=parties, terms=terms)
    return refusal.reason, refusal.at_field


def test_a_draft_is_kept_as_it_was_written_and_is_no_version() -> None:
    world = MouWorld().draft(title="  A shared waiting list ")
    assert world.known.status is MouStatus.DRAFT
    assert (world.coming.terms, world.coming.number, world.known.parties) == (TERMS, 0, PARTIES)
    world.edit(purpose="Nobody waits twice")
    assert (world.known.last_version, world.coming.terms.purpose) == (0, "Nobody waits twice")
    assert world.edit(purpose="Nobody waits twice") == ()


def test_a_draft_may_be_unfinished() -> None:
    world = MouWorld().draft(purpose="", clauses=(), starts=None, review_on=None, ends=None)
    assert world.known.status is MouStatus.DRAFT


def _clause(**changes: Any) -> dict[str, Any]:
    return {"clauses": (replace(DATA, **changes),)}


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"starts": date(2026, 3, 3)}, Reason.DATE_NOT_AHEAD, "starts"),
        ({"starts": date(2036, 3, 3), "review_on": None, "ends": None}, Reason.DATE_TOO_FAR, "starts"),
        ({"ends": date(2026, 3, 4), "review_on": None}, Reason.DATE_NOT_AHEAD, "ends"),
        ({"ends": date(2126, 3, 4)}, Reason.END_TOO_FAR, "ends"),
        ({"review_on": date(2026, 3, 4)}, Reason.DATE_NOT_AHEAD, "review_on"),
        ({"review_on": date(2032, 3, 4), "ends": None}, Reason.DATE_TOO_FAR, "review_on"),
        ({"ends": STARTS, "review_on": None}, Reason.BEFORE_THE_START, "ends"),
        ({"review_on": STARTS}, Reason.BEFORE_THE_START, "review_on"),
        ({"review_on": date(2028, 4, 1)}, Reason.AFTER_THE_END, "review_on"),
        ({"link": "www.example.org"}, Reason.NOT_A_LINK, "link"),
        ({"link": "https://" + "x" * LINK_LIMIT}, Reason.TOO_LONG, "link"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, Reason.TOO_LONG, "title"),
        ({"text": "x" * (TEXT_LIMIT + 1)}, Reason.TOO_LONG, "text"),
        (_clause(words=" "), Reason.EMPTY, "clauses"),
        (_clause(words="x" * (WHAT_LIMIT + 1)), Reason.TOO_LONG, "clauses"),
        (_clause(party=DISTRICT), Reason.NOT_A_CHOICE, "clauses"),
        (_clause(by_when=date(2026, 3, 3)), Reason.DATE_NOT_AHEAD, "clauses"),
        (_clause(by_when=date(2026, 3, 30)), Reason.BEFORE_THE_START, "clauses"),
        (_clause(by_when=date(2028, 4, 1)), Reason.AFTER_THE_END, "clauses"),
        (_clause(by_when=Rhythm(Every.WEEK, weeks=60)), Reason.OUT_OF_RANGE, "clauses"),
        ({"clauses": (DATA, DATA)}, Reason.NOT_A_CHOICE, "clauses"),
    ],
)
def test_what_can_never_be_is_refused_at_its_field(
    changes: dict[str, Any], reason: Reason, field: str
) -> None:
    assert draft_refused(**changes) == (reason, field)


def test_no_more_clauses_than_people_can_read() -> None:
    many = tuple(Clause(ClauseId(member), CLINIC, "Helps") for member in CROWD) * 5
    assert len(many) > MOST_CLAUSES
    assert draft_refused(clauses=many) == (Reason.TOO_MANY, "clauses")


@pytest.mark.parametrize(
    ("parties", "reason", "field"),
    [
        ((Party(CLINIC, ANA),), Reason.TOO_FEW_PARTIES, "parties"),
        ((Party(CLINIC, ANA), Party(CLINIC, DI)), Reason.PARTY_TWICE, "parties"),
        ((Party(CLINIC, ANA), Party(ELSEWHERE)), Reason.NOT_FOUND, "parties"),
        ((Party(CLINIC, HAL), Party(AGENCY)), Reason.NOT_OF_ORGANISATION, "signatory"),
        ((Party(CLINIC, FLO), Party(AGENCY)), Reason.NOT_OF_ORGANISATION, "signatory"),
    ],
)
def test_parties_that_cannot_be_are_refused(parties: Any, reason: Reason, field: str) -> None:
    assert draft_refused(parties=parties, clauses=(BOOKS,)) == (reason, field)


NEW = NewOrganisation(OrganisationId(HAL), "  Harbour   Clinic ")


def test_whoever_steers_the_circle_brings_in_a_party_by_its_name() -> None:
    world = MouWorld()
    (drafted,) = world.do(
        BO, c.DraftMou, circle_id=CIRCLE, parties=PARTIES[:1], named=(NEW,), terms=TERMS_OF_NONE
    )
    assert isinstance(drafted, e.MouDrafted)
    assert drafted.named == (NewOrganisation(NEW.id, "Harbour Clinic"),)
    assert drafted.parties == (PARTIES[0], Party(NEW.id))
    other = NewOrganisation(OrganisationId(EVA), "School")
    (edited,) = world.do(BO, c.EditMou, parties=PARTIES[:1], named=(other,), terms=TERMS_OF_NONE)
    assert (edited.named, edited.parties) == ((other,), (PARTIES[0], Party(other.id)))


def test_others_name_only_what_the_network_knows() -> None:
    fields = {"circle_id": CIRCLE, "parties": PARTIES[:1], "named": (NEW,), "terms": TERMS_OF_NONE}
    refusal = MouWorld().refused(ANA, c.DraftMou, **fields)
    assert (refusal.reason, refusal.at_field) == (Reason.ONLY_FACILITATOR, "new_parties")
    world = MouWorld()
    world.called = {"harbour clinic": AGENCY}
    (drafted,) = world.do(ANA, c.DraftMou, **fields)
    assert (drafted.named, drafted.parties) == ((), (PARTIES[0], Party(AGENCY)))


def test_a_name_is_a_name() -> None:
    draft = {"circle_id": CIRCLE, "parties": PARTIES[:1], "terms": TERMS_OF_NONE}
    refusal = MouWorld().refused(BO, c.DraftMou, **draft, named=(NewOrganisation(NEW.id, "x" * 81),))
    assert (refusal.reason, refusal.at_field) == (Reason.TOO_LONG, "new_parties")
    (drafted,) = MouWorld().do(
        BO, c.DraftMou, **draft, named=(NEW, NewOrganisation(OrganisationId(EVA), "HARBOUR clinic"))
    )
    assert drafted.parties == (PARTIES[0], Party(NEW.id)), "the same one twice"


def test_who_is_not_in_the_circle_drafts_nothing() -> None:
    draft = {"circle_id": CIRCLE, "parties": PARTIES, "terms": TERMS}
    assert MouWorld().refused(HAL, c.DraftMou, **draft).reason is Reason.NOT_IN_CIRCLE


def test_the_same_draft_given_twice_is_one() -> None:
    world = MouWorld().draft()
    assert world.do(ANA, c.DraftMou, circle_id=CIRCLE, parties=PARTIES, terms=TERMS) == ()


def test_a_draft_is_edited_by_the_parties_people_its_author_and_who_steers() -> None:
    by_the_district = MouWorld().draft(EVA)
    for number, by in enumerate((DI, FLO, BO, CY, EVA)):
        assert by_the_district.edit(by, purpose=f"Purpose {number}")
    assert MouWorld().draft().refused(EVA, c.EditMou, terms=TERMS).reason is Reason.ONLY_PARTIES


def test_the_parties_of_a_draft_may_change_and_those_of_one_in_force_stay() -> None:
    three = (*PARTIES, Party(DISTRICT, CY))
    world = MouWorld().draft()
    world.edit(parties=three)
    assert world.known.parties == three
    world.edit(parties=PARTIES)
    world.propose()
    refusal = world.refused(ANA, c.EditMou, terms=TERMS, parties=three)
    assert (refusal.reason, refusal.at_field) == (Reason.PARTIES_STAY, "parties")
    amended = one_in_force().amend(starts=date(2026, 5, 1))
    refusal = amended.refused(ANA, c.EditMou, terms=amended.coming.terms, parties=three)
    assert refusal.reason is Reason.PARTIES_STAY


# --- who signs --------------------------------------------------------------------------------------------------


def test_what_all_have_signed_stands_until_its_first_day() -> None:
    world = an_agreed_mou().sign_all()
    refusal = world.refused(ANA, c.AmendMou, terms=replace(TERMS, purpose="Another"))
    assert refusal.reason is Reason.SIGNED_BY_ALL
    assert MayMou.AMEND not in may_do(world.case(ANA), ANA, None)
    world = one_in_force().amend(starts=date(2026, 6, 1)).agree().sign_all()
    assert world.refused(ANA, c.AmendMou, terms=TERMS).reason is Reason.SIGNED_BY_ALL
    assert world.refused(ANA, c.DropAmendment).reason is Reason.SIGNED_BY_ALL
    assert not {MayMou.AMEND, MayMou.DROP_AMENDMENT} & may_do(world.case(ANA), ANA, None)
    world.until(at(2026, 6, 1))
    assert world.do(ANA, c.AmendMou, terms=replace(TERMS, starts=date(2026, 7, 1)))


def test_who_signs_is_put_aside_by_nobody_once_people_have_been_asked() -> None:
    world = an_agreed_mou()
    for by in (DI, BO, CY, FLO):
        refusal = world.refused(by, c.NameSignatory, organisation=CLINIC, signatory=DI)
        assert (refusal.reason, refusal.facts) == (Reason.ONLY_SIGNATORY, {"organisation": "Clinic"})
    assert world.do(ANA, c.NameSignatory, organisation=CLINIC, signatory=None)
    assert world.do(DI, c.NameSignatory, organisation=CLINIC, signatory=DI), "nobody signs now"
    amended = one_in_force().amend(starts=date(2026, 5, 1))
    refusal = amended.refused(DI, c.NameSignatory, organisation=CLINIC, signatory=DI)
    assert refusal.reason is Reason.ONLY_SIGNATORY, "what holds is no draft"


def test_whose_place_somebody_takes_hears_of_it() -> None:
    world = MouWorld().draft()
    before = world.known
    events = world.do(DI, c.NameSignatory, organisation=CLINIC, signatory=DI)
    (notice,) = notices_for_mou(before, world.known, events)
    assert (notice.kind, notice.to, notice.member) == (NoticeKind.MOU_SIGNATORY, Hears.MEMBER, ANA)
    before = world.known
    events = world.edit(DI, parties=PARTIES)
    (notice,) = notices_for_mou(before, world.known, events)
    assert (notice.member, notice.people["signs"]) == (DI, (ANA,))
    world.agree()
    before = world.known
    events = world.do(ANA, c.NameSignatory, organisation=CLINIC, signatory=DI)
    told = {one.kind: one for one in notices_for_mou(before, world.known, events)}
    assert told.keys() == {NoticeKind.MOU_SIGNATORY, NoticeKind.MOU_TO_SIGN}
    assert told[NoticeKind.MOU_SIGNATORY].to is Hears.PARTIES


def test_a_signatory_is_named_by_their_own_people_or_who_steers() -> None:
    world = MouWorld().draft(parties=(Party(CLINIC), Party(AGENCY, FLO)))
    assert world.known.without_signatory == (CLINIC,)
    refusal = world.refused(FLO, c.NameSignatory, organisation=CLINIC, signatory=ANA)
    assert (refusal.reason, refusal.facts) == (Reason.ONLY_OF_ORGANISATION, {"organisation": "Clinic"})
    (named,) = world.do(DI, c.NameSignatory, organisation=CLINIC, signatory=ANA)
    assert (named.by, named.signatory, set(world.known.signatories)) == (DI, ANA, {ANA, FLO})
    assert world.do(DI, c.NameSignatory, organisation=CLINIC, signatory=ANA) == ()
    assert world.do(BO, c.NameSignatory, organisation=CLINIC, signatory=DI)
    assert world.do(BO, c.NameSignatory, organisation=CLINIC, signatory=None)


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"organisation": DISTRICT, "signatory": CY}, Reason.NOT_FOUND, ""),
        ({"organisation": CLINIC, "signatory": HAL}, Reason.NOT_OF_ORGANISATION, "signatory"),
        ({"organisation": CLINIC, "signatory": FLO}, Reason.NOT_OF_ORGANISATION, "signatory"),
    ],
)
def test_who_cannot_sign_is_not_named(fields: Any, reason: Reason, field: str) -> None:
    refusal = MouWorld().draft().refused(BO, c.NameSignatory, **fields)
    assert (refusal.reason, refusal.at_field) == (reason, field)


def test_who_signs_from_outside_the_circle_may_write_and_hand_it_on() -> None:
    world = MouWorld()
    world.of[HAL] = frozenset({AGENCY})
    world.draft(parties=(Party(CLINIC, ANA), Party(AGENCY, HAL)))
    assert world.edit(HAL, purpose="Another")
    assert world.do(HAL, c.NameSignatory, organisation=AGENCY, signatory=FLO)
    assert world.refused(HAL, c.EditMou, terms=TERMS).reason is Reason.NOT_IN_CIRCLE


def test_who_leaves_signs_for_nobody_any_more() -> None:
    world = MouWorld().draft().agree()
    world.sign(CLINIC, ANA)
    (left,) = world.do(ANA, c.NoteMemberLeft)
    assert (left.organisation, left.member) == (CLINIC, ANA)
    assert world.known.without_signatory == (CLINIC,)
    assert world.coming.signature_of(CLINIC) is not None, "what they have signed stays signed"
    assert world.do(ANA, c.NoteMemberLeft) == ()


def test_two_who_are_one_person_sign_as_one() -> None:
    world = one_in_force()
    world.do(ANA, c.EndMou, words="We close", on=date(2026, 9, 1))
    (united,) = world.do(DI, c.UniteSignatories, other=ANA)
    assert isinstance(united, e.SignatoriesUnited)
    known = world.known
    assert (known.made_by, set(known.signatories)) == (DI, {DI, FLO})
    assert [one.by for one in world.in_force.signatures] == [DI, FLO]
    assert known.notice is not None
    assert known.notice.by == DI
    assert world.do(DI, c.UniteSignatories, other=ANA) == ()


def test_naming_whoever_signs_already_changes_nothing() -> None:
    world = an_agreed_mou()
    assert world.do(FLO, c.NameSignatory, organisation=CLINIC, signatory=ANA) == ()
    world.do(ANA, c.NameSignatory, organisation=CLINIC, signatory=None)
    assert world.do(FLO, c.NameSignatory, organisation=CLINIC, signatory=None) == ()
