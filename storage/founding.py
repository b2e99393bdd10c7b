"""A whole network at once: its organisations, groups, members and their accounts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Table, insert, select

from decisions.ids import GroupId, NetworkId, OrganisationId
from decisions.people.events import MemberMet
from decisions.people.people import Member
from storage.keys import AccountKey
from storage.streams.member_stream import MemberStream
from storage.tables import METADATA
from storage.unit import Unit

_network: Final = METADATA.tables["network"]


@dataclass(frozen=True, slots=True)
class Founding:
    """The first organisation and the first group are those in which newcomers are."""

    id: NetworkId
    name: str
    organisations: Mapping[OrganisationId, str]
    groups: Mapping[GroupId, str]
    members: Mapping[AccountKey, Member]
    locale: str = "en"
    holidays: tuple[date, ...] = ()


def found(unit: Unit, founding: Founding) -> bool:
    """Makes the network. False, and nothing made, when it is there already."""
    there = select(_network.c.id).where(_network.c.id == founding.id)
    if unit.connection.execute(there).one_or_none() is not None:
        return False
    holidays = json.dumps([day.isoformat() for day in founding.holidays])
    head = {"id": founding.id, "name": founding.name, "locale": founding.locale, "holidays": holidays}
    unit.connection.execute(insert(_network).values(**head, last_ref=0))
    _insert_named(unit, founding.id, METADATA.tables["organisation"], founding.organisations)
    _insert_named(unit, founding.id, METADATA.tables["stakeholder_group"], founding.groups)
    for account, member in founding.members.items():
        _meet(unit, founding.id, account, member)
    return True


def _insert_named(unit: Unit, network: NetworkId, table: Table, names: Mapping[Any, str]) -> None:
    rows = [
        {"network_id": network, "id": id, "name": name, "is_default": n == 0}
        for n, (id, name) in enumerate(names.items())
    ]
    if "position" in table.c:
        rows = [{**row, "position": n} for n, row in enumerate(rows)]
    unit.connection.execute(insert(table), rows)


def _meet(unit: Unit, network: NetworkId, account: AccountKey, member: Member) -> None:
    stream = unit.find_or_begin(MemberStream, network, member.id)
    if stream is None:
        raise ValueError(f"{member.id} is not a new member's id")
    met = MemberMet(
        member=member.id,
        organisation=member.organisation,
        locale=member.locale,
        time_zone=member.time_zone,
        active=True,
        name=member.name,
        account=":".join(account),
        at=unit.now,
    )
    stream.record((met,))
    unit.flush()
    changes = {"organisation_id": member.organisation, "is_coordinator": member.is_coordinator}
    own = METADATA.tables["member"]
    unit.connection.execute(
        own.update().where(own.c.network_id == network, own.c.id == member.id).values(**changes)
    )
    unit.connection.execute(
        insert(METADATA.tables["identity"]).values(
            network_id=network,
            platform=account.platform,
            tenant=account.tenant,
            user_id=account.user,
            member_id=member.id,
            made_at=unit.now,
        )
    )
