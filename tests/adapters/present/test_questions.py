"""A question round on its screens: nothing of what was said before its time, then all of it, each once."""

import pytest

from adapters.cards import Form, Page, Quote
from adapters.present.round_card import round_card
from adapters.present.verbs import Verb
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present import question_views as q
from tests.adapters.present.shown import buttons_of, snapshot, text_of


def quotes(view: Page | Form) -> list[str]:
    blocks = (
        [block for section in view.sections for block in section.blocks]
        if isinstance(view, Page)
        else view.body
    )
    return [block.words.plain for block in blocks if isinstance(block, Quote)]


def test_one_says_something_or_has_nothing_to_add_and_both_are_equal() -> None:
    card = round_card(q.an_open(), b.a_place())
    first, second = [
        button for button in buttons_of(card) if button.action.verb in (Verb.SAY, Verb.STAND_ASIDE)
    ]
    assert first.tone is second.tone


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (Shown.AT_CLOSE, "sealed until it closes"),
        (Shown.AFTER_ANSWERING, "once you have spoken"),
        (Shown.ALWAYS, "as it comes"),
    ],
)
def test_before_anybody_speaks_it_says_who_will_read_it(shown: Shown, said: str) -> None:
    record = q.an_open(terms=Terms(shown=shown))
    assert said in text_of(round_card(record, b.a_place()))
    assert said in text_of(q.show("say", record, "en"))


def test_no_group_is_said_to_be_needed_where_nothing_is_decided() -> None:
    assert "needed" not in text_of(round_card(q.an_open(), b.a_place()))
    assert "needed" in text_of(round_card(b.a_record(Stage.CONSENTING), b.a_place()))


def test_the_form_shows_what_was_said_before() -> None:
    form = q.show("say", q.spoke(), "en")
    assert isinstance(form, Form)
    (field,) = (field for field in form.fields if field.name == "words")
    assert getattr(field, "value", "") == "Shorter meetings."


def test_two_texts_of_one_person_that_are_too_long_for_the_field_are_shown_above_it() -> None:
    long = b.World(True).text("Less paper.")
    twice = Answer(Kind.SPOKEN, b.NOW, f"{long}\n\n{long}")
    form = q.show("say", q.an_open(answer=twice), "en")
    assert isinstance(form, Form)
    (field,) = (field for field in form.fields if field.name == "words")
    assert getattr(field, "value", "?") == ""
    assert "takes its place" in text_of(form)


def test_the_page_reads_everyones_words_each_once() -> None:
    page = q.show("round", q.answered(), "en")
    assert isinstance(page, Page)
    assert quotes(page) == list(q.SAID)
    assert "– A member" in snapshot(page)
    assert "Sam" not in snapshot(page)


def test_a_chat_reads_as_much_as_it_holds_and_says_where_the_rest_is() -> None:
    form = q.show("read_all", q.answered(long=True), "en")
    assert isinstance(form, Form)
    assert len(quotes(form)) == 40
    assert sum(map(len, quotes(form))) <= 12_000
    assert "60 more are on the page" in text_of(form)


def test_whoever_was_away_reads_that_their_late_words_stand_beside_the_others() -> None:
    assert "beside what was said" in text_of(q.show("keep_late", q.answered(), "en"))
