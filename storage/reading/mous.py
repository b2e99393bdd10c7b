"""A circle's memorandums, one of them, what of them waits for a member, and which organisations are linked: for one reader."""

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.commitments.commitment import OriginKind
from decisions.ids import MemberId, MouId, OrganisationId
from decisions.mous.case import MouCase, people_of
from decisions.mous.mou import Mou, MouStatus
from decisions.mous.record import (
    CircleMousRecord,
    Linkage,
    LinkagesRecord,
    MouRecord,
    OwnMous,
    as_seen_by,
    may_do,
)
from decisions.mous.uniting import named_in
from decisions.mous.writing import may_name
from decisions.people.people import Circle, Member
from decisions.rounds.round import Round
from storage.circle_rows import load_circle
from storage.mou_rows import MOU_PARTY, MOU_TABLE, load_mou, mou_from
from storage.reading.commitments import commitments_from
from storage.reading.parts import belongs, circles_of, load_members, load_people, load_rounds
from storage.tables import METADATA

MOST_ENDED: Final = 20
HOLDS: Final = (MouStatus.IN_FORCE, MouStatus.UNDER_REVIEW)
_round: Final = METADATA.tables["round"]


def mou_record(connection: Connection, network_id: UUID, mou_id: UUID, reader: MemberId) -> MouRecord | None:
    """None when it is not there, or the reader may not know of it: they do not sit in its circle, coordinate the network or sign
    for a party, or it is a draft of others."""
    mou = load_mou(connection, network_id, mou_id)
    circle = load_circle(connection, network_id, mou.circle_id) if mou is not None else None
    me = load_members(connection, network_id, (reader,)).get(reader)
    people = load_people(connection, network_id)
    if mou is None or circle is None or me is None or people is None:
        return None
    if not (reader in mou.signatories or belongs(connection, me, circle)):
        return None
    case = _case(mou, circle, me)
    seen = as_seen_by(case, reader)
    if seen is None:
        return None
    round = _newest_round(connection, seen)
    commitments = commitments_from(connection, network_id, OriginKind.MOU, mou.id, reader)
    does = {member for one in commitments for member in one.people}
    named = {*named_in(seen), *people_of(mou, circle), *does, reader}
    return MouRecord(
        reader=me,
        circle=circle,
        mou=seen,
        members=load_members(connection, network_id, named),
        organisations=people.organisations,
        people=people_of(mou, circle),
        round=round,
        signs_for=tuple(party.organisation for party in mou.parties if party.signatory == reader),
        may=may_do(case, reader, round),
        others=_titles(connection, seen),
        commitments=commitments,
    )


def circle_mous(
    connection: Connection, network_id: UUID, circle_id: UUID, reader: MemberId
) -> CircleMousRecord | None:
    """None when the circle is not there, or is not the reader's to know of."""
    circle = load_circle(connection, network_id, circle_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    people = load_people(connection, network_id)
    if circle is None or me is None or people is None or not belongs(connection, me, circle):
        return None
    m = MOU_TABLE.c
    here = (m.network_id == network_id, m.circle_id == circle_id)
    going = select(MOU_TABLE).where(*here, m.status != MouStatus.ENDED).order_by(m.title, m.ref)
    ended = (
        select(MOU_TABLE).where(*here, m.status == MouStatus.ENDED).order_by(m.ref.desc()).limit(MOST_ENDED)
    )
    found = [_seen(connection.execute(rows), circle, me) for rows in (going, ended)]
    named = {member for mous in found for mou in mous for member in named_in(mou)}
    return CircleMousRecord(
        reader=me,
        circle=circle,
        mous=found[0],
        ended=found[1],
        members=load_members(connection, network_id, {*named, reader}),
        organisations=people.organisations,
        may_draft=me.is_coordinator or circle.seat(reader) is not None,
    )


def own_mous(connection: Connection, network_id: UUID, reader: MemberId) -> OwnMous:
    """What waits for whoever signs, in whatever circle it is kept."""
    m, p = MOU_TABLE.c, MOU_PARTY.c
    signs = select(p.mou_id).where(p.network_id == network_id, p.signatory_id == reader)
    going = (m.network_id == network_id, m.id.in_(signs), m.status != MouStatus.ENDED)
    mous = [
        mou_from(row) for row in connection.execute(select(MOU_TABLE).where(*going).order_by(m.title, m.ref))
    ]
    return OwnMous(
        to_sign=tuple(
            (mou, party.organisation) for mou in mous for party in mou.unsigned if party.signatory == reader
        ),
        to_renew=tuple(
            (mou, party.organisation)
            for mou in mous
            for party in mou.parties
            if party.signatory == reader and _waits_for_dates(mou, party.organisation)
        ),
        to_end=tuple(mou for mou in mous if any(party.signatory == reader for party in mou.to_end)),
        without_signatory=_without_signatory(connection, network_id, reader),
    )


def _without_signatory(connection: Connection, network_id: UUID, reader: MemberId) -> tuple[Mou, ...]:
    """Agreed, and with a party that cannot sign: for whoever may name somebody, and whoever drafted it."""
    me = load_members(connection, network_id, (reader,)).get(reader)
    if me is None:
        return ()
    m, p = MOU_TABLE.c, MOU_PARTY.c
    lacks = select(p.mou_id).where(p.network_id == network_id, p.signatory_id.is_(None))
    rows = select(MOU_TABLE).where(m.network_id == network_id, m.id.in_(lacks), m.status != MouStatus.ENDED)
    found = []
    for row in connection.execute(rows.order_by(m.title, m.ref)):
        mou = mou_from(row)
        circle = load_circle(connection, network_id, mou.circle_id)
        if circle is not None and any(
            party.signatory is None
            and (mou.made_by == reader or may_name(mou, party, circle, reader, steers=_steers(circle, me)))
            for party in mou.unsigned
        ):
            found.append(mou)
    return tuple(found)


def any_linkage(connection: Connection, network_id: UUID) -> bool:
    """Whether there is anything to see in ``linkages``."""
    m = MOU_TABLE.c
    one = select(m.id).where(m.network_id == network_id, m.status.in_(HOLDS)).limit(1)
    return connection.execute(one).first() is not None


def linkages(connection: Connection, network_id: UUID, reader: MemberId) -> LinkagesRecord | None:
    """Which organisations are linked with whom by what holds now. Everybody in the network may see that; what it says, those of
    its circle, those who sign it, and coordinators. None for somebody who is not of the network."""
    me = load_members(connection, network_id, (reader,)).get(reader)
    people = load_people(connection, network_id)
    if me is None or not me.active or people is None:
        return None
    m = MOU_TABLE.c
    columns = (m.id, m.circle_id, m.ref, m.title, m.status, m.review_on, m.ends)
    found = select(*columns).where(m.network_id == network_id, m.status.in_(HOLDS)).order_by(m.title, m.ref)
    rows = connection.execute(found).all()
    parties = _parties(connection, network_id, [row.id for row in rows])
    circles = set(circles_of(connection, network_id, reader))
    signed = select(MOU_TABLE).where(m.network_id == network_id, m.status == MouStatus.AGREED)
    coming = (mou_from(row) for row in connection.execute(signed.order_by(m.title, m.ref)))
    return LinkagesRecord(
        reader=me,
        coming=tuple(
            mou
            for mou in coming
            if mou.signed_by_all
            and (me.is_coordinator or mou.circle_id in circles or reader in mou.signatories)
        ),
        organisations=people.organisations,
        linkages=tuple(
            Linkage(
                MouId(row.id),
                row.ref,
                row.title,
                row.status,
                tuple(organisation for organisation, _ in parties[row.id]),
                row.review_on,
                row.ends,
                readable=me.is_coordinator
                or row.circle_id in circles
                or any(signatory == reader for _, signatory in parties[row.id]),
            )
            for row in rows
        ),
    )


# --- parts ------------------------------------------------------------------------------------------------------


def _case(mou: Mou, circle: Circle, me: Member) -> MouCase:
    return MouCase(mou, circle, steers=_steers(circle, me), coordinates=me.is_coordinator)


def _steers(circle: Circle, me: Member) -> bool:
    return me.is_coordinator or circle.may_be_steered_by(me.id)


def _seen(rows: Iterable[Any], circle: Circle, me: Member) -> tuple[Mou, ...]:
    seen = (as_seen_by(_case(mou_from(row), circle, me), me.id) for row in rows)
    return tuple(mou for mou in seen if mou is not None)


def _newest_round(connection: Connection, mou: Mou) -> Round | None:
    versions = (version for version in (mou.coming, mou.in_force) if version is not None)
    id = next((version.round_id for version in versions if version.round_id is not None), None)
    if id is None:
        return None
    one = select(_round).where(_round.c.network_id == mou.network_id, _round.c.id == id)
    return load_rounds(connection, mou.network_id, connection.execute(one).all()).get(id)


def _titles(connection: Connection, mou: Mou) -> dict[MouId, str]:
    wanted = {id for id in (mou.replaces, None if mou.end is None else mou.end.replaced_by) if id is not None}
    if not wanted:
        return {}
    m = MOU_TABLE.c
    found = select(m.id, m.title).where(m.network_id == mou.network_id, m.id.in_(wanted))
    return {MouId(id): title for id, title in connection.execute(found)}


def _parties(
    connection: Connection, network_id: UUID, mous: Collection[UUID]
) -> dict[UUID, list[tuple[OrganisationId, MemberId | None]]]:
    p = MOU_PARTY.c
    found: dict[UUID, list[tuple[OrganisationId, MemberId | None]]] = {id: [] for id in mous}
    rows = select(p.mou_id, p.organisation_id, p.signatory_id).where(
        p.network_id == network_id, p.mou_id.in_(mous)
    )
    for id, organisation, signatory in connection.execute(rows.order_by(p.position)):
        found[id].append((organisation, signatory))
    return found


def _waits_for_dates(mou: Mou, organisation: OrganisationId) -> bool:
    yeses = () if mou.renewal is None else mou.renewal.yeses
    return mou.status is MouStatus.UNDER_REVIEW and all(yes.organisation != organisation for yes in yeses)
