"""Meeting people: who is in a place is in its circle, and who leaves it leaves the circle, as it should be."""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, text

from decisions.ids import CircleId, InvitationId, MemberId, RoundId
from decisions.people.commands import (
    AskForLink,
    ChooseLanguage,
    InviteMember,
    JoinByInvitation,
    MakeCircle,
    MakeLink,
    RevokeLinks,
    SeatMember,
)
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason
from decisions.rounds.commands import OpenRound, WriteDraft
from decisions.rounds.notices import NoticeKind
from decisions.rounds.settings import Form, Settings
from storage.circle_rows import load_circle
from storage.database import Database
from storage.deliveries import on_recorded
from storage.keys import AccountKey, PlaceKey, link_account
from storage.outbox import OUTBOX
from storage.people import Beginning, Met, PersonSeen, meet
from storage.reading.home import only_one_waiting, open_to_newcomers
from storage.reading.people import find_invitation, find_link, find_place, networks_beside, recognise
from storage.tables import METADATA
from storage.writer import Declined, Done, Writer
from tests.support.builders import (
    A_TUESDAY,
    Community,
    TurnedClock,
    a_community,
    a_text,
    an_answer,
    an_open_round,
    done,
    new_id,
)

WORKSPACE = ("slack", "T1")
CHANNEL = PlaceKey("slack", "T1", "C1")
DIRECT = PlaceKey("slack", "T1", "D1")
OTHER_CHANNEL = PlaceKey("slack", "T1", "C2")


def people(*users: str, name: str = "") -> list[PersonSeen]:
    return [PersonSeen(AccountKey("slack", "T1", u), name or u.title(), "en", "Europe/Berlin") for u in users]


def met_in(writer: Writer, place: PlaceKey | None, *users: str, complete: bool = True) -> Met:
    beginning = Beginning("Early Years", groups=("parent partners", "providers"))
    outcome = writer.run(
        lambda unit: meet(
            unit,
            WORKSPACE,
            people(*users),
            beginning=beginning,
            place=place,
            place_name="general",
            complete=complete,
        )
    )
    met: Met = done(outcome.result(10)).state
    return met


def a_circle_in(writer: Writer, database: Database, met: Met, place: PlaceKey) -> CircleId:
    found = database.read_now(lambda c: find_place(c, place))
    assert found is not None
    groups = METADATA.tables["stakeholder_group"].c
    organisations = METADATA.tables["organisation"].c
    group = database.read_now(
        lambda c: c.execute(select(groups.id).order_by(groups.position)).scalars().first()
    )
    organisation = database.read_now(lambda c: c.execute(select(organisations.id)).scalars().first())
    assert group is not None
    assert organisation is not None
    members = list(met.members.values())
    made = MakeCircle(
        network_id=met.network_id,
        by=members[0],
        circle_id=new_id(),
        name="general",
        place_id=found.place_id,
        facilitator=members[0],
        settings=Settings(),
        seats=tuple(CircleSeat(member, group, organisation) for member in members),
    )
    done(writer.submit(made, "").result(10))
    return made.circle_id


def circle(database: Database, met: Met, circle_id: CircleId) -> Circle:
    found = database.read_now(lambda c: load_circle(c, met.network_id, circle_id))
    assert found is not None
    return found


def test_a_new_workspace_gets_a_network_with_an_organisation_and_groups(
    database: Database, writer: Writer
) -> None:
    met = met_in(writer, None, "ana", "bo")
    account = AccountKey("slack", "T1", "ana")
    recognised = database.read_now(lambda c: recognise(c, account))
    assert recognised is not None
    assert recognised.network_id == met.network_id
    assert (recognised.name, recognised.time_zone) == ("Ana", "Europe/Berlin")
    names = database.read_now(lambda c: list(c.execute(text("SELECT name FROM organisation")).scalars()))
    assert names == ["Early Years"]
    assert met_in(writer, CHANNEL, "cy").network_id == met.network_id


def test_meeting_somebody_again_changes_nothing_and_news_are_journalled(
    database: Database, writer: Writer
) -> None:
    first = met_in(writer, None, "ana")
    met_in(writer, None, "ana")
    journal = METADATA.tables["journal"]
    assert database.read_now(lambda c: len(c.execute(select(journal)).all())) == 1
    account = AccountKey("slack", "T1", "ana")
    news = PersonSeen(account, "Ana Maria", "es")
    beginning = Beginning("Early Years")
    again = done(writer.run(lambda unit: meet(unit, WORKSPACE, [news], beginning=beginning)).result(5)).state
    assert again.members == first.members
    recognised = database.read_now(lambda c: recognise(c, account))
    assert recognised is not None
    assert (recognised.name, recognised.locale, recognised.time_zone) == ("Ana Maria", "es", "Europe/Berlin")
    assert database.read_now(lambda c: len(c.execute(select(journal)).all())) == 2


def test_who_joins_a_circles_place_sits_in_the_circle(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo")
    made = a_circle_in(writer, database, met, CHANNEL)
    later = met_in(writer, CHANNEL, "ana", "bo", "cy")
    assert len(later.seated) == 1
    assert len(circle(database, met, made).seats) == 3
    assert circle(database, met, made).seats[-1].member == later.seated[0]


def test_who_leaves_the_last_place_leaves_the_circle_and_its_rounds(
    database: Database, writer: Writer
) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo", "cy", "di")
    made = a_circle_in(writer, database, met, CHANNEL)
    ana, bo, cy, _ = met.members.values()
    draft = WriteDraft(
        network_id=met.network_id, by=bo, round_id=RoundId(new_id()), circle_id=made, text=a_text()
    )
    round = done(writer.submit(draft, "").result(5)).state
    opening = OpenRound(
        network_id=met.network_id,
        by=bo,
        round_id=round.id,
        settings=Settings(),
        form=Form.SHORT,
        facilitator=ana,
    )
    round = done(writer.submit(opening, "").result(5)).state
    left = met_in(writer, CHANNEL, "ana", "bo", "di")
    assert left.left == (cy,)
    assert circle(database, met, made).seat(cy) is None
    outcome = writer.submit(an_answer(round, cy), "").result(5)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.NOT_IN_CIRCLE
    seats = METADATA.tables["seat"].c
    gone = select(seats.member_id).where(seats.left.is_(True))
    assert database.read_now(lambda c: list(c.execute(gone).scalars())) == [cy]


def test_who_sits_there_by_another_way_or_in_another_place_stays(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo", "cy")
    made = a_circle_in(writer, database, met, CHANNEL)
    met_in(writer, OTHER_CHANNEL, "bo")
    ana, bo, cy = met.members.values()
    other = METADATA.tables["place"]
    link = other.update().where(other.c.conversation == "C2").values(circle_id=made)
    done(writer.run(lambda unit: unit.connection.execute(link)).result(5))
    assert met_in(writer, CHANNEL, "ana").left == (cy,)
    seat = circle(database, met, made).seats[0]
    by_hand = SeatMember(
        network_id=met.network_id,
        by=ana,
        circle_id=made,
        seat=CircleSeat(cy, seat.group, seat.organisation),
    )
    done(writer.submit(by_hand, "").result(5))
    met_in(writer, CHANNEL, "ana", "cy", complete=False)
    assert met_in(writer, CHANNEL, "ana").left == ()
    assert {seat.member for seat in circle(database, met, made).seats} == {ana, bo, cy}


def test_a_place_that_is_read_as_empty_loses_nobody(database: Database, writer: Writer) -> None:
    """Readings go on by themselves each day: one that went wrong must not end a circle."""
    met = met_in(writer, CHANNEL, "ana", "bo")
    made = a_circle_in(writer, database, met, CHANNEL)
    assert met_in(writer, CHANNEL).left == ()
    assert {seat.member for seat in circle(database, met, made).seats} == set(met.members.values())


def test_the_place_decides_the_network_of_an_account_in_two(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana")
    a_circle_in(writer, database, met, CHANNEL)
    other = a_community(writer)
    account = AccountKey("slack", "T1", "ana")

    def also_there(unit) -> None:  # type: ignore[no-untyped-def]
        values = {"network_id": other.network_id, "member_id": other.members[0], "made_at": unit.now}
        unit.connection.execute(
            METADATA.tables["identity"]
            .insert()
            .values(**values, **dict(zip(("platform", "tenant", "user_id"), account, strict=True)))
        )
        unit.connection.execute(
            METADATA.tables["place"]
            .insert()
            .values(
                network_id=other.network_id,
                id=new_id(),
                platform="slack",
                tenant="T1",
                conversation="C9",
                name="",
                private=False,
            )
        )

    done(writer.run(also_there).result(5))
    theirs = PlaceKey("slack", "T1", "C9")
    here = database.read_now(lambda c: recognise(c, account, CHANNEL))
    there = database.read_now(lambda c: recognise(c, account, theirs))
    alone = database.read_now(lambda c: recognise(c, account))
    assert here is not None
    assert there is not None
    assert alone is not None
    assert (here.network_id, there.network_id) == (met.network_id, other.network_id)
    assert alone.network_id == met.network_id

    for about in (other.circle_id, other.network_id):
        pressed = database.read_now(partial(recognise, account=account, place=DIRECT, about=about))
        assert pressed is not None
        assert pressed.network_id == other.network_id, "what it is about decides, where the place does not"
    misled = database.read_now(lambda c: recognise(c, account, CHANNEL, other.circle_id))
    assert misled is not None
    assert misled.network_id == met.network_id, "the place decides first"
    lost = database.read_now(lambda c: recognise(c, account, None, new_id()))
    assert lost is not None
    assert lost.network_id == met.network_id
    beside = database.read_now(lambda c: networks_beside(c, alone.network_id, alone.member_id))
    assert [each.id for each in beside] == [other.network_id]


def test_an_invitation_makes_one_member_with_a_link_of_their_own(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    invited = InviteMember(
        network_id=community.network_id,
        by=community.facilitator,
        circle_id=community.circle_id,
        id=InvitationId(new_id()),
        digest="d" * 64,
        group=community.groups[0],
        expires_at=clock.at + timedelta(days=7),
    )
    done(writer.submit(invited, "").result(5))
    seen = database.read_now(lambda c: find_invitation(c, "d" * 64))
    assert seen is not None
    assert (seen.circle, seen.group, seen.inviter, seen.used) == (
        "Circle",
        "parent partners",
        "Member 0",
        False,
    )

    def join(member: MemberId, link: str) -> JoinByInvitation:
        return JoinByInvitation(
            network_id=community.network_id,
            by=member,
            circle_id=community.circle_id,
            invitation_digest="d" * 64,
            link_digest=link,
            name="Lupe",
            locale="es",
            time_zone="UTC",
        )

    lupe = MemberId(new_id())
    joined = done(writer.submit(join(lupe, "a" * 64), "first").result(5))
    assert joined.state.seat(lupe).group == community.groups[0]
    recognised = database.read_now(lambda c: recognise(c, link_account("a" * 64)))
    assert recognised is not None
    assert (recognised.member_id, recognised.locale) == (lupe, "es")
    second = writer.submit(join(MemberId(new_id()), "b" * 64), "second").result(5)
    assert isinstance(second, Declined)
    assert second.refusal.reason is Reason.LINK_USED
    assert database.read_now(lambda c: recognise(c, link_account("b" * 64))) is None


@pytest.mark.parametrize("by_facilitator", [True, False])
def test_links_can_be_made_and_revoked(database: Database, writer: Writer, by_facilitator: bool) -> None:
    community = a_community(writer)
    ana = community.members[2]
    network = community.network_id
    done(writer.submit(MakeLink(network_id=network, by=ana, member=ana, digest="c" * 64), "").result(5))
    assert database.read_now(lambda c: recognise(c, link_account("c" * 64))) is not None
    by = community.facilitator if by_facilitator else ana
    done(writer.submit(RevokeLinks(network_id=network, by=by, member=ana), "").result(5))
    assert database.read_now(lambda c: recognise(c, link_account("c" * 64))) is None
    gone = database.read_now(lambda c: find_link(c, "c" * 64))
    assert gone is not None
    assert (gone.member_id, gone.revoked) == (ana, True)


def test_a_link_opens_on_what_can_be_done_now(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    network, member = community.network_id, community.members[3]

    def newcomers() -> object:
        return database.read_now(lambda c: open_to_newcomers(c, network, community.circle_id))

    def waiting() -> object:
        return database.read_now(lambda c: only_one_waiting(c, network, member, A_TUESDAY))

    assert (newcomers(), waiting()) == (None, None)
    asking = an_open_round(writer, community)
    assert (newcomers(), waiting()) == (None, asking.id)
    exploring = an_open_round(writer, community, Form.FULL)
    assert (newcomers(), waiting()) == (exploring.id, None)


@dataclass
class ByLink:
    """A community and one of its members, who came by a link."""

    community: Community
    database: Database
    writer: Writer
    member: MemberId = field(default_factory=lambda: MemberId(new_id()))

    def invites(self, digest: str, member: MemberId | None = None) -> Done | Declined:
        invited = InviteMember(
            network_id=self.community.network_id,
            by=self.community.facilitator,
            circle_id=self.community.circle_id,
            id=InvitationId(new_id()),
            digest=digest,
            group=self.community.groups[0],
            expires_at=A_TUESDAY + timedelta(days=30),
            member=member,
        )
        return self.writer.submit(invited, "").result(5)

    def joins(self, digest: str, link: str, *, email: str = "") -> Done | Declined:
        joining = JoinByInvitation(
            network_id=self.community.network_id,
            by=self.member,
            circle_id=self.community.circle_id,
            invitation_digest=digest,
            link_digest=link,
            name="Lupe",
            locale="es",
            time_zone="UTC",
            email=email,
        )
        return self.writer.submit(joining, "").result(5)

    def wishes(self, member: MemberId | None = None, *, by_email: bool = False) -> Done:
        member = member or self.member
        wish = AskForLink(network_id=self.community.network_id, by=member, member=member, by_email=by_email)
        return done(self.writer.submit(wish, "").result(5))

    def opens(self, link: str) -> MemberId | None:
        found = self.database.read_now(lambda c: recognise(c, link_account(link)))
        return found.member_id if found else None

    def journal(self) -> list[str]:
        entries = METADATA.tables["journal"].c.entry
        query = select(entries).order_by(METADATA.tables["journal"].c.seq)
        return [
            json.loads(each)["event"]
            for each in self.database.read_now(lambda c: c.execute(query).scalars().all())
        ]


def by_link(database: Database, writer: Writer, *, email: str = "") -> ByLink:
    lupe = ByLink(a_community(writer), database, writer)
    done(lupe.invites("i" * 64))
    done(lupe.joins("i" * 64, "a" * 64, email=email))
    return lupe


def test_nobody_makes_a_link_for_a_member_who_has_not_asked_for_one(
    database: Database, writer: Writer
) -> None:
    lupe = by_link(database, writer)
    refused = lupe.invites("n" * 64, lupe.member)
    assert isinstance(refused, Declined)
    assert refused.refusal.reason is Reason.NO_LINK_WISHED
    lupe.wishes()
    done(lupe.invites("n" * 64, lupe.member))


def test_a_new_link_replaces_the_older_ones_and_the_journal_says_so(
    database: Database, writer: Writer
) -> None:
    lupe = by_link(database, writer)
    lupe.wishes()
    done(lupe.invites("n" * 64, lupe.member))
    done(lupe.invites("m" * 64, lupe.member))
    assert lupe.opens("a" * 64) == lupe.member
    done(lupe.joins("n" * 64, "b" * 64))
    assert (lupe.opens("a" * 64), lupe.opens("b" * 64)) == (None, lupe.member)
    assert "LinksRevoked" in lupe.journal()
    again = lupe.joins("m" * 64, "c" * 64)
    assert isinstance(again, Declined)
    assert again.refusal.reason is Reason.NO_LINK_WISHED
    assert lupe.opens("b" * 64) == lupe.member


def test_somebody_with_an_account_needs_no_link_of_others_making(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo")
    made = a_circle_in(writer, database, met, CHANNEL)
    ana, bo = met.members.values()
    wish = AskForLink(network_id=met.network_id, by=bo, member=bo)
    assert done(writer.submit(wish, "").result(5)).events == ()
    invited = InviteMember(
        network_id=met.network_id,
        by=ana,
        circle_id=made,
        id=InvitationId(new_id()),
        digest="n" * 64,
        group=circle(database, met, made).seats[0].group,
        expires_at=A_TUESDAY + timedelta(days=30),
        member=bo,
    )
    refused = writer.submit(invited, "").result(5)
    assert isinstance(refused, Declined)
    assert refused.refusal.reason is Reason.NO_LINK_WISHED


def test_a_new_link_goes_to_the_address_of_whoever_has_one(database: Database) -> None:
    with Writer(database, lambda: A_TUESDAY, (on_recorded,)) as writer:
        lupe = by_link(database, writer, email="lupe@rondo.test")
        for _ in range(2):
            lupe.wishes(by_email=True)
        refused = lupe.invites("n" * 64, lupe.member)
    assert isinstance(refused, Declined)
    rows = database.read_now(lambda c: c.execute(select(OUTBOX.c.kind, OUTBOX.c.member_id)).all())
    assert [tuple(row) for row in rows] == [(NoticeKind.NEW_LINK, lupe.member)]


def test_without_an_address_a_wish_waits_for_whoever_facilitates(database: Database, writer: Writer) -> None:
    lupe = by_link(database, writer)
    assert lupe.wishes(by_email=True).events == ("LinkWished",)
    assert lupe.wishes(by_email=True).events == ()
    done(lupe.invites("n" * 64, lupe.member))


def closed(writer: Writer, *users: str) -> None:
    gone = [PersonSeen(AccountKey("slack", "T1", user), "", active=False) for user in users]
    beginning = Beginning("Early Years")
    done(writer.run(lambda unit: meet(unit, WORKSPACE, gone, beginning=beginning)).result(5))


def test_whose_account_is_closed_is_asked_nothing_more(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo", "cy")
    made = a_circle_in(writer, database, met, CHANNEL)
    account = AccountKey("slack", "T1", "ana")
    closed(writer, "ana", "nobody")
    assert met.members[account] not in [seat.member for seat in circle(database, met, made).seats]
    assert circle(database, met, made).facilitator is None
    assert database.read_now(lambda c: recognise(c, account)) is None
    closed(writer, "ana")
    assert len(circle(database, met, made).seats) == 2


def test_who_comes_back_is_the_same_member_and_sits_there_again(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo", "cy")
    made = a_circle_in(writer, database, met, CHANNEL)
    account = AccountKey("slack", "T1", "bo")
    closed(writer, "bo")
    assert met_in(writer, CHANNEL, "ana", "bo", "cy").members[account] == met.members[account]
    back = database.read_now(lambda c: recognise(c, account))
    assert back is not None
    assert circle(database, met, made).seat(back.member_id) is not None


def test_who_has_another_account_stays(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo")
    made = a_circle_in(writer, database, met, CHANNEL)
    bo = met.members[AccountKey("slack", "T1", "bo")]
    other = {"network_id": met.network_id, "platform": "teams", "tenant": "t", "user_id": "bo"}
    identity = METADATA.tables["identity"]
    row = identity.insert().values(**other, member_id=bo, made_at=A_TUESDAY)
    writer.run(lambda unit: unit.connection.execute(row)).result(5)
    closed(writer, "bo")
    assert circle(database, met, made).seat(bo) is not None
    assert database.read_now(lambda c: recognise(c, AccountKey("slack", "T1", "bo"))) is None
    assert database.read_now(lambda c: recognise(c, AccountKey("teams", "t", "bo"))) is not None


def test_who_brings_rondo_is_the_first_coordinator_and_the_only_one(
    database: Database, writer: Writer
) -> None:
    beginning = Beginning("Early Years")
    for seen in people("ana", "bo", "bo"):
        brings = (replace(seen, brings_rondo=True),)
        meeting = partial(meet, workspace=WORKSPACE, people=brings, beginning=beginning)
        done(writer.run(meeting).result(5))
    member = METADATA.tables["member"].c
    query = select(member.name, member.is_coordinator).order_by(member.name)
    assert [tuple(row) for row in database.read_now(lambda c: c.execute(query).all())] == [
        ("Ana", True),
        ("Bo", False),
    ]


def test_a_place_becomes_a_circles_only_once(database: Database, writer: Writer) -> None:
    met = met_in(writer, CHANNEL, "ana", "bo")
    a_circle_in(writer, database, met, CHANNEL)
    with pytest.raises(AssertionError, match="nothing_changed"):
        a_circle_in(writer, database, met, CHANNEL)


def test_the_language_that_somebody_has_chosen_is_not_taken_back_by_their_platform(
    database: Database, writer: Writer
) -> None:
    met = met_in(writer, None, "ana", "bo")
    account = AccountKey("slack", "T1", "ana")
    ana = met.members[account]
    choice = ChooseLanguage(network_id=met.network_id, by=ana, member=ana, locale="es")
    done(writer.submit(choice, "").result(10))
    turned = writer.run(
        lambda unit: meet(
            unit,
            WORKSPACE,
            [PersonSeen(account, "Ana B", "en", "Europe/Berlin"), *people("bo")],
            beginning=Beginning("x"),
        )
    )
    done(turned.result(10))
    found = database.read_now(lambda c: recognise(c, account, None))
    assert found is not None
    assert (found.name, found.locale, found.locale_chosen) == ("Ana B", "es", True)
    again = done(writer.submit(choice, "").result(10))
    assert again.repeat, "so it was already"
