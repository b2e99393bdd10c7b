"""Somebody would like to talk it through: how they can be reached, and the facilitator's view of who asks."""

from adapters.cards import Block, Form, Line, Paragraph, Quote, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.excerpts import shortly
from adapters.present.forms import errors, text_field
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.talk import remarks
from adapters.present.verbs import Verb
from decisions.rounds.record import Remark, RemarkKind, RoundRecord


def reach_me(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A phone number, or a good time: for the facilitator's eyes only."""
    scene = Scene(record, reader)
    w = scene.w
    facilitator = scene.name(scene.round.facilitator)
    return Form(
        w("button.reach_me"),
        (
            about_line(scene),
            text_field("words", w("call.how"), screen, placeholder=w("call.how_hint"), multiline=False),
            Line(words(w("call.in_private", facilitator=facilitator))),
        ),
        scene.action(Verb.REACH_ME),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def calls_wanted(scene: Scene) -> list[Block]:
    """Who would like to talk, with how they can be reached. Only the facilitator's record holds any of it."""
    if scene.round.is_over:
        return []
    return [block for call in remarks(scene, RemarkKind.CALL) for block in call_blocks(scene, call)]


def call_blocks(scene: Scene, call: Remark) -> list[Block]:
    said = scene.w("call.wanted", who=scene.who(call.by), when=scene.reader.at(call.at))
    reach = [Quote(shortly(call.text, 400), scene.w("call.reach"))] if call.text else []
    return [Paragraph(words(said, bold=True)), *reach]
