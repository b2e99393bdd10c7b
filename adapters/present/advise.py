"""The forms in which somebody gives advice, and in which the owner decides."""

from adapters.cards import Block, Buttons, DateField, Field, Form, Item, Line, Paragraph, words
from adapters.desk import Screen
from adapters.present.advice_card import advise_buttons, ask_said, why_asked
from adapters.present.advice_given import advice_in_a_chat
from adapters.present.answer import about_line
from adapters.present.forms import errors, text_field, typed_date
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage


def advise(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What others have advised stands below, for it is a conversation."""
    scene = Scene(record, reader)
    w = scene.w
    details = (Paragraph(written(scene.summary)),) if scene.summary else ()
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        *why_asked(scene),
        *details,
        text_field("words", w("advice.field"), screen, placeholder=w("advice.field_hint")),
        Line(words(w("advice.open"))),
        *advice_in_a_chat(scene),
    )
    return Form(
        w("button.advise"),
        body,
        scene.action(Verb.ADVISE),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def decide(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What was decided and how the advice was used are both needed; the advice stands below."""
    scene = Scene(record, reader)
    w = scene.w
    day = typed_date(screen, "review_on")
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        text_field("decision", w("advice.decision"), screen),
        text_field("advice_used", w("advice.used"), screen, placeholder=w("advice.used_hint")),
        DateField("review_on", w("advice.review_on"), day, w("advice.review_on_hint"), required=False),
        *advice_in_a_chat(scene),
    )
    return Form(
        w("button.decide"),
        body,
        scene.action(Verb.DECIDE),
        submit=w("advice.tell_all"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def my_advice(scene: Scene) -> list[Block]:
    """The way to advise; for who is asked and has none, the way to say so. Nobody advises themselves."""
    if scene.me == scene.round.proposer:
        return []
    seat = scene.record.seat
    advise = scene.button("button.advise", Verb.ADVISE)
    if scene.round.stage is Stage.ADVISING and seat.asked and not seat.heard:
        buttons = tuple(each for each in advise_buttons(scene).buttons if each.action.verb != Verb.MORE)
        ask = Paragraph(words(ask_said(scene), bold=True))
        return [*why_asked(scene), ask, Buttons(buttons), Line(words(scene.w("advice.open")))]
    key = "advice.heard" if seat.asked else "advice.you_may"
    return [Item(words(scene.w(key)), advise)]
