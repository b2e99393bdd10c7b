"""What Teams sends, read: who, where, what they said, and what makes a repeat a repeat."""

from typing import Any

import pytest

from adapters.teams.read import Dialog, Execute, Malformed, read
from tests.adapters.teams.conftest import activity

PRESSED = "v1|new_link||"


def a_dialogs_button(**data: Any) -> Any:
    """What a button in a dialog sends."""
    return {"name": "task/submit", "value": {"data": {"a": PRESSED, **data}}}


def key(**parts: Any) -> str:
    found = read(activity(**parts))
    assert isinstance(found, Dialog | Execute)
    return found.key


# --- what is a repeat ---


def test_a_button_of_a_card_in_a_dialog_is_pressed_anew_each_time() -> None:
    """Such a card is no form and has no key of its own."""
    first, again, later = (key(id=id, **a_dialogs_button()) for id in ("f:1", "f:1", "f:2"))
    assert first == again
    assert first != later


def test_a_form_sent_twice_is_one_form_unless_something_else_was_typed() -> None:
    def sent(id: str, typed: str, by: str = "rosa") -> str:
        person = {"id": f"29:{by}", "aadObjectId": by}
        form = a_dialogs_button(k="drawing-1", f=["f.words"], **{"f.words": typed})
        return key(id=id, **{"from": person}, **form)

    assert sent("f:1", "No budget") == sent("f:2", "No budget")
    assert sent("f:1", "No budget") != sent("f:2", "No money")
    assert sent("f:1", "No budget") != sent("f:2", "No budget", by="sam")


def test_two_people_who_press_are_two_presses_whatever_teams_calls_them() -> None:
    press = {"value": {"action": {"type": "Action.Execute", "verb": "rondo", "data": {"a": PRESSED}}}}
    people = ({"id": f"29:{name}", "aadObjectId": name} for name in ("rosa", "sam"))
    rosa, sam = (key(id="f:1", **{"from": person}, **press) for person in people)
    assert rosa != sam


@pytest.mark.parametrize("parts", [{}, a_dialogs_button(), {"type": "message", "text": "home"}], ids=str)
def test_without_an_id_a_repeat_could_not_be_told_and_nothing_is_taken(parts: Any) -> None:
    with pytest.raises(Malformed):
        read(activity(id=..., **parts))
