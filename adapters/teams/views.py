"""A shared card as one person sees it who has been heard: made once for all of a place who ask at the same time.

What people see of the card beside their own answer is the same for all with the same language and time zone. Reading it costs
many times what recording an answer does.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from adapters.cards import Action, Card, PersonalCard, SharedCard
from adapters.desk import Answered, Confirmed, Desk, PlaceKey, Screen, Who
from adapters.lately import Lately
from adapters.teams.answer import Answer
from adapters.teams.answers import next_card
from adapters.teams.read import OWN_VIEW
from adapters.teams.render import card, own_view
from adapters.teams.send import TeamsSender
from adapters.teams.text import Json
from adapters.teams.together import Together
from decisions.refusals import Refusal
from decisions.rounds.round import Round

REST: Final = 0.02
"""Seconds between two readings of one card."""
MOST: Final = 256
"""Drawings that are kept."""


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

    @property
    def again(self) -> Action:
        """What Teams asks for to get somebody's view."""
        return Action(OWN_VIEW, str(self.about), self.version)


@dataclass(frozen=True, slots=True)
class _Everyones:
    """The card as it is now, and for whom Teams asks for a view."""

    card: SharedCard
    handles: tuple[str, ...]
    again: Action

    def seen_with(self, own: Card) -> Json:
        if isinstance(own, PersonalCard):
            return own_view(self.card, own, refresh_for=self.handles, refresh=self.again)
        return card(self.card, refresh_for=self.handles, refresh=self.again)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The answers to those who have just been heard, by what they have said: each is drawn and written once."""

    everyones: _Everyones
    answers: dict[Answered, Answer] = field(default_factory=dict)

    def answer(self, reply: Confirmed, answered: Answered) -> Answer:
        if answered not in self.answers:
            self.answers[answered] = next_card(self.everyones.seen_with(reply.card)).ready()
        return self.answers[answered]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Of the round as it was committed: one for all whose answers were committed together. Nothing: there is no view."""

    round: Round
    drawn: "asyncio.Future[_Drawn | None]"


class Views:
    def __init__(self, desk: Desk, sender: TeamsSender) -> None:
        self._desk, self._sender = desk, sender
        self._asked: Together[_Wanted, _Everyones | None] = Together(self._read, rest=REST)
        self._drawings: dict[_Wanted, _Drawing] = {}
        self._handles = Lately(sender.handles)

    async def of(self, who: Who, action: Action | None, place: PlaceKey | None) -> Answer | None:
        """As the card is now. None: the place has too many people for views, or it is not theirs to see."""
        wanted = _wanted(who, action, place)
        if wanted is None or not await self._sender.handles(wanted.place):
            return None
        try:
            own = await self._desk.show(who, Screen("own_answer", about=wanted.about))
            everyones = await self._asked.get(wanted)
        except Refusal:
            return None
        if everyones is None or not isinstance(own, PersonalCard | SharedCard):
            return None
        return next_card(everyones.seen_with(own))

    async def once_heard(
        self, who: Who, action: Action | None, place: PlaceKey | None, reply: Confirmed, answered: Answered
    ) -> Answer | None:
        """The same with what ``who`` has just said, from what was recorded: next to nothing is read. Names, and for whom Teams
        asks for views, may be a second old."""
        wanted = _wanted(who, action, place)
        if wanted is None:
            return None
        drawing = self._drawings.get(wanted)
        if drawing is None or drawing.round is not answered.round:
            drawing = self._begun(wanted, answered.round)
            await self._draw(wanted, drawing)
        drawn = await asyncio.shield(drawing.drawn)
        return drawn.answer(reply, answered) if drawn is not None else None

    async def _read(self, wanted: _Wanted) -> _Everyones | None:
        handles = await self._sender.handles(wanted.place)
        if not handles:
            return None
        everyones = await self._desk.show(wanted.who, Screen("card_for_one", about=wanted.about))
        return _Everyones(everyones, handles, wanted.again) if isinstance(everyones, SharedCard) else None

    def _begun(self, wanted: _Wanted, round: Round) -> _Drawing:
        if len(self._drawings) >= MOST:
            self._drawings.clear()
        drawing = self._drawings[wanted] = _Drawing(round, asyncio.get_running_loop().create_future())
        return drawing

    async def _draw(self, wanted: _Wanted, drawing: _Drawing) -> None:
        """While names and handles are known from a moment ago it is drawn at once, before anything else has its turn."""
        drawn = None
        try:
            handles = await self._handles.get(wanted.place)
            if handles:
                everyones = await self._desk.card_once_heard(wanted.who, drawing.round)
                drawn = _Drawn(_Everyones(everyones, handles, wanted.again))
        except Refusal:
            drawn = None
        finally:
            drawing.drawn.set_result(drawn)


def _wanted(who: Who, action: Action | None, place: PlaceKey | None) -> _Wanted | None:
    if action is None or action.about is None or place is None:
        return None
    return _Wanted(who.network_id, action.about, action.version, place, who.locale, who.time_zone, who)
