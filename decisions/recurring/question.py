"""A question round that opens anew: everyone is heard again on the same question."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from decisions.templates.pattern import Close, Pattern, check_close, close_of, undated


@dataclass(frozen=True, slots=True)
class Question:
    title: str
    more: str = ""
    closes: Close | None = None
    """None: after as long as the circle consents."""
    terms: Terms = field(default_factory=Terms)

    @property
    def way(self) -> Way:
        return Way.QUESTION

    @property
    def ballot(self) -> Ballot | None:
        return None

    @property
    def asks(self) -> bool:
        """Whether there is something to answer."""
        return bool(self.title.strip())

    @property
    def text(self) -> Text:
        return Text(title=self.title, proposal=self.more)

    def terms_of(self, opens: datetime, zone: str) -> Terms:
        """Those of a round that opens then."""
        closes = None if self.closes is None else self.closes.after(opens, zone)
        return replace(self.terms, closes_at=closes)

    def checked(self) -> "Question":
        """Itself, trimmed. Refuses a close that is more than a year away."""
        check_close(self.closes)
        text = self.text.bounded()
        return replace(self, title=text.title, more=text.proposal, terms=undated(self.terms))


Asked = Pattern | Question
"""What opens anew."""


def question_of(text: Text, terms: Terms, opened: datetime, zone: str) -> Question:
    return Question(text.title, text.proposal, close_of(terms, opened, zone), undated(terms))
