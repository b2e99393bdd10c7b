"""Counting a ballot again: where its file is, and what to do with it."""

from adapters.cards import Block, Button, Buttons, Item, Paragraph, words
from adapters.present.scene import Scene
from adapters.present.verbs import Verb

ANCHOR = "again"
"""Of its part of the round's page."""


def recount_blocks(scene: Scene) -> list[Block]:
    """On the page, where the file can be had; and the ballots of a secret vote in a list, for each to find theirs."""
    if not _has_been_counted(scene):
        return []
    say = "recount.secret" if scene.round.terms.secret else "recount.open"
    how = Paragraph(scene.w.rich("recount.how", file=f"R-{scene.round.ref}.ballot.jsonl"))
    url = scene.reader.link("ballot", scene.round.id)
    get = Button(scene.w("button.download"), scene.action(Verb.OPEN_ROUND), url=url)
    listed = scene.button("button.all_ballots", Verb.ALL_BALLOTS)
    return [
        Paragraph(words(scene.w(say))),
        how,
        Buttons((listed, get) if scene.round.terms.secret else (get,)),
    ]


def recount_row(scene: Scene) -> list[Block]:
    """In a chat, the way there."""
    if not _has_been_counted(scene) or not scene.reader.base_url:
        return []
    url = f"{scene.reader.link('round', scene.round.id)}#{ANCHOR}"
    look = Button(scene.w("button.count_again"), scene.action(Verb.OPEN_ROUND), url=url)
    return [Item(words(scene.w("recount.row")), look)]


def _has_been_counted(scene: Scene) -> bool:
    return scene.round.is_over and scene.record.counted is not None
