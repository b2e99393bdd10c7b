"""The receipt of a secret ballot: by chance, made with the form, and all that its voter has to find the ballot by; and the
ballot, as it stands under it."""

import re
from dataclasses import dataclass, field
from typing import Final, NewType

from decisions.rounds.ballots.choice import Choice

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 or O, no 1, I or L: people compare it by eye."""
LENGTH: Final = 16
"""79 bits: among a million ballots two are the same in one of a hundred thousand million rounds, and nobody guesses one."""
_RECEIPT: Final = re.compile(f"[{SIGNS}]{{{LENGTH}}}")
_PART: Final = 4

Receipt = NewType("Receipt", str)


@dataclass(frozen=True, slots=True)
class Paper:
    """One secret ballot. Never printed."""

    receipt: Receipt = field(repr=False)
    choice: Choice | None = field(repr=False)
    """None: blank. It leaves everything open; its voter has been heard, and counts for the quorum. (To mark nothing is no blank
    ballot: no dots for any option, no time at all, are answers.)"""


def read_receipt(text: str) -> Receipt:
    """However it was typed: small letters, spaces and dashes do not matter. Raises ``ValueError`` for what is none."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if not _RECEIPT.fullmatch(signs):
        raise ValueError("not a receipt")
    return Receipt(signs)


def receipt_said(receipt: Receipt) -> str:
    """``7KQM-2XPD-9FWC-4HTR``, for people to read."""
    return "-".join(receipt[at : at + _PART] for at in range(0, LENGTH, _PART))
