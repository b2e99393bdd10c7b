"""The text of a proposal."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from decisions.refusals import Reason, Refusal

TITLE_LIMIT: Final = 80
TEXT_LIMIT: Final = 3_000
_FIELDS_OF_TEXT: Final = ("proposal", "plainly", "outcome", "measure", "affects")


@dataclass(frozen=True, slots=True)
class Text:
    """One version of what is proposed (consent.md, "The form of a proposal"). Everything is plain text."""

    title: str
    proposal: str
    plainly: str = ""
    """In plain words: what changes, and for whom."""
    outcome: str = ""
    """The outcome that we want."""
    measure: str = ""
    """How we will know."""
    review_on: date | None = None
    """The day on which we look at it again; never None once a round is open."""
    affects: str = ""

    def trimmed(self) -> "Text":
        """Without white space around any of its parts."""
        return Text(
            title=self.title.strip(),
            proposal=self.proposal.strip(),
            plainly=self.plainly.strip(),
            outcome=self.outcome.strip(),
            measure=self.measure.strip(),
            review_on=self.review_on,
            affects=self.affects.strip(),
        )

    def bounded(self) -> "Text":
        """Itself, trimmed: a draft may be unfinished. Refuses a text that is too long."""
        text = self.trimmed()
        _check_length("title", text.title, TITLE_LIMIT, required=False)
        for name in _FIELDS_OF_TEXT:
            _check_length(name, getattr(text, name), TEXT_LIMIT, required=False)
        return text

    def checked(self, today: date) -> "Text":
        """Itself, trimmed. Refuses an empty title or proposal, a text that is too long, and a review that is not ahead
        of ``today`` (the day in the circle's zone) or more than five years away."""
        for fault in self.faults(today):
            raise fault
        return self.trimmed()

    def faults(self, today: date) -> tuple[Refusal, ...]:
        """Everything for which ``checked`` refuses it, one for each field, in the order in which the fields stand."""
        text = self.trimmed()
        lengths = [_length_fault("title", text.title, TITLE_LIMIT, required=True)]
        lengths += [
            _length_fault(name, getattr(text, name), TEXT_LIMIT, required=name == "proposal")
            for name in _FIELDS_OF_TEXT
        ]
        found = (*lengths, review_fault(text.review_on, today))
        return tuple(fault for fault in found if fault is not None)


def review_fault(day: date | None, today: date) -> Refusal | None:
    """What is wrong with the day of a review: it must be ahead of ``today``, and no more than five years away."""
    if day is None:
        return Refusal(Reason.EMPTY, at_field="review_on")
    if day <= today:
        return Refusal(Reason.DATE_NOT_AHEAD, at_field="review_on")
    if day.toordinal() > today.toordinal() + 5 * 366:
        return Refusal(Reason.DATE_TOO_FAR, at_field="review_on")
    return None


def _check_length(name: str, value: str, limit: int, *, required: bool) -> None:
    if fault := _length_fault(name, value, limit, required=required):
        raise fault


def _length_fault(name: str, value: str, limit: int, *, required: bool) -> Refusal | None:
    if required and not value:
        return Refusal(Reason.EMPTY, at_field=name)
    if len(value) > limit:
        return Refusal(Reason.TOO_LONG, {"limit": limit, "length": len(value)}, at_field=name)
    return None


def checked_words(value: str, at_field: str, *, required: bool = True) -> str:
    """Something that somebody says, trimmed. Refuses what is empty (when required) or over 3,000 characters."""
    value = value.strip()
    _check_length(at_field, value, TEXT_LIMIT, required=required)
    return value


def changed_fields(old: Text, new: Text) -> tuple[str, ...]:
    """The names of the fields that differ, in the order in which they stand."""
    return tuple(f.name for f in fields(Text) if getattr(old, f.name) != getattr(new, f.name))
