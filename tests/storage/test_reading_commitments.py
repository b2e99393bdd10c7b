"""A circle's commitments as one reader may see them: bounded, with what became of them; and for whom there are none."""

from dataclasses import replace
from datetime import timedelta

from decisions.commitments import commands as c
from decisions.commitments.over_time import Counted
from decisions.commitments.record import CommitmentsRecord, OwnCommitments
from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from storage.database import Database
from storage.reading.commitments import circle_called, commitments_record, own_commitments
from storage.reading.own_feed import commitments_for_calendar
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, done, make_circle, new_id
from tests.support.commitments import IN_TEN_DAYS, asks, promised, tell


def read(
    database: Database, clock: TurnedClock, people: Community, reader: MemberId, **most: int
) -> CommitmentsRecord | None:
    return database.read_now(
        lambda k: commitments_record(k, people.network_id, people.circle_id, reader, clock(), **most)
    )


def leave(writer: Writer, people: Community, who: MemberId) -> None:
    leaving = UnseatMember(network_id=people.network_id, by=who, circle_id=people.circle_id, member=who)
    done(writer.submit(leaving, "").result(30))


def test_it_is_bounded_and_what_is_due_first_stays(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    ana = people.members[0]
    ones = [promised(writer, people, ana, IN_TEN_DAYS + timedelta(days=n)) for n in (2, 0, 1)]
    over = [tell(writer, promised(writer, people, ana), c.Finish, ana) for _ in range(3)]
    found = read(database, clock, people, ana, most=2, most_ended=1)
    assert found is not None
    assert [one.id for one in found.commitments] == [ones[1].id, ones[2].id]
    assert len(found.ended) == 1
    assert found.ended[0].id in {one.id for one in over}
    assert found.weeks[0].counted == Counted(kept=3)


def test_others_read_none_and_download_none(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people, others = a_community(writer), a_community(writer)
    ana, bo = people.members[:2]
    promised(writer, people, ana)
    assert read(database, clock, people, bo) is not None
    assert read(database, clock, people, others.members[0]) is None
    of_theirs = replace(people, network_id=others.network_id)
    assert read(database, clock, of_theirs, others.members[0]) is None
    leave(writer, people, bo)
    assert read(database, clock, people, bo) is None, "the circle is no longer theirs"


def test_a_circle_is_found_by_its_name_among_ones_own(database: Database, writer: Writer) -> None:
    people, others = a_community(writer), a_community(writer)

    def called(words: str, by: MemberId = people.members[0]) -> object:
        return database.read_now(lambda k: circle_called(k, people.network_id, by, words))

    assert called("overdue  CIRCLE") == people.circle_id
    assert called("overdue") is None
    assert called("circle", others.members[0]) is None
    second = replace(make_circle(people), circle_id=new_id())
    done(writer.submit(second, "").result(30))
    assert called("circle") is None, "two are called so"


# --- for a calendar -----------------------------------------------------------------------------------------------


def test_what_somebody_does_is_in_their_calendar_and_in_nobody_elses(
    database: Database, writer: Writer
) -> None:
    people, others = a_community(writer), a_community(writer)
    ana, bo, cy = people.members[:3]

    def titles(member: MemberId, stopped: int = 0, of: Community = people) -> list[str] | None:
        found = database.read_now(lambda k: commitments_for_calendar(k, of.network_id, member, stopped))
        return None if found is None else [each.commitment.promise.what for each in found]

    promised(writer, people, ana, what="Mine")
    promised(writer, people, ana, None, what="Without a day")
    asked = asks(writer, people, ana, bo, what="Asked", helpers=(cy,))
    assert [titles(who) for who in (ana, bo, cy)] == [["Mine"], [], []]
    for who in (bo, cy):
        tell(writer, asked, c.AcceptCommitment, who)
    assert [titles(who) for who in (ana, bo, cy)] == [["Mine"], ["Asked"], ["Asked"]]
    tell(writer, asked, c.Finish, bo)
    assert titles(cy) == []
    assert titles(ana, stopped=1) is None, "they have stopped their links since"
    assert titles(others.members[0]) is None
    assert titles(ana, of=others) is None
    leave(writer, people, ana)
    assert titles(ana) == []


def test_each_change_makes_its_number_greater(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    ana = people.members[0]
    one = promised(writer, people, ana)

    def kept() -> tuple[int, object]:
        found = database.read_now(lambda k: commitments_for_calendar(k, people.network_id, ana, 0, one.id))
        assert found is not None
        return found[0].changes, found[0].changed_at

    before = kept()
    assert kept() == before
    clock.turn(hours=1)
    tell(writer, one, c.SuggestDay, ana, id=new_id(), due=IN_TEN_DAYS + timedelta(days=1))
    after = kept()
    assert after[0] > before[0]
    assert after[1] == clock()


def test_whoever_asked_keeps_a_no_in_sight_and_for_some_days_what_was_done(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]

    def own(reader: MemberId) -> OwnCommitments:
        return database.read_now(lambda k: own_commitments(k, people.network_id, reader, clock()))

    refused, finished = asks(writer, people, ana, bo), asks(writer, people, ana, bo)
    tell(writer, refused, c.DeclineCommitment, bo, words="no time")
    tell(writer, finished, c.AcceptCommitment, bo)
    tell(writer, finished, c.Finish, bo, words="all is well")
    anas = own(ana)
    assert [(one.commitment.id, one.commitment.words) for one in anas.refused] == [(refused.id, "no time")]
    assert [(one.commitment.id, one.commitment.words) for one in anas.asked_for] == [
        (finished.id, "all is well")
    ]
    assert own(bo) == replace(OwnCommitments(), members=own(bo).members)
    assert own(cy) == replace(OwnCommitments(), members=own(cy).members)
    clock.turn(days=8)
    later = own(ana)
    assert [one.commitment.id for one in later.refused] == [refused.id]
    assert later.asked_for == ()
