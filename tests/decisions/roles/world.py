"""A role, its circle and a clock, moved on by commands and by time: every command and every tick holds what must always hold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from decisions.events import Event
from decisions.ids import MemberId, RemarkId, RoleId
from decisions.people.people import Circle, CircleSeat
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.role import Description, Filling, Role, RoleKind
from decisions.roles.rota import Rota, Turn
from decisions.roles.turning import next_due, settle
from decisions.rounds.settings import Settings
from decisions.workdays import local_day
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, NETWORK, SEATS

ROLE: Final = RoleId(UUID(int=5))
SCRIBE: Final = RoleId(UUID(int=6))
"""Another role."""
NOW: Final = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday."""
MONDAYS: Final = Rhythm(Every.WEEK)
FOUR: Final = (ANA, BO, CY, DI)
MOST_TICKS: Final = 60
"""Between two moments that the clock stands still at, far fewer things happen."""


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


class RoleWorld:
    """``steerer`` facilitates the circle."""

    def __init__(
        self,
        members: Iterable[MemberId] = FOUR,
        *,
        now: datetime = NOW,
        settings: Settings | None = None,
        steerer: MemberId = BO,
    ) -> None:
        self.now = now
        self.steerer = steerer
        self.role: Role | None = None
        self.events: list[Event] = []
        self.held: dict[MemberId, frozenset[RoleId]] = {}
        self.load: Mapping[MemberId, int] = {}
        self.circle = Circle(
            CIRCLE, NETWORK, "Hours", steerer, settings or Settings(), tuple(map(_seat, members))
        )
        self._remarks = 0

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def known(self) -> Role:
        assert self.role is not None
        return self.role

    @property
    def rota(self) -> Rota:
        assert self.known.rota is not None
        return self.known.rota

    @property
    def coming(self) -> Turn:
        return self.rota.coming

    @property
    def present(self) -> Turn:
        assert self.rota.present is not None
        return self.rota.present

    @property
    def holders(self) -> tuple[MemberId, ...]:
        return self.known.holders

    @property
    def asked(self) -> tuple[MemberId, ...]:
        """For the coming turn."""
        return tuple(place.member for place in self.coming.asked)

    def of(self, *kinds: type[Event]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kinds)]

    def case(self, by: MemberId | None = None) -> RoleCase:
        own = {event.term for event in self.of(e.RoleTaken) if event.member == by}
        return RoleCase(
            self.role,
            self.circle,
            steers=by is not None and by == self.steerer,
            held=self.held,
            load=self.load,
            own_terms=frozenset(own),
        )

    # --- what people do -------------------------------------------------------------------------------------------

    def do(self, by: MemberId, kind: type[c.RoleCommand], /, **fields: Any) -> tuple[Event, ...]:
        command = kind(network_id=NETWORK, by=by, role_id=ROLE, **fields)
        events = decide(self.case(by), command, self.now)
        self._record(events)
        return events

    def refused(self, by: MemberId, kind: type[c.RoleCommand], /, **fields: Any) -> Refusal:
        before = self.role
        try:
            self.do(by, kind, **fields)
        except Refusal as refusal:
            assert self.role == before
            return refusal
        raise AssertionError(f"{kind.__name__} was not refused")

    def make(self, **fields: Any) -> "RoleWorld":
        usual: dict[str, Any] = {
            "circle_id": CIRCLE,
            "kind": RoleKind.HOST,
            "description": Description("Host", "So that everybody feels at home."),
            "places": 1,
            "filling": Filling.ROTATION,
        }
        self.do(self.steerer, c.MakeRole, **{**usual, **fields})
        return self

    def rotate(
        self, *rules: RotationRule, rhythm: Rhythm = MONDAYS, since: date | None = None
    ) -> "RoleWorld":
        since = local_day(self.now, self.circle.settings.zone) if since is None else since
        self.do(self.steerer, c.SetRota, rhythm=rhythm, since=since, rules=rules)
        return self

    def change(self, **fields: Any) -> tuple[Event, ...]:
        role = self.known
        usual: dict[str, Any] = {
            "description": role.description,
            "places": role.places,
            "filling": role.filling,
            "months": role.months,
        }
        return self.do(self.steerer, c.ChangeRole, **{**usual, **fields})

    def accept(self, *members: MemberId) -> "RoleWorld":
        """The coming turn; without names, everybody who is asked."""
        for member in members or self.asked:
            self.do(member, c.AcceptTurn, turn=self.coming.number)
        return self

    def decline(self, *members: MemberId) -> "RoleWorld":
        for member in members:
            self.do(member, c.DeclineTurn, turn=self.coming.number)
        return self

    def offer(self, by: MemberId, kind: type[c.RoleCommand], who: MemberId) -> RemarkId:
        id = self.remark()
        self.do(by, kind, id=id, who=who)
        return id

    def agree(self, by: MemberId, kind: type[c.RoleCommand], who: MemberId) -> None:
        """It is offered, and said yes to."""
        self.do(who, c.AnswerOffer, id=self.offer(by, kind, who), accept=True)

    def remark(self) -> RemarkId:
        self._remarks += 1
        return RemarkId(UUID(int=1_000 + self._remarks))

    # --- who comes and goes ---------------------------------------------------------------------------------------

    def leave(self, member: MemberId) -> None:
        seats = tuple(seat for seat in self.circle.seats if seat.member != member)
        self.circle = replace(self.circle, seats=seats)
        self.do(member, c.NoteHolderLeft)

    def join(self, member: MemberId, seat: CircleSeat | None = None) -> None:
        """Or sit there in another capacity."""
        others = tuple(one for one in self.circle.seats if one.member != member)
        self.circle = replace(self.circle, seats=(*others, seat or _seat(member)))
        if self.role is not None:
            self.do(member, c.ReckonTurns)

    def unite(self, member: MemberId, other: MemberId) -> None:
        seats = tuple(seat for seat in self.circle.seats if seat.member != other)
        self.circle = replace(self.circle, seats=seats)
        self.do(member, c.UniteHolders, other=other)

    # --- time -----------------------------------------------------------------------------------------------------

    def until(self, moment: datetime) -> "RoleWorld":
        """Everything happens when it is due."""
        while (due := self._due()) is not None and due <= moment:
            self._at(max(due, self.now))
        self._at(moment)
        return self

    def wait(self, **length: float) -> "RoleWorld":
        return self.until(self.now + timedelta(**length))

    def stopped_until(self, moment: datetime) -> "RoleWorld":
        """Nothing was running in between."""
        self._at(moment)
        return self

    def until_asked(self) -> "RoleWorld":
        """For the coming turn."""
        while not self.coming.planned:
            due = self._due()
            assert due is not None
            self._at(max(due, self.now))
        return self

    def until_begun(self) -> "RoleWorld":
        number = self.coming.number
        while self.coming.number == number:
            due = self._due()
            assert due is not None
            self._at(max(due, self.now))
        return self

    def turn(self) -> "RoleWorld":
        """Everybody who is asked says yes, and it begins."""
        return self.until_asked().accept().until_begun()

    def _due(self) -> datetime | None:
        return None if self.role is None else next_due(self.role)

    def _at(self, moment: datetime) -> None:
        self.now = moment
        for _ in range(MOST_TICKS):
            if self.role is None or not (events := settle(self.case(), self.role, moment)):
                break
            self._record(events)
        else:
            raise AssertionError(f"it does not come to rest at {moment}")
        due = self._due()
        assert due is None or due > moment

    def _record(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.role = evolve(self.role, event)
            self.events.append(event)


def _seat(member: MemberId) -> CircleSeat:
    seat = SEATS[member]
    return CircleSeat(member, seat.group, seat.organisation)


def a_rota(*rules: RotationRule, members: Iterable[MemberId] = FOUR, **fields: Any) -> RoleWorld:
    """Of hosts, every Monday at nine."""
    return RoleWorld(members).make(**fields).rotate(*rules)
