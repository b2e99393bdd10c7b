"""What each party commits to is a commitment of theirs while the memorandum is in force."""

from dataclasses import replace
from datetime import date

from decisions.commitments.commitment import OriginKind
from decisions.ids import ClauseId
from decisions.mous.committing import commitment_of, commitments_of
from decisions.mous.mou import Party
from decisions.mous.terms import Clause
from decisions.recurring.rhythm import Every, Rhythm
from tests.decisions.mous.world import BOOKS, DATA, MOU, MouWorld, one_in_force
from tests.decisions.people import AGENCY, ANA, BO, CLINIC, FLO, HAL

TODAY = date(2026, 4, 1)
WEEKLY = Rhythm(Every.WEEK)


def test_whoever_signed_has_said_yes_to_each_clause_of_their_party() -> None:
    weekly = Clause(ClauseId(HAL), CLINIC, "Opens the room", WEEKLY)
    world = one_in_force(clauses=(BOOKS, DATA, weekly))
    books, data, opens = commitments_of(world.known, world.circle, TODAY)
    assert [(one.by, one.who) for one in (books, data, opens)] == [(ANA, ANA), (FLO, FLO), (ANA, ANA)]
    assert (books.promise.what, books.promise.known_by, books.promise.due) == (
        "Gives a room",
        "It is open",
        None,
    )
    assert (data.promise.due, data.promise.rhythm) == (date(2026, 6, 1), None)
    assert (opens.promise.due, opens.promise.rhythm) == (date(2026, 4, 6), WEEKLY)
    assert (data.origin.kind, data.origin.about) == (OriginKind.MOU, MOU)


def test_where_who_signed_sits_elsewhere_it_is_asked_of_their_people_there() -> None:
    world = MouWorld()
    world.of[HAL] = frozenset({AGENCY})
    world.draft(parties=(Party(CLINIC, ANA), Party(AGENCY, HAL))).agree().sign_all().until(
        world.now.replace(month=4)
    )
    _, data = commitments_of(world.known, world.circle, TODAY)
    assert (data.who, data.by) == (BO, ANA), "asked, by somebody else: it waits for a yes"
    seats = tuple(seat for seat in world.circle.seats if seat.organisation != AGENCY)
    gone = replace(world.circle, seats=seats)
    assert [one.who for one in commitments_of(world.known, gone, TODAY)] == [ANA]


def test_what_comes_again_is_not_due_on_the_day_on_which_it_begins() -> None:
    on_that_day = replace(WEEKLY, weekday=TODAY.weekday())
    world = one_in_force(clauses=(Clause(ClauseId(HAL), CLINIC, "Opens the room", on_that_day),))
    (opens,) = commitments_of(world.known, world.circle, TODAY)
    assert opens.promise.due == date(2026, 4, 8)


def test_a_day_that_is_over_by_then_is_today() -> None:
    world = one_in_force()
    _, data = commitments_of(world.known, world.circle, date(2026, 7, 1))
    assert data.promise.due == date(2026, 7, 1)


def test_the_same_clause_is_the_same_commitment_and_another_is_another() -> None:
    mou = one_in_force().known
    assert commitment_of(mou, DATA) == commitment_of(mou, replace(DATA))
    for other in (
        replace(DATA, words="Sends two lists"),
        replace(DATA, by_when=None),
        replace(DATA, known_by="Yes"),
    ):
        assert commitment_of(mou, other) != commitment_of(mou, DATA)
