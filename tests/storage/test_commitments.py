"""Commitments in the tables: as the journal tells them, whatever happens in the circle and whoever turns out to be whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from decisions.commitments import commands as c
from decisions.commitments.commitment import Origin, OriginKind, Promise, Said, Standing, Step
from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.roles import commands as r
from storage.database import Database
from storage.exporting import exported
from storage.reading.commitments import commitments_from
from storage.reading.roles import role_record
from storage.replay import replay
from storage.tables.commitments import Happening
from storage.writer import Declined, Writer
from tests.storage.test_uniting import unite
from tests.support.builders import TurnedClock, a_community, done, make_circle, new_id
from tests.support.commitments import IN_TEN_DAYS, asks, happenings, parts, promised, stored, submit, tell
from tests.support.roles import a_role
from tests.support.roles import tell as tell_role


def test_it_is_kept_with_everybodys_part(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    steps = (Step(new_id(), "Read them"),)
    one = asks(writer, people, ana, bo, helpers=(cy,), steps=steps)
    assert stored(database, one) == one
    assert {m: (row.accountable, row.said) for m, row in parts(database, one).items()} == {
        bo: (True, Said.NOTHING),
        cy: (False, Said.NOTHING),
    }
    tell(writer, one, c.AcceptCommitment, bo)
    tell(writer, one, c.DeclineCommitment, cy)
    assert [parts(database, one)[member].said for member in (bo, cy)] == [Said.YES, Said.NO]


def test_the_journal_tells_the_same_as_the_tables(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    one = asks(writer, people, ana, bo)
    tell(writer, one, c.AcceptCommitment, bo)
    tell(writer, one, c.SuggestDay, bo, id=new_id(), due=IN_TEN_DAYS + timedelta(days=3), words="I am ill")
    tell(writer, one, c.AddComment, cy, id=new_id(), words="Get well")
    clock.turn(days=9)
    done(writer.settle_due().result(30))
    offer = new_id()
    tell(writer, one, c.HandOver, bo, id=offer, to=cy)
    tell(writer, one, c.AnswerHandOver, cy, id=offer, accept=True)
    after = tell(writer, one, c.Finish, cy, words="All is well")
    assert (after.standing, after.accountable, after.moved) == (Standing.DONE, cy, 1)
    assert stored(database, one) == after
    assert database.read_now(lambda k: replay(k, people.network_id, one.id)) == after
    assert happenings(database, one) == [Happening.MOVED, Happening.HANDED_OVER, Happening.KEPT]


def test_what_it_comes_from_is_the_networks_own(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    for kind in (OriginKind.AGREEMENT, OriginKind.ROLE):
        command = c.MakeCommitment(
            network_id=people.network_id,
            by=people.members[0],
            commitment_id=new_id(),
            circle_id=people.circle_id,
            who=people.members[0],
            promise=promised(writer, people, people.members[0]).promise,
            origin=Origin(kind, new_id()),
        )
        outcome = writer.submit(command, "").result(30)
        assert isinstance(outcome, Declined)
        assert outcome.refusal.reason is Reason.NOT_FOUND


def test_what_it_comes_from_is_the_circles_own(database: Database, writer: Writer) -> None:
    """Else people of one circle would read what another has agreed on, and its role would tell what is done here."""
    people = a_community(writer)
    second = replace(people, circle_id=new_id())
    done(writer.submit(make_circle(second), "").result(30))
    role = a_role(writer, second)
    theirs = Origin(OriginKind.ROLE, role.id)
    command = c.MakeCommitment(
        network_id=people.network_id,
        by=people.members[0],
        commitment_id=new_id(),
        circle_id=people.circle_id,
        who=people.members[0],
        promise=Promise("Write down what is said"),
        origin=theirs,
    )
    outcome = writer.submit(command, "").result(30)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.NOT_FOUND
    assert asks(writer, second, people.members[0], people.members[0], origin=theirs).origin == theirs


def test_what_waits_for_another_goes_on_once_that_is_done(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    first, second = promised(writer, people, ana), promised(writer, people, bo)
    tell(writer, second, c.Block, bo, on=first.id)
    outcome = submit(writer, first, c.Block, ana, on=second.id)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.WAITS_FOR_ITSELF
    tell(writer, first, c.Finish, ana)
    assert stored(database, second).blocked is None


def test_what_waits_for_something_that_comes_again_goes_on_once_that_is_done_one_time(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    weekly = promised(writer, people, ana, rhythm=Rhythm(Every.WEEK, weekday=4))
    waiting = promised(writer, people, bo)
    tell(writer, waiting, c.Block, bo, on=weekly.id)
    tell(writer, weekly, c.SkipOnce, ana)
    assert stored(database, waiting).blocked is not None
    tell(writer, weekly, c.Finish, ana)
    assert not stored(database, weekly).over
    assert stored(database, waiting).blocked is None


@pytest.mark.parametrize("over", [c.Finish, c.Drop])
def test_nothing_waits_for_what_is_over(
    database: Database, writer: Writer, over: type[c.CommitmentCommand]
) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    first, second = promised(writer, people, ana), promised(writer, people, bo)
    tell(writer, first, over, ana, words="That is that")
    outcome = submit(writer, second, c.Block, bo, on=first.id)
    assert isinstance(outcome, Declined)
    assert (outcome.refusal.reason, outcome.refusal.at_field) == (Reason.COMMITMENT_IS_OVER, "on")


def test_whoever_leaves_the_circle_leaves_what_they_said_they_would_do(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    own, helped = promised(writer, people, cy), promised(writer, people, bo)
    kept = promised(writer, people, cy)
    tell(writer, kept, c.Finish, cy)
    tell(writer, helped, c.AskToHelp, cy, who=cy)
    leave = UnseatMember(network_id=people.network_id, by=ana, circle_id=people.circle_id, member=cy)
    done(writer.submit(leave, "").result(30))
    assert (stored(database, own).standing, stored(database, own).accountable) == (Standing.NOBODYS, None)
    assert stored(database, helped).helpers == ()
    assert stored(database, kept).accountable == cy
    assert parts(database, own) == {}


def test_two_accounts_of_one_person_have_one_part(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    one = asks(writer, people, ana, bo, helpers=(cy,))
    tell(writer, one, c.AcceptCommitment, cy)
    unite(writer, people, bo, cy)
    after = stored(database, one)
    assert (after.accountable, after.helpers) == (bo, ())
    assert list(parts(database, one)) == [bo]
    assert database.read_now(lambda k: replay(k, people.network_id, one.id)) == after


def test_another_network_knows_nothing_of_it(database: Database, writer: Writer) -> None:
    people, others = a_community(writer), a_community(writer)
    one = promised(writer, people, people.members[0])
    command = c.Finish(network_id=others.network_id, by=others.members[0], commitment_id=one.id)
    outcome = writer.submit(command, "").result(30)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.NOT_FOUND


def test_why_somebody_cannot_is_not_exported(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    one = asks(writer, people, ana, bo)
    tell(writer, one, c.DeclineCommitment, bo, words="my mother is ill")
    with database.reading.connect() as connection:
        lines = [line for line in exported(connection, people.network_id) if "commitment" in line]
    assert [line["event"] for line in lines] == ["CommitmentMade", "CommitmentDeclined"]
    assert "mother" not in str(lines)


def test_what_is_to_be_done_for_a_role_moves_over_only_with_a_yes_of_its_next_holder(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    old, new = people.members[2:4]
    role = a_role(writer, people)
    tell_role(writer, role, r.Volunteer, old)
    for_it = Origin(OriginKind.ROLE, role.id)
    one, other = promised(writer, people, old, origin=for_it), promised(writer, people, old)
    done_one = promised(writer, people, old, origin=for_it)
    tell(writer, done_one, c.Finish, old)
    tell_role(writer, role, r.StepDown, old)
    assert stored(database, one).offer is None
    tell_role(writer, role, r.Volunteer, new)
    offer = stored(database, one).offer
    assert offer is not None
    assert (offer.by, offer.to, stored(database, one).accountable) == (old, new, old)
    assert [stored(database, each).offer for each in (other, done_one)] == [None, None]
    tell(writer, one, c.AnswerHandOver, new, id=offer.id, accept=True)
    assert stored(database, one).accountable == new


def test_a_role_shows_what_is_to_be_done_for_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    holder, other = people.members[2:4]
    role = a_role(writer, people)
    tell_role(writer, role, r.Volunteer, holder)
    for_it = Origin(OriginKind.ROLE, role.id)
    wanted = promised(writer, people, holder, origin=for_it)
    tell(writer, promised(writer, people, holder, origin=for_it), c.Finish, holder)
    promised(writer, people, holder)
    record = database.read_now(lambda k: role_record(k, people.network_id, role.id, other, clock()))
    assert record is not None
    assert record.commitments == (wanted,)
    assert holder in record.members


def test_why_somebody_said_no_is_read_by_them_and_by_who_asked(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    asker, asked, other = people.members[1:4]
    role = a_role(writer, people)
    one = asks(writer, people, asker, asked, origin=Origin(OriginKind.ROLE, role.id))
    tell(writer, one, c.DeclineCommitment, asked, words="My mother is ill.")

    def words(reader: MemberId) -> list[str]:
        about = (people.network_id, OriginKind.ROLE, role.id, reader)
        return [each.words for each in database.read_now(lambda k: commitments_from(k, *about))]

    assert [words(reader) for reader in (asker, asked, other)] == [
        ["My mother is ill."],
        ["My mother is ill."],
        [""],
    ]


def test_what_was_not_done_after_all_is_not_counted_as_done(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana = people.members[0]
    once, weekly = promised(writer, people, ana), promised(writer, people, ana, rhythm=Rhythm(Every.WEEK))
    let_go = promised(writer, people, ana)
    tell(writer, once, c.Finish, ana)
    tell(writer, let_go, c.Drop, ana, words="no money")
    tell(writer, weekly, c.Finish, ana)
    last = tell(writer, weekly, c.Finish, ana).last_time
    assert last is not None
    assert happenings(database, weekly) == [Happening.KEPT, Happening.KEPT]
    tell(writer, weekly, c.Reopen, ana, first_due=last.first_due)
    tell(writer, once, c.Reopen, ana)
    tell(writer, let_go, c.Reopen, ana)
    found = [happenings(database, one) for one in (once, weekly, let_go)]
    assert found == [[], [Happening.KEPT], []]


@pytest.mark.parametrize(("ends", "in_vain"), [((c.Finish, {}), False), ((c.Drop, {"words": "no"}), True)])
def test_whoever_waits_knows_whether_what_they_waited_for_was_done(
    database: Database, writer: Writer, ends: tuple[Any, Any], in_vain: bool
) -> None:
    people = a_community(writer)
    ana = people.members[0]
    other, waiting = promised(writer, people, ana), promised(writer, people, ana)
    tell(writer, waiting, c.Block, ana, on=other.id)
    kind, fields = ends
    tell(writer, other, kind, ana, **fields)
    found = stored(database, waiting)
    assert (found.blocked, found.in_vain) == (None, other.id if in_vain else None)
