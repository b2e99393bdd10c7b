"""What a round came to, in somebody's words: what it means, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from decisions.ids import MemberId


@dataclass(frozen=True, slots=True)
class OutcomeStatement:
    words: str
    by: MemberId
    at: datetime
    version: int = 1
    """Counts what was told: from the second on it is a correction, and the newest stands."""

    @property
    def is_corrected(self) -> bool:
        return self.version > 1
