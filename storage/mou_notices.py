"""What people should hear of a memorandum, put down in the transaction of what happened to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from decisions.ids import MemberId, OrganisationId
from decisions.mous.mou import Mou
from decisions.mous.notices import Hears, MouNotice, notices_for_mou
from decisions.rounds.notices import To
from storage.mou_rows import organisation_names
from storage.outbox import CIRCLE, MEMBER, insert_messages, unaddressed
from storage.postings import unsent
from storage.streams.stream import Change
from storage.tables import METADATA

_SEAT: Final = METADATA.tables["circle_seat"]


def tell_of_mou(connection: Connection, change: Change) -> None:
    mou: Mou = change.after
    notices = notices_for_mou(change.before, mou, change.events)
    if not notices:
        return
    c = CIRCLE.c
    name = connection.execute(
        select(c.name).where(c.network_id == mou.network_id, c.id == mou.circle_id)
    ).scalar_one()
    names = organisation_names(connection, mou.network_id, mou.organisations)
    people = _names(connection, mou, notices)
    rows = []
    for notice in notices:
        facts = {
            "mou": mou.terms.title,
            "mou_id": str(mou.id),
            "circle": name,
            "circle_id": str(mou.circle_id),
            "zone": mou.zone,
            "parties": [names[one] for one in mou.organisations],
            **_organisation(notice, names),
            **notice.facts,
            **{part: [people[id] for id in ids] for part, ids in notice.people.items()},
        }
        rows += [
            _row(mou, notice, member, json.dumps(facts))
            for member in dict.fromkeys(_hear(connection, mou, notice))
            if member != notice.by
        ]
    insert_messages(connection, rows)


def _organisation(notice: MouNotice, names: Mapping[OrganisationId, str]) -> dict[str, str]:
    if notice.organisation is None:
        return {}
    return {"organisation_id": str(notice.organisation), "organisation": names[notice.organisation]}


def _row(mou: Mou, notice: MouNotice, member: MemberId, facts: str) -> dict[str, Any]:
    key = f"{notice.key}:{member}"
    return {
        "network_id": mou.network_id,
        "key": key,
        "merge": key,
        "kind": notice.kind,
        "addressed_to": To.MEMBER,
        "member_id": member,
        "group_id": None,
        "place_id": None,
        "round_id": None,
        "agreement_id": None,
        "about": None,
        "facts": facts,
        **unaddressed(),
        **unsent(notice.not_before),
    }


def _hear(connection: Connection, mou: Mou, notice: MouNotice) -> Iterator[MemberId]:
    if notice.member is not None:
        yield notice.member
    if notice.to in (Hears.PARTIES, Hears.ALL):
        yield from parties_people(connection, mou)
    if notice.to in (Hears.COORDINATORS, Hears.ALL):
        yield from _coordinators(connection, mou)


def parties_people(connection: Connection, mou: Mou) -> Sequence[MemberId]:
    """Those who sit in the circle for a party, and whoever signs for one."""
    s = _SEAT.c
    found = select(s.member_id).where(
        s.network_id == mou.network_id,
        s.circle_id == mou.circle_id,
        s.organisation_id.in_(mou.organisations),
    )
    sit = connection.execute(found.order_by(s.position, s.member_id)).scalars()
    return (*map(MemberId, sit), *sorted(mou.signatories))


def _coordinators(connection: Connection, mou: Mou) -> Sequence[MemberId]:
    m = MEMBER.c
    found = select(m.id).where(m.network_id == mou.network_id, m.is_coordinator.is_(True), m.active.is_(True))
    return [MemberId(id) for id in connection.execute(found.order_by(m.id)).scalars()]


def _names(connection: Connection, mou: Mou, notices: Sequence[MouNotice]) -> dict[MemberId, str]:
    wanted = {id for notice in notices for ids in notice.people.values() for id in ids}
    if not wanted:
        return {}
    m = MEMBER.c
    found = select(m.id, m.name).where(m.network_id == mou.network_id, m.id.in_(wanted))
    return {MemberId(row.id): row.name for row in connection.execute(found)}
