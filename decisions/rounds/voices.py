"""One person, one voice: what two members have in a pass, once they turn out to be one person."""

from dataclasses import dataclass, replace
from datetime import datetime

from decisions.ids import GroupId, OrganisationId
from decisions.rounds.answers import Kind


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member has in the present pass: the capacity in which they were asked, and what they have said that counts."""

    group: GroupId
    organisation: OrganisationId
    heard: bool = False
    left: bool = False
    kind: Kind | None = None
    answered_at: datetime | None = None
    test_answer: bool | None = None
    """In the test that runs: True for "try it anyway"."""
    tested_at: datetime | None = None
    number: int | None = None
    """In line, where there is room for so many."""
    guest: bool = False
    lent: bool = False
    """A stand-in has answered for them; or they are a guest."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Of the member who speaks for both from now on, and of the other; None for who was not asked."""

    own: Voice | None = None
    other: Voice | None = None

    @property
    def both(self) -> bool:
        return self.own is not None and self.other is not None

    @property
    def answered_twice(self) -> bool:
        if self.own is None or self.other is None:
            return False
        answered = self.own.kind is not None and self.other.kind is not None
        return answered or (self.own.test_answer is not None and self.other.test_answer is not None)

    @property
    def both_spoke(self) -> bool:
        """Whether both have said something in words to a question."""
        return self.both and all(voice.kind is Kind.SPOKEN for voice in self.each)

    @property
    def other_answer_stands(self) -> bool:
        """Of two answers one's own before a stand-in's; else the later one, but to have nothing to add takes no words back."""
        own, other = self.own, self.other
        if own is None or other is None:
            return other is not None and other.answered_at is not None
        if self.answered_twice and own.lent != other.lent:
            return own.lent
        spoke = [voice for voice in (own, other) if voice.kind in (Kind.SPOKEN, Kind.NOMINATED)]
        if len(spoke) == 1:
            return spoke == [other]
        return _later(other.answered_at, own.answered_at)

    @property
    def other_test_answer_stands(self) -> bool:
        own, other = self.own, self.other
        return other is not None and _later(other.tested_at, own.tested_at if own else None)

    @property
    def each(self) -> tuple[Voice, ...]:
        return tuple(voice for voice in (self.own, self.other) if voice is not None)


def united(voices: Voices, *, as_other: bool) -> Voice | None:
    """The one voice that is left; None when neither was asked. ``as_other``: in the capacity of the other's seat."""
    own, other = voices.own, voices.other
    if own is None or other is None:
        return own or other
    answered = other if voices.other_answer_stands else own
    tested = other if voices.other_test_answer_stands else own
    return replace(
        other if as_other else own,
        heard=own.heard or other.heard,
        left=own.left and other.left,
        kind=answered.kind,
        guest=own.guest and other.guest,
        lent=answered.lent and not (answered.guest and not (own.guest and other.guest)),
        answered_at=answered.answered_at,
        test_answer=tested.test_answer,
        tested_at=tested.tested_at,
        number=None if answered.number is None else _lower(own.number, other.number),
    )


def _lower(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)


def _later(moment: datetime | None, than: datetime | None) -> bool:
    return moment is not None and (than is None or moment > than)
