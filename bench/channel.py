"""A Teams channel as a second place of the community's circle: everyone has an account in its tenant as well."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from storage.references import note_conversation, note_handles
from storage.tables.people import IdentityRow, PlacePersonRow, PlaceRow
from storage.unit import Unit
from tests.support.builders import Community

TEAMS: Final = "teams"
LISTED: Final = 60
"""People whom the channel lists: the most for whom Teams shows views of their own, so that each press is answered with a card."""


@dataclass(frozen=True, slots=True)
class Channel:
    """As Teams names it, and where it is answered."""

    tenant: str
    conversation: str
    team: str
    service_url: str


def teams_user(number: int) -> str:
    """The directory id of the member of this number."""
    return f"aad-{number:08d}"


def handle(number: int) -> str:
    """Teams' name of the same member for Rondo."""
    return f"29:{teams_user(number)}"


def meet_in(unit: Unit, community: Community, channel: Channel) -> None:
    """The channel becomes a place of the circle; Rondo knows everyone, as after their first words."""
    network, tenant, everyone = community.network_id, channel.tenant, enumerate(community.members)
    accounts = [
        {
            "network_id": network,
            "platform": TEAMS,
            "tenant": tenant,
            "user_id": teams_user(number),
            "member_id": member,
            "made_at": unit.now,
        }
        for number, member in everyone
    ]
    unit.connection.execute(insert(IdentityRow), accounts)
    numbers = range(len(community.members))
    known = [(tenant, teams_user(number), handle(number), channel.service_url, "") for number in numbers]
    note_handles(unit, TEAMS, known)
    there = (tenant, channel.conversation, channel.service_url, "channel", channel.team, False)
    note_conversation(unit, TEAMS, *there)
    _add_place(unit, community, channel)


def _add_place(unit: Unit, community: Community, channel: Channel) -> None:
    place = {
        "network_id": community.network_id,
        "id": uuid7(),
        "platform": TEAMS,
        "tenant": channel.tenant,
        "conversation": channel.conversation,
        "circle_id": community.circle_id,
        "name": "General",
        "private": False,
    }
    unit.connection.execute(insert(PlaceRow), [place])
    listed = [
        {
            "network_id": community.network_id,
            "place_id": place["id"],
            "member_id": member,
            "since": unit.now,
        }
        for member in community.members[:LISTED]
    ]
    unit.connection.execute(insert(PlacePersonRow), listed)
