"""A memorandum's page: what holds stays in sight, and what is about the next version stands with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.cards import Buttons, Listing, Page
from decisions.ids import ClauseId
from decisions.mous import commands as c
from decisions.mous.terms import Clause
from decisions.refusals import Reason, Refusal
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m
from tests.adapters.present.commitment_views import show


def page_of(one: m.Promised, reader: Any = b.LEE) -> Page:
    page = show("mou", one.for_reader(reader), reader, "en")
    assert isinstance(page, Page)
    return page


def amended(**changes: Any) -> m.Promised:
    one = m.Promised().in_force()
    return one.does(b.LEE, c.AmendMou, terms=replace(one.known.terms, starts=date(2027, 10, 1), **changes))


def section(page: Page, heading: str) -> Any:
    return next(one for one in page.sections if one.heading == heading)


def buttons(blocks: Any) -> list[str]:
    rows = [block for block in blocks if isinstance(block, Buttons)]
    return [each.label for row in rows for each in row.buttons]


def told(page: Page) -> list[str]:
    return [
        line.plain
        for block in section(page, "The next version").blocks
        if isinstance(block, Listing)
        for line in block.items
    ]


def test_what_is_about_the_next_version_is_done_there() -> None:
    page = page_of(amended(shared=""))
    assert buttons(page.sections[0].blocks) == []
    assert buttons(section(page, "The next version").blocks) == ["Ask if all agree", "Edit"]
    assert section(page, "The whole next version").folded


def test_of_the_next_version_what_changes_is_told_first() -> None:
    first, second = m.terms().clauses
    new = Clause(ClauseId(b.uid(799)), b.CLINIC, "Sends two lists")
    page = page_of(amended(clauses=(first, new), shared=""))
    assert told(page) == [
        "New: Northside Clinic: Sends two lists",
        "No longer: Northside Clinic: Sends the list · by Monday, February 1, 2027",
        "Data or money shared: –",
        "First day: Friday, October 1, 2027 (now Tuesday, December 1)",
    ]
    assert second.words == "Sends the list"


@pytest.mark.parametrize(
    ("form", "one"), [("sign_mou", m.Promised().agreed()), ("renew_mou", m.Promised().under_review())]
)
def test_who_does_not_sign_for_an_organisation_is_not_led_to_its_form(form: str, one: m.Promised) -> None:
    with pytest.raises(Refusal) as refused:
        show(form, one.for_reader(b.TOMAS), b.TOMAS, "en", organisation=str(b.HUB))
    assert refused.value.reason is Reason.ONLY_SIGNATORY


def test_what_was_signed_before_is_read_whole_with_who_signed_it() -> None:
    one = m.Promised().in_force()
    later = one.now.date().replace(month=1, year=2027, day=10)
    one.does(b.LEE, c.AmendMou, terms=m.terms(starts=later, purpose="Nobody waits twice."))
    page = page_of(one.signed().later(40))
    before = section(page, "What was signed before: December 1 to January 10")
    assert before.folded
    assert "Family Hub: Signed by Rosa Díaz on November 21" in [line.plain for line in before.blocks[0].items]


def test_of_an_end_that_all_agreed_on_the_page_names_nobody() -> None:
    one = m.Promised().in_force()
    soon = one.now.date() + timedelta(days=2)
    for by in (b.ROSA, b.TOMAS):
        one.does(by, c.EndMou, words="We close.", on=soon)
    said = repr(page_of(one))
    assert "All have said yes to its end: it holds until" in said
    assert "has ended it" not in said
