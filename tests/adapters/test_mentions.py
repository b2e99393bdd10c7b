"""People whom words mention travel as text, whatever they are called."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.mentions import Mention, mentioned, mentions

ROSA = str(uuid4())
people = st.builds(Mention, st.text(max_size=20), st.sampled_from(("", ROSA)))


def test_who_is_known_and_who_is_not_are_read_again_each_once() -> None:
    all = (Mention("Díaz, Rosa", ROSA), Mention("Kim Park"), Mention("kim"), Mention("Kim Park"))
    assert mentions(mentioned(all)) == all[:3]


def test_an_id_alone_is_a_name_that_nobody_knows() -> None:
    assert mentions(ROSA) == (Mention(ROSA),)


@pytest.mark.parametrize("name", ["", " ", "\u202e", "\n"])
def test_who_has_no_name_is_left_out(name: str) -> None:
    assert mentioned([Mention(name, ROSA)]) == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(people, max_size=4))
def test_nobody_becomes_somebody_else(several: list[Mention]) -> None:
    """Names lose signs that cannot be seen, and nothing more; nobody is added or known by another's id."""
    found = mentions(mentioned(several))
    assert len(found) <= len(several)
    assert [each.member for each in found if each.member] == [ROSA] * sum(bool(each.member) for each in found)
    assert mentions(mentioned(found)) == found
