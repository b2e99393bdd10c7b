"""What the round about a memorandum says of it: between whom it is, where it is kept, and what is new in another version."""

from dataclasses import replace

from adapters.cards import Block, Changes, Item, words
from adapters.present.changes import text_changes
from adapters.present.electorate import is_of_no_party, parties_said
from adapters.present.mou_words import as_told
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.mous.mou import Version
from decisions.rounds.round import Stage


def about_said(scene: Scene) -> str:
    """That it is about a memorandum, between whom, and who decides."""
    key = "mou_round.about" if _amends(scene) is None else "mou_round.about_new"
    return scene.w(key, names=parties_said(scene))


def memorandum_row(scene: Scene) -> tuple[Block, ...]:
    """The way to it; nothing in any other round, nor for who may not see the draft that it has become again."""
    draft = scene.round.is_over and scene.round.stage is not Stage.AGREED
    if scene.round.mou is None or (draft and is_of_no_party(scene)):
        return ()
    said = about_said(scene)
    opens = scene.button("button.open_mou", Verb.OPEN_MOU, about=scene.round.mou, spoken=said)
    return (Item(words(said), opens),)


def news_blocks(scene: Scene) -> list[Block]:
    """What it would change in the version that holds."""
    holds, mou = _amends(scene), scene.record.mou
    if holds is None or mou is None:
        return []
    terms = holds.terms
    told = as_told(terms, scene.record.organisations, scene.reader)
    old = replace(
        scene.round.text,
        title=terms.title,
        outcome=terms.purpose,
        proposal=told,
        review_on=terms.review_on,
    )
    changed = text_changes(scene, old, scene.round.text)
    return [Changes(changed)] if changed else []


def _amends(scene: Scene) -> Version | None:
    """The version in force that it asks to change; None for a first one, and once it is over."""
    mou = scene.record.mou
    if mou is None or mou.coming is None or mou.coming.round_id != scene.round.id:
        return None
    return mou.in_force
