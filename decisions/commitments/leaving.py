"""People who leave the circle, and accounts that turn out to be one person's."""

from datetime import datetime

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import Commitment
from decisions.commitments.one_person import one_person
from decisions.events import Event


def part_left(case: CommitmentCase, command: c.NotePartLeft, now: datetime) -> tuple[Event, ...]:
    known, member = case.known(), command.by
    if known.over:
        return ()
    offer = known.offer
    offered = offer is not None and member in (offer.by, offer.to)
    ended = (e.HandOverEnded(id=offer.id, at=now),) if offer is not None and offered else ()
    if member == known.accountable:
        return (*ended, e.DoerLeft(member=member, at=now))
    helped = (e.HelperLeft(member=member, at=now),) if known.helper(member) is not None else ()
    return (*ended, *helped)


def who_left_meanwhile(case: CommitmentCase, known: Commitment, now: datetime) -> tuple[Event, ...]:
    """What is over keeps who helped; before it goes on, those who have left the circle since then are taken out."""
    gone = (helper.member for helper in known.helpers if not case.sits_here(helper.member))
    return tuple(e.HelperLeft(member=member, at=now) for member in gone)


def unite(case: CommitmentCase, command: c.UniteParts, now: datetime) -> tuple[Event, ...]:
    known = case.known()
    if one_person(known, command.by, command.other) == known:
        return ()
    return (e.DoersUnited(member=command.by, other=command.other, at=now),)
