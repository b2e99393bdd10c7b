"""A template as it stands."""

from dataclasses import dataclass
from typing import Final

from decisions.ids import CircleId, MemberId, NetworkId, TemplateId
from decisions.templates.pattern import Pattern

NAME_LIMIT: Final = 60
MOST_TEMPLATES: Final = 60
"""Of one circle: more are in no list that people could read."""


@dataclass(frozen=True, slots=True)
class Template:
    """``name`` is unique in its circle, whatever its capital letters."""

    id: TemplateId
    network_id: NetworkId
    circle_id: CircleId
    name: str
    made_by: MemberId
    pattern: Pattern


def same_name(name: str) -> str:
    """Equal for names that read the same."""
    return " ".join(name.split()).casefold()
