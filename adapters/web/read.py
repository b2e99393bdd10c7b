"""A posted form to a ``Press``. What a browser sends is bounded first, and never trusted about who sent it.

Names in a posted form: ``action``, ``key``, ``csrf`` and ``back`` are ours; ``f.<name>`` is a field,
``m.<name>`` a field of any number of values, ``c.<name>`` what the form carries.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request

from adapters.bodies import TooLarge, whole_body
from adapters.cards import Action
from adapters.desk import Press, Who

MAX_FIELDS: Final = 200
MAX_CARRIED: Final = 2_000
"""Characters of everything that a form carries."""
MAX_KEY: Final = 100

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Nobody types these, and PostgreSQL refuses the first of them."""


class Unreadable(Exception):
    """What was sent is not a form of ours. ``status`` is 400, 413 (too long) or 415 (of another kind)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: each name with its values, in the order sent."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def below(self, prefix: str) -> dict[str, str]:
        """The values whose names begin so, without that beginning; the first of each."""
        found: dict[str, str] = {}
        for name, value in self.pairs:
            if name.startswith(prefix):
                found.setdefault(name.removeprefix(prefix), value)
        return found

    def many(self) -> dict[str, tuple[str, ...]]:
        """Fields of any number of values. Each sends an empty value too, so that none ticked differs from not
        asked."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self.pairs:
            if name.startswith("m."):
                before = found.get(name[2:], ())
                found[name[2:]] = (*before, value) if value else before
        return found


async def posted(request: Request, limit: int) -> Posted:
    """The form in a request. Raises ``Unreadable``; reads ``limit`` bytes at most."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Unreadable(415)
    body = await _bounded(request, limit)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as problem:  # UnicodeDecodeError is one too
        raise Unreadable(400) from problem
    return Posted(tuple((name, clean(value)) for name, value in pairs))


async def _bounded(request: Request, limit: int) -> bytes:
    told = request.headers.get("content-length", "").encode("latin-1")
    try:
        return await whole_body(request.receive, told, limit)
    except TooLarge:
        raise Unreadable(413) from None
    except ClientDisconnect as gone:
        raise Unreadable(400) from gone


def clean(text: str) -> str:
    """Typed text with one kind of line end and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def press_of(who: Who, form: Posted) -> Press:
    """What was pressed, by whom. Raises ``Unreadable`` when it names no action."""
    opens = form.get("opens")
    action = Action.parse(opens or form.get("action"))
    carried = form.below("c.")
    if action is None or sum(len(name) + len(value) for name, value in carried.items()) > MAX_CARRIED:
        raise Unreadable(400)
    values: dict[str, str | tuple[str, ...]] | None = None
    if form.get("form") and not opens:
        values = {**form.below("f."), **form.many()}
    return Press(
        who=who, action=action, key=key_of(who, action, form, values), values=values, carried=carried
    )


def key_of(who: Who, action: Action, form: Posted, values: Mapping[str, str | tuple[str, ...]] | None) -> str:
    """The same for a double click or a reload; another when somebody went back and sent something else."""
    nonce = form.get("key")
    if not nonce or len(nonce) > MAX_KEY:
        raise Unreadable(400)
    parts = (str(who.member_id), str(action), nonce, repr(sorted((values or {}).items())))
    return "web:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def same_origin(request: Request, base_url: str) -> bool | None:
    """Whether the browser says that one of our own pages sent this; None when it does not say."""
    origin = request.headers.get("origin", "")
    if origin in {"", "null"}:
        return None
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(host) and host in {urlsplit(base_url).netloc, request.headers.get("host", "")}
