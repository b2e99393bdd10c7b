"""What a result means and what comes next, in the words of whoever told it: beside the figures, and the way to tell it."""

from adapters.cards import Block, Item, Quote, words
from adapters.present.excerpts import shortly
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.processes import PROCESSES
from decisions.rounds.commands import TellOutcome


def outcome_told(scene: Scene, limit: int = 0) -> tuple[Block, ...]:
    """As it was written, of which ``limit`` characters are shown (0: all)."""
    told = scene.round.outcome_statement
    if told is None:
        return ()
    key = "told.by_corrected" if told.is_corrected else "told.by"
    said = shortly(told.words, limit) if limit else written(told.words)
    return (Quote(said, scene.w(key, name=scene.name(told.by))),)


def tell_outcome_row(scene: Scene) -> tuple[Block, ...]:
    """For whoever may tell it now, or correct it."""
    if not _may_tell(scene):
        return ()
    if scene.round.outcome_statement is None:
        text, label = "told.row", "button.tell_outcome"
    else:
        text, label = "told.row_again", "button.correct_outcome"
    return (Item(words(scene.w(text)), scene.button(label, Verb.TELL_OUTCOME)),)


def _may_tell(scene: Scene) -> bool:
    """The facilitator; an author where nobody in the circle facilitates it."""
    round, here = scene.round, {seat.member for seat in scene.record.circle.seats}
    if PROCESSES[round.process].rule(round.stage, TellOutcome) is None or scene.me not in here:
        return False
    return scene.facilitates or (scene.proposes and round.facilitator not in here)
