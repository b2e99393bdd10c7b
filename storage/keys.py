"""How platforms name people and places: plain values, so that storage knows no platform."""

from typing import Final, NamedTuple


class AccountKey(NamedTuple):
    """One account, as its platform names it."""

    platform: str
    tenant: str
    user: str


class PlaceKey(NamedTuple):
    """Where people talk, as its platform names it."""

    platform: str
    tenant: str
    conversation: str


WEB: Final = "web"
LINK: Final = "link"


def link_account(digest: str) -> AccountKey:
    """The account that a personal link is."""
    return AccountKey(WEB, LINK, digest)
