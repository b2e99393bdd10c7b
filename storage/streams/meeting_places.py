"""The places of a circle inside a transaction: connected by a code, left, and each with a language of its own."""

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, select, update

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import CircleId, MemberId, NetworkId
from decisions.people import places
from decisions.people.codes import Code, CodePurpose
from decisions.refusals import Reason, Refusal
from storage.codes import find_code, keep_code, use_code
from storage.postings import WITHOUT_POSTINGS, redraw_there, stand_there, take_leave
from storage.streams.known import is_coordinator
from storage.tables import METADATA
from storage.tables.people import SeatedThrough

if TYPE_CHECKING:
    from storage.streams.circle_stream import CircleStream

_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_seat: Final = METADATA.tables["circle_seat"]


def place_case(stream: "CircleStream", command: Command, coordinates: bool) -> places.PlaceCase:
    connection, circle = stream.connection, stream.state
    match command:
        case places.ConnectPlace():
            found = _row(stream, command.place_id)
            code = find_code(connection, CodePurpose.PLACE, command.digest)
            maker = code is not None and is_coordinator(connection, stream.network_id, code.made_by)
            return places.PlaceCase(circle, maker, code=code, taken=found.circle_id is not None)
        case places.ChoosePlaceLanguage():
            locale = _row(stream, command.place_id).locale if _is_ours(stream, command) else ""
            return places.PlaceCase(circle, coordinates, locale=locale)
    return places.PlaceCase(circle, coordinates)


def write_place_event(stream: "CircleStream", event: Event) -> None:
    match event:
        case places.PlaceOffered():
            keep_code(stream.connection, _code(stream, event))
        case places.PlaceConnected():
            _connect(stream, event)
        case places.PlaceLeft():
            _set(stream, event.place_id, circle_id=None)
            take_leave(stream.connection, stream.network_id, event.place_id, event.at)
        case places.PlaceLanguageChosen():
            _set(stream, event.place_id, locale=event.locale)
            redraw_there(stream.connection, stream.network_id, event.place_id, event.at)


def sit_only_here(stream: "CircleStream", place: Any) -> set[MemberId]:
    """Who sits in the circle through a place, is in this one, and in no other of the circle's."""
    p = _person.c
    here = select(p.member_id).where(p.network_id == stream.network_id, p.place_id == place)
    return only_through_places(stream, set(stream.connection.execute(here).scalars()))


def only_through_places(stream: "CircleStream", went: set[Any]) -> set[MemberId]:
    """Of those who went: who sat in the circle through a place, and is in none of its places any more."""
    s, p = _seat.c, _person.c
    own = (s.network_id == stream.network_id, s.circle_id == stream.id)
    through = select(s.member_id).where(*own, s.member_id.in_(went), s.through == SeatedThrough.PLACE)
    elsewhere = (
        select(p.member_id)
        .join(_place, and_(_place.c.network_id == p.network_id, _place.c.id == p.place_id))
        .where(p.network_id == stream.network_id, p.member_id.in_(went), _place.c.circle_id == stream.id)
    )
    found = set(stream.connection.execute(through).scalars())
    return found - set(stream.connection.execute(elsewhere).scalars())


def _code(stream: "CircleStream", event: places.PlaceOffered) -> Code:
    network, circle = NetworkId(stream.network_id), CircleId(stream.id)
    return Code(network, CodePurpose.PLACE, event.digest, event.by, event.expires_at, circle)


def _connect(stream: "CircleStream", event: places.PlaceConnected) -> None:
    _set(stream, event.place_id, circle_id=stream.id, read_again_at=event.at)
    use_code(stream.connection, stream.network_id, event.digest, event.at)
    place = _row(stream, event.place_id)
    if place.platform not in WITHOUT_POSTINGS:
        stand_there(stream.connection, stream.network_id, stream.id, place, event.at)


def _is_ours(stream: "CircleStream", command: places.ChoosePlaceLanguage) -> bool:
    return stream.state is not None and command.place_id in stream.state.places


def _row(stream: "CircleStream", place: Any) -> Any:
    one = (_place.c.network_id == stream.network_id, _place.c.id == place)
    found = stream.connection.execute(select(_place).where(*one)).one_or_none()
    if found is None:
        raise Refusal(Reason.NOT_FOUND)
    return found


def _set(stream: "CircleStream", place: Any, **values: Any) -> None:
    one = (_place.c.network_id == stream.network_id, _place.c.id == place)
    stream.connection.execute(update(_place).where(*one).values(**values))
