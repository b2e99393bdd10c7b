"""How a platform is to be reached that names each conversation and each person for every bot anew (Teams)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, select, update

from storage.bulk import Upsert
from storage.keys import PlaceKey
from storage.raw import AllRows
from storage.tables import METADATA
from storage.unit import Unit

_conversation: Final = METADATA.tables["conversation"]
_handle: Final = METADATA.tables["handle"]
_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_identity: Final = METADATA.tables["identity"]
_put_conversations: Final = Upsert(
    _conversation,
    ("platform", "tenant", "id", "service_url", "kind", "team", "gone"),
    update=("service_url", "kind", "team", "gone"),
)
_put_handles: Final = Upsert(
    _handle,
    ("platform", "tenant", "user_id", "handle", "service_url", "conversation"),
    update=("handle", "service_url"),
)
_find_handles: Final = AllRows(
    ("user_id", "handle", "service_url", "conversation"),
    "FROM handle WHERE platform = {p} AND tenant = {p} AND user_id {among}",
)


def note_conversation(
    unit: Unit, platform: str, tenant: str, id: str, service_url: str, kind: str, team: str, gone: bool
) -> None:
    _put_conversations(unit.connection, [(platform, tenant, id, service_url, kind, team, gone)])


def note_handles(unit: Unit, platform: str, people: Sequence[tuple[str, str, str, str, str]]) -> None:
    """Each (tenant, user, handle, service, conversation); an empty conversation leaves a known one as it is."""
    rows = sorted((platform, *person) for person in people)
    _put_handles(unit.connection, rows)
    h = _handle.c
    for _, tenant, user, _, _, conversation in rows:
        if conversation:
            own = (h.platform == platform, h.tenant == tenant, h.user_id == user)
            unit.connection.execute(update(_handle).where(*own).values(conversation=conversation))


def new_in(
    connection: Connection, platform: str, people: Sequence[tuple[str, str, str, str, str]]
) -> Sequence[tuple[str, str, str, str, str]]:
    """Those of the people for ``note_handles`` of whom it would change something."""
    users = defaultdict[str, list[str]](list)
    for tenant, user, *_ in people:
        users[tenant].append(user)
    known = {
        (tenant, user): said
        for tenant, named in users.items()
        for user, *said in _find_handles(connection, platform, tenant, named)
    }
    return [one for one in people if not _is_noted(one, known.get(one[:2]))]


def _is_noted(one: tuple[str, str, str, str, str], known: Sequence[str] | None) -> bool:
    if known is None:
        return False
    _, _, handle, service_url, conversation = one
    return [handle, service_url, conversation or known[2]] == [*known]


def find_conversation(connection: Connection, platform: str, tenant: str, id: str) -> Any:
    c = _conversation.c
    own = (c.platform == platform, c.tenant == tenant, c.id == id)
    return connection.execute(select(_conversation).where(*own)).one_or_none()


def conversations_of(connection: Connection, platform: str, tenant: str, team: str) -> Sequence[Any]:
    """A team's, by their ids."""
    c = _conversation.c
    own = (c.platform == platform, c.tenant == tenant, c.team == team)
    return connection.execute(select(_conversation).where(*own).order_by(c.id)).all()


def find_handle(connection: Connection, platform: str, tenant: str, user: str) -> Any:
    h = _handle.c
    own = (h.platform == platform, h.tenant == tenant, h.user_id == user)
    return connection.execute(select(_handle).where(*own)).one_or_none()


def find_user(connection: Connection, platform: str, tenant: str, handle: str) -> str:
    """Whose handle it is; empty when nobody's."""
    h = _handle.c
    own = (h.platform == platform, h.tenant == tenant, h.handle == handle)
    return connection.execute(select(h.user_id).where(*own).order_by(h.user_id).limit(1)).scalar() or ""


def handles_in(connection: Connection, place: PlaceKey, most: int) -> tuple[str, ...]:
    """Of the people of a place who have an account with its platform; () when there are more than ``most``."""
    p, s, i, h = _place.c, _person.c, _identity.c, _handle.c
    statement = (
        select(h.handle)
        .select_from(_place)
        .join(_person, and_(s.network_id == p.network_id, s.place_id == p.id))
        .join(_identity, and_(i.network_id == s.network_id, i.member_id == s.member_id))
        .join(_handle, and_(h.platform == i.platform, h.tenant == i.tenant, h.user_id == i.user_id))
        .where(
            p.platform == place.platform,
            p.tenant == place.tenant,
            p.conversation == place.conversation,
            i.platform == place.platform,
            i.revoked_at.is_(None),
        )
        .distinct()
        .order_by(h.handle)
        .limit(most + 1)
    )
    found = tuple(connection.execute(statement).scalars())
    return found if len(found) <= most else ()
