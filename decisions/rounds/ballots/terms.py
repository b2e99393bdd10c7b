"""How a ballot is held: until when, what is seen of it meanwhile, and whether people say why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Shown(StrEnum):
    """Who sees what has been chosen while the ballot is open."""

    ALWAYS = "always"
    AFTER_ANSWERING = "after_answering"
    """Each from their own answer on."""
    AT_CLOSE = "at_close"


class Reasons(StrEnum):
    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Terms:
    closes_at: datetime | None = None
    """None: after as long as the circle consents."""
    shown: Shown = Shown.AT_CLOSE
    reasons: Reasons = Reasons.OPTIONAL
    changeable: bool = True
    """Whether an answer may be changed until the close."""
    members_add: bool = False
    """Whether anyone in the circle may add an option while it is open."""
