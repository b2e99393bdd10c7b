"""Words that somebody typed about a commitment stand where they are needed, and so does what they asked for."""

from typing import Any

import pytest

from adapters.cards import Quote
from adapters.present.commitment_notices import commitment_notice
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present.commitment_views import show
from tests.adapters.present.shown import buttons_of, lines_of, parts_of

WHY = "The van is broken."
PLACES = ("commitment", "commitment_card")


def quoted(view: Any) -> list[str]:
    return [part.words.plain for part in parts_of(view) if isinstance(part, Quote)]


def read(view: Any) -> str:
    return "\n".join(line for part in parts_of(view) for line in lines_of(part))


def labels(view: Any) -> list[str]:
    return [button.label for button in buttons_of(view)]


def seen(one: k.Promised, reader: MemberId, place: str = "commitment_card") -> Any:
    return show(place, one.for_reader(reader), reader, "en")


def wishes(one: k.Promised, words: str = WHY) -> k.Promised:
    return one.does(b.ROSA, c.SuggestDay, id=k.remark(1), due=k.LATER, words=words)


def answers(one: k.Promised, *, accept: bool) -> k.Promised:
    return one.does(b.LEE, c.AnswerSuggestion, id=k.remark(1), accept=accept)


def passes(one: k.Promised) -> k.Promised:
    return one.does(b.ROSA, c.HandOver, id=k.remark(2), to=b.JO, words=WHY)


@pytest.mark.parametrize("place", PLACES)
def test_whoever_decides_about_the_day_reads_why_it_is_asked_for(place: str) -> None:
    assert quoted(seen(wishes(k.under_way()), b.LEE, place)) == [WHY]


@pytest.mark.parametrize("place", PLACES)
def test_once_the_day_has_moved_the_day_before_and_the_why_still_stand_there(place: str) -> None:
    view = seen(answers(wishes(k.under_way()), accept=True), b.ROSA, place)
    assert quoted(view) == [WHY]
    assert "Friday, December 11 (was December 4)" in read(view)


@pytest.mark.parametrize("place", PLACES)
def test_what_was_said_with_it_reaches_whoever_is_asked_to_take_it_over_and_stays(place: str) -> None:
    one = passes(k.under_way())
    assert quoted(seen(one, b.JO, place)) == [WHY]
    one.does(b.JO, c.AnswerHandOver, id=k.remark(2), accept=True)
    assert quoted(seen(one, b.JO, place)) == [WHY]


@pytest.mark.parametrize("place", PLACES)
def test_whoever_asked_for_a_day_reads_that_they_did_and_takes_it_back(place: str) -> None:
    view = seen(wishes(k.under_way()), b.ROSA, place)
    assert "You asked for Friday, December 11. Lee Wong decides." in read(view)
    taking = next(button for button in buttons_of(view) if button.action.verb is Verb.TAKE_BACK_DAY)
    assert taking.action.id == f"{k.COMMITMENT}:{k.remark(1)}"


@pytest.mark.parametrize("place", PLACES)
def test_whoever_asked_for_a_day_may_still_take_the_first_one_or_none(place: str) -> None:
    assert labels(seen(wishes(k.asked()), b.ROSA, place))[1:3] == ["Yes, as first asked", "No"]


@pytest.mark.parametrize("place", PLACES)
def test_whoever_hands_over_sees_whom_they_asked_and_takes_it_back(place: str) -> None:
    view = seen(passes(k.under_way()), b.ROSA, place)
    assert "Jo Pine is asked to take it over." in read(view)
    assert "Take it back" in labels(view)


def test_whoever_wanted_the_day_sees_who_kept_it() -> None:
    one = answers(wishes(k.under_way()), accept=False)
    assert "Lee Wong keeps the day. Friday, December 11 was asked for." in read(seen(one, b.ROSA))


def test_whoever_did_not_get_the_day_is_told_who_kept_it_and_what_else_they_can_do() -> None:
    one = answers(wishes(k.under_way()), accept=False)
    record, reader = one.for_reader(b.ROSA), b.a_reader(b.ROSA, "en")
    card = commitment_notice(NoticeKind.COMMITMENT_STAYS, {"who": ["Lee Wong"]}, record, reader, k.remark(1))
    assert card.notification.startswith("Lee Wong keeps the day")
    assert labels(card) == ["Ask for help", "Hand over", "Open"]
