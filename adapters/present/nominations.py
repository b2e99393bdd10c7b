"""What was said in a selection, as it is read once it is told: a few at first, all of it on the page and in *Read all*.

Never how many have named whom, and in an order drawn by lot.
"""

from typing import Final

from adapters.cards import MAX_EXCERPT, Block, Heading, Line, Quote, words
from adapters.present.excerpts import beginning, shortly
from adapters.present.scene import Scene
from adapters.present.written import written
from decisions.rounds.selection.nominated import Nomination

_FEW: Final = 3
_ROOM: Final = 40
"""Words that the first few may take together."""
_IN_A_CHAT: Final = 40
"""Nominations that a chat shows; the browser shows all."""
_CHARACTERS: Final = 12_000
"""Of all of them together, in a chat."""


def few_nominations(scene: Scene) -> tuple[Block, ...]:
    told = [one for one in scene.record.nominations if one.nominee is not None]
    each = max(6, _ROOM // _FEW)
    quotes = tuple(
        Quote(beginning(one.words, each, MAX_EXCERPT // _FEW), who_for_whom(scene, one))
        for one in told[:_FEW]
    )
    left = len(scene.record.nominations) - len(quotes)
    return (*quotes, Line(words(scene.w.n("words.more", left)))) if left and quotes else quotes


def nominations_blocks(scene: Scene) -> list[Block]:
    told = scene.record.nominations
    return _headed(scene, [Quote(written(one.words), who_for_whom(scene, one)) for one in told])


def nominations_in_a_chat(scene: Scene) -> list[Block]:
    """As much of it as a chat holds."""
    told = scene.record.nominations
    shown = told[:_IN_A_CHAT]
    each = _CHARACTERS // max(1, len(shown))
    blocks: list[Block] = [
        Quote(
            written(one.words) if len(one.words) <= each else shortly(one.words, each),
            who_for_whom(scene, one),
        )
        for one in shown
    ]
    left = len(told) - len(shown)
    rest = [Line(words(scene.w.n("words.more_on_page", left)))] if left else []
    return _headed(scene, [*blocks, *rest])


def who_for_whom(scene: Scene, one: Nomination) -> str:
    """Who nominates whom; and where the facilitator wrote it down for them, that they did."""
    said = _who_for_whom(scene, one)
    if one.written_by is None:
        return said
    return scene.w("selection.written_down", said=said, name=scene.name(one.written_by))


def _who_for_whom(scene: Scene, one: Nomination) -> str:
    who = scene.who(one.by)
    if one.nominee is None:
        return scene.w("selection.says", who=who)
    key = "selection.nominates_now" if one.changed else "selection.nominates"
    return scene.w(key, who=who, nominee=scene.name(one.nominee))


def _headed(scene: Scene, blocks: list[Block]) -> list[Block]:
    if not blocks:
        return []
    return [Heading(scene.w("selection.told")), Line(words(scene.w("selection.no_count"))), *blocks]
