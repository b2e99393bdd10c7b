"""What was said to a question, as it is read: a few at first, all of it on the page and in *Read all*."""

from typing import Final

from adapters.cards import MAX_EXCERPT, Block, Heading, Line, Quote, words
from adapters.present.excerpts import beginning, shortly
from adapters.present.scene import Scene
from adapters.present.written import written
from decisions.rounds.question.spoken import Spoken

_FEW: Final = 3
_ROOM: Final = 45
"""Words that the first few may take together."""
_IN_A_CHAT: Final = 40
"""Texts that a chat shows; the browser shows all."""
_CHARACTERS: Final = 12_000
"""Of all of them together, in a chat."""


def read_when(scene: Scene) -> str:
    """Who reads what is said, and when: the same for everyone."""
    return scene.w(f"words.read_{scene.round.terms.shown}")


def few_spoken(scene: Scene, room: int = _ROOM) -> tuple[Block, ...]:
    """The first of it, in so many words together, and how much more there is."""
    spoken, each = scene.record.spoken, max(5, room // _FEW)
    quotes = tuple(
        Quote(beginning(one.words, each, MAX_EXCERPT // _FEW), _who(scene, one)) for one in spoken[:_FEW]
    )
    left = len(spoken) - len(quotes)
    return (*quotes, Line(words(scene.w.n("words.more", left)))) if left else quotes


def spoken_blocks(scene: Scene) -> list[Block]:
    """Each once, in full, in the order in which it is read."""
    spoken = scene.record.spoken
    return _headed(scene, [Quote(written(one.words), _who(scene, one)) for one in spoken]) if spoken else []


def spoken_in_a_chat(scene: Scene) -> list[Block]:
    """As much of it as a chat holds."""
    shown = scene.record.spoken[:_IN_A_CHAT]
    if not shown:
        return []
    each = _CHARACTERS // len(shown)
    quotes: list[Block] = [
        Quote(written(one.words) if len(one.words) <= each else shortly(one.words, each), _who(scene, one))
        for one in shown
    ]
    left = len(scene.record.spoken) - len(shown)
    rest = [Line(words(scene.w.n("words.more_on_page", left)))] if left else []
    return _headed(scene, [*quotes, *rest])


def _headed(scene: Scene, blocks: list[Block]) -> list[Block]:
    return [Heading(scene.w("words.said")), Line(words(scene.w("words.in_turns"))), *blocks]


def _who(scene: Scene, one: Spoken) -> str:
    return scene.who(one.by, named=one.named)
