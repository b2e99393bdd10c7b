"""The receipt of a secret ballot: by chance, made with the form, and all that its voter has to find the ballot by."""

import re
from typing import Final, NewType

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 or O, no 1, I or L: people compare it by eye."""
LENGTH: Final = 16
"""79 bits: among a million ballots two are the same in one of a hundred thousand million rounds, and nobody guesses one."""
_RECEIPT: Final = re.compile(f"[{SIGNS}]{{{LENGTH}}}")
_PART: Final = 4

Receipt = NewType("Receipt", str)


def read_receipt(text: str) -> Receipt:
    """However it was typed: small letters, spaces and dashes do not matter. Raises ``ValueError`` for what is none."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if not _RECEIPT.fullmatch(signs):
        raise ValueError("not a receipt")
    return Receipt(signs)


def receipt_said(receipt: Receipt) -> str:
    """``7KQM-2XPD-9FWC-4HTR``, for people to read."""
    return "-".join(receipt[at : at + _PART] for at in range(0, LENGTH, _PART))
