"""The people of a message as Rondo knows them."""

from collections.abc import Iterable, Mapping
from typing import Final

from adapters.desk import Account, PlaceKey, Platform
from adapters.mentions import Mention, mentioned
from adapters.teams.mentions import Mentioned, People
from adapters.teams.read import Origin
from adapters.teams.wiring import Wiring

_UNNAMED: Final = "?"


async def members_among(
    wiring: Wiring, origin: Origin, place: PlaceKey | None, people: Iterable[Mentioned]
) -> tuple[Mention, ...]:
    """In their order, those too whom nobody knows."""
    return tuple([await _member(wiring, origin, place, each) for each in people])


async def _member(wiring: Wiring, origin: Origin, place: PlaceKey | None, one: Mentioned) -> Mention:
    user = one.user or await wiring.noting.user_of(origin.tenant, one.handle)
    account = Account(Platform.TEAMS, origin.tenant, user)
    known = await wiring.desk.recognise(account, place, None, origin.tenant) if user else None
    return Mention(one.name or (known.name if known else _UNNAMED), str(known.member_id) if known else "")


async def carried_of(
    wiring: Wiring, origin: Origin, place: PlaceKey | None, people: People
) -> Mapping[str, str]:
    """What is begun with a message takes along of them."""
    writer = (people.writer,) if people.writer else ()
    found = {
        "mentioned": mentioned(await members_among(wiring, origin, place, people.mentioned)),
        "author": mentioned(await members_among(wiring, origin, place, writer)),
        "written": people.written,
    }
    return {name: value for name, value in found.items() if value}
