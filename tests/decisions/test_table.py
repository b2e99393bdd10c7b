"""The table of ``consent@1`` is whole, and the engine keeps to it."""

import inspect
import typing
from typing import Any

import pytest

from decisions.commands import Command
from decisions.engine import decide
from decisions.events import Event
from decisions.process import Need, Rule, Who
from decisions.processes import PROCESSES
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.table import CONSENT
from decisions.rounds.evolve import _EVOLVE, evolve
from decisions.rounds.round import FINAL, Case, Seat, Stage
from tests.decisions.builders import TEXT, TWO_PROBLEMS, a_world, the_problem
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, NETWORK, ROUND, remark

ABSTRACT = {c.RoundCommand, c.DraftCommand, c.TimedCommand, c.AboutProblem}
COMMANDS = sorted(
    (
        one
        for _, one in inspect.getmembers(c, inspect.isclass)
        if issubclass(one, c.RoundCommand) and one not in ABSTRACT
    ),
    key=lambda one: one.__name__,
)
EVENTS = [
    one
    for _, one in inspect.getmembers(e, inspect.isclass)
    if issubclass(one, e.RoundEvent) and one is not e.RoundEvent
]
OF_OTHER_WAYS = {Stage.VOTING, Stage.LISTENING, Stage.ADVISING, Stage.DECIDING}
OF_OTHER_WAYS |= {Stage.NOMINATING, Stage.CHANGING, Stage.PROPOSING, Stage.ACCEPTING}
REACHABLE = [stage for stage in Stage if stage not in FINAL | OF_OTHER_WAYS]
"""The stages of a proposal; those of other ways are in test_ballots.py, test_questions.py, test_advice.py and
test_selection.py."""
FACTS: dict[str, Any] = {
    "settings": None,
    "form": None,
    "facilitator": None,
    "circle_id": CIRCLE,
    "text": TEXT,
    "id": remark(1),
    "question_id": remark(1),
    "problem_id": remark(1),
    "kind": None,
    "member": DI,
    "try_anyway": True,
    "reason": "Because.",
    "workdays": 1,
    "come_back_on": None,
    "words": "Late.",
}


def some(command: type[c.RoundCommand], by: Any) -> c.RoundCommand:
    """One of that kind, with the least that it needs."""
    needed = [
        name
        for name, parameter in inspect.signature(command).parameters.items()
        if parameter.default is inspect.Parameter.empty and name not in {"network_id", "by", "round_id"}
    ]
    facts: Any = {name: FACTS.get(name, "Some words.") for name in needed}
    return command(network_id=NETWORK, by=by, round_id=ROUND, **facts)


def test_the_process_is_found_by_its_key() -> None:
    assert PROCESSES["consent@1"] is CONSENT


@pytest.mark.parametrize(
    ("place", "rule"), CONSENT.rules.items(), ids=[f"{s}-{k.__name__}" for s, k in CONSENT.rules]
)
def test_each_rule_takes_its_command(place: tuple[Stage, type[Command]], rule: Rule) -> None:
    hints = typing.get_type_hints(rule.run)
    case, command, _now = (hints[name] for name in inspect.signature(rule.run).parameters)
    assert case is Case
    assert issubclass(place[1], command)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one is not c.WriteDraft])
def test_every_command_stands_in_the_table(command: type[c.RoundCommand]) -> None:
    assert [stage for process in PROCESSES.values() for stage, one in process.rules if one is command]


def test_nothing_but_a_rounds_commands_stands_in_the_table() -> None:
    assert {command for process in PROCESSES.values() for _, command in process.rules} <= set(COMMANDS)


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: one.__name__)
def test_every_event_is_evolved(event: type[Event]) -> None:
    assert event in _EVOLVE or event is e.DraftWritten


def test_an_event_of_something_else_is_no_event_of_a_round() -> None:
    world = a_world(Stage.EXPLORING)
    with pytest.raises(ValueError, match="not an event of a round"):
        evolve(world.round, Event(at=world.now))
    with pytest.raises(ValueError, match="begins with DraftWritten"):
        evolve(None, world.events[1])


@pytest.mark.parametrize("stage", REACHABLE)
def test_every_stage_that_is_not_final_ends_by_itself_or_is_a_draft(stage: Stage) -> None:
    assert (stage in CONSENT.turns) != (stage is Stage.DRAFT)
    assert (CONSENT.next_due(a_world(stage).round) is None) == (stage is Stage.DRAFT)


def test_a_final_stage_has_no_turn_and_takes_only_late_words() -> None:
    assert not FINAL & CONSENT.turns.keys()
    assert {command for stage, command in CONSENT.rules if stage in FINAL} == {c.KeepLateWords}


def test_every_stage_is_reached_from_another() -> None:
    ways = {to for one in PROCESSES.values() for rule in one.rules.values() for to in rule.leads_to}
    ways |= {to for one in PROCESSES.values() for turn in one.turns.values() for to in turn.leads_to}
    assert ways == set(Stage) - {Stage.DRAFT}


def test_what_may_open_a_pass_knows_who_sits_in_the_circle() -> None:
    """Who is asked is read from the roster: a rule without it would ask nobody."""
    asks = {Stage.EXPLORING, Stage.CONSENTING}
    blind = [
        (stage, command.__name__)
        for (stage, command), rule in CONSENT.rules.items()
        if asks & set(rule.leads_to) and Need.ROSTER not in rule.needs
    ]
    assert blind == []


REFUSED = [
    (stage, command)
    for stage in REACHABLE
    for command in COMMANDS
    if (stage, command) not in CONSENT.rules and command is not c.WriteDraft
]


@pytest.mark.parametrize(("stage", "command"), REFUSED, ids=[f"{s}-{k.__name__}" for s, k in REFUSED])
def test_what_is_not_in_the_table_is_refused(stage: Stage, command: type[c.RoundCommand]) -> None:
    world = _STAGES.setdefault(stage, a_world(stage))
    before = world.round
    for member in (ANA, BO, CY):
        asked = some(command, member)
        with pytest.raises(Refusal) as refused:
            decide(CONSENT, world.case(asked), asked, world.now)
        late = (
            {Reason.ALREADY_OPEN} if issubclass(command, c.DraftCommand) else {Reason.NOT_NOW, Reason.CLOSED}
        )
        assert refused.value.reason in late
    assert world.round == before


_STAGES: dict[Stage, Any] = {}


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in (c.WriteDraft, c.KeepLateWords)])
def test_nothing_happens_in_a_round_that_is_over(command: type[c.RoundCommand]) -> None:
    world = _STAGES.setdefault(Stage.WITHDRAWN, a_world(Stage.CONSENTING))
    if not world.round.is_over:
        world.do(ANA, c.Withdraw)
    asked = some(command, ANA)
    with pytest.raises(Refusal) as refused:
        decide(CONSENT, world.case(asked), asked, world.now)
    timed = issubclass(command, c.TimedCommand)
    assert refused.value.reason is (Reason.CLOSED if timed else Reason.IT_IS_OVER)


@pytest.mark.parametrize(
    ("place", "rule"), CONSENT.rules.items(), ids=[f"{s}-{k.__name__}" for s, k in CONSENT.rules]
)
def test_an_outsider_is_refused_everywhere(place: tuple[Stage, type[Command]], rule: Rule) -> None:
    stage, command = place
    if stage in FINAL or rule.who is Who.HOUSE:
        stage, command = Stage.EXPLORING, c.NothingToAdd
    world = _STAGES.setdefault(stage, a_world(stage))
    assert issubclass(command, c.RoundCommand)
    asked = some(command, remark(77))
    with pytest.raises(Refusal) as refused:
        decide(CONSENT, Case(world.round, Seat(asked.by)), asked, world.now)
    assert refused.value.reason is Reason.NOT_IN_CIRCLE


def test_a_problem_that_is_not_there_is_not_found() -> None:
    world = a_world(Stage.INTEGRATING)
    about = [k for stage, k in CONSENT.rules if stage is Stage.INTEGRATING and issubclass(k, c.AboutProblem)]
    for command in about:
        by = BO if command is c.OfferHelp else DI
        words = {"text": "Why?"} if command in (c.NotYetFixed, c.AskAboutProblem) else {}
        own_id = {"id": remark(1)} if command is c.AskAboutProblem else {}
        assert world.refused(by, command, problem_id=remark(9), **words, **own_id) is Reason.NOT_FOUND


def test_a_problem_that_is_settled_takes_nothing_more() -> None:
    world = a_world(Stage.INTEGRATING, answers=TWO_PROBLEMS)
    world.do(CY, c.KeepAsWorry, problem_id=the_problem(world).id)
    assert world.refused(DI, c.MeToo, problem_id=the_problem(world).id) is Reason.NOTHING_TO_CONFIRM
    assert world.refused(CY, c.FixedForMe, problem_id=the_problem(world).id) is Reason.NOTHING_TO_CONFIRM
