"""A meeting as a file that every calendar reads, as links, and behind an address that nobody can guess."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.calendar import (
    Meeting,
    Seals,
    calendar_file,
    file_name,
    google_link,
    google_subscription,
    outlook_link,
    webcal_link,
)

LINK = "https://rondo.example/rounds/1"
MEETING = Meeting(
    uid="1-20261207T2200@rondo.example",
    title="Where, and when?",
    details=f"Steering found this time with Rondo: {LINK}",
    link=LINK,
    starts=datetime(2026, 12, 7, 22, tzinfo=UTC),
    ends=datetime(2026, 12, 7, 23, 30, tzinfo=UTC),
    decided_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
)
SEALS = Seals("a secret of the tests")


def read(*meetings: Meeting) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_file(meetings))
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar["METHOD"] == "PUBLISH"
    return calendar.events


def test_a_calendar_reads_what_was_decided() -> None:
    (event,) = read(MEETING)
    assert (event.uid, event.start, event.end, event.stamp) == (
        MEETING.uid,
        MEETING.starts,
        MEETING.ends,
        MEETING.decided_at,
    )
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"]), str(event["URL"])) == (
        MEETING.title,
        MEETING.details,
        LINK,
    )
    assert b"DTSTART:20261207T220000Z" in calendar_file([MEETING])


def test_nobodys_address_is_in_it_and_it_is_the_same_each_time() -> None:
    file = calendar_file([MEETING])
    assert not any(name in file.upper() for name in (b"ORGANIZER", b"ATTENDEE", b"MAILTO"))
    assert calendar_file([MEETING]) == file


def test_several_meetings_are_one_file() -> None:
    other = replace(
        MEETING, uid="2@rondo.example", starts=MEETING.ends, ends=datetime(2026, 12, 8, 1, tzinfo=UTC)
    )
    assert [event.uid for event in read(MEETING, other)] == [MEETING.uid, other.uid]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(' ,;:\\"\n'), max_size=80))
def test_whatever_a_title_says_it_stays_text(title: str) -> None:
    (event,) = read(replace(MEETING, title=title))
    assert str(event["SUMMARY"]) == title
    assert event.uid == MEETING.uid


def test_one_that_is_subscribed_to_has_a_name_and_says_how_often_to_look_again() -> None:
    feed = icalendar.Calendar.from_ical(calendar_file([MEETING], "Steering: turns"))
    assert isinstance(feed, icalendar.Calendar)
    assert str(feed["PRODID"]) == "-//Rondo//Calendar//EN"
    assert (str(feed["NAME"]), str(feed["X-WR-CALNAME"])) == ("Steering: turns", "Steering: turns")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in calendar_file([], "Steering: turns")
    assert b"NAME" not in calendar_file([MEETING]), "one entry makes no calendar of its own"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bring chairs!", "bring-chairs.ics"),
        ("Llamar a la panadería", "llamar-a-la-panaderia.ics"),
        ("“../x”; rm\r\n", "x-rm.ics"),
        ("会议", "rondo.ics"),
        ("", "rondo.ics"),
    ],
)
def test_a_file_is_named_by_what_is_in_it(title: str, name: str) -> None:
    assert file_name(title) == name


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_a_files_name_is_short_and_needs_no_quoting(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,60}\.ics", file_name(title))


def test_a_press_subscribes_to_the_same_address() -> None:
    address = "https://rondo.example/calendar/a.b-c"
    assert webcal_link(address) == "webcal://rondo.example/calendar/a.b-c"
    google = urlsplit(google_subscription(address))
    assert (google.hostname, parse_qs(google.query)) == ("calendar.google.com", {"cid": [address]})


def test_google_and_outlook_are_asked_with_everything_filled_in() -> None:
    google, outlook = urlsplit(google_link(MEETING)), urlsplit(outlook_link(MEETING))
    assert (google.scheme, google.hostname) == ("https", "calendar.google.com")
    assert parse_qs(google.query) == {
        "action": ["TEMPLATE"],
        "text": [MEETING.title],
        "dates": ["20261207T220000Z/20261207T233000Z"],
        "details": [MEETING.details],
    }
    assert (outlook.scheme, outlook.hostname) == ("https", "outlook.office.com")
    asked = parse_qs(outlook.query)
    assert (asked["subject"], asked["startdt"], asked["enddt"]) == (
        [MEETING.title],
        ["2026-12-07T22:00:00Z"],
        ["2026-12-07T23:30:00Z"],
    )


def test_an_address_names_its_round_and_no_other_can_be_made_up() -> None:
    network, round = uuid4(), uuid4()
    secret = SEALS.seal(network, round, "es")
    assert SEALS.opened(secret) == (network, round, "es")
    assert Seals("another secret altogether").opened(secret) is None


@pytest.mark.parametrize("secret", ["", "x", "W10.x", "a.b.c", "é" * 20])
def test_what_we_have_not_signed_opens_nothing(secret: str) -> None:
    assert SEALS.opened(secret) is None
    made = SEALS.seal(uuid4(), uuid4(), "en")
    assert SEALS.opened(("X" if made[0] != "X" else "Y") + made[1:]) is None
