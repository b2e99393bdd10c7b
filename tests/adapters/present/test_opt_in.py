"""Who asks "Are you in?" hears who is; and where there are only so many places, everybody knows where they stand."""

from dataclasses import replace

import pytest

from adapters.present.confirmations import recorded
from adapters.present.round_card import round_card
from adapters.present.verbs import Verb
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.line import Line
from decisions.rounds.ballots.terms import Terms
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.opt_in_views import FREE, FULL, WITH_WAITING, an_opt_in, over, show, waiting
from tests.adapters.present.shown import snapshot


def card(line: Line, room: int = 3) -> str:
    return snapshot(round_card(an_opt_in(line, room), b.a_place()))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (FREE, "1 of 3 places is free."),
        (FULL, "It is full: all 3 places are taken. Whoever is in now waits for one."),
        (WITH_WAITING, "It is full (3), and 2 people wait for a place."),
    ],
)
def test_the_card_says_how_much_room_there_is(line: Line, said: str) -> None:
    shown = card(line)
    assert "Are you in? There are 3 places." in shown
    assert said in shown


def test_the_question_alone_says_how_many_places_there_are_before_anybody_has_one() -> None:
    assert "places are free" not in card(Line())


def test_the_card_names_who_is_in_and_who_waits_and_says_so_beforehand() -> None:
    shown = card(WITH_WAITING)
    assert "In: Maya Okafor, Sam Hill, and Bo Lund" in shown
    assert "On the waiting list: Kai Ito and Una Fox" in shown
    assert "Those who are in are named." in card(Line())


def test_what_stays_sealed_names_nobody() -> None:
    sealed = an_opt_in(Line(), terms=Terms())
    assert "In:" not in snapshot(round_card(sealed, b.a_place()))


def test_whoever_waits_hears_at_once_which_number_they_have() -> None:
    said = "You are number 2 on the waiting list. When it is your turn, I tell you."
    assert said in snapshot(recorded(Verb.CHOOSE, waiting(), b.a_reader(b.JO, "en")))
    assert said in snapshot(show("more", waiting(), "en"))


def test_whoever_has_a_place_hears_of_no_list() -> None:
    placed = replace(an_opt_in(FREE), seat=ballots.voted(Method.OPT_IN).seat)
    assert "waiting list" not in snapshot(recorded(Verb.CHOOSE, placed, b.a_reader(b.JO, "en")))


def test_the_form_says_that_it_is_full_before_it_is_sent() -> None:
    assert "Whoever is in now waits for one." in snapshot(show("vote", an_opt_in(FULL), "en"))


def test_the_result_says_how_many_are_in_and_how_many_wait() -> None:
    shown = snapshot(round_card(over(WITH_WAITING), b.a_place()))
    assert "3 are in, and 2 wait for a place. It goes ahead." in shown
    assert "On the waiting list: Kai Ito and Una Fox" in shown


def test_where_all_have_room_names_stand_in_the_order_of_the_alphabet() -> None:
    shown = snapshot(round_card(over(FULL, room=0), b.a_place()))
    assert "In: Bo Lund, Maya Okafor, and Sam Hill" in shown


def test_a_card_names_a_dozen_and_counts_the_rest() -> None:
    crowd = replace(over(FULL), taking_part=tuple(b.PEOPLE[:4] * 5))
    assert "and 8 more" in snapshot(round_card(crowd, b.a_place()))
