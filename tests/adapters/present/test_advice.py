"""An advice process on its screens: who decides, who is asked and why, what was advised, and how it was used."""

import pytest

from adapters.cards import Form, Page
from adapters.present.asks import ask_card
from adapters.present.round_card import round_card
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.asks import WaveKind
from decisions.rounds.round import Stage
from tests.adapters.present import advice_views as a
from tests.adapters.present import builders as b
from tests.adapters.present.question_views import show
from tests.adapters.present.shown import buttons_of, snapshot, text_of


def verbs(view: Form | Page) -> set[str]:
    return {button.action.verb for button in buttons_of(view)}


@pytest.mark.parametrize(
    ("member", "why"), [(b.JO, "because it affects you"), (b.KAI, "because you know about it")]
)
def test_whoever_is_asked_reads_why(member: MemberId, why: str) -> None:
    record = a.an_open(reader=member)
    assert why in text_of(ask_card(record, b.a_reader(member), WaveKind.ANSWER))
    assert why in text_of(show("advise", record, "en", member))


def test_the_card_says_who_decides_and_who_is_asked() -> None:
    card = text_of(round_card(a.an_open(), b.a_place()))
    assert "Rosa Díaz decides, after our advice" in card
    assert "It affects: Jo Pine and Maya Okafor" in card
    assert "Knows about it: Kai Ito" in card
    assert "needed" not in card


def test_of_many_who_are_named_the_card_names_the_first() -> None:
    named = Advisers(affected=b.PEOPLE[:10])
    card = text_of(round_card(a.an_open(advisers=named), b.a_place()))
    assert "and 4 more" in card


def test_the_newest_advice_stands_first_on_the_card_and_all_of_it_on_the_page() -> None:
    card = snapshot(round_card(a.an_open(), b.a_place()))
    assert card.index("Ask whether the driver") < card.index("The clinic has one")
    assert "Take one with a ramp" not in card
    page = show("round", a.an_open(), "en")
    for _, words in a.ADVISED:
        assert snapshot(page).count(words) == 1


def test_anyone_may_advise_but_whoever_decides() -> None:
    for member in (b.JO, b.AHMED):
        more = show("more", a.an_open(reader=member), "en", member)
        assert isinstance(more, Form)
        assert Verb.ADVISE in verbs(more)
    owner = show("more", a.an_open(reader=b.ROSA), "en", b.ROSA)
    assert isinstance(owner, Form)
    assert Verb.ADVISE not in verbs(owner)
    assert Verb.DECIDE not in verbs(owner), "not before those named have been heard"


def test_the_owners_turn_is_theirs_alone() -> None:
    for member, decides in ((b.ROSA, True), (b.JO, False), (b.LEE, False)):
        more = show("more", a.an_open(Stage.DECIDING, reader=member), "en", member)
        assert isinstance(more, Form)
        assert (Verb.DECIDE in verbs(more)) is decides


def test_whoever_decides_reads_the_advice_below_the_form() -> None:
    form = snapshot(show("decide", a.an_open(Stage.DECIDING, reader=b.ROSA), "en", b.ROSA))
    assert form.index("How did you use the advice?") < form.index("Take one with a ramp")


def test_of_a_silent_owner_it_is_said_that_anyone_may_carry_it_on() -> None:
    silent = a.an_open(Stage.DECIDING, carry_on_since=b.NOW)
    assert "Anyone may carry it on and decide" in text_of(round_card(silent, b.a_place()))
    more = show("more", silent, "en")
    assert isinstance(more, Form)
    assert Verb.CARRY_ON in verbs(more)


def test_the_decision_is_told_with_how_the_advice_was_used() -> None:
    card = snapshot(round_card(a.decided(), b.a_place()))
    assert "We hire the clinic's bus, on Mondays." in card
    assert "Maya's ramp is a must" in card
    assert "how Rosa Díaz used the advice" in card
    assert "look at it again" not in card


def test_with_a_day_to_look_again_it_can_be_noted_and_worked_on_like_an_agreement() -> None:
    stands = a.decided(stands=True)
    card = round_card(stands, b.a_place())
    assert "We look at it again on February 22" in text_of(card)
    assert Verb.WHO_DOES_WHAT in {button.action.verb for button in buttons_of(card)}
    page = show("round", stands, "en")
    assert isinstance(page, Page)
    assert {Verb.NOTE, Verb.NOT_WORKING} <= verbs(page)


def test_a_chat_reads_the_newest_advice_and_says_where_the_rest_is() -> None:
    form = text_of(show("read_all", a.decided(long=True), "en"))
    assert "72 more are on the page" in form
