"""A memorandum between the hub and the clinic of the sample circle, moved on by commands, for one reader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from decisions.ids import ClauseId, MemberId, MouId, OrganisationId, RoundId
from decisions.mous import commands as c
from decisions.mous.case import MouCase, people_of
from decisions.mous.engine import decide
from decisions.mous.evolve import evolve
from decisions.mous.mou import Mou, MouStatus, Party
from decisions.mous.record import CircleMousRecord, Linkage, LinkagesRecord, MouRecord, as_seen_by, may_do
from decisions.mous.terms import Clause, MouTerms
from decisions.mous.turning import settle
from decisions.recurring.rhythm import Every, Rhythm
from tests.adapters.present import builders as b

MOU, OTHER = MouId(b.uid(701)), MouId(b.uid(702))
MOU_ROUND = RoundId(b.uid(703))
STARTS, REVIEW, ENDS = date(2026, 12, 1), date(2027, 11, 1), date(2028, 11, 30)
PARTIES: Final = (Party(b.HUB, b.ROSA), Party(b.CLINIC, b.TOMAS))
OF: Final[Mapping[MemberId, frozenset[OrganisationId]]] = {
    seat.member: frozenset({seat.organisation}) for seat in b.World().circle.seats
}


def terms(*, long: bool = False, **changes: Any) -> MouTerms:
    text = b.World(long).text
    clauses = (
        Clause(
            ClauseId(b.uid(711)),
            b.HUB,
            text("Gives a room", 300),
            Rhythm(Every.WEEK, weekday=2),
            text("It is open", 300),
        ),
        Clause(ClauseId(b.uid(712)), b.CLINIC, text("Sends the list", 300), date(2027, 2, 1)),
        *((Clause(ClauseId(b.uid(720 + n)), b.HUB, text("More", 300)) for n in range(38)) if long else ()),
    )
    usual = MouTerms(
        text("A shared waiting list", 80),
        text("Families wait less."),
        clauses,
        shared=text("Names, with consent."),
        text=text("We keep *one* list."),
        link="https://example.org/" + ("a" * 400 if long else "list"),
        starts=STARTS,
        review_on=REVIEW,
        ends=ENDS,
    )
    return replace(usual, **changes)


class Promised:
    """One memorandum, told what people do. ``LEE`` facilitates, and drafts it."""

    def __init__(self, *, long: bool = False, parties: tuple[Party, ...] = PARTIES, **changes: Any) -> None:
        self.long = long
        self.world = b.World(long)
        self.now = b.NOW
        self.mou: Mou | None = None
        self.does(b.LEE, c.DraftMou, circle_id=b.CIRCLE, parties=parties, terms=terms(long=long, **changes))

    @property
    def known(self) -> Mou:
        assert self.mou is not None
        return self.mou

    def case(self, by: MemberId) -> MouCase:
        names = {id: one.name for id, one in self.world.organisations.items()}
        circle = self.world.circle
        steers = circle.may_be_steered_by(by)
        return MouCase(self.mou, circle, steers=steers, coordinates=False, organisations=names, of=OF)

    def does(self, by: MemberId, kind: type[c.MouCommand], **fields: Any) -> "Promised":
        command = kind(network_id=b.NETWORK.id, by=by, mou_id=MOU, **fields)
        for event in decide(self.case(by), command, self.now):
            self.mou = evolve(self.mou, event)
        return self

    def proposed(self) -> "Promised":
        return self.does(b.LEE, c.ProposeMou, round_id=MOU_ROUND, told="The whole of it.")

    def agreed(self) -> "Promised":
        self.proposed()
        coming = self.known.coming
        assert coming is not None
        fields = {"round_id": MOU_ROUND, "agreed": True, "text": coming.wordings[-1].text}
        return self.does(b.LEE, c.NoteRoundEnded, **fields)

    def signs(self, by: MemberId, organisation: OrganisationId) -> "Promised":
        version = self.known.to_sign
        assert version is not None
        return self.does(by, c.Sign, organisation=organisation, version=version.number)

    def signed(self) -> "Promised":
        return self.agreed().signs(b.ROSA, b.HUB).signs(b.TOMAS, b.CLINIC)

    def in_force(self) -> "Promised":
        return self.signed().later(30)

    def later(self, days: int) -> "Promised":
        self.now += timedelta(days=days)
        while self.mou is not None and (due := settle(self.mou, self.now)):
            for event in due:
                self.mou = evolve(self.mou, event)
        return self

    def under_review(self) -> "Promised":
        return self.in_force().does(b.TOMAS, c.StartReview, words=self.world.text("The list is long."))

    def ended(self) -> "Promised":
        today = self.in_force().now.date()
        self.does(b.ROSA, c.EndMou, words=self.world.text("We merged."), on=today)
        return self.does(b.TOMAS, c.EndMou, words="", on=today)

    def for_reader(self, reader: MemberId, **changes: Any) -> MouRecord:
        case = self.case(reader)
        seen = as_seen_by(case, reader)
        assert seen is not None
        record = MouRecord(
            reader=self.world.members[reader],
            circle=self.world.circle,
            mou=seen,
            members=self.world.members,
            organisations=self.world.organisations,
            people=people_of(seen, self.world.circle),
            signs_for=tuple(p.organisation for p in seen.parties if p.signatory == reader),
            may=may_do(case, reader, None),
        )
        return replace(record, **changes)


def in_a_circle(
    *ones: Mou, reader: MemberId, ended: tuple[Mou, ...] = (), long: bool = False
) -> CircleMousRecord:
    world = b.World(long)
    return CircleMousRecord(
        reader=world.members[reader],
        circle=world.circle,
        mous=ones,
        ended=ended,
        members=world.members,
        organisations=world.organisations,
        may_draft=True,
    )


def linked(many: int = 2, *, long: bool = False) -> LinkagesRecord:
    """The hub with the clinic by all of them; with the school too by the second and every one after."""
    world = b.World(long)
    found = tuple(
        Linkage(
            MouId(b.uid(750 + number)),
            number + 1,
            world.text(f"A shared list {number + 1}", 80),
            MouStatus.IN_FORCE,
            (b.HUB, b.CLINIC, b.SCHOOL) if number else (b.HUB, b.CLINIC),
            REVIEW,
            None,
            readable=number == 0,
        )
        for number in range(many)
    )
    return LinkagesRecord(world.members[b.ROSA], world.organisations, found)
