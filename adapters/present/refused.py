"""A refusal in words: why not, what is now, and what the reader can do instead."""

from collections.abc import Mapping
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, Quote, words
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.asks import was_ok
from adapters.present.coach import not_yet_said
from adapters.present.electorate import is_of_no_party, not_asked_said
from adapters.present.first_run import start_button
from adapters.present.forms import error_words
from adapters.present.reader import Reader
from adapters.present.result import stage_now
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.text import cut
from decisions.refusals import Reason, Refusal
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import DECIDING, NAMING, Stage
from decisions.rounds.text import TEXT_LIMIT

_WORDS: Final = ("words", "reason", "text", "fix")
"""The fields in which people say something."""


def refused(record: RoundRecord | None, reader: Reader, screen: Screen) -> PersonalCard:
    """``record`` None: it is about no round, or one that is not the reader's to know of."""
    refusal = next(iter(screen.errors.values()), Refusal(Reason.NOT_FOUND))
    why = error_words(refusal, reader.copy)
    blocks: list[Block] = [Paragraph(words(why))]
    if record is None or refusal.reason is Reason.NOT_FOUND:
        lost = lost_words(reader.copy, screen.typed)
        ways = _anywhere(reader)
        if refusal.reason is Reason.NO_CIRCLE_HERE:
            ways = (start_button(reader), *ways)
        return PersonalCard(why, (*blocks, *lost, Buttons(ways)))
    scene = Scene(record, reader)
    if refusal.reason is Reason.NOT_YET and (not_yet := not_yet_said(scene)):
        blocks = [Paragraph(words(not_yet))]
    if refusal.reason is Reason.ASKED_OF_OTHERS and is_of_no_party(scene):
        blocks = [Paragraph(words(not_asked_said(scene)))]
    blocks += lost_words(scene.w, screen.typed)
    blocks.append(Line(scene.w.rich("sorry.now", title=scene.title, now=stage_now(scene.round, scene))))
    return PersonalCard(why, (*blocks, Buttons(true_now(scene))))


def lost_words(w: Copy, typed: Mapping[str, str | tuple[str, ...]]) -> tuple[Quote, ...]:
    """What somebody typed into a form that leads nowhere any more, to be taken elsewhere."""
    said = (value for name in _WORDS if isinstance(value := typed.get(name), str) and value.strip())
    return tuple(Quote(words(cut(each, TEXT_LIMIT)), w("sorry.you_wrote")) for each in said)


def true_now(scene: Scene) -> tuple[Button, ...]:
    """Buttons that lead somewhere for this reader, as the round stands."""
    buttons: list[Button] = []
    if scene.round.stage in DECIDING | NAMING and scene.record.seat.asked:
        if was_ok(scene) and not scene.record.seat.heard:
            buttons.append(scene.button("button.still_ok", Verb.STILL_OK))
        key = "button.change_answer" if scene.record.seat.answer else "button.answer_now"
        if not (scene.round.terms.secret and scene.record.seat.heard):
            buttons.append(scene.button(key, scene.answering))
    elif scene.round.stage in (Stage.ADVISING, Stage.DECIDING):
        buttons.append(scene.button("button.advise", Verb.ADVISE))
    elif scene.round.stage is Stage.EXPLORING:
        buttons.append(scene.button("button.ask_question", Verb.ASK_QUESTION))
    elif scene.round.stage is Stage.INTEGRATING:
        buttons.append(scene.button("button.suggest_fix", Verb.SUGGEST_FIX))
    return (*buttons, scene.read_all, scene.more)


def _anywhere(reader: Reader) -> tuple[Button, ...]:
    w = reader.copy
    return (
        Button(w("button.home"), Action(Verb.HOME)),
        Button(w("button.help"), Action(Verb.HELP)),
    )
