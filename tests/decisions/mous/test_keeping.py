"""Time turns a memorandum; its people review it, renew it and end it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from decisions.ids import CircleId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.mou import MouStatus, Party, WhyMouEnded, WhyMouReview
from decisions.refusals import Reason
from decisions.rounds.settings import Settings
from tests.decisions.mous.world import (
    ENDS,
    OTHER,
    PARTIES,
    REVIEW,
    TERMS,
    MouWorld,
    an_agreed_mou,
    at,
    one_in_force,
)
from tests.decisions.people import AGENCY, ANA, BO, CIRCLE, CLINIC, CY, DI, DISTRICT, EVA, FLO, HAL

LATER = date(2029, 3, 1)


def happened(world: MouWorld) -> list[tuple[str, Any]]:
    kinds = (e.MouCameIntoForce, e.MouReviewCameNear, e.MouReviewStarted, e.MouEnded, e.AmendmentDropped)
    return [(type(event).__name__, event.at) for event in world.of_kind(*kinds)]


# --- time -------------------------------------------------------------------------------------------------------


def test_it_begins_comes_up_for_review_and_ends_by_its_days() -> None:
    world = one_in_force().until(at(2029, 1, 1))
    assert happened(world) == [
        ("MouCameIntoForce", at(2026, 4, 1)),
        ("MouReviewCameNear", at(2027, 1, 30, 9)),
        ("MouReviewStarted", at(2027, 3, 1, 9)),
        ("MouEnded", at(2028, 4, 1)),
    ]
    assert world.known.end is not None
    assert (world.known.end.why, world.known.status) == (WhyMouEnded.DATE, MouStatus.ENDED)


def test_after_a_stop_all_happens_once_in_order_as_of_its_own_time() -> None:
    stopped = an_agreed_mou().sign_all().stopped_until(at(2029, 1, 1))
    assert happened(stopped) == happened(one_in_force().until(at(2029, 1, 1)))


def test_on_its_last_day_it_still_holds() -> None:
    assert one_in_force().until(at(2028, 3, 31, 23)).known.holds
    assert not one_in_force().until(at(2028, 4, 1)).known.holds


def test_days_are_those_of_the_circles_zone() -> None:
    world = MouWorld(zone="America/New_York").draft().agree().sign_all().until(at(2027, 4, 1))
    assert happened(world)[0] == ("MouCameIntoForce", at(2026, 4, 1, 4))
    assert happened(world)[2] == ("MouReviewStarted", at(2027, 3, 1, 14))


def test_where_the_circle_moves_its_days_are_those_of_where_it_was_proposed() -> None:
    world = MouWorld().draft()
    world.circle = replace(world.circle, settings=Settings(zone="America/New_York"))
    world.agree().sign_all().until(at(2026, 4, 2))
    assert happened(world) == [("MouCameIntoForce", at(2026, 4, 1, 4))]


def test_without_an_end_it_holds_on() -> None:
    world = one_in_force(ends=None).until(at(2046, 1, 1))
    assert world.known.status is MouStatus.UNDER_REVIEW


def test_of_a_short_one_the_review_is_near_when_half_is_over() -> None:
    world = one_in_force(review_on=date(2026, 4, 21)).until(at(2026, 5, 1))
    assert happened(world)[1] == ("MouReviewCameNear", at(2026, 4, 11, 4).replace(minute=30))


def test_signed_after_the_day_of_its_review_it_is_reviewed_at_once() -> None:
    world = an_agreed_mou().until(at(2027, 3, 2, 12)).sign_all()
    assert happened(world) == [
        ("MouCameIntoForce", at(2027, 3, 2, 12)),
        ("MouReviewStarted", at(2027, 3, 2, 12)),
    ]


def test_what_not_all_have_signed_until_its_last_day_is_over() -> None:
    world = an_agreed_mou()
    world.sign(CLINIC, ANA)
    world.until(at(2029, 1, 1))
    assert happened(world) == [("MouEnded", at(2028, 4, 1))]
    assert world.refused(FLO, c.Sign, organisation=AGENCY, version=1).reason is Reason.MOU_ENDED


def test_an_amendment_that_not_all_have_signed_in_time_is_dropped() -> None:
    world = one_in_force(ends=None)
    world.amend(starts=date(2026, 5, 1), ends=date(2026, 8, 31), review_on=date(2026, 7, 1)).agree()
    world.until(at(2026, 12, 1))
    assert ("AmendmentDropped", at(2026, 9, 1)) in happened(world)
    assert world.known.holds


# --- review and renewal -----------------------------------------------------------------------------------------


def test_one_of_the_people_calls_a_review_before_its_day() -> None:
    world = one_in_force()
    (started,) = world.do(DI, c.StartReview, words=" The list is never full ")
    assert (started.why, started.words) == (WhyMouReview.CALLED, "The list is never full")
    assert (world.known.status, world.known.holds) == (MouStatus.UNDER_REVIEW, True)
    assert world.do(DI, c.StartReview, words="The list is never full") == ()
    assert world.refused(FLO, c.StartReview, words="Too slow").reason is Reason.MOU_NOT_NOW


@pytest.mark.parametrize(
    ("by", "reason"), [(EVA, Reason.ONLY_PARTIES), (BO, None), (CY, None), (HAL, Reason.NOT_IN_CIRCLE)]
)
def test_a_review_is_called_by_the_parties_people_or_a_coordinator(by: Any, reason: Reason | None) -> None:
    world = one_in_force()
    if reason is None:
        assert world.do(by, c.StartReview, words="Why")
    else:
        assert world.refused(by, c.StartReview, words="Why").reason is reason


def test_a_review_is_called_with_words_and_of_what_holds() -> None:
    assert one_in_force().refused(ANA, c.StartReview, words=" ").reason is Reason.EMPTY
    assert an_agreed_mou().refused(ANA, c.StartReview, words="Why").reason is Reason.MOU_NOT_NOW


def under_review() -> MouWorld:
    return one_in_force().until(at(2027, 3, 2))


def test_it_is_renewed_once_all_signatories_say_yes_to_the_same_dates() -> None:
    world = under_review()
    world.yes(CLINIC, ANA, LATER, None)
    assert world.known.status is MouStatus.UNDER_REVIEW
    assert world.yes(CLINIC, ANA, LATER, None) == ()
    *_, renewed = world.yes(AGENCY, FLO, LATER, None)
    assert isinstance(renewed, e.MouRenewed)
    assert (world.known.status, world.known.terms.review_on, world.known.terms.ends) == (
        MouStatus.IN_FORCE,
        LATER,
        None,
    )
    assert (world.in_force.number, world.known.renewed, world.known.renewal) == (1, 1, None)
    assert world.yes(AGENCY, FLO, LATER, None) == (), "the last yes, given twice"
    world.until(at(2029, 3, 1, 9))
    assert happened(world)[-2:] == [
        ("MouReviewCameNear", at(2029, 1, 30, 9)),
        ("MouReviewStarted", at(2029, 3, 1, 9)),
    ]


def test_of_three_parties_two_do_not_renew_it() -> None:
    world = MouWorld().draft(parties=(*PARTIES, Party(DISTRICT, CY))).agree().sign_all()
    world.until(at(2027, 3, 2))
    world.yes(CLINIC, ANA, LATER, None)
    world.yes(AGENCY, FLO, LATER, None)
    assert not world.of_kind(e.MouRenewed)
    world.yes(DISTRICT, CY, LATER, None)
    assert world.of_kind(e.MouRenewed)


def test_a_yes_to_other_dates_is_another_proposal() -> None:
    world = under_review()
    world.yes(CLINIC, ANA, LATER, None)
    world.yes(AGENCY, FLO, date(2028, 3, 1), ENDS)
    assert world.known.status is MouStatus.UNDER_REVIEW
    assert world.known.renewal is not None
    assert [one.by for one in world.known.renewal.yeses] == [FLO]
    world.yes(CLINIC, ANA, date(2028, 3, 1), ENDS)
    assert world.known.terms.review_on == date(2028, 3, 1)


@pytest.mark.parametrize(
    ("review_on", "ends", "reason", "field"),
    [
        (date(2027, 3, 2), None, Reason.DATE_NOT_AHEAD, "review_on"),
        (LATER, date(2027, 3, 1), Reason.DATE_NOT_AHEAD, "ends"),
        (LATER, ENDS, Reason.AFTER_THE_END, "review_on"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    review_on: date, ends: date | None, reason: Reason, field: str
) -> None:
    dates = {"review_on": review_on, "ends": ends}
    refusal = under_review().refused(ANA, c.RenewMou, organisation=CLINIC, version=1, **dates)
    assert (refusal.reason, refusal.at_field) == (reason, field)


def test_it_is_renewed_after_a_review_by_signatories() -> None:
    dates = {"review_on": LATER, "ends": None}
    asked = {"organisation": CLINIC, "version": 1, **dates}
    assert one_in_force().refused(ANA, c.RenewMou, **asked).reason is Reason.MOU_NOT_NOW
    as_they_are = {**asked, "review_on": REVIEW, "ends": ENDS}
    assert one_in_force().refused(ANA, c.RenewMou, **as_they_are).reason is Reason.MOU_NOT_NOW
    world = under_review()
    assert world.refused(DI, c.RenewMou, **asked).reason is Reason.ONLY_SIGNATORY
    assert world.refused(ANA, c.RenewMou, **{**asked, "version": 2}).reason is Reason.OTHER_VERSION
    world.do(ANA, c.NoteMemberLeft)
    refusal = world.refused(ANA, c.RenewMou, **asked)
    assert (refusal.reason, refusal.facts) == (Reason.NO_SIGNATORY, {"organisation": "Clinic"})


def test_an_amendment_that_comes_into_force_ends_the_review_and_begins_another_time() -> None:
    world = under_review()
    world.yes(CLINIC, ANA, LATER, None)
    world.amend(starts=date(2027, 4, 1), review_on=date(2028, 1, 1)).agree().sign_all().until(at(2027, 4, 1))
    assert (world.known.status, world.known.terms.review_on) == (MouStatus.IN_FORCE, date(2028, 1, 1))
    assert world.known.renewal is None, "what was said was said of the version before"
    world.until(at(2028, 1, 1, 9))
    assert happened(world)[-2:] == [
        ("MouReviewCameNear", at(2027, 12, 2, 9)),
        ("MouReviewStarted", at(2028, 1, 1, 9)),
    ]


# --- another in its place ---------------------------------------------------------------------------------------


def test_it_is_replaced_by_another() -> None:
    world = one_in_force()
    assert world.do(ANA, c.NoteReplaced, with_mou=OTHER)
    assert world.known.end is not None
    assert (world.known.end.why, world.known.end.replaced_by) == (WhyMouEnded.REPLACED, OTHER)
    assert an_agreed_mou().do(ANA, c.NoteReplaced, with_mou=OTHER) == ()


@pytest.mark.parametrize(
    ("older", "reason"),
    [
        ("none", Reason.NOT_FOUND),
        ("elsewhere", Reason.NOT_FOUND),
        ("draft", Reason.MOU_NOT_NOW),
        ("holds", None),
    ],
)
def test_only_what_holds_in_the_circle_is_replaced(older: str, reason: Reason | None) -> None:
    holds = one_in_force().known
    others = {
        "holds": holds,
        "draft": MouWorld().draft().known,
        "elsewhere": replace(holds, circle_id=CircleId(OTHER)),
    }
    world = MouWorld()
    world.older = others.get(older)
    fields = {"circle_id": CIRCLE, "parties": PARTIES, "terms": TERMS, "replaces": OTHER}
    if reason is None:
        world.do(ANA, c.DraftMou, **fields)
        assert world.known.replaces == OTHER
    else:
        refusal = world.refused(ANA, c.DraftMou, **fields)
        assert (refusal.reason, refusal.at_field) == (reason, "replaces")
