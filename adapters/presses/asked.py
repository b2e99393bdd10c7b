"""What the form holds with which something is asked of a circle."""

from datetime import datetime

from adapters.presses.fields import Sent
from decisions.rounds.text import Text
from decisions.workdays import DEADLINE_HOUR, at_local


def question_text(sent: Sent) -> Text:
    return Text(title=" ".join(sent.text("title").split()), proposal=sent.text("proposal"))


def evening_of(sent: Sent, zone: str) -> datetime | None:
    """8 pm in the circle's zone, on the day that was chosen."""
    day = sent.day("closes_at")
    return at_local(day, DEADLINE_HOUR, zone) if day is not None else None
