"""One organisation leaves a memorandum in time for the others; sooner it ends only by a yes of each."""

from datetime import date
from typing import Any

import pytest

from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.ending import first_day_alone
from decisions.mous.mou import MouStatus, WhyMouEnded
from decisions.mous.notices import notices_for_mou, still_so
from decisions.mous.record import MayMou, may_do
from decisions.refusals import Reason
from decisions.rounds.notices import NoticeKind
from tests.decisions.mous.world import ENDS, TERMS, MouWorld, an_agreed_mou, at, one_in_force
from tests.decisions.people import AGENCY, ANA, BO, CLINIC, CY, DI, FLO

LATER = date(2029, 3, 1)
SOON = date(2026, 4, 3)


# --- one leaves -------------------------------------------------------------------------------------------------


def test_a_signatory_ends_it_from_a_day_with_words() -> None:
    world = one_in_force()
    (given,) = world.do(FLO, c.EndMou, words="We move away", on=date(2026, 10, 1))
    assert isinstance(given, e.NoticeGiven)
    assert world.known.status is MouStatus.IN_FORCE
    assert world.do(FLO, c.EndMou, words="We move away", on=date(2026, 10, 1)) == ()
    world.until(at(2026, 10, 1))
    assert world.known.end is not None
    assert (world.known.end.why, world.known.end.by, world.known.end.words) == (
        WhyMouEnded.NOTICE,
        FLO,
        "We move away",
    )


def test_one_alone_leaves_no_sooner_than_in_two_weeks() -> None:
    world = one_in_force()
    assert first_day_alone(date(2026, 4, 1)) == date(2026, 4, 15)
    (given,) = world.do(FLO, c.EndMou, words="We move away")
    assert (type(given), given.on) == (e.NoticeGiven, date(2026, 4, 15))
    world.until(at(2026, 4, 14, 23))
    assert world.known.holds
    assert not world.until(at(2026, 4, 15)).known.holds


def test_a_notice_given_again_a_day_later_asks_nobody() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We move away")
    world.until(at(2026, 4, 2))
    for by in (FLO, ANA):
        assert world.do(by, c.EndMou, words="We move away", on=date(2026, 4, 15)) == ()


def test_an_earlier_day_takes_the_place_of_somebody_elses_and_a_later_one_does_not() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We move away", on=date(2026, 10, 1))
    refusal = world.refused(ANA, c.EndMou, words="Later", on=date(2026, 11, 1))
    assert (refusal.reason, refusal.at_field) == (Reason.AFTER_THE_END, "on")
    assert world.do(ANA, c.EndMou, words="Sooner", on=date(2026, 9, 1))
    assert world.do(ANA, c.EndMou, words="Later after all", on=date(2026, 12, 1)), "it was their own day"


@pytest.mark.parametrize(
    ("by", "fields", "reason"),
    [
        (DI, {"words": "Why"}, Reason.ONLY_SIGNATORY_OR_COORDINATOR),
        (BO, {"words": "Why"}, Reason.ONLY_SIGNATORY_OR_COORDINATOR),
        (CY, {"words": "Why"}, Reason.ONLY_SIGNATORY_OR_COORDINATOR),
        (ANA, {"words": " "}, Reason.EMPTY),
        (ANA, {"words": "Why", "on": date(2026, 3, 31)}, Reason.DATE_NOT_AHEAD),
        (ANA, {"words": "Why", "on": date(2028, 4, 1)}, Reason.AFTER_THE_END),
        (ANA, {"words": " ", "on": SOON}, Reason.EMPTY),
    ],
)
def test_an_end_that_cannot_be_is_refused(by: Any, fields: dict[str, Any], reason: Reason) -> None:
    assert one_in_force().refused(by, c.EndMou, **fields).reason is reason


def test_where_nobody_signs_any_more_a_coordinator_ends_it_in_time_for_all() -> None:
    world = one_in_force()
    world.do(ANA, c.NoteMemberLeft)
    assert world.refused(CY, c.EndMou, words="Closed").reason is Reason.ONLY_SIGNATORY_OR_COORDINATOR
    world.do(FLO, c.NoteMemberLeft)
    assert world.refused(CY, c.EndMou, words="Closed", on=SOON).reason is Reason.DATE_NOT_AHEAD
    (given,) = world.do(CY, c.EndMou, words="Both have closed")
    assert (type(given), given.on) == (e.NoticeGiven, date(2026, 4, 15))


def test_renewing_it_takes_back_that_it_ends() -> None:
    world = one_in_force().until(at(2027, 3, 2))
    world.do(FLO, c.EndMou, words="We move away", on=date(2027, 6, 1))
    world.do(FLO, c.EndMou, words="At once", on=date(2027, 3, 2))
    world.yes(CLINIC, ANA, LATER, None)
    world.yes(AGENCY, FLO, LATER, None)
    assert world.known.end_asked is None
    assert world.until(at(2028, 6, 1)).known.status is MouStatus.IN_FORCE


# --- all together -----------------------------------------------------------------------------------------------


def test_sooner_it_ends_with_the_yes_of_each() -> None:
    world = one_in_force()
    (asked,) = world.do(FLO, c.EndMou, words="We close tomorrow", on=date(2026, 4, 1))
    assert isinstance(asked, e.EndApproved)
    assert world.known.holds
    assert [party.organisation for party in world.known.to_end] == [CLINIC]
    assert world.do(FLO, c.EndMou, words="We close tomorrow", on=date(2026, 4, 1)) == ()
    world.until(at(2026, 4, 2, 9))
    world.do(ANA, c.EndMou, words="", on=date(2026, 4, 1))
    assert world.known.end is not None, "the day has come meanwhile"
    assert (world.known.end.by, world.known.end.words, world.known.end.at) == (
        FLO,
        "We close tomorrow",
        at(2026, 4, 2, 9),
    )


def test_all_may_agree_on_a_day_to_come() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We close", on=SOON)
    *_, given = world.do(ANA, c.EndMou, words="", on=SOON)
    assert (type(given), given.on, given.by) == (e.NoticeGiven, SOON, FLO)
    assert not world.until(at(2026, 4, 3)).known.holds


def test_all_hear_that_all_have_agreed_also_whoever_asked() -> None:
    world = one_in_force()
    world.do(ANA, c.EndMou, words="It is done", on=SOON)
    before = world.known
    events = world.do(FLO, c.EndMou, words="", on=SOON)
    told = {one.kind: one for one in notices_for_mou(before, world.known, events)}
    assert told[NoticeKind.MOU_ENDS].by is None
    alone = one_in_force()
    before = alone.known
    events = alone.do(FLO, c.EndMou, words="We move away")
    (notice,) = notices_for_mou(before, alone.known, events)
    assert notice.by == FLO


def test_nobody_alone_puts_off_what_all_have_agreed_on() -> None:
    world = one_in_force()
    world.do(ANA, c.EndMou, words="We close", on=SOON)
    world.do(FLO, c.EndMou, words="", on=SOON)
    assert world.known.notice is not None
    assert (world.known.notice.by, world.known.notice.together) == (ANA, True)
    for by in (ANA, FLO):
        refusal = world.refused(by, c.EndMou, words="Later after all", on=date(2026, 11, 20))
        assert (refusal.reason, refusal.at_field) == (Reason.AFTER_THE_END, "on")


def test_a_later_notice_leaves_the_yeses_to_an_earlier_end() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We close", on=SOON)
    world.do(ANA, c.EndMou, words="In time for all", on=date(2026, 10, 1))
    assert [party.organisation for party in world.known.to_end] == [CLINIC]
    world.do(ANA, c.EndMou, words="", on=SOON)
    assert world.known.end_asked is None
    assert world.known.notice is not None
    assert (world.known.notice.on, world.known.notice.together) == (SOON, True)


def test_a_yes_to_another_day_asks_anew() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We close", on=SOON)
    world.do(ANA, c.EndMou, words="Not so fast", on=date(2026, 4, 9))
    assert world.known.end_asked is not None
    assert (world.known.end_asked.by, world.known.end_asked.words) == (ANA, "Not so fast")
    assert world.known.holds
    world.do(FLO, c.EndMou, words="", on=date(2026, 4, 9))
    assert world.known.notice is not None


def test_where_nobody_signs_for_one_it_does_not_end_sooner() -> None:
    world = one_in_force()
    world.do(ANA, c.NoteMemberLeft)
    refusal = world.refused(FLO, c.EndMou, words="We close", on=SOON)
    assert (refusal.reason, refusal.facts) == (Reason.NO_SIGNATORY, {"organisation": "Clinic"})
    assert world.do(FLO, c.EndMou, words="We close")


def test_a_yes_counts_when_whoever_gave_it_has_left() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We close", on=SOON)
    world.do(FLO, c.NoteMemberLeft)
    world.do(ANA, c.EndMou, words="", on=SOON)
    assert world.known.notice is not None
    assert world.known.notice.together


def test_signed_by_all_it_is_taken_back_only_by_all() -> None:
    world = an_agreed_mou().sign_all()
    assert world.refused(CY, c.EndMou, words="No").reason is Reason.ONLY_SIGNATORY_OR_COORDINATOR
    world.do(ANA, c.EndMou, words="We cannot after all")
    assert world.known.status is MouStatus.AGREED
    world.do(FLO, c.EndMou, words="")
    assert world.known.end is not None
    assert (world.known.end.why, world.known.end.by) == (WhyMouEnded.TOGETHER, ANA)


def test_who_signs_is_asked_as_long_as_their_yes_is_missing() -> None:
    world = one_in_force()
    world.do(FLO, c.EndMou, words="We close", on=SOON)
    asked = (NoticeKind.MOU_END_ASKED, {"on": "2026-04-03"})
    assert still_so(*asked, ANA, world.known)
    assert not still_so(*asked, FLO, world.known)
    world.do(FLO, c.EndMou, words="Later", on=date(2026, 4, 5))
    assert not still_so(*asked, ANA, world.known)


# --- what does not hold yet -------------------------------------------------------------------------------------


def test_what_was_never_in_force_is_given_up_at_once_but_not_while_people_are_asked() -> None:
    world = MouWorld().draft(DI)
    assert world.do(DI, c.EndMou, words="No longer needed")
    assert world.known.end is not None
    assert world.known.end.why is WhyMouEnded.GIVEN_UP
    assert an_agreed_mou().do(ANA, c.EndMou, words="No longer needed")
    assert MouWorld().draft().propose().refused(ANA, c.EndMou, words="No").reason is Reason.MOU_NOT_NOW


@pytest.mark.parametrize(
    ("world", "who"),
    [(MouWorld().draft(DI), {ANA, CY, DI, FLO}), (an_agreed_mou(), {ANA, FLO}), (one_in_force(), {ANA, FLO})],
)
def test_what_is_agreed_is_its_signatories_to_end(world: MouWorld, who: set[Any]) -> None:
    people = (ANA, BO, CY, DI, FLO)
    assert {by for by in people if MayMou.END in may_do(world.case(by), by, None)} == who


# --- after the end ----------------------------------------------------------------------------------------------


def ended() -> MouWorld:
    return one_in_force(ends=ENDS).until(at(2028, 6, 1))


def test_after_the_end_nothing_is_asked_of_it() -> None:
    world = ended()
    for kind, fields in (
        (c.EditMou, {"terms": TERMS}),
        (c.AmendMou, {"terms": TERMS}),
        (c.StartReview, {"words": "Why"}),
        (c.NameSignatory, {"organisation": CLINIC, "signatory": DI}),
    ):
        assert world.refused(ANA, kind, **fields).reason is Reason.MOU_ENDED
    assert world.do(ANA, c.NoteMemberLeft) == ()
    assert world.do(ANA, c.EndMou, words="Once more") == ()
    assert world.do(DI, c.UniteSignatories, other=ANA)


def test_with_its_end_an_amendment_on_its_way_is_over() -> None:
    world = one_in_force()
    world.amend(starts=date(2026, 6, 1)).propose()
    round = world.coming.round_id
    for by in (ANA, FLO):
        world.do(by, c.EndMou, words="The clinic is closed", on=date(2026, 4, 1))
    assert world.known.coming is None
    ended = {"round_id": round, "agreed": True, "text": TERMS.as_text({})}
    assert world.do(BO, c.NoteRoundEnded, **ended) == ()
