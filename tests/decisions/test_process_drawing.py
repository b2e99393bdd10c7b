"""The diagram of the process says what its table says now."""

from decisions.rounds.consent.table import CONSENT
from decisions.rounds.round import FINAL, Stage
from tools.draw_process import PAGE, PICTURE, drawing, mermaid, page, svg


def test_the_page_is_what_the_table_gives_now() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text, CONSENT) == text, "python -m tools.draw_process draws it anew"


def test_the_picture_is_what_the_table_gives_now() -> None:
    assert svg(CONSENT) == PICTURE.read_text(encoding="utf-8"), "python -m tools.draw_process draws it anew"


def test_every_way_of_the_table_is_drawn() -> None:
    drawn = drawing(CONSENT)
    seen = {(way.source, way.to) for way in drawn.ways}
    everywhere = {way.to for way in drawn.anywhere}
    for stage, turn in CONSENT.turns.items():
        assert {(stage, to) for to in turn.leads_to} <= seen
    for (stage, _), rule in CONSENT.rules.items():
        for to in rule.leads_to:
            assert (stage, to) in seen or to in everywhere or to is stage


def test_every_stage_is_in_the_picture() -> None:
    picture, text = svg(CONSENT), mermaid(CONSENT)
    for stage in Stage:
        assert f">{stage.replace('_', ' ')}<" in picture
        assert (f"{stage} --> [*]" in text) == (stage in FINAL)
