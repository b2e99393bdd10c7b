"""The bench runs from end to end at a tiny size, so that it cannot rot. What it measures here means nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_bench_measures_everything_and_writes_its_table_its_plot_and_its_figures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--tiny", "--no-postgres", "--out", str(tmp_path)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bare Bolt" in done.stdout
    assert (tmp_path / "speed.png").stat().st_size > 10_000
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["sqlite"]["Rondo"]["ratio"] > 0
    assert figures["sqlite"]["writer, a ballot"]["per_second"] > 0
    variants = {"Teams", "bare Bot Framework", "bare, Rondo's door", "Slack", "Slack and Teams"}
    assert set(figures["platforms"]) == variants
    counted = figures["platforms_counted"]
    assert counted["sent"] == counted["recorded"] == counted["events"] == 32 + 3 * 64
    assert counted["presses"] == counted["cards"] == 32 + 64 + 32
    one = figures["one_answer"]
    assert one["400"]["statements"] == one["10"]["statements"]
    assert one["reads_others"] == []
    assert figures["burst"]["edits"] >= 1
    assert figures["confirmations"]["sent"] == figures["burst"]["answers"] + 96
    counts = {each["method"]: each for each in figures["counts"]}
    assert set(counts) == {"choose_one", "instant_runoff", "schulze", "stv"}
    assert all(each["answers"] == 2_000 and each["seconds"] >= 0 for each in counts.values())
    assert counts["choose_one"]["times_read"] == 1
    assert "Counting 2,000 answers" in done.stdout
    (reminding,) = figures["reminding"]
    assert [tick["due"] for tick in reminding["ticks"]] == [0, 1, 100, 100, 100]
    assert "of 1,000 commitments" in done.stdout
