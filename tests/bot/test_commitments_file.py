"""A circle's commitments as a file: what stands in it, in which language, and that no spreadsheet runs any of it."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.present.commitment_file import COLUMNS, harmless
from bot.downloads import commitments_file
from decisions.commitments import commands as c
from decisions.commitments.board import Wanted, Which
from decisions.commitments.commitment import Commitment, Promise
from decisions.commitments.record import NAMED_AFTER, CommitmentsRecord
from decisions.ids import MemberId
from decisions.recurring.rhythm import Every, Rhythm
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k

DONE = k.under_way().does(b.ROSA, c.Finish, words="All is well.").one
OPEN = k.under_way(helpers=(b.JO,), id=k.OTHER).does(b.JO, c.AcceptCommitment).one
SIGNS = "=+-@\t\r\n＝＋－＠"


def written(record: CommitmentsRecord, wanted: Wanted | None = None, locale: str = "en") -> bytes:
    file = commitments_file(record, wanted or Wanted(), b.a_reader(record.reader.id, locale))
    return b"".join(file.pieces)


def rows(
    record: CommitmentsRecord, wanted: Wanted | None = None, locale: str = "en"
) -> list[Mapping[str, str]]:
    """By the name of the column in the code."""
    _, *found = csv.reader(io.StringIO(written(record, wanted, locale).decode("utf-8-sig"), newline=""))
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def saying(what: str) -> Commitment:
    return replace(OPEN, promise=Promise(what, k.DUE))


def test_it_says_who_does_what_by_when_and_what_came_of_it() -> None:
    is_open, done = rows(k.several(OPEN, ended=(DONE,)))
    assert is_open == {
        "what": "Check the aid rules",
        "who": "Rosa Díaz",
        "organisation": "Family Hub; Northside Clinic",
        "helpers": "Jo Pine",
        "asked_by": "Lee Wong",
        "asked_on": "2026-11-21",
        "by_when": "2026-12-04",
        "state": "Under way",
        "moved": "0",
        "ended_on": "",
        "what_came": "",
        "known_by": "The list is in the channel.",
        "comes_from": "A fund for child care",
        "repeats": "",
        "steps": "",
        "waits_for": "",
        "link": f"https://rondo.example/commitments/{OPEN.id}",
    }
    assert (done["state"], done["ended_on"], done["what_came"]) == ("Done", "2026-11-21", "All is well.")


def test_without_a_day_and_without_anybody_cells_are_empty() -> None:
    (row,) = rows(k.several(k.Promised(due=None).yes().does(b.ROSA, c.NotePartLeft).one))
    assert (row["who"], row["by_when"], row["organisation"], row["comes_from"]) == ("", "", "", "")


def test_days_are_those_of_the_circles_zone() -> None:
    late_at_night = replace(DONE, ended_at=b.NOW.replace(hour=3))
    (row,) = rows(k.several(ended=(late_at_night,)))
    assert row["ended_on"] == "2026-11-20", "it is still the evening before in Chicago"


@pytest.mark.parametrize(
    ("reader", "days", "state"),
    [
        (b.ROSA, 1, "Overdue"),
        (b.LEE, NAMED_AFTER, "Under way"),
        (b.LEE, NAMED_AFTER + 1, "Overdue"),
        (b.TOMAS, 90, "Under way"),
    ],
)
def test_that_it_is_overdue_stands_in_the_files_of_those_who_are_told(
    reader: MemberId, days: int, state: str
) -> None:
    today = k.DUE + timedelta(days=days)
    (row,) = rows(replace(k.several(OPEN, reader=reader), today=today))
    assert row["state"] == state


def test_what_is_asked_for_is_in_it_and_nothing_else() -> None:
    record = k.several(OPEN, ended=(DONE,))
    assert [row["state"] for row in rows(record, Wanted(Which.DONE))] == ["Done"]
    assert [row["state"] for row in rows(record, Wanted(Which.OPEN))] == ["Under way"]
    assert [row["state"] for row in rows(record, Wanted(person=b.JO))] == ["Under way"]
    assert rows(record, Wanted(person=b.SAM)) == []


def test_its_heads_and_its_name_are_in_the_readers_language() -> None:
    record = k.several(OPEN)
    in_spanish = commitments_file(record, Wanted(), b.a_reader(b.LEE, "es"))
    assert in_spanish.name == "compromisos-2026-11-21.csv"
    assert "Qué" in b"".join(in_spanish.pieces).decode("utf-8-sig").splitlines()[0]
    in_english = commitments_file(record, Wanted(), b.a_reader(b.LEE))
    assert in_english.name == "commitments-2026-11-21.csv"
    assert b"What came of it" in b"".join(in_english.pieces)


def test_a_spreadsheet_knows_its_encoding_and_its_lines() -> None:
    file = written(k.several(OPEN))
    assert file.startswith(b'\xef\xbb\xbf"')
    assert file.count(b"\xef\xbb\xbf") == 1
    assert file.endswith(b'"\r\n')
    assert "Rosa Díaz".encode() in file


# --- people's words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_is_taken_for_a_formula(sign: str) -> None:
    attack = f"{sign}HYPERLINK(0)"
    (row,) = rows(k.several(saying(attack)))
    assert row["what"] == f"'{attack}"


def test_a_name_is_no_formula_either() -> None:
    record = k.several(OPEN)
    members = {**record.members, b.ROSA: replace(record.members[b.ROSA], name="@SUM(1)")}
    (row,) = rows(replace(record, members=members))
    assert row["who"] == "'@SUM(1)"


@pytest.mark.parametrize("words", ["a=b", "5-6", "", "¿Y = qué?", "'quoted"])
def test_words_that_only_hold_such_a_sign_stay_as_they_are(words: str) -> None:
    assert harmless(words) == words


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",\n\r\t;=+-@'), min_size=1))
@settings(max_examples=40, deadline=None)
def test_whatever_people_write_is_read_back_as_one_cell(what: str) -> None:
    found = rows(k.several(saying(what), OPEN))
    assert len(found) == 2
    assert found[0]["what"] == (f"'{what}" if what[0] in SIGNS else what)


def test_the_last_time_of_what_comes_again_has_a_row_of_its_own() -> None:
    weekly = k.Promised(rhythm=Rhythm(Every.WEEK)).yes().does(b.ROSA, c.Finish, words="All came.").one
    under_way, done = rows(k.several(weekly))
    assert (under_way["state"], under_way["repeats"]) == ("Under way", "Every week")
    assert (done["state"], done["by_when"], done["what_came"]) == ("Done", "2026-12-04", "All came.")


def test_it_says_the_steps_and_what_it_waits_for() -> None:
    (row,) = rows(k.several(k.with_everything().one))
    assert row["steps"] == "✓ Read them; ○ Read them; ○ Read them"
    assert row["waits_for"] == "The ministry has not answered."
