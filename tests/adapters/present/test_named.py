"""Whom people mean by a name that they type."""

import pytest

from adapters.present.named import named_among

PEOPLE = {"1": "Lee Miller", "2": "Ana Ruiz", "3": "Ana Pérez", "4": "José", "5": "Ruiz", "6": "Jo & Co."}


@pytest.mark.parametrize(
    ("name", "id"),
    [("Lee", "1"), ("lee", "1"), ("lee.miller", "1"), ("AnaRuiz", "2"), ("perez", "3"), ("jose", "4"), ("ruiz", "5")],
)  # fmt: skip
def test_a_name_is_meant_as_a_whole_or_by_one_of_its_words(name: str, id: str) -> None:
    assert named_among([name], PEOPLE) == ((id,), ())


@pytest.mark.parametrize("name", ["Ana", "Le", "nobody", "."])
def test_a_name_that_is_nobodys_or_several_peoples_stays_a_name(name: str) -> None:
    assert named_among([name], PEOPLE) == ((), (name,))


def test_each_is_named_once() -> None:
    assert named_among(["Lee", "", "lee.miller", "Ana"], PEOPLE) == (("1",), ("Ana",))


def test_an_id_means_itself() -> None:
    assert named_among(["3", "Lee", "9"], PEOPLE) == (("3", "1"), ("9",))
