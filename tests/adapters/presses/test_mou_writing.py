"""A memorandum is written page by page, and what stands on the other pages stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.mou_clauses import clause_lines, read_clauses
from adapters.present.pages import next_page
from adapters.present.verbs import Begins, Verb
from adapters.presses.fields import Sent
from adapters.presses.mou_writing import MOU_PAGES, after_mou_page
from decisions.ids import ClauseId
from decisions.mous import commands as c
from decisions.mous.mou import Party
from decisions.mous.terms import Clause
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m
from tests.adapters.presses.test_ballots import CIRCLE, WHO
from tests.adapters.presses.test_mous import DeskOfAMou

NAMES = {b.HUB: "Family Hub", b.CLINIC: "Northside Clinic"}
TODAY = date(2026, 11, 21)
NEW = ClauseId(UUID(int=5))


async def sent(verb: Verb, one: m.Promised, page: str = "", id: str = str(m.MOU), **values: Any) -> Any:
    press = Press(WHO, Action(verb, id), "key", values, {"page": page})
    desk = cast("Desk", cast("Any", DeskOfAMou(one.for_reader(b.LEE))))
    return await MOU_PAGES[verb](desk, Sent.of(press, verb))


def read(text: str, *before: Clause, locale: str = "en") -> tuple[Clause, ...]:
    return read_clauses(text, NAMES, before, b.a_reader(b.LEE, locale), TODAY, lambda: NEW)


async def test_it_is_drafted_from_a_template() -> None:
    values = {"title": "Our data", "purpose": "To see", "parties": (str(b.HUB), str(b.CLINIC))}
    command = await sent(Verb.DRAFT_MOU, m.Promised(), "1", str(CIRCLE.id), begins="data", **values)
    assert isinstance(command, c.DraftMou)
    assert command.parties == (Party(b.HUB), Party(b.CLINIC))
    assert (command.terms.title, command.terms.purpose) == ("Our data", "To see")
    assert command.terms.shared.startswith("Which data")
    blank = await sent(Verb.DRAFT_MOU, m.Promised(), "1", str(CIRCLE.id), begins="king", **values)
    assert blank.terms.shared == ""
    assert (command.replaces, blank.replaces) == (None, None)


async def test_it_may_take_the_place_of_another() -> None:
    values = {"title": "Our data", "purpose": "To see", "parties": (str(b.HUB), str(b.CLINIC))}
    for said, replaces in ((str(m.OTHER), m.OTHER), ("nothing", None)):
        command = await sent(
            Verb.DRAFT_MOU, m.Promised(), "1", str(CIRCLE.id), begins="data", replaces=said, **values
        )
        assert command.replaces == replaces


async def test_its_last_day_may_be_far_away() -> None:
    days = {"starts": "in two weeks", "review_on": "2027-06-01"}
    command = await sent(Verb.EDIT_MOU, m.Promised(), "3", **days, ends="2040-12-31")
    assert command.terms.ends == date(2040, 12, 31)
    with pytest.raises(Refusal) as refused:
        await sent(Verb.EDIT_MOU, m.Promised(), "3", starts="2040-12-31", review_on="2027-06-01")
    assert (refused.value.reason, refused.value.at_field) == (Reason.DATE_TOO_FAR, "starts")


@pytest.mark.parametrize(
    ("line", "words", "known_by"),
    [
        ("Family Hub: gives a room. How we will know: it is open", "gives a room", "it is open"),
        ("Family Hub: gives a room, how we will know: it is open", "gives a room", "it is open"),
        ("Family Hub: da una sala. Cómo lo sabremos: está abierta", "da una sala", "está abierta"),
        ("Family Hub: gives a room. How we will know:", "gives a room", ""),
        ("Family Hub: gives a room", "gives a room", ""),
    ],
)
def test_a_line_says_how_people_will_know(line: str, words: str, known_by: str) -> None:
    (clause,) = read(line)
    assert (clause.words, clause.known_by) == (words, known_by)


def test_how_people_will_know_stands_after_the_day() -> None:
    (clause,) = read("Family Hub: gives a room by 2026-12-31. How we will know: it is open at 5")
    assert (clause.words, clause.by_when, clause.known_by) == (
        "gives a room",
        date(2026, 12, 31),
        "it is open at 5",
    )


def test_the_template_is_chosen_before_anything_is_written() -> None:
    following = next_page(Verb.DRAFT_MOU, {"begins": Begins.SPACE}, {})
    assert following is not None
    assert (following.screen, following.carried["begins"]) == (Verb.DRAFT_MOU, Begins.SPACE)
    assert next_page(Verb.DRAFT_MOU, {"title": "Rooms"}, following.carried) is None


@pytest.mark.parametrize(
    ("verb", "page", "screen", "following"),
    [
        (Verb.DRAFT_MOU, "1", "edit_mou", "2"),
        (Verb.AMEND_MOU, "", "edit_mou", "2"),
        (Verb.EDIT_MOU, "", "edit_mou", "2"),
        (Verb.EDIT_MOU, "1", "edit_mou", "2"),
        (Verb.EDIT_MOU, "2", "edit_mou", "3"),
        (Verb.EDIT_MOU, "3", "mou_card", None),
    ],
)
def test_each_page_leads_to_the_next_and_the_last_to_the_whole(
    verb: Verb, page: str, screen: str, following: str | None
) -> None:
    press = Press(WHO, Action(verb, str(m.MOU)), "key", {}, {"page": page})
    shown = after_mou_page(Sent.of(press, verb), m.MOU)
    assert (shown.name, shown.about, shown.carried.get("page")) == (screen, m.MOU, following)


async def test_the_first_page_takes_along_what_a_party_that_goes_commits_to() -> None:
    parties = (str(b.HUB), str(b.SCHOOL))
    command = await sent(Verb.EDIT_MOU, m.Promised(), "1", title="One", purpose="So", parties=parties)
    assert command.parties == (Party(b.HUB, b.ROSA), Party(b.SCHOOL))
    assert [clause.party for clause in command.terms.clauses] == [b.HUB]
    assert command.terms == replace(m.terms(), title="One", purpose="So", clauses=m.terms().clauses[:1])


async def test_the_first_page_names_organisations_that_are_new() -> None:
    new = "Harbour Clinic\n\n School "
    parties = (str(b.HUB),)
    command = await sent(
        Verb.EDIT_MOU, m.Promised(), "1", title="One", purpose="So", parties=parties, new_parties=new
    )
    assert [one.name for one in command.named] == ["Harbour Clinic", "School"]
    assert command.parties == (Party(b.HUB, b.ROSA),)


async def test_the_second_page_says_what_each_commits_to() -> None:
    command = await sent(
        Verb.EDIT_MOU, m.Promised(), "2", clauses="family hub: Gives a room by March 3", shared="", text="So"
    )
    (clause,) = command.terms.clauses
    assert (clause.party, clause.words, clause.by_when) == (b.HUB, "Gives a room", date(2027, 3, 3))
    assert (command.terms.shared, command.terms.text, command.terms.title) == ("", "So", m.terms().title)


async def test_the_third_page_says_from_when_to_when_and_who_signs() -> None:
    signs = {f"signs_{b.HUB}": str(b.LEE), f"signs_{b.CLINIC}": "nobody"}
    command = await sent(
        Verb.EDIT_MOU, m.Promised(), "3", starts="in two weeks", review_on="2027-06-01", **signs
    )
    terms = command.terms
    assert (terms.starts, terms.review_on, terms.ends) == (date(2026, 12, 5), date(2027, 6, 1), None)
    assert command.parties == (Party(b.HUB, b.LEE), Party(b.CLINIC))


async def test_while_it_is_asked_about_the_parties_stay_and_it_is_told_anew() -> None:
    command = await sent(Verb.EDIT_MOU, m.Promised().proposed(), "2", clauses="", text="Another text")
    assert command.parties is None
    assert command.told.startswith("Another text")


async def test_an_amendment_begins_without_the_days_that_are_over() -> None:
    one = m.Promised(starts=date(2026, 11, 21)).signed().later(1)
    desk = cast("Any", DeskOfAMou(one.for_reader(b.LEE)))
    desk.now = lambda: datetime(2026, 12, 20, tzinfo=UTC)
    press = Press(WHO, Action(Verb.AMEND_MOU, str(m.MOU)), "key", {"title": "Two", "purpose": "So"}, {})
    command: Any = await MOU_PAGES[Verb.AMEND_MOU](desk, Sent.of(press, Verb.AMEND_MOU))
    assert command.terms == replace(m.terms(), title="Two", purpose="So", starts=None)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_what_is_shown_is_read_as_the_same(locale: str) -> None:
    clauses = m.terms().clauses
    shown = clause_lines(clauses, NAMES, b.a_reader(b.LEE, locale))
    assert read(shown, *clauses, locale=locale) == clauses
    anew = read(shown, locale=locale)
    assert [(one.party, one.words, one.by_when, one.known_by) for one in anew] == [
        (
            clauses[0].party,
            clauses[0].words,
            Rhythm(Every.WEEK, weekday=TODAY.weekday()),
            clauses[0].known_by,
        ),
        (clauses[1].party, clauses[1].words, clauses[1].by_when, clauses[1].known_by),
    ]


def test_two_lines_that_are_alike_are_two() -> None:
    (one,) = read("Family Hub: Gives a room")
    assert read("Family Hub: Gives a room\n\n- Family Hub: Gives a room", one)[0] is one


async def test_what_it_is_called_and_for_is_never_empty() -> None:
    for verb in (Verb.EDIT_MOU, Verb.AMEND_MOU):
        with pytest.raises(Refusal) as refused:
            await sent(verb, m.Promised().signed(), "1", title=" ", purpose="")
        assert [one.at_field for one in refused.value.all] == ["title", "purpose"]


@pytest.mark.parametrize("who", ["Everyone", "both", "Todas", "entre todas"])
def test_what_all_do_is_done_by_each(who: str) -> None:
    found = read(f"{who}: bring cake by March 3")
    assert [(one.party, one.words, one.by_when) for one in found] == [
        (b.HUB, "bring cake", date(2027, 3, 3)),
        (b.CLINIC, "bring cake", date(2027, 3, 3)),
    ]


def test_where_nothing_is_written_yet_each_party_has_a_line_that_says_nothing() -> None:
    shown = clause_lines((), NAMES, b.a_reader(b.LEE, "en"))
    assert shown == "Family Hub: \nNorthside Clinic: "
    assert read(shown) == ()


def test_all_lines_that_are_nobodys_are_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        read("Gives a room\nFamily Hub: opens it\nSchool: cleans it")
    assert refused.value.facts == {
        "line": "Gives a room / School: cleans it",
        "names": "Family Hub and Northside Clinic",
    }


async def test_all_days_that_cannot_be_read_are_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        await sent(Verb.EDIT_MOU, m.Promised(), "3", starts="soon", review_on="in 1 year", ends="31 February")
    assert [one.at_field for one in refused.value.all] == ["starts", "ends"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Gives a room", Reason.NO_PARTY_IN_LINE),
        ("Lincoln School: gives a room", Reason.NO_PARTY_IN_LINE),
        ("Family Hub gives a room", Reason.NO_PARTY_IN_LINE),
        ("Family Hub: gives a room by 31 February", Reason.NO_SUCH_DAY),
        ("Family Hub: gives a room by 2026-11-20", Reason.DATE_NOT_AHEAD),
    ],
)
def test_a_line_that_cannot_be_read_is_told(line: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        read(line)
    assert (refused.value.reason, refused.value.at_field) == (reason, "clauses")
