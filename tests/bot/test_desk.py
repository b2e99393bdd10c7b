"""What the desk shows to whom, and what it does when storage is away."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, func, select, update

from adapters.cards import Action, SharedCard
from adapters.desk import (
    Account,
    Confirmed,
    Invalid,
    Person,
    PlaceKey,
    Platform,
    Press,
    Reply,
    Screen,
    Who,
)
from adapters.present.verbs import Verb
from adapters.presses import respond
from bot.desk import HouseDesk
from bot.doorkeeper import HouseDoorkeeper
from decisions.ids import CircleId, InvitationId, MemberId
from decisions.people.commands import InviteMember, MakeLink, UnseatMember
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import Extend
from decisions.rounds.round import Round
from storage.database import Database
from storage.outbox import IDENTITY, MEMBER
from storage.tables import METADATA
from storage.writer import Writer
from tests.adapters.present.shown import text_of
from tests.bot.town import TurnedClock
from tests.storage.conftest import database_url, with_schema
from tests.support.builders import Community, a_community, an_answer, an_open_round, done, new_id

__all__ = ["database_url"]

CHANNEL = PlaceKey(Platform.SLACK, "T1", "C1")


@dataclass
class Office:
    """A desk with a community behind it."""

    desk: HouseDesk
    database: Database
    writer: Writer
    community: Community

    def who(self, member: MemberId) -> Who:
        return Who(self.community.network_id, member, "Somebody", "en", "UTC")

    async def leaves(self, member: MemberId) -> None:
        community = self.community
        leaving = UnseatMember(
            network_id=community.network_id, by=member, circle_id=community.circle_id, member=member
        )
        done(await self.writer.submit(leaving, ""))

    async def coordinates(self, member: MemberId) -> None:
        own = (MEMBER.c.network_id == self.community.network_id, MEMBER.c.id == member)
        await self.writer.run(
            lambda unit: unit.connection.execute(update(MEMBER).where(*own).values(is_coordinator=True))
        )

    async def form(self, member: MemberId) -> str:
        """What comes of asking for the circle's form."""
        try:
            await self.desk.show(
                self.who(member), Screen("circle_form", about=CircleId(self.community.circle_id))
            )
        except Refusal as refusal:
            return refusal.reason
        return "shown"

    async def asks(self) -> Round:
        """A round in which everyone is asked."""
        return await asyncio.to_thread(an_open_round, self.writer, self.community)

    async def heard(self, round: Round, member: MemberId) -> SharedCard:
        """The card that they see once they have answered."""
        answered = await self.writer.submit(an_answer(round, member), "")
        return await self.desk.card_once_heard(self.who(member), done(answered).state)

    async def known(self, member: MemberId) -> bool:
        try:
            await self.desk.circle(self.who(member), self.community.circle_id)
        except Refusal as refusal:
            return refusal.reason is not Reason.NOT_FOUND
        return True


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with_schema(database_url)
    database = Database(database_url)
    clock = TurnedClock()
    with Writer(database, clock.now) as writer:
        community = a_community(writer)
        yield Office(HouseDesk(database, writer, clock, "https://rondo.test"), database, writer, community)
    database.close()


async def test_a_circles_form_is_for_those_who_may_change_it(office: Office) -> None:
    facilitator, member = office.community.facilitator, office.community.members[3]
    assert await office.form(facilitator) == "shown"
    assert await office.form(member) == Reason.NOT_FOUND
    await office.coordinates(member)
    assert await office.form(member) == "shown"


async def test_a_circle_is_nobody_elses_to_know_of(office: Office) -> None:
    member = office.community.members[3]
    assert await office.known(member)
    await office.leaves(member)
    assert not await office.known(member)
    assert await office.form(member) == Reason.NOT_FOUND
    await office.coordinates(member)
    assert await office.known(member)


async def test_what_a_place_would_be_as_a_circle_is_for_its_people(office: Office) -> None:
    people = [Person(Account(Platform.SLACK, "T1", user), user) for user in ("ana", "bo")]
    await office.desk.meet(CHANNEL, "general", people[:1], complete=True)
    await office.desk.meet(None, "", people[1:], complete=False)
    ana, bo = [await office.desk.recognise(person.account) for person in people]
    assert ana is not None
    assert bo is not None
    assert [seat.member for seat in (await office.desk.circle_to_be(ana, CHANNEL)).seats] == [ana.member_id]
    with pytest.raises(Refusal):
        await office.desk.circle_to_be(bo, CHANNEL)
    with pytest.raises(Refusal):
        await office.desk.show(bo, Screen("circle_form", place=CHANNEL))


async def test_coming_writes_nothing_and_acting_says_where_somebody_answers(office: Office) -> None:
    network, member = office.community.network_id, office.community.members[3]
    made = MakeLink(network_id=network, by=member, member=member, digest="a" * 64)
    done(await office.writer.submit(made, ""))
    office.desk.sightings.every = 0.01

    async def seen_at() -> object:
        await asyncio.sleep(0.2)
        query = select(IDENTITY.c.seen_at).where(IDENTITY.c.user_id == "a" * 64)
        return await office.database.read(lambda c: c.execute(query).scalar_one())

    who = await office.desk.recognise(Account(Platform.WEB, "link", "a" * 64))
    assert who is not None
    assert await seen_at() is None
    leaving = UnseatMember(network_id=network, by=member, circle_id=office.community.circle_id, member=member)
    await office.desk.act(who, leaving, "leaves")
    assert await seen_at() is not None


async def test_nobody_waits_for_a_writer_that_has_stopped(office: Office) -> None:
    member = office.community.members[3]
    made = MakeLink(network_id=office.community.network_id, by=member, member=member, digest="a" * 64)
    done(await office.writer.submit(made, ""))
    office.writer.stop(timeout=5)
    keeper = HouseDoorkeeper(office.database, office.writer, office.desk.clock)
    assert await keeper.ask_new_link("a" * 64) == Refusal(Reason.NOT_RECORDED)
    with pytest.raises(Refusal) as told:
        await office.desk.meet(CHANNEL, "general", [], complete=False)
    assert told.value.reason is Reason.NOT_RECORDED


async def test_a_link_asked_for_by_email_again_and_again_is_one_wish_an_hour(office: Office) -> None:
    network, member = office.community.network_id, office.community.members[3]
    reads = update(MEMBER).where(MEMBER.c.id == member).values(email="dan@rondo.test")
    await office.writer.run(lambda unit: unit.connection.execute(reads))
    no_chat = delete(IDENTITY).where(IDENTITY.c.network_id == network, IDENTITY.c.member_id == member)
    await office.writer.run(lambda unit: unit.connection.execute(no_chat))
    clock = TurnedClock(office.desk.now().replace(minute=0))
    keeper = HouseDoorkeeper(office.database, office.writer, clock, sends_email=True)

    async def wishes() -> int:
        count = select(func.count()).select_from(METADATA.tables["journal"])
        return await office.database.read(lambda c: c.execute(count).scalar_one())

    before, counts = await wishes(), []
    for later in (0, 1, 57, 2):
        clock.at += timedelta(minutes=later)
        await keeper.mail_new_link("dan@rondo.test")
        counts.append(await wishes() - before)
    assert counts == [1, 1, 1, 2]


async def test_an_invitation_knows_the_name_that_its_maker_gave_it(office: Office) -> None:
    community = office.community
    invite = InviteMember(
        network_id=community.network_id,
        by=community.facilitator,
        circle_id=CircleId(community.circle_id),
        id=InvitationId(new_id()),
        digest="b" * 64,
        group=community.groups[0],
        expires_at=office.desk.now() + timedelta(days=30),
        name="Rosario",
    )
    done(await office.writer.submit(invite, ""))
    keeper = HouseDoorkeeper(office.database, office.writer, office.desk.clock)
    seen = await keeper.invitation("b" * 64)
    assert seen is not None
    assert seen.name == "Rosario"


async def test_a_circle_changes_its_time_zone_and_only_to_one_that_there_is(office: Office) -> None:
    community = office.community
    who = office.who(community.facilitator)
    action = Action(Verb.CIRCLE_FORM, str(community.circle_id))
    page = {"page": "2", "voices": "", "name": "Circle"}

    async def send(zone: str) -> Reply:
        return await respond(office.desk, Press(who, action, zone, {"time_zone": zone}, page))

    refused = await send("Mars/Olympus")
    assert isinstance(refused, Invalid)
    assert set(refused.form.errors) == {"time_zone"}
    assert isinstance(await send("America/Bogota"), Confirmed)
    circle = await office.desk.circle(who, community.circle_id)
    assert circle.settings.zone == "America/Bogota"


async def test_who_has_been_heard_is_counted_in_what_they_see(office: Office) -> None:
    round = await office.asks()
    first, second = [await office.heard(round, member) for member in office.community.members[2:4]]
    assert ("Heard 1 of" in text_of(first), "Heard 2 of" in text_of(second)) == (True, True)


async def test_what_changed_between_two_answers_is_seen_by_the_second(office: Office) -> None:
    round, community = await office.asks(), office.community
    first = await office.heard(round, community.members[2])
    longer = Extend(network_id=community.network_id, by=community.facilitator, round_id=round.id, workdays=3)
    done(await office.writer.submit(longer, ""))
    second = await office.heard(round, community.members[3])
    assert first.notification != second.notification, "which says when it ends"


async def test_of_a_card_in_which_one_more_is_heard_nothing_is_read(office: Office) -> None:
    round = await office.asks()
    await office.heard(round, office.community.members[2])
    read: list[str] = []
    event.listen(office.database.reading, "before_cursor_execute", lambda *given: read.append(given[2]))
    await office.heard(round, office.community.members[3])
    assert read == []
