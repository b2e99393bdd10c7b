"""What a request of Teams' is answered with."""

import json
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is JSON as Python has it; without one, the status says all. ``text`` is the same written, once somebody wanted it
    ready: an answer that goes to many is written once."""

    status: int = 200
    body: Any = None
    text: bytes = field(default=b"", compare=False, repr=False)

    def ready(self) -> "Answer":
        return replace(self, text=self.written())

    def written(self) -> bytes:
        """Raises ``TypeError``, ``ValueError`` or ``RecursionError`` where the body is no JSON."""
        return (
            self.text
            or json.dumps(self.body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        )
