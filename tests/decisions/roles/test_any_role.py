"""Whatever people do in a role, and whenever: what is promised of it holds."""

import os
import random
from datetime import timedelta
from typing import Any, Final

import pytest

from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.people.people import CircleSeat
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    RotationRule,
)
from decisions.roles.fairness.standing import TURN
from decisions.roles.role import Filling, How, Role
from decisions.roles.rota import Said
from decisions.rounds.settings import Settings
from tests.decisions.people import AGENCY, ANA, BO, CLINIC, CY, DI, EVA, FLO, GUS, PARENTS, PROVIDERS
from tests.decisions.roles.world import SCRIBE, RoleWorld

WALKS: Final = 5_000 if os.environ.get("RONDO_THOROUGH") else 80
CROWD: Final = (ANA, BO, CY, DI, EVA, FLO, GUS)
RHYTHMS: Final = (
    Rhythm(Every.WORKDAY),
    Rhythm(Every.WEEK),
    Rhythm(Every.WEEK, weekday=3, weeks=2),
    Rhythm(Every.MONTH_DAY, day=31),
    Rhythm(Every.DATE, days=30),
)
RULES: Final = (AtLeastFrom(PARENTS), OnePerOrganisation(), NotTwiceRunning(), HasServed(SCRIBE))
ZONES: Final = ("UTC", "America/New_York", "Pacific/Kiritimati")
NOTHING: Final[dict[str, Any]] = {}
HOURS: Final = (1, 5, 13, 24, 24, 60, 100, 200)
LONG: Final = (*HOURS, 500, 2_000)


class Watched(RoleWorld):
    """Holds every promise after every event."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.acting: MemberId | None = None
        """Who gives the command that is being decided."""
        self.offered: dict[RemarkId, e.OfferMade] = {}
        self.said_yes: set[tuple[MemberId, int]] = set()
        """To which turns."""

    def do(self, by: MemberId, kind: type[c.RoleCommand], /, **fields: Any) -> tuple[Event, ...]:
        self.acting = by
        try:
            return super().do(by, kind, **fields)
        finally:
            self.acting = None

    def _record(self, events: tuple[Event, ...]) -> None:
        for event in events:
            before = self.role
            super()._record((event,))
            self._heard(event, before)
            if isinstance(event, e.OfferMade):
                self.offered[event.id] = event
            if isinstance(event, e.OfferAnswered):
                assert self.offered[event.id].to == event.by == self.acting
            if isinstance(event, e.RoleTaken):
                self._is_theirs(event)
            if isinstance(event, e.MemberAsked):
                turn = self.rota.turn(event.turn)
                assert turn is not None
                assert self.now < turn.ends_at
                assert event.next_at > self.now
        self._holds()

    def _heard(self, event: Event, before: Role | None) -> None:
        match event:
            case e.TurnAccepted():
                assert event.by == self.acting
                self.said_yes.add((event.by, event.turn))
            case e.TurnExchanged():
                assert event.by == self.acting
                self.said_yes.add((event.by, event.turn))
                self.said_yes.discard((event.of, event.turn))
            case e.TurnDeclined():
                self.said_yes.discard((event.by, event.turn))
            case e.MemberUnasked() | e.MemberAsked():
                self.said_yes.discard((event.member, event.turn))
            case e.WentAway() | e.LearningBegun():
                self.said_yes -= {(event.by, turn) for turn in event.turns}
            case e.TurnBegan() if event.missed:
                self.said_yes = {one for one in self.said_yes if one[1] != event.turn}
            case e.RotaSet() | e.TurnsReckoned() if before is not None and before.rota is not None:
                coming = before.rota.coming
                if abs(event.begins_at - coming.begins_at) >= timedelta(days=7):
                    self.said_yes = {one for one in self.said_yes if one[1] != coming.number}
            case e.RoleChanged() if self.known.rota is None:
                self.said_yes = set()
            case e.HoldersUnited():
                self.said_yes |= {(event.member, turn) for by, turn in self.said_yes if by == event.other}

    def _is_theirs(self, event: e.RoleTaken) -> None:
        """They said yes themselves, a place was free, and the rules let them."""
        if event.how is How.TURN:
            assert (event.member, event.turn) in self.said_yes
        else:
            assert event.member == self.acting
        assert len(self.holders) <= self.known.places
        rota = self.known.rota
        if rota is not None and rota.present is not None and event.turn == rota.present.number:
            for rule in set(rota.rules) - rota.present.resting:
                assert kept(self, rule, rota.present.held_before), rule

    def _holds(self) -> None:
        role = self.role
        if role is None:
            return
        assert len(set(role.holders)) == len(role.holders)
        rota = role.rota
        if rota is None:
            return
        for turn in (rota.present, rota.coming):
            if turn is None:
                continue
            asked = [place.member for place in turn.asked]
            assert len(set(asked)) == len(asked)
            assert not set(asked) & {member for member, _ in turn.refused}
            assert {one.by for one in turn.exchanges} <= set(asked)
            assert turn.begins_at < turn.ends_at
        assert rota.present is None or rota.present.ends_at == rota.coming.begins_at
        for one in rota.standings:
            owed = one.lag + (one.turns + one.excused) * TURN
            assert one.even + sum(amount for _, amount in one.reasons) == owed
            assert -TURN < one.lag < TURN


def kept(world: RoleWorld, rule: RotationRule, before: tuple[MemberId, ...]) -> bool:
    seats = [seat for seat in world.circle.seats if seat.member in world.holders]
    match rule:
        case AtLeastFrom(group, many):
            others = [seat for seat in seats if seat.group != group]
            return len(others) <= world.known.places - many
        case OnePerOrganisation():
            return len({seat.organisation for seat in seats}) == len(seats)
        case NotTwiceRunning():
            return not set(before) & set(world.holders)
        case HasServed(role):
            return all(role in world.held.get(seat.member, ()) for seat in seats)


def _some_rules(draw: random.Random) -> tuple[RotationRule, ...]:
    return tuple(draw.sample(RULES, draw.randint(0, 2)))


def _fields(draw: random.Random, world: RoleWorld, kind: type[c.RoleCommand]) -> dict[str, Any]:
    role = world.known
    rota = role.rota
    number = rota.coming.number - draw.choice([0, 0, 0, 1, 1, 2]) if rota else 1
    day = world.now.date() + timedelta(days=draw.randint(-3, 30))
    match kind:
        case c.AcceptTurn | c.DeclineTurn:
            return {"turn": number}
        case c.GoAway:
            last = draw.choice([None, 0, 3, 20])
            return {"first": day, "last": None if last is None else day + timedelta(days=last)}
        case c.RestRule:
            return {"turn": number, "number": draw.randint(0, 1)}
        case c.AskToHold | c.HandOn | c.OfferSwap:
            return {"id": world.remark(), "who": draw.choice(CROWD)}
        case c.AnswerOffer | c.TakeBackOffer:
            id = draw.choice([offer.id for offer in role.offers] or [world.remark()])
            return {"id": id} if kind is c.TakeBackOffer else {"id": id, "accept": draw.choice((True, False))}
        case c.SetRota:
            rhythm = draw.choice(RHYTHMS)
            since = max(world.now.date(), day)
            return {"rhythm": rhythm, "since": since, "rules": _some_rules(draw)}
        case c.ChangeRole:
            return {
                "description": role.description,
                "places": draw.randint(1, 3),
                "filling": draw.choice([Filling.ROTATION] * 8 + [Filling.VOLUNTEER]),
                "months": draw.choice([None, 1]),
            }
        case _:
            return {}


SAID: Final = (
    *[c.AcceptTurn] * 6,
    *[c.DeclineTurn] * 2,
    *[c.OfferSwap] * 2,
    *[c.AnswerOffer] * 4,
    c.GoAway,
    c.ComeBack,
    c.LearnFirst,
    c.Volunteer,
    c.StepDown,
    c.HandOn,
    c.AskToHold,
    c.TakeBackOffer,
    c.RestRule,
    c.ChangeRole,
    c.SetRota,
)


def _said(draw: random.Random, world: Watched) -> None:
    kind = draw.choice(SAID)
    fields = _fields(draw, world, kind)
    by = draw.choice(CROWD)
    if draw.choice((True, False)):
        by = _whose_it_is(draw, world, kind, fields) or by
    try:
        world.do(by, kind, **fields)
    except Refusal:
        return
    if kind not in (c.AskToHold, c.HandOn, c.OfferSwap):
        assert world.do(by, kind, **fields) == ()


def _whose_it_is(
    draw: random.Random, world: Watched, kind: type[c.RoleCommand], fields: dict[str, Any]
) -> MemberId | None:
    """Somebody who may say it. Of a turn, one that they are asked for; to an offer, yes."""
    role = world.known
    if kind is c.AnswerOffer:
        fields["accept"] = True
        return next((offer.to for offer in role.offers if offer.id == fields["id"]), None)
    if kind is c.TakeBackOffer:
        return next((offer.by for offer in role.offers if offer.id == fields["id"]), None)
    if kind in (c.SetRota, c.ChangeRole, c.RestRule, c.AskToHold):
        return world.steerer
    if role.rota is None:
        return None
    turns = [role.rota.coming] if kind is not c.AcceptTurn else [role.rota.present, role.rota.coming]
    asked = [(turn, place) for turn in turns if turn for place in turn.asked]
    silent = [(turn, place) for turn, place in asked if place.said is Said.NOTHING]
    if not asked:
        return None
    turn, place = draw.choice(silent or asked)
    if "turn" in fields:
        fields["turn"] = turn.number
    return place.member


def _moved(draw: random.Random, world: Watched) -> None:
    member = draw.choice(CROWD)
    match draw.randint(0, 4):
        case 0 if world.circle.seat(member) is not None:
            world.leave(member)
        case 1:
            seat = CircleSeat(member, draw.choice([PARENTS, PROVIDERS]), draw.choice([CLINIC, AGENCY]))
            world.join(member, seat)
        case 2:
            world.held[member] = frozenset({SCRIBE})
        case 3:
            other = draw.choice(CROWD)
            if member != other and world.circle.seat(member) and world.circle.seat(other):
                world.unite(member, other)
        case _:
            world.do(member, c.ReckonTurns)


@pytest.mark.parametrize("seed", range(0, WALKS, 10))
def test_whatever_people_do_and_whenever(seed: int) -> None:
    for walk in range(seed, seed + 10):
        wander(random.Random(walk))


def wander(draw: random.Random) -> None:
    members = CROWD[: draw.choice([0, 1, 2, 3, 4, 6])]
    world = Watched(members, settings=Settings(zone=draw.choice(ZONES)))
    world.held = dict.fromkeys(members[:2], frozenset({SCRIBE}))
    world.make(places=draw.randint(1, 3))
    chosen = _some_rules(draw)
    if sum(isinstance(rule, AtLeastFrom) for rule in chosen) <= world.known.places:
        world.rotate(*chosen, rhythm=draw.choice(RHYTHMS))
    for _ in range(draw.randint(5, 40)):
        match draw.choice(["say", "say", "say", "wait", "wait", "wait", "stop", "move"]):
            case "say":
                _said(draw, world)
            case "wait":
                world.until(world.now + timedelta(hours=draw.choice(HOURS)))
            case "stop":
                world.stopped_until(world.now + timedelta(hours=draw.choice(LONG)))
            case "move":
                _moved(draw, world)
    again: Role | None = None
    for event in world.events:
        again = evolve(again, event)
    assert again == world.role
