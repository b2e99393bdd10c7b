"""What may not be seen: sealed answers, names that were not allowed, anything personal on a shared card."""

import re

import pytest

from adapters.cards import Page, SharedCard
from adapters.copy import LOCALES
from adapters.desk import Screen
from adapters.present.more import more
from adapters.present.postings import posting_card
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.postings import CardKind
from decisions.rounds.round import Stage
from decisions.rounds.tally import GroupTally, Tally
from tests.adapters.present import builders as b
from tests.adapters.present.shown import snapshot

KINDS_INSIDE = Tally(
    {
        b.PARENTS: GroupTally(2, 1, {Kind.OBJECTION: 1}),
        b.PROVIDERS: GroupTally(6, 4, {Kind.CONSENT: 3, Kind.CONCERN: 1}),
        b.SCHOOLS: GroupTally(4, 2, {Kind.STAND_ASIDE: 2}),
    }
)


@pytest.mark.parametrize("locale", LOCALES)
def test_while_answers_are_sealed_only_numbers_of_groups_are_shown(locale: str) -> None:
    """Even if a record held the kinds, two rounds that differ in them alone would look the same."""
    plain = b.a_record(Stage.CONSENTING, reader=b.LEE)
    leaky = b.a_record(Stage.CONSENTING, reader=b.LEE, tally=KINDS_INSIDE)
    place, lee = b.a_place(locale), b.a_reader(b.LEE, locale)
    for kind in (CardKind.ROUND, CardKind.BUMP, CardKind.AGAIN):
        cards = [posting_card(kind, "v1", record, place) for record in (plain, leaky)]
        assert cards[0] == cards[1]
    assert round_page(plain, lee, Screen("round")) == round_page(leaky, lee, Screen("round"))
    assert more(plain, lee, Screen("more")) == more(leaky, lee, Screen("more"))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_problem_without_a_name_names_nobody(locale: str) -> None:
    record = b.a_record(Stage.INTEGRATING, problems=(b.a_problem(b.World(), named=False),))
    card = snapshot(round_card(record, b.a_place(locale)))
    page = snapshot(round_page(record, b.a_reader(b.JO, locale), Screen("round")))
    assert "Tomás" not in card
    assert "Tomás" not in page
    assert "providers" in card


@pytest.mark.parametrize("locale", LOCALES)
def test_a_group_of_one_is_not_named_beside_words_without_a_name(locale: str) -> None:
    alone = Tally({b.PROVIDERS: GroupTally(1, 1, {Kind.OBJECTION: 1}), b.SCHOOLS: GroupTally(4, 4, {})})
    record = b.a_record(
        Stage.INTEGRATING, problems=(b.a_problem(b.World(), named=False),), record={"result": alone}
    )
    quote = re.search(r"\| – .*", snapshot(round_card(record, b.a_place(locale))))
    assert quote is not None
    assert "providers" not in quote.group()


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.DRAFT])
@pytest.mark.parametrize("kind", CardKind)
def test_a_shared_card_is_the_same_whoever_the_record_was_read_for(stage: Stage, kind: CardKind) -> None:
    mine = Answer(Kind.OBJECTION, b.NOW, "my own words")
    about = str(b.QUESTION) if kind is CardKind.QUESTION else "v1"
    one = posting_card(kind, about, b.a_record(stage, reader=b.LEE, answer=mine), b.a_place())
    other = posting_card(kind, about, b.a_record(stage, reader=b.MAYA), b.a_place())
    assert one == other
    assert one is None or isinstance(one, SharedCard)


def test_the_names_of_the_missing_are_for_the_facilitator_alone() -> None:
    record = b.a_record(Stage.CONSENTING, reader=b.LEE)
    page = round_page(record, b.a_reader(b.LEE), Screen("round"))
    assert isinstance(page, Page)
    assert "Sam Hill" in snapshot(page)
    assert "Sam Hill" not in snapshot(round_card(record, b.a_place()))


def test_what_people_wrote_is_never_read_as_markup() -> None:
    tricky = "**bold** [x]{link} {when} <!channel>"
    record = b.a_record(Stage.INTEGRATING, problems=(b.a_problem(b.World(), harm=tricky),))
    assert tricky in snapshot(round_card(record, b.a_place()))
