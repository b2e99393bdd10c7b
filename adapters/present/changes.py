"""What changed in the text, and whose words it answers."""

from dataclasses import replace
from typing import Final

from adapters.cards import Block, Changes, Line, Quote, Span, Words, words
from adapters.present.excerpts import shortly
from adapters.present.scene import Scene
from adapters.present.written import in_full
from decisions.rounds.differences import Change, Piece, differences
from decisions.rounds.round import Because
from decisions.rounds.text import Text, changed_fields

_SAME_AROUND: Final = 60
"""Characters of unchanged text that are kept on each side of a change, when the whole is long."""
_LONG: Final = 400

LABELS: Final = {
    "title": "text.title",
    "proposal": "text.proposal",
    "plainly": "text.plainly",
    "outcome": "text.outcome",
    "measure": "text.measure",
    "review_on": "text.review_on",
    "affects": "text.affects",
}
"""The key of each field's short name."""


def changed_text(scene: Scene, since: int) -> tuple[Words, ...]:
    """What went out (struck) and what came in (bold) since a version, a paragraph for each field that
    changed."""
    old = next((version.text for version in scene.record.versions if version.version == since), None)
    return text_changes(scene, old, scene.round.text) if old else ()


def short_changes(scene: Scene, since: int, limit: int = 260) -> tuple[Block, ...]:
    """The beginning of what changed, for a message; a line says where the rest is."""
    left, paragraphs = limit, []
    whole = changed_text(scene, since)
    for paragraph in whole:
        spans = []
        for span in paragraph.spans:
            if left > 0:
                kept = span.text if len(span.text) <= left else span.text[:left].rsplit(" ", 1)[0] + "…"
                spans.append(replace(span, text=kept))
                left -= len(span.text)
        paragraphs += [Words(tuple(spans))] if spans else []
    if not paragraphs:
        return ()
    rest = (Line(words(scene.w("changes.the_rest"))),) if left <= 0 else ()
    return (Changes(tuple(paragraphs)), *rest)


def text_changes(scene: Scene, old: Text, new: Text) -> tuple[Words, ...]:
    return tuple(_field_change(scene, name, old, new) for name in changed_fields(old, new))


def _field_change(scene: Scene, name: str, old: Text, new: Text) -> Words:
    label = Span(scene.w("text.labelled", label=scene.w(LABELS[name])) + " ", italic=True)
    if name == "review_on":
        days = [scene.reader.day(day) if day else "–" for day in (old.review_on, new.review_on)]
        return Words((label, Span(days[0], struck=True), Span(" "), Span(days[1], bold=True)))
    return Words((label, *compared(getattr(old, name), getattr(new, name))))


def compared(old: str, new: str) -> tuple[Span, ...]:
    """What went out (struck) and what came in (bold); of much that stays, what stands around these."""
    pieces = differences(*_to_compare(old, new))
    long = sum(len(piece.text) for piece in pieces) > _LONG
    return tuple(_span(piece, shorten=long) for piece in pieces)


def _to_compare(old: str, new: str) -> tuple[str, str]:
    """Without marks, in whose styles what went out and what came in is shown; as they were typed where only a mark changed."""
    read = (in_full(old), in_full(new))
    return read if read[0] != read[1] else (old, new)


def _span(piece: Piece, *, shorten: bool) -> Span:
    if piece.change is Change.OUT:
        return Span(piece.text, struck=True)
    if piece.change is Change.IN:
        return Span(piece.text, bold=True)
    if shorten and len(piece.text) > 2 * _SAME_AROUND:
        return Span(f"{_begins(piece.text)} … {_ends(piece.text)}")
    return Span(piece.text)


def _begins(text: str) -> str:
    """As many whole words as fit; of one endless word, its beginning."""
    return text[: _SAME_AROUND + 1].rpartition(" ")[0] or text[:_SAME_AROUND]


def _ends(text: str) -> str:
    return text[-_SAME_AROUND - 1 :].partition(" ")[2] or text[-_SAME_AROUND:]


def you_said(scene: Scene, *, limit: int = 20, length: int = 280) -> tuple[Block, ...]:
    """ "You said, we changed": whose words the present version answers, if they allow their name."""
    newest = next((v for v in scene.record.versions if v.version == scene.round.version), None)
    if newest is None or not newest.because:
        return ()
    lead = Line(words(scene.w("changes.you_said"), bold=True))
    return (lead, *(said_by(scene, because, length) for because in newest.because[:limit]))


def said_by(scene: Scene, because: Because, length: int = 280) -> Quote:
    return Quote(shortly(because.words, length), scene.who(because.by, named=because.named))
