"""How each stakeholder group voted, where the terms let that be told and nobody can be read out of it."""

from typing import Final

from adapters.cards import Block, Line, Part, words
from adapters.present.ballot_figures import in_order, unit_of
from adapters.present.ballot_words import number_said, option_said
from adapters.present.charts import breakdown
from adapters.present.scene import Scene
from decisions.rounds.ballots.by_group import LEAST
from decisions.rounds.ballots.result import GroupCount

_OPTIONS: Final = 12
"""Whose figures are told for each group: the first."""


def group_blocks(scene: Scene) -> tuple[Block, ...]:
    """Once it is counted."""
    result = scene.record.counted
    if not scene.round.terms.by_group or not scene.round.is_over or result is None or not result.counted:
        return ()
    if not result.by_group:
        return (Line(words(scene.w("by_group.too_few", least=LEAST))),)
    all_keys = [standing.key for standing in in_order(result)]
    order, hidden = all_keys[:_OPTIONS], len(all_keys) - _OPTIONS
    parts = [_part(scene, part, order) for part in result.by_group]
    options = [option_said(scene, key) for key in order]
    table = breakdown(scene.w(f"by_group.{unit_of(result)}"), options, parts, scene.w)
    more = (Line(words(scene.w.n("by_group.more_options", hidden))),) if hidden > 0 else ()
    together = any(part.group is None for part in result.by_group)
    why = (Line(words(scene.w("by_group.together", least=LEAST))),) if together else ()
    return (table, *more, *why)


def _part(scene: Scene, part: GroupCount, order: list[str]) -> Part:
    name = scene.w("by_group.others") if part.group is None else scene.group(part.group)
    figures = dict(part.figures)
    held = tuple(number_said(figures[key], scene.w) if figures[key] else "" for key in order)
    return Part(name, scene.w.n("by_group.voted", part.counted), held)
