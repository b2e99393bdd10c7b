"""How a commitment is said: who, what, by when, and how it stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from adapters.cards import Line, Span, Words
from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.rhythm_words import rhythm_said
from adapters.present.scene import cut
from adapters.present.verbs import Repeats
from adapters.present.written import unmarked
from decisions.commitments.commitment import Commitment, Origin, OriginKind, Said, Standing
from decisions.commitments.moving import holds_by_silence
from decisions.commitments.record import told_overdue
from decisions.ids import MemberId
from decisions.people.people import Member
from decisions.recurring.rhythm import Every, Rhythm
from decisions.workdays import local_day

NAME: Final = 60
SHORT: Final = 120
_A_DAY: Final = 40
"""Characters that a day takes up in a message, and what stands around it."""
_MONTHLY: Final = {1: Repeats.MONTHLY, 3: Repeats.QUARTERLY, 12: Repeats.YEARLY}
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


def day_said(day: date, reader: Reader) -> str:
    """With its weekday, and its year where that is not this one: "Friday, December 4"."""
    w = reader.copy
    if day.year == reader.today.year:
        return w.weekday(day, reader.today)
    return w("when.weekday_date", weekday=w.day_of_the_week(day), day=w.day(day))


def day_or_none(due: date | None, reader: Reader) -> str:
    return reader.copy("commitment.no_day") if due is None else day_said(due, reader)


def due_said(due: date | None, reader: Reader) -> str:
    """ "by Friday, December 4"; that there is no day, where there is none."""
    if due is None:
        return reader.copy("commitment.no_day")
    return reader.copy("commitment.by", day=day_said(due, reader))


def comes_from(origin: Origin, called: str, what: str, w: Copy, limit: int = NAME) -> tuple[Line, ...]:
    """A line, or none. ``called``: what the agreement or the like is called. A message leads to where it stands, and is not said
    again where it says little more than ``what``."""
    said = " ".join((called or unmarked(origin.words)).split())
    if origin.kind is OriginKind.MESSAGE and not says_more(origin, what):
        said = w("commit.from_message")
    elif said:
        said = w("commit.comes_from", name=cut(said, limit))
    return (Line(Words((Span(said, url=origin.link or None),))),) if said else ()


def says_more(origin: Origin, what: str) -> bool:
    """Whether there is more in the words than what is to be done, and a day."""
    said = " ".join(unmarked(origin.words).split())
    return bool(said) and not (what in said and len(said) <= len(what) + _A_DAY)


def repeats_said(rhythm: Rhythm, reader: Reader) -> str:
    """Without a time of day: a commitment has only days."""
    match rhythm.every:
        case Every.WEEK if rhythm.weeks in (1, 2):
            return reader.copy(f"repeats.{Repeats.WEEKLY if rhythm.weeks == 1 else Repeats.FORTNIGHTLY}")
        case Every.MONTH_DAY if rhythm.month_step in _MONTHLY:
            return reader.copy(f"repeats.{_MONTHLY[rhythm.month_step]}")
    return rhythm_said(rhythm, reader.copy)


def how_it_stands(
    one: Commitment, members: Members, today: date, reader: Reader, *, coordinates: bool = False
) -> str:
    """In one sentence: what it waits for first, then its day. ``coordinates``: as in ``told_overdue``."""
    w = reader.copy
    match one.standing:
        case Standing.ASKED:
            return w("commitment.asked", name=name_of(members, one.accountable, w))
        case Standing.NOBODYS:
            return w("commitment.nobodys")
        case Standing.DECLINED:
            return w("commitment.declined", name=name_of(members, one.ended_by, w))
        case Standing.DROPPED if one.mou_over:
            return w("commitment.dropped_with_mou")
        case Standing.DROPPED:
            return w("commitment.dropped", name=name_of(members, one.ended_by, w))
        case Standing.DONE:
            return w("commitment.done", name=name_of(members, one.ended_by, w), day=_ended_on(one, reader))
    if one.suggestion is not None:
        return w("commitment.other_day", day=day_said(one.suggestion.due, reader))
    if one.blocked is not None:
        return w("commitment.waits")
    if one.due is not None and told_overdue(one, reader.member, today, coordinates=coordinates):
        return w.n("commitment.overdue", (today - one.due).days)
    if one.offer is not None:
        return w("commitment_do.offered", name=name_of(members, one.offer.to, w))
    return w("commitment.today") if one.due == today else w("commitment.under_way")


def own_wish_said(one: Commitment, members: Members, reader: Reader) -> str:
    """Of another day that the reader has named: who decides about it. Empty where they have named none."""
    w, named = reader.copy, one.suggestion
    if named is None or named.by != reader.member:
        return ""
    name = name_of(members, one.asked_by if named.by == one.accountable else one.accountable, w)
    return w("commitment.you_asked_day", day=day_said(named.due, reader), name=name)


def silence_said(one: Commitment, reader: Reader, zone: str) -> str:
    """To whoever is to answer about another day: what happens where they do not. ``zone``: the circle's."""
    if one.suggestion is None:
        return ""
    holds = holds_by_silence(one, one.suggestion, zone)
    key = "commitment_told.day_holds" if holds else "commitment_told.day_lapses"
    return reader.copy(key, when=reader.when(one.suggestion.answer_by))


def settled_said(one: Commitment, members: Members, reader: Reader) -> str:
    """That another day was asked for and the day stays; empty where that is not so."""
    w, named = reader.copy, one.other_day
    if named is None or named.held or one.over or one.suggestion is not None:
        return ""
    day = day_said(named.due, reader)
    if named.answered_by is None:
        return w("commitment.day_unanswered", day=day)
    return w("commitment.day_kept", name=name_of(members, named.answered_by, w), day=day)


def due_and_was(one: Commitment, reader: Reader) -> str:
    """Its day; and in brackets the one before, where it has been moved."""
    due, named = day_or_none(one.due, reader), one.other_day
    if named is None or not named.held or named.was is None or named.was == one.due:
        return due
    return reader.copy("commitment.day_was", due=due, was=reader.day(named.was))


def row_said(
    one: Commitment, members: Members, today: date, reader: Reader, *, coordinates: bool = False
) -> str:
    """Beside what is to be done: who, by when, and what is special about it. Who said no is for whoever
    asked to read. ``coordinates``: as in ``told_overdue``."""
    w = reader.copy
    declined = one.standing is Standing.DECLINED
    ended = one.over and one.ended_by in (None, one.accountable)
    if declined:
        parts = [w("commitment.nobody_yet")]
    else:
        parts = [] if ended and one.standing is not Standing.DONE else [name_of(members, one.accountable, w)]
    if one.due is not None and (declined or not one.over):
        parts.append(reader.day(one.due))
    overdue = told_overdue(one, reader.member, today, coordinates=coordinates)
    match one.standing:
        case Standing.ASKED:
            parts.append(w("commitment.row_asked"))
        case Standing.DONE:
            parts.append(_with_words(w("commitment.row_done", day=_ended_on(one, reader)), one, w))
        case Standing.DECLINED if reader.member not in (one.asked_by, one.ended_by):
            pass
        case Standing.DECLINED | Standing.DROPPED:
            parts.append(_with_words(how_it_stands(one, members, today, reader), one, w))
        case Standing.OPEN if one.suggestion or one.blocked or overdue:
            parts.append(how_it_stands(one, members, today, reader, coordinates=coordinates))
    return " · ".join(part.removesuffix(".") for part in parts)


def _with_words(said: str, one: Commitment, w: Copy) -> str:
    """And what came of it, or why, in short."""
    theirs = " ".join(unmarked(one.words).split())
    return (
        w("commitment.said_with_words", said=said.removesuffix("."), words=cut(theirs, NAME))
        if theirs
        else said
    )


def asks_said(one: Commitment, member: MemberId, members: Members, reader: Reader) -> str:
    """What it asks of a member whose word it waits for."""
    w = reader.copy
    if one.suggestion is not None and one.suggestion.by != member:
        name = name_of(members, one.suggestion.by, w)
        return w("commitment.would_day_do", name=name, day=day_said(one.suggestion.due, reader))
    if one.offer is not None and one.offer.to == member:
        return w("commitment.would_you_take", name=name_of(members, one.offer.by, w))
    if one.accountable == member:
        asked = w("commitment.row_would_you", name=name_of(members, one.asked_by, w))
        return asked if one.due is None else f"{asked} · {reader.day(one.due)}"
    return w("commitment.would_you_help", name=name_of(members, one.accountable, w))


def _ended_on(one: Commitment, reader: Reader) -> str:
    if one.ended_at is None:
        return "–"
    return reader.day(local_day(one.ended_at, reader.zone))


def helpers_said(one: Commitment, members: Members, w: Copy) -> str:
    """Those who have said yes, and those who are asked."""
    yes = names_of(members, [h.member for h in one.helpers if h.said is Said.YES], w)
    asked = [h.member for h in one.helpers if h.said is Said.NOTHING]
    waiting = w("commitment.helpers_asked", names=names_of(members, asked, w)) if asked else ""
    return " · ".join(part for part in (yes, waiting) if part)
