"""The community that answers: everyone sits in one circle, has an account in one workspace, and is asked in one open round."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, insert, select
from uuid_utils.compat import uuid7

from bench.channel import Channel, meet_in
from bot.clock import SystemClock
from decisions.ids import MemberId
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.round import Round
from storage.database import Database
from storage.deliveries import on_recorded
from storage.migrate import upgrade
from storage.tables import METADATA
from storage.tables.people import CircleSeatRow, IdentityRow, PlaceRow
from storage.unit import Unit
from storage.writer import Writer
from tests.support.builders import Community, a_network, an_open_round, done, make_circle

TENANT: Final = "T0BENCH"
CHANNEL: Final = "C0BENCH"
SEATED_BY_COMMAND: Final = 3
LONGEST: Final = 300.0
"""Seconds for one step of the preparation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open round, and those who are asked in it."""

    round: Round
    members: list[MemberId]


def user(number: int) -> str:
    """The Slack user who is the member of this number."""
    return f"U{number:08d}"


def settle(url: str, members: int, channel: Channel | None = None, *, ballot: Ballot | None = None) -> Asked:
    """Makes the schema, the community and the round. With a ``channel`` the circle meets in Teams as well; with a ``ballot``
    it is that which is asked."""
    database = Database(url)
    upgrade(database)
    with Writer(database, SystemClock().now, (on_recorded,)) as writer:
        community: Community = done(writer.run(lambda unit: _people(unit, members)).result(LONGEST)).state
        everyone = community.members
        community.members = everyone[:SEATED_BY_COMMAND]
        done(writer.submit(make_circle(community), "").result(LONGEST))
        community.members = everyone
        done(writer.run(lambda unit: _seat_the_others(unit.connection, community)).result(LONGEST))
        if channel is not None:
            done(writer.run(lambda unit: meet_in(unit, community, channel)).result(LONGEST))
        round = an_open_round(writer, community, ballot=ballot)
    database.close()
    return Asked(round, everyone)


def answers_in(url: str) -> int:
    """How many answers the database holds."""
    database = Database(url)
    try:
        counted = select(func.count()).select_from(METADATA.tables["answer"])
        return database.read_now(lambda connection: int(connection.execute(counted).scalar_one()))
    finally:
        database.close()


def events_in(url: str) -> int:
    """Of how many answers its journal tells. A second recording of one would be another event."""
    database = Database(url)
    try:
        told = METADATA.tables["journal"].c.entry.like('%"event":"AnswerGiven"%')
        counted = select(func.count()).select_from(METADATA.tables["journal"]).where(told)
        return database.read_now(lambda connection: int(connection.execute(counted).scalar_one()))
    finally:
        database.close()


def _people(unit: Unit, members: int) -> Community:
    community = a_network(unit.connection, members, "A large community")
    accounts = [
        {
            "network_id": community.network_id,
            "platform": "slack",
            "tenant": TENANT,
            "user_id": user(number),
            "member_id": member,
            "made_at": unit.now,
        }
        for number, member in enumerate(community.members)
    ]
    unit.connection.execute(insert(IdentityRow), accounts)
    return community


def _seat_the_others(connection: Connection, community: Community) -> None:
    network, circle = community.network_id, community.circle_id
    seats = [
        {
            "network_id": network,
            "circle_id": circle,
            "member_id": member,
            "group_id": community.groups[number % len(community.groups)],
            "organisation_id": community.organisations[number % len(community.organisations)],
            "position": number,
        }
        for number, member in enumerate(community.members)
        if number >= SEATED_BY_COMMAND
    ]
    connection.execute(insert(CircleSeatRow), seats)
    place = {
        "network_id": network,
        "id": uuid7(),
        "platform": "slack",
        "tenant": TENANT,
        "conversation": CHANNEL,
        "circle_id": circle,
        "name": "general",
        "private": False,
    }
    connection.execute(insert(PlaceRow), [place])
