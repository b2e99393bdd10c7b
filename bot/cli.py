"""``rondo``: the command line."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection

from bot.settings import NO_PLATFORMS, Settings, SettingsRefused, load_settings

if TYPE_CHECKING:
    from decisions.rounds.ballots.recount import Difference
    from storage.database import Database

app: Final = typer.Typer(
    name="rondo",
    help="Rondo helps a group decide so that everyone is heard.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
say: Final = Console(stderr=True, highlight=False)
DEMO_DATABASE: Final = "rondo-demo.db"
MOST_NAMED: Final = 5
"""Differences that fit into a sentence."""
_ELSEWHERE: Final = (
    "`rondo migrate` makes its tables there; DATABASE_URL names another database. "
    "The sample network of `make run` has its own: `rondo verify --demo`."
)
OfTheSample = Annotated[bool, typer.Option("--demo", help="Of the sample network (`make run`).")]


def main() -> None:
    app()


@app.command()
def serve(
    worker: Annotated[bool, typer.Option(help="Also keep cards true, send, and watch the time.")] = True,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "0.0.0.0",  # noqa: S104
) -> None:
    """Serve Slack and the browser, on PORT (8000)."""
    settings = _settings()
    from bot.serving import serve as run

    with _sentences():
        run(settings, host=host, with_worker=worker)


@app.command()
def worker() -> None:
    """Only keep cards true, send, and watch the time (PostgreSQL: any number beside `serve --no-worker`)."""
    settings = _settings()
    with _sentences():
        _kept(settings).close()
        from bot.serving import work

        asyncio.run(work(settings))


@app.command()
def demo(
    reset: Annotated[
        bool, typer.Option(help="Begin anew: what was done in the sample network is lost.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """A sample network to try, at http://localhost:8000 (PORT). No account is needed."""
    settings = _settings(**_whose(True))
    from bot.serving import demonstrate, forget_sample

    with _sentences():
        if reset:
            forget_sample(settings)
            say.print("The sample network is as new. `make run` (or `rondo demo`) starts it.")
            return
        demonstrate(settings, host=host, told=say.print)


@app.command()
def migrate(
    check: Annotated[
        bool, typer.Option(help="Only say whether migrations make the declared schema.")
    ] = False,
) -> None:
    """Bring the database's schema up to date."""
    settings = _settings()
    from storage.database import Database
    from storage.lock import WriterLock
    from storage.migrate import differences, upgrade

    if check:
        with _empty_database() as url:
            database = Database(url)
            upgrade(database)
            found = differences(database)
            database.close()
        if found:
            say.print("The migrations do not make the schema that the tables declare:")
            for difference in found:
                say.print(f"  {difference}")
            raise typer.Exit(1)
        say.print("The migrations make the declared schema.")
        return
    database = Database(settings.database_url.get_secret_value())
    with _sentences(), WriterLock(database.url):
        upgrade(database)
    database.close()
    say.print("The database is up to date.")


@app.command()
def doctor() -> None:
    """Say what is missing or unsafe in the settings, and how to get it."""
    try:
        settings = load_settings()
    except SettingsRefused as refused:
        _tell(refused)
        raise typer.Exit(1) from None
    for warning in settings.warnings():
        say.print(f"- {warning}")
    for missing in settings.missing():
        say.print(f"- {missing}")
    places = [name for name, there in _places(settings).items() if there]
    say.print(f"Rondo would serve: {', '.join(places)}, at {settings.base_url}.")


@app.command()
def verify(demo: OfTheSample = False) -> None:
    """Check the journal, entry by entry, and name the first row that is wrong."""
    settings = _settings(**_whose(demo))
    from storage.checking import verify as check

    database = _kept(settings)
    with _progress("Checking the journal") as progress:
        wrong = database.read_now(lambda connection: check(connection, progress))
    database.close()
    if wrong is not None:
        say.print(f"The journal is not as it was written. The first row that is wrong: {wrong}")
        raise typer.Exit(1)
    say.print("The journal is whole.")


@app.command()
def export(
    out: Annotated[Path | None, typer.Option(help="A file to write; without it, standard output.")] = None,
    demo: OfTheSample = False,
) -> None:
    """Write what members may read of every round and agreement, one JSON object a line. What is sealed stays sealed."""
    settings = _settings(**_whose(demo))
    import json

    from storage.exporting import exported, networks

    def lines(connection: Connection) -> str:
        found = (line for network in networks(connection) for line in exported(connection, network))
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found)

    database = _kept(settings)
    written = database.read_now(lines)
    database.close()
    if out is None:
        typer.echo(written, nl=False)
    else:
        out.write_text(written, encoding="utf-8")


@app.command()
def ballots(
    folder: Annotated[Path, typer.Argument(help="Where to write them.", show_default=False)],
    demo: OfTheSample = False,
) -> None:
    """Write each ballot that has closed to a file of its own, without names, for `rondo recount`."""
    settings = _settings(**_whose(demo))
    from storage.exporting import ballot_file_name, ballot_lines, counted_ballots, networks

    def write(connection: Connection) -> list[Path]:
        files = []
        for network in networks(connection):
            for round in counted_ballots(connection, network):
                path = folder / str(network) / ballot_file_name(round)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w", encoding="utf-8", newline="\n") as file:
                    file.writelines(ballot_lines(connection, round))
                files.append(path)
        return files

    database = _kept(settings)
    files = database.read_now(write)
    database.close()
    for path in files:
        typer.echo(path)
    if not files:
        say.print("No ballot has closed yet.")


@app.command()
def recount(
    file: Annotated[Path, typer.Argument(help="A ballot that Rondo wrote.", show_default=False)],
) -> None:
    """Count an exported ballot again from its file alone. It ends with 0: the same result; 1: another; 2: no such file."""
    from decisions.rounds.ballots.recount import recount as count_again
    from storage.ballot_file import NotABallot, read

    try:
        ballot = read(file)
        found = count_again(ballot.ballot, ballot, ballot.eligible, ballot.result)
    except NotABallot as wrong:
        say.print(f"{file} is not a ballot that can be counted. {wrong}", markup=False)
        raise typer.Exit(2) from None
    if found:
        named = [_differs(difference) for difference in found[:MOST_NAMED]]
        more = [f"and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
        say.print(
            f"{file} holds another result than its answers come to: {'; '.join(named + more)}.", markup=False
        )
        raise typer.Exit(1)
    say.print(f"{file} holds the right result: its answers, counted again, come to the same.", markup=False)


@app.command()
def fairness(
    network: Annotated[str, typer.Option(help="Only of the network of this name.")] = "",
    circle: Annotated[str, typer.Option(help="Only of circles of this name.")] = "",
    role: Annotated[str, typer.Option(help="Only of roles of this name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one role a line.")] = False,
    demo: OfTheSample = False,
) -> None:
    """Show how evenly roles have passed around: turns by person and by group against an even share, and why they differ."""
    settings = _settings(**_whose(demo))
    from bot.fairness import as_values, tell
    from storage.reading.fairness import fairness_of_roles

    database = _kept(settings)
    found = database.read_now(lambda connection: list(fairness_of_roles(connection, network, circle, role)))
    database.close()
    if not found:
        say.print(
            "No role passes around under these names."
            if network or circle or role
            else "No role passes around yet."
        )
        raise typer.Exit(1)
    for one in found:
        if as_json:
            typer.echo(json.dumps(as_values(one), ensure_ascii=False))
        else:
            tell(Console(highlight=False), one)


manifest = typer.Typer(help="Write the manifest with which a platform installs Rondo.", no_args_is_help=True)
app.add_typer(manifest, name="manifest")


@manifest.callback()
def _manifests() -> None:
    """Write the manifest with which a platform installs Rondo."""


@manifest.command("slack")
def manifest_slack(
    url: Annotated[str, typer.Option(help="Where Slack reaches Rondo: https://rondo.example")] = "",
    socket_mode: Annotated[bool, typer.Option(help="Rondo connects by itself; no public address.")] = False,
) -> None:
    """Print Slack's app manifest (JSON): paste it at api.slack.com/apps, *From a manifest*."""
    import json

    from adapters.slack.manifest import BOT_SCOPES
    from adapters.slack.manifest import manifest as slack_manifest

    if not socket_mode and not url.startswith("https://"):
        say.print(
            "Slack reaches Rondo at an https:// address. Name it: rondo manifest slack --url https://rondo.example"
        )
        say.print("Without one, Rondo can connect by itself: rondo manifest slack --socket-mode")
        raise typer.Exit(1)
    typer.echo(json.dumps(slack_manifest(url, socket_mode=socket_mode), indent=2, ensure_ascii=False))
    _explain("The manifest asks your workspace for these scopes, and no others:", BOT_SCOPES)


@manifest.command("teams")
def manifest_teams(
    url: Annotated[str, typer.Option(help="Where people and Teams reach Rondo: https://rondo.example")],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("rondo-teams.zip"),
) -> None:
    """Write the Teams app package (zip): upload it in the Teams admin centre."""
    from adapters.teams.manifest import PERMISSIONS, package

    app_id = _settings(rondo_env="development").teams_app_id
    if app_id is None:
        say.print(
            "TEAMS_APP_ID is not set, and the package names the bot by it. Copy it from the Azure portal, at your "
            "bot's Configuration (Microsoft App ID). docs/teams.md says how to register a bot."
        )
        raise typer.Exit(1)
    try:
        out.write_bytes(package(app_id, url))
    except (ValueError, OSError) as wrong:
        say.print(str(wrong), markup=False)
        raise typer.Exit(1) from None
    say.print(
        f"{out} is written. In the Teams admin centre: Teams apps, Manage apps, Upload new app.", markup=False
    )
    _explain("It asks your organisation for these permissions, and no others:", PERMISSIONS)
    say.print(
        "It does not ask to read conversations: Rondo gets the messages that mention it, those written to it in "
        "private, and those that somebody hands to it. The members of a team or chat come from its roster."
    )


def _differs(difference: "Difference") -> str:
    """With what was counted and what was said, unless these are too long for a sentence."""
    if not (_is_short(difference.counted) and _is_short(difference.said)):
        return f"{difference.what} differ"
    return f"{difference.what} is {_told(difference.counted)}, not {_told(difference.said)}"


def _is_short(value: object) -> bool:
    return not isinstance(value, tuple) or all(isinstance(part, str) for part in value)


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)


def _explain(lead: str, asked: Mapping[str, str]) -> None:
    """Beside the manifest, on standard error: what is asked for can be read before anything is installed."""
    say.print(lead)
    for name, why in asked.items():
        say.print(f"- {name}: {why}", markup=False, emoji=False)


def _settings(**given: object) -> Settings:
    try:
        settings = load_settings(**given)  # type: ignore[arg-type]
    except SettingsRefused as refused:
        _tell(refused)
        raise typer.Exit(1) from None
    return settings


def _whose(demo: bool) -> dict[str, object]:
    """The settings of the sample network, which has a database of its own; without ``demo`` nothing is set."""
    return {**NO_PLATFORMS, "rondo_demo": True, "database_url": f"sqlite:///{DEMO_DATABASE}"} if demo else {}


def _kept(settings: Settings) -> "Database":
    """The database, with Rondo's tables in it. Where they are not, it says so and ends; and where another Rondo may be making
    them just now, it says that."""
    from storage.database import Database
    from storage.lock import WriterLock
    from storage.migrate import has_rondo

    database = Database(settings.database_url.get_secret_value())
    if has_rondo(database):
        return database
    database.close()
    lock = WriterLock(database.url)
    if lock.path is not None and lock.path.exists():
        with _sentences(), lock:
            pass
    named = database.url.database if database.on_sqlite else database.url.render_as_string(hide_password=True)
    sample = "`make run` makes it." if settings.rondo_demo else _ELSEWHERE
    say.print(f"Nothing of Rondo is kept in {named} yet. {sample}")
    raise typer.Exit(1)


def _tell(refused: SettingsRefused) -> None:
    say.print("Rondo does not start with these settings:")
    for problem in refused.problems:
        say.print(f"- {problem}")


def _places(settings: Settings) -> dict[str, bool]:
    return {
        "Slack": settings.slack_configured,
        "Teams": settings.teams_configured,
        "the browser": True,
        "email": settings.email_configured,
    }


@contextmanager
def _sentences() -> Iterator[None]:
    """What is expected to go wrong is said in a sentence, without a traceback."""
    from storage.lock import AnotherWriter

    try:
        yield
    except AnotherWriter as busy:
        say.print(str(busy))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=say, transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


@contextmanager
def _empty_database() -> Iterator[str]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'empty.db'}"
