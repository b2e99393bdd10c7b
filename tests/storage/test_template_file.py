"""A template as text: read as it was written, and where it cannot be read, that is said."""

import json
from datetime import UTC, datetime, time
from typing import Any

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import BallotOption, Method, Rules, Threshold, Tie
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.templates.pattern import Close, Pattern
from storage.template_file import FORMAT, Read, read, written

PATTERN = Pattern(
    Method.APPROVAL,
    Rules(seats=2, tie=Tie.LOT, thresholds=(("1", Threshold(60)), ("2", Threshold(60)))),
    Terms(shown=Shown.ALWAYS, changeable=False),
    Close(7, time(18, 30)),
    "¿Dónde nos reunimos?",
    "Line one\nline two",
    (BallotOption("1", "La biblioteca"), BallotOption("2", "Online", "from home")),
)


def changed(*path: str, to: Any) -> str:
    values = json.loads(written("Lunch", PATTERN))
    part = values
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return json.dumps(values, indent=2)


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read(text)
    assert refusal.value.at_field == "written"
    return refusal.value


def test_what_is_written_is_read_again_and_is_always_the_same_text() -> None:
    text = written("Lunch", PATTERN)
    assert read(text) == Read("Lunch", PATTERN)
    assert written(*_parts(read(text))) == text
    assert json.loads(text)["format"] == FORMAT


def _parts(found: Read) -> tuple[str, Pattern]:
    return found.name, found.pattern


@pytest.mark.parametrize("method", Method)
def test_settings_alone_are_a_template_too(method: Method) -> None:
    pattern = Pattern(method, passing=Threshold(40))
    assert read(written("Lunch", pattern)).pattern == pattern


def test_there_is_no_date_in_it_and_nobodys_id() -> None:
    terms = Terms(closes_at=datetime(2026, 5, 4, tzinfo=UTC))
    text = written("Lunch", Pattern(Method.CHOOSE_ONE, Rules(seed="ab" * 16), terms))
    assert "2026" not in text
    assert "closes_at" not in text
    assert "seed" not in text


def test_spaces_line_breaks_and_curled_quotes_of_a_chat_do_not_matter() -> None:
    text = "\n " + changed("name", to="Lunch").replace('"', "\u201c", 1).replace('"', "\u201d", 1) + " \n"
    assert read(text) == Read("Lunch", PATTERN)


def test_where_it_is_no_json_the_line_and_the_column_are_said() -> None:
    refusal = refused('{"format": "rondo-template@1",\n "name": }')
    assert refusal.reason is Reason.NOT_A_TEMPLATE
    assert refusal.facts == {"line": 2, "column": 10}


@pytest.mark.parametrize("text", ["", "hello", "[" * 100_000, "9" * 5_000])
def test_what_is_nothing_like_it_is_refused_in_words(text: str) -> None:
    assert refused(text).reason in (Reason.NOT_A_TEMPLATE, Reason.OTHER_FORMAT)


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": "rondo-template@2"}', '{"format": ["x"]}', "null"])
def test_another_format_is_named(text: str) -> None:
    refusal = refused(text)
    assert refusal.reason is Reason.OTHER_FORMAT
    assert refusal.facts["format"] == FORMAT


def test_a_part_of_a_newer_version_is_named() -> None:
    refusal = refused(changed("pattern", "rules", "weights", to=3))
    assert (refusal.reason, refusal.facts) == (Reason.UNKNOWN_PART, {"part": "pattern.rules.weights"})


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("pattern", "method"), "roulette", "pattern.method"),
        (("pattern", "rules", "top"), "many", "pattern.rules.top"),
        (("pattern", "options"), [{"key": "o/1", "label": "A"}], "pattern.options.0"),
        (("pattern", "options"), [{"key": "1", "label": "A"}] * 2, "pattern.options"),
        (("pattern", "options"), [{"key": "1", "label": "A"}], "pattern.options"),
        (("pattern", "closes"), {"days": 900}, "pattern.closes"),
        (("pattern",), "all of it", "pattern"),
        (("name",), None, "name"),
    ],
)
def test_a_part_that_cannot_be_is_named(path: tuple[str, ...], value: Any, part: str) -> None:
    refusal = refused(changed(*path, to=value))
    assert (refusal.reason, refusal.facts) == (Reason.WRONG_PART, {"part": part})


def test_an_older_text_that_says_less_has_the_rest_as_usual() -> None:
    text = json.dumps({"format": FORMAT, "name": "Lunch", "pattern": {"method": "dots"}})
    assert read(text) == Read("Lunch", Pattern(Method.DOTS))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("terms", "closes_at"), "2026-05-04T18:00:00Z"),
        (("rules", "seed"), "9f2c5e11a07b4d6e8c3f0a1b2c3d4e5f"),
    ],
)
def test_a_date_or_a_seed_is_not_taken_in(path: tuple[str, str], value: str) -> None:
    refusal = refused(changed("pattern", *path, to=value))
    assert (refusal.reason, refusal.facts) == (Reason.UNKNOWN_PART, {"part": f"pattern.{'.'.join(path)}"})


def test_a_time_to_meet_is_not_taken_in() -> None:
    moment = {"starts": "2026-05-04T18:00:00Z", "minutes": 60}
    refusal = refused(changed("pattern", "options", to=[{"key": "1", "label": "", "moment": moment}]))
    assert (refusal.reason, refusal.facts) == (Reason.UNKNOWN_PART, {"part": "pattern.options.moment"})
