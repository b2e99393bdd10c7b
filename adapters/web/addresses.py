"""Which address shows what: the pages, the buttons that are only ways to get there, and the way back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from adapters.cards import Action

PATHS: Final[Mapping[str, str]] = {
    "home": "/home",
    "help": "/help",
    "open_round": "/rounds/{id}",
    "open_circle": "/circles/{id}",
    "open_agreement": "/agreements/{id}",
    "roles": "/circles/{id}/roles",
    "fairness": "/circles/{id}/fairness",
    "open_role": "/roles/{id}",
    "commitments": "/circles/{id}/commitments",
    "digest": "/circles/{id}/digest",
    "open_commitment": "/commitments/{id}",
    "mous": "/circles/{id}/mous",
    "linkages": "/linkages",
    "open_mou": "/mous/{id}",
}
"""Verbs that only lead somewhere: a link here, not a press."""

SCREENS: Final[tuple[tuple[str, str], ...]] = (
    ("/home", "home"),
    ("/help", "help"),
    ("/circles/{id}", "circle"),
    ("/rounds/{id}", "round"),
    ("/agreements/{id}", "agreement"),
    ("/circles/{id}/roles", "roles"),
    ("/circles/{id}/fairness", "fairness"),
    ("/roles/{id}", "role"),
    ("/circles/{id}/commitments", "commitments"),
    ("/circles/{id}/digest", "digest"),
    ("/commitments/{id}", "commitment"),
    ("/circles/{id}/mous", "mous"),
    ("/mous/{id}", "mou"),
    ("/linkages", "linkages"),
)
"""Each page's address and the desk's name for it."""

COMMITMENTS_FILE: Final = "/circles/{id}/commitments/file"
"""What a circle's commitments, or those of them that are asked for, are taken along as."""
ASKED_FOR: Final = frozenset({"commitments"})
"""Pages whose address says what of them is wanted: that is the second part of their action's id."""

BALLOT_FILE: Final = "/rounds/{id}/ballot"
"""Where a ballot that was counted can be had as a file."""

_BACK: Final = re.compile(
    r"(?:/as/[^/?#\\\s]{1,200})?/(?:home|help|linkages"
    r"|(?:circles|rounds|agreements|roles|commitments|mous)/[0-9a-fA-F-]{36}"
    r"|circles/[0-9a-fA-F-]{36}/(?:roles|fairness|digest|mous)"
    r"|circles/[0-9a-fA-F-]{36}/commitments(?:\?[a-z0-9=&-]{1,300})?)\Z"
)
_FILE: Final = re.compile(r"/(?:rounds/[0-9a-fA-F-]{36}/ballot|circles/[0-9a-fA-F-]{36}/commitments/file)\Z")
_WANTED: Final = re.compile(r"[a-z0-9=&-]{1,300}\Z")
_LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "sms", "tel", "webcal"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses as one reader needs them: ``prefix`` is empty, or ``/as/<seat>`` for a visitor of the
    demonstration."""

    base_url: str
    prefix: str = ""

    def page(self, path: str) -> str:
        return self.prefix + path

    def of(self, action: Action) -> str | None:
        """Where an action leads, or None when it is to be pressed."""
        path = PATHS.get(action.verb)
        if path is None:
            return None
        if "{id}" not in path:
            return self.page(path)
        id, _, wanted = action.id.partition(":") if action.verb in ASKED_FOR else (action.id, "", "")
        about = uuid_of(id)
        if about is None or (wanted and not _WANTED.match(wanted)):
            return None
        return self.page(path.format(id=about)) + (f"?{wanted}" if wanted else "")

    def link(self, url: str) -> str | None:
        """A link that is safe to draw: our own pages as paths (so that a reader keeps their seat); None for
        what a browser should not open (``javascript:`` and its like)."""
        base = self.base_url.rstrip("/")
        path = url.removeprefix(base) if url == base or url.startswith(base + "/") else url
        if path in {"", "/"}:
            return self.page("/home")
        if path.startswith("/"):
            bare = path.split("?")[0].split("#")[0]
            ours = _BACK.match(bare) or _FILE.match(bare)
            return None if path.startswith(("//", "/\\")) else self.page(path) if ours else path
        try:
            scheme = urlsplit(url).scheme.lower()
        except ValueError:
            return None
        return url if scheme in _LINK_SCHEMES else None

    def back(self, wanted: str) -> str:
        """The page somebody came from, when it is one of ours and theirs; else their home."""
        return self.ours(wanted) or self.page("/home")

    def ours(self, wanted: str) -> str:
        """The path, when it is one of our pages and theirs; else nothing."""
        ours = _BACK.match(wanted) is not None and wanted.startswith(self.prefix + "/")
        return wanted if ours and (bool(self.prefix) or not wanted.startswith("/as/")) else ""


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) <= 36 else None
    except ValueError:
        return None
