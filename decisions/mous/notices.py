"""Which messages what happens to a memorandum calls for. None holds anybody's words.

Policy only: from events to what is wanted. Whether it is still so is asked again when it leaves (``still_so``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import singledispatch
from types import MappingProxyType
from typing import Any
from uuid import UUID

from decisions.events import Event
from decisions.ids import MemberId, OrganisationId
from decisions.mous import events as e
from decisions.mous.mou import Mou, MouStatus, WhyMouEnded
from decisions.rounds.notices import NoticeKind


class Hears(StrEnum):
    MEMBER = "member"
    PARTIES = "parties"
    """Those who sit in the circle for one of the parties, and whoever signs for one."""
    COORDINATORS = "coordinators"
    """Of the network."""
    ALL = "all"
    """The parties' people and the coordinators."""


@dataclass(frozen=True, slots=True)
class MouNotice:
    """A message that should leave, once for each ``key`` and each who hears it. ``member``: to whom alone. ``by``: who has just
    done it, and needs not hear it. ``organisation`` and ``people``: whose names are told."""

    kind: NoticeKind
    key: str
    not_before: datetime
    to: Hears
    member: MemberId | None = None
    by: MemberId | None = None
    organisation: OrganisationId | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, tuple[MemberId, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Case:
    before: Mou | None
    after: Mou


def notices_for_mou(before: Mou | None, after: Mou, events: Sequence[Event]) -> tuple[MouNotice, ...]:
    """Those that these events call for."""
    case = _Case(before, after)
    found = [notice for event in events for notice in _notices(event, case)]
    return tuple({notice.key: notice for notice in found}.values())


def still_so(kind: NoticeKind, facts: Mapping[str, Any], member: MemberId, mou: Mou) -> bool:
    """Whether the message still says something that this member needs."""
    id = facts.get("organisation_id")
    party = None if id is None else mou.party(OrganisationId(UUID(id)))
    match kind:
        case NoticeKind.MOU_SIGNATORY:
            return mou.end is None
        case NoticeKind.MOU_TO_SIGN:
            version = mou.to_sign
            same = version is not None and version.number == facts["version"]
            return same and party is not None and party in mou.unsigned and party.signatory == member
        case NoticeKind.MOU_NO_SIGNATORY:
            return mou.end is None and party is not None and party.signatory is None
        case NoticeKind.MOU_SIGNED:
            return mou.signed_by_all
        case NoticeKind.MOU_IN_FORCE:
            return mou.holds and mou.in_force is not None and mou.in_force.number == facts["version"]
        case NoticeKind.MOU_REVIEW_NEAR:
            day = mou.terms.review_on
            return (
                mou.status is MouStatus.IN_FORCE and day is not None and day.isoformat() == facts["review_on"]
            )
        case NoticeKind.MOU_REVIEW_DUE:
            return mou.status is MouStatus.UNDER_REVIEW
        case NoticeKind.MOU_RENEW:
            return (
                party is not None and party.signatory == member and _wants_yes(mou, party.organisation, facts)
            )
        case NoticeKind.MOU_END_ASKED:
            asked = mou.end_asked
            same = asked is not None and asked.on.isoformat() == facts["on"]
            return same and any(party.signatory == member for party in mou.to_end)
        case NoticeKind.MOU_ENDS:
            return mou.holds and mou.notice is not None and mou.notice.on.isoformat() == facts["on"]
        case _:
            return True


def _wants_yes(mou: Mou, organisation: OrganisationId, facts: Mapping[str, Any]) -> bool:
    renewal = mou.renewal
    if renewal is None or _dates(renewal.review_on, renewal.ends) != (facts["review_on"], facts["ends"]):
        return False
    return all(yes.organisation != organisation for yes in renewal.yeses)


# --- what each event calls for ----------------------------------------------------------------------------------


@singledispatch
def _notices(event: Event, case: _Case) -> Iterator[MouNotice]:
    yield from ()


@_notices.register
def _(event: e.MouAgreed, case: _Case) -> Iterator[MouNotice]:
    for party in case.after.unsigned:
        if party.signatory is None:
            yield _no_signatory(party.organisation, event.at, case, str(event.version))
        else:
            yield _to_sign(party.organisation, party.signatory, event.at, event.version, case)


@_notices.register
def _(event: e.SignatoryNamed, case: _Case) -> Iterator[MouNotice]:
    """Where it waits to be signed; and whose place somebody takes hears it, with the others."""
    mou, signs = case.after, event.signatory
    yield from _another_signs(event.organisation, event.by, event.at, case)
    party = mou.party(event.organisation)
    if signs is not None and signs != event.by and party in mou.unsigned and mou.to_sign is not None:
        yield _to_sign(event.organisation, signs, event.at, mou.to_sign.number, case)


@_notices.register
def _(event: e.MouEdited, case: _Case) -> Iterator[MouNotice]:
    for party in case.after.parties:
        yield from _another_signs(party.organisation, event.by, event.at, case)


@_notices.register
def _(event: e.SignatoryLeft, case: _Case) -> Iterator[MouNotice]:
    yield _no_signatory(event.organisation, event.at, case, event.at.isoformat(), left=(event.member,))


@_notices.register
def _(event: e.MouSigned, case: _Case) -> Iterator[MouNotice]:
    """The last of them, where it waits for its first day."""
    if case.after.signed_by_all:
        kind, version = NoticeKind.MOU_SIGNED, case.after.to_sign
        starts = None if version is None else version.terms.starts
        facts = {"version": event.version, "starts": _told(starts)}
        key = f"{kind}:{case.after.id}:{event.version}"
        yield MouNotice(kind, key, event.at, Hears.PARTIES, by=event.by, facts=facts)


@_notices.register
def _(event: e.MouCameIntoForce, case: _Case) -> Iterator[MouNotice]:
    kind, terms = NoticeKind.MOU_IN_FORCE, case.after.terms
    review_on, ends = _dates(terms.review_on, terms.ends)
    facts = {"version": event.version, "review_on": review_on, "ends": ends}
    yield MouNotice(kind, f"{kind}:{case.after.id}:{event.version}", event.at, Hears.PARTIES, facts=facts)


@_notices.register
def _(event: e.MouReviewCameNear, case: _Case) -> Iterator[MouNotice]:
    kind, day = NoticeKind.MOU_REVIEW_NEAR, event.review_on.isoformat()
    key = f"{kind}:{case.after.id}:{day}:{case.after.renewed}"
    yield MouNotice(kind, key, event.at, Hears.ALL, facts={"review_on": day})


@_notices.register
def _(event: e.MouReviewStarted, case: _Case) -> Iterator[MouNotice]:
    kind = NoticeKind.MOU_REVIEW_DUE
    key = f"{kind}:{case.after.id}:{event.at.isoformat()}"
    people = {} if event.by is None else {"by": (event.by,)}
    facts = {"why": str(event.why)}
    yield MouNotice(kind, key, event.at, Hears.ALL, by=event.by, facts=facts, people=people)


@_notices.register
def _(event: e.RenewalApproved, case: _Case) -> Iterator[MouNotice]:
    kind, mou = NoticeKind.MOU_RENEW, case.after
    review_on, ends = _dates(event.review_on, event.ends)
    facts = {"version": event.version, "review_on": review_on, "ends": ends}
    for party in mou.parties:
        if party.signatory is not None and _wants_yes(mou, party.organisation, facts):
            key = f"{kind}:{mou.id}:{mou.renewed}:{review_on}:{ends}:{party.organisation}"
            yield MouNotice(
                kind,
                key,
                event.at,
                Hears.MEMBER,
                member=party.signatory,
                organisation=party.organisation,
                facts=facts,
                people={"by": (event.by,)},
            )


@_notices.register
def _(event: e.MouRenewed, case: _Case) -> Iterator[MouNotice]:
    kind = NoticeKind.MOU_RENEWED
    review_on, ends = _dates(event.review_on, event.ends)
    key = f"{kind}:{case.after.id}:{case.after.renewed}"
    yield MouNotice(kind, key, event.at, Hears.PARTIES, facts={"review_on": review_on, "ends": ends})


@_notices.register
def _(event: e.EndApproved, case: _Case) -> Iterator[MouNotice]:
    """Once for each who signs, of the day that somebody asks for."""
    kind, day = NoticeKind.MOU_END_ASKED, event.on.isoformat()
    if not event.words:
        return
    for member in sorted({party.signatory for party in case.after.to_end if party.signatory is not None}):
        key = f"{kind}:{case.after.id}:{day}:{event.at.isoformat()}:{member}"
        people = {"by": (event.by,)}
        yield MouNotice(kind, key, event.at, Hears.MEMBER, member=member, facts={"on": day}, people=people)


@_notices.register
def _(event: e.NoticeGiven, case: _Case) -> Iterator[MouNotice]:
    """What all have agreed on, whoever asked for it days before hears too."""
    kind, day, people = NoticeKind.MOU_ENDS, event.on.isoformat(), {"by": (event.by,)}
    key = f"{kind}:{case.after.id}:{day}:{event.at.isoformat()}"
    by = None if event.together else event.by
    yield MouNotice(kind, key, event.at, Hears.ALL, by=by, facts={"on": day}, people=people)


@_notices.register
def _(event: e.MouEnded, case: _Case) -> Iterator[MouNotice]:
    """Of a draft that was never proposed, nobody."""
    if event.why is WhyMouEnded.GIVEN_UP and not case.after.last_version:
        return
    kind = NoticeKind.MOU_ENDED
    people = {} if event.by is None else {"by": (event.by,)}
    before = case.before
    at_once = before is None or (before.notice is None and before.end_asked is None)
    told = event.by if at_once else None
    facts = {"why": str(event.why)}
    key = f"{kind}:{case.after.id}"
    yield MouNotice(kind, key, event.at, Hears.ALL, by=told, facts=facts, people=people)


# --- parts ------------------------------------------------------------------------------------------------------


def _another_signs(
    organisation: OrganisationId, by: MemberId, at: datetime, case: _Case
) -> Iterator[MouNotice]:
    """Whose place somebody takes hears it; also the others, but of a draft."""
    before = None if case.before is None else case.before.party(organisation)
    after = case.after.party(organisation)
    former = None if before is None else before.signatory
    signs = None if after is None else after.signatory
    if former is None or signs is None or former == signs:
        return
    kind = NoticeKind.MOU_SIGNATORY
    yield MouNotice(
        kind,
        f"{kind}:{case.after.id}:{organisation}:{at.isoformat()}",
        at,
        Hears.MEMBER if case.after.status is MouStatus.DRAFT else Hears.PARTIES,
        member=former,
        by=by,
        organisation=organisation,
        people={"by": (by,), "signs": (signs,), "former": (former,)},
    )


def _to_sign(
    organisation: OrganisationId, member: MemberId, at: datetime, version: int, case: _Case
) -> MouNotice:
    kind = NoticeKind.MOU_TO_SIGN
    key = f"{kind}:{case.after.id}:{version}:{organisation}:{member}"
    facts = {"version": version}
    return MouNotice(kind, key, at, Hears.MEMBER, member=member, organisation=organisation, facts=facts)


def _no_signatory(
    organisation: OrganisationId, at: datetime, case: _Case, once: str, left: tuple[MemberId, ...] = ()
) -> MouNotice:
    kind = NoticeKind.MOU_NO_SIGNATORY
    key = f"{kind}:{case.after.id}:{organisation}:{once}"
    return MouNotice(kind, key, at, Hears.COORDINATORS, organisation=organisation, people={"left": left})


def _dates(review_on: date | None, ends: date | None) -> tuple[str, str]:
    return _told(review_on), _told(ends)


def _told(day: date | None) -> str:
    return "" if day is None else day.isoformat()
