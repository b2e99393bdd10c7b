"""The fields with which something is asked of a circle: the question, and until when."""

from datetime import datetime

from adapters.cards import MAX_TITLE, DateField, Field, TextField
from adapters.desk import Screen
from adapters.present.forms import text_field, typed, typed_date
from adapters.present.reader import Reader
from decisions.rounds.text import Text
from decisions.workdays import local_day


def question_fields(
    reader: Reader,
    screen: Screen,
    text: Text,
    hint: str,
    *,
    label: str = "ballot.question",
    more: str = "ballot.more",
) -> tuple[Field, ...]:
    """``hint``: an example of what is asked. ``label`` and ``more`` are keys: what it and its details are called."""
    w = reader.copy
    return (
        TextField(
            "title",
            w(label),
            typed(screen, "title", text.title),
            placeholder=hint,
            max_length=MAX_TITLE,
        ),
        text_field("proposal", w(more), screen, default=text.proposal, required=False),
    )


def closes_field(reader: Reader, screen: Screen, closes_at: datetime | None, zone: str) -> DateField:
    """``zone`` is that of the circle."""
    w = reader.copy
    day = local_day(closes_at, zone) if closes_at is not None else None
    emptied = "closes_at" in screen.typed and not typed(screen, "closes_at")
    shown = None if emptied else typed_date(screen, "closes_at", day)
    return DateField("closes_at", w("ballot.closes_at"), shown, w("ballot.closes_at_hint"), required=False)
