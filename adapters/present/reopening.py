"""A ballot that is opened again after its close: the form, and how everyone is told."""

from datetime import timedelta
from typing import Final

from adapters.cards import (
    Block,
    DateField,
    Form,
    Heading,
    Item,
    Line,
    Paragraph,
    SharedCard,
    Size,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_card import vote_buttons
from adapters.present.ballot_words import answer_said
from adapters.present.forms import errors, text_field, typed_date
from adapters.present.heard import closes, deadline
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.small_print import reopened_lines
from adapters.present.verbs import Verb
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import COUNTED

_A_WEEK: Final = timedelta(days=7)


def reopen(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Until when, and why: told to everyone."""
    scene = Scene(record, reader)
    w = scene.w
    body = (
        about_line(scene),
        Paragraph(words(w("reopen.means"))),
        DateField(
            "closes_at",
            w("ballot.closes_at"),
            typed_date(screen, "closes_at", reader.today + _A_WEEK),
            w("reopen.closes_at_hint"),
        ),
        text_field("words", w("reopen.why"), screen, placeholder=w("reopen.why_hint")),
    )
    return Form(
        w("reopen.title"),
        body,
        scene.action(Verb.REOPEN),
        submit=w("reopen.submit"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def reopened_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """Posted when it is opened again."""
    scene = Scene(record, reader)
    note = scene.w("notify.reopened", title=scene.title, when=deadline(scene))
    see = scene.w.rich("card.by_and_see", when=deadline(scene), link=scene.card_link)
    lead = Paragraph(scene.w.rich("card.reopened", title=scene.title))
    return SharedCard(note, (lead, *reopened_lines(scene), Line(see), vote_buttons(scene)), Size.SMALL)


def reopened_blocks(scene: Scene) -> tuple[Block, ...]:
    """To one person: what they have said still stands; who has said nothing can now."""
    answer = scene.record.seat.answer
    said = (
        scene.w("reopen.you_said", answer=answer_said(scene, answer))
        if answer
        else scene.w("reopen.your_turn")
    )
    return (*reopened_lines(scene), Paragraph(words(said)), vote_buttons(scene), Line(closes(scene)))


def reopen_part(scene: Scene) -> list[Block]:
    """For whoever facilitates a ballot that has been counted."""
    round = scene.round
    if not scene.facilitates or round.ballot is None or round.terms.secret or round.stage not in COUNTED:
        return []
    button = scene.button("button.reopen", Verb.REOPEN)
    return [Heading(scene.w("more.you_facilitate")), Item(words(scene.w("more.reopen")), button)]
