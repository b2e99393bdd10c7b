"""A large circle in one Slack channel, asked about one proposal: in a real database, beside a fake Slack."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, insert

from decisions.rounds.round import Round
from storage.database import Database
from storage.deliveries import on_recorded
from storage.tables.people import CircleSeatRow, IdentityRow, PlaceRow
from storage.unit import Unit
from storage.writer import Writer
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_things import Channel, Message
from tests.support.builders import Community, a_network, an_open_round, done, make_circle, new_id

A_MONDAY: Final = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""It is this moment when a test begins: no deadline and no ask falls due while it runs."""
CHANNEL: Final = "C0GENERAL"
SEATED_BY_COMMAND: Final = 3
LONGEST: Final = 60.0


def shift_to_monday() -> float:
    """Seconds by which the machine's clock must be put on."""
    return A_MONDAY.timestamp() - time.time()


@dataclass
class Gathering:
    url: str
    community: Community
    round: Round
    slack: FakeSlack

    @property
    def channel(self) -> Channel:
        return self.slack.channels[CHANNEL]

    @property
    def card(self) -> Message:
        """The round's own card, as everyone sees it."""
        (card,) = self.channel.cards
        return card

    @property
    def settings(self) -> dict[str, Any]:
        """What Rondo is told from outside."""
        slack = self.slack
        tokens = {"slack_bot_token": slack.token, "slack_signing_secret": slack.secret}
        return {"database_url": self.url, "slack_api_url": slack.api_url, **tokens}


def user(number: int) -> str:
    """The Slack user who is the member of this number."""
    return f"U{number:08d}"


def gather(url: str, slack: FakeSlack, members: int, at: datetime, **round: Any) -> Gathering:
    """``url`` is a database with the schema in it. ``members[0]`` facilitates, ``members[1]`` has proposed."""
    database = Database(url)
    with Writer(database, lambda: at, (on_recorded,)) as writer:
        community: Community = done(
            writer.run(lambda unit: _people(unit, members, slack.team)).result(LONGEST)
        ).state
        everyone = community.members
        community.members = everyone[:SEATED_BY_COMMAND]
        done(writer.submit(make_circle(community), "").result(LONGEST))
        community.members = everyone
        done(writer.run(lambda unit: _seat(unit.connection, community, slack.team)).result(LONGEST))
        opened = an_open_round(writer, community, **round)
    database.close()
    for number in range(members):
        # As the tables have them: a reading of the channel changes nobody.
        slack.person_with_id(user(number), f"Member {number}", tz="UTC", locale="en-US")
    slack.channels[CHANNEL] = Channel(
        CHANNEL, "general", members=[slack.rondo, *(user(number) for number in range(members))]
    )
    return Gathering(url, community, opened, slack)


def _people(unit: Unit, members: int, team: str) -> Community:
    community = a_network(unit.connection, members)
    accounts = [
        {
            "network_id": community.network_id,
            "platform": "slack",
            "tenant": team,
            "user_id": user(number),
            "member_id": member,
            "made_at": unit.now,
        }
        for number, member in enumerate(community.members)
    ]
    unit.connection.execute(insert(IdentityRow), accounts)
    return community


def _seat(connection: Connection, community: Community, team: str) -> None:
    network, circle = community.network_id, community.circle_id
    seats = [
        {
            "network_id": network,
            "circle_id": circle,
            "member_id": seat.member,
            "group_id": seat.group,
            "organisation_id": seat.organisation,
            "position": number,
        }
        for number, seat in enumerate(community.seats)
        if number >= SEATED_BY_COMMAND
    ]
    if seats:
        connection.execute(insert(CircleSeatRow), seats)
    place = {
        "network_id": network,
        "id": new_id(),
        "platform": "slack",
        "tenant": team,
        "conversation": CHANNEL,
        "circle_id": circle,
        "name": "general",
        "private": False,
    }
    connection.execute(insert(PlaceRow), [place])
