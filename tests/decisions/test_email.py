"""What can be an address to write to: one, and no more."""

import pytest

from decisions.people.email import checked_email
from decisions.refusals import Reason, Refusal


@pytest.mark.parametrize(
    "text", ["", "ana@example.org", " ana@example.org ", "josé+rondo@münchen.example", "o'neil@a.b.example"]
)
def test_an_address_is_kept_trimmed(text: str) -> None:
    assert checked_email(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "ana",
        "@example.org",
        "ana@",
        "ana@example",
        "ana@.",
        "ana perez@example.org",
        "ana@example.org\nBcc: bo@example.org",
        "a" * 250 + "@b.org",
        "ana@example.org,bo@example.org",
        "ana@example.org;bo@example.org",
        "ana,bo@example.org",
        "Ana<ana@example.org>",
        "ana@bo@example.org",
    ],
)
def test_what_is_no_address_or_several_is_refused_at_its_field(text: str) -> None:
    """Several would each get a link that opens everything as the same person."""
    with pytest.raises(Refusal) as refused:
        checked_email(text)
    assert (refused.value.reason, refused.value.at_field) == (Reason.NOT_AN_EMAIL, "email")
