"""What people wrote, where it is shown: marks are styles in full texts, in excerpts and in quotes, and never stray signs."""

from dataclasses import replace

from adapters.cards import Changes, ChoiceField, Paragraph, Quote, Span, TextField
from adapters.desk import Screen
from adapters.present.proposal import edit_draft
from adapters.present.read_all import read_all
from adapters.present.round_card import round_card
from adapters.present.talk import answer_question
from decisions.rounds.record import Remark, RemarkKind, RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import text_of

TEXT = "Each *parent partner* is paid, see [the list](https://x.example/a).\n- by card\n- 2*3*4 times"


def a_record(old: str = TEXT, new: str = TEXT, stage: Stage = Stage.CONSENTING) -> RoundRecord:
    record = b.a_record(stage)
    text = replace(record.round.text, plainly=new)
    before = replace(record.versions[0], text=replace(text, plainly=old))
    return replace(record, round=replace(record.round, text=text, version=2), versions=(before,))


def test_the_full_text_has_styles_and_points() -> None:
    form = read_all(a_record(), b.a_reader(), Screen("read_all"))
    said = next(part for part in form.body if isinstance(part, Paragraph) and "parent" in part.words.plain)
    assert said.words.spans == (
        Span("Each "),
        Span("parent partner", bold=True),
        Span(" is paid, see "),
        Span("the list (x.example)", url="https://x.example/a"),
        Span(".\n• by card\n• 2*3*4 times"),
    )


def test_an_excerpt_of_it_has_them_too() -> None:
    card = text_of(round_card(a_record(), b.a_place()))
    assert "Each parent partner is paid, see the list (x.example). • by card" in card


def test_a_form_shows_it_as_it_was_typed() -> None:
    form = edit_draft(a_record(stage=Stage.DRAFT), b.a_reader(b.ROSA), Screen("edit_draft"))
    fields = {part.name: part.value for part in form.body if isinstance(part, TextField)}
    assert fields["plainly"] == TEXT


def test_what_changed_is_told_in_styles_of_its_own() -> None:
    old, new = "Pay *each* parent at [the desk](https://x.example/a).", "Pay *every* parent at the desk."
    form = read_all(a_record(old, new), b.a_reader(), Screen("read_all"))
    (changed,) = next(part for part in form.body if isinstance(part, Changes)).paragraphs
    shown = "".join(f"-{s.text}-" if s.struck else f"+{s.text}+" if s.bold else s.text for s in changed.spans)
    assert "*" not in shown
    assert "https://x.example/a" in shown, "a link that goes is seen to go"


def test_where_only_a_mark_changed_the_mark_is_shown() -> None:
    form = read_all(a_record("Pay each parent.", "Pay *each* parent."), b.a_reader(), Screen("read_all"))
    (changed,) = next(part for part in form.body if isinstance(part, Changes)).paragraphs
    assert "*" in "".join(span.text for span in changed.spans if span.bold)


def test_a_quote_has_styles_and_a_choice_the_words_alone() -> None:
    record = b.a_record(Stage.EXPLORING, reader=b.ROSA)
    asked = Remark(b.QUESTION, RemarkKind.QUESTION, b.MAYA, b.NOW, "Who pays for *child care*?")
    one, two = (replace(record, remarks=(asked,) * n) for n in (1, 2))
    quote, choice = (
        next(part for part in form.body if isinstance(part, Quote | ChoiceField))
        for form in (
            answer_question(each, b.a_reader(b.ROSA), Screen("answer_question")) for each in (one, two)
        )
    )
    assert isinstance(quote, Quote)
    assert Span("child care", bold=True) in quote.words.spans
    assert isinstance(choice, ChoiceField)
    assert [option.label for option in choice.options] == ["Who pays for child care?"] * 2
