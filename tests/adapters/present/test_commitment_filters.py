"""Which commitments typed words ask for, and where a button of the page leads to."""

from dataclasses import replace
from uuid import UUID

import pytest

from adapters.cards import Buttons, ChoiceField, Item, Page, Switch
from adapters.desk import Screen
from adapters.present.commitment_filters import ASKED, WANTED, WHICH, WHOM, asks_for_own, meant, wanted_in
from adapters.present.commitment_filters import switches as switches_of
from adapters.present.screens import SCREENS
from adapters.web.addresses import Addresses
from decisions.commitments.board import By, Wanted, Which
from decisions.commitments.record import CommitmentsRecord
from decisions.ids import OrganisationId
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present.commitment_board_views import MANY, several
from tests.adapters.present.shown import parts_of, text_of

HERE = k.several(k.under_way().one)
BASE = "https://rondo.example"


def called(record: CommitmentsRecord, **names: str) -> CommitmentsRecord:
    """With another name for some of the people."""
    members = dict(record.members)
    for key, name in names.items():
        id = getattr(b, key)
        members[id] = replace(members[id], name=name)
    return replace(record, members=members)


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("overdue", Which.OVERDUE),
        ("Overdue!", Which.OVERDUE),
        ("atrasados", Which.OVERDUE),
        ("mine", Which.MINE),
        ("míos", Which.MINE),
        ("done", Which.DONE),
        ("¿hechos?", Which.DONE),
        ("waiting", Which.ASKED),
        ("pedidos", Which.ASKED),
        ("en  curso", Which.OPEN),
        ("under way", Which.OPEN),
        ("all", Which.ALL),
        ("todos", Which.ALL),
        ("steering", Which.ALL),
        ("overdue Steering", Which.OVERDUE),
    ],
)
def test_a_state_is_meant_in_english_and_in_spanish(said: str, which: Which) -> None:
    assert meant(said, HERE) == Wanted(which)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Rosa", Wanted(person=b.ROSA)),
        ("@rosa diaz", Wanted(person=b.ROSA)),
        ("<@U0ROSA|Rosa Díaz>", Wanted(person=b.ROSA)),
        ('<at id="0">Rosa Díaz</at> done', Wanted(Which.DONE, person=b.ROSA)),
        ("done @Rosa", Wanted(Which.DONE, person=b.ROSA)),
        ("vencidos Rosa Díaz", Wanted(Which.OVERDUE, person=b.ROSA)),
        ("Rosa atrasados", Wanted(Which.OVERDUE, person=b.ROSA)),
        ("Northside Clinic", Wanted(organisation=b.CLINIC)),
        ("hechos «Family Hub»", Wanted(Which.DONE, organisation=b.HUB)),
    ],
)
def test_a_name_is_meant_with_or_without_a_state(said: str, wanted: Wanted) -> None:
    assert meant(said, HERE) == wanted


def test_somebody_called_as_a_state_is_meant_by_an_at_sign() -> None:
    record = called(HERE, SAM="Late Hill")
    assert meant("@Late", record) == Wanted(person=b.SAM)
    assert meant("@Late done", record) == Wanted(Which.DONE, person=b.SAM)
    assert meant("late", record) == Wanted(Which.OVERDUE)


@pytest.mark.parametrize("said", ["Kim", "overdue Kim", "soonish", "overdue done", "@", "=1+1", "🎈"])
def test_words_that_are_neither_are_not_understood(said: str) -> None:
    assert meant(said, HERE) is None


def test_a_name_of_two_means_nobody_and_a_whole_name_one() -> None:
    record = called(HERE, SAM="Rosa Hill")
    assert meant("Rosa", record) is None
    assert meant("done Rosa", record) is None
    assert meant("Rosa Hill", record) == Wanted(person=b.SAM)


def test_what_is_not_understood_is_said_and_everything_is_shown() -> None:
    screen = Screen("commitments_card", carried={ASKED: "overdue Kim"})
    assert wanted_in(HERE, screen) == (Wanted(), "overdue Kim")
    view = SCREENS["commitments_card"].present(HERE, b.a_reader(b.LEE), screen)
    assert "overdue Kim" in text_of(view)
    assert "Check the aid rules" in text_of(view)


@pytest.mark.parametrize(
    ("said", "own"), [("mine", True), ("Míos", True), ("me!", True), ("mine done", False), ("all", False)]
)
def test_only_the_word_alone_asks_for_ones_own_of_all_circles(said: str, own: bool) -> None:
    assert asks_for_own(said) is own


# --- by a form ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whom", "wanted"),
    [
        ("all", Wanted(Which.DONE)),
        (f"person:{b.ROSA}", Wanted(Which.DONE, person=b.ROSA)),
        (f"organisation:{b.CLINIC}", Wanted(Which.DONE, organisation=b.CLINIC)),
        ("person:nobody", Wanted(Which.DONE)),
    ],
)
def test_the_form_asks_for_a_state_and_for_somebody(whom: str, wanted: Wanted) -> None:
    screen = Screen("commitments_card", carried={WHICH: "done", WHOM: whom})
    assert wanted_in(HERE, screen) == (wanted, "")


def test_each_choice_of_the_form_is_one_that_is_understood() -> None:
    form = SCREENS["choose_commitments"].present(HERE, b.a_reader(b.LEE), Screen("choose_commitments"))
    which, whom = (part for part in parts_of(form) if isinstance(part, ChoiceField))
    for state in which.options:
        for one in whom.options:
            carried = {WHICH: state.value, WHOM: one.value}
            wanted, unknown = wanted_in(HERE, Screen("commitments_card", carried=carried))
            assert (str(wanted.which), unknown) == (state.value, "")
            assert wanted.narrows is (state.value != "all" or one.value != "all")
    assert len(whom.options) == 1 + len(b.PEOPLE) + len(HERE.organisations)


# --- by an address ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/as/ana"])
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(Which.OVERDUE, b.ROSA, b.CLINIC, By.ORGANISATION, "2026-11-16"),
        Wanted(by=By.PERSON, only=str(b.ROSA)),
    ],
)
def test_what_a_button_asks_for_is_in_its_address_and_is_a_way_back(wanted: Wanted, prefix: str) -> None:
    at, path = Addresses(BASE, prefix), f"{prefix}/circles/{b.CIRCLE}/commitments"
    for block in switches_of(HERE, wanted, b.a_reader(b.LEE)):
        assert isinstance(block, Switch)
        for button in block.buttons:
            address = at.of(button.action)
            assert address is not None
            assert address.partition("?")[0] == path
            assert at.back(address) == address
        chosen = at.of(block.buttons[block.chosen].action) or ""
        screen = Screen("commitments", carried={WANTED: chosen.partition("?")[2]})
        assert wanted_in(HERE, screen)[0] == replace(wanted, only="")


@pytest.mark.parametrize("more", ["?which=done#x", "?which=%0d", "?a b", "?next=//evil", "?" + "a" * 301])
def test_nothing_else_is_a_way_back(more: str) -> None:
    at = Addresses(BASE)
    assert at.back(f"/circles/{b.CIRCLE}/commitments{more}") == "/home"


@pytest.mark.parametrize("wanted", ["which=done&next=//evil", "WHICH=done", "a" * 301, "x y"])
def test_an_action_with_other_signs_leads_nowhere(wanted: str) -> None:
    button = switches_of(HERE, Wanted(), b.a_reader(b.LEE))[0].buttons[0]
    action = replace(button.action, id=f"{b.CIRCLE}:{wanted}")
    assert Addresses(BASE).of(action) is None


def test_an_organisation_that_is_gone_is_said_without_a_name() -> None:
    reader, gone = b.a_reader(b.LEE), Wanted(organisation=OrganisationId(UUID(int=9)))
    screen = Screen("commitments_card", carried={WANTED: str(gone)})
    view = SCREENS["commitments_card"].present(HERE, reader, screen)
    assert text_of(view).startswith(reader.copy("board.no_organisation"))


# --- a long list --------------------------------------------------------------------------------------------------


def test_a_long_list_is_short_first_and_a_button_shows_a_whole_part() -> None:
    record, reader, at = several(MANY, False), b.a_reader(b.LEE), Addresses(BASE)

    def rows(wanted: str) -> tuple[int, str | None]:
        screen = Screen("commitments", carried={WANTED: wanted})
        view = SCREENS["commitments"].present(record, reader, screen)
        assert isinstance(view, Page)
        (part,) = (each for each in view.sections if each.anchor == "g-coming")
        (more,) = (
            each.action for block in part.blocks if isinstance(block, Buttons) for each in block.buttons
        )
        return sum(isinstance(block, Item) for block in part.blocks), at.of(more)

    few, more = rows("")
    whole = "only=coming"
    assert (few, more) == (5, f"/circles/{b.CIRCLE}/commitments?{whole}")
    assert rows(whole) == (43, f"/circles/{b.CIRCLE}/commitments")
    assert rows(f"which=open&{whole}")[1] == f"/circles/{b.CIRCLE}/commitments?which=open"
