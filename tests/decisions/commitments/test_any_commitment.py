"""Whatever people do about a commitment, and whenever: what is promised of it holds."""

import os
import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.commitment import Commitment, Promise, Standing
from decisions.commitments.engine import decide, next_due, settle
from decisions.commitments.evolve import evolve, evolved
from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Refusal
from decisions.rounds.settings import Settings
from tests.decisions.commitments.world import COMMITMENT, NOW, OTHER, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, EVA, FLO, NETWORK

WALKS: Final = 5_000 if os.environ.get("RONDO_THOROUGH") else 200
CROWD: Final = (ANA, BO, CY, DI, EVA, FLO)
RHYTHMS: Final = (
    None,
    None,
    None,
    Rhythm(Every.WORKDAY),
    Rhythm(Every.WEEK, weekday=4, weeks=2),
    Rhythm(Every.MONTH_DAY, day=31),
)
ZONES: Final = ("UTC", "America/New_York", "Pacific/Kiritimati")
HOURS: Final = (1, 5, 13, 24, 24, 60, 100, 200, 1_000)
SAID: Final = (
    *[c.AcceptCommitment] * 5,
    c.DeclineCommitment,
    *[c.SuggestDay] * 4,
    *[c.AnswerSuggestion] * 4,
    c.AskAnother,
    *[c.AskToHelp] * 2,
    c.ChangeCommitment,
    c.Finish,
    c.SkipOnce,
    c.Drop,
    *[c.Reopen] * 2,
    *[c.HandOver] * 3,
    *[c.AnswerHandOver] * 3,
    c.TakeBackHandOver,
    c.SnoozeReminders,
    c.AddStep,
    c.TickStep,
    c.RemoveStep,
    c.AddComment,
    c.Block,
    c.Unblock,
)


class Watched(CommitmentWorld):
    """Holds every promise after every event. Keeps its own record of who has said yes."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.acting: MemberId | None = None
        """Who gives the command that is being decided; None: time alone."""
        self.said_yes: set[MemberId] = set()
        self.agreed: MemberId | None = None
        """Whose day has just been agreed."""

    def act(self, by: MemberId, kind: type[c.CommitmentCommand], **fields: Any) -> tuple[Event, ...]:
        """Once, and a second time, which changes nothing."""
        self.settle()
        self._is_settled()
        command = kind(network_id=NETWORK, by=by, commitment_id=COMMITMENT, **fields)
        self.acting = by
        try:
            events = self._keep(decide(self.case(by), command, self.now))
        finally:
            self.acting = None
        with suppress(Refusal):
            assert decide(self.case(by), command, self.now) == ()
        return events

    def _keep(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        for event in events:
            before = self.commitment
            super()._keep((event,))
            self._heard(event, before)
            waited = before.suggestion if before is not None else None
            self.agreed = waited.by if waited is not None and isinstance(event, e.DayMoved) else None
            assert event.at <= self.now
        if events:
            self._holds()
        return events

    def _heard(self, event: Event, before: Commitment | None) -> None:
        doer = before.accountable if before is not None else None
        match event:
            case e.CommitmentAccepted():
                assert event.by in (self.acting, self.agreed)
                self.said_yes.add(event.by)
            case e.HelperAnswered() | e.HandOverAnswered() | e.CommitmentDeclined():
                assert event.by == self.acting
                self._answered(event, doer)
            case e.AnotherAsked() | e.HelperAsked():
                self.said_yes -= {event.who, doer} if isinstance(event, e.AnotherAsked) else {event.who}
            case e.HelperLeft() | e.DoerLeft():
                self.said_yes -= {event.member}
            case e.CommitmentDropped():
                self.said_yes -= {doer}
            case e.CommitmentReopened() if event.by == doer:
                self.said_yes.add(event.by)
            case e.DoersUnited() if event.other in self.said_yes:
                self.said_yes = (self.said_yes - {event.other}) | {event.member}
            case e.DayMoved() | e.CommitmentDone() | e.SkippedOnce() if before is not None:
                self._is_a_day(event, before)

    def _answered(
        self, event: e.HelperAnswered | e.HandOverAnswered | e.CommitmentDeclined, doer: MemberId | None
    ) -> None:
        if isinstance(event, e.HandOverAnswered):
            self.said_yes = (self.said_yes - {doer}) | {event.by} if event.accept else self.said_yes
        elif isinstance(event, e.HelperAnswered) and event.accept:
            self.said_yes.add(event.by)
        else:
            self.said_yes -= {event.by}

    def _is_a_day(self, event: e.DayMoved | e.CommitmentDone | e.SkippedOnce, before: Commitment) -> None:
        if isinstance(event, e.DayMoved):
            self._is_agreed(event, before)
        elif event.next_due is not None:
            assert before.due is not None
            assert before.due < event.next_due >= self.case(ANA).today(self.now)

    def _is_agreed(self, moved: e.DayMoved, before: Commitment) -> None:
        """By whoever does it, unless nobody has said yes yet; and by whoever asked, in time, or by their silence."""
        waiting = before.suggestion
        assert waiting is not None
        assert (waiting.id, waiting.due) == (moved.id, moved.due)
        if before.standing is Standing.OPEN:
            assert before.accountable in (waiting.by, moved.by)
        if moved.by is None:
            assert waiting.by == before.accountable
            assert moved.at == waiting.answer_by
            assert self.case(ANA).today(moved.at) < moved.due
        elif moved.by != waiting.by:
            assert moved.by == self.acting
            assert moved.at < waiting.answer_by
        else:
            assert (
                before.asked_by == waiting.by or before.standing is not Standing.OPEN or self._is_gone(before)
            )

    def _is_gone(self, known: Commitment) -> bool:
        return not self.case(ANA).sits_here(known.asked_by)

    def _is_settled(self) -> None:
        if self.commitment is None:
            return
        due = next_due(self.one)
        assert due is None or due > self.now
        assert settle(self.case(self.steerer), self.one, self.now) == ()

    def _holds(self) -> None:
        one = self.one
        assert isinstance(self.events[0], e.CommitmentMade)
        assert sum(isinstance(event, e.CommitmentMade) for event in self.events) == 1
        helpers = [helper.member for helper in one.helpers]
        assert len(set(helpers)) == len(helpers)
        assert one.accountable not in helpers
        assert len({step.id for step in one.steps}) == len(one.steps)
        assert len({snooze.member for snooze in one.snoozes}) == len(one.snoozes)
        assert one.kept >= one.kept_late >= 0
        if one.over:
            assert (one.suggestion, one.offer, one.asked_next_at, one.blocked) == (None, None, None, None)
            assert one.snoozes == ()
            assert next_due(one) is None
            assert one.ended_at is not None
            return
        assert (one.ended_at, one.ended_by) == (None, None)
        assert set(one.doing) <= self.said_yes
        assert (one.standing is Standing.NOBODYS) == (one.accountable is None)
        assert (one.standing is Standing.OPEN) == (one.accepted_at is not None)
        assert one.asked_next_at is None or one.standing is Standing.ASKED
        assert one.suggestion is None or one.suggestion.by in (one.accountable, one.asked_by)
        if one.offer is not None:
            assert one.standing is Standing.OPEN
            assert one.offer.by == one.accountable != one.offer.to

    def sits_only(self) -> None:
        """Nobody has a part in what is not over who does not sit here, but for whoever asked."""
        one = self.one
        parts = {one.accountable, *(helper.member for helper in one.helpers)} - {None}
        parts |= {one.offer.to} if one.offer is not None else set()
        assert one.over or parts <= {seat.member for seat in self.circle.seats}


# --- at random --------------------------------------------------------------------------------------------------


def _kind(draw: random.Random, one: Commitment) -> type[c.CommitmentCommand]:
    """Now and then what is waited for."""
    if one.offer is not None and draw.random() < 0.3:
        return c.AnswerHandOver
    if one.suggestion is not None and draw.random() < 0.3:
        return c.AnswerSuggestion
    if one.standing is Standing.ASKED and draw.random() < 0.3:
        return c.AcceptCommitment
    if one.over and draw.random() < 0.3:
        return c.Reopen
    return draw.choice(SAID)


def _fields(
    draw: random.Random, world: Watched, kind: type[c.CommitmentCommand], id: RemarkId
) -> dict[str, Any]:
    one = world.one
    day = world.now.date() + timedelta(days=draw.randint(-2, 40))
    words = draw.choice(["", "it rained", "the clinic is closed"])
    step = draw.choice([step.id for step in one.steps] or [id])
    suggested = one.suggestion.id if one.suggestion is not None else _earlier(draw, one, id)
    offered = one.offer.id if one.offer is not None else _earlier(draw, one, id)
    accept = draw.choice((True, True, False))
    some: dict[type[c.CommitmentCommand], dict[str, Any]] = {
        c.SuggestDay: {"id": id, "due": day, "words": words},
        c.AnswerSuggestion: {"id": suggested, "accept": accept},
        c.HandOver: {"id": id, "to": draw.choice(CROWD), "words": words},
        c.AnswerHandOver: {"id": offered, "accept": accept},
        c.TakeBackHandOver: {"id": offered},
        c.AskAnother: {"who": draw.choice(CROWD)},
        c.AskToHelp: {"who": draw.choice(CROWD)},
        c.ChangeCommitment: {"what": draw.choice(["Read it", "Write it"])},
        c.Finish: {"words": words, "first_due": one.first_due},
        c.SkipOnce: {"words": words, "first_due": one.first_due},
        c.Drop: {"words": words},
        c.DeclineCommitment: {"words": words},
        c.SnoozeReminders: {"until": day},
        c.AddStep: {"id": id, "words": words},
        c.TickStep: {"id": step, "done": accept},
        c.RemoveStep: {"id": step},
        c.AddComment: {"id": id, "words": words},
        c.Block: {"words": words, "on": draw.choice([None, OTHER, COMMITMENT])},
    }
    return some.get(kind, {})


def _earlier(draw: random.Random, one: Commitment, id: RemarkId) -> RemarkId:
    return draw.choice([answer.id for answer in one.answered] or [id])


def _whose_it_is(draw: random.Random, world: Watched, kind: type[c.CommitmentCommand]) -> MemberId:
    """Mostly somebody who may say it."""
    one = world.one
    likely: list[MemberId | None] = [
        one.accountable,
        one.accountable,
        one.asked_by,
        world.steerer,
        *one.doing,
    ]
    if kind is c.AnswerHandOver and one.offer is not None:
        likely = [one.offer.to]
    if kind is c.AnswerSuggestion and one.suggestion is not None:
        likely = [member for member in (one.accountable, one.asked_by) if member != one.suggestion.by]
    if kind in (c.AcceptCommitment, c.DeclineCommitment):
        likely = [one.accountable, *(helper.member for helper in one.helpers)]
    return draw.choice([*(member for member in likely if member is not None), draw.choice(CROWD)])


def _make(draw: random.Random, world: Watched) -> None:
    world.act(
        draw.choice([seat.member for seat in world.circle.seats]),
        c.MakeCommitment,
        circle_id=CIRCLE,
        who=draw.choice(CROWD),
        promise=Promise(
            "Read it",
            draw.choice([None, world.now.date() + timedelta(days=draw.randint(1, 30))]),
            rhythm=draw.choice(RHYTHMS),
        ),
        helpers=tuple(draw.sample(CROWD, draw.choice([0, 0, 1, 2]))),
    )


def _moved(draw: random.Random, world: Watched) -> None:
    """The house says it: somebody has left, come back or turned out to be somebody else; or another commitment is over."""
    member, other = draw.sample(CROWD, 2)
    sits = [seat.member for seat in world.circle.seats]
    match draw.randint(0, 4):
        case 0 if member in sits and len(sits) > 2:
            world.circle = replace(
                world.circle, seats=tuple(seat for seat in world.circle.seats if seat.member != member)
            )
            world.act(member, c.NotePartLeft)
        case 1 if member not in sits:
            world.joins(member)
        case 2 if member in sits and other in sits:
            world.act(member, c.UniteParts, other=other)
        case 3:
            world.act(world.steerer, c.NoteOtherDone, on=OTHER)


@pytest.mark.parametrize("seed", range(0, WALKS, 20))
def test_whatever_people_do_and_whenever(seed: int) -> None:
    for walk in range(seed, seed + 20):
        wander(random.Random(walk))


def wander(draw: random.Random) -> Watched:
    world = Watched(CROWD[: draw.choice([4, 5, 6])], steerer=draw.choice(CROWD))
    holidays = tuple(NOW.date() + timedelta(days=draw.randint(0, 60)) for _ in range(3))
    world.circle = replace(world.circle, settings=Settings(zone=draw.choice(ZONES), holidays=holidays))
    while world.commitment is None:
        try:
            _make(draw, world)
        except Refusal:
            continue
    for number in range(draw.randint(5, 50)):
        before = world.commitment
        match draw.choice(["say"] * 5 + ["wait", "wait", "move"]):
            case "say":
                kind = _kind(draw, world.one)
                by = _whose_it_is(draw, world, kind)
                world.settle()
                before = world.commitment
                try:
                    world.act(by, kind, **_fields(draw, world, kind, remark(number)))
                except Refusal:
                    assert world.commitment == before
            case "wait":
                world.pass_time(hours=draw.choice(HOURS))
            case "move":
                _moved(draw, world)
        world.sits_only()
        world.settle()
        world._is_settled()
    again: Commitment | None = None
    for event in world.events:
        again = evolve(again, event)
    assert again == world.commitment
    first = evolve(None, world.events[0])
    assert evolved(first, world.events[1:]) == again
    return world
