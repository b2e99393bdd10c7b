"""Ending a memorandum: one organisation may leave it, in time for the others; sooner only all together (docs/decisions/0056)."""

from datetime import date, datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.evolve import evolved
from decisions.mous.mou import Mou, MouStatus, WhyMouEnded
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words

NOTICE: Final = timedelta(days=14)
"""So long before it ends the others hear that one leaves."""


def first_day_alone(today: date) -> date:
    """From which one signatory's word is enough."""
    return today + NOTICE


def may_end(mou: Mou, by: MemberId, *, coordinates: bool) -> bool:
    """Whoever signs it; of a draft also who made it, and whoever coordinates; of what has been agreed these only where nobody
    signs for any party any more."""
    if mou.status is MouStatus.PROPOSED:
        return False
    if by in mou.signatories or (coordinates and not mou.signatories):
        return True
    return mou.status is MouStatus.DRAFT and (coordinates or by == mou.made_by)


def takes_all(mou: Mou) -> bool:
    """Signed by all, and its first day has not come: nobody alone takes that back."""
    return mou.in_force is None and mou.signed_by_all


def end(case: MouCase, command: c.EndMou, now: datetime) -> tuple[Event, ...]:
    """An earlier day than somebody else, or all together, have named takes the place of theirs; a later one does not."""
    mou, today = case.known(), case.today(now)
    if mou.status is MouStatus.PROPOSED:
        raise Refusal(Reason.MOU_NOT_NOW)
    if not may_end(mou, command.by, coordinates=case.coordinates):
        raise Refusal(Reason.ONLY_SIGNATORY_OR_COORDINATOR)
    asked = mou.end_asked
    if takes_all(mou) and command.by in mou.signatories:
        return _approve(case, command, today if asked is None else asked.on, now)
    if mou.in_force is None:
        words = checked_words(command.words, "words")
        return (e.MouEnded(why=WhyMouEnded.GIVEN_UP, by=command.by, words=words, at=now),)
    on = command.on or first_day_alone(today)
    is_asked = asked is not None and asked.on == on
    if on < today and not is_asked:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="on")
    before, ends = mou.notice, mou.in_force.terms.ends
    too_late = before is not None and (before.together or before.by != command.by) and on > before.on
    if too_late or (ends is not None and on > ends):
        raise Refusal(Reason.AFTER_THE_END, at_field="on")
    if before is not None and before.on == on and on < first_day_alone(today):
        return ()
    if is_asked or on < first_day_alone(today):
        return _approve(case, command, on, now)
    words = checked_words(command.words, "words")
    if before is not None and (before.by, before.on, before.words) == (command.by, on, words):
        return ()
    return (e.NoticeGiven(by=command.by, on=on, words=words, at=now),)


def _approve(case: MouCase, command: c.EndMou, on: date, now: datetime) -> tuple[Event, ...]:
    """A yes for each organisation for which they sign; with the last of all it ends."""
    mou, asked = case.known(), case.known().end_asked
    if command.by not in mou.signatories:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="on")
    is_asked = asked is not None and asked.on == on
    said = {yes.organisation for yes in asked.yeses} if is_asked and asked is not None else set()
    for organisation in mou.without_signatory:
        if organisation not in said:
            raise Refusal(Reason.NO_SIGNATORY, {"organisation": case.name(organisation)}, at_field="on")
    words = "" if is_asked else checked_words(command.words, "words")
    yeses = tuple(
        e.EndApproved(by=command.by, organisation=party.organisation, on=on, words=words, at=now)
        for party in mou.parties
        if party.signatory == command.by and party.organisation not in said
    )
    after = evolved(mou, yeses)
    if not yeses or after.to_end or after.end_asked is None:
        return yeses
    by, words = after.end_asked.by, after.end_asked.words
    if mou.in_force is None or on <= case.today(now):
        return (*yeses, e.MouEnded(why=WhyMouEnded.TOGETHER, by=by, words=words, at=now))
    return (*yeses, e.NoticeGiven(by=by, on=on, words=words, together=True, at=now))
