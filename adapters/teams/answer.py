"""What a request of Teams' is answered with."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is JSON as Python has it; without one, the status says all."""

    status: int = 200
    body: Any = None
