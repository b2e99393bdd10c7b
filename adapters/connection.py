"""A chat platform, put together: the Protocol that each platform's ``connection.py`` fulfils and ``bot/house.py`` drives."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from fastapi import APIRouter

from adapters.cards import Action
from adapters.delivery import Sender
from adapters.desk import Desk, PlaceKey, Press, Reply
from adapters.mentions import Mention

Respond = Callable[[Desk, Press], Awaitable[Reply]]
"""What a press comes to: ``adapters/presses``."""


class ReadWords(Protocol):
    """What words typed to Rondo ask for: ``adapters/typed.py``. ``people``: whom they mention, where the platform tells."""

    def __call__(self, text: str, people: Sequence[Mention] = (), /) -> tuple[Action, Mapping[str, str]]: ...


class Connection(Protocol):
    """``routes`` and ``sender`` are there at once; ``start`` in the application's lifespan before they are used."""

    @property
    def sender(self) -> Sender: ...

    @property
    def routes(self) -> APIRouter:
        """The doors through which the platform comes in; none where Rondo goes to it."""
        ...

    async def read_people(self, place: PlaceKey) -> bool:
        """Everyone who is in the place now becomes a member or is brought up to date, and who is missing has left. False: Rondo
        is not in it."""
        ...

    async def start(self, *, receiving: bool = True) -> None:
        """``receiving`` also answers what the platform sends; without it, ``sender`` alone is used."""
        ...

    async def stop(self) -> None:
        """What was begun is finished; then the connections end."""
        ...
