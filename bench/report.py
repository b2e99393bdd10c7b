"""The figures as a table, as JSON and as a plot. Ratios first: single figures belong to one machine at one time."""

import json
import os
import platform
import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.counting import GOALS, Counted
from bench.platforms import DOOR, FRAMEWORK, MIXED, SLACK, TEAMS, Platforms
from bench.reminding import AT_MOST, EACH, Reminding
from bench.statements import Growth, Single
from bench.variants import BALLOT, BOLT, ONE, RONDO, TWO, WRITER, Burst, Measured, Sending

GOAL: Final = 0.6
"""Of what the bare Bolt application acknowledges."""
AS_FAST: Final = 0.9
"""Of what the writer records of consent's answers, it records of a ballot's."""
IN_TIME: Final = 500.0
"""Milliseconds within which 99 in 100 are acknowledged."""
FIRST_GAP: Final = 1.0
LATE: Final = 0.05
"""Seconds by which a gap between edits may be measured too short."""


@dataclass
class Results:
    sqlite: Measured
    burst: Burst
    sending: Sending
    growth: Growth
    platforms: Platforms
    counts: tuple[Counted, ...]
    reminding: Reminding
    postgres: Measured | None = None
    postgres_growth: Growth | None = None
    postgres_reminding: Reminding | None = None

    def goals(self) -> Mapping[str, bool]:
        ratio = statistics.median(self.sqlite.ratios(RONDO, BOLT))
        ballots = statistics.median(self.sqlite.ratios(BALLOT, WRITER))
        return (
            {
                f"at least {GOAL} of bare Bolt ({ratio:.2f})": ratio >= GOAL,
                f"a ballot's answers as fast as consent's ({ballots:.2f}, at least {AS_FAST})": ballots
                >= AS_FAST,
                "99 in 100 acknowledged within 0.5 s": self.sqlite.milliseconds(RONDO, 0.99) <= IN_TIME,
                f"in Teams at least {GOAL} of the bare framework ({self.platforms.ratio():.2f})": (
                    self.platforms.ratio() >= GOAL
                ),
                "in Teams 99 in 100 answered within 0.5 s": (
                    self.platforms.measured.milliseconds(TEAMS, 0.99) <= IN_TIME
                ),
                f"Slack and Teams together no slower than the slower alone ({self.platforms.mixed_ratio():.2f})": (
                    self.platforms.mixed_ratio() >= 1
                ),
                "the last answer takes the same statements as the early one, and reads no other answers": (
                    self.growth.does_not_grow
                    and (self.postgres_growth is None or self.postgres_growth.does_not_grow)
                ),
                "edits of the card no closer than a second, the last one showing all": all(
                    gap >= FIRST_GAP - LATE for gap in self.burst.gaps
                ),
            }
            | {
                f"{each.answers:,} answers counted within {GOALS[each.method]:.0f} s: {each.method} ({each.seconds:.1f} s)": (
                    each.in_time
                )
                for each in self.counts
            }
            | {_reminding_goal(each): each.in_time for each in self.all_reminding()}
        )

    def all_reminding(self) -> tuple[Reminding, ...]:
        return tuple(each for each in (self.reminding, self.postgres_reminding) if each is not None)


def _reminding_goal(reminding: Reminding) -> str:
    slowest = max(reminding.ticks, key=lambda tick: tick.processor / (AT_MOST + tick.due * EACH))
    claimed = f"{reminding.commitments:,} commitments: what is due claimed within 50 ms and 1 ms for each"
    return f"{reminding.database}, {claimed} ({slowest.due:,} in {slowest.processor * 1000:.0f} ms)"


def machine() -> dict[str, Any]:
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": [round(each, 1) for each in os.getloadavg()],
    }


def figures(results: Results) -> dict[str, Any]:
    """Everything, as plain values."""
    growth = results.growth
    return {
        "machine": machine(),
        "goals": dict(results.goals()),
        "sqlite": _summary(results.sqlite, to=BOLT),
        "platforms": _summary(results.platforms.measured, to=FRAMEWORK),
        "teams_to_bare_with_our_door": round(results.platforms.ratio(DOOR), 3),
        "both_to_the_slower_alone": round(results.platforms.mixed_ratio(), 3),
        "platforms_counted": asdict(results.platforms.counted),
        "postgresql": _summary(results.postgres, to=ONE) if results.postgres else None,
        "not_recorded": results.sqlite.not_recorded,
        "burst": {
            "answers": results.burst.leg.clicks,
            "per_second": round(results.burst.leg.rate),
            "first_edit": round(results.burst.first_edit, 2),
            "edits": 1 + len(results.burst.gaps),
            "gaps": [round(gap, 2) for gap in results.burst.gaps],
            "shows_all_after": round(results.burst.shows_all_after, 2),
        },
        "confirmations": {"sent": results.sending.sent, "seconds": round(results.sending.seconds, 2)},
        "one_answer": _growth(growth),
        "one_answer_postgresql": _growth(results.postgres_growth) if results.postgres_growth else None,
        "reminding": [
            {
                "database": one.database,
                "commitments": one.commitments,
                "ticks": [asdict(tick) for tick in one.ticks],
            }
            for one in results.all_reminding()
        ],
        "counts": [_count(counted) for counted in results.counts],
        "statements": list(growth.late.statements),
        "writer_filled_per_second": round(growth.fill_rate),
    }


def _growth(growth: Growth) -> dict[str, Any]:
    figures: dict[str, Any] = {
        str(single.number): {
            "statements": len(single.statements),
            "milliseconds": round(single.milliseconds, 2),
        }
        for single in (growth.early, growth.late)
    }
    return figures | {"reads_others": list(growth.reads_others)}


def _count(counted: Counted) -> dict[str, Any]:
    return {
        "method": counted.method,
        "answers": counted.answers,
        "seconds": round(counted.seconds, 2),
        "reading": round(counted.reading, 2),
        "times_read": counted.times,
        "peak_megabytes": round(counted.megabytes, 1),
    }


def _summary(measured: Measured, *, to: str) -> dict[str, Any]:
    return {
        name: {
            "per_second": round(statistics.median(measured.rates(name))),
            "each_round": [round(rate) for rate in measured.rates(name)],
            "ratio": round(statistics.median(measured.ratios(name, to)), 3),
            "ratios": [round(ratio, 3) for ratio in measured.ratios(name, to)],
            "cpu_ms": round(measured.cpu(name), 3),
            "median_ms": round(measured.milliseconds(name, 0.5), 1),
            "p99_ms": round(measured.milliseconds(name, 0.99), 1),
        }
        for name in measured.legs
    }


def print_table(results: Results, console: Console) -> None:
    table = Table(title="Answers committed and acknowledged, 32 connections")
    for heading in ("", "ratio", "a second", "rounds", "cpu", "half in", "99% in"):
        table.add_column(heading, justify="left" if not heading else "right", no_wrap=True, min_width=5)
    for name, label in (
        (RONDO, "SQLite"),
        (BOLT, "bare Bolt"),
        (WRITER, "writer alone"),
        (BALLOT, "the same, scores"),
    ):
        table.add_row(label, *_cells(results.sqlite, name, BOLT))
    table.add_section()
    for name in (TEAMS, FRAMEWORK, DOOR, SLACK, MIXED):
        table.add_row(name, *_cells(results.platforms.measured, name, FRAMEWORK))
    if results.postgres:
        table.add_section()
        for name in (ONE, TWO):
            table.add_row(f"Postgres, {name}", *_cells(results.postgres, name, ONE))
    console.print(table)
    print_counts(results.counts, console)
    print_reminding(results.all_reminding(), console)
    _print_beside(results, console)


def print_counts(counts: tuple[Counted, ...], console: Console) -> None:
    table = Table(title=f"Counting {counts[0].answers:,} answers, ten options")
    table.add_column("", no_wrap=True)
    for heading in ("seconds", "of it reading", "times read", "peak memory"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in counts:
        table.add_row(
            each.method.replace("_", " "),
            f"{each.seconds:.1f}",
            f"{each.reading:.1f}",
            str(each.times),
            f"{each.megabytes:.0f} MB",
        )
    console.print(table)


def print_reminding(measured: tuple[Reminding, ...], console: Console) -> None:
    table = Table(title=f"Claiming the reminders that are due, of {measured[0].commitments:,} commitments")
    table.add_column("", no_wrap=True)
    for heading in ("due", "messages", "processor", "in all", "at most"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in measured:
        for tick in each.ticks:
            table.add_row(
                each.database,
                f"{tick.due:,}",
                f"{tick.messages:,}",
                f"{tick.processor * 1000:.0f} ms",
                f"{tick.seconds * 1000:.0f} ms",
                f"{(AT_MOST + tick.due * EACH) * 1000:.0f} ms",
            )
    console.print(table)


def _cells(measured: Measured, name: str, to: str) -> tuple[str, ...]:
    rates = measured.rates(name)
    return (
        f"{statistics.median(measured.ratios(name, to)):.2f}",
        f"{statistics.median(rates):,.0f}",
        f"{min(rates):,.0f}-{max(rates):,.0f}",
        f"{measured.cpu(name):.2f} ms",
        f"{measured.milliseconds(name, 0.5):.0f} ms",
        f"{measured.milliseconds(name, 0.99):.0f} ms",
    )


def _single(single: Single) -> str:
    return (
        f"number {single.number:,} takes {len(single.statements)} statements and {single.milliseconds:.2f} ms"
    )


def _print_beside(results: Results, console: Console) -> None:
    burst, sending = results.burst, results.sending
    for name, growth in (("SQLite", results.growth), ("PostgreSQL", results.postgres_growth)):
        if growth is not None:
            console.print(
                f"One answer alone, {name}: {_single(growth.early)}; {_single(growth.late)}. "
                f"Statements that read other answers: {len(growth.reads_others) or 'none'}."
            )
    gaps = ", ".join(f"{gap:.1f}" for gap in burst.gaps) or "no"
    console.print(
        f"A burst of {burst.leg.clicks:,} answers ({burst.leg.rate:,.0f} a second): the card is edited after "
        f"{burst.first_edit:.1f} s and then with {gaps} s between; the last edit shows all, {burst.shows_all_after:.1f} s "
        "after the last answer."
    )
    console.print(
        f"Confirmations sent afterwards: {sending.sent:,} in {sending.seconds:.1f} s "
        f"({sending.sent / max(sending.seconds, 0.001):,.0f} a second)."
    )
    counted = results.platforms.counted
    console.print(
        f"On both platforms: {counted.sent:,} answers were sent, {counted.recorded:,} are recorded, each once "
        f"({counted.events:,} in the journal); {counted.cards:,} of {counted.presses:,} in Teams showed a new card."
    )
    for measured in (results.sqlite, results.postgres):
        if measured and measured.not_recorded:
            console.print(f"Not recorded within two seconds, and told so: {measured.not_recorded:,} clicks.")
    for goal, reached in results.goals().items():
        console.print(f"[{'green' if reached else 'red'}]{'yes' if reached else 'NO '}[/] {goal}")


def write_figures(results: Results, folder: Path) -> Path:
    path = folder / "figures.json"
    path.write_text(json.dumps(figures(results), indent=2) + "\n")
    return path
