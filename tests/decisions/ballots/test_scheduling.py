"""A ballot that opens later by itself, and what may happen to it until then (docs/decisions/0042)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.notices import NoticeKind, notices_for
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form, Settings
from decisions.workdays import MORNING, at_local, local_day
from tests.decisions.builders import MONDAY
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, GUS, PARENTS, SEATS
from tests.decisions.test_ballots import QUESTION, SEED, WHERE, a_draft, opened, the
from tests.decisions.world import World

FRIDAY = MONDAY + timedelta(days=4)
FACTS: dict[str, Any] = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}


def scheduled(terms: Terms | None = None) -> World:
    world = a_draft(terms=terms or Terms(opens_at=FRIDAY))
    world.facilitator = BO
    return opened(world)


def edit(world: World, by: Any = ANA, ballot: Ballot = WHERE, **terms: Any) -> tuple[Any, ...]:
    changed = replace(world.round.terms, **terms)
    return world.do(by, c.EditDraft, text=QUESTION, ballot=ballot, terms=changed)


def test_it_waits_as_a_draft_and_opens_by_itself_when_its_time_has_come() -> None:
    world = scheduled()
    world.passes_to(FRIDAY - timedelta(seconds=1))
    assert world.is_at(Stage.DRAFT)
    world.passes_to(FRIDAY)
    assert world.is_at(Stage.VOTING)
    assert (world.round.opened_at, world.round.facilitator) == (FRIDAY, BO)
    assert world.round.scheduled is None


def test_a_late_tick_opens_it_as_of_its_own_time() -> None:
    world = scheduled(Terms(opens_at=FRIDAY, closes_at=FRIDAY + timedelta(days=6)))
    world.passes_to(FRIDAY + timedelta(days=3))
    assert world.round.opened_at == the(world, e.PassOpened).at == FRIDAY
    assert world.round.deadline == FRIDAY + timedelta(days=6)


def test_who_sits_in_the_circle_when_it_opens_is_asked() -> None:
    world = scheduled()
    world.joins(SEATS[GUS])
    world.leaves(EVA)
    world.passes_to(FRIDAY)
    assert set(world.electorate) == {*EVERYONE, GUS} - {EVA}


def test_the_circle_that_it_opens_in_is_that_of_the_day() -> None:
    world = scheduled()
    world.facilitator, world.settings = DI, Settings(max_extensions=1)
    world.passes_to(FRIDAY)
    assert (world.round.facilitator, world.round.settings.max_extensions) == (DI, 1)


def test_its_lot_was_made_beforehand_and_is_shown_once_it_is_open() -> None:
    world = scheduled()
    assert world.round.ballot is not None
    assert world.round.ballot.rules.seed == ""
    world.passes_to(FRIDAY)
    assert world.round.ballot is not None
    assert UUID(world.round.ballot.rules.seed) == SEED


def test_a_time_that_is_past_opens_at_once() -> None:
    assert scheduled(Terms(opens_at=MONDAY - timedelta(hours=1))).is_at(Stage.VOTING)


def test_its_authors_open_it_at_once_or_hold_it_back() -> None:
    world = scheduled()
    world.do(ANA, c.OpenRound, at_once=True, **FACTS)
    assert world.is_at(Stage.VOTING)
    held = scheduled()
    held.do(ANA, c.HoldBack)
    assert held.round.scheduled is None
    assert held.do(ANA, c.HoldBack) == ()
    held.passes_to(FRIDAY + timedelta(days=1))
    assert held.is_at(Stage.DRAFT)


def test_nobody_else_does() -> None:
    assert scheduled().refused(CY, c.HoldBack) is Reason.ONLY_PROPOSER


def test_thrown_away_it_never_opens() -> None:
    world = scheduled()
    world.do(ANA, c.DiscardDraft)
    world.passes_to(FRIDAY)
    assert world.is_at(Stage.DISCARDED)


def test_to_set_it_again_changes_nothing() -> None:
    assert scheduled().do(ANA, c.OpenRound, seed=UUID(int=8), **FACTS) == ()


def test_it_can_be_edited_and_put_off_until_then() -> None:
    world = scheduled()
    edit(world, opens_at=FRIDAY + timedelta(days=3), members_add=True)
    world.passes_to(FRIDAY)
    assert world.is_at(Stage.DRAFT)
    world.passes_to(FRIDAY + timedelta(days=3))
    assert world.is_at(Stage.VOTING)
    assert world.round.terms.members_add


def test_without_a_time_it_is_an_ordinary_draft_again() -> None:
    world = scheduled()
    edit(world, opens_at=None)
    assert world.round.scheduled is None
    edit(world, opens_at=FRIDAY)
    world.passes_to(FRIDAY)
    assert world.is_at(Stage.DRAFT), "whoever wants it to open says so"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ballot": replace(WHERE, options=WHERE.options[:1])}, Reason.TOO_FEW_OPTIONS),
        ({"opens_at": MONDAY}, Reason.DATE_NOT_AHEAD),
        ({"opens_at": MONDAY + timedelta(days=400)}, Reason.DATE_TOO_FAR),
        ({"closes_at": FRIDAY}, Reason.DATE_NOT_AHEAD),
        ({"people": (CY,)}, Reason.TOO_FEW_ASKED),
    ],
)
def test_what_is_about_to_open_is_not_left_unfinished(change: dict[str, Any], reason: Reason) -> None:
    world = scheduled()
    ballot = change.pop("ballot", WHERE)
    terms = replace(world.round.terms, **change)
    assert world.refused(ANA, c.EditDraft, text=QUESTION, ballot=ballot, terms=terms) is reason


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (Terms(opens_at=MONDAY + timedelta(days=400)), Reason.DATE_TOO_FAR),
        (Terms(opens_at=FRIDAY, closes_at=FRIDAY - timedelta(days=1)), Reason.DATE_NOT_AHEAD),
        (Terms(opens_at=FRIDAY, people=(CY,)), Reason.TOO_FEW_ASKED),
    ],
)
def test_what_could_not_open_then_is_refused_now(terms: Terms, reason: Reason) -> None:
    assert a_draft(terms=terms).refused(ANA, c.OpenRound, **FACTS) is reason


def test_it_is_held_back_where_it_cannot_open_and_its_author_is_told() -> None:
    world = scheduled(Terms(opens_at=FRIDAY, group=PARENTS))
    world.leaves(CY)
    before = world.round
    events = world.passes_to(FRIDAY)
    assert world.is_at(Stage.DRAFT)
    assert world.round.scheduled is None
    assert [notice.kind for notice in notices_for(before, world.round, events)] == [NoticeKind.NOT_OPENED]


def test_it_does_not_open_for_an_author_who_has_left() -> None:
    world = scheduled()
    world.leaves(ANA)
    assert world.round.scheduled is None
    world.passes_to(FRIDAY)
    assert world.is_at(Stage.DRAFT)


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        # On these days clocks change before nine in the morning.
        ("Europe/Madrid", datetime(2026, 3, 29, tzinfo=UTC), 7),
        ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC), 14),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, tzinfo=UTC), 22),
    ],
)
def test_it_opens_at_nine_by_the_clock_on_the_wall_also_when_clocks_have_changed(
    zone: str, day: datetime, utc: int
) -> None:
    opens_at = at_local(day.date(), MORNING, zone)
    assert opens_at.hour == utc
    world = World(circle=a_draft().circle, now=opens_at - timedelta(days=3), process=a_draft().process)
    world.begin(ANA, QUESTION, ballot=WHERE, terms=Terms(opens_at=opens_at))
    world.settings = Settings(zone=zone)
    opened(world, settings=world.settings)
    world.until_next()
    assert world.round.opened_at == opens_at
    assert local_day(opens_at, zone) == day.date()
