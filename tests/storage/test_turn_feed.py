"""A circle's turns in a member's calendar: for as long as they may know of the circle, and have not stopped their links."""

from sqlalchemy import update

from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from storage.database import Database
from storage.reading.turn_feed import turns_for_calendar
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, done
from tests.support.roles import in_turn


def test_who_is_not_or_no_longer_of_the_circle_reads_no_turns(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, others = a_community(writer), a_community(writer)
    role = in_turn(writer, people)

    def reads(member: MemberId, of: Community = people, stopped: int = 0) -> bool:
        found = database.read_now(
            lambda k: turns_for_calendar(k, of.network_id, role.circle_id, member, stopped, clock())
        )
        return found is not None and bool(found[1])

    leaves, closed, stays = people.members[2:5]
    assert [reads(one) for one in (leaves, closed, stays)] == [True] * 3
    leaving = UnseatMember(network_id=people.network_id, by=leaves, circle_id=role.circle_id, member=leaves)
    done(writer.submit(leaving, "").result(30))
    member = METADATA.tables["member"]
    with database.writing.begin() as connection:
        connection.execute(update(member).where(member.c.id == closed).values(active=False))
    assert [reads(one) for one in (leaves, closed, stays)] == [False, False, True]
    assert not reads(stays, stopped=1)
    assert not reads(others.members[0])
    assert not reads(others.members[0], others)
