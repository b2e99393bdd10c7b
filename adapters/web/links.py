"""Links that bring somebody in without an account: an invitation (``/join/…``) and a person's own link
(``/me/…``).

A link's secret is 32 random bytes. Only its SHA-256 digest is stored, looked up or named in an account, and
no log line shows the secret. Fetching a link changes nothing: a scanner or a preview may do so.
"""

import hashlib
import logging
import re
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote
from uuid import UUID

from adapters.calendar import PATH
from adapters.desk import Account, Platform, Who
from adapters.web.mailed import QUIET, TAP
from decisions.refusals import Refusal

TENANT: Final = "link"
"""The tenant of every account that is a link."""
MAX_NAME: Final = 80
"""Characters of the name that somebody joins with."""
MAX_EMAIL: Final = 254
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{32,86}\Z")

_IN_PATH: Final = re.compile(r"(/(?:join|me|calendar|tap|quiet)/)[^/?#\s\"']+")


@dataclass(frozen=True, slots=True)
class InvitationSeen:
    """What an invitation says to whoever opens it. ``group`` is the capacity (parent partner, ...), already
    in words.

    ``asks`` is an open round in which whoever joins now can take part: joining leads there."""

    inviter: str
    circle: str
    network: str
    group: str = ""
    locale: str = ""
    time_zone: str = ""
    name: str = ""
    """What the inviter calls whoever it is for: they can correct it."""
    vote: str = ""
    """Of a guest: what the one ballot asks into which it lets them."""
    asks: UUID | None = None


class Doorkeeper(Protocol):
    """Lets people in who are nobody yet. Knows links by their digest alone."""

    async def invitation(self, digest: str) -> InvitationSeen | None:
        """The invitation while it can be used, or None. Only reads."""
        ...

    async def join(
        self, digest: str, name: str, locale: str, time_zone: str, email: str, link_digest: str, key: str
    ) -> Who | Refusal:
        """Makes a member whose own link has ``link_digest``. A repeat of ``key`` answers as the first did.

        ``time_zone`` and ``email`` may be empty; a refusal's ``at_field`` is ``name``, ``locale`` or
        ``email``."""
        ...

    async def waiting(self, who: Who) -> UUID | None:
        """The round that waits for them, when nothing else does. Only reads."""
        ...

    async def ask_new_link(self, digest: str) -> Refusal | None:
        """Somebody holds a link that no longer works. When it was ever ours, its person's facilitator is
        asked for a new one, or it goes out by email; asking again soon does nothing. Says nothing about what
        it found: a refusal only says that nothing could be recorded now."""
        ...

    async def mail_new_link(self, email: str) -> None:
        """A new link goes to this address, for each who comes by link alone and reads there; nothing to any other. Asking again
        within the hour does nothing."""
        ...


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def well_formed(secret: str) -> bool:
    return SECRET.match(secret) is not None


def account_of(secret: str) -> Account:
    """The account that a person's own link is."""
    return Account(Platform.WEB, TENANT, digest_of(secret))


def own_link(address: str, secret: str, round_id: UUID | None = None, page: str = "") -> str:
    """The address of a person's own link; with a round, it opens on that, with the path of a page of ours on that."""
    query = f"?to={quote(page)}" if page else f"?r={round_id}" if round_id else ""
    return f"{address}/me/{secret}{query}"


def mail_to_oneself(subject: str, body: str) -> str:
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def text_to_oneself(body: str) -> str:
    return f"sms:?&body={quote(body, safe='')}"


def holds_a_secret(path: str) -> bool:
    """Whether an address may hold the secret of a link."""
    return path.startswith(("/join/", "/me/", PATH, TAP, QUIET))


# --- never in a log -----------------------------------------------------------------------------------------


def redacted(text: str) -> str:
    """The text with the secrets of links taken out of every address in it."""
    return _IN_PATH.sub(r"\1…", text)


class RedactLinks(logging.Filter):
    """Takes the secrets of links out of log records; put it on ``uvicorn.access`` (and any handler that shows
    addresses)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = redacted(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(redacted(arg) if isinstance(arg, str) else arg for arg in record.args)
        elif record.args:
            record.args = {
                name: redacted(arg) if isinstance(arg, str) else arg for name, arg in record.args.items()
            }
        return True
