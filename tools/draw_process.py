"""Draw every process from its table: ``python -m tools.draw_process`` writes docs/process-<name>.md and its picture.

Nothing is read but the table, and nothing is needed but Python. A test compares what is committed with what the table gives.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from decisions.commands import Command
from decisions.process import Process, Rule, Who
from decisions.processes import PROCESSES
from decisions.rounds.round import FINAL, Stage
from tools.process_svg import Way, picture

DOCS: Final = Path(__file__).parent.parent / "docs"
BEGIN: Final = "<!-- drawn from the table: {part} -->"
END: Final = "<!-- end: {part} -->"
WHO: Final[Mapping[Who, str]] = {
    Who.CIRCLE: "anyone of the circle",
    Who.ASKED: "everyone asked",
    Who.AUTHORS: "proposer, co-authors",
    Who.PROPOSER: "proposer",
    Who.FACILITATOR: "facilitator",
    Who.AUTHORS_OR_FACILITATOR: "proposer, co-authors, facilitator",
    Who.INVITED: "a guest who was invited",
    Who.HOUSE: "by itself",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a table says about how one stage leads to another. ``anywhere``: what does so from every stage that is open."""

    stages: tuple[Stage, ...]
    ends: tuple[Stage, ...]
    ways: tuple[Way, ...]
    anywhere: tuple[Way, ...]


def page_of(process: Process) -> Path:
    return DOCS / f"process-{_name(process)}.md"


def picture_of(process: Process) -> Path:
    return DOCS / f"process-{_name(process)}.svg"


def _name(process: Process) -> str:
    return process.key.partition("@")[0]


def stages_of(process: Process) -> tuple[Stage, ...]:
    """Those that a round can be in that follows it, in order; its ends last."""
    where = {stage for stage, _ in process.rules}
    where |= {to for rule in process.rules.values() for to in rule.leads_to}
    where |= {to for turn in process.turns.values() for to in turn.leads_to}
    return tuple(stage for stage in Stage if stage in where)


def drawing(process: Process) -> Drawing:
    stages = tuple(stage for stage in stages_of(process) if stage not in FINAL)
    open_stages = [stage for stage in stages if stage in process.turns]
    anywhere = {
        (command, to)
        for (_, command), rule in process.rules.items()
        for to in rule.leads_to
        if all(_leads(process, stage, command, to) for stage in open_stages)
    }
    labels: dict[tuple[Stage, Stage], list[str]] = {}
    for stage in stages:
        if turn := process.turns.get(stage):
            for to in turn.leads_to:
                labels.setdefault((stage, to), []).append(turn.ends_when)
    for (stage, command), rule in sorted(process.rules.items(), key=_in_order):
        for to in rule.leads_to:
            if to is not stage and (command, to) not in anywhere:
                labels.setdefault((stage, to), []).append(words(command))
    ways = tuple(Way(source, to, tuple(said)) for (source, to), said in labels.items())
    everywhere: dict[Stage, list[str]] = {}
    for command, to in sorted(anywhere, key=lambda one: (one[0].__name__, list(Stage).index(one[1]))):
        everywhere.setdefault(to, []).append(words(command))
    return Drawing(
        stages=stages,
        ends=tuple(stage for stage in stages_of(process) if stage in FINAL),
        ways=ways,
        anywhere=tuple(Way(None, to, tuple(said)) for to, said in everywhere.items()),
    )


def _leads(process: Process, stage: Stage, command: type[Command], to: Stage) -> bool:
    rule = process.rule(stage, command)
    return rule is not None and to in rule.leads_to


def _in_order(item: tuple[tuple[Stage, type[Command]], Rule]) -> tuple[int, str]:
    (stage, command), _ = item
    return list(Stage).index(stage), command.__name__


def words(command: type[Command]) -> str:
    """``AskForTest`` as "Ask for test"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", command.__name__).capitalize()


def mermaid(process: Process) -> str:
    drawn = drawing(process)
    lines = ["stateDiagram-v2", "    [*] --> draft", "    state open {"]
    lines += [f"        {stage}" for stage in drawn.stages if stage in process.turns]
    lines.append("    }")
    lines += [f"    {way.source} --> {way.to}: {'; '.join(way.labels)}" for way in drawn.ways]
    lines += [f"    open --> {way.to}: {'; '.join(way.labels)}" for way in drawn.anywhere]
    lines += [f"    {stage} --> [*]" for stage in drawn.ends]
    return "\n".join(lines)


def who_does_what(process: Process) -> str:
    """A table for each stage: who may do what, where it leads, and how the stage ends by itself."""
    parts = []
    for stage in (one for one in stages_of(process) if one not in FINAL):
        lines = [f"### {stage.value.capitalize()}", ""]
        if turn := process.turns.get(stage):
            leads = ", ".join(turn.leads_to).replace("_", " ")
            lines += [f"Ends by itself: {turn.ends_when}. It then leads to: {leads}.", ""]
        lines += ["| what | who | can lead to |", "| --- | --- | --- |"]
        for (where, command), rule in sorted(process.rules.items(), key=_in_order):
            if where is stage:
                leads = ", ".join(rule.leads_to).replace("_", " ")
                lines.append(f"| {words(command)} | {WHO[rule.who]} | {leads} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def page(text: str, process: Process) -> str:
    """The page with the drawn parts as the table gives them now; what people wrote around them stays."""
    for part, drawn in (
        ("diagram", f"```mermaid\n{mermaid(process)}\n```"),
        ("who does what", who_does_what(process)),
    ):
        begin, end = BEGIN.format(part=part), END.format(part=part)
        before, found, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not found or not ended:
            name = page_of(process).name
            raise ValueError(f"{name} has no place for the {part}: it needs {begin} and {end}")
        text = f"{before}{begin}\n{drawn}\n{end}{after}"
    return text


def svg(process: Process) -> str:
    drawn = drawing(process)
    return picture(drawn.stages, drawn.ends, drawn.ways, drawn.anywhere)


def main() -> int:
    for process in PROCESSES.values():
        path = page_of(process)
        path.write_text(page(path.read_text(encoding="utf-8"), process), encoding="utf-8")
        picture_of(process).write_text(svg(process), encoding="utf-8")
        print(f"Drawn: {path.name}, {picture_of(process).name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
