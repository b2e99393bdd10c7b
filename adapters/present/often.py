"""What is offered of a vote or a question that a circle asks more often: to let it open by itself; and to keep a vote as a
template."""

from adapters.cards import Block, Item, words
from adapters.present.rhythm_words import rhythm_said
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.rounds.way import Way
from decisions.templates.pattern import asks_about_days


def asked_often(scene: Scene) -> list[Block]:
    """For members of the circle, and for who has drafted it."""
    if not (scene.record.seat.in_circle or scene.proposes):
        return []
    if scene.round.ballot is None:
        return [_repeats(scene)] if scene.round.way is Way.QUESTION else []
    save = scene.button("button.save_template", Verb.SAVE_TEMPLATE)
    again = [] if asks_about_days(scene.round.ballot) else [_repeats(scene)]
    return [*again, Item(words(scene.w("often.save")), save)]


def _repeats(scene: Scene) -> Item:
    """What it is one of, or the way to have it open again."""
    w, repeats = scene.w, scene.record.recurrence
    if repeats is None:
        return Item(words(w("often.repeat")), scene.button("button.repeat", Verb.REPEAT))
    row = words(w("card.repeats", rhythm=rhythm_said(repeats.rhythm, w)))
    return Item(row, scene.button("button.open", Verb.OPEN_REPEAT, about=repeats.id, spoken=row.plain))
