"""Memorandums of a community, in a real database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from decisions.ids import CircleId, ClauseId, MemberId, MouId, OrganisationId, RoundId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, Party
from decisions.mous.terms import Clause, MouTerms
from decisions.people.commands import SeatMember
from decisions.people.people import CircleSeat
from decisions.recurring.rhythm import Every, Rhythm
from decisions.rounds.round import Round, Stage
from storage.batch import Declined, Done
from storage.database import Database
from storage.mou_rows import load_mou
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables.people import MemberRow, OrganisationRow
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, answer_all, done, new_id

STARTS: Final = date(2027, 1, 11)
REVIEW: Final = date(2027, 11, 1)
ENDS: Final = date(2028, 1, 10)


def neighbours(writer: Writer) -> tuple[Community, OrganisationId]:
    """Two organisations with people in one circle: the first has members 0 and 2, who facilitate and sign; the second has
    members 1 and 3, who propose and sign. And a third one, of which member 4 is, who coordinates the network."""
    people = a_community(writer)
    third, other = OrganisationId(new_id()), people.members[4]

    def make(unit: Any) -> None:
        row = {"network_id": people.network_id, "id": third, "name": "Organisation 2", "is_default": False}
        unit.connection.execute(insert(OrganisationRow).values(**row))
        own = (MemberRow.network_id == people.network_id, MemberRow.id == other)
        changed = {"is_coordinator": True, "organisation_id": third}
        unit.connection.execute(update(MemberRow).where(*own).values(changed))  # type: ignore[arg-type]

    done(writer.run(make).result(30))
    seat = CircleSeat(other, people.groups[0], third)
    sits = SeatMember(
        network_id=people.network_id, by=people.facilitator, circle_id=people.circle_id, seat=seat
    )
    done(writer.submit(sits, "").result(30))
    return people, third


def terms(people: Community, **changes: Any) -> MouTerms:
    one, other = people.organisations
    clauses = (
        Clause(ClauseId(new_id()), one, "Gives a room", Rhythm(Every.WEEK, weekday=2), "It is open"),
        Clause(ClauseId(new_id()), other, "Sends the list", date(2027, 2, 1)),
    )
    usual = MouTerms(
        "A shared waiting list",
        "Families wait less",
        clauses,
        shared="Names",
        text="We keep one list.",
        starts=STARTS,
        review_on=REVIEW,
        ends=ENDS,
    )
    return replace(usual, **changes)


def parties(people: Community) -> tuple[Party, Party]:
    """Members 2 and 3 sign."""
    one, other = people.organisations
    return Party(one, people.members[2]), Party(other, people.members[3])


def drafted(writer: Writer, people: Community, **fields: Any) -> Mou:
    changes = {name: fields.pop(name) for name in list(fields) if name in MouTerms.__slots__}
    command = c.DraftMou(
        network_id=people.network_id,
        by=people.proposer,
        mou_id=MouId(new_id()),
        **{
            "circle_id": people.circle_id,
            "parties": parties(people),
            "terms": terms(people, **changes),
            **fields,
        },
    )
    mou: Mou = done(writer.submit(command, "").result(30)).state
    return mou


def submit(
    writer: Writer, mou: Mou, kind: type[c.MouCommand], by: MemberId, **fields: Any
) -> Done | Declined:
    command = kind(network_id=mou.network_id, by=by, mou_id=mou.id, **fields)
    outcome: Done | Declined = writer.submit(command, "").result(30)
    return outcome


def tell(writer: Writer, mou: Mou, kind: type[c.MouCommand], by: MemberId, **fields: Any) -> Mou:
    after: Mou = done(submit(writer, mou, kind, by, **fields)).state
    return after


def proposed(writer: Writer, people: Community, mou: Mou) -> tuple[Mou, Round]:
    """With the round about it."""
    id = RoundId(new_id())
    after = tell(writer, mou, c.ProposeMou, people.proposer, round_id=id, seed=new_id())
    return after, round_now(writer, mou, id)


def agreed(writer: Writer, clock: TurnedClock, people: Community, mou: Mou) -> Mou:
    """Everyone who is asked consents, and its round ends."""
    after, round = proposed(writer, people, mou)
    consent_to(writer, clock, people, round)
    return mou_now(writer, after)


def consent_to(writer: Writer, clock: TurnedClock, people: Community, round: Round) -> None:
    """Until it ends."""
    while not round.is_over:
        if round.stage is Stage.CONSENTING and not round.tally.everyone_heard:
            answer_all(writer, round, people.members[:4])
        clock.turn(days=1)
        settle(writer)
        round = round_now(writer, round, round.id)


def round_now(writer: Writer, of: Mou | Round, id: RoundId) -> Round:
    found: Any = writer.run(lambda unit: load_round(unit.connection, of.network_id, id)).result(30)
    round: Round = done(found).state
    return round


def mou_now(writer: Writer, mou: Mou) -> Mou:
    found: Any = writer.run(lambda unit: load_mou(unit.connection, mou.network_id, mou.id)).result(30)
    now: Mou = done(found).state
    return now


def signed(writer: Writer, mou: Mou) -> Mou:
    """By all."""
    version = mou.to_sign
    assert version is not None
    for party in mou.unsigned:
        assert party.signatory is not None
        mou = tell(
            writer, mou, c.Sign, party.signatory, organisation=party.organisation, version=version.number
        )
    return mou


def in_force(writer: Writer, clock: TurnedClock, people: Community, **fields: Any) -> Mou:
    mou = signed(writer, agreed(writer, clock, people, drafted(writer, people, **fields)))
    turn_to(writer, clock, STARTS)
    return mou_now(writer, mou)


def end_together(writer: Writer, clock: Callable[[], datetime], mou: Mou, words: str = "It is over") -> Mou:
    """Today, with the yes of each who signs."""
    for signatory in sorted(mou.signatories):
        mou = tell(writer, mou, c.EndMou, signatory, words=words, on=clock().date())
    return mou


def turn_to(writer: Writer, clock: TurnedClock, day: date, hour: int = 10) -> None:
    """That hour of the day, UTC; what falls due before happens when it is due, within a day."""
    moment = datetime.combine(day, time(hour), ZoneInfo("UTC"))
    while clock() < moment:
        clock.turn(seconds=min(timedelta(days=1), moment - clock()).total_seconds())
        settle(writer)


def settle(writer: Writer) -> None:
    while done(writer.settle_due().result(30)).state:
        pass


def stored(database: Database, mou: Mou) -> Mou:
    """As the tables have it, which is as the journal tells it."""
    found = database.read_now(lambda k: load_mou(k, mou.network_id, mou.id))
    assert found is not None
    assert database.read_now(lambda k: replay(k, mou.network_id, mou.id)) == found
    return found


def another_circle(people: Community) -> Community:
    return replace(people, circle_id=CircleId(new_id()))
