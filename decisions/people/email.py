"""An address at which somebody reads."""

from typing import Final

from decisions.refusals import Reason, Refusal

_BETWEEN: Final = ",;:<>"
"""What parts several addresses, or an address from a name (RFC 5322, section 3.4)."""


def checked_email(text: str) -> str:
    """Trimmed; it may be empty. Refuses what cannot be one address: what is sent to it opens everything as its owner."""
    email = text.strip()
    if email and not _looks_like_email(email):
        raise Refusal(Reason.NOT_AN_EMAIL, at_field="email")
    return email


def _looks_like_email(text: str) -> bool:
    """Enough to catch a slip; whether mail arrives only sending shows."""
    local, at, domain = text.rpartition("@")
    return (
        bool(local and at and "." in domain.strip("."))
        and len(text) <= 254
        and not any(sign.isspace() or sign in _BETWEEN for sign in text)
        and "@" not in local
    )
