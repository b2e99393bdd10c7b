"""Every ballot of a secret vote that was counted, by its receipt, for each voter to find theirs and anyone to count."""

from typing import Final

from adapters.cards import Block, Field, Form, Line, Listing, Paragraph, Span, TextField, Words, words
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_words import choice_said
from adapters.present.forms import typed
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.receipt import Paper, receipt_said
from decisions.rounds.record import RoundRecord

BEGINS: Final = "begins"
"""The field for the first signs of the receipts."""
SIGNS_TOLD: Final = 2
"""Nobody has to tell us which is theirs: of a hundred thousand ballots some hundred begin with the same two."""
MOST: Final = 100
"""At once. Of more, those are shown that begin as it is typed."""


def all_ballots(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Refuses while the vote is open, and of a ballot that is not secret."""
    scene = Scene(record, reader)
    if not record.round.terms.secret or record.counted is None:
        raise Refusal(Reason.NOT_NOW, {"stage": record.round.stage.value})
    w, folded = scene.w, record.papers_in_all > MOST
    begins = typed(screen, BEGINS)
    lead = Paragraph(words(w.n("ballots.lead", record.papers_in_all)))
    body: list[Block | Field] = [about_line(scene), lead]
    if folded:
        body.append(TextField(BEGINS, w("ballots.begins"), begins, required=False, max_length=SIGNS_TOLD))
    if record.papers:
        body.append(Listing(tuple(_row(scene, paper) for paper in record.papers)))
    if len(record.papers) == MOST:
        body.append(Line(words(w("ballots.cut", most=MOST))))
    submit = w("ballots.show") if folded else None
    return Form(
        w("ballots.title"), tuple(body), scene.action(Verb.ALL_BALLOTS), submit=submit, close=w("form.close")
    )


def _row(scene: Scene, paper: Paper) -> Words:
    said = scene.w("ballots.blank") if paper.choice is None else choice_said(scene, paper.choice)
    return Words((Span(receipt_said(paper.receipt), bold=True), Span(f": {said}")))
