"""Each is told the times in their own zone; what was found is said in a sentence, and can be put into a calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import Button, Form, Line, MarksField, Span, View
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present.ballot_times import read_times, written_times
from adapters.present.calendar import calendar
from adapters.present.meeting import meeting_outcome, meetings
from adapters.present.moments import moment_words, of_two, zone_said
from adapters.present.reader import Reader
from adapters.present.result import fold_line, result_card, result_for_person
from adapters.present.round_card import round_card
from adapters.present.scene import Scene
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from adapters.present.vote import vote
from adapters.times import Lines
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.result import Standing
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot_record, show
from tests.adapters.present.shown import buttons_of, text_of

FIRST = datetime(2026, 12, 7, 22, tzinfo=UTC)
"""4 pm in Chicago."""
PLACE = b.a_place("en")
JO = b.a_reader(b.JO, "en")
MADRID = replace(b.a_reader(b.JO, "es"), zone="Europe/Madrid")


def a_seal(network: UUID, round: UUID, locale: str) -> str:
    return f"sealed-{locale}"


def found(**changes: Any) -> RoundRecord:
    return ballots.counted(Method.TIME_POLL, **changes)


def outcome(record: RoundRecord, reader: Reader = JO) -> str:
    assert record.counted is not None
    return meeting_outcome(Scene(record, reader), record.counted).plain


def moment(reader: Reader, minutes: int = 90, record: RoundRecord | None = None) -> str:
    scene = Scene(record or ballots.an_open(Method.TIME_POLL), reader)
    return moment_words(scene, Moment(FIRST, minutes)).plain


# --- in whose zone ---


def test_each_is_told_a_time_in_their_own_zone_and_language() -> None:
    assert moment(JO) == "Mon, Dec 7, 4–5:30 pm"
    assert moment(MADRID) == "lun, 7 dic, 23:00–0:30"
    assert moment(replace(JO, zone="Asia/Kathmandu")) == "Tue, Dec 8, 3:45–5:15 am"
    assert moment(replace(JO, zone="Pacific/Honolulu")) == "Mon, Dec 7, noon–1:30 pm"
    assert moment(JO, minutes=12 * 60) == "Mon, Dec 7, 4 pm–4 am"


def test_a_year_is_named_where_it_is_not_the_next_one_to_come() -> None:
    assert moment(replace(JO, now=datetime(2025, 12, 1, tzinfo=UTC))) == "Mon, Dec 7, 2026, 4–5:30 pm"
    assert moment(replace(JO, now=FIRST + timedelta(days=3))) == "Mon, Dec 7, 2026, 4–5:30 pm"


@pytest.mark.parametrize("unknown", ["", "UTC"])
def test_somebody_whose_zone_nobody_knows_is_told_it_in_the_circles(unknown: str) -> None:
    reader = replace(JO, zone=unknown)
    assert moment(reader) == "Mon, Dec 7, 4–5:30 pm"
    assert zone_said(Scene(ballots.an_open(Method.TIME_POLL), reader)) == "All times are Chicago time."


def test_where_all_read_along_the_moment_itself_is_told_and_its_text_names_the_zone() -> None:
    scene = Scene(ballots.an_open(Method.TIME_POLL), PLACE)
    assert moment_words(scene, Moment(FIRST, 90)).spans == (
        Span("Mon, Dec 7, 4", at=FIRST),
        Span("–"),
        Span("5:30 pm (Chicago time)", at=FIRST + timedelta(minutes=90), clock=True),
    )
    assert "own time zone" in zone_said(scene)


def test_zones_are_called_by_their_city() -> None:
    en, es = words_for("en"), words_for("es")
    assert en.zone("America/Argentina/Buenos_Aires") == "Buenos Aires time"
    assert es.zone("America/Mexico_City") == "hora de Ciudad de México"
    assert (en.zone("UTC"), en.zone("Etc/GMT+5"), en.zone("no such zone")) == ("UTC", "GMT-05:00", "UTC")


@settings(deadline=None)
@given(
    st.integers(0, 400 * 24 * 12),
    st.integers(1, 12 * 12),
    st.sampled_from(("America/Chicago", "Europe/Madrid", "Australia/Lord_Howe", "America/Santiago")),
)
def test_the_clock_that_is_told_is_the_one_on_the_wall(steps: int, length: int, zone: str) -> None:
    starts = datetime(2026, 11, 1, tzinfo=UTC) + steps * timedelta(minutes=5)
    ends = starts + length * timedelta(minutes=5)
    _, told = words_for("es").span(starts, ends, zone, b.NOW)
    wall = ends.astimezone(ZoneInfo(zone))
    assert told == f"{wall.hour}:{wall:%M}"


def test_where_the_clocks_go_back_it_is_told_which_of_the_two_it_is() -> None:
    chicago = "America/Chicago"
    assert of_two(datetime(2027, 11, 7, 6, 30, tzinfo=UTC), chicago) == "first"
    assert of_two(datetime(2027, 11, 7, 7, 30, tzinfo=UTC), chicago) == "second"
    assert of_two(datetime(2027, 11, 7, 8, 30, tzinfo=UTC), chicago) == ""
    assert of_two(datetime(2027, 3, 14, 8, 30, tzinfo=UTC), chicago) == ""


# --- asking ---


def test_the_card_of_all_holds_moments_and_ones_own_form_the_times_in_ones_zone() -> None:
    record = ballots.an_open(Method.TIME_POLL)
    assert "Mon, Dec 7, 4–5 pm (Chicago time)" in text_of(round_card(record, PLACE))
    form = vote(record, MADRID, Screen("vote"))
    (field,) = (field for field in form.fields if isinstance(field, MarksField))
    assert [row.label for row in field.rows] == [
        "lun, 7 dic, 23:00–0:00",
        "mar, 8 dic, 23:00–0:30",
        "mié, 9 dic, 23:00–1:00",
    ]
    assert [mark.label for mark in field.scale] == ["Sí", "Si hace falta", "No"]
    assert field.hint == "Todas las horas son hora de Madrid."


def a_draft(*moments: Moment, **changes: Any) -> RoundRecord:
    options = tuple(BallotOption(str(n), "", moment=each) for n, each in enumerate(moments, 1))
    return a_ballot_record(ballot=Ballot(Method.TIME_POLL, options), **changes)


def preview(record: RoundRecord) -> str:
    return text_of(show("preview", record, "en"))


def test_the_preview_shows_them_as_they_were_written_in_the_circles_zone() -> None:
    shown = preview(a_draft(Moment(FIRST, 90), Moment(FIRST + timedelta(days=1))))
    assert "Mon, Dec 7, 4–5:30 pm" in shown
    assert "In Chicago time. Each person will see these times in their own zone." in shown


def test_the_preview_tells_of_times_that_are_over_twice_there_or_before_the_close() -> None:
    past = preview(a_draft(Moment(b.NOW - timedelta(hours=1)), Moment(FIRST)))
    assert "Sat, Nov 21, 9–10 am: This time is over." in past
    twice = preview(a_draft(Moment(datetime(2027, 11, 7, 6, 30, tzinfo=UTC)), Moment(FIRST)))
    assert "the clocks go back that night: the first of the two" in twice
    closes = Terms(closes_at=FIRST + timedelta(hours=1))
    assert "before the vote closes" in preview(a_draft(Moment(FIRST), Moment(FIRST, 90), terms=closes))
    assert "before the vote closes" not in preview(a_draft(Moment(FIRST), Moment(FIRST, 90)))


def test_what_is_to_be_edited_is_written_as_it_will_be_read() -> None:
    lines = Lines(b.ZONE, b.NOW, "es", 60)
    options = (
        BallotOption("4", "", "Online", Moment(FIRST)),
        BallotOption("2", "", "", Moment(FIRST + timedelta(days=1), 90)),
    )
    written = written_times(options, lines)
    assert written == "lun, 7 dic 2026, 16:00 - Online\nmar, 8 dic 2026, 16:00-17:30"
    assert read_times(written, lines, options) == options


def test_a_poll_that_is_asked_again_leaves_out_what_has_passed() -> None:
    ended = a_draft(Moment(b.NOW - timedelta(days=1)), Moment(FIRST), stage=Stage.WITHDRAWN)
    form = show("propose_again", ended, "en")
    assert isinstance(form, Form)
    (times,) = (field for field in form.fields if field.name == "options")
    assert getattr(times, "value", "") == "Mon, Dec 7, 2026, 4:00 pm"


# --- what comes of it ---


def test_it_is_said_when_the_meeting_is_and_who_can() -> None:
    assert outcome(found()) == "We meet Mon, Dec 7, 4–5 pm. Of 10 people, 7 can, 2 of them if need be."
    assert outcome(found(), MADRID).startswith(
        "Nos reunimos: lun, 7 dic, 23:00–0:00. De 10 personas, 7 pueden"
    )
    several = found(result={"winners": ("o2", "o0")})
    assert outcome(several) == "Chosen: Mon, Dec 7, 4–5 pm and Wed, Dec 9, 4–6 pm.", "in the order of time"


def test_a_tie_is_said_to_be_one_and_so_is_a_lot() -> None:
    tie = found(result={"winners": (), "tied": ("o0", "o1")})
    assert outcome(tie).startswith(
        "A tie between Mon, Dec 7, 4–5 pm and Tue, Dec 8, 4–5:30 pm. Nothing is decided yet"
    )
    lot = outcome(found(result={"tied": ("o0", "o1"), "by_lot": True}))
    assert lot.startswith(
        "A tie between Mon, Dec 7, 4–5 pm and Tue, Dec 8, 4–5:30 pm, and the lot has decided. We meet Mon"
    )
    next_place = outcome(found(result={"tied": ("o1", "o2")}))
    assert next_place.startswith("We meet Mon, Dec 7, 4–5 pm.")
    assert "For the next place there is a tie between Tue" in next_place


def test_where_too_few_can_the_nearest_is_told() -> None:
    few = tuple(
        Standing(key, Fraction(n), ((1, n),), meets_threshold=False) for key, n in (("o0", 2), ("o1", 1))
    )
    said = outcome(found(result={"winners": (), "standings": few}))
    assert said.endswith("Nearest: Mon, Dec 7, 4–5 pm, 2 can if need be.")


def test_who_can_come_is_named_where_there_is_room_as_far_as_they_let() -> None:
    page = text_of(show_result("round"))
    assert "Can come Maya Okafor and 1 other" in page
    assert "If need be Jo Pine" in page
    assert "Can come" in text_of(show_result("read_all"))
    assert "Jo Pine" not in text_of(result_card(found(), PLACE))


def show_result(name: str) -> View:
    return SCREENS[name].present(found(), JO, Screen(name))


def test_an_older_card_folds_to_the_time_that_was_found() -> None:
    line = fold_line(Scene(found(), PLACE))
    assert FIRST in [span.at for span in line.spans]


# --- into the calendar ---


def to_calendar(buttons: Iterable[Button]) -> list[Button]:
    return [button for button in buttons if button.action.verb == Verb.CALENDAR]


def test_the_result_offers_it_and_nothing_else_does() -> None:
    (button,) = to_calendar(buttons_of(result_card(found(), PLACE)))
    assert (button.label, button.url) == ("Add to my calendar", None)
    tie = found(result={"winners": (), "tied": ("o0", "o1")})
    other = ballots.counted(Method.CHOOSE_ONE)
    assert not [
        each for record in (tie, other) for each in to_calendar(buttons_of(result_card(record, PLACE)))
    ]
    for record in (tie, other):
        with pytest.raises(Refusal) as refused:
            calendar(record, JO, Screen("calendar"))
        assert refused.value.reason is Reason.NOT_NOW


def test_one_meeting_is_one_row_of_ways() -> None:
    form = calendar(found(), replace(JO, seal=a_seal), Screen("calendar"))
    assert "Mon, Dec 7, 4–5 pm" in text_of(form)
    assert [button.label for button in buttons_of(form)] == ["Google", "Outlook", "Other calendars"]
    assert list(buttons_of(form))[-1].url == "https://rondo.example/calendar/sealed-en"
    assert Line in {type(block) for block in form.body}, "in whose zone it is told"


def test_several_meetings_are_added_one_by_one_or_all_at_once() -> None:
    form = calendar(found(result={"winners": ("o2", "o0")}), replace(JO, seal=a_seal), Screen("calendar"))
    assert [button.label for button in buttons_of(form)] == ["Google", "Outlook"] * 2 + ["Add to calendar"]


def test_without_an_address_of_our_own_the_others_are_still_offered() -> None:
    assert [button.label for button in buttons_of(calendar(found(), JO, Screen("calendar")))] == [
        "Google",
        "Outlook",
    ]


def test_who_reads_the_result_in_a_letter_finds_every_way_in_it() -> None:
    letter = result_for_person(found(), replace(MADRID, seal=a_seal))
    assert "lun, 7 dic, 23:00–0:00" in text_of(letter)
    links = [button.url or "" for button in to_calendar(buttons_of(letter))]
    assert [link.split("/")[2] for link in links] == [
        "calendar.google.com",
        "outlook.office.com",
        "rondo.example",
    ]
    assert links[-1].endswith("/sealed-es")


def test_what_was_not_decided_is_no_meeting() -> None:
    assert [each.starts for each in meetings(Scene(found(), JO))] == [FIRST]
    assert meetings(Scene(ballots.an_open(Method.TIME_POLL), JO)) == ()
