"""What a message says at the moment it leaves."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from adapters.cards import Card, PersonalCard, SharedCard
from storage.lanes import Due


@dataclass(frozen=True, slots=True)
class Drawn:
    """``closes``: the card is true for ever from now on, and will not be edited again."""

    card: Card
    closes: bool = False


class Drawing(Protocol):
    """Draws from the state then current, in the language and zone of whoever reads it. None: there is
    nothing to say any more.

    A card for a place is always a ``SharedCard``, one for a person a ``PersonalCard``.
    """

    def draw(self, connection: Connection, due: Due, now: datetime) -> Drawn | None: ...


def of_circle(card: PersonalCard, *names: str) -> PersonalCard:
    """The card as coming from the circle, where all of it is of one."""
    return replace(card, circle=names[0]) if len(set(names)) == 1 else card


def shared(drawn: Drawn) -> SharedCard:
    """The card, for a place. Anything personal is refused: it would be a leak."""
    if not isinstance(drawn.card, SharedCard):
        raise TypeError("a personal card must not be posted where everyone sees it")
    return drawn.card


def personal(drawn: Drawn) -> PersonalCard:
    if not isinstance(drawn.card, PersonalCard):
        raise TypeError("a shared card is not a private message")
    return drawn.card
