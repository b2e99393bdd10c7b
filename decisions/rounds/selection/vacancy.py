"""What people are selected for, and how far that has come."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import TITLE_LIMIT, Text, checked_words

MOST_PLACES: Final = 20
TERM_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The role as it is described before anybody is nominated. ``term`` is in words ("half a year"), ``until`` a day; both may be
    empty."""

    name: str
    purpose: str = ""
    responsibilities: str = ""
    term: str = ""
    until: date | None = None
    places: int = 1

    @property
    def as_text(self) -> Text:
        """As every other round has it: its name is the title."""
        return Text(self.name, self.purpose)

    def bounded(self) -> "Vacancy":
        """Itself, trimmed: a draft may be unfinished. Refuses what is too long, and a number of places that no role has."""
        if not 1 <= self.places <= MOST_PLACES:
            raise Refusal(Reason.NOT_A_NUMBER, {"least": 1, "most": MOST_PLACES}, at_field="places")
        return replace(
            self,
            name=_short(self.name, TITLE_LIMIT, "title"),
            purpose=checked_words(self.purpose, "purpose", required=False),
            responsibilities=checked_words(self.responsibilities, "responsibilities", required=False),
            term=_short(self.term, TERM_LIMIT, "term"),
        )

    def checked(self, today: date) -> "Vacancy":
        """Itself, trimmed. Refuses what ``faults`` names."""
        for fault in self.faults(today):
            raise fault
        return self.bounded()

    def faults(self, today: date) -> tuple[Refusal, ...]:
        """What is missing or wrong before anybody can be asked, one for each field: a name, what it is for, and an end ahead of
        ``today`` where there is one."""
        found = []
        if not self.name.strip():
            found.append(Refusal(Reason.EMPTY, at_field="title"))
        if not self.purpose.strip():
            found.append(Refusal(Reason.EMPTY, at_field="purpose"))
        if self.until is not None and self.until <= today:
            found.append(Refusal(Reason.DATE_NOT_AHEAD, at_field="until"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Declined:
    """Somebody who said no to the role, and in which words, if any."""

    member: MemberId
    words: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """``candidates``: who has been nominated and can still be proposed, in no order that tells how often. ``proposed``: who is
    proposed now, and ``because`` why, in the facilitator's words; at the end, who was selected."""

    vacancy: Vacancy
    candidates: tuple[MemberId, ...] = ()
    proposed: tuple[MemberId, ...] = ()
    because: str = ""
    accepted: tuple[MemberId, ...] = ()
    """Who has said yes to the role as it is described now."""
    declined: tuple[Declined, ...] = ()
    passed_over: tuple[MemberId, ...] = ()
    """Who was asked whether they take it, and said nothing."""

    @property
    def everyone_accepted(self) -> bool:
        return bool(self.proposed) and set(self.proposed) <= set(self.accepted)

    def with_candidate(self, member: MemberId) -> "Selection":
        if member in self.candidates:
            return self
        return replace(self, candidates=(*self.candidates, member))

    def proposing(self, people: tuple[MemberId, ...], because: str) -> "Selection":
        return replace(self, proposed=people, because=because)

    def accepted_by(self, member: MemberId) -> "Selection":
        return replace(self, accepted=(*self.accepted, member))

    def declined_by(self, member: MemberId, words: str) -> "Selection":
        return replace(self.without(member), declined=(*self.declined, Declined(member, words)))

    def passing_over(self, member: MemberId) -> "Selection":
        return replace(self.without(member), passed_over=(*self.passed_over, member))

    def without(self, member: MemberId) -> "Selection":
        """As if they had not been nominated."""
        return self._each(lambda members: tuple(one for one in members if one != member))

    def as_one(self, one: Callable[[MemberId], MemberId]) -> "Selection":
        """Two of its members are one person, whom ``one`` names."""
        declined = {one(each.member): Declined(one(each.member), each.words) for each in self.declined}
        united = self._each(lambda members: tuple(dict.fromkeys(one(member) for member in members)))
        passed_over = tuple(dict.fromkeys(one(member) for member in self.passed_over))
        united = replace(united, declined=tuple(declined.values()), passed_over=passed_over)
        for member in (*declined, *passed_over):
            united = united.without(member)
        return united

    def _each(self, change: Callable[[tuple[MemberId, ...]], tuple[MemberId, ...]]) -> "Selection":
        return replace(
            self,
            candidates=change(self.candidates),
            proposed=change(self.proposed),
            accepted=change(self.accepted),
        )


def begun(vacancy: Vacancy | None) -> Selection | None:
    return None if vacancy is None else Selection(vacancy)


def _short(text: str, limit: int, at_field: str) -> str:
    """On one line."""
    line = " ".join(text.split())
    if len(line) > limit:
        raise Refusal(Reason.TOO_LONG, {"limit": limit, "length": len(line)}, at_field=at_field)
    return line
