"""The figures as one picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

from bench.platforms import DOOR, FRAMEWORK, MIXED, TEAMS
from bench.report import GOAL, Results
from bench.variants import BOLT, ONE, RONDO, TWO, WRITER, Measured

COLOURS: Final = {
    RONDO: "#1f6f6b",
    BOLT: "#b8b2a7",
    WRITER: "#d9a441",
    TEAMS: "#7a4f9e",
    FRAMEWORK: "#d3cbdc",
    DOOR: "#b9a9cb",
    MIXED: "#b0566a",
    ONE: "#3f5fa8",
    TWO: "#7d93c8",
}


def write_plot(results: Results, folder: Path) -> Path:
    """Rates of every round, and how long acknowledgements took."""
    mpl.use("Agg")
    from matplotlib import pyplot

    figure, (rates, latencies) = pyplot.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    measured = [(results.sqlite, name) for name in (RONDO, BOLT)]
    measured += [(results.platforms.measured, name) for name in (TEAMS, FRAMEWORK, DOOR, MIXED)]
    if results.postgres:
        measured += [(results.postgres, name) for name in (ONE, TWO)]
    _draw_rates(rates, measured, results.sqlite)
    for each, name in measured:
        took = sorted(1_000 * seconds for leg in each.legs[name] for seconds in leg.took)
        shares = [100 * (at + 1) / len(took) for at in range(len(took))]
        latencies.plot(took, shares, label=_label(name), color=COLOURS[name])
    latencies.set(
        xscale="log", xlabel="milliseconds (log)", ylabel="% acknowledged", title="How long a click takes"
    )
    latencies.legend(frameon=False)
    path = folder / "speed.png"
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
    return path


def _draw_rates(axes: Any, measured: Sequence[tuple[Measured, str]], sqlite: Measured) -> None:
    for at, (each, name) in enumerate(measured):
        rates = each.rates(name)
        axes.bar(at, sorted(rates)[len(rates) // 2], color=COLOURS[name], width=0.6)
        axes.plot([at] * len(rates), rates, "k.", alpha=0.5)
    bolt = sorted(sqlite.rates(BOLT))[len(sqlite.rates(BOLT)) // 2]
    axes.axhline(GOAL * bolt, color="k", linewidth=0.8, linestyle=":", label=f"{GOAL} of bare Bolt")
    axes.set_xticks(range(len(measured)), [_label(name) for _, name in measured], fontsize=8)
    axes.set(ylabel="answers acknowledged a second", title="32 connections; a dot is a round")
    axes.legend(frameon=False)


def _label(name: str) -> str:
    labels = {
        RONDO: "Rondo, SQLite",
        TEAMS: "Rondo,\nTeams",
        FRAMEWORK: "bare Bot\nFramework",
        DOOR: "bare,\nRondo's door",
        MIXED: "Slack and\nTeams",
        ONE: "PostgreSQL,\n1 process",
        TWO: "PostgreSQL,\n2 processes",
    }
    return labels.get(name, name)
