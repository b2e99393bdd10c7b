"""Secrets that are in a link: made here, told once, and known to the house by their digest alone."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

INVITATION_LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Secret:
    """256 bits, in letters that an address can hold. Never printed with the rest of it."""

    value: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def digest(self) -> str:
        return digest(self.value)


def digest(secret: str) -> str:
    """SHA-256, in hex: what is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()
