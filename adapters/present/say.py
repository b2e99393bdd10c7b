"""The form in which somebody says their words to a question, what they said before, and what is written down for somebody."""

from adapters.cards import (
    MAX_TEXT,
    Block,
    Field,
    Form,
    Item,
    Line,
    Option,
    Paragraph,
    Quote,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_words import answer_said, is_sealed
from adapters.present.excerpts import shortly
from adapters.present.forms import NO, YES, Told, errors, named_field, text_field
from adapters.present.heard import closes, deadline
from adapters.present.question_card import say_buttons
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.spoken import read_when
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.record import RoundRecord


def say(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What was said before is preset; sending the form takes its place."""
    scene = Scene(record, reader)
    w, mine = scene.w, record.seat.answer
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        *_details(scene),
        *_too_long_to_edit(scene, mine),
        text_field("words", w("words.field"), screen, default=_preset(mine), placeholder=w("words.hint")),
        named_field(screen, w, default=NO if mine and not mine.named else YES),
        Line(words(read_when(scene))),
        Line(closes(scene)),
        Item(words(w("words.nothing")), scene.button("button.nothing_to_add", Verb.STAND_ASIDE)),
    )
    return Form(
        w("answer.title"),
        body,
        scene.action(Verb.SAY),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def take_back(scene: Scene, screen: Screen) -> Form:
    """Before "nothing to add" takes the place of words."""
    w, old = scene.w, scene.record.seat.answer
    quote = (Quote(shortly(old.words, 280)),) if old and old.words else ()
    return Form(
        w("replace.title"),
        (about_line(scene), Paragraph(words(w("words.take_back"))), *quote),
        scene.action(Verb.REPLACE),
        submit=w("replace.submit"),
        close=w("replace.close"),
        carried={"kind": str(Kind.STAND_ASIDE)},
        errors=errors(screen, scene.reader),
    )


def my_words(scene: Scene) -> list[Block]:
    """What I said, or the way to say it."""
    seat, w = scene.record.seat, scene.w
    if not seat.asked:
        return [Paragraph(words(w("words.not_asked")))]
    if seat.answer is None:
        buttons = say_buttons(scene)
        ask = Paragraph(words(w("words.ask"), bold=True))
        shown = tuple(each for each in buttons.buttons if each.action.verb != Verb.MORE)
        return [ask, type(buttons)(shown), Line(words(read_when(scene)))]
    said = w.rich(
        "more.my_answer", answer=answer_said(scene, seat.answer), when=scene.reader.at(seat.answer.at)
    )
    quote = [Quote(shortly(seat.answer.words, 400))] if seat.answer.words else []
    until = w("more.sealed", when=deadline(scene)) if is_sealed(scene) else read_when(scene)
    return [Item(said, scene.button("button.change_answer", Verb.SAY)), *quote, Line(words(until))]


def told_of_question(scene: Scene, screen: Screen) -> Told:
    """What somebody may have told the facilitator, and the field for it."""
    w = scene.w
    kinds = (
        Option(str(Kind.SPOKEN), w("words.told")),
        Option(str(Kind.STAND_ASIDE), w("button.nothing_to_add")),
    )
    return kinds, (text_field("words", w("write_down.words"), screen, required=False),)


def _details(scene: Scene) -> tuple[Block, ...]:
    return (Paragraph(written(scene.summary)),) if scene.summary else ()


def _preset(mine: Answer | None) -> str:
    return mine.words if mine and len(mine.words) <= MAX_TEXT else ""


def _too_long_to_edit(scene: Scene, mine: Answer | None) -> tuple[Block, ...]:
    """Two texts of one person together may be longer than a field: then they are shown above it."""
    if mine is None or len(mine.words) <= MAX_TEXT:
        return ()
    return (Line(words(scene.w("words.takes_its_place"))), Quote(written(mine.words)))
