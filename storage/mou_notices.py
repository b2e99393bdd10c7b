"""What people should hear of a memorandum, put down in the transaction of what happened to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from decisions.ids import MemberId, OrganisationId
from decisions.mous.mou import Mou
from decisions.mous.notices import Hears, MouNotice, notices_for_mou
from storage.messages import coordinators, message_row, names_of
from storage.mou_rows import organisation_names
from storage.outbox import CIRCLE, insert_messages
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
    people = names_of(connection, mou.network_id, (notice.people for notice in notices))
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
        told, due = json.dumps(facts), unsent(notice.not_before)
        rows += [
            {**message_row(mou.network_id, f"{notice.key}:{member}", notice.kind, member, told), **due}
            for member in dict.fromkeys(_hear(connection, mou, notice))
            if member != notice.by
        ]
    insert_messages(connection, rows)


def _organisation(notice: MouNotice, names: Mapping[OrganisationId, str]) -> dict[str, str]:
    if notice.organisation is None:
        return {}
    return {"organisation_id": str(notice.organisation), "organisation": names[notice.organisation]}


def _hear(connection: Connection, mou: Mou, notice: MouNotice) -> Iterator[MemberId]:
    if notice.member is not None:
        yield notice.member
    if notice.to in (Hears.PARTIES, Hears.ALL):
        yield from parties_people(connection, mou)
    if notice.to in (Hears.COORDINATORS, Hears.ALL):
        yield from map(MemberId, coordinators(connection, mou.network_id))


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
