"""What an email's answer leads to once the commitment has gone on without it."""

import pytest

from adapters.cards import Form, PersonalCard, View
from adapters.desk import Screen
from adapters.present.commitment_tapped import tapped
from adapters.present.verbs import Verb
from decisions.commitments import commands as c
from decisions.ids import MemberId
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k


def opened(one: k.Promised, who: MemberId, verb: Verb, part: str = "", version: str = "") -> View:
    screen = Screen("tapped", carried={"verb": verb, "part": part}, version=version)
    return tapped(one.for_reader(who), b.a_reader(who), screen)


@pytest.mark.parametrize("verb", [Verb.ACCEPT_DAY, Verb.DECLINE_DAY])
def test_an_answer_is_to_the_day_that_its_email_named_and_not_to_a_newer_one(verb: Verb) -> None:
    one = k.under_way()
    for number in (1, 2):
        later = k.LATER.replace(day=k.LATER.day + number)
        one.does(b.ROSA, c.SuggestDay, id=k.remark(number), due=later, words="")
    assert isinstance(opened(one, b.LEE, verb, str(k.remark(2))), Form)
    assert isinstance(opened(one, b.LEE, verb, str(k.remark(1))), PersonalCard)


def test_done_is_said_of_the_time_that_its_email_reminded_of() -> None:
    one = k.with_everything()
    first = one.one.first_due
    assert first is not None
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=first.isoformat()), Form)
    one.does(b.ROSA, c.Finish)
    next_time = one.one.first_due
    assert next_time is not None
    assert next_time > first
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=first.isoformat()), PersonalCard)
    assert isinstance(opened(one, b.ROSA, Verb.FINISH, version=next_time.isoformat()), Form)
