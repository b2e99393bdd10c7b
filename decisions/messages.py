"""What a subject of a circle (a commitment, a role, ...) asks to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind


@dataclass(frozen=True, slots=True)
class Message:
    """One that should leave, once for each ``key``. ``member`` None: to whoever steers the circle. ``by``: whose doing it tells
    of; to them it is not sent. ``about``: a part of the subject. ``people``: whose names are told, by what they are in it."""

    kind: NoticeKind
    key: str
    not_before: datetime
    member: MemberId | None = None
    by: MemberId | None = None
    about: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, tuple[MemberId, ...]] = field(default_factory=lambda: MappingProxyType({}))
