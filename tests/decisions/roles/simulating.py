"""Years of a rotation in which people come, leave, are away, refuse and say nothing, under every combination of rules.

``python -m tests.decisions.roles.simulating`` runs the long one and prints its figures; the suite runs a part of it.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random
from typing import Final
from uuid import UUID

from decisions.ids import GroupId, MemberId, OrganisationId, RoleId
from decisions.roles.fairness.choosing import Chosen, Turn, choose, most_filled
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    Person,
    RotationRule,
)
from decisions.roles.fairness.standing import TURN, Standing, Why, WhyExcused

PARENTS, CLINICS, OTHERS = (GroupId(UUID(int=1000 + number)) for number in range(3))
SCRIBE: Final = RoleId(UUID(int=3000))
RULES: Final[tuple[RotationRule, ...]] = (
    AtLeastFrom(PARENTS),
    AtLeastFrom(CLINICS),
    OnePerOrganisation(),
    NotTwiceRunning(),
    HasServed(SCRIBE),
)
WEEKS: Final = 520
MONTHS: Final = 120
OF_PEOPLE: Final = frozenset({Why.JOINED, Why.LEFT, Why.AWAY, Why.EXCUSED})


@dataclass(frozen=True, slots=True)
class Setting:
    """``per_person``: of a hundred people, so many do it in one turn."""

    people: int
    seats: int
    turns: int
    rules: frozenset[RotationRule] = frozenset()
    seed: int = 0
    join_or_leave: float = 1.0
    away: float = 2.0
    refusing: float = 10.0


@dataclass(slots=True)
class Figures:
    """In turns. ``off_even``: between turns served and the plain even share, before any reason; ``lag``: after all reasons.
    ``held``: how often, of all persons and turns, a rule kept somebody a whole turn from their share."""

    lag: float = 0.0
    off_even: float = 0.0
    held: int = 0
    vacant: int = 0
    accounts: int = 0
    slowest: float = 0.0
    """Seconds."""
    reasons: set[Why] = field(default_factory=set)

    def add(self, other: "Figures") -> None:
        self.lag = max(self.lag, other.lag)
        self.off_even = max(self.off_even, other.off_even)
        self.slowest = max(self.slowest, other.slowest)
        self.held += other.held
        self.vacant += other.vacant
        self.accounts += other.accounts
        self.reasons |= other.reasons


@dataclass(slots=True)
class Circle:
    """People who come and go by chance. A third are parents; the first organisation has a third of the people."""

    random: Random
    size: int
    people: dict[MemberId, Person] = field(default_factory=dict)
    back: dict[MemberId, int] = field(default_factory=dict)
    known: int = 0

    def newcomer(self) -> None:
        self.known += 1
        member = MemberId(UUID(int=self.known))
        organisations = max(3, self.size // 3)
        number = 0 if self.random.random() < 1 / 3 else self.random.randrange(1, organisations)
        self.people[member] = Person(
            member,
            self.random.choice((PARENTS, CLINICS, OTHERS)),
            OrganisationId(UUID(int=2000 + number)) if self.random.random() < 0.95 else None,
            frozenset({SCRIBE}) if self.random.random() < 0.6 else frozenset(),
        )

    def change(self, setting: Setting, turn: int) -> None:
        for member, person in list(self.people.items()):
            chance = self.random.random() * 100
            if chance < setting.join_or_leave:
                del self.people[member]
            elif chance < setting.join_or_leave + setting.away:
                self.back[member] = turn + self.random.randrange(1, 12)
            if member in self.people:
                away = self.back.get(member, 0) > turn
                held = person.held | {SCRIBE} if self.random.random() < 0.01 else person.held
                self.people[member] = replace(
                    person, away=away, held=held, load=self.random.choice((0, 0, 1, 2))
                )
        for _ in range(self.size):
            if self.random.random() * 100 < setting.join_or_leave:
                self.newcomer()


def simulated(setting: Setting) -> Iterator[tuple[Turn, Chosen, float]]:
    """Each turn as it was asked for, what was chosen, and the seconds of the slowest choice of it."""
    random = Random(setting.seed)
    circle = Circle(random, setting.people)
    for _ in range(setting.people):
        circle.newcomer()
    standings: tuple[Standing, ...] = ()
    holders: frozenset[MemberId] = frozenset()
    for number in range(1, setting.turns + 1):
        circle.change(setting, number)
        turn = Turn(
            number, setting.seats, tuple(circle.people.values()), "seed", setting.rules, holders=holders
        )
        turn, chosen, slowest = asked(turn, standings, random, setting.refusing / 100)
        yield turn, chosen, slowest
        standings, holders = chosen.standings, frozenset(chosen.members)


def asked(
    turn: Turn, before: tuple[Standing, ...], random: Random, refusing: float
) -> tuple[Turn, Chosen, float]:
    """Whoever is chosen says yes, no or nothing, until all have said yes."""
    slowest = 0.0
    while True:
        start = time.perf_counter()
        chosen = choose(turn, before)
        slowest = max(slowest, time.perf_counter() - start)
        answers = {member: random.random() for member in chosen.members if member not in turn.said_yes}
        no = {member: answer for member, answer in answers.items() if answer < refusing}
        yes = turn.said_yes | (answers.keys() - no.keys())
        whys = {
            member: WhyExcused.SILENT if answer < refusing / 3 else WhyExcused.DECLINED
            for member, answer in no.items()
        }
        turn = replace(turn, said_yes=frozenset(yes), refused={**turn.refused, **whys})
        if not no:
            return turn, chosen, slowest


def broken(turn: Turn, chosen: Chosen) -> list[str]:
    """What is wrong with it, said without any of the code that chose."""
    people = {person.member: person for person in turn.people}
    members = [people[member] for member in chosen.members]
    rules = turn.rules - turn.resting
    wrong = [repr(rule) for rule in rules if breaks(rule, members, turn)]
    if len(set(chosen.members)) != len(members) or len(members) + chosen.vacant != turn.seats:
        wrong.append("seats")
    if any(person.away or person.member in turn.refused for person in members):
        wrong.append("somebody who is not there")
    missing = sum(
        max(0, rule.many - sum(person.group == rule.group for person in members))
        for rule in rules
        if isinstance(rule, AtLeastFrom)
    )
    if members and len(members) + missing > turn.seats:
        wrong.append("at least from")
    if len(members) != most_filled(turn, rules, frozenset(turn.refused)):
        wrong.append("a seat that could be filled")
    return wrong


def breaks(rule: RotationRule, members: list[Person], turn: Turn) -> bool:
    match rule:
        case AtLeastFrom():
            return False  # All of them together: see ``broken``.
        case OnePerOrganisation():
            known = [person.organisation for person in members if person.organisation]
            return len(known) != len(set(known))
        case NotTwiceRunning():
            return any(person.member in turn.holders for person in members)
        case HasServed(role):
            return any(role not in person.held for person in members)


def unaccounted(turn: Turn, chosen: Chosen) -> list[str]:
    """Whose turns are not explained by their even share, the reasons on record and less than one turn."""
    wrong = []
    for standing in chosen.standings:
        reasons = sum(amount for _, amount in standing.reasons)
        if standing.even + reasons != standing.lag + (standing.turns + standing.excused) * TURN:
            wrong.append(f"{standing.member.int} in turn {turn.number}: the account")
        if abs(standing.lag) >= TURN:
            wrong.append(f"{standing.member.int} in turn {turn.number}: {standing.lag / TURN}")
        if not turn.rules and {why for why, _ in standing.reasons} - OF_PEOPLE:
            wrong.append(f"{standing.member.int} in turn {turn.number}: {standing.reasons}")
    return wrong


def figures(setting: Setting) -> Figures:
    """Of the whole time; raises ``AssertionError`` where a rule was broken or a difference has no reason."""
    found = Figures()
    for turn, chosen, slowest in simulated(setting):
        wrong = broken(turn, chosen) + unaccounted(turn, chosen)
        assert not wrong, (setting, turn.number, wrong)
        found.slowest = max(found.slowest, slowest)
        found.vacant += chosen.vacant
        for standing in chosen.standings:
            found.accounts += 1
            found.lag = max(found.lag, abs(standing.lag) / TURN)
            found.off_even = max(found.off_even, abs(standing.even / TURN - standing.turns))
            found.held += abs(standing.lag) == TURN - 1
            found.reasons |= {why for why, _ in standing.reasons}
    return found


def every_combination() -> Iterator[frozenset[RotationRule]]:
    for many in range(len(RULES) + 1):
        yield from (frozenset(rules) for rules in combinations(RULES, many))


def main() -> None:
    print(
        "| rules | worst after reasons | worst before | whole turn by rule, of all | vacant | slowest, ms |"
    )
    for rules in every_combination():
        found = Figures()
        for people in (5, 12, 30, 100, 500):
            for seats in (1, 2, 3):
                turns = WEEKS if people <= 30 else MONTHS
                found.add(figures(Setting(people, seats, turns, rules, seed=people + seats)))
        names = ", ".join(sorted(repr(rule).split("(")[0] for rule in rules)) or "none"
        print(
            f"| {names} | {found.lag:.4f} | {found.off_even:.2f} | {found.held} of {found.accounts} "
            f"| {found.vacant} | {found.slowest * 1000:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
