"""What is kept of a vote so that others can begin from it: no date; and, to be shared with others, no person."""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final, NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Threshold
from decisions.rounds.ballots.methods import METHODS, checked_ballot
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from decisions.workdays import DEADLINE_HOUR, at_local, local_day

LONGEST_CLOSE: Final = 366
"""Days."""


@dataclass(frozen=True, slots=True)
class Close:
    """So many days after a vote opens, at this time of the circle's clock."""

    days: int
    at: time = DEADLINE_HOUR

    def after(self, opens: datetime, zone: str) -> datetime:
        """The moment; where that is over as the vote opens, a day later."""
        day = local_day(opens, zone) + timedelta(days=self.days)
        closes = at_local(day, self.at, zone)
        return closes if closes > opens else at_local(day + timedelta(days=1), self.at, zone)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a vote is asked. Without ``options`` where people are to write their own each time."""

    method: Method
    rules: Rules = field(default_factory=Rules)
    terms: Terms = field(default_factory=Terms)
    closes: Close | None = None
    """None: after as long as the circle consents."""
    title: str = ""
    more: str = ""
    options: tuple[BallotOption, ...] = ()
    passing: Threshold | None = None
    """What every option is to reach, where there are none yet."""

    @property
    def asks(self) -> bool:
        """Whether it holds all that a vote needs to open."""
        try:
            checked_ballot(self.ballot)
        except Refusal:
            return False
        return bool(self.title.strip())

    @property
    def begun(self) -> Ballot:
        """The ballot with which a form begins. A level that every option is to reach has none yet to stand beside."""
        if self.passing is None:
            return self.ballot
        return replace(self.ballot, rules=replace(self.rules, thresholds=(("", self.passing),)))

    @property
    def way(self) -> Way:
        return Way.BALLOT

    @property
    def text(self) -> Text:
        return Text(title=self.title, proposal=self.more)

    @property
    def ballot(self) -> Ballot:
        return Ballot(self.method, METHODS[self.method].options or self.options, self.rules)

    def terms_of(self, opens: datetime, zone: str) -> Terms:
        """Those of a vote that opens then."""
        closes = None if self.closes is None else self.closes.after(opens, zone)
        return replace(self.terms, closes_at=closes)

    def of_nobody(self) -> "Pattern":
        """Without the people whom its terms name: others than its circle may begin from it."""
        return replace(self, terms=replace(self.terms, **ones_own()))

    def checked(self) -> "Pattern":
        """Itself, trimmed. Refuses one from which nothing could begin; options and a question it need not have."""
        check_close(self.closes)
        text = self.text.bounded()
        if self.options:
            checked_ballot(self.ballot)
        trimmed = tuple(option.trimmed() for option in self.options)
        return replace(self, title=text.title, more=text.proposal, options=trimmed, terms=undated(self.terms))


def pattern_of(text: Text, ballot: Ballot, terms: Terms, opened: datetime, zone: str) -> Pattern:
    """Everything that is asked, and how; but no times to meet, for those will be over. ``opened``: when it opened, or would open
    now."""
    own = METHODS[ballot.method].options
    whole = Pattern(
        method=ballot.method,
        rules=replace(ballot.rules, seed=""),
        terms=undated(terms),
        closes=close_of(terms, opened, zone),
        title=text.title,
        more=text.proposal,
        options=() if own else ballot.options,
    )
    return _without_options(whole) if asks_about_days(ballot) else whole


def asks_about_days(ballot: Ballot) -> bool:
    """Whether its options are times, so that it cannot be asked again as it is."""
    return any(option.moment is not None for option in ballot.options)


def only_settings(pattern: Pattern) -> Pattern:
    """Without its question and its options: others are asked in the same way."""
    alone = replace(pattern, title="", more="")
    return alone if METHODS[pattern.method].options else _without_options(alone)


def _without_options(pattern: Pattern) -> Pattern:
    """A level that every one of them is to reach stays."""
    level = next((threshold for _, threshold in pattern.rules.thresholds), pattern.passing)
    rules = replace(pattern.rules, thresholds=())
    return replace(pattern, options=(), rules=rules, passing=level)


def check_close(closes: Close | None) -> None:
    """Refuses one that is more than a year away."""
    if closes is not None and not 0 <= closes.days <= LONGEST_CLOSE:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": LONGEST_CLOSE}, at_field="closes")


def close_of(terms: Terms, opened: datetime, zone: str) -> Close | None:
    if terms.closes_at is None:
        return None
    closes = terms.closes_at.astimezone(ZoneInfo(zone))
    days = (closes.date() - local_day(opened, zone)).days
    return Close(min(max(days, 0), LONGEST_CLOSE), closes.time().replace(second=0, microsecond=0))


# --- what is one vote's own ---------------------------------------------------------------------------------


def undated(terms: Terms) -> Terms:
    """Without its dates, which are one vote's own."""
    return replace(terms, **_holding(date, datetime))


def ones_own() -> Mapping[str, Any]:
    """The terms that hold a date or name somebody, told by their types; each with its usual value."""
    return _holding(date, datetime, UUID)


@cache
def _holding(*kinds: type) -> Mapping[str, Any]:
    hints = typing.get_type_hints(Terms)
    return {
        each.name: _usual(each)
        for each in fields(Terms)
        if any(part in kinds for part in parts_of(hints[each.name]))
    }


def _usual(each: Any) -> Any:
    return each.default if each.default is not MISSING else each.default_factory()


def parts_of(hint: Any) -> Iterator[Any]:
    """The types of which a type is made, ids as what they are at bottom."""
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    yield hint
    for inner in typing.get_args(hint):
        yield from parts_of(inner)
    if is_dataclass(hint):
        for inner in typing.get_type_hints(hint).values():
            yield from parts_of(inner)
