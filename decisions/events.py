"""What every event is: something that happened, in the past tense, and which of its fields are personal."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``at`` is aware UTC: when it happened, which for a deadline is the deadline itself."""

    at: datetime


def personal(**options: Any) -> Any:
    """A field that is a person's own: names, texts, kinds of answers. The journal holds it apart, so that it can be erased."""
    return field(metadata={"personal": True}, **options)


@cache
def personal_fields(event_type: type[Event]) -> frozenset[str]:
    return frozenset(f.name for f in fields(event_type) if f.metadata.get("personal"))
