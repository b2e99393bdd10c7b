"""What a process is: a table from (stage, command) to a named rule, and from each stage to what ends it by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from decisions.commands import Command
from decisions.events import Event
from decisions.rounds.round import Case, Stage

RuleFunction = Callable[[Case, Any, datetime], tuple[Event, ...]]
"""(case, its command, now) to events, or a Refusal. A table test checks that each rule takes its command."""
TurnFunction = Callable[[Case, datetime], tuple[Event, ...]]
"""(case, now) to the events by which the stage turns of itself, or () when it stays."""


class Who(StrEnum):
    """Who may give a command. The engine checks it before the rule is asked."""

    CIRCLE = "circle"
    """Any member of the circle."""
    ASKED = "asked"
    """Who was asked in the present pass."""
    AUTHORS = "authors"
    """Proposer and co-authors."""
    PROPOSER = "proposer"
    FACILITATOR = "facilitator"
    AUTHORS_OR_FACILITATOR = "authors_or_facilitator"
    INVITED = "invited"
    """Nobody that is known yet: the rule looks at their invitation."""
    HOUSE = "house"
    """Not a person: the house itself, when somebody has left."""


class Need(StrEnum):
    """What a rule looks at beside the round and the seat of whoever acts."""

    ROSTER = "roster"
    SEALED = "sealed"
    SEAT_OF = "seat_of"
    QUESTION = "question"
    ABOUT = "about"
    VOICES = "voices"
    CIRCLE = "circle"
    STAND_IN = "stand_in"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. ``leads_to``: the stages to which it can lead, apart from where it was."""

    run: RuleFunction
    who: Who
    leads_to: tuple[Stage, ...] = ()
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stage ends by itself: because its time has come, or because everything is there."""

    run: TurnFunction
    leads_to: tuple[Stage, ...]
    ends_when: str
    """In a few words, for the diagram."""


@dataclass(frozen=True, slots=True)
class Process:
    key: str
    rules: Mapping[tuple[Stage, type[Command]], Rule]
    turns: Mapping[Stage, Turn]
    next_due: Callable[[Any], datetime | None]
    """(round) to when time next does something, or None."""

    def rule(self, stage: Stage, command: type[Command]) -> Rule | None:
        return self.rules.get((stage, command))

    def needs(self, stage: Stage, command: type[Command]) -> frozenset[Need]:
        rule = self.rules.get((stage, command))
        return rule.needs if rule else frozenset()


def in_stages(
    stages: Iterable[Stage], commands: Mapping[type[Command], Rule]
) -> dict[tuple[Stage, type[Command]], Rule]:
    """The same rules in several stages."""
    return {(stage, command): rule for stage in stages for command, rule in commands.items()}
