"""Which messages what happens to a commitment calls for: none to somebody about what they have just said themselves.

Policy only: from events to what is wanted. Whether it is still so is asked again when it leaves (``still_so``). Reminders are
planned in ``reminding.py``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Any, Final
from uuid import UUID

from decisions.commitments import events as e
from decisions.commitments.commitment import Commitment, Said, Standing
from decisions.events import Event
from decisions.ids import MemberId
from decisions.messages import Message
from decisions.rounds.notices import NoticeKind

_BROUGHT_BY_TIME: Final = (
    e.DoerAskedAgain,
    e.NothingSaid,
    e.DayMoved,
    e.SuggestionDeclined,
    e.HandOverEnded,
)


def notices_for_commitment(
    before: Commitment | None,
    after: Commitment,
    events: Sequence[Event],
    gone: Collection[MemberId] = (),
) -> tuple[Message, ...]:
    """Those that these events call for. ``gone``: who had a part in it and is in the circle no more, nor steers it. They hear
    nothing; where whoever asked would have to find somebody else, those who steer the circle hear it instead."""
    moved = {event.at for event in events if isinstance(event, e.DayMoved)}
    found = [
        message
        for event in events
        # Whose own day was agreed to has said yes with it: that is told as the new day.
        if not (isinstance(event, e.CommitmentAccepted) and event.at in moved)
        for message in _messages(event, before or after, after)
    ]
    wanted = (message for message in found if message.member is None or message.member != message.by)
    there = (one for message in wanted if (one := _to_who_is_there(message, gone)) is not None)
    return tuple({message.key: message for message in there}.values())


def _to_who_is_there(message: Message, gone: Collection[MemberId]) -> Message | None:
    if message.member not in gone:
        return message
    declined = message.kind is NoticeKind.COMMITMENT_ANSWERED and message.facts["answer"] == "no"
    if declined or message.kind is NoticeKind.COMMITMENT_NOTHING_SAID:
        return replace(message, member=None, key=f"{message.key}:steers")
    return None


def still_so(
    kind: NoticeKind, about: UUID | None, facts: Mapping[str, Any], member: MemberId, one: Commitment
) -> bool:
    """Whether the message still says something that this member needs."""
    match kind:
        case NoticeKind.COMMITMENT_ASKED | NoticeKind.COMMITMENT_ASKED_AGAIN:
            return one.standing is Standing.ASKED and one.accountable == member and one.suggestion is None
        case NoticeKind.COMMITMENT_HELP_ASKED:
            helper = one.helper(member)
            return not one.over and helper is not None and helper.said is Said.NOTHING
        case NoticeKind.COMMITMENT_NOTHING_SAID:
            return one.standing is Standing.ASKED
        case NoticeKind.COMMITMENT_OTHER_DAY:
            return one.suggestion is not None and one.suggestion.id == about
        case NoticeKind.COMMITMENT_OFFERED:
            return one.offer is not None and one.offer.id == about
        case NoticeKind.COMMITMENT_NOBODYS:
            return one.standing is Standing.NOBODYS
        case NoticeKind.COMMITMENT_FREE:
            return one.standing is Standing.OPEN and one.blocked is None
        case NoticeKind.COMMITMENT_COMMENT:
            return any(comment.id == about for comment in one.comments)
        case _:
            return True


# --- what each event calls for ------------------------------------------------------------------------------------


@singledispatch
def _messages(event: Event, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield from ()


@_messages.register
def _(event: e.CommitmentMade, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _asked(NoticeKind.COMMITMENT_ASKED, event, event.who, after, by=event.by)
    for helper in event.helpers:
        yield _asked(NoticeKind.COMMITMENT_HELP_ASKED, event, helper, after, by=event.by)


@_messages.register
def _(event: e.DoerAskedAgain, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _asked(NoticeKind.COMMITMENT_ASKED_AGAIN, event, event.member, after, by=after.asked_by)


@_messages.register
def _(event: e.AnotherAsked, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _asked(NoticeKind.COMMITMENT_ASKED, event, event.who, after, by=event.by)


@_messages.register
def _(event: e.HelperAsked, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _asked(NoticeKind.COMMITMENT_HELP_ASKED, event, event.who, after, by=event.by)


@_messages.register
def _(event: e.NothingSaid, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _told(NoticeKind.COMMITMENT_NOTHING_SAID, event, after.asked_by, after, who=event.member)


@_messages.register
def _(event: e.CommitmentAccepted, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _told(NoticeKind.COMMITMENT_ANSWERED, event, after.asked_by, after, who=event.by, answer="yes")


@_messages.register
def _(event: e.CommitmentDeclined, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _told(NoticeKind.COMMITMENT_ANSWERED, event, after.asked_by, after, who=event.by, answer="no")


@_messages.register
def _(event: e.HelperAnswered, before: Commitment, after: Commitment) -> Iterator[Message]:
    answer = "yes" if event.accept else "no"
    for member in _those(after.accountable, after.asked_by):
        yield _told(NoticeKind.COMMITMENT_HELP_ANSWERED, event, member, after, who=event.by, answer=answer)


@_messages.register
def _(event: e.DaySuggested, before: Commitment, after: Commitment) -> Iterator[Message]:
    other = after.asked_by if event.by == after.accountable else after.accountable
    if other is not None and after.suggestion is not None:
        yield _told(NoticeKind.COMMITMENT_OTHER_DAY, event, other, after, who=event.by, about=event.id)


@_messages.register
def _(event: e.DayMoved, before: Commitment, after: Commitment) -> Iterator[Message]:
    """To both, and to who helps. Who named it hears whose yes it was, or that nobody answered; and that it is theirs with it, who
    had not said yes before."""
    answer = "yes" if event.by is not None else "nothing"
    named = before.suggestion.by if before.suggestion is not None else None
    for member in _those(after.accountable, after.asked_by, *after.doing):
        facts: dict[str, Any] = {"answer": answer, "named": member == named}
        facts["yours"] = before.standing is Standing.ASKED and member == after.accountable == named
        yield _told(NoticeKind.COMMITMENT_MOVED, event, member, after, who=event.by, about=event.id, **facts)


@_messages.register
def _(event: e.SuggestionDeclined, before: Commitment, after: Commitment) -> Iterator[Message]:
    waited = before.suggestion
    if waited is not None and waited.id == event.id:
        yield _told(NoticeKind.COMMITMENT_STAYS, event, waited.by, after, who=event.by, about=event.id)


@_messages.register
def _(event: e.HandOverOffered, before: Commitment, after: Commitment) -> Iterator[Message]:
    yield _told(NoticeKind.COMMITMENT_OFFERED, event, event.to, after, who=event.by, about=event.id)


@_messages.register
def _(event: e.HandOverAnswered, before: Commitment, after: Commitment) -> Iterator[Message]:
    answer, was = "yes" if event.accept else "no", before.accountable
    facts: dict[str, Any] = {"who": event.by, "about": event.id, "answer": answer}
    told = _those(was, before.asked_by if event.accept else None)
    for member in told:
        yield _told(NoticeKind.COMMITMENT_OFFER_ANSWERED, event, member, after, **facts)


@_messages.register
def _(event: e.HandOverEnded, before: Commitment, after: Commitment) -> Iterator[Message]:
    """Where nobody has answered; not where it was taken back, or is over."""
    offer = before.offer
    if offer is not None and offer.id == event.id and event.by is None and not after.over:
        facts: dict[str, Any] = {"who": offer.to, "about": event.id, "answer": "nothing"}
        yield _told(NoticeKind.COMMITMENT_OFFER_ANSWERED, event, offer.by, after, **facts)


@_messages.register
def _(event: e.CommitmentDone, before: Commitment, after: Commitment) -> Iterator[Message]:
    for member in before.people:
        yield _told(NoticeKind.COMMITMENT_DONE, event, member, after, who=event.by)


@_messages.register
def _(event: e.CommitmentDropped, before: Commitment, after: Commitment) -> Iterator[Message]:
    refused = before.standing is Standing.DECLINED
    for member in before.people:
        if refused and member == before.accountable:
            continue
        yield _told(NoticeKind.COMMITMENT_DROPPED, event, member, after, who=event.by)


@_messages.register
def _(event: e.CommentAdded, before: Commitment, after: Commitment) -> Iterator[Message]:
    for member in _those(after.accountable, *after.doing, after.asked_by):
        yield _told(NoticeKind.COMMITMENT_COMMENT, event, member, after, who=event.by, about=event.id)


@_messages.register
def _(event: e.CommitmentUnblocked, before: Commitment, after: Commitment) -> Iterator[Message]:
    if event.by is None and after.accountable is not None:
        facts: dict[str, Any] = {"answer": "in_vain"} if event.in_vain else {}
        yield _told(NoticeKind.COMMITMENT_FREE, event, after.accountable, after, **facts)


@_messages.register
def _(event: e.DoerLeft, before: Commitment, after: Commitment) -> Iterator[Message]:
    """To whoever steers the circle, and to who asked."""
    if after.over:
        return
    kind = NoticeKind.COMMITMENT_NOBODYS
    told = _told(kind, event, after.asked_by, after, who=event.member)
    if after.asked_by != event.member:
        yield told
    yield Message(kind, f"{told.key}:steers", event.at, by=event.member, people={"who": (event.member,)})


# --- what they share ----------------------------------------------------------------------------------------------


def _asked(kind: NoticeKind, event: Event, member: MemberId, after: Commitment, *, by: MemberId) -> Message:
    key, facts = f"{kind}:{after.id}:{member}:{event.at.isoformat()}", _by_clock(event)
    return Message(kind, key, event.at, member=member, by=by, facts=facts, people={"by": (by,)})


def _told(
    kind: NoticeKind,
    event: Event,
    member: MemberId,
    after: Commitment,
    *,
    who: MemberId | None = None,
    about: UUID | None = None,
    **facts: Any,
) -> Message:
    key = f"{kind}:{about or after.id}:{member}:{event.at.isoformat()}"
    people = {} if who is None else {"who": (who,)}
    by, facts = getattr(event, "by", None), {**facts, **_by_clock(event)}
    return Message(kind, key, event.at, member=member, by=by, about=about, facts=facts, people=people)


def _by_clock(event: Event) -> Mapping[str, bool]:
    """Whether time alone has brought it: it waits then until they may be reminded. What somebody has done is told at once."""
    brought = isinstance(event, _BROUGHT_BY_TIME) and getattr(event, "by", None) is None
    return {"by_clock": True} if brought else {}


def _those(*members: MemberId | None) -> tuple[MemberId, ...]:
    return tuple(dict.fromkeys(member for member in members if member is not None))
