"""What a memorandum of understanding says, and whether that can be: its words, what each party commits to, and its dates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from decisions.commitments.commitment import WHAT_LIMIT
from decisions.ids import ClauseId, OrganisationId
from decisions.recurring.rhythm import Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import TEXT_LIMIT, TITLE_LIMIT, Text, checked_words

LINK_LIMIT: Final = 500
MOST_CLAUSES: Final = 40
FARTHEST_REVIEW: Final = 5 * 366
"""Days."""
MOST_YEARS: Final = 20
"""That one may run; its review is within ``FARTHEST_REVIEW`` all the same."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one party commits to. Once the memorandum is in force it is a commitment of theirs."""

    id: ClauseId
    party: OrganisationId
    words: str
    by_when: date | Rhythm | None = None
    """A day, or time after time; None: as long as the memorandum holds."""
    known_by: str = ""
    """How people will know that it is done."""


@dataclass(frozen=True, slots=True)
class MouTerms:
    """Days are days in the memorandum's zone; a draft may lack some. On ``ends`` it still holds; None: no end."""

    title: str
    purpose: str
    clauses: tuple[Clause, ...] = ()
    shared: str = ""
    """Data or money that the parties share."""
    text: str = ""
    link: str = ""
    """Where the whole of it can be read."""
    starts: date | None = None
    review_on: date | None = None
    ends: date | None = None

    def drafted(
        self, parties: Collection[OrganisationId], today: date, kept: Collection[Clause] = ()
    ) -> "MouTerms":
        """Itself, trimmed: a draft may be unfinished. Refuses what can never be. ``kept``: clauses of the version that it amends;
        their days may be over."""
        terms = self._trimmed()
        if len(terms.title) > TITLE_LIMIT:
            raise _too_long(terms.title, TITLE_LIMIT, "title")
        if len(terms.link) > LINK_LIMIT:
            raise _too_long(terms.link, LINK_LIMIT, "link")
        if terms.link and not terms.link.startswith(("https://", "http://")):
            raise Refusal(Reason.NOT_A_LINK, at_field="link")
        for field in ("purpose", "shared", "text"):
            checked_words(getattr(terms, field), field, required=False)
        _check_dates(terms, today)
        _check_clauses(terms, parties, today, kept)
        return terms

    def checked(
        self, parties: Collection[OrganisationId], today: date, kept: Collection[Clause] = ()
    ) -> "MouTerms":
        """The same, of terms that are to be proposed: nothing that all must know is missing."""
        terms = self.drafted(parties, today, kept)
        for field in ("title", "purpose", "starts", "review_on"):
            if not getattr(terms, field):
                raise Refusal(Reason.EMPTY, at_field=field)
        if not (terms.text or terms.link or terms.clauses):
            raise Refusal(Reason.EMPTY, at_field="text")
        return terms

    def as_text(self, names: Mapping[OrganisationId, str], told: str = "") -> Text:
        """As a round asks about it. ``told``: the whole of it in words, as whoever renders it tells it; without that, what people
        have written of it, one below the other. Refuses what is too long for a message: the rest belongs behind a link."""
        proposal = told.strip() or "\n".join(self._written(names))
        if len(proposal) > TEXT_LIMIT:
            raise _too_long(proposal, TEXT_LIMIT, "text")
        return Text(self.title, proposal, outcome=self.purpose, review_on=self.review_on).trimmed()

    def _written(self, names: Mapping[OrganisationId, str]) -> list[str]:
        clauses = [f"{names.get(one.party, '')}: {_clause(one)}" for one in self.clauses]
        dates = " – ".join(day.isoformat() for day in (self.starts, self.ends) if day is not None)
        return [part for part in (self.text, *clauses, self.shared, self.link, dates) if part]

    def _trimmed(self) -> "MouTerms":
        clauses = tuple(
            replace(one, words=one.words.strip(), known_by=one.known_by.strip()) for one in self.clauses
        )
        return replace(
            self,
            title=self.title.strip(),
            purpose=self.purpose.strip(),
            clauses=clauses,
            shared=self.shared.strip(),
            text=self.text.strip(),
            link=self.link.strip(),
        )


# --- whether it can be ------------------------------------------------------------------------------------------


def check_review(review_on: date | None, ends: date | None, today: date) -> None:
    """Both are ahead, not too far, and the review is not after the end."""
    if ends is not None and ends <= today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="ends")
    if ends is not None and ends.toordinal() > today.toordinal() + MOST_YEARS * 366:
        raise Refusal(Reason.END_TOO_FAR, {"years": MOST_YEARS}, at_field="ends")
    if review_on is not None and review_on <= today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="review_on")
    if review_on is not None and review_on.toordinal() > today.toordinal() + FARTHEST_REVIEW:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="review_on")
    if review_on is not None and ends is not None and review_on > ends:
        raise Refusal(Reason.AFTER_THE_END, at_field="review_on")


def _check_dates(terms: MouTerms, today: date) -> None:
    if terms.starts is not None and terms.starts < today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="starts")
    if terms.starts is not None and terms.starts.toordinal() > today.toordinal() + FARTHEST_REVIEW:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="starts")
    check_review(terms.review_on, terms.ends, today)
    for field, day in (("ends", terms.ends), ("review_on", terms.review_on)):
        if day is not None and terms.starts is not None and day <= terms.starts:
            raise Refusal(Reason.BEFORE_THE_START, at_field=field)


def _check_clauses(
    terms: MouTerms, parties: Collection[OrganisationId], today: date, kept: Collection[Clause]
) -> None:
    if len(terms.clauses) > MOST_CLAUSES:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_CLAUSES}, at_field="clauses")
    if len({clause.id for clause in terms.clauses}) < len(terms.clauses):
        raise Refusal(Reason.NOT_A_CHOICE, at_field="clauses")
    for clause in terms.clauses:
        if clause.party not in parties:
            raise Refusal(Reason.NOT_A_CHOICE, at_field="clauses")
        checked_words(clause.words, "clauses")
        if len(clause.words) > WHAT_LIMIT:
            raise _too_long(clause.words, WHAT_LIMIT, "clauses")
        checked_words(clause.known_by, "clauses", required=False)
        if isinstance(clause.by_when, Rhythm):
            _check_rhythm(clause.by_when)
        elif clause.by_when is not None and clause not in kept:
            _check_day(terms, clause.by_when, today)


def _check_rhythm(rhythm: Rhythm) -> None:
    try:
        rhythm.checked()
    except Refusal as refusal:
        raise Refusal(refusal.reason, refusal.facts, "clauses") from None


def _check_day(terms: MouTerms, day: date, today: date) -> None:
    if day < today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="clauses")
    if terms.starts is not None and day < terms.starts:
        raise Refusal(Reason.BEFORE_THE_START, at_field="clauses")
    if terms.ends is not None and day > terms.ends:
        raise Refusal(Reason.AFTER_THE_END, at_field="clauses")


def _clause(one: Clause) -> str:
    day = one.by_when.isoformat() if isinstance(one.by_when, date) else ""
    more = "; ".join(part for part in (day, one.known_by) if part)
    return f"{one.words} ({more})" if more else one.words


def _too_long(value: str, limit: int, field: str) -> Refusal:
    return Refusal(Reason.TOO_LONG, {"limit": limit, "length": len(value)}, at_field=field)
