"""When the people of a place are read again: soon after somebody came or went, and once a day whatever was told.

A platform tells of each change once or a few times, and is asked who is there now. That may fail, or the process may die in
between: what is due stands in the database until a whole reading has been recorded.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select, update

from storage.keys import PlaceKey
from storage.postings import redraw_there
from storage.tables import METADATA
from storage.unit import Unit

SOON: Final = timedelta(seconds=30)
"""After a change, for what follows it at once; changes that come together are one reading."""
DAILY: Final = timedelta(days=1)
TRY_AGAIN_AFTER: Final = timedelta(minutes=10)
SKEW: Final = timedelta(seconds=5)
"""By which the clocks of two processes may differ."""

_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_member: Final = METADATA.tables["member"]


def people_changed(unit: Unit, key: PlaceKey) -> None:
    """Somebody came or went there. Of a place that is not known nothing is noted."""
    changed = {"changed_at": unit.now, "read_again_at": unit.now + SOON}
    unit.connection.execute(update(_place).where(*_is(key)).values(changed))


def take_places_to_read(unit: Unit, platforms: Collection[str], limit: int = 20) -> tuple[PlaceKey, ...]:
    """Places whose people are to be read now, the longest due first; they are due again after a while, should that fail."""
    p = _place.c
    never_read = and_(p.read_again_at.is_(None), p.circle_id.is_not(None))
    due = (
        select(p.network_id, p.id, p.platform, p.tenant, p.conversation)
        .where(p.platform.in_(platforms), or_(p.read_again_at <= unit.now, never_read))
        .order_by(p.read_again_at, p.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = unit.connection.execute(due).all()
    for row in rows:
        again = {"read_again_at": unit.now + TRY_AGAIN_AFTER}
        unit.connection.execute(
            update(_place).where(p.network_id == row.network_id, p.id == row.id).values(again)
        )
    return tuple(PlaceKey(row.platform, row.tenant, row.conversation) for row in rows)


def put_off(unit: Unit, key: PlaceKey) -> None:
    """Rondo cannot see who is there, and looks again tomorrow; or sooner, when it is told of a change."""
    unit.connection.execute(update(_place).where(*_is(key)).values(read_again_at=unit.now + DAILY))


def people_read(connection: Connection, network_id: UUID, place_id: UUID, began: datetime) -> None:
    """A whole reading that began then has been recorded. What has changed since is still to be read."""
    p = _place.c
    own = (p.network_id == network_id, p.id == place_id)
    changed = connection.execute(select(p.changed_at).where(*own)).scalar_one()
    due = changed + SOON if changed is not None and changed > began - SKEW else began + DAILY
    connection.execute(update(_place).where(*own).values(read_again_at=due))


def look_again(connection: Connection, network_id: UUID, place_id: UUID, now: datetime) -> None:
    """Something did not arrive there: whether Rondo is back is seen by asking who is there."""
    p = _place.c
    soon = now + TRY_AGAIN_AFTER
    later = or_(p.read_again_at.is_(None), p.read_again_at > soon)
    own = (p.network_id == network_id, p.id == place_id, p.circle_id.is_not(None))
    connection.execute(update(_place).where(*own, later).values(read_again_at=soon))


def back_in(unit: Unit, platform: str, tenant: str) -> None:
    """Rondo has been installed in a workspace, perhaps again: the people of its circles' places are read at once, and what
    could not be shown there is shown."""
    p = _place.c
    there = (p.platform == platform, p.tenant == tenant, p.circle_id.is_not(None))
    unit.connection.execute(update(_place).where(*there).values(read_again_at=unit.now))


def keep_language(unit: Unit, network_id: UUID, place_id: UUID) -> None:
    """The language of most of the place's people, of those whose language is known. Where it has become another one, and
    none was chosen, the cards there are drawn again."""
    p, own = _place.c, (_place.c.network_id == network_id, _place.c.id == place_id)
    here = unit.connection.execute(select(p.circle_id, p.locale, p.peoples_locale).where(*own)).one()
    now = _spoken(unit.connection, network_id, place_id)
    if now in ("", here.peoples_locale):
        return
    unit.connection.execute(update(_place).where(*own).values(peoples_locale=now))
    if here.circle_id is not None and not here.locale:
        redraw_there(unit.connection, network_id, place_id, unit.now)


def _spoken(connection: Connection, network_id: UUID, place_id: UUID) -> str:
    m, p = _member.c, _person.c
    people = func.count()
    statement = (
        select(m.locale)
        .join(_person, and_(p.network_id == m.network_id, p.member_id == m.id))
        .where(p.network_id == network_id, p.place_id == place_id, m.active.is_(True), m.locale != "")
        .group_by(m.locale)
        .order_by(people.desc(), m.locale)
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none() or ""


def _is(key: PlaceKey) -> tuple[Any, ...]:
    p = _place.c
    return (p.platform == key.platform, p.tenant == key.tenant, p.conversation == key.conversation)
