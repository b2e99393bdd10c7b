"""What the browser adapter is told once, when the application is put together."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

from adapters.cards import View
from adapters.desk import Account, PlaceKey, Press, Reply, Screen, Who

MIN_SECRET = 16
"""Characters of a secret key, at the least."""


class Translate(Protocol):
    """The words for a key, in one language: ``words("web.sign_out")``."""

    def __call__(self, key: str, /, **values: str | int) -> str: ...


@dataclass(frozen=True, slots=True)
class Download:
    """A file for somebody to keep; its pieces are read once, in their order."""

    name: str
    pieces: Iterator[bytes]


class Reading(Protocol):
    """What the browser needs of the desk: it only reads there, and acts through ``Respond``."""

    async def recognise(self, account: Account, place: PlaceKey | None = None) -> Who | None: ...

    async def show(self, who: Who, screen: Screen) -> View: ...

    async def ballot_file(self, who: Who, round_id: UUID) -> Download:
        """With which anyone counts it again. Raises ``Refusal`` of a round that they may not read, or that was not counted."""
        ...

    async def commitments_file(self, who: Who, circle_id: UUID, wanted: str) -> Download:
        """Those that are ``wanted`` (as an address has it). Raises ``Refusal`` of a circle that they may not know of."""
        ...


WordsFor = Callable[[str], Translate]
Respond = Callable[[Press], Awaitable[Reply]]
"""``adapters.presses.respond``, with its desk."""
Versions = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]
"""The present version of each stream (``round:<id>``, ``circle:<id>``) that is there; only reads."""


@dataclass(frozen=True, slots=True)
class SampleMember:
    """Somebody of the sample network, whom a visitor of the demonstration may be."""

    name: str
    group: str
    organisation: str
    role: str
    """Their part in the circle, already in words; may be empty."""
    account: Account
    note: str = ""
    """What is worth trying as this person, already in words; may be empty."""

    @property
    def seat(self) -> str:
        """Their part of an address: pages for them live below ``/as/<seat>``."""
        return quote(self.account.user, safe="")


SampleMembers = Callable[[], Awaitable[Sequence[SampleMember]]]


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``base_url`` is how people reach Rondo; ``secret_key`` signs cookies and tokens and is never sent
    anywhere.

    ``languages`` are those that we have words for, each a locale and its own name for itself. ``now`` reads
    the clock.
    """

    base_url: str
    secret_key: str
    now: Callable[[], datetime]
    words_for: WordsFor
    languages: tuple[tuple[str, str], ...] = (("en", "English"), ("es", "Español"))
    session_age: timedelta = timedelta(days=30)
    flash_age: timedelta = timedelta(minutes=2)
    form_limit: int = 256 * 1024
    """Bytes of a posted form, at most."""
    chats: tuple[str, ...] = ()
    """The chat platforms that this Rondo is on, by their names: ``slack``, ``teams``."""
    sends_email: bool = False
    notice: str = field(default="")
    """A warning for every page, in words (a development server says that it is one); mostly empty."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"The base URL must be like https://rondo.example, and is {self.base_url!r}.")
        if len(self.secret_key) < MIN_SECRET:
            raise ValueError(f"The secret key must have {MIN_SECRET} characters or more.")

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def address(self) -> str:
        """The base URL without a slash at its end."""
        return self.base_url.rstrip("/")

    def locale(self, wanted: str) -> str:
        """The first of our languages that a browser's ``Accept-Language`` (or a locale) asks for, else our
        first."""
        known = {locale: locale for locale, _ in self.languages}
        for part in wanted.replace("_", "-").split(","):
            language = part.split(";")[0].strip().lower().split("-")[0]
            if language in known:
                return known[language]
        return self.languages[0][0]
