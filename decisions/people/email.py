"""An address at which somebody reads."""

from decisions.refusals import Reason, Refusal


def checked_email(text: str) -> str:
    """Trimmed; it may be empty. Refuses what cannot be an address."""
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
        and not any(map(str.isspace, text))
    )
