"""Who hears of what happens to a memorandum: put down with it, once, and only while it is so."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, Party
from decisions.mous.notices import still_so
from decisions.people.commands import UnseatMember
from decisions.rounds.notices import NoticeKind
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import OUTBOX
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, done
from tests.support.mous import (
    ENDS,
    REVIEW,
    STARTS,
    agreed,
    drafted,
    end_together,
    in_force,
    neighbours,
    parties,
    signed,
    stored,
    tell,
    turn_to,
)

LATER = date(2028, 11, 1)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return neighbours(writer)[0]


def told(database: Database, kind: NoticeKind) -> list[Any]:
    found = select(OUTBOX).where(OUTBOX.c.kind == kind).order_by(OUTBOX.c.next_at, OUTBOX.c.key)
    return database.read_now(lambda k: list(k.execute(found)))


def hear(database: Database, kind: NoticeKind) -> set[MemberId]:
    rows = told(database, kind)
    found = {row.member_id for row in rows}
    assert len(found) == len(rows), "each once"
    return found


def facts(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.facts)
    return found


def is_so(database: Database, row: Any, mou: Mou) -> bool:
    return still_so(row.kind, facts(row), row.member_id, stored(database, mou))


def test_whoever_signs_is_asked_to_and_no_more_once_they_have(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = agreed(writer, clock, people, drafted(writer, people))
    assert hear(database, NoticeKind.MOU_TO_SIGN) == {people.members[2], people.members[3]}
    (row,) = [one for one in told(database, NoticeKind.MOU_TO_SIGN) if one.member_id == people.members[2]]
    own = facts(row)
    assert (own["mou"], own["version"], own["organisation"], own["circle"]) == (
        "A shared waiting list",
        1,
        "Organisation 0",
        "Circle",
    )
    assert own["parties"] == ["Organisation 0", "Organisation 1"]
    assert is_so(database, row, mou)
    tell(writer, mou, c.Sign, people.members[2], organisation=people.organisations[0], version=1)
    assert not is_so(database, row, mou)
    assert told(database, NoticeKind.MOU_SIGNED) == []


def test_coordinators_hear_of_a_party_for_which_nobody_signs_until_somebody_does(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    one, other = parties(people)
    unsigned = drafted(writer, people, parties=(Party(one.organisation), other))
    assert told(database, NoticeKind.MOU_NO_SIGNATORY) == [], "a draft may wait"
    mou = agreed(writer, clock, people, unsigned)
    (row,) = told(database, NoticeKind.MOU_NO_SIGNATORY)
    assert (row.member_id, facts(row)["organisation"]) == (people.members[4], "Organisation 0")
    named = {"organisation": one.organisation, "signatory": people.members[2]}
    tell(writer, mou, c.NameSignatory, people.members[0], **named)
    assert not is_so(database, row, mou)
    assert people.members[2] in hear(database, NoticeKind.MOU_TO_SIGN)


def test_who_is_replaced_and_the_others_hear_who_signs_now(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    one, signs = people.organisations[0], people.members[2]
    tell(writer, mou, c.NameSignatory, signs, organisation=one, signatory=people.members[0])
    assert hear(database, NoticeKind.MOU_SIGNATORY) == {*people.members[:4]} - {signs}
    row = told(database, NoticeKind.MOU_SIGNATORY)[0]
    assert (facts(row)["signs"], facts(row)["former"]) == (["Member 0"], ["Member 2"])


def test_whose_yes_to_an_end_is_missing_is_asked_for_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, signs = in_force(writer, clock, people), people.members[3]
    tell(writer, mou, c.EndMou, signs, words="We close", on=clock().date())
    (row,) = told(database, NoticeKind.MOU_END_ASKED)
    assert (row.member_id, facts(row)["by"]) == (people.members[2], ["Member 3"])
    assert is_so(database, row, mou)
    assert told(database, NoticeKind.MOU_ENDED) == [], "nothing has ended"
    end_together(writer, clock, mou)
    assert not is_so(database, row, mou)
    assert len(hear(database, NoticeKind.MOU_ENDED)) == 5


def test_when_a_signatory_leaves_the_coordinators_hear_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, member = in_force(writer, clock, people), people.members[2]
    leaving = UnseatMember(network_id=people.network_id, by=member, circle_id=people.circle_id, member=member)
    done(writer.submit(leaving, "").result(30))
    (row,) = told(database, NoticeKind.MOU_NO_SIGNATORY)
    assert (row.member_id, facts(row)["left"]) == (people.members[4], ["Member 2"])
    assert is_so(database, row, mou)


def test_the_parties_people_hear_that_it_is_signed_and_that_it_is_in_force(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people)))
    last = mou.parties[1].signatory
    assert hear(database, NoticeKind.MOU_SIGNED) == {*people.members[:4]} - {last}
    assert is_so(database, told(database, NoticeKind.MOU_SIGNED)[0], mou)
    turn_to(writer, clock, STARTS)
    assert not is_so(database, told(database, NoticeKind.MOU_SIGNED)[0], mou)
    assert hear(database, NoticeKind.MOU_IN_FORCE) == set(people.members[:4])
    row = told(database, NoticeKind.MOU_IN_FORCE)[0]
    assert (facts(row)["review_on"], row.next_at.date()) == (REVIEW.isoformat(), STARTS)


def test_thirty_days_before_its_review_and_on_its_day_both_parties_and_the_coordinators_hear_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    turn_to(writer, clock, REVIEW - timedelta(days=30))
    assert hear(database, NoticeKind.MOU_REVIEW_NEAR) == set(people.members)
    near = told(database, NoticeKind.MOU_REVIEW_NEAR)[0]
    assert (near.next_at.date(), facts(near)["review_on"]) == (
        REVIEW - timedelta(days=30),
        REVIEW.isoformat(),
    )
    assert is_so(database, near, mou)
    assert told(database, NoticeKind.MOU_REVIEW_DUE) == []
    turn_to(writer, clock, REVIEW)
    assert hear(database, NoticeKind.MOU_REVIEW_DUE) == set(people.members)
    assert is_so(database, told(database, NoticeKind.MOU_REVIEW_DUE)[0], mou)
    assert not is_so(database, near, mou), "it is due now"


def test_after_a_long_stop_what_is_no_longer_so_is_not_told(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    clock.turn(days=900)
    done(writer.settle_due().result(30))
    for kind in (NoticeKind.MOU_REVIEW_NEAR, NoticeKind.MOU_REVIEW_DUE, NoticeKind.MOU_IN_FORCE):
        assert not is_so(database, told(database, kind)[0], mou)
    assert hear(database, NoticeKind.MOU_ENDED) == set(people.members)
    ended = told(database, NoticeKind.MOU_ENDED)[0]
    assert (facts(ended)["why"], ended.next_at.date()) == ("date", ENDS + timedelta(days=1))
    assert is_so(database, ended, mou)


def test_a_review_that_is_called_is_told_to_all_but_who_called_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    tell(writer, mou, c.StartReview, people.members[1], words="The list is never full")
    assert hear(database, NoticeKind.MOU_REVIEW_DUE) == {*people.members} - {people.members[1]}
    row = told(database, NoticeKind.MOU_REVIEW_DUE)[0]
    assert (facts(row)["why"], facts(row)["by"]) == ("called", ["Member 1"])
    assert "never full" not in row.facts


def test_a_yes_to_dates_asks_the_other_signatories_and_renewing_is_told(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    turn_to(writer, clock, REVIEW)
    (one, other), dates = people.organisations, {"version": 1, "review_on": LATER, "ends": None}
    tell(writer, mou, c.RenewMou, people.members[2], organisation=one, **dates)
    (row,) = told(database, NoticeKind.MOU_RENEW)
    assert (row.member_id, facts(row)["organisation"], facts(row)["by"]) == (
        people.members[3],
        "Organisation 1",
        ["Member 2"],
    )
    assert (facts(row)["review_on"], facts(row)["ends"]) == (LATER.isoformat(), "")
    assert is_so(database, row, mou)
    tell(writer, mou, c.RenewMou, people.members[3], organisation=other, **dates)
    assert not is_so(database, row, mou)
    assert len(told(database, NoticeKind.MOU_RENEW)) == 1
    assert hear(database, NoticeKind.MOU_RENEWED) == set(people.members[:4])


def test_who_ends_it_and_from_when_is_told_and_then_that_it_has_ended(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    on = date(2027, 3, 1)
    tell(writer, mou, c.EndMou, people.members[3], words="We move away", on=on)
    assert hear(database, NoticeKind.MOU_ENDS) == {*people.members} - {people.members[3]}
    row = told(database, NoticeKind.MOU_ENDS)[0]
    assert (facts(row)["on"], facts(row)["by"]) == ("2027-03-01", ["Member 3"])
    assert is_so(database, row, mou)
    assert told(database, NoticeKind.MOU_ENDED) == []
    turn_to(writer, clock, on)
    assert not is_so(database, row, mou)
    assert hear(database, NoticeKind.MOU_ENDED) == set(people.members)
    assert all("move away" not in one.facts for one in told(database, NoticeKind.MOU_ENDED))


def test_a_draft_that_is_given_up_is_no_news(database: Database, writer: Writer, people: Community) -> None:
    tell(writer, drafted(writer, people), c.EndMou, people.proposer, words="No longer needed")
    assert told(database, NoticeKind.MOU_ENDED) == []


def test_an_amendment_asks_all_to_sign_again(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    later = replace(mou.terms, purpose="Nobody waits twice", starts=date(2027, 3, 1))
    agreed(writer, clock, people, tell(writer, mou, c.AmendMou, people.proposer, terms=later))
    rows = told(database, NoticeKind.MOU_TO_SIGN)
    assert sorted((facts(row)["version"], row.member_id) for row in rows) == sorted(
        (version, member) for version in (1, 2) for member in (people.members[2], people.members[3])
    )
    assert [is_so(database, row, mou) for row in rows if facts(row)["version"] == 1] == [False, False]
    assert [is_so(database, row, mou) for row in rows if facts(row)["version"] == 2] == [True, True]
