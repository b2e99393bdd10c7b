"""Keeping a memorandum: its review before its day, renewing it, and another in its place."""

from datetime import date, datetime

from decisions.events import Event
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.evolve import evolved
from decisions.mous.mou import Mou, MouStatus, WhyMouEnded, WhyMouReview
from decisions.mous.terms import check_review
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words


def start_review(case: MouCase, command: c.StartReview, now: datetime) -> tuple[Event, ...]:
    mou = case.known()
    if not (case.is_party(command.by) or case.coordinates):
        raise Refusal(Reason.ONLY_PARTIES)
    words = checked_words(command.words, "words")
    if mou.review is not None and (mou.review.by, mou.review.words) == (command.by, words):
        return ()
    if mou.status is not MouStatus.IN_FORCE:
        raise Refusal(Reason.MOU_NOT_NOW)
    started = e.MouReviewStarted(why=WhyMouReview.CALLED, by=command.by, words=words, at=now)
    return (started,)


def renew(case: MouCase, command: c.RenewMou, now: datetime) -> tuple[Event, ...]:
    """Each signatory says yes to dates, and once all have said yes to the same it is renewed. Whoever says yes to others proposes
    these: what was said to the former is void."""
    mou, dates = case.known(), (command.review_on, command.ends)
    party = case.party(command.organisation)
    facts = {"organisation": case.name(party.organisation)}
    if party.signatory is None:
        raise Refusal(Reason.NO_SIGNATORY, facts)
    if party.signatory != command.by:
        raise Refusal(Reason.ONLY_SIGNATORY, facts)
    if _is_so_already(mou, command, dates):
        return ()
    if mou.in_force is None or mou.status is not MouStatus.UNDER_REVIEW:
        raise Refusal(Reason.MOU_NOT_NOW)
    if mou.in_force.number != command.version:
        raise Refusal(Reason.OTHER_VERSION, {"version": mou.in_force.number})
    check_review(command.review_on, command.ends, case.today(now))
    yes = e.RenewalApproved(
        by=command.by,
        organisation=command.organisation,
        version=command.version,
        review_on=command.review_on,
        ends=command.ends,
        at=now,
    )
    if not _all_agree(evolved(mou, (yes,))):
        return (yes,)
    renewed = e.MouRenewed(version=command.version, review_on=command.review_on, ends=command.ends, at=now)
    return (yes, renewed)


def _is_so_already(mou: Mou, command: c.RenewMou, dates: tuple[date, date | None]) -> bool:
    if mou.in_force is None or mou.in_force.number != command.version:
        return False
    if mou.renewal is not None and mou.renewal.dates == dates:
        return any(yes.organisation == command.organisation for yes in mou.renewal.yeses)
    terms = mou.in_force.terms
    return mou.review is None and bool(mou.renewed) and (terms.review_on, terms.ends) == dates


def _all_agree(mou: Mou) -> bool:
    yeses = () if mou.renewal is None else mou.renewal.yeses
    return {yes.organisation for yes in yeses} >= set(mou.organisations)


def note_replaced(case: MouCase, command: c.NoteReplaced, now: datetime) -> tuple[Event, ...]:
    if not case.known().holds:
        return ()
    return (e.MouEnded(why=WhyMouEnded.REPLACED, replaced_by=command.with_mou, at=now),)
