"""A private card as an email: the same words in text and HTML, a link where there was a button, nothing obeyed."""

import re
from html.parser import HTMLParser

import pytest

from adapters.cards import (
    Action,
    Bar,
    Block,
    Button,
    Buttons,
    Changes,
    Divider,
    Facts,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Quote,
    Span,
    Tone,
    Words,
    words,
)
from adapters.email.render import MAX_SUBJECT, Drawing, Letter


def link(action: Action) -> str:
    return f"https://rondo.example/me/secret?r={action.id}&v={action.verb}"


def letter(*blocks: Block, notification: str = "Your word is asked", language: str = "en") -> Letter:
    card = PersonalCard(notification, blocks)
    return Drawing(link).letter(card, language=language, footer="It is yours alone.")


OPEN = Button("OK to try", Action("consent", "r-1", "1.2"), spoken="OK to try: Evening hours")


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Heading("Evening hours"), "Evening hours"),
        (Paragraph(words("Is it OK to try?")), "Is it OK to try?"),
        (Line(words("Closes Thursday")), "Closes Thursday"),
        (Quote(words("Nobody can fetch them."), "Ana asks"), "Nobody can fetch them."),
        (Quote(words("Nobody can fetch them."), "Ana asks"), "Ana asks"),
        (Listing((words("one"), words("two"))), "two"),
        (Facts((("Review", "24 February"),)), "24 February"),
        (Bar("3 of 5 heard", 3, 5), "3 of 5 heard"),
        (Item(words("Evening hours")), "Evening hours"),
        (Changes((Words((Span("until 8", struck=True), Span("until 7", bold=True))),)), "until 7"),
    ],
)
def test_text_and_html_say_the_same(block: Block, shown: str) -> None:
    drawn = letter(block)
    assert shown in drawn.text
    assert shown in drawn.html


@pytest.mark.parametrize(
    ("block", "label"),
    [
        (Buttons((OPEN,)), "OK to try: Evening hours"),
        (Item(words("Evening hours"), OPEN), "Evening hours\nOK to try"),
    ],
)
def test_every_button_is_a_link_of_the_readers_own_on_a_line_of_its_own(block: Block, label: str) -> None:
    drawn = letter(block)
    assert f"{label}:\n{link(OPEN.action)}\n" in drawn.text
    assert 'href="https://rondo.example/me/secret?r=r-1&amp;v=consent"' in drawn.html
    assert 'aria-label="OK to try: Evening hours"' in drawn.html


def test_the_text_does_not_begin_with_what_its_subject_says() -> None:
    due = Paragraph(words("Due Monday"))
    for head in (Heading("Today: Bring chairs"), Paragraph(words("Today: Bring chairs", bold=True))):
        assert letter(head, due, notification="Today: Bring chairs").text.startswith("Due Monday\n")
        assert "Today: Bring chairs" in letter(head, due, notification="Today: Bring chairs").html
        assert letter(due, head, notification="Today: Bring chairs").text.startswith("Due Monday\n\nToday")
    long = "Bring chairs " * 20
    assert long.strip() in letter(Paragraph(words(long)), notification=long).text


def test_a_button_is_named_in_full_only_where_that_does_not_stand_above_it() -> None:
    drawn = letter(Paragraph(words("OK to try: Evening hours")), Buttons((OPEN,)))
    assert f"hours\n\nOK to try:\n{link(OPEN.action)}" in drawn.text


DONE = Button("Done", Action("finish", "c-1"), Tone.PRIMARY)
LATER = Button("Remind me later", Action("snooze", "c-1"))
YES, NO = Button("Yes", Action("accept_commitment", "c-1")), Button("No", Action("decline_commitment", "c-1"))
MORE = Button("More…", Action("more_of_commitment", "c-1"))


@pytest.mark.parametrize(
    ("buttons", "stand_out"),
    [
        ((DONE, LATER, MORE), {"Done"}),
        ((YES, NO, MORE), {"Yes", "No"}),
        ((MORE,), {"More…"}),
    ],
)
def test_the_main_button_or_equal_answers_stand_out_and_all_others_are_links_beneath(
    buttons: tuple[Button, ...], stand_out: set[str]
) -> None:
    styles = re.findall(r'<a style="([^"]*)"[^>]*>([^<]+)</a>', letter(Buttons(buttons)).html)
    assert {label for _, label in styles} == {button.label for button in buttons}
    assert {label for style, label in styles if "border:" in style} == stand_out


def test_words_and_buttons_have_the_colour_of_the_text_or_one_of_their_own_background() -> None:
    drawn = letter(Heading("a"), Buttons((DONE, LATER)), Buttons((YES, NO)), Line(words("b")))
    styles = re.findall(r'style="([^"]*)"', drawn.html)
    colours = [style for style in styles if re.search(r"(?<![-\w])color:(?!inherit)", style)]
    assert [("color:#ffffff" in style, "background:#1a5fb4" in style) for style in colours] == [(True, True)]


def test_a_button_with_an_address_opens_that_address() -> None:
    drawn = letter(Buttons((Button("Help", Action("help"), url="https://rondo.example/help"),)))
    assert "Help:\nhttps://rondo.example/help" in drawn.text


def test_what_people_wrote_is_text_and_not_markup() -> None:
    nasty = "<script>alert(1)</script> & <!channel>"
    blocks = (Heading(nasty), Paragraph(words(nasty)), Quote(words(nasty), nasty), Facts(((nasty, nasty),)))
    drawn = letter(*blocks, Listing((words(nasty),)), Buttons((Button(nasty, Action("x")),)))
    assert nasty in drawn.text
    assert "<script" not in drawn.html
    assert "<!channel" not in drawn.html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_a_link_that_a_reader_should_not_open_is_not_one(url: str) -> None:
    drawn = letter(Paragraph(Words((Span("look", url=url),))))
    assert url not in drawn.html


def test_what_was_taken_out_is_told_apart_without_colours() -> None:
    drawn = letter(Changes((Words((Span("eight", struck=True), Span("seven", bold=True))),)))
    assert "[-eight-]seven" in drawn.text
    assert "<del>eight</del><strong>seven</strong>" in drawn.html


@pytest.mark.parametrize("notification", ["Evening\nBcc: all@example.org", "a\r\nb", "x" * 500])
def test_a_subject_is_one_line_of_bounded_length(notification: str) -> None:
    subject = letter(Divider(), notification=notification).subject
    assert "\n" not in subject
    assert "\r" not in subject
    assert 0 < len(subject) <= MAX_SUBJECT


def test_the_page_names_its_language_and_is_well_formed() -> None:
    seen: list[str] = []

    class Balanced(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "html":
                assert dict(attrs)["lang"] == "es"
            if tag not in {"meta", "br", "hr"}:
                seen.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert seen.pop() == tag

    drawn = letter(Heading("a"), Divider(), Buttons((OPEN,)), Quote(words("b\nc"), "d"), language="es")
    Balanced().feed(drawn.html)
    assert seen == []
