"""Secrets that are in a link, or typed as a code: made here, told once, and known to the house by their digest alone."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from decisions.rounds.ballots.receipt import LENGTH, SIGNS, Receipt

INVITATION_LASTS: Final = timedelta(days=30)
CODE_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 or O, no 1, I or L: a code is also read aloud."""
CODE_PARTS: Final = 3
CODE_PART: Final = 4


@dataclass(frozen=True, slots=True)
class Secret:
    """256 bits, in letters that an address can hold. Never printed with the rest of it."""

    value: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def digest(self) -> str:
        return digest(self.value)


def _new_code() -> str:
    parts = ("".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_PART)) for _ in range(CODE_PARTS))
    return "-".join(parts)


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """``7KQM-2XPD-9FWC``: 59 bits, for somebody to type in another place. Never printed with the rest of it."""

    value: str = field(default_factory=_new_code, repr=False)

    @property
    def digest(self) -> str:
        return code_digest(self.value)


def new_receipt() -> Receipt:
    """For a secret ballot, made with its form."""
    return Receipt("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def key_of_chance() -> str:
    """For what must leave nothing that says which press it was."""
    return secrets.token_hex(16)


def code_digest(typed: str) -> str:
    """Of a code however it was typed: small letters, spaces and missing dashes do not matter."""
    return digest("".join(sign for sign in typed.upper() if sign.isalnum()))


def digest(secret: str) -> str:
    """SHA-256, in hex: what is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()
