"""Two who turn out to be one: whatever the other had a part in is the member's own."""

from dataclasses import replace

from decisions.commitments.commitment import Commitment, Helper, Said
from decisions.ids import MemberId


def one_person(one: Commitment, member: MemberId, other: MemberId) -> Commitment:
    """Each part once: who is accountable does not help themselves as well, and asks themselves nothing."""

    def own(id: MemberId) -> MemberId:
        return member if id == other else id

    accountable = None if one.accountable is None else own(one.accountable)
    suggestion, offer, blocked = one.suggestion, one.offer, one.blocked
    settled, passed = one.other_day, one.passed
    if offer is not None:
        by, to = own(offer.by), own(offer.to)
        offer = None if by == to else replace(offer, by=by, to=to)
    return replace(
        one,
        asked_by=own(one.asked_by),
        accountable=accountable,
        helpers=_once(
            tuple(replace(helper, member=own(helper.member)) for helper in one.helpers), accountable
        ),
        suggestion=None if suggestion is None else replace(suggestion, by=own(suggestion.by)),
        other_day=None
        if settled is None
        else replace(
            settled,
            by=own(settled.by),
            answered_by=None if settled.answered_by is None else own(settled.answered_by),
        ),
        offer=offer,
        passed=None if passed is None else replace(passed, by=own(passed.by)),
        comments=tuple(replace(comment, by=own(comment.by)) for comment in one.comments),
        blocked=None if blocked is None else replace(blocked, by=own(blocked.by)),
        snoozes=tuple({own(s.member): replace(s, member=own(s.member)) for s in one.snoozes}.values()),
        answered=tuple(replace(answer, by=own(answer.by)) for answer in one.answered),
        last_time=None if one.last_time is None else replace(one.last_time, by=own(one.last_time.by)),
        ended_by=None if one.ended_by is None else own(one.ended_by),
    )


def _once(helpers: tuple[Helper, ...], accountable: MemberId | None) -> tuple[Helper, ...]:
    """Of two words of one person the yes stands."""
    known: dict[MemberId, Helper] = {}
    for helper in helpers:
        there = known.get(helper.member)
        if helper.member != accountable and (there is None or helper.said is Said.YES):
            known[helper.member] = helper
    return tuple(known.values())
