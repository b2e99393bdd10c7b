"""What holds in every round, whatever anybody does (consent.md, "Invariants"): each is one function."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from decisions.engine import settle
from decisions.events import Event, personal_fields
from decisions.process import Process
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.evolve import evolve
from decisions.rounds.round import FINAL, Round, Stage
from tests.decisions.wandering import SECRET
from tests.decisions.world import World


def the_tally_equals_the_answers(world: World) -> None:
    assert world.round.tally == world.recounted()


def nothing_is_due_that_has_not_happened(world: World) -> None:
    """Settling is idempotent: after it there is nothing left to settle."""
    assert settle(world.process, world.timed_case(), world.now) == ()


def events_never_run_backwards(world: World) -> None:
    moments = [event.at for event in world.events]
    assert moments == sorted(moments)
    assert moments[-1] <= world.now


def deadlines_fall_tuesday_to_thursday_at_eight_and_on_no_holiday(world: World) -> None:
    round = world.round
    if round.deadline is None:
        assert round.stage is Stage.DRAFT or round.stage in FINAL
        return
    local = round.deadline.astimezone(ZoneInfo(round.settings.zone))
    assert local.time() == time(20)
    assert local.strftime("%a") in {"Tue", "Wed", "Thu"}
    assert local.date() not in round.settings.holidays


def a_sealed_answer_is_nowhere_readable(world: World) -> None:
    """Neither in the round nor in what the journal shows of any event, while its pass has not been unsealed."""
    secrets = _sealed_words(world)
    if not secrets:
        return
    readable = repr(world.round) + "".join(_shown(event) for event in world.events)
    assert not [secret for secret in secrets if secret in readable]


def the_proposer_never_facilitates_past_exploring_if_anybody_else_can(world: World) -> None:
    round = world.round
    if round.stage in FINAL or round.stage in (Stage.DRAFT, Stage.EXPLORING):
        return
    if round.facilitator in round.authors:
        assert not set(world.electorate) & set(world.circle) - set(round.authors)


def replaying_the_events_gives_the_round(world: World) -> None:
    round: Round | None = None
    for event in world.events:
        round = evolve(round, event)
    assert round == world.round


EVERY_STEP = (
    the_tally_equals_the_answers,
    nothing_is_due_that_has_not_happened,
    events_never_run_backwards,
    deadlines_fall_tuesday_to_thursday_at_eight_and_on_no_holiday,
    a_sealed_answer_is_nowhere_readable,
    the_proposer_never_facilitates_past_exploring_if_anybody_else_can,
)


# --- of what has just happened ------------------------------------------------------------------------------


def adopted_only_when_everything_is_met(world: World) -> None:
    """No objection open, the unconfirmed included; enough people heard, and of every group that the voice rule names."""
    round, heard = world.round, [one for one in world.electorate.values() if one.heard]
    assert not round.open_problems
    assert all(problem.unconfirmed is False for problem in round.problems)
    asked, quorum = len(world.electorate), round.settings.quorum
    assert len(heard) >= quorum.share * asked
    assert len(heard) >= min(quorum.people, asked)
    assert heard
    for need in round.settings.voices:
        of_group = [one for one in world.electorate.values() if one.seat.group == need.group]
        spoke = [one for one in of_group if one.heard]
        assert spoke
        assert len(spoke) >= need.count
        assert len(spoke) >= need.share * len(of_group)
    answers = world.counted_answers()
    assert len(answers) == len(heard)
    assert {answer.kind for answer in answers.values()} & {Kind.CONSENT, Kind.CONCERN}
    settled = {p.raised_by for p in round.problems if p.version == round.version}
    assert {by for by, answer in answers.items() if answer.kind is Kind.OBJECTION} <= settled


def what_is_unsealed_is_what_was_said_in_this_pass(world: World, event: e.Unsealed) -> None:
    """An answer of another version, pass or electorate never counts."""
    answers = world.counted_answers()
    assert event.pass_no == world.round.pass_no
    worries = {by: answer.words for by, answer in answers.items() if answer.kind is Kind.CONCERN}
    problems = {by: answer.words for by, answer in answers.items() if answer.kind is Kind.OBJECTION}
    assert {worry.by: worry.words for worry in event.worries} == worries
    assert {problem.raised_by: problem.harm for problem in event.problems} == problems
    assert answers.keys() <= world.electorate.keys()
    assert all(world.answers[event.pass_no, by].version == world.round.version for by in answers)


def everyone_who_sits_there_is_asked(world: World, event: e.PassOpened) -> None:
    round = world.round
    if event.stage is Stage.EXPLORING:
        expected = [member for member in world.circle if member not in round.authors]
    else:
        expected = [member for member in world.circle if not round.deciding or member in round.deciding]
    assert [seat.member for seat in event.seats] == expected


def every_turn_is_declared(
    process: Process, stages: Iterable[Stage], command: type[c.RoundCommand] | None = None
) -> None:
    """Each stage leads only where the table says: by the command's rule, or by its own turn."""
    path = list(stages)
    rule = process.rule(path[0], command) if command else None
    for before, after in pairwise(path):
        turn = process.turns.get(before)
        ways = {*(turn.leads_to if turn else ()), *(rule.leads_to if rule and before is path[0] else ())}
        assert after in ways, f"{before} -> {after} by {command}"
    if rule and path[-1] is not path[0]:
        assert path[-1] in rule.leads_to, f"{path[0]} -> {path[-1]} by {command}"


def _sealed_words(world: World) -> list[str]:
    """The words of answers in passes that have not been unsealed."""
    unsealed = {event.pass_no for event in world.events if isinstance(event, e.Unsealed)}
    given = [event for event in world.events if isinstance(event, e.AnswerGiven)]
    said = [w for one in given if one.pass_no not in unsealed for w in (one.answer.words, one.answer.fix)]
    return [word for word in said if SECRET in word]


def _shown(event: Event) -> str:
    """What of an event is not personal."""
    kind: Any = type(event)
    own = personal_fields(kind)
    return repr([getattr(event, field.name) for field in fields(event) if field.name not in own])
