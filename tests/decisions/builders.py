"""Rounds at any stage, brought there by the commands and the time that lead there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from decisions.ids import MemberId
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.round import Problem, Stage
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE, FLO, SEATS, remark
from tests.decisions.world import World

MONDAY: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TEXT: Final = Text(
    title="Evening hours",
    proposal="The clinic opens on Tuesdays until 8 pm.",
    plainly="Families can come after work.",
    review_on=date(2027, 3, 2),
)
OTHER_TEXT: Final = replace(TEXT, proposal="The clinic opens on Tuesdays until 7 pm, with child care.")
DEFAULTS: Final = Settings()
HARM: Final = "Nobody can look after the small ones at that hour."
WORRY: Final = "The night bus may be full."

Answers = Mapping[MemberId, Kind]
ALL_OK: Final[Answers] = dict.fromkeys(EVERYONE, Kind.CONSENT)
ONE_PROBLEM: Final[Answers] = {**ALL_OK, CY: Kind.OBJECTION}
TWO_PROBLEMS: Final[Answers] = {**ONE_PROBLEM, FLO: Kind.OBJECTION}


def a_circle(*members: MemberId, now: datetime = MONDAY) -> World:
    return World(circle={member: SEATS[member] for member in members or EVERYONE}, now=now)


def a_draft(*members: MemberId, by: MemberId = ANA, now: datetime = MONDAY, **fields: Any) -> World:
    return a_circle(*members, now=now).begin(by, **{"text": TEXT, **fields})


def opened(world: World, *, settings: Settings = DEFAULTS, form: Form = Form.FULL, **fields: Any) -> World:
    """The draft, opened by its proposer; Bo facilitates unless ``facilitator`` says otherwise."""
    facts = {"settings": settings, "form": form, "facilitator": BO, **fields}
    world.do(world.round.proposer, c.OpenRound, **facts)
    return world


def a_world(
    stage: Stage, *members: MemberId, answers: Answers | None = None, now: datetime = MONDAY, **fields: Any
) -> World:
    """A round at that stage. In integrating, Cy sees a problem; in testing, Cy's is tested; ``answers``: others."""
    if stage is Stage.DRAFT:
        return a_draft(*members, now=now)
    long_way = stage in (Stage.EXPLORING, Stage.AMENDING)
    fields.setdefault("form", Form.FULL if long_way else Form.SHORT)
    world = opened(a_draft(*members, now=now), **fields)
    if stage is Stage.AMENDING:
        world.until_next()
    if not long_way and stage is not Stage.CONSENTING:
        answers = ONE_PROBLEM if answers is None else answers
    answer(world, answers or {})
    if stage is Stage.INTEGRATING or stage is Stage.TESTING:
        close(world)
    if stage is Stage.TESTING:
        ask_for_test(world, the_problem(world))
    assert world.round.stage is stage, world.round.stage
    return world


def answer(world: World, answers: Answers) -> World:
    """Everyone's answer, with the words that it needs."""
    for member, kind in answers.items():
        if member in world.electorate:
            give(world, member, kind)
    return world


def give(world: World, member: MemberId, kind: Kind, **fields: Any) -> None:
    words = {Kind.CONCERN: WORRY, Kind.OBJECTION: HARM}.get(kind, "")
    world.do(member, c.GiveAnswer, kind=kind, **{"words": words, "replace": True, **fields})


def close(world: World) -> World:
    """Time alone, until the pass has closed."""
    pass_no = world.round.pass_no
    while world.round.stage is Stage.CONSENTING and world.round.pass_no == pass_no:
        world.until_next()
    return world


def the_problem(world: World, raised_by: MemberId = CY) -> Problem:
    """The newest that this member raised."""
    return next(p for p in reversed(world.round.problems) if p.raised_by == raised_by)


def ask_for_test(world: World, problem: Problem) -> World:
    """Two members of different organisations ask for a test."""
    world.do(DI, c.AskForTest, problem_id=problem.id)
    world.do(BO, c.AskForTest, problem_id=problem.id)
    return world


def offer(world: World, by: MemberId = ANA, text: Text = OTHER_TEXT) -> World:
    world.do(by, c.ChangeText, text=text)
    return world


def version_2(world: World) -> World:
    """Everyone is asked about a new text, which fixes every problem for those who hold them."""
    offer(world)
    for problem in world.round.open_problems:
        assert problem.raiser is not None
        world.do(problem.raiser, c.FixedForMe, problem_id=problem.id)
    assert world.round.stage is Stage.CONSENTING
    return world


def ask_question(world: World, by: MemberId, number: int = 1, text: str = "Who pays?") -> None:
    world.do(by, c.AskQuestion, id=remark(number), text=text)


def write_down(world: World, member: MemberId, kind: Kind = Kind.CONSENT, **fields: Any) -> None:
    world.do(BO, c.WriteDown, member=member, kind=kind, **fields)
