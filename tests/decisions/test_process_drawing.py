"""The diagram of each process says what its table says now."""

from dataclasses import replace

import pytest

from decisions.commands import Command
from decisions.process import Process, Rule
from decisions.processes import PROCESSES
from decisions.rounds.commands import Withdraw
from decisions.rounds.round import FINAL, Stage
from tools.draw_process import drawing, mermaid, page, page_of, picture_of, stages_of, svg

EACH = pytest.mark.parametrize("process", PROCESSES.values(), ids=list(PROCESSES))


@EACH
def test_the_page_is_what_the_table_gives_now(process: Process) -> None:
    text = page_of(process).read_text(encoding="utf-8")
    assert page(text, process) == text, "python -m tools.draw_process draws it anew"


@EACH
def test_the_picture_is_what_the_table_gives_now(process: Process) -> None:
    committed = picture_of(process).read_text(encoding="utf-8")
    assert svg(process) == committed, "python -m tools.draw_process draws it anew"


@EACH
def test_every_way_of_the_table_is_drawn(process: Process) -> None:
    drawn = drawing(process)
    seen = {(way.source, way.to) for way in drawn.ways}
    everywhere = {way.to for way in drawn.anywhere}
    for stage, turn in process.turns.items():
        assert {(stage, to) for to in turn.leads_to} <= seen | {(stage, to) for to in everywhere}
    for (stage, _), rule in process.rules.items():
        for to in rule.leads_to:
            assert (stage, to) in seen or to in everywhere or to is stage


@EACH
def test_where_one_command_ends_it_in_many_ways_these_are_always_drawn_in_the_same_order(
    process: Process,
) -> None:
    """An order by chance, as a set has it, would hardly ever be this one."""
    ends = tuple(stage for stage in Stage if stage in FINAL)
    rule = replace(next(iter(process.rules.values())), leads_to=tuple(reversed(ends)))
    everywhere: dict[tuple[Stage, type[Command]], Rule] = {(stage, Withdraw): rule for stage in process.turns}
    assert len(ends) > 5
    assert [way.to for way in drawing(replace(process, rules=everywhere)).anywhere] == list(ends)


@EACH
def test_every_stage_is_in_the_picture(process: Process) -> None:
    picture, text = svg(process), mermaid(process)
    assert len(stages_of(process)) > 3
    for stage in stages_of(process):
        assert f">{stage.replace('_', ' ')}<" in picture
        assert (f"{stage} --> [*]" in text) == (stage in FINAL)
