"""The advice that has been given, and who is asked for it: the newest first on a card, all of it on the page."""

from typing import Final

from adapters.cards import MAX_EXCERPT, Block, Heading, Line, Quote, words
from adapters.present.excerpts import beginning, shortly
from adapters.present.scene import Scene
from adapters.present.written import written
from decisions.ids import MemberId
from decisions.rounds.record import Remark, RemarkKind

_FEW: Final = 2
_EACH: Final = 18
"""Words of one of the few."""
_NAMED: Final = 6
_IN_A_CHAT: Final = 30
_CHARACTERS: Final = 12_000
"""Of all of them together, in a chat."""


def few_advice(scene: Scene) -> tuple[Block, ...]:
    """The newest, and how much more there is."""
    given = _given(scene)
    quotes = tuple(
        Quote(beginning(one.text, _EACH, MAX_EXCERPT // _FEW), scene.who(one.by))
        for one in reversed(given[-_FEW:])
    )
    left = len(given) - len(quotes)
    return (*quotes, Line(words(scene.w.n("words.more", left)))) if left else quotes


def advice_blocks(scene: Scene) -> list[Block]:
    """In full, the earliest first: it is a conversation."""
    given = _given(scene)
    return _headed(scene, [Quote(written(one.text), scene.who(one.by)) for one in given]) if given else []


def advice_in_a_chat(scene: Scene) -> list[Block]:
    """As much of it as a chat holds, of many the newest."""
    given = _given(scene)
    shown = given[-_IN_A_CHAT:]
    if not shown:
        return []
    each = _CHARACTERS // len(shown)
    left = len(given) - len(shown)
    rest = [Line(words(scene.w.n("words.more_on_page", left)))] if left else []
    return _headed(scene, [*rest, *(_cut(scene, one, each) for one in shown)])


def _given(scene: Scene) -> tuple[Remark, ...]:
    return tuple(remark for remark in scene.record.remarks if remark.kind is RemarkKind.ADVICE)


def _cut(scene: Scene, one: Remark, limit: int) -> Quote:
    text = written(one.text) if len(one.text) <= limit else shortly(one.text, limit)
    return Quote(text, scene.who(one.by))


def _headed(scene: Scene, blocks: list[Block]) -> list[Block]:
    return [Heading(scene.w("advice.given")), *blocks]


def named_lines(scene: Scene) -> tuple[Line, ...]:
    """Whom it affects and who knows, by name: they are asked in front of all. Of many, the first."""
    named = scene.round.advisers
    if named is None:
        return ()
    lines = [
        scene.w(key, names=_names(scene, members))
        for key, members in (("advice.affects", named.affected), ("advice.know", named.knowing))
        if members
    ]
    return tuple(Line(words(line)) for line in lines)


def _names(scene: Scene, members: tuple[MemberId, ...]) -> str:
    names = [scene.name(member) for member in members[:_NAMED]]
    if len(members) > _NAMED:
        names.append(scene.w.n("ballot.and_more", len(members) - _NAMED))
    return scene.w.list(names)
