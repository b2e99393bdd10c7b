"""Whom a message mentions in Teams, and by what name it is to be found in its words."""

from typing import Any

import pytest

from adapters.teams.mentions import MOST, Mentioned, People, in_words, of_message


def mention(text: str, id: str = "29:ana", **more: str) -> dict[str, Any]:
    return {"type": "mention", "text": text, "mentioned": {"id": id, "name": "Ana Pérez", **more}}


def of(id: str, text: str, name: str = "Sam Levy") -> dict[str, Any]:
    return {"mentionText": text, "mentioned": {"user": {"id": id, "displayName": name}}}


@pytest.mark.parametrize(
    ("entity", "found"),
    [
        (mention("<at>Ana</at>"), (Mentioned("Ana", "", "29:ana"),)),
        (mention('<at id="1">Ana&nbsp;&amp;&nbsp;Co</at>'), (Mentioned("Ana & Co", "", "29:ana"),)),
        (mention("", aadObjectId="aad-1"), (Mentioned("Ana Pérez", "aad-1", "29:ana"),)),
        (mention("<at>Rondo</at>", id="28:rondo"), ()),
        ({"type": "clientInfo"}, ()),
        ({**mention("<at>Ana</at>"), "type": "clientInfo"}, ()),
        (7, ()),
    ],
)
def test_words_to_rondo_mention_others(entity: Any, found: tuple[Mentioned, ...]) -> None:
    assert in_words({"recipient": {"id": "28:rondo"}, "entities": [entity]}) == found


@pytest.mark.parametrize(
    ("text", "mentions", "called"),
    [
        ("Sam Levy, please", [of("s", "Sam"), of("s", "Levy")], "Sam Levy"),
        ("Sam, please", [of("s", "Sam")], "Sam"),
        ("Sam Levy and Sam Levy", [of("s", "Sam Levy"), of("s", "Sam Levy")], "Sam Levy"),
        ("please", [of("s", "")], "Sam Levy"),
        ("Sam Levy, please", [of("s", "Sam Levy", "Sam")], "Sam Levy"),
        ("Levy", [of("s", "Sam"), of("s", "Levy", "Somebody")], "Levy"),
    ],
)
def test_a_name_is_as_the_message_has_it(text: str, mentions: list[dict[str, Any]], called: str) -> None:
    assert of_message({"mentions": mentions}, text).mentioned == (Mentioned(called, "s"),)


def test_who_wrote_it_and_when() -> None:
    person = {"from": {"user": {"id": "r", "displayName": "Rosa"}}, "createdDateTime": "2026-12-01T15:00:00Z"}
    assert of_message(person, "") == People((), Mentioned("Rosa", "r"), "2026-12-01T15:00:00Z")
    assert of_message({"from": {"application": {"id": "a"}, "user": None}}, "") == People()


@pytest.mark.parametrize(
    "junk", [7, None, [7], [{"mentioned": {"user": 7}}], [{"mentioned": {"application": {}}}]]
)
def test_what_is_nobody_is_left_out(junk: Any) -> None:
    assert of_message({"mentions": junk, "from": junk}, "x") == People()


def test_a_message_to_everybody_has_an_end() -> None:
    many = [of(str(number), f"P{number}") for number in range(5 * MOST)]
    assert len(of_message({"mentions": many}, "").mentioned) == MOST
