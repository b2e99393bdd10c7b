"""Voting in secret: the form, which says what it promises before a vote that is final, and the receipt, which is shown once."""

from typing import Final

from adapters.cards import Block, Field, Form, Item, Line, Paragraph, PersonalCard, Span, Words, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_result import rule_lines
from adapters.present.forms import errors, typed
from adapters.present.heard import closes, deadline
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.vote import beside_the_choice, choice_fields
from decisions.rounds.ballots.receipt import Receipt, receipt_said
from decisions.rounds.record import RoundRecord

RECEIPT: Final = "receipt"
"""Under this it travels with the form."""


def vote(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What it promises and that it is final stands before the button."""
    scene = Scene(record, reader)
    if record.seat.heard:
        return _voted(scene)
    w = scene.w
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        *choice_fields(scene, screen, None, required=True),
        Paragraph(words(w("secret.final_before"), bold=True)),
        *promise(scene),
        Line(closes(scene)),
        *rule_lines(scene),
        Item(words(w("secret.blank")), scene.button("button.leave_blank", Verb.LEAVE_BLANK)),
    )
    return Form(
        w("secret.title"),
        body,
        scene.action(Verb.VOTE),
        submit=w("secret.send"),
        close=w("form.cancel"),
        carried={RECEIPT: typed(screen, RECEIPT)},
        errors=beside_the_choice(errors(screen, reader)),
    )


def leave_blank(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    if record.seat.heard or not record.round.terms.secret:
        return _voted(scene)
    w = scene.w
    return Form(
        w("secret.title"),
        (about_line(scene), Paragraph(words(w("secret.blank_means")))),
        scene.action(Verb.LEAVE_BLANK),
        submit=w("button.leave_blank"),
        close=w("form.cancel"),
        carried={RECEIPT: typed(screen, RECEIPT)},
        errors=errors(screen, reader),
    )


def voted_in_secret(record: RoundRecord, reader: Reader, receipt: Receipt) -> PersonalCard:
    """It is recorded, and this is how to find it among all."""
    scene = Scene(record, reader)
    w, shown = scene.w, Span(receipt_said(receipt), bold=True)
    said = w.rich("secret.voted", title=scene.title)
    kept = Line(words(w("secret.receipt_means", when=deadline(scene))))
    return PersonalCard(
        said.plain, (Paragraph(said), Paragraph(w.rich("secret.receipt", receipt=shown)), kept)
    )


def promise(scene: Scene) -> tuple[Line, Line]:
    """What it is safe against, and what not."""
    return Line(words(scene.w("secret.promise"))), Line(words(scene.w("secret.not_promised")))


def secret_said(scene: Scene) -> Words:
    """In a line, on every card of it."""
    return words(scene.w("secret.said"))


def _voted(scene: Scene) -> Form:
    w = scene.w
    body = (
        about_line(scene),
        Paragraph(words(w("secret.voted_already"))),
        *promise(scene),
        Line(closes(scene)),
    )
    return Form(w("secret.title"), body, scene.action(Verb.VOTE), close=w("form.close"))
