"""The form of a proposal, the draft, and how a round opens (consent.md, "The form of a proposal", "Stages")."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.consent.path import path
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form, GroupNeed, Settings
from tests.decisions.builders import DEFAULTS, OTHER_TEXT, TEXT, a_draft, a_world, opened
from tests.decisions.people import (
    AGENCY,
    ANA,
    BO,
    CLINIC,
    CROWD,
    CY,
    DI,
    EVA,
    EVERYONE,
    FLO,
    GUS,
    HAL,
    PARENTS,
    SEATS,
    remark,
)

FEW = (ANA, BO, CY, DI, EVA)


@pytest.mark.parametrize(
    ("change", "reason", "at_field"),
    [
        ({"title": "  "}, Reason.EMPTY, "title"),
        ({"proposal": ""}, Reason.EMPTY, "proposal"),
        ({"review_on": None}, Reason.EMPTY, "review_on"),
        ({"review_on": date(2026, 3, 2)}, Reason.DATE_NOT_AHEAD, "review_on"),
        ({"review_on": date(2032, 3, 2)}, Reason.DATE_TOO_FAR, "review_on"),
    ],
)
def test_a_round_opens_only_with_a_whole_proposal(
    change: dict[str, Any], reason: Reason, at_field: str
) -> None:
    world = a_draft(text=replace(TEXT, **change))
    with pytest.raises(Refusal) as refused:
        opened(world)
    assert (refused.value.reason, refused.value.at_field) == (reason, at_field)
    assert world.is_at(Stage.DRAFT)


def test_a_draft_may_be_unfinished() -> None:
    world = a_draft(text=replace(TEXT, title="", review_on=None))
    world.do(ANA, c.EditDraft, text=replace(TEXT, proposal=""))
    assert world.round.text.proposal == ""


@pytest.mark.parametrize(("name", "limit"), [("title", 80), ("outcome", 3_000)])
def test_a_draft_is_never_longer_than_a_proposal_may_be(name: str, limit: int) -> None:
    longest: dict[str, Any] = {name: "x" * limit}
    world = a_draft(text=replace(TEXT, **longest))
    with pytest.raises(Refusal) as refused:
        world.do(ANA, c.EditDraft, text=replace(TEXT, **{**longest, name: "x" * (limit + 1)}))
    assert (refused.value.reason, refused.value.at_field) == (Reason.TOO_LONG, name)
    assert world.round.text == replace(TEXT, **longest)


def test_today_is_the_day_in_the_circles_zone() -> None:
    """When it is the 2nd of March in UTC, it is already the 3rd on Kiritimati."""
    text = replace(TEXT, review_on=date(2026, 3, 3))
    for zone, reason in (("UTC", Reason.REVIEW_TOO_SOON), ("Pacific/Kiritimati", Reason.DATE_NOT_AHEAD)):
        with pytest.raises(Refusal) as refused:
            opened(a_draft(text=text), settings=Settings(zone=zone))
        assert refused.value.reason is reason


@pytest.mark.parametrize("form", Form)
def test_a_review_comes_after_the_end_of_the_round(form: Form) -> None:
    """The last day on which it is decided if nobody sees a problem is not yet one on which to look back."""
    decided = path(Settings(), form, a_draft().now).decided_at.date()
    with pytest.raises(Refusal) as refused:
        opened(a_draft(text=replace(TEXT, review_on=decided)), form=form)
    assert refused.value == Refusal(Reason.REVIEW_TOO_SOON, {"day": decided.isoformat()}, "review_on")
    soon = replace(TEXT, review_on=decided + timedelta(days=1))
    assert opened(a_draft(text=soon), form=form).round.text == soon


def test_what_is_proposed_is_kept_without_white_space_around_it() -> None:
    world = opened(a_draft(text=replace(TEXT, title=" Evening hours \n")))
    assert world.round.text == TEXT


def test_a_draft_waits_for_its_authors_as_long_as_they_like() -> None:
    world = a_draft()
    assert world.passes_by(days=900) == ()
    assert world.is_at(Stage.DRAFT)


def test_co_authors_write_and_open_but_do_not_throw_away() -> None:
    world = a_draft(co_authors=(DI,))
    world.do(DI, c.EditDraft, text=OTHER_TEXT, co_authors=(DI,))
    assert world.refused(DI, c.DiscardDraft) is Reason.ONLY_PROPOSER
    assert world.refused(CY, c.EditDraft, text=TEXT) is Reason.ONLY_PROPOSER
    world.do(DI, c.OpenRound, settings=DEFAULTS, form=Form.FULL, facilitator=BO)
    assert world.round.text == OTHER_TEXT


def test_a_proposer_is_not_their_own_co_author() -> None:
    assert a_draft(co_authors=(ANA, DI, DI)).round.co_authors == (DI,)


def test_saving_the_same_draft_again_records_nothing() -> None:
    world = a_draft()
    assert world.do(ANA, c.EditDraft, text=replace(TEXT, title=f" {TEXT.title}")) == ()


def test_a_draft_that_is_thrown_away_is_over() -> None:
    world = a_draft()
    world.do(ANA, c.DiscardDraft)
    assert world.is_at(Stage.DISCARDED)
    assert world.refused(ANA, c.EditDraft, text=TEXT) is Reason.IT_IS_OVER


def test_the_full_form_begins_with_exploring() -> None:
    assert a_world(Stage.EXPLORING).round.stage is Stage.EXPLORING


def test_the_short_form_goes_straight_to_consenting() -> None:
    world = opened(a_draft(), form=Form.SHORT)
    assert world.is_at(Stage.CONSENTING)
    assert set(world.electorate) == set(EVERYONE)


def test_with_nobody_but_authors_there_is_nobody_to_explore_with() -> None:
    world = opened(a_draft(ANA, DI, co_authors=(DI,)))
    assert world.is_at(Stage.CONSENTING)


def test_a_circle_of_one_decides_nothing() -> None:
    world = a_draft(ANA)
    with pytest.raises(Refusal) as refused:
        opened(world)
    assert refused.value.reason is Reason.CIRCLE_TOO_SMALL


@pytest.mark.parametrize(
    ("deciding", "reason"),
    [
        (FEW[:4], Reason.TOO_FEW_DECIDE),
        ((*FEW[:4], FEW[0]), Reason.TOO_FEW_DECIDE),
        ((*FEW, HAL), Reason.NOT_IN_CIRCLE),
        ((ANA, BO, EVA, *CROWD), Reason.VOICES_LEFT_OUT),
        ((ANA, BO, CY, EVA, *CROWD), Reason.VOICES_LEFT_OUT),
    ],
)
def test_a_smaller_deciding_group_sits_in_the_circle_and_could_meet_the_voice_rule(
    deciding: tuple[MemberId, ...], reason: Reason
) -> None:
    world = a_draft(*EVERYONE, *CROWD)
    with pytest.raises(Refusal) as refused:
        opened(world, deciding=deciding, settings=Settings(voices=(GroupNeed(PARENTS, count=2),)))
    assert (refused.value.reason, refused.value.at_field) == (reason, "deciding")
    assert world.is_at(Stage.DRAFT)


def test_in_a_circle_that_is_not_large_everyone_decides() -> None:
    world = a_draft(*EVERYONE, *CROWD[:9])
    with pytest.raises(Refusal) as refused:
        opened(world, deciding=FEW)
    assert (refused.value.reason, refused.value.at_field) == (Reason.NO_SMALLER_GROUP, "deciding")


def test_in_a_smaller_deciding_group_the_others_comment() -> None:
    everyone = (*EVERYONE, *CROWD)
    world = opened(a_draft(*everyone), deciding=FEW)
    assert set(world.electorate) == set(everyone) - {ANA}, "everyone is heard in exploring"
    world.until_next()
    world.do(ANA, c.AskEveryone)
    assert set(world.electorate) == set(FEW)
    assert world.refused(FLO, c.GiveAnswer, kind="consent") is Reason.ASKED_OF_OTHERS


def test_about_a_memorandum_its_parties_people_are_asked_in_every_pass() -> None:
    world = opened(a_draft(parties=(CLINIC, AGENCY)))
    assert set(world.electorate) == {BO, DI, FLO}, "all of theirs but who proposes it"
    assert world.refused(CY, c.NothingToAdd) is Reason.ASKED_OF_OTHERS
    world.do(CY, c.AskQuestion, id=remark(1), text="And the schools?")
    assert world.round.tally.heard == 0, "whoever else reads along may ask, and is not counted"
    for member in (BO, DI, FLO):
        world.do(member, c.NothingToAdd)
    assert world.is_at(Stage.AMENDING)
    world.do(ANA, c.AskEveryone)
    assert set(world.electorate) == {ANA, BO, DI, FLO}
    assert world.refused(CY, c.GiveAnswer, kind="consent") is Reason.ASKED_OF_OTHERS


def test_who_comes_for_a_party_after_all_were_asked_takes_part_from_the_next_step_on() -> None:
    world = opened(a_draft(parties=(CLINIC, AGENCY)))
    world.joins(SEATS[GUS])
    assert world.refused(GUS, c.NothingToAdd) is Reason.NOT_ASKED


def test_an_outsider_does_nothing_here() -> None:
    world = a_world(Stage.EXPLORING)
    assert world.refused(HAL, c.NothingToAdd) is Reason.NOT_IN_CIRCLE
    assert world.refused(GUS, c.CarryOn) is Reason.NOT_IN_CIRCLE


def test_who_proposes_sits_in_the_circle() -> None:
    for outside in ({"by": HAL}, {"co_authors": (HAL,)}):
        with pytest.raises(Refusal) as refused:
            a_draft(**outside)
        assert refused.value.reason is Reason.NOT_IN_CIRCLE
    world = a_draft()
    assert world.refused(ANA, c.EditDraft, text=TEXT, co_authors=(HAL,)) is Reason.NOT_IN_CIRCLE


def test_a_round_does_not_open_with_a_co_author_who_has_left() -> None:
    world = a_draft(co_authors=(DI,))
    world.leaves(DI)
    with pytest.raises(Refusal) as refused:
        opened(world)
    assert (refused.value.reason, refused.value.at_field) == (Reason.NOT_IN_CIRCLE, "co_authors")
    world.do(ANA, c.EditDraft, text=TEXT)
    assert opened(world).is_at(Stage.EXPLORING)


def test_a_co_author_who_leaves_changes_nothing_more() -> None:
    """Whatever part somebody has in a round, they act in it as a member of the circle."""
    world = opened(a_draft(co_authors=(DI,)))
    world.until_next()
    world.leaves(DI)
    assert world.refused(DI, c.ChangeText, text=OTHER_TEXT) is Reason.NOT_IN_CIRCLE
    assert world.refused(DI, c.AskEveryone) is Reason.NOT_IN_CIRCLE
