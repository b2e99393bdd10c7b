"""Memorandums in the tables: as the journal tells them, whoever leaves and whoever turns out to be whom."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from decisions.commitments.commitment import Standing
from decisions.ids import MemberId, MouId, OrganisationId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, MouStatus, NewOrganisation, Party, WhyMouEnded
from decisions.people.commands import UnseatMember
from decisions.people.events import MemberMet
from decisions.refusals import Reason
from storage.database import Database
from storage.deliveries import on_recorded
from storage.exporting import exported
from storage.mou_rows import load_mou
from storage.reading.commitments import commitment_record
from storage.replay import erase_member
from storage.streams.member_stream import MemberStream
from storage.tables import METADATA
from storage.unit import Unit
from storage.writer import Declined, Writer
from tests.storage.test_uniting import unite
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    done,
    new_id,
)
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
    settle,
    signed,
    stored,
    submit,
    tell,
    terms,
    turn_to,
)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return neighbours(writer)[0]


def refused(outcome: object) -> tuple[Reason, str]:
    assert isinstance(outcome, Declined), outcome
    return outcome.refusal.reason, outcome.refusal.at_field


def count(database: Database, table: str) -> int:
    t = METADATA.tables[table]
    return database.read_now(lambda k: int(k.execute(select(func.count()).select_from(t)).scalar_one()))


# --- drafting ---------------------------------------------------------------------------------------------------


def test_it_is_kept_as_it_was_drafted_and_counted_with_all_that_has_a_reference(
    database: Database, writer: Writer, people: Community
) -> None:
    mou, other = drafted(writer, people), drafted(writer, people)
    assert stored(database, mou) == mou
    assert (mou.status, mou.parties) == (MouStatus.DRAFT, parties(people))
    assert 0 < mou.ref < other.ref


def test_what_is_refused_takes_no_reference(database: Database, writer: Writer, people: Community) -> None:
    before = drafted(writer, people)
    draft = c.DraftMou(
        network_id=people.network_id,
        by=people.proposer,
        mou_id=MouId(new_id()),
        circle_id=people.circle_id,
        parties=parties(people)[:1],
        terms=terms(people, clauses=()),
    )
    assert refused(writer.submit(draft, "").result(30)) == (Reason.TOO_FEW_PARTIES, "parties")
    assert drafted(writer, people).ref == before.ref + 1


def test_a_new_party_is_an_organisation_of_the_network_once(
    database: Database, writer: Writer, people: Community
) -> None:
    before = count(database, "organisation")
    for spelled in ("Harbour Clinic", "harbour  clinic"):
        draft = c.DraftMou(
            network_id=people.network_id,
            by=people.facilitator,
            mou_id=MouId(new_id()),
            circle_id=people.circle_id,
            parties=parties(people)[:1],
            named=(NewOrganisation(OrganisationId(new_id()), spelled),),
            terms=terms(people, clauses=()),
        )
        mou = done(writer.submit(draft, "").result(30)).state
        assert count(database, "organisation") == before + 1
        assert stored(database, mou).parties == mou.parties
        fields = {"parties": mou.parties, "terms": replace(mou.terms, purpose="So"), "named": draft.named}
        assert tell(writer, mou, c.EditMou, people.facilitator, **fields).parties == mou.parties


def test_what_is_of_another_network_is_not_found(
    database: Database, writer: Writer, people: Community
) -> None:
    others = a_community(writer)
    one, other = parties(people)
    usual = {
        "network_id": people.network_id,
        "by": people.proposer,
        "circle_id": people.circle_id,
        "parties": (one, other),
        "terms": terms(people, clauses=()),
    }
    wanted: list[tuple[dict[str, Any], tuple[Reason, str]]] = [
        ({"parties": (one, Party(others.organisations[0]))}, (Reason.NOT_FOUND, "parties")),
        (
            {"parties": (one, Party(other.organisation, others.members[0]))},
            (Reason.NOT_OF_ORGANISATION, "signatory"),
        ),
        (
            {"parties": (one, Party(other.organisation, people.members[0]))},
            (Reason.NOT_OF_ORGANISATION, "signatory"),
        ),
        ({"circle_id": others.circle_id}, (Reason.NOT_FOUND, "")),
        ({"by": others.members[0]}, (Reason.NOT_IN_CIRCLE, "")),
        ({"replaces": drafted(writer, others).id}, (Reason.NOT_FOUND, "replaces")),
    ]
    for changes, expected in wanted:
        draft = c.DraftMou(mou_id=MouId(new_id()), **{**usual, **changes})
        assert refused(writer.submit(draft, "").result(30)) == expected
    mine = drafted(writer, people)
    theirs = {"organisation": one.organisation, "signatory": others.members[0]}
    assert refused(submit(writer, mine, c.NameSignatory, people.members[0], **theirs)) == (
        Reason.NOT_OF_ORGANISATION,
        "signatory",
    )
    assert count(database, "mou") == 2


def test_another_networks_memorandum_cannot_be_asked_anything(writer: Writer, people: Community) -> None:
    mine, others = drafted(writer, people), a_community(writer)
    as_theirs = replace(mine, network_id=others.network_id)
    assert refused(submit(writer, as_theirs, c.EndMou, others.members[0], words="No")) == (
        Reason.NOT_FOUND,
        "",
    )


# --- signing and time -------------------------------------------------------------------------------------------


def test_signed_by_all_it_is_in_force_from_its_first_day_until_its_last(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people)))
    assert stored(database, mou).signed_by_all
    turn_to(writer, clock, STARTS)
    assert stored(database, mou).status is MouStatus.IN_FORCE
    turn_to(writer, clock, REVIEW)
    assert stored(database, mou).status is MouStatus.UNDER_REVIEW
    turn_to(writer, clock, ENDS, hour=23)
    assert stored(database, mou).holds
    turn_to(writer, clock, ENDS + timedelta(days=1))
    assert stored(database, mou).status is MouStatus.ENDED


def test_after_a_long_stop_all_is_as_it_would_have_been(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people)))
    clock.turn(days=800)
    settle(writer)
    after = stored(database, mou)
    assert after.end is not None
    assert after.end.at.date() == ENDS + timedelta(days=1)
    assert after.in_force is not None
    assert after.in_force.since is not None
    assert after.in_force.since.date() == STARTS


def test_a_signature_stands_in_the_journal_with_its_version(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    with database.reading.connect() as connection:
        _, *told = exported(connection, people.network_id)
    lines = [line for line in told if "mou" in line and "round" not in line]
    signatures = [line for line in lines if line["event"] == "MouSigned"]
    assert [(line["by"], line["organisation"], line["version"]) for line in signatures] == [
        (str(party.signatory), str(party.organisation), 1) for party in mou.parties
    ]
    assert lines[0]["event"] == "MouDrafted"
    assert "terms" not in lines[0]


def test_it_ends_when_another_comes_into_force_in_its_place(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    older = in_force(writer, clock, people)
    newer = drafted(writer, people, replaces=older.id, starts=date(2027, 3, 1), clauses=())
    newer = signed(writer, agreed(writer, clock, people, newer))
    assert stored(database, older).holds
    turn_to(writer, clock, date(2027, 3, 1))
    assert stored(database, newer).status is MouStatus.IN_FORCE
    after = stored(database, older)
    assert after.end is not None
    assert (after.end.why, after.end.replaced_by) == (WhyMouEnded.REPLACED, newer.id)


# --- what comes of it -------------------------------------------------------------------------------------------


def commitments(database: Database, mou: Mou) -> list[tuple[str, MemberId | None, Standing]]:
    k = METADATA.tables["commitment"].c
    found = select(k.what, k.accountable_id, k.standing).where(k.origin_id == mou.id).order_by(k.what)
    return database.read_now(lambda c: [tuple(row) for row in c.execute(found)])


def test_in_force_its_clauses_are_commitments_and_over_with_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people)))
    assert commitments(database, mou) == []
    turn_to(writer, clock, STARTS)
    one, other = people.members[2], people.members[3]
    assert commitments(database, mou) == [
        ("Gives a room", one, Standing.OPEN),
        ("Sends the list", other, Standing.OPEN),
    ]
    ids = database.read_now(lambda c: c.execute(select(METADATA.tables["commitment"].c.id)).scalars().all())
    record = database.read_now(lambda c: commitment_record(c, mou.network_id, ids[0], other, clock()))
    assert record is not None
    assert record.origin == "A shared waiting list"
    end_together(writer, clock, mou)
    assert {standing for _, _, standing in commitments(database, mou)} == {Standing.DROPPED}
    over = database.read_now(lambda c: commitment_record(c, mou.network_id, ids[0], other, clock()))
    assert over is not None
    assert (over.commitment.mou_over, over.commitment.words) == (True, "")


def test_with_an_amendment_what_stays_goes_on_and_the_rest_is_another(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    room, sends = mou.terms.clauses
    clauses = (room, replace(sends, words="Sends two lists", by_when=date(2027, 5, 3)))
    later = replace(mou.terms, clauses=clauses, starts=date(2027, 3, 1))
    amended = agreed(writer, clock, people, tell(writer, mou, c.AmendMou, people.proposer, terms=later))
    signed(writer, amended)
    turn_to(writer, clock, date(2027, 3, 1))
    assert stored(database, mou).terms == later
    assert [(what, standing) for what, _, standing in commitments(database, mou)] == [
        ("Gives a room", Standing.OPEN),
        ("Sends the list", Standing.DROPPED),
        ("Sends two lists", Standing.OPEN),
    ]


def test_an_amendment_is_written_on_with_the_parties_as_they_are(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    later = replace(mou.terms, starts=date(2027, 3, 1))
    tell(writer, mou, c.AmendMou, people.proposer, terms=later)
    edited = tell(writer, mou, c.EditMou, people.proposer, terms=replace(later, shared="Nothing"))
    assert edited.coming is not None
    assert edited.coming.terms.shared == "Nothing"


# --- people who come and go -------------------------------------------------------------------------------------


def test_who_leaves_the_circle_signs_for_nobody_there(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, member = agreed(writer, clock, people, drafted(writer, people)), people.members[2]
    leaving = UnseatMember(network_id=people.network_id, by=member, circle_id=people.circle_id, member=member)
    done(writer.submit(leaving, "").result(30))
    after = stored(database, mou)
    assert after.without_signatory == (people.organisations[0],)
    outcome = submit(writer, mou, c.Sign, people.members[0], organisation=people.organisations[0], version=1)
    assert isinstance(outcome, Declined)
    assert (outcome.refusal.reason, outcome.refusal.facts) == (
        Reason.NO_SIGNATORY,
        {"organisation": "Organisation 0"},
    )


def test_who_leaves_the_network_signs_for_nobody(
    database: Database, writer: Writer, people: Community
) -> None:
    one, other = parties(people)
    member = people.members[1]
    mou = drafted(writer, people, parties=(one, Party(other.organisation, member)))

    def leave(unit: Unit) -> None:
        stream = unit.find_or_begin(MemberStream, people.network_id, member)
        assert stream is not None
        gone = MemberMet(
            member=member,
            organisation=None,
            locale="en",
            time_zone="UTC",
            active=False,
            name="Member 1",
            at=stream.now,
        )
        stream.record((gone,))

    done(writer.run(leave).result(30))
    assert stored(database, mou).without_signatory == (other.organisation,)


def test_two_members_who_are_one_person_sign_as_one(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, (member, other) = in_force(writer, clock, people), (people.members[0], people.members[2])
    unite(writer, people, member, other)
    after = stored(database, mou)
    assert after.signatories == {member, people.members[3]}
    assert after.in_force is not None
    assert {one.by for one in after.in_force.signatures} == {member, people.members[3]}
    p = METADATA.tables["mou_party"].c
    signs = select(p.signatory_id).where(p.mou_id == mou.id)
    assert set(database.read_now(lambda k: k.execute(signs).scalars().all())) == {member, people.members[3]}


def test_two_workers_begin_it_once(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    if database.on_sqlite:
        pytest.skip("an embedded database has one writer")
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people)))
    clock.turn(days=800)
    with Writer(database, clock) as other:
        for ticket in [each.settle_due() for _ in range(5) for each in (writer, other)]:
            done(ticket.result(30))
    assert stored(database, mou).status is MouStatus.ENDED


def test_who_is_erased_takes_their_reasons_along_and_not_what_the_parties_say(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, member = in_force(writer, clock, people), people.members[3]
    tell(writer, mou, c.StartReview, people.members[1], words="The list is never full")
    tell(writer, mou, c.EndMou, member, words="My mother is ill", on=date(2027, 3, 1))
    done(writer.run(lambda unit: erase_member(unit, people.network_id, member)).result(30))
    after = database.read_now(lambda k: load_mou(k, mou.network_id, mou.id))
    assert after is not None
    assert after.notice is not None
    assert (after.notice.by, after.notice.words) == (member, "")
    assert after.review is not None
    assert (after.review.words, after.terms) == ("The list is never full", mou.terms)
    turn_to(writer, clock, date(2027, 3, 1))
    ended = database.read_now(lambda k: load_mou(k, mou.network_id, mou.id))
    assert ended is not None
    assert ended.end is not None
    assert ended.end.words == ""
