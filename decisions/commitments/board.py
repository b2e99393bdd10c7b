"""Which of a circle's commitments somebody wants to see, and how these stand beside each other on a board.

That something is overdue is said to whoever does it, and later to those who steer; to anybody else it is something that is still
to be done.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from decisions.commitments.commitment import Commitment, LastTime, Said, Standing
from decisions.commitments.record import CommitmentsRecord, told_overdue, waits_for
from decisions.ids import MemberId, OrganisationId
from decisions.workdays import local_day

Kind = TypeVar("Kind", bound=StrEnum)
LONGEST: Final = 300
"""Signs of what is wanted, as it is written."""
OVERDUE: Final = "overdue"
NONE: Final = "none"
"""Of no day, nobody, no organisation."""


class Which(StrEnum):
    ALL = "all"
    """That are not over."""
    MINE = "mine"
    OVERDUE = "overdue"
    ASKED = "asked"
    """Waiting for a yes."""
    OPEN = "open"
    """Somebody has said yes."""
    DONE = "done"


class By(StrEnum):
    WEEK = "week"
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``by``: side by side in groups; None: as a list. ``only``: one of the groups, by its key."""

    which: Which = Which.ALL
    person: MemberId | None = None
    organisation: OrganisationId | None = None
    by: By | None = None
    only: str = ""

    def __str__(self) -> str:
        """As an address has it; what is not wanted is not in it."""
        parts = (
            ("which", "" if self.which is Which.ALL else self.which),
            ("person", self.person or ""),
            ("organisation", self.organisation or ""),
            ("by", self.by or ""),
            ("only", self.only),
        )
        return "&".join(f"{name}={value}" for name, value in parts if value)

    @classmethod
    def parse(cls, text: str) -> "Wanted":
        """What of it can be read; anything else is as if it were not there."""
        found = dict(part.split("=", 1) for part in text[:LONGEST].split("&") if "=" in part)
        person, organisation = _id(found.get("person", "")), _id(found.get("organisation", ""))
        return cls(
            _one_of(Which, found.get("which", "")) or Which.ALL,
            None if person is None else MemberId(person),
            None if organisation is None else OrganisationId(organisation),
            _one_of(By, found.get("by", "")),
            found.get("only", "") if found.get("only", "").replace("-", "").isalnum() else "",
        )

    @property
    def narrows(self) -> bool:
        return self.which is not Which.ALL or self.person is not None or self.organisation is not None


@dataclass(frozen=True, slots=True)
class Group:
    """``key``: the first day of a week, the id of a member or of an organisation, ``OVERDUE`` or ``NONE``."""

    key: str
    commitments: tuple[Commitment, ...]


def people_in(one: Commitment) -> tuple[MemberId, ...]:
    """Who does it, or is asked to: the accountable one first."""
    helpers = (helper.member for helper in one.helpers if helper.said is not Said.NO)
    return (*(() if one.accountable is None else (one.accountable,)), *helpers)


def organisation_of(record: CommitmentsRecord, member: MemberId) -> OrganisationId | None:
    """For which they sit in the circle; else the one that is theirs."""
    if (seat := record.circle.seat(member)) is not None:
        return seat.organisation
    known = record.members.get(member)
    return None if known is None else known.organisation


def selected(record: CommitmentsRecord, wanted: Wanted) -> tuple[Commitment, ...]:
    """In the order of the record. What is over is there only where it is asked for."""
    ones = ended_lately(record) if wanted.which is Which.DONE else record.commitments
    return tuple(one for one in ones if _is_wanted(one, record, wanted))


def ended_lately(record: CommitmentsRecord) -> tuple[Commitment, ...]:
    """What is over, and of what comes again the last time that it was done; the newest first."""
    again = (as_done(one, one.last_time) for one in record.commitments if one.last_time is not None)
    ended = (*record.ended, *again)
    return tuple(sorted(ended, key=lambda one: one.ended_at or one.since, reverse=True))


def as_done(one: Commitment, last: LastTime) -> Commitment:
    """As it stood once it was done that time."""
    promise = replace(one.promise, due=last.due)
    if not one.last_time_is_theirs:
        helpers = tuple(helper for helper in one.helpers if helper.member != last.by)
        one = replace(one, accountable=last.by, helpers=helpers)
    return replace(
        one,
        promise=promise,
        standing=Standing.DONE,
        ended_at=last.at,
        ended_by=last.by,
        words=last.words,
        steps=last.steps,
        suggestion=None,
        offer=None,
        blocked=None,
    )


def grouped(record: CommitmentsRecord, wanted: Wanted, first_weekday: int) -> tuple[Group, ...]:
    """What is wanted, in groups that are not empty. A week begins on ``first_weekday`` (Monday is 0), and what is still to be
    done though its day is past stands in this one. What several people do stands with each of them."""
    ones = selected(record, wanted)
    match wanted.by:
        case By.PERSON:
            groups = _by_person(ones, record)
        case By.ORGANISATION:
            groups = _by_organisation(ones, record)
        case _:
            groups = _by_week(ones, record, first_weekday)
    return tuple(group for group in groups if wanted.only in ("", group.key))


def begins(day: date, first_weekday: int) -> date:
    """The first day of its week."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


# --- parts --------------------------------------------------------------------------------------------------------


def _is_wanted(one: Commitment, record: CommitmentsRecord, wanted: Wanted) -> bool:
    people = people_in(one)
    if wanted.person is not None and wanted.person not in people:
        return False
    theirs = {organisation_of(record, member) for member in people}
    if wanted.organisation is not None and wanted.organisation not in theirs:
        return False
    match wanted.which:
        case Which.MINE:
            return record.reader.id in people or waits_for(one, record.reader.id)
        case Which.OVERDUE:
            return _overdue(one, record)
        case Which.ASKED | Which.OPEN | Which.DONE:
            return one.standing is Standing(wanted.which)
    return True


def _overdue(one: Commitment, record: CommitmentsRecord) -> bool:
    return told_overdue(one, record.reader.id, record.today, coordinates=record.coordinates)


def _by_week(ones: Sequence[Commitment], record: CommitmentsRecord, first_weekday: int) -> list[Group]:
    def key(one: Commitment) -> Iterable[str]:
        day = one.due if one.ended_at is None else local_day(one.ended_at, record.circle.settings.zone)
        if _overdue(one, record):
            yield OVERDUE
        elif day is None:
            yield NONE
        else:
            stands = day if one.over else max(day, record.today)
            yield begins(stands, first_weekday).isoformat()

    found = _sorted_out(ones, key)
    weeks = sorted(found.keys() - {OVERDUE, NONE}, reverse=any(one.over for one in ones))
    return [Group(each, tuple(found[each])) for each in (OVERDUE, *weeks, NONE) if each in found]


def _by_person(ones: Sequence[Commitment], record: CommitmentsRecord) -> list[Group]:
    def called(key: str) -> tuple[bool, str]:
        member = record.members.get(MemberId(UUID(key)))
        return key != str(record.reader.id), "" if member is None else member.name.casefold()

    return _named(ones, lambda one: [str(member) for member in people_in(one)] or [NONE], called)


def _by_organisation(ones: Sequence[Commitment], record: CommitmentsRecord) -> list[Group]:
    def keys(one: Commitment) -> Iterable[str]:
        theirs = dict.fromkeys(organisation_of(record, member) for member in people_in(one))
        return [NONE if each is None else str(each) for each in theirs] or [NONE]

    def called(key: str) -> tuple[bool, str]:
        found = record.organisations.get(OrganisationId(UUID(key)))
        return found is None, "" if found is None else found.name.casefold()

    return _named(ones, keys, called)


def _named(
    ones: Sequence[Commitment],
    keys: Callable[[Commitment], Iterable[str]],
    called: Callable[[str], tuple[bool, str]],
) -> list[Group]:
    found = _sorted_out(ones, keys)
    names = sorted(found.keys() - {NONE}, key=lambda key: (called(key), key))
    return [Group(each, tuple(found[each])) for each in (*names, NONE) if each in found]


def _sorted_out(
    ones: Iterable[Commitment], keys: Callable[[Commitment], Iterable[str]]
) -> dict[str, list[Commitment]]:
    found: dict[str, list[Commitment]] = {}
    for one in ones:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    return found


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _one_of(kind: type[Kind], text: str) -> Kind | None:
    return next((one for one in kind if one.value == text), None)
