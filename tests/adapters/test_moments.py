"""A moment is told to each in their own zone by the platforms that know it; elsewhere its text, which names a zone, stands."""

from datetime import UTC, datetime

from adapters.cards import Chart, ChartBar, Line, Listing, Paragraph, PersonalCard, SharedCard, Span, Words
from adapters.email.render import Drawing
from adapters.slack.render import message
from adapters.slack.text import mrkdwn, rich
from adapters.teams import render as teams
from adapters.text import cut_words
from tests.adapters.test_charts import page
from tests.fakes.slack_limits import faults, words_of
from tests.fakes.teams_limits import faults as teams_faults

START, END = datetime(2026, 12, 7, 22, tzinfo=UTC), datetime(2026, 12, 7, 23, 30, tzinfo=UTC)
WHEN = Words((Span("Mon, Dec 7, 4", at=START), Span("–"), Span("5:30 pm (Chicago time)", at=END, clock=True)))
HOSTILE = "{{DATE(2026-01-01T00:00:00Z)}} <!date^1^{date}|x> *bold*"
CARD = SharedCard(
    "When?",
    (
        Paragraph(Words((Span("We meet "), *WHEN.spans, Span(". All can."))).in_bold),
        Listing((Words((*WHEN.in_bold.spans, Span(f": {HOSTILE}"))),)),
        Line(WHEN),
        Chart("", (ChartBar(WHEN, "7 can", 7, 10, chosen=True), ChartBar(WHEN, "2 can", 2, 10))),
    ),
)


def test_slack_tells_it_in_each_readers_zone_with_a_text_for_where_it_cannot() -> None:
    assert rich(WHEN, 100) == [
        {
            "type": "date",
            "timestamp": 1796680800,
            "format": "{date_long_pretty}, {time}",
            "fallback": "Mon, Dec 7, 4",
        },
        {"type": "text", "text": "–"},
        {"type": "date", "timestamp": 1796686200, "format": "{time}", "fallback": "5:30 pm (Chicago time)"},
    ]
    assert mrkdwn(WHEN, 2_000) == (
        "<!date^1796680800^{date_long_pretty}, {time}|Mon, Dec 7, 4>–"
        "<!date^1796686200^{time}|5:30 pm (Chicago time)>"
    )


def test_what_is_read_where_slack_cannot_is_whole() -> None:
    drawn = message(CARD)["blocks"]
    assert faults(drawn, "message") == []
    assert "We meet Mon, Dec 7, 4–5:30 pm (Chicago time). All can." in words_of(drawn)


def test_teams_tells_it_in_a_text_block_which_alone_works_out_a_date() -> None:
    drawn = teams.card(CARD)
    assert teams_faults(drawn) == []
    first, item, line, chosen, bar, other, *_ = drawn["body"]
    when = (
        "{{DATE(2026-12-07T22:00:00Z, SHORT)}}, {{TIME(2026-12-07T22:00:00Z)}}–{{TIME(2026-12-07T23:30:00Z)}}"
    )
    assert (first["type"], first["text"], first["weight"]) == (
        "TextBlock",
        f"We meet {when}. All can.",
        "Bolder",
    )
    assert item["text"].startswith(f"• {when}: ")
    assert line["text"] == when
    assert (chosen["text"], other["text"]) == (f"✓ {when} · 7 can", f"{when} · 2 can")
    assert (chosen["weight"], bar["spacing"]) == ("Bolder", "None")


def test_a_link_beside_it_still_leads_somewhere() -> None:
    line = Line(Words((*WHEN.spans, Span(" "), Span("See the card", url="https://rondo.example/a_(b)"))))
    (drawn,) = teams.card(SharedCard("x", (line,)))["body"]
    assert drawn["text"].endswith(" [See the card](https://rondo.example/a_%28b%29)")
    assert "<https://rondo.example/a_(b)|See the card>" in str(message(SharedCard("x", (line,))))


def test_what_people_write_beside_it_is_still_only_shown() -> None:
    item = teams.card(CARD)["body"][1]["text"]
    assert item.count("{{DATE(") == 1
    assert "*" not in item
    written = words_of(message(CARD)["blocks"])
    assert "<!date^1^{date}|x>" in written, "as text: Slack reads no markup in rich text"


def test_a_page_and_an_email_say_its_text() -> None:
    said = page(Paragraph(WHEN))
    assert [time.attributes["datetime"] for time in said.find("time")] == [START.isoformat(), END.isoformat()]
    assert "Mon, Dec 7, 4–5:30 pm (Chicago time)" in said.text
    letter = Drawing(lambda action: "").letter(PersonalCard("x", CARD.blocks), language="en", footer="")
    assert "We meet Mon, Dec 7, 4–5:30 pm (Chicago time). All can." in letter.text


def test_a_moment_that_does_not_fit_is_its_text_cut_short() -> None:
    assert cut_words(WHEN, 8).spans == (Span("Mon, De…"),)
