"""Signing is a named act of each party's signatory: who, when, and which version."""

import pytest

from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.mou import MouStatus, Party
from decisions.refusals import Reason
from tests.decisions.mous.world import NOW, MouWorld, an_agreed_mou, at, one_in_force
from tests.decisions.people import AGENCY, ANA, BO, CLINIC, CY, DI, DISTRICT, FLO


def test_who_signed_when_and_which_version() -> None:
    world = an_agreed_mou()
    (signed,) = world.sign(CLINIC, ANA)
    assert signed == e.MouSigned(by=ANA, organisation=CLINIC, version=1, at=NOW)
    assert [party.organisation for party in world.known.unsigned] == [AGENCY]


def test_twice_is_once() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    assert world.sign(CLINIC, ANA) == ()
    world.sign(AGENCY, FLO)
    world.until(at(2026, 4, 2))
    assert world.do(ANA, c.Sign, organisation=CLINIC, version=1) == (), "also when it is in force"


@pytest.mark.parametrize("by", [DI, FLO, BO, CY])
def test_nobody_else_signs_for_an_organisation(by: type) -> None:
    refusal = an_agreed_mou().refused(by, c.Sign, organisation=CLINIC, version=1)  # type: ignore[arg-type]
    assert (refusal.reason, refusal.facts) == (Reason.ONLY_SIGNATORY, {"organisation": "Clinic"})


def test_a_party_without_a_signatory_is_named_and_signs_once_it_has_one() -> None:
    world = MouWorld().draft(parties=(Party(CLINIC), Party(AGENCY, FLO))).agree()
    refusal = world.refused(DI, c.Sign, organisation=CLINIC, version=1)
    assert (refusal.reason, refusal.facts) == (Reason.NO_SIGNATORY, {"organisation": "Clinic"})
    world.sign(AGENCY, FLO)
    world.do(DI, c.NameSignatory, organisation=CLINIC, signatory=DI)
    assert world.sign(CLINIC, DI)
    assert world.known.signed_by_all


def test_what_is_no_party_is_not_signed_for() -> None:
    refusal = an_agreed_mou().refused(CY, c.Sign, organisation=DISTRICT, version=1)
    assert refusal.reason is Reason.NOT_FOUND


def test_nothing_is_signed_before_it_is_agreed_nor_another_version() -> None:
    world = MouWorld().draft()
    assert world.refused(ANA, c.Sign, organisation=CLINIC, version=0).reason is Reason.MOU_NOT_NOW
    world.propose()
    assert world.refused(ANA, c.Sign, organisation=CLINIC, version=1).reason is Reason.MOU_NOT_NOW
    world.end_round()
    refusal = world.refused(ANA, c.Sign, organisation=CLINIC, version=2)
    assert (refusal.reason, refusal.facts) == (Reason.OTHER_VERSION, {"version": 1})


def test_a_signature_is_taken_back_until_all_have_signed() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    assert world.refused(FLO, c.TakeBackSignature, organisation=CLINIC, version=1).reason is (
        Reason.ONLY_SIGNATORY
    )
    assert world.do(ANA, c.TakeBackSignature, organisation=CLINIC, version=1)
    assert world.coming.signatures == ()
    assert world.do(ANA, c.TakeBackSignature, organisation=CLINIC, version=1) == ()
    world.sign_all()
    for _ in range(2):
        refusal = world.refused(ANA, c.TakeBackSignature, organisation=CLINIC, version=1)
        assert refusal.reason is Reason.SIGNED_BY_ALL
        world.until(at(2026, 4, 1))


def test_what_somebody_signed_stays_signed_when_another_signs_for_them_now() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    world.do(ANA, c.NameSignatory, organisation=CLINIC, signatory=DI)
    assert world.sign(CLINIC, DI) == ()
    assert [one.by for one in world.coming.signatures] == [ANA]
    assert world.do(DI, c.TakeBackSignature, organisation=CLINIC, version=1), "it is theirs to answer for"


def test_signed_by_all_it_waits_for_its_first_day() -> None:
    world = an_agreed_mou().sign_all()
    assert (world.known.status, world.known.signed_by_all) == (MouStatus.AGREED, True)
    world.until(at(2026, 3, 31, 23))
    assert world.known.status is MouStatus.AGREED
    world.until(at(2026, 4, 1))
    assert (world.known.status, world.in_force.since) == (MouStatus.IN_FORCE, at(2026, 4, 1))


def test_after_its_first_day_it_holds_from_the_last_signature_on() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    world.until(at(2026, 4, 9, 15))
    *_, began = world.sign(AGENCY, FLO)
    assert began == e.MouCameIntoForce(version=1, at=at(2026, 4, 9, 15))


def test_signatures_of_a_version_are_not_those_of_the_next() -> None:
    world = one_in_force()
    world.amend(starts=at(2026, 6, 1).date(), purpose="Nobody waits twice").agree()
    assert world.refused(ANA, c.Sign, organisation=CLINIC, version=3).reason is Reason.OTHER_VERSION
    assert world.do(ANA, c.Sign, organisation=CLINIC, version=1) == (), "that is so already"
    assert world.coming.signatures == ()
    assert world.sign(CLINIC, ANA)
