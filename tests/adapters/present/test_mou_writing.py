"""What is wrong on a page of a memorandum is always said: beside its field, or above the others."""

import pytest

from adapters.cards import Form
from adapters.desk import Screen
from adapters.present.screens import SCREENS
from decisions.refusals import Reason, Refusal
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m


@pytest.mark.parametrize(
    ("page", "field", "where"),
    [("3", "ends", "ends"), ("3", "signatory", ""), ("2", "review_on", ""), ("1", "title", "title")],
)
def test_nothing_is_refused_without_a_word(page: str, field: str, where: str) -> None:
    wrong = Screen("edit_mou", carried={"page": page}, errors={field: Refusal(Reason.NOT_FOUND)})
    form = SCREENS["edit_mou"].present(m.Promised().for_reader(b.LEE), b.a_reader(b.LEE, "en"), wrong)
    assert isinstance(form, Form)
    assert list(form.errors) == [where]
    assert form.errors[where]
