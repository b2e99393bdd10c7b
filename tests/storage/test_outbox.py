"""Private messages: put down once, gathered under a gap, addressed to whoever it concerns when they are due."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from decisions.rounds.notices import HALF_A_DAY, Notice, NoticeKind, To
from decisions.rounds.round import Round, Stage
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import (
    IDENTITY,
    MEMBER,
    OUTBOX,
    ROUND,
    SEAT,
    Reach,
    address_due,
    look_for_holder,
    put,
    where_to_ask,
)
from storage.tables.delivery import Delivery
from storage.writer import Writer
from tests.support.builders import A_TUESDAY, Community, TurnedClock, a_community, an_open_round

EVERYWHERE = Reach(frozenset({"slack", "teams", "email"}))


class Office:
    """A community with one open round, and its outbox."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with Writer(database, TurnedClock(), [on_recorded]) as writer:
            self.people: Community = a_community(writer, 6)
            self.round: Round = an_open_round(writer, self.people)

    def put(self, *notices: Notice) -> None:
        with self.database.writing.begin() as connection:
            put(connection, self.people.network_id, notices, round_id=self.round.id)

    def rows(self, **where: Any) -> list[Any]:
        wanted = [OUTBOX.c[name] == value for name, value in where.items()]
        query = select(OUTBOX).where(*wanted).order_by(OUTBOX.c.key)
        return self.database.read_now(lambda c: list(c.execute(query).all()))

    def change(self, *statements: Any) -> None:
        with self.database.writing.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def account(self, number: int, platform: str, *, seen: int | None = None, **more: Any) -> None:
        """An account of a member, last used ``seen`` days after it was made."""
        row = {
            "network_id": self.people.network_id,
            "platform": platform,
            "tenant": "T1",
            "user_id": f"{platform}-{number}",
            "member_id": self.people.members[number],
            "made_at": A_TUESDAY,
            "seen_at": A_TUESDAY + timedelta(days=seen) if seen is not None else None,
            **more,
        }
        self.change(insert(IDENTITY).values(row))

    def passes(self) -> None:
        """Somebody has taken a part on, or the round has ended."""
        with self.database.writing.begin() as connection:
            look_for_holder(connection, self.people.network_id, self.round.id, A_TUESDAY + timedelta(days=1))

    def email(self, number: int) -> None:
        one = MEMBER.c.id == self.people.members[number]
        self.change(update(MEMBER).where(one).values(email="x@example.org"))

    def asked_at(self, number: int, reach: Reach = EVERYWHERE) -> tuple[str, str, str] | None:
        member = self.people.members[number]
        return self.database.read_now(lambda c: where_to_ask(c, self.people.network_id, member, reach))

    def address(self) -> int:
        with self.database.writing.begin() as connection:
            return address_due(connection, A_TUESDAY + timedelta(days=1), EVERYWHERE)

    @property
    def by_email(self) -> tuple[str, str]:
        return ("email", str(self.people.network_id))


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def notice(key: str = "n", **changes: Any) -> Notice:
    facts = {"kind": NoticeKind.YOUR_TURN, "to": To.FACILITATOR, "key": key, "not_before": A_TUESDAY}
    return Notice(**{**facts, **changes})


def test_a_notice_is_put_down_once_however_often_it_is_repeated(office: Office) -> None:
    office.put(notice(), notice("other"))
    office.put(notice())
    assert [row.key for row in office.rows(kind=NoticeKind.YOUR_TURN)] == ["n", "other"]


def test_what_comes_under_a_gap_waits_and_is_one_message(office: Office) -> None:
    gathered = notice("q", gap=HALF_A_DAY)
    office.put(gathered)
    office.put(gathered)
    (first,) = office.rows(merge="q")
    sent_at = A_TUESDAY + timedelta(hours=1)
    office.change(
        update(OUTBOX).where(OUTBOX.c.merge == "q").values(shown=1, shown_at=sent_at, state=Delivery.CLOSED)
    )
    office.put(gathered)
    office.put(gathered)
    _, second = office.rows(merge="q")
    assert first.next_at == A_TUESDAY
    assert second.next_at == sent_at + HALF_A_DAY


def test_a_notice_that_was_dropped_holds_nothing_up(office: Office) -> None:
    gathered = notice("q", gap=HALF_A_DAY)
    office.put(gathered)
    office.change(update(OUTBOX).where(OUTBOX.c.merge == "q").values(shown=1, state=Delivery.CLOSED))
    office.put(gathered)
    assert [row.next_at for row in office.rows(merge="q")] == [A_TUESDAY, A_TUESDAY]


@pytest.mark.parametrize(("to", "number"), [(To.FACILITATOR, 0), (To.PROPOSER, 1)])
def test_a_part_is_whoever_holds_it_when_the_message_is_due(office: Office, to: To, number: int) -> None:
    office.account(number, "slack")
    office.put(notice(to=to))
    office.address()
    (row,) = office.rows(key="n")
    assert (row.member_id, row.lane) == (office.people.members[number], "slack:T1")


def test_a_part_that_nobody_holds_keeps_its_message_for_whoever_takes_it_on(office: Office) -> None:
    office.account(3, "slack")
    office.change(update(ROUND).values(facilitator_id=None))
    office.put(notice())
    office.address()
    (row,) = office.rows(key="n")
    assert (row.state, row.why) == (Delivery.OPEN, "nobody")
    assert office.address() == 0, "it is not looked at again and again"
    office.change(update(ROUND).values(facilitator_id=office.people.members[3]))
    office.passes()
    assert office.address() == 1
    (row,) = office.rows(key="n")
    assert (row.member_id, row.lane, row.why) == (office.people.members[3], "slack:T1", "")


def test_a_part_that_nobody_holds_drops_its_message_when_the_round_is_over(office: Office) -> None:
    office.change(update(ROUND).values(facilitator_id=None))
    office.put(notice())
    office.address()
    office.change(update(ROUND).values(stage=Stage.MEETING))
    office.passes()
    office.address()
    (row,) = office.rows(key="n")
    assert (row.state, row.why) == (Delivery.CLOSED, "nobody")


def test_a_message_for_a_group_becomes_one_for_each_who_sits_for_it(office: Office) -> None:
    group = office.people.groups[0]
    gone = office.people.members[4]
    office.change(update(SEAT).where(SEAT.c.member_id == gone).values(left=True))
    office.put(notice(to=To.GROUP, group=group))
    while office.address():
        pass
    told = {row.member_id for row in office.rows(merge=f"n:{office.people.members[0]}")}
    told |= {row.member_id for row in office.rows(kind=NoticeKind.YOUR_TURN, addressed_to=To.MEMBER)}
    assert told == {office.people.members[0], office.people.members[2]}
    assert office.rows(key="n")[0].state is Delivery.CLOSED


def test_a_result_by_link_goes_to_those_on_no_chat_platform(office: Office) -> None:
    for number in range(4):
        office.account(number, "slack")
    office.account(4, "web", tenant="link")
    office.email(4)
    office.put(notice(to=To.BY_LINK, kind=NoticeKind.RESULT))
    while office.address():
        pass
    rows = {row.member_id: row for row in office.rows(kind=NoticeKind.RESULT, addressed_to=To.MEMBER)}
    assert set(rows) == {office.people.members[4], office.people.members[5]}
    assert rows[office.people.members[4]].platform == "email"
    assert rows[office.people.members[5]].state is Delivery.UNREACHABLE


def test_a_person_is_asked_where_they_last_answered(office: Office) -> None:
    office.account(2, "slack", seen=1)
    office.account(2, "teams", seen=2)
    assert office.asked_at(2) == ("teams", "T1", "teams-2")
    assert office.asked_at(2, Reach(frozenset({"slack"}))) == ("slack", "T1", "slack-2")


def test_who_answered_by_link_is_asked_by_email(office: Office) -> None:
    office.account(2, "slack", seen=1)
    office.account(2, "web", seen=2)
    assert office.asked_at(2) == ("slack", "T1", "slack-2"), "no address is known"
    office.email(2)
    assert office.asked_at(2) == (*office.by_email, str(office.people.members[2]))
    assert office.asked_at(2, Reach(frozenset({"slack"}))) == ("slack", "T1", "slack-2"), "no mail server"


def test_a_link_that_was_never_opened_does_not_take_anyone_from_their_platform(office: Office) -> None:
    office.email(2)
    office.account(2, "slack")
    office.account(2, "web", made_at=A_TUESDAY + timedelta(days=3))
    assert office.asked_at(2) == ("slack", "T1", "slack-2")


@pytest.mark.parametrize("way", ["revoked", "inactive", "none"])
def test_who_cannot_be_reached_is_told_by_other_means(office: Office, way: str) -> None:
    if way != "none":
        office.account(2, "slack", revoked_at=A_TUESDAY if way == "revoked" else None)
    if way == "inactive":
        office.change(update(MEMBER).where(MEMBER.c.id == office.people.members[2]).values(active=False))
    assert office.asked_at(2) is None
    office.put(notice(to=To.MEMBER, member=office.people.members[2]))
    office.address()
    assert office.rows(key="n")[0].state is Delivery.UNREACHABLE


def test_nothing_is_addressed_before_it_is_due(office: Office) -> None:
    office.account(0, "slack")
    office.put(notice(not_before=A_TUESDAY + timedelta(days=2)))
    assert office.address() == 0
    assert office.rows(key="n")[0].lane == ""
