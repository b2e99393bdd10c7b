"""One circle, several places: a code connects a place of another workspace, with its people, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from decisions.ids import CircleId, NetworkId, PlaceId
from decisions.people.commands import AskForAccountCode, MakeCircle
from decisions.people.people import Circle
from decisions.people.places import ChoosePlaceLanguage, ConnectPlace, LeavePlace, OfferPlace
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import OpenRound, WriteDraft
from decisions.rounds.postings import CardKind
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, Settings
from storage.circle_rows import load_circle
from storage.connecting import connect_place, connectable
from storage.database import Database
from storage.deliveries import on_recorded
from storage.keys import AccountKey, PlaceKey
from storage.people import Beginning, Met, PersonSeen, meet
from storage.places import TRY_AGAIN_AFTER, back_in, look_again
from storage.reading.accounts import account_command
from storage.reading.meeting_places import meeting_places
from storage.reading.parts import load_people
from storage.reading.people import PlaceFound, find_place, networks_beside, recognise
from storage.reading.places import place_as_circle
from storage.replay import replay
from storage.tables import METADATA
from storage.writer import Declined, Writer
from tests.support.builders import TurnedClock, a_text, an_answer, done, new_id

SLACK, TEAMS = PlaceKey("slack", "T1", "C1"), PlaceKey("teams", "tenant-2", "19:early")
ANOTHER = PlaceKey("slack", "T1", "C2")
DIGEST = "c" * 64
T = METADATA.tables


def person(place: PlaceKey, user: str, locale: str = "en", **more: Any) -> PersonSeen:
    return PersonSeen(AccountKey(place.platform, place.tenant, user), user.title(), locale, "UTC", **more)


@dataclass
class Meeting:
    """Ana (who facilitates) and Bo meet in a Slack channel; Cy, Dana and Eli are in a Teams channel of their own."""

    database: Database
    writer: Writer
    network: NetworkId
    circle_id: CircleId

    def run(self, task: Any) -> Any:
        return done(self.writer.run(task).result(20)).state

    def give(self, command: Any) -> Any:
        return done(self.writer.submit(command, "").result(20)).state

    def read(self, load: Any) -> Any:
        return self.database.read_now(load)

    @property
    def to(self) -> dict[str, Any]:
        return {"network_id": self.network, "circle_id": self.circle_id}

    @property
    def circle(self) -> Circle:
        found: Circle = self.read(lambda c: load_circle(c, self.network, self.circle_id))
        return found

    def place(self, key: PlaceKey) -> PlaceFound:
        found: PlaceFound = self.read(lambda c: find_place(c, key))
        return found

    def who(self, place: PlaceKey, user: str, seen_in: PlaceKey | None = None) -> Any:
        account = AccountKey(place.platform, place.tenant, user)
        return self.read(lambda c: recognise(c, account, seen_in))

    def offers(self, digest: str = DIGEST) -> None:
        self.give(OfferPlace(**self.to, by=self.who(SLACK, "ana", SLACK).member_id, digest=digest))

    def connects(self, user: str = "cy", place: PlaceKey = TEAMS, digest: str = DIGEST) -> Any:
        account = AccountKey(place.platform, place.tenant, user)
        task = partial(connect_place, key=place, account=account, digest=digest)
        return self.writer.run(task).result(20)

    def why_not(self, **how: Any) -> Reason:
        outcome = self.connects(**how)
        assert isinstance(outcome, Declined), outcome
        return outcome.refusal.reason

    def opens_a_round(self) -> Round:
        ana = self.who(SLACK, "ana", SLACK).member_id
        draft: Round = self.give(WriteDraft(**self.to, by=ana, round_id=new_id(), text=a_text()))
        opening = OpenRound(
            network_id=self.network,
            by=ana,
            round_id=draft.id,
            settings=Settings(),
            form=Form.SHORT,
            facilitator=None,
        )
        round: Round = self.give(opening)
        return round

    def cards(self, key: PlaceKey) -> list[Any]:
        """The rounds' own."""
        p = T["posting"]
        mine = select(p).where(p.c.place_id == self.place(key).place_id, p.c.kind == CardKind.ROUND)
        return list(self.read(lambda c: c.execute(mine).all()))

    def names(self) -> set[str]:
        m = T["member"].c
        seated = [seat.member for seat in self.circle.seats]
        return set(self.read(lambda c: c.execute(select(m.name).where(m.id.in_(seated))).scalars().all()))

    def all_of(self, table: str) -> list[Any]:
        return list(self.read(lambda c: c.execute(select(T[table])).all()))


def met_in(writer: Writer, place: PlaceKey, people: list[PersonSeen], called: str, **how: Any) -> Met:
    task = partial(
        meet,
        workspace=(place.platform, place.tenant),
        people=people,
        beginning=Beginning(called, groups=("parent partners", "providers")),
        place=place,
        place_name=how.pop("name", "early-years"),
        complete=True,
        **how,
    )
    met: Met = done(writer.run(task).result(20)).state
    return met


@pytest.fixture
def meeting(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        met = met_in(writer, SLACK, [person(SLACK, "ana"), person(SLACK, "bo")], "Riverside")
        ana = met.members[AccountKey("slack", "T1", "ana")]
        to_be = database.read_now(lambda c: place_as_circle(c, met.network_id, ana, SLACK))
        assert to_be is not None
        made = MakeCircle(
            network_id=met.network_id,
            by=ana,
            circle_id=new_id(),
            name="Early years",
            place_id=to_be.place_id,
            facilitator=ana,
            settings=Settings(),
            seats=to_be.seats,
        )
        done(writer.submit(made, "").result(20))
        theirs = [person(TEAMS, "cy", "es"), person(TEAMS, "dana", "es"), person(TEAMS, "eli", "")]
        met_in(writer, TEAMS, theirs, "Northside Clinic", name="Primera infancia")
        yield Meeting(database, writer, met.network_id, made.circle_id)


def test_what_a_code_would_do_is_said_before_anything_happens(meeting: Meeting, clock: TurnedClock) -> None:
    meeting.offers()
    before = meeting.all_of("journal")
    cy = AccountKey("teams", "tenant-2", "cy")
    found = meeting.read(lambda c: connectable(c, TEAMS, cy, DIGEST, clock()))
    assert (found.circle, found.network, found.inviter) == ("Early years", "Riverside", "Ana")
    assert (found.place, found.people) == ("Primera infancia", 3)
    assert meeting.all_of("journal") == before


def test_the_people_of_the_other_place_sit_in_the_circle(meeting: Meeting) -> None:
    meeting.offers()
    connected = done(meeting.connects()).state
    assert connected == meeting.circle
    assert meeting.names() == {"Ana", "Bo", "Cy", "Dana", "Eli"}
    assert meeting.circle.places == {meeting.place(SLACK).place_id, meeting.place(TEAMS).place_id}
    assert meeting.place(TEAMS).network_id == meeting.network
    cy = meeting.who(TEAMS, "cy", TEAMS)
    assert (cy.network_id, cy.name, cy.locale) == (meeting.network, "Cy", "es")
    assert meeting.read(lambda c: replay(c, meeting.network, meeting.circle_id)) == meeting.circle


def test_who_brings_rondo_into_a_place_that_was_let_in_does_not_coordinate_the_network(
    meeting: Meeting,
) -> None:
    """Though nobody may coordinate it at the moment: it is another workspace's."""
    meeting.offers()
    meeting.connects()
    met_in(meeting.writer, TEAMS, [person(TEAMS, "fay", brings_rondo=True)], "")
    assert not any(row.is_coordinator for row in meeting.all_of("member"))
    met_in(meeting.writer, SLACK, [person(SLACK, "gus", brings_rondo=True)], "")
    assert [row.name for row in meeting.all_of("member") if row.is_coordinator] == ["Gus"]


def test_they_speak_for_the_organisation_whose_workspace_it_is(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    met_in(meeting.writer, TEAMS, [person(TEAMS, user) for user in ("cy", "dana", "eli", "fay")], "")
    named = {row.id: row.name for row in meeting.all_of("organisation")}
    bodies = {
        row.name: named[row.organisation_id]
        for row in meeting.all_of("member")
        if row.network_id == meeting.network
    }
    assert bodies == {
        "Ana": "Riverside",
        "Bo": "Riverside",
        **dict.fromkeys(("Cy", "Dana", "Eli", "Fay"), "Northside Clinic"),
    }
    assert "Fay" in meeting.names(), "who comes later, too"
    capacities = {named[seat.organisation] for seat in meeting.circle.seats}
    assert capacities == {"Riverside", "Northside Clinic"}


def test_two_channels_of_a_tenant_without_a_name_are_of_one_organisation(meeting: Meeting) -> None:
    """It is called like the first of them, until somebody says otherwise."""
    for number, name in enumerate(("Primera", "Segunda")):
        room = PlaceKey("teams", "tenant-3", f"19:{name}")
        met_in(meeting.writer, room, [person(room, f"fay{number}")], "tenant-3", name=name)
        meeting.offers(f"{number}" * 64)
        done(meeting.connects(f"fay{number}", room, f"{number}" * 64))
    ours = {row.name for row in meeting.all_of("organisation") if row.network_id == meeting.network}
    assert ours == {"Riverside", "Primera"}


def test_another_channel_of_the_same_workspace_makes_no_organisation(meeting: Meeting) -> None:
    met_in(meeting.writer, ANOTHER, [person(ANOTHER, "bo"), person(ANOTHER, "gus")], "")
    meeting.offers()
    done(meeting.connects("gus", ANOTHER))
    assert meeting.names() == {"Ana", "Bo", "Gus"}
    organisations = [row.name for row in meeting.all_of("organisation") if row.network_id == meeting.network]
    assert organisations == ["Riverside"]


def test_a_round_that_goes_on_has_its_card_there_and_asks_nobody_new(meeting: Meeting) -> None:
    round = meeting.opens_a_round()
    meeting.offers()
    meeting.connects()
    (card,) = meeting.cards(TEAMS)
    assert (card.round_id, card.lane, card.shown) == (round.id, "teams:tenant-2", 0)
    assert len(meeting.cards(SLACK)) == 1
    cy = meeting.who(TEAMS, "cy", TEAMS).member_id
    refused = meeting.writer.submit(an_answer(round, cy), "").result(20)
    assert isinstance(refused, Declined)
    assert refused.refusal.reason is Reason.NOT_ASKED


def test_the_next_round_asks_everyone_in_both(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    round = meeting.opens_a_round()
    assert round.tally.asked == 5
    assert len(meeting.cards(TEAMS)) == len(meeting.cards(SLACK)) == 1


def test_two_who_connect_at_once_are_both_told_that_it_is_done(meeting: Meeting) -> None:
    meeting.offers()
    tickets = [
        meeting.writer.run(
            partial(connect_place, key=TEAMS, account=AccountKey("teams", "tenant-2", user), digest=DIGEST)
        )
        for user in ("cy", "dana", "cy")
    ]
    circles = [done(ticket.result(20)).state for ticket in tickets]
    assert [each.id for each in circles] == [meeting.circle_id] * 3
    connected = [row for row in meeting.all_of("journal") if '"PlaceConnected"' in row.entry]
    assert len(connected) == 1
    assert len(meeting.circle.seats) == 5


def test_a_code_connects_one_place(meeting: Meeting) -> None:
    met_in(meeting.writer, ANOTHER, [person(ANOTHER, "gus")], "")
    meeting.offers()
    meeting.connects()
    assert meeting.why_not(user="gus", place=ANOTHER) is Reason.CODE_USED


def test_a_code_ends_after_three_days(meeting: Meeting, clock: TurnedClock) -> None:
    meeting.offers()
    clock.turn(days=3)
    before = meeting.all_of("journal")
    assert meeting.why_not() is Reason.CODE_EXPIRED
    assert meeting.all_of("journal") == before
    assert meeting.place(TEAMS).circle_id is None


def test_an_unknown_code_connects_nothing(meeting: Meeting) -> None:
    assert meeting.why_not() is Reason.CODE_UNKNOWN


def test_only_somebody_of_the_place_connects_it(meeting: Meeting) -> None:
    meeting.offers()
    assert meeting.why_not(user="mallory") is Reason.NOT_FOUND


def test_a_place_has_one_circle(meeting: Meeting, clock: TurnedClock) -> None:
    found = met_in(meeting.writer, ANOTHER, [person(ANOTHER, "gus")], "")
    gus = found.members[AccountKey("slack", "T1", "gus")]
    other = MakeCircle(
        network_id=meeting.network,
        by=gus,
        circle_id=new_id(),
        name="Another",
        place_id=meeting.place(ANOTHER).place_id,
        facilitator=gus,
        settings=Settings(),
        seats=(),
    )
    meeting.give(other)
    meeting.offers()
    assert meeting.why_not(user="gus", place=ANOTHER) is Reason.PLACE_TAKEN
    ana = AccountKey("slack", "T1", "ana")
    with pytest.raises(Refusal) as here:
        meeting.read(lambda c: connectable(c, SLACK, ana, DIGEST, clock()))
    assert here.value.reason is Reason.MEETS_HERE_ALREADY


def test_a_command_about_a_place_of_another_network_is_refused(meeting: Meeting) -> None:
    meeting.offers()
    ana = meeting.who(SLACK, "ana", SLACK).member_id
    foreign = ConnectPlace(**meeting.to, by=ana, place_id=PlaceId(new_id()), digest=DIGEST)
    refused = meeting.writer.submit(foreign, "").result(20)
    assert isinstance(refused, Declined)
    assert refused.refusal.reason is Reason.NOT_FOUND


# --- in a direct message -----------------------------------------------------------------------------------------


def test_alone_with_rondo_they_are_where_they_sit_in_a_circle(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    assert meeting.who(TEAMS, "cy").network_id == meeting.network


def test_news_of_somebody_reach_every_network_that_knows_them(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    news = [person(TEAMS, "cy", "en"), person(TEAMS, "dana", active=False)]
    meeting.run(partial(meet, workspace=("teams", "tenant-2"), people=news, beginning=Beginning("")))
    assert meeting.who(TEAMS, "cy", TEAMS).locale == "en"
    assert "Dana" not in meeting.names(), "her account is closed"


def test_a_network_that_is_left_behind_without_a_name_is_not_shown(meeting: Meeting) -> None:
    unnamed = PlaceKey("teams", "tenant-3", "19:other")
    met_in(meeting.writer, unnamed, [person(unnamed, "fay")], "tenant-3")
    meeting.offers()
    meeting.connects()
    meeting.offers("e" * 64)
    done(meeting.connects("fay", unnamed, "e" * 64))
    beside = {}
    for place, user in ((TEAMS, "cy"), (unnamed, "fay")):
        who = meeting.who(place, user, place)
        found = meeting.read(partial(networks_beside, network_id=who.network_id, member_id=who.member_id))
        beside[user] = [each.name for each in found]
    assert beside == {"cy": ["Northside Clinic"], "fay": []}


def test_a_network_without_a_name_is_not_named(meeting: Meeting, clock: TurnedClock) -> None:
    meeting.offers()
    n = T["network"].c
    unnamed = T["network"].update().where(n.id == meeting.network).values(name="T1")
    meeting.run(lambda unit: unit.connection.execute(unnamed).rowcount)
    cy = AccountKey("teams", "tenant-2", "cy")
    assert meeting.read(lambda c: connectable(c, TEAMS, cy, DIGEST, clock())).network == ""


def test_a_network_whose_name_nobody_told_is_called_like_its_first_place(meeting: Meeting) -> None:
    for name in ("", "Primera infancia", "Barrio norte"):
        place = PlaceKey("teams", "tenant-3", f"19:{name}")
        met = met_in(meeting.writer, place, [person(place, "fay")], "tenant-3", name=name)
    people = meeting.read(lambda c: load_people(c, met.network_id))
    assert people.network.name == "Primera infancia"
    assert [each.name for each in people.organisations.values()] == ["Primera infancia"]


# --- leaving -----------------------------------------------------------------------------------------------------


def leave(meeting: Meeting, place: PlaceKey) -> LeavePlace:
    ana = meeting.who(SLACK, "ana", SLACK).member_id
    return LeavePlace(**meeting.to, by=ana, place_id=meeting.place(place).place_id)


def test_who_meets_only_in_a_place_that_is_left_leaves_the_circle(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    round = meeting.opens_a_round()
    meeting.give(leave(meeting, TEAMS))
    assert meeting.names() == {"Ana", "Bo"}
    assert meeting.place(TEAMS).circle_id is None
    assert meeting.read(lambda c: replay(c, meeting.network, meeting.circle_id)) == meeting.circle
    bo = meeting.who(SLACK, "bo", SLACK).member_id
    meeting.give(an_answer(round, bo))
    assert [row.state for row in meeting.cards(TEAMS)] == ["closed"], "it had not been posted yet"


def test_whoever_ends_the_meeting_there_keeps_their_seat(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    meeting.give(leave(meeting, SLACK))
    assert meeting.names() == {"Ana", "Cy", "Dana", "Eli"}
    assert meeting.circle.facilitator is not None


def test_with_the_last_place_nobody_leaves_the_circle(meeting: Meeting) -> None:
    meeting.give(leave(meeting, SLACK))
    assert meeting.names() == {"Ana", "Bo"}
    assert meeting.circle.places == frozenset()


def test_a_place_that_was_left_is_connected_anew(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    meeting.opens_a_round()
    meeting.give(leave(meeting, TEAMS))
    meeting.offers("e" * 64)
    done(meeting.connects(digest="e" * 64))
    assert meeting.names() == {"Ana", "Bo", "Cy", "Dana", "Eli"}
    assert [row.state for row in meeting.cards(TEAMS)] == ["open"]


def test_a_place_that_was_left_may_go_to_a_circle_of_another_network(meeting: Meeting) -> None:
    """What was posted there is nobody's to edit then."""
    meeting.offers()
    meeting.connects()
    meeting.opens_a_round()
    meeting.give(leave(meeting, TEAMS))
    room = PlaceKey("slack", "T7", "C7")
    met = met_in(meeting.writer, room, [person(room, "ivy")], "Hillside")
    ivy = met.members[AccountKey("slack", "T7", "ivy")]
    to_be = meeting.read(lambda c: place_as_circle(c, met.network_id, ivy, room))
    theirs = Meeting(meeting.database, meeting.writer, met.network_id, new_id())
    made = MakeCircle(
        **theirs.to,
        by=ivy,
        name="Hill",
        place_id=to_be.place_id,
        facilitator=ivy,
        settings=Settings(),
        seats=to_be.seats,
    )
    theirs.give(made)
    theirs.give(OfferPlace(**theirs.to, by=ivy, digest="f" * 64))
    done(theirs.connects(digest="f" * 64))
    assert theirs.names() == {"Ivy", "Cy", "Dana", "Eli"}
    assert theirs.cards(TEAMS) == []


# --- each in its own language ------------------------------------------------------------------------------------


def test_a_place_speaks_the_language_of_most_of_its_people(meeting: Meeting) -> None:
    assert (meeting.place(TEAMS).locale, meeting.place(SLACK).locale) == ("es", "en")
    met_in(meeting.writer, TEAMS, [person(TEAMS, user, "en") for user in ("cy", "dana", "eli")], "")
    assert meeting.place(TEAMS).locale == "en"


def test_of_those_whose_language_nobody_knows_none_is_guessed(meeting: Meeting) -> None:
    group = PlaceKey("teams", "tenant-2", "19:group")
    met_in(meeting.writer, group, [person(group, "gil", ""), person(group, "hal", "")], "")
    assert meeting.place(group).locale == ""


def test_the_language_that_was_chosen_stands_and_its_cards_are_drawn_again(meeting: Meeting) -> None:
    meeting.opens_a_round()
    shown = T["posting"].update().values(shown=T["posting"].c.wanted, message="m1")
    meeting.run(lambda unit: unit.connection.execute(shown).rowcount)
    ana, slack = meeting.who(SLACK, "ana", SLACK).member_id, meeting.place(SLACK).place_id
    meeting.give(ChoosePlaceLanguage(**meeting.to, by=ana, place_id=slack, locale="es"))
    assert meeting.place(SLACK).locale == "es"
    (card,) = meeting.cards(SLACK)
    assert card.wanted == card.shown + 1
    met_in(meeting.writer, SLACK, [person(SLACK, "ana"), person(SLACK, "bo")], "")
    assert meeting.place(SLACK).locale == "es"
    meeting.give(ChoosePlaceLanguage(**meeting.to, by=ana, place_id=slack, locale=""))
    assert meeting.place(SLACK).locale == "en"


def test_what_fails_half_way_leaves_everything_as_it_was(meeting: Meeting) -> None:
    meeting.offers()
    meeting.opens_a_round()
    tables = (
        "place",
        "place_person",
        "member",
        "identity",
        "circle_seat",
        "posting",
        "journal",
        "code",
        "organisation",
    )
    before = {name: sorted(map(repr, meeting.all_of(name))) for name in tables}

    def dies(unit: Any) -> None:
        connect_place(unit, TEAMS, AccountKey("teams", "tenant-2", "cy"), DIGEST)
        unit.flush()
        raise RuntimeError("the process ends here")

    with pytest.raises(RuntimeError):
        meeting.writer.run(dies).result(20)
    assert {name: sorted(map(repr, meeting.all_of(name))) for name in tables} == before
    done(meeting.connects())
    assert len(meeting.circle.seats) == 5


def test_the_readings_of_its_people_go_on_at_once(meeting: Meeting, clock: TurnedClock) -> None:
    meeting.offers()
    meeting.connects()
    p = T["place"].c
    due = select(func.count()).where(p.conversation == TEAMS.conversation, p.read_again_at <= clock())
    assert meeting.read(lambda c: c.execute(due).scalar_one()) == 1


def test_nothing_of_a_place_is_left_behind_in_its_old_network(meeting: Meeting) -> None:
    """So that the network that stays behind may be taken away."""
    old = meeting.place(TEAMS).network_id
    meeting.offers()
    meeting.connects()
    for name in ("place", "place_person", "posting", "circle_seat"):
        assert all(row.network_id != old for row in meeting.all_of(name)), name


def test_a_circles_places_are_in_the_order_of_their_names_however_these_are_written(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    ana = meeting.who(SLACK, "ana", SLACK).member_id
    places = meeting.read(lambda c: meeting_places(c, meeting.network, meeting.circle_id, ana))
    assert [place.name for place in places] == ["early-years", "Primera infancia"]


def test_a_circles_places_say_what_is_spoken_and_who_meets_nowhere_else(meeting: Meeting) -> None:
    meeting.offers()
    meeting.connects()
    ana = meeting.who(SLACK, "ana", SLACK).member_id
    places = meeting.read(lambda c: meeting_places(c, meeting.network, meeting.circle_id, ana))
    said = {(each.name, each.platform, each.locale, each.chosen, each.only_here, each.why) for each in places}
    assert said == {("early-years", "slack", "en", "", 1, ""), ("Primera infancia", "teams", "es", "", 3, "")}


def test_of_two_places_that_enter_one_code_in_two_processes_one_is_connected(
    meeting: Meeting, clock: TurnedClock
) -> None:
    if meeting.database.on_sqlite:
        pytest.skip("an embedded database has one process")
    rooms = [PlaceKey("teams", f"tenant-{number}", "19:room") for number in range(4)]
    for room in rooms:
        met_in(meeting.writer, room, [person(room, "ivy")], room.tenant)
    meeting.offers()
    with Writer(meeting.database, clock, (on_recorded,)) as another:
        tickets = [
            writer.run(partial(connect_place, key=room, account=AccountKey(*room[:2], "ivy"), digest=DIGEST))
            for room, writer in zip(rooms, (meeting.writer, another) * 2, strict=True)
        ]
        outcomes = [ticket.result(30) for ticket in tickets]
    refused = [each.refusal.reason for each in outcomes if isinstance(each, Declined)]
    assert refused == [Reason.CODE_USED] * 3
    assert len(meeting.circle.places) == 2


# --- out of reach ------------------------------------------------------------------------------------------------


def due_at(meeting: Meeting, key: PlaceKey) -> datetime:
    p = T["place"].c
    found: datetime = meeting.read(
        lambda c: c.execute(select(p.read_again_at).where(p.conversation == key.conversation)).scalar_one()
    )
    return found


def test_where_something_did_not_arrive_rondo_looks_every_ten_minutes_whether_it_is_back(
    meeting: Meeting, clock: TurnedClock
) -> None:
    assert due_at(meeting, SLACK) > clock() + TRY_AGAIN_AFTER
    place = meeting.place(SLACK).place_id
    for _ in range(2):
        meeting.run(lambda unit: look_again(unit.connection, meeting.network, place, clock()))
    assert due_at(meeting, SLACK) == clock() + TRY_AGAIN_AFTER
    clock.turn(minutes=5)
    meeting.run(lambda unit: look_again(unit.connection, meeting.network, place, clock()))
    assert due_at(meeting, SLACK) == clock() + TRY_AGAIN_AFTER / 2, "it is not put off by the next failure"


def test_where_rondo_is_installed_again_the_places_are_read_at_once(
    meeting: Meeting, clock: TurnedClock
) -> None:
    meeting.run(partial(back_in, platform="slack", tenant="T1"))
    assert due_at(meeting, SLACK) == clock()
    assert due_at(meeting, TEAMS) > clock(), "it is of another workspace"


# --- one person, one voice ---------------------------------------------------------------------------------------


def test_whoever_has_added_the_account_already_stays_one_person(meeting: Meeting, clock: TurnedClock) -> None:
    """Ana is Cy: she has added her Teams account before her channel there was connected."""
    ana = meeting.who(SLACK, "ana", SLACK).member_id
    code = AskForAccountCode(network_id=meeting.network, by=ana, member=ana, digest="a" * 64)
    meeting.give(code)
    account = AccountKey("teams", "tenant-2", "cy")
    command = meeting.read(lambda c: account_command(c, account, "a" * 64))
    meeting.give(command)
    meeting.offers()
    done(meeting.connects())
    assert meeting.who(TEAMS, "cy", TEAMS).member_id == ana
    assert meeting.names() == {"Ana", "Bo", "Dana", "Eli"}
