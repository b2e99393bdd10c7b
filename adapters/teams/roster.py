"""Who is in a channel or a chat, as Teams tells it."""

from collections.abc import Sequence
from typing import Final

from adapters.desk import Account, Desk, Person, PlaceKey, Platform
from adapters.teams.calls import CallFailed, Connector, Json
from adapters.teams.read import Origin
from adapters.teams.references import Known, Reached, References
from adapters.text import clean, cut

_NAME: Final = 120
_NAMED: Final = 3
"""People after whom a chat without a name is called."""
_OUT: Final = frozenset({403, 404})
"""Rondo is not in the conversation (any more)."""


class NotThere(Exception):
    """Rondo is not in this channel or chat: somebody who is there must add it."""


class Rosters:
    """Keeps the desk's knowledge of a place's people true to Teams'."""

    def __init__(self, desk: Desk, connector: Connector, references: References) -> None:
        self._desk, self._connector, self._references = desk, connector, references

    async def meet(self, origin: Origin, *, installer: bool = False) -> None:
        """Everyone there becomes a member or is brought up to date; who is missing has left. ``installer``: who the activity is
        from has just brought Rondo here. Raises ``NotThere``."""
        talk = origin.conversation
        there = Reached(origin.tenant, talk.id, origin.service_url, talk.kind, talk.team)
        brings = origin.account if installer else None
        await self._read(there, talk.name, brings)
        await self._references.note_place(there)

    async def introduce(self, origin: Origin) -> None:
        """Whoever has begun a personal chat by installing Rondo: the first coordinator, where there is none."""
        talk = origin.conversation
        there = Reached(origin.tenant, talk.id, origin.service_url, talk.kind)
        found = await self._people(there)
        people = [person_of(each, origin.tenant, origin.account) for each in found]
        await self._desk.meet(None, "", _each_once(people), complete=False)

    async def meet_again(self, place: PlaceKey) -> None:
        """The same from what is known of the place. Raises ``NotThere``."""
        there = await self._references.place(place.tenant, place.conversation)
        if there is None or there.gone:
            raise NotThere(place.conversation)
        await self._read(there, "", None)

    async def _read(self, there: Reached, name: str, brings: Account | None) -> None:
        began = self._desk.now()
        found = await self._people(there)
        people = _each_once([person_of(each, there.tenant, brings) for each in found])
        await self._references.note_people([known_of(each, there) for each in found if _handle(each)])
        if not name and await self._desk.place(there.place) is None:
            name = _named_after(people)
        await self._desk.meet(there.place, name, people, complete=True, began=began)

    async def _people(self, there: Reached) -> Sequence[Json]:
        try:
            return await self._connector.people(there.service_url, there.conversation)
        except CallFailed as failure:
            if failure.status in _OUT:
                raise NotThere(there.conversation) from None
            raise


def person_of(member: Json, tenant: str, brings: Account | None) -> Person:
    """``tenant`` is the conversation's, as in all that somebody does there: a roster names their own for people of another
    organisation, and by that they would be somebody else."""
    account = Account(Platform.TEAMS, tenant, _user(member))
    name = clean(_word(member, "name") or _word(member, "givenName")).replace("\n", " ").strip()
    return Person(
        account,
        cut(name, _NAME) or account.user,
        email=_word(member, "email"),
        brings_rondo=account == brings,
    )


def known_of(member: Json, there: Reached) -> Known:
    return Known(there.tenant, _user(member), _handle(member), there.service_url)


def _named_after(people: Sequence[Person]) -> str:
    """A chat without a name, as Teams itself lists it."""
    first = ", ".join(person.name.partition(" ")[0] for person in people[:_NAMED])
    return first + (f" +{len(people) - _NAMED}" if len(people) > _NAMED else "")


def _each_once(people: Sequence[Person]) -> list[Person]:
    return list({person.account: person for person in people if person.account.user}.values())


def _user(member: Json) -> str:
    return _word(member, "aadObjectId") or _word(member, "objectId") or _handle(member)


def _handle(member: Json) -> str:
    return _word(member, "id")


def _word(source: Json, name: str) -> str:
    found = source.get(name)
    return found if isinstance(found, str) else ""
