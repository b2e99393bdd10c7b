"""What one reader sees of memorandums, and which organisations are linked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, update

from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, MouStatus, Party
from decisions.mous.record import CircleMousRecord, LinkagesRecord, MayMou, MouRecord
from storage.database import Database
from storage.outbox import MEMBER
from storage.reading.mous import any_linkage, circle_mous, linkages, mou_record, own_mous
from storage.tables.people import MemberRow
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, new_id
from tests.support.mous import (
    REVIEW,
    agreed,
    drafted,
    end_together,
    in_force,
    neighbours,
    parties,
    proposed,
    signed,
    tell,
    turn_to,
)


@pytest.fixture
def people(writer: Writer) -> Community:
    return neighbours(writer)[0]


def read(database: Database, mou: Mou, reader: MemberId) -> MouRecord | None:
    return database.read_now(lambda k: mou_record(k, mou.network_id, mou.id, reader))


def may(database: Database, mou: Mou, reader: MemberId) -> set[MayMou]:
    found = read(database, mou, reader)
    assert found is not None
    return set(found.may)


def of_circle(database: Database, people: Community, reader: MemberId) -> CircleMousRecord | None:
    return database.read_now(lambda k: circle_mous(k, people.network_id, people.circle_id, reader))


def the_map(database: Database, people: Community, reader: MemberId) -> LinkagesRecord:
    found = database.read_now(lambda k: linkages(k, people.network_id, reader))
    assert found is not None
    return found


def outside(database: Database, people: Community) -> MemberId:
    """Somebody of the network who sits in no circle."""
    id = MemberId(new_id())
    row: dict[str, Any] = {"network_id": people.network_id, "id": id, "name": "Out"}
    with database.writing.begin() as connection:
        connection.execute(insert(MemberRow).values(**row, organisation_id=people.organisations[1]))
    return id


def test_it_is_read_with_its_people_its_round_and_what_the_reader_may_do(
    database: Database, writer: Writer, people: Community
) -> None:
    mou, round = proposed(writer, people, drafted(writer, people))
    record = read(database, mou, people.members[2])
    assert record is not None
    assert record.mou == mou
    assert record.round is not None
    assert record.round.id == round.id
    assert record.people == tuple(people.members[:4])
    assert record.signs_for == (people.organisations[0],)
    assert record.organisations[people.organisations[1]].name == "Organisation 1"
    assert record.members[people.members[3]].name == "Member 3"


def test_who_is_neither_of_the_circle_nor_signs_reads_nothing(
    database: Database, writer: Writer, people: Community
) -> None:
    stranger, out = a_community(writer).members[0], outside(database, people)
    _, other = parties(people)
    mou = drafted(writer, people)
    for reader in (stranger, out):
        assert read(database, mou, reader) is None
        assert of_circle(database, people, reader) is None
    signs = tell(
        writer, mou, c.NameSignatory, people.members[1], organisation=other.organisation, signatory=out
    )
    assert read(database, signs, out) is not None
    assert of_circle(database, people, out) is None
    assert database.read_now(lambda k: linkages(k, people.network_id, stranger)) is None


def test_a_draft_is_read_by_those_who_may_write_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, third = neighbours(writer)
    ours = drafted(writer, people)
    one, _ = parties(people)
    theirs = drafted(writer, people, parties=(one, Party(third)), clauses=(), title="Another")
    reader = people.members[3]
    seen = of_circle(database, people, reader)
    assert seen is not None
    assert [mou.id for mou in seen.mous] == [ours.id]
    assert read(database, theirs, reader) is None
    both = of_circle(database, people, people.members[0])
    assert both is not None
    assert [mou.id for mou in both.mous] == [ours.id, theirs.id]


def test_an_amendment_is_seen_by_others_once_it_is_proposed(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, _ = neighbours(writer)
    mou, reader = in_force(writer, clock, people), people.members[4]
    writer.run(lambda unit: _is_no_coordinator(unit, people, reader)).result(30)
    amended = tell(writer, mou, c.AmendMou, people.members[3], terms=_later(mou, starts=date(2027, 3, 1)))
    record = read(database, amended, reader)
    assert record is not None
    assert (record.mou.coming, record.mou.status) == (None, MouStatus.IN_FORCE)
    assert record.may == frozenset()
    proposed(writer, people, amended)
    record = read(database, amended, reader)
    assert record is not None
    assert record.mou.coming is not None


def _later(mou: Mou, **changes: Any) -> Any:
    return replace(mou.terms, **changes)


def _is_no_coordinator(unit: Any, people: Community, member: MemberId) -> None:
    own = (MEMBER.c.network_id == people.network_id, MEMBER.c.id == member)
    unit.connection.execute(update(MEMBER).where(*own).values(is_coordinator=False))


def test_what_can_be_done_follows_what_it_is_and_who_one_is(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    facilitator, proposer, signs, _, coordinator = people.members
    mou = drafted(writer, people)
    writing = {MayMou.EDIT, MayMou.PROPOSE, MayMou.NAME_SIGNATORY}
    assert may(database, mou, facilitator) == writing, "of a draft"
    assert may(database, mou, proposer) == {*writing, MayMou.END}
    assert may(database, mou, coordinator) == {*writing, MayMou.END}
    mou = agreed(writer, clock, people, mou)
    assert may(database, mou, signs) == {MayMou.SIGN, MayMou.AMEND, MayMou.END, MayMou.NAME_SIGNATORY}
    mine = {"organisation": people.organisations[0], "version": 1}
    mou = tell(writer, mou, c.Sign, signs, **mine)
    assert MayMou.TAKE_BACK_SIGNATURE in may(database, mou, signs)
    assert MayMou.SIGN not in may(database, mou, signs)
    mou = signed(writer, mou)
    assert may(database, mou, signs) == {MayMou.END, MayMou.NAME_SIGNATORY}, "what all have signed stands"
    turn_to(writer, clock, date(2027, 1, 11))
    assert may(database, mou, facilitator) == {MayMou.START_REVIEW, MayMou.AMEND}
    assert may(database, mou, coordinator) == {MayMou.START_REVIEW, MayMou.AMEND}, "nobody decides for others"
    turn_to(writer, clock, REVIEW)
    assert MayMou.RENEW in may(database, mou, signs)
    mou = end_together(writer, clock, mou)
    assert may(database, mou, signs) == set()
    ended = of_circle(database, people, signs)
    assert ended is not None
    assert ([one.id for one in ended.mous], [one.id for one in ended.ended]) == ([], [mou.id])


def test_what_waits_for_whoever_signs_is_theirs_to_see(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = agreed(writer, clock, people, drafted(writer, people))
    network, (one, other), signs = people.network_id, people.organisations, people.members[2]

    def waits(reader: MemberId) -> list[Any]:
        own = database.read_now(lambda k: own_mous(k, network, reader))
        return [[organisation for _, organisation in part] for part in (own.to_sign, own.to_renew)]

    assert (waits(signs), waits(people.members[3]), waits(people.members[0])) == (
        [[one], []],
        [[other], []],
        [[], []],
    )
    signed(writer, mou)
    assert waits(signs) == [[], []]
    turn_to(writer, clock, REVIEW)
    assert waits(signs) == [[], [one]]
    dates = {"version": 1, "review_on": date(2028, 11, 1), "ends": None}
    tell(writer, mou, c.RenewMou, signs, organisation=one, **dates)
    assert (waits(signs), waits(people.members[3])) == ([[], []], [[], [other]])


# --- the map ----------------------------------------------------------------------------------------------------


def test_organisations_are_linked_by_what_holds(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, third = neighbours(writer)
    one, other = people.organisations
    drafted(writer, people, title="A draft")
    assert not database.read_now(lambda k: any_linkage(k, people.network_id))
    both = in_force(writer, clock, people)
    assert database.read_now(lambda k: any_linkage(k, people.network_id))
    out = outside(database, people)
    found = the_map(database, people, out)
    (link,) = found.links
    assert (link.one, link.other) == (one, other)
    (linkage,) = link.linkages
    assert (linkage.id, linkage.title, linkage.status, linkage.readable) == (
        both.id,
        "A shared waiting list",
        MouStatus.IN_FORCE,
        False,
    )
    assert third in found.organisations, "linked with nobody"
    assert the_map(database, people, people.members[4]).linkages[0].readable
    end_together(writer, clock, both)
    assert the_map(database, people, out).links == ()


def test_of_three_parties_each_pair_is_linked_once(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, third = neighbours(writer)
    one, other = parties(people)
    first = in_force(writer, clock, people)
    three = (Party(third, people.members[4]), one, other)
    later = {"starts": date(2027, 3, 1), "title": "All three", "clauses": ()}
    mou = drafted(writer, people, parties=three, **later)
    signed(writer, agreed(writer, clock, people, mou))
    turn_to(writer, clock, date(2027, 3, 1))
    found = the_map(database, people, people.members[0])
    assert [(link.one, link.other, [each.id for each in link.linkages]) for link in found.links] == [
        (one.organisation, other.organisation, [first.id, mou.id]),
        (one.organisation, third, [mou.id]),
        (other.organisation, third, [mou.id]),
    ]


def test_what_is_signed_and_still_to_come_is_named_beside_the_map_for_those_who_may_read_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = agreed(writer, clock, people, drafted(writer, people))
    assert the_map(database, people, people.members[0]).coming == ()
    signed(writer, mou)
    found = the_map(database, people, people.members[0])
    assert ([one.id for one in found.coming], found.links) == ([mou.id], ())
    turn_to(writer, clock, date(2027, 1, 11))
    assert the_map(database, people, people.members[0]).coming == ()


def test_what_lacks_a_signatory_waits_on_the_home_of_whoever_can_name_one_or_drafted_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    facilitator, proposer, signs, *_ = people.members
    one, other = parties(people)
    draft = drafted(writer, people, parties=(Party(one.organisation), other))

    def waits(member: Any) -> bool:
        own = database.read_now(lambda k: own_mous(k, people.network_id, member))
        return [mou.id for mou in own.without_signatory] == [draft.id]

    assert not waits(proposer), "a draft may wait"
    mou = agreed(writer, clock, people, draft)
    assert [waits(one) for one in people.members] == [True, True, True, False, True]
    tell(writer, mou, c.NameSignatory, facilitator, organisation=one.organisation, signatory=signs)
    assert not any(waits(one) for one in people.members)


def test_an_end_that_waits_for_a_yes_waits_on_that_home(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    tell(writer, mou, c.EndMou, people.members[3], words="We close", on=clock().date())

    def asked(member: Any) -> int:
        return len(database.read_now(lambda k: own_mous(k, people.network_id, member)).to_end)

    assert [asked(one) for one in people.members] == [0, 0, 1, 0, 0]
