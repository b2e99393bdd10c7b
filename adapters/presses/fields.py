"""Reading what somebody typed or chose. Nothing here is trusted; a refusal names the field that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from adapters.desk import Press
from adapters.marks import marked
from adapters.present.verbs import PART, Verb
from decisions.refusals import Reason, Refusal

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST: Final = 100_000
"""Characters of one field that are looked at at all; the rules refuse far less in words."""

ANY_NUMBER: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Sent:
    """One press, ready to be read: ``subject`` and ``part`` are the two halves of its action's id."""

    press: Press
    verb: Verb
    subject: str
    part: str

    @classmethod
    def of(cls, press: Press, verb: Verb) -> "Sent":
        subject, _, part = press.action.id.partition(":")
        return cls(press, verb, subject, part)

    @property
    def all(self) -> Mapping[str, str | tuple[str, ...]]:
        """Fields first; what was carried stands in for what the form did not ask."""
        return {**self.press.carried, **(self.press.values or {})}

    def text(self, name: str) -> str:
        value = self.all.get(name, "")
        value = value if isinstance(value, str) else " ".join(value)
        if len(value) > LONGEST:
            raise Refusal(Reason.TOO_LONG, {"limit": LONGEST, "length": len(value)}, at_field=name)
        return _storable(value)

    def many(self, name: str) -> tuple[str, ...]:
        value = self.all.get(name, ())
        return tuple(part for part in (value.split(",") if isinstance(value, str) else value) if part)

    def marks(self, name: str) -> Mapping[str, str]:
        """Of a field of marks: each row that has a mark, and which. What a row or a mark may be is not looked at."""
        pairs = marked(self.all, name)
        found = dict(pairs)
        if len(found) < len(pairs):
            raise Refusal(Reason.MARKED_TWICE, at_field=name)
        return found

    def day(self, name: str) -> date | None:
        text = self.text(name).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as wrong:
            raise Refusal(Reason.NOT_A_DATE, at_field=name) from wrong

    def number(self, name: str, default: int | None = None, *, least: int = 0, most: int = ANY_NUMBER) -> int:
        """From ``least`` to ``most``, both included: a refusal names them."""
        text = self.text(name).strip()
        if not text and default is not None:
            return default
        is_number = text.isascii() and text.isdigit() and len(text) <= 9
        if not is_number or not least <= int(text) <= most:
            raise Refusal(Reason.NOT_A_NUMBER, {"least": least, "most": most}, at_field=name)
        return int(text)

    def yes(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name)
        return value == "yes" if value else default

    def choice(self, kind: type[Choice], name: str) -> Choice:
        try:
            return kind(self.text(name))
        except ValueError as wrong:
            raise Refusal(Reason.NOT_A_CHOICE, at_field=name) from wrong

    def ids(self, name: str) -> tuple[UUID, ...]:
        return tuple(_uuid(text, name, Reason.NOT_A_CHOICE) for text in self.many(name))

    def id(self, name: str) -> UUID:
        return _uuid(self.text(name), name, Reason.NOT_A_CHOICE)

    @property
    def about(self) -> UUID:
        """The round, circle or agreement that the press is about."""
        return _uuid(self.subject, "", Reason.NOT_FOUND)

    @property
    def part_id(self) -> UUID:
        """The part of it: from the action, or from the field that the verb names for it."""
        if self.part:
            return _uuid(self.part, "", Reason.NOT_FOUND)
        return self.id(PART[self.verb])


def _storable(text: str) -> str:
    """Without what no database can hold (NUL, half of a surrogate pair), and with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "ignore").decode()


def _uuid(text: str, name: str, reason: Reason) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Refusal(reason, at_field=name) from wrong
