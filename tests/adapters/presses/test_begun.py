"""What a commitment begins with when it is begun with a message."""

from datetime import UTC, datetime

import pytest

from adapters.cards import Action
from adapters.desk import Press
from adapters.mentions import Mention, mentioned
from adapters.presses.begun import begun_in_message
from decisions.commitments.commitment import ORIGIN_LIMIT
from tests.adapters.present import builders as b
from tests.adapters.presses.test_ballots import WHO

NOW = datetime(2026, 12, 2, 16, tzinfo=UTC)
"""A Wednesday."""
ROSA = Mention("Rosa", str(b.ROSA))


def begun(text: str, **carried: str) -> dict[str, str]:
    press = Press(WHO, Action("note_commitment"), "key", None, {"text": text, "thread": "7", **carried})
    found = begun_in_message(press, NOW)
    assert found.action == Action("commit")
    return dict(found.carried)


def test_all_that_the_form_needs_is_carried_and_nothing_else() -> None:
    link = "https://x.example/1"
    people = mentioned([ROSA, Mention("Kim")])
    assert begun("Rosa, Kim: *check* the rules by Friday", mentioned=people, link=link) == {
        "origin": "message",
        "about": "Rosa, Kim: *check* the rules by Friday",
        "link": link,
        "what": "check the rules",
        "by_when": "Friday",
        "named": people,
    }


def test_the_writer_is_named_where_nobody_is_mentioned() -> None:
    assert begun("The rules are to be checked", author=str(ROSA))["named"] == str(ROSA)
    assert "named" not in begun("The rules are to be checked")


def test_a_message_in_which_somebody_is_only_typed_is_read_again() -> None:
    said = begun("@Kim Lee, the rules are to be checked", author=str(ROSA))
    assert (said["named"], said["line"]) == (str(ROSA), "@Kim Lee, the rules are to be checked")


def test_without_words_it_still_comes_from_the_message() -> None:
    assert begun("", author=str(ROSA)) == {"origin": "message", "named": str(ROSA)}


@pytest.mark.parametrize(
    ("written", "what", "by_when"),
    [
        ("2026-12-02T15:00:00Z", "I'll call", "tomorrow"),
        ("2026-12-01T15:00:00.123Z", "I'll call", "Wednesday, December 2"),
        ("2026-12-01T15:00:00", "I'll call", "Wednesday, December 2"),
        ("2026-11-20T15:00:00+00:00", "I'll call tomorrow", ""),
        ("2030-01-01T00:00:00Z", "I'll call", "tomorrow"),
        ("soon", "I'll call", "tomorrow"),
    ],
)
def test_a_day_is_meant_as_of_the_day_on_which_it_was_written(written: str, what: str, by_when: str) -> None:
    found = begun("I'll call tomorrow", written=written)
    assert (found["what"], found.get("by_when", "")) == (what, by_when)


def test_a_day_that_is_none_is_shown_as_it_was_written() -> None:
    assert begun("I'll call by 31 February", written="2026-12-01T15:00:00Z")["by_when"] == "31 February"


def test_a_long_message_is_kept_as_far_as_there_is_room() -> None:
    assert len(begun("word " * 600)["about"]) == ORIGIN_LIMIT
