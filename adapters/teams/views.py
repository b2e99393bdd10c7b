"""A shared card as one person sees it who has been heard: read once for all of a place who ask at the same time.

What people see of the card beside their own answer is the same for all with the same language and time zone. Reading it costs
many times what recording an answer does.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from adapters.cards import Action, Card, PersonalCard, SharedCard
from adapters.desk import Desk, PlaceKey, Screen, Who
from adapters.teams.read import OWN_VIEW
from adapters.teams.render import card, own_view
from adapters.teams.send import TeamsSender
from adapters.teams.text import Json
from adapters.teams.together import Together
from decisions.refusals import Refusal

REST: Final = 0.02
"""Seconds between two readings of one card."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A round's card in a place. ``who`` reads it first; whoever would read the same is not told apart."""

    network: UUID
    about: UUID
    version: str
    place: PlaceKey
    locale: str
    time_zone: str
    who: Who = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """The card as it is now, and for whom Teams asks for a view. ``drawn`` are the views so far, by what is said in them."""

    everyones: SharedCard
    handles: tuple[str, ...]
    again: Action
    drawn: dict[Card, Json] = field(default_factory=dict)

    def seen_with(self, own: Card) -> Json:
        if own not in self.drawn:
            self.drawn[own] = self._draw(own)
        return self.drawn[own]

    def _draw(self, own: Card) -> Json:
        if isinstance(own, PersonalCard):
            return own_view(self.everyones, own, refresh_for=self.handles, refresh=self.again)
        return card(self.everyones, refresh_for=self.handles, refresh=self.again)


class Views:
    def __init__(self, desk: Desk, sender: TeamsSender) -> None:
        self._desk, self._sender = desk, sender
        self._together: Together[_Wanted, _Read | None] = Together(self._read, rest=REST)

    async def of(
        self, who: Who, action: Action | None, place: PlaceKey | None, own: PersonalCard | None = None
    ) -> Json | None:
        """None: the place has too many people for views, or it is not theirs to see. ``own`` is what they have just said; without
        it, it is looked up."""
        if action is None or action.about is None or place is None:
            return None
        if own is None and not await self._sender.handles(place):
            return None
        wanted = _Wanted(who.network_id, action.about, action.version, place, who.locale, who.time_zone, who)
        try:
            said = own or await self._desk.show(who, Screen("own_answer", about=action.about))
            read = await self._together.get(wanted)
        except Refusal:
            return None
        if read is None or not isinstance(said, PersonalCard | SharedCard):
            return None
        return read.seen_with(said)

    async def _read(self, wanted: _Wanted) -> _Read | None:
        handles = await self._sender.handles(wanted.place)
        if not handles:
            return None
        everyones = await self._desk.show(wanted.who, Screen("card_for_one", about=wanted.about))
        again = Action(OWN_VIEW, str(wanted.about), wanted.version)
        return _Read(everyones, handles, again) if isinstance(everyones, SharedCard) else None
