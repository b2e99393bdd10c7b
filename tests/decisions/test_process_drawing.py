"""The diagram of each process says what its table says now."""

import pytest

from decisions.process import Process
from decisions.processes import PROCESSES
from decisions.rounds.round import FINAL
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
def test_every_stage_is_in_the_picture(process: Process) -> None:
    picture, text = svg(process), mermaid(process)
    assert len(stages_of(process)) > 3
    for stage in stages_of(process):
        assert f">{stage.replace('_', ' ')}<" in picture
        assert (f"{stage} --> [*]" in text) == (stage in FINAL)
