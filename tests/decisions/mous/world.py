"""A memorandum between the clinic and the agency, its circle and a clock, moved on by commands and by time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from decisions.events import Event
from decisions.ids import ClauseId, MemberId, MouId, OrganisationId, RoundId
from decisions.mous import commands as c
from decisions.mous.case import MouCase
from decisions.mous.engine import decide
from decisions.mous.evolve import evolve
from decisions.mous.mou import Mou, Party, Version
from decisions.mous.terms import Clause, MouTerms
from decisions.mous.turning import next_due, settle
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Refusal
from decisions.rounds.settings import Settings
from tests.decisions.people import (
    AGENCY,
    ANA,
    BO,
    CIRCLE,
    CLINIC,
    CY,
    DISTRICT,
    EVERYONE,
    FLO,
    NETWORK,
    SEATS,
)

MOU: Final = MouId(UUID(int=8))
OTHER: Final = MouId(UUID(int=9))
NOW: Final = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday."""
NAMES: Final = {CLINIC: "Clinic", AGENCY: "Agency", DISTRICT: "District"}
PARTIES: Final = (Party(CLINIC, ANA), Party(AGENCY, FLO))
STARTS: Final = date(2026, 4, 1)
REVIEW: Final = date(2027, 3, 1)
ENDS: Final = date(2028, 3, 31)
BOOKS: Final = Clause(ClauseId(UUID(int=81)), CLINIC, "Gives a room", known_by="It is open")
DATA: Final = Clause(ClauseId(UUID(int=82)), AGENCY, "Sends the list", date(2026, 6, 1))
TERMS: Final = MouTerms(
    "A shared waiting list",
    "Families wait less",
    (BOOKS, DATA),
    shared="Names, with consent",
    text="We keep one list.",
    starts=STARTS,
    review_on=REVIEW,
    ends=ENDS,
)
MOST_TICKS: Final = 20


class MouWorld:
    """``BO`` facilitates, ``CY`` of the district coordinates; ``ANA`` signs for the clinic and ``FLO`` for the agency."""

    def __init__(self, *, now: datetime = NOW, zone: str = "UTC", settings: Settings | None = None) -> None:
        self.now = now
        self.mou: Mou | None = None
        self.older: Mou | None = None
        self.events: list[Event] = []
        seats = tuple(CircleSeat(one, SEATS[one].group, SEATS[one].organisation) for one in EVERYONE)
        self.circle = Circle(CIRCLE, NETWORK, "Hours", BO, settings or Settings(zone=zone), seats)
        self.of: dict[MemberId, frozenset[OrganisationId]] = {
            member: frozenset({seat.organisation}) for member, seat in SEATS.items()
        }
        self.called: dict[str, OrganisationId] = {}
        self._rounds = 0

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def known(self) -> Mou:
        assert self.mou is not None
        return self.mou

    @property
    def coming(self) -> Version:
        assert self.known.coming is not None
        return self.known.coming

    @property
    def in_force(self) -> Version:
        assert self.known.in_force is not None
        return self.known.in_force

    def of_kind(self, *kinds: type[Event]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kinds)]

    def case(self, by: MemberId) -> MouCase:
        return MouCase(
            self.mou,
            self.circle,
            steers=by in (BO, CY),
            coordinates=by == CY,
            organisations=NAMES,
            of=self.of,
            older=self.older,
            called=self.called,
        )

    # --- what people do -------------------------------------------------------------------------------------------

    def do(self, by: MemberId, kind: type[c.MouCommand], /, **fields: Any) -> tuple[Any, ...]:
        command = kind(network_id=NETWORK, by=by, mou_id=MOU, **fields)
        events = decide(self.case(by), command, self.now)
        self._record(events)
        return events

    def refused(self, by: MemberId, kind: type[c.MouCommand], /, **fields: Any) -> Refusal:
        before = self.mou
        try:
            self.do(by, kind, **fields)
        except Refusal as refusal:
            assert self.mou == before
            return refusal
        raise AssertionError(f"{kind.__name__} was not refused")

    def draft(self, by: MemberId = ANA, /, *, parties: Any = PARTIES, **changes: Any) -> "MouWorld":
        self.do(by, c.DraftMou, circle_id=CIRCLE, parties=parties, terms=replace(TERMS, **changes))
        return self

    def edit(self, by: MemberId = ANA, /, *, parties: Any = None, **changes: Any) -> tuple[Any, ...]:
        terms = replace(self.coming.terms, **changes)
        return self.do(by, c.EditMou, parties=parties, terms=terms)

    def propose(self, by: MemberId = ANA) -> "MouWorld":
        self._rounds += 1
        self.do(by, c.ProposeMou, round_id=RoundId(UUID(int=800 + self._rounds)))
        return self

    def end_round(self, *, agreed: bool = True, **fields: Any) -> tuple[Any, ...]:
        coming = self.coming
        usual = {"round_id": coming.round_id, "text": coming.wordings[-1].text}
        return self.do(BO, c.NoteRoundEnded, agreed=agreed, **{**usual, **fields})

    def agree(self) -> "MouWorld":
        self.propose().end_round()
        return self

    def sign(self, organisation: OrganisationId, by: MemberId) -> tuple[Any, ...]:
        return self.do(by, c.Sign, organisation=organisation, version=self.coming.number)

    def sign_all(self) -> "MouWorld":
        for party in self.known.parties:
            assert party.signatory is not None
            self.sign(party.organisation, party.signatory)
        return self

    def amend(self, by: MemberId = ANA, **changes: Any) -> "MouWorld":
        self.do(by, c.AmendMou, terms=replace(self.in_force.terms, **changes))
        return self

    def yes(
        self, organisation: OrganisationId, by: MemberId, review_on: date, ends: date | None
    ) -> tuple[Any, ...]:
        dates = {"review_on": review_on, "ends": ends}
        return self.do(by, c.RenewMou, organisation=organisation, version=self.in_force.number, **dates)

    # --- time -----------------------------------------------------------------------------------------------------

    def until(self, moment: datetime) -> "MouWorld":
        """Everything happens when it is due."""
        while (due := self.due()) is not None and due <= moment:
            self._at(max(due, self.now))
        self._at(moment)
        return self

    def stopped_until(self, moment: datetime) -> "MouWorld":
        """Nothing was running in between."""
        self._at(moment)
        return self

    def wait(self, **length: float) -> "MouWorld":
        return self.until(self.now + timedelta(**length))

    def due(self) -> datetime | None:
        return None if self.mou is None else next_due(self.mou)

    def _at(self, moment: datetime) -> None:
        self.now = moment
        for _ in range(MOST_TICKS):
            if self.mou is None or not (events := settle(self.mou, moment)):
                break
            self._record(events)
        else:
            raise AssertionError(f"it does not come to rest at {moment}")
        due = self.due()
        assert due is None or due > moment

    def _record(self, events: tuple[Event, ...]) -> None:
        for event in events:
            assert not self.events or event.at >= self.events[-1].at
            self.mou = evolve(self.mou, event)
            self.events.append(event)


def at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def an_agreed_mou(**changes: Any) -> MouWorld:
    return MouWorld().draft(**changes).agree()


def one_in_force(**changes: Any) -> MouWorld:
    """From the first of April on."""
    return an_agreed_mou(**changes).sign_all().until(at(2026, 4, 1))
