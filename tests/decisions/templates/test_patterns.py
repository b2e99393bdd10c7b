"""A pattern keeps how a vote is asked, and nothing of people or of dates."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Threshold, Tie
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.text import Text
from decisions.templates.pattern import (
    Close,
    Pattern,
    asks_about_days,
    ones_own,
    only_settings,
    parts_of,
    pattern_of,
)
from tests.decisions.people import ANA, BO, PARENTS

CHICAGO = "America/Chicago"
OPENED = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
OPTIONS = (BallotOption("1", "The library"), BallotOption("2", "The clinic", "near the bus"))
LEVEL = Threshold(60)
RULES = Rules(seats=2, tie=Tie.LOT, seed="ab" * 16, thresholds=(("1", LEVEL), ("2", LEVEL)))
TERMS = Terms(closes_at=datetime(2026, 3, 10, 1, 0, tzinfo=UTC), shown=Shown.ALWAYS, reasons=Reasons.REQUIRED)
TEXT = Text(title="Where do we meet?", proposal="The school is being painted.")


def kept() -> Pattern:
    return pattern_of(TEXT, Ballot(Method.APPROVAL, OPTIONS, RULES), TERMS, OPENED, CHICAGO)


def test_a_close_is_kept_as_a_length_by_the_circles_clock() -> None:
    assert kept().closes == Close(7, time(20, 0)), "March 9, 8 pm in Chicago is March 10 in London"


def test_a_close_falls_on_the_same_hour_over_a_change_of_clocks() -> None:
    opens = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
    assert Close(7, time(20, 0)).after(opens, CHICAGO) == datetime(2026, 3, 13, 1, 0, tzinfo=UTC)


def test_a_close_that_is_over_as_the_vote_opens_is_a_day_later() -> None:
    late = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)
    assert Close(0, time(20, 0)).after(late, CHICAGO) == datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def test_the_seed_of_a_lot_is_not_kept() -> None:
    assert kept().rules == replace(RULES, seed="")


def test_no_term_with_a_date_is_kept_and_none_with_a_person_is_shared() -> None:
    assert kept().terms == replace(TERMS, closes_at=None)
    assert "closes_at" in ones_own()
    assert kept().of_nobody().terms == replace(TERMS, **ones_own())


def test_whom_a_vote_asks_stays_in_its_circle() -> None:
    asked = replace(TERMS, people=(ANA, BO), group=PARENTS, opens_at=OPENED)
    kept = pattern_of(TEXT, Ballot(Method.APPROVAL, OPTIONS, RULES), asked, OPENED, CHICAGO)
    assert (kept.terms.people, kept.terms.group, kept.terms.opens_at) == ((ANA, BO), PARENTS, None)
    assert (kept.of_nobody().terms.people, kept.of_nobody().terms.group) == ((), None)


def test_terms_that_name_people_are_told_by_their_type() -> None:
    @dataclass(frozen=True)
    class Named:
        members: tuple[MemberId, ...] = ()

    assert any(part.__name__ == "UUID" for part in parts_of(tuple[MemberId, ...]))
    assert any(getattr(part, "__name__", "") == "UUID" for part in parts_of(Named))
    assert not any(getattr(part, "__name__", "") == "UUID" for part in parts_of(bool))


def test_settings_alone_leave_out_the_question_and_the_options_and_keep_the_level() -> None:
    alone = only_settings(kept())
    assert (alone.title, alone.more, alone.options, alone.rules.thresholds) == ("", "", (), ())
    assert alone.passing == LEVEL
    assert (alone.method, alone.terms, alone.closes) == (Method.APPROVAL, kept().terms, kept().closes)


def test_options_that_the_method_brings_are_the_methods_own() -> None:
    ballot = Ballot(Method.SENSE_CHECK, METHODS[Method.SENSE_CHECK].options)
    pattern = pattern_of(TEXT, ballot, Terms(), OPENED, CHICAGO)
    assert pattern.options == ()
    assert pattern.ballot == ballot
    assert pattern.asks


def test_what_a_vote_needs_is_there_or_not() -> None:
    assert kept().asks
    assert not replace(kept(), title=" ").asks
    assert not only_settings(kept()).asks


def test_nothing_begins_from_options_that_read_the_same() -> None:
    twice = replace(kept(), options=(OPTIONS[0], replace(OPTIONS[1], label="the LIBRARY")))
    with pytest.raises(Refusal) as refused:
        twice.checked()
    assert refused.value.reason is Reason.READS_THE_SAME


def test_a_close_is_within_a_year() -> None:
    with pytest.raises(Refusal) as refused:
        replace(kept(), closes=Close(367)).checked()
    assert (refused.value.reason, refused.value.at_field) == (Reason.OUT_OF_RANGE, "closes")


def test_every_term_is_either_kept_or_one_votes_own() -> None:
    assert set(ones_own()) <= {each.name for each in fields(Terms)}


def test_times_to_meet_are_not_kept() -> None:
    times = tuple(BallotOption(str(n), "", moment=Moment(OPENED + timedelta(days=n), 60)) for n in (1, 2))
    ballot = Ballot(Method.TIME_POLL, times, Rules(thresholds=(("1", LEVEL), ("2", LEVEL))))
    pattern = pattern_of(TEXT, ballot, TERMS, OPENED, CHICAGO)
    assert asks_about_days(ballot)
    assert (pattern.options, pattern.passing, pattern.title) == ((), LEVEL, TEXT.title)
    assert not pattern.asks, "and so it does not open by itself"
