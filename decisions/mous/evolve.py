"""A memorandum after something has happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from decisions.events import Event
from decisions.ids import MemberId, OrganisationId
from decisions.mous import events as e
from decisions.mous.mou import (
    EndAsked,
    Mou,
    MouEnd,
    MouReview,
    MouStatus,
    NoticeOfEnd,
    Party,
    Renewal,
    Signature,
    Version,
    Wording,
)

MOST_FORMER: Final = 12
"""Kept at the memorandum; the journal has them all."""


def evolve(mou: Mou | None, event: Event) -> Mou:
    """The memorandum after the event. Raises ``ValueError`` for an event that is none of a memorandum's."""
    if isinstance(event, e.MouDrafted):
        return _drafted(event)
    if mou is None:
        raise ValueError(f"a memorandum begins with MouDrafted, not with {type(event).__name__}")
    after = _AFTER.get(type(event))
    if after is None:
        raise ValueError(f"{type(event).__name__} is not an event of a memorandum")
    return after(event, mou)


def evolved(mou: Mou, events: Iterable[Event]) -> Mou:
    for event in events:
        mou = evolve(mou, event)
    return mou


# --- writing it -------------------------------------------------------------------------------------------------


def _drafted(event: e.MouDrafted) -> Mou:
    return Mou(
        id=event.mou_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        ref=event.ref,
        made_by=event.by,
        parties=event.parties,
        zone=event.zone,
        coming=Version(event.terms, MouStatus.DRAFT),
        replaces=event.replaces,
    )


def _edited(event: e.MouEdited, mou: Mou) -> Mou:
    return replace(mou, parties=event.parties, coming=Version(event.terms, MouStatus.DRAFT))


def _named(event: e.SignatoryNamed, mou: Mou) -> Mou:
    return _with_signatory(mou, event.organisation, event.signatory)


def _signatory_left(event: e.SignatoryLeft, mou: Mou) -> Mou:
    return _with_signatory(mou, event.organisation, None)


def _with_signatory(mou: Mou, organisation: OrganisationId, member: MemberId | None) -> Mou:
    parties = tuple(
        replace(one, signatory=member) if one.organisation == organisation else one for one in mou.parties
    )
    return replace(mou, parties=parties)


def _proposed(event: e.MouProposed, mou: Mou) -> Mou:
    version = Version(
        event.terms,
        MouStatus.PROPOSED,
        event.version,
        event.round_id,
        wordings=(Wording(event.terms, event.text),),
    )
    return replace(mou, coming=version, last_version=event.version, zone=event.zone)


def _reworded(event: e.MouReworded, mou: Mou) -> Mou:
    coming = _coming(mou)
    wording = Wording(event.terms, event.text)
    return replace(mou, coming=replace(coming, wordings=(*coming.wordings, wording)))


def _agreed(event: e.MouAgreed, mou: Mou) -> Mou:
    coming = _coming(mou)
    wording = coming.wordings[event.wording]
    agreed = replace(coming, terms=wording.terms, wordings=(wording,), status=MouStatus.AGREED)
    return replace(mou, coming=replace(agreed, agreed_at=event.at))


def _not_agreed(_: e.MouNotAgreed, mou: Mou) -> Mou:
    """A draft again, as it was worded last."""
    return replace(mou, coming=Version(_coming(mou).wordings[-1].terms, MouStatus.DRAFT))


def _amended(event: e.AmendmentBegun, mou: Mou) -> Mou:
    return replace(mou, coming=Version(event.terms, MouStatus.DRAFT))


def _dropped(_: e.AmendmentDropped, mou: Mou) -> Mou:
    return replace(mou, coming=None)


# --- signing it -------------------------------------------------------------------------------------------------


def _signed(event: e.MouSigned, mou: Mou) -> Mou:
    coming = _coming(mou)
    signature = Signature(event.organisation, event.by, event.at)
    return replace(mou, coming=replace(coming, signatures=(*coming.signatures, signature)))


def _taken_back(event: e.SignatureTakenBack, mou: Mou) -> Mou:
    coming = _coming(mou)
    others = tuple(one for one in coming.signatures if one.organisation != event.organisation)
    return replace(mou, coming=replace(coming, signatures=others))


def _came_into_force(event: e.MouCameIntoForce, mou: Mou) -> Mou:
    former = () if mou.in_force is None else (replace(mou.in_force, until=event.at),)
    holds = replace(_coming(mou), status=MouStatus.IN_FORCE, since=event.at)
    after = replace(mou, in_force=holds, coming=None, former=(*former, *mou.former)[:MOST_FORMER])
    return replace(after, since=event.at, review=None, review_told=False, renewal=None, end_asked=None)


# --- keeping it -------------------------------------------------------------------------------------------------


def _review_near(_: e.MouReviewCameNear, mou: Mou) -> Mou:
    return replace(mou, review_told=True)


def _review_started(event: e.MouReviewStarted, mou: Mou) -> Mou:
    return replace(mou, review=MouReview(event.at, event.why, event.by, event.words))


def _renewal_approved(event: e.RenewalApproved, mou: Mou) -> Mou:
    before = mou.renewal
    yes = Signature(event.organisation, event.by, event.at)
    if before is None or before.dates != (event.review_on, event.ends):
        return replace(mou, renewal=Renewal(event.review_on, event.ends, (yes,)))
    return replace(mou, renewal=replace(before, yeses=(*before.yeses, yes)))


def _renewed(event: e.MouRenewed, mou: Mou) -> Mou:
    holds = mou.in_force
    if holds is None:
        raise ValueError(f"memorandum {mou.id} is not in force, and cannot be renewed")
    terms = replace(holds.terms, review_on=event.review_on, ends=event.ends)
    after = replace(mou, in_force=replace(holds, terms=terms), since=event.at, renewed=mou.renewed + 1)
    return replace(after, review=None, review_told=False, renewal=None, notice=None, end_asked=None)


def _end_approved(event: e.EndApproved, mou: Mou) -> Mou:
    before = mou.end_asked
    yes = Signature(event.organisation, event.by, event.at)
    if before is None or before.on != event.on:
        return replace(mou, end_asked=EndAsked(event.by, event.on, event.words, (yes,)))
    return replace(mou, end_asked=replace(before, yeses=(*before.yeses, yes)))


def _notice_given(event: e.NoticeGiven, mou: Mou) -> Mou:
    """An earlier end that is asked of all is still asked."""
    asked, notice = mou.end_asked, NoticeOfEnd(event.by, event.on, event.words, event.together)
    sooner = asked if asked is not None and asked.on < event.on else None
    return replace(mou, notice=notice, end_asked=sooner)


def _ended(event: e.MouEnded, mou: Mou) -> Mou:
    end = MouEnd(event.at, event.why, event.by, event.words, event.replaced_by)
    holds = None if mou.in_force is None else replace(mou.in_force, until=event.at)
    coming = None if mou.in_force is not None else mou.coming
    return replace(mou, end=end, in_force=holds, coming=coming, renewal=None, end_asked=None)


def _words_erased(event: e.MouWordsErased, mou: Mou) -> Mou:
    review, notice, end, asked = mou.review, mou.notice, mou.end, mou.end_asked
    if review is not None and review.by == event.member:
        review = replace(review, words="")
    if notice is not None and notice.by == event.member:
        notice = replace(notice, words="")
    if end is not None and end.by == event.member:
        end = replace(end, words="")
    if asked is not None and asked.by == event.member:
        asked = replace(asked, words="")
    return replace(mou, review=review, notice=notice, end=end, end_asked=asked)


# --- two who are one --------------------------------------------------------------------------------------------


def _united(event: e.SignatoriesUnited, mou: Mou) -> Mou:
    def whose(member: MemberId) -> MemberId:
        return event.member if member == event.other else member

    def signed(signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
        return tuple(replace(one, by=whose(one.by)) for one in signatures)

    def version(one: Version | None) -> Version | None:
        return None if one is None else replace(one, signatures=signed(one.signatures))

    def party(one: Party) -> Party:
        return one if one.signatory is None else replace(one, signatory=whose(one.signatory))

    review, notice, end, renewal = mou.review, mou.notice, mou.end, mou.renewal
    asked = mou.end_asked
    return replace(
        mou,
        made_by=whose(mou.made_by),
        parties=tuple(party(one) for one in mou.parties),
        coming=version(mou.coming),
        in_force=version(mou.in_force),
        former=tuple(replace(one, signatures=signed(one.signatures)) for one in mou.former),
        review=review if review is None or review.by is None else replace(review, by=whose(review.by)),
        renewal=None if renewal is None else replace(renewal, yeses=signed(renewal.yeses)),
        notice=None if notice is None else replace(notice, by=whose(notice.by)),
        end_asked=None if asked is None else replace(asked, by=whose(asked.by), yeses=signed(asked.yeses)),
        end=end if end is None or end.by is None else replace(end, by=whose(end.by)),
    )


def _coming(mou: Mou) -> Version:
    if mou.coming is None:
        raise ValueError(f"nothing is on its way for memorandum {mou.id}")
    return mou.coming


_AFTER: Final[dict[type[Event], Callable[[Any, Mou], Mou]]] = {
    e.MouEdited: _edited,
    e.SignatoryNamed: _named,
    e.SignatoryLeft: _signatory_left,
    e.MouProposed: _proposed,
    e.MouReworded: _reworded,
    e.MouAgreed: _agreed,
    e.MouNotAgreed: _not_agreed,
    e.AmendmentBegun: _amended,
    e.AmendmentDropped: _dropped,
    e.MouSigned: _signed,
    e.SignatureTakenBack: _taken_back,
    e.MouCameIntoForce: _came_into_force,
    e.MouReviewCameNear: _review_near,
    e.MouReviewStarted: _review_started,
    e.RenewalApproved: _renewal_approved,
    e.MouRenewed: _renewed,
    e.EndApproved: _end_approved,
    e.NoticeGiven: _notice_given,
    e.MouEnded: _ended,
    e.SignatoriesUnited: _united,
    e.MouWordsErased: _words_erased,
}
