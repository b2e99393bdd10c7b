"""How a commitment is said: who, what, by when, and how it stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.scene import cut
from decisions.commitments.commitment import Commitment, Said, Standing
from decisions.ids import MemberId
from decisions.people.people import Member

NAME: Final = 60
SHORT: Final = 120
Members = Mapping[MemberId, Member]


def name_of(members: Members, member: MemberId | None, w: Copy) -> str:
    """Nobody is told as nobody; whoever is no longer known, as somebody."""
    if member is None:
        return w("commitment.nobody")
    found = members.get(member)
    return cut(found.name, NAME) if found is not None else w("people.somebody")


def names_of(members: Members, those: Iterable[MemberId], w: Copy) -> str:
    return w.list([name_of(members, member, w) for member in those])


def what_of(one: Commitment, limit: int = SHORT) -> str:
    return cut(one.promise.what, limit)


def due_said(due: date | None, reader: Reader) -> str:
    """ "by Friday, March 13"; that there is no day, where there is none."""
    return (
        reader.copy("commitment.no_day") if due is None else reader.copy("commitment.by", day=reader.day(due))
    )


def how_it_stands(one: Commitment, members: Members, today: date, reader: Reader) -> str:
    """In one sentence: what it waits for first, then its day."""
    w = reader.copy
    match one.standing:
        case Standing.ASKED:
            return w("commitment.asked", name=name_of(members, one.accountable, w))
        case Standing.NOBODYS:
            return w("commitment.nobodys")
        case Standing.DECLINED:
            return w("commitment.declined", name=name_of(members, one.ended_by, w))
        case Standing.DROPPED:
            return w("commitment.dropped", name=name_of(members, one.ended_by, w))
        case Standing.DONE:
            day = "" if one.ended_at is None else reader.day(one.ended_at.date())
            return w("commitment.done", name=name_of(members, one.ended_by, w), day=day)
    if one.suggestion is not None:
        return w("commitment.other_day", day=reader.day(one.suggestion.due))
    if one.blocked is not None:
        return w("commitment.waits")
    if one.is_overdue(today) and one.due is not None:
        return w.n("commitment.overdue", (today - one.due).days)
    if one.due == today:
        return w("commitment.today")
    return w("commitment.under_way")


def row_said(one: Commitment, members: Members, today: date, reader: Reader) -> str:
    """Beside what is to be done: who, by when, and how it stands where that is not plain."""
    w = reader.copy
    parts = [name_of(members, one.accountable, w)]
    if one.due is not None and not one.over:
        parts.append(reader.day(one.due))
    if one.standing is not Standing.OPEN or one.suggestion or one.blocked or one.is_overdue(today):
        parts.append(how_it_stands(one, members, today, reader).removesuffix("."))
    return " · ".join(parts)


def helpers_said(one: Commitment, members: Members, w: Copy) -> str:
    """Those who have said yes, and those who are asked."""
    yes = names_of(members, [h.member for h in one.helpers if h.said is Said.YES], w)
    asked = [h.member for h in one.helpers if h.said is Said.NOTHING]
    waiting = w("commitment.helpers_asked", names=names_of(members, asked, w)) if asked else ""
    return " · ".join(part for part in (yes, waiting) if part)
