"""``python -m bench``: measures, prints a table, and writes a plot and the figures. Ends by itself."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench.counting import measure_counts
from bench.fake_slack import FakeSlack, a_fake_slack
from bench.plan import FULL, QUICK, TINY, Plan
from bench.platforms import on_both_platforms
from bench.plot import write_plot
from bench.reminding import measure_reminding
from bench.report import Results, machine, print_table, write_figures
from bench.statements import measure_growth
from bench.variants import Tell, on_postgres, on_sqlite
from tests.support.postgres import DURABLE, is_available, start_postgres

RESULTS: Final = Path("bench-results")
console: Final = Console()


async def run(plan: Plan, folder: Path, tell: Tell, *, postgres: bool) -> Results:
    """All measurements, one after the other; ``folder`` holds the databases."""
    async with a_fake_slack() as slack:
        measured, burst, sending = await on_sqlite(f"sqlite:///{folder / 'answers.db'}", plan, slack, tell)
        url = f"sqlite:///{folder / 'growth.db'}"
        growth = await asyncio.to_thread(measure_growth, url, plan.big_round, plan.singles, tell)
        platforms = await on_both_platforms(f"sqlite:///{folder / 'platforms.db'}", plan, slack, tell)
        counts = await asyncio.to_thread(measure_counts, plan.counted, tell)
        url = f"sqlite:///{folder / 'reminders.db'}"
        reminding = await asyncio.to_thread(measure_reminding, url, plan.commitments, plan.people, tell)
        results = Results(measured, burst, sending, growth, platforms, counts, reminding)
        if postgres:
            await _on_postgres(results, plan, slack, tell)
    return results


async def _on_postgres(results: Results, plan: Plan, slack: FakeSlack, tell: Tell) -> None:
    server = await asyncio.to_thread(start_postgres, DURABLE)
    try:
        url = server.url(server.create_database())
        results.postgres = await on_postgres(url, plan, slack, tell)
        url, answers = server.url(server.create_database()), plan.postgres_big_round
        results.postgres_growth = await asyncio.to_thread(measure_growth, url, answers, plan.singles, tell)
        url, many = server.url(server.create_database()), plan.postgres_commitments
        results.postgres_reminding = await asyncio.to_thread(measure_reminding, url, many, plan.people, tell)
    finally:
        server.stop()


def main(
    quick: Annotated[bool, typer.Option(help="A smoke test of some forty seconds.")] = False,
    tiny: Annotated[bool, typer.Option(hidden=True)] = False,
    postgres: Annotated[bool, typer.Option(help="Measure PostgreSQL too.")] = True,
    out: Annotated[Path, typer.Option(help="Where the plot and the figures go.")] = RESULTS,
) -> None:
    """How fast answers are, beside what they stand on."""
    plan = TINY if tiny else QUICK if quick else FULL
    if postgres and not is_available():
        console.print("PostgreSQL's binaries are missing (make test installs them): it is left out.")
    console.print(f"On {machine()}")
    shown = Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console)
    # Refreshed only when a step begins: drawing a spinner would take time from the load generator.
    shown.live.auto_refresh = False
    with shown, tempfile.TemporaryDirectory(prefix="rondo-bench-") as temporary:
        task = shown.add_task("starting")

        def tell(step: str) -> None:
            shown.update(task, description=step, refresh=True)

        results = asyncio.run(run(plan, Path(temporary), tell, postgres=postgres and is_available()))
    print_table(results, console)
    out.mkdir(parents=True, exist_ok=True)
    console.print(f"Written: {write_plot(results, out)}, {write_figures(results, out)}")


if __name__ == "__main__":
    typer.run(main)
