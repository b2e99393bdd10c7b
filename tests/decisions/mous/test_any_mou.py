"""Whatever people do about a memorandum, and whenever: what is promised of it holds."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.events import Event
from decisions.ids import RoundId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.evolve import evolve
from decisions.mous.mou import Mou, MouStatus, Version, WhyMouEnded
from decisions.mous.turning import settle
from decisions.refusals import Refusal
from decisions.workdays import local_day
from tests.decisions.mous.world import TERMS, MouWorld
from tests.decisions.people import AGENCY, ANA, CLINIC, CY, DI, DISTRICT, EVA, FLO, HAL

PEOPLE: Final = (ANA, FLO, ANA, FLO, DI, CY, EVA, HAL)
SIGNS: Final = {CLINIC: ANA, AGENCY: FLO}
KINDS: Final[tuple[type[c.MouCommand], ...]] = (
    *[c.ProposeMou] * 3,
    *[c.NoteRoundEnded] * 3,
    *[c.Sign] * 6,
    c.TakeBackSignature,
    *[c.AmendMou] * 2,
    c.EditMou,
    c.DropAmendment,
    c.StartReview,
    *[c.RenewMou] * 4,
    *[c.EndMou] * 3,
    c.NameSignatory,
    c.NoteMemberLeft,
    c.UniteSignatories,
)
WAITS: Final = (0, 1, 20, 40, 200, 400, 900)
MAY_FOLLOW: Final[dict[MouStatus, set[MouStatus]]] = {
    MouStatus.DRAFT: {MouStatus.PROPOSED, MouStatus.ENDED},
    MouStatus.PROPOSED: {MouStatus.DRAFT, MouStatus.AGREED},
    MouStatus.AGREED: {MouStatus.DRAFT, MouStatus.IN_FORCE, MouStatus.ENDED},
    MouStatus.IN_FORCE: {MouStatus.UNDER_REVIEW, MouStatus.ENDED},
    MouStatus.UNDER_REVIEW: {MouStatus.IN_FORCE, MouStatus.ENDED},
    MouStatus.ENDED: set(),
}


class Watched(MouWorld):
    """Holds what is promised, after each event."""

    def _record(self, events: tuple[Event, ...]) -> None:
        for event in events:
            before = self.mou
            super()._record((event,))
            if before is not None:
                _holds(before, event, self.known)


def _holds(before: Mou, event: Event, after: Mou) -> None:
    if after.status is not before.status:
        assert after.status in MAY_FOLLOW[before.status], (event, before.status)
    if isinstance(event, e.MouSigned):
        party = before.party(event.organisation)
        assert party is not None
        assert party.signatory == event.by
        assert before.to_sign is not None
        assert before.to_sign.number == event.version
    if isinstance(event, e.MouCameIntoForce):
        version = before.to_sign
        assert version is not None
        assert {one.organisation for one in version.signatures} == set(before.organisations)
        assert version.agreed_at is not None
    if isinstance(event, e.MouRenewed):
        assert before.renewal is not None
        assert {yes.organisation for yes in before.renewal.yeses} == set(before.organisations)
    if (
        isinstance(event, e.MouEnded)
        and before.holds
        and event.why in (WhyMouEnded.NOTICE, WhyMouEnded.TOGETHER)
    ):
        assert _said_in_time(before, event.at) or _all_have_said_yes(before), "nobody ends it for the others"
    assert after.organisations == before.organisations
    assert after.last_version >= before.last_version
    for version in (after.in_force, after.coming, *after.former):
        _is_whole(version, after)


def _said_in_time(mou: Mou, at: datetime) -> bool:
    return mou.notice is not None and mou.notice.on <= local_day(at, mou.zone)


def _all_have_said_yes(mou: Mou) -> bool:
    asked = mou.end_asked
    return asked is not None and {yes.organisation for yes in asked.yeses} == set(mou.organisations)


def _is_whole(version: Version | None, mou: Mou) -> None:
    if version is None:
        return
    organisations = [one.organisation for one in version.signatures]
    assert len(organisations) == len(set(organisations)), "signed once for each"
    assert version.number <= mou.last_version
    assert bool(version.number) is (version.status is not MouStatus.DRAFT)
    if version.status in (MouStatus.DRAFT, MouStatus.PROPOSED):
        assert not version.signatures


def _fields(draw: Any, world: MouWorld, kind: type[c.MouCommand]) -> dict[str, Any]:
    mou, today = world.known, world.now.date()
    version = mou.coming or mou.in_force
    organisation = draw(st.sampled_from((CLINIC, AGENCY, CLINIC, AGENCY, DISTRICT)))
    starts = today + timedelta(days=draw(st.sampled_from((0, 1, 30))))
    review = today + timedelta(days=draw(st.sampled_from((31, 60, 400))))
    ends = draw(st.sampled_from((None, review, review + timedelta(days=300))))
    number = (version.number if version else 1) - draw(st.sampled_from((0, 0, 0, 1)))
    terms = replace(TERMS, starts=starts, review_on=review, ends=ends, clauses=TERMS.clauses[:1])
    coming = mou.coming
    match kind:
        case c.ProposeMou:
            return {"round_id": RoundId(UUID(int=draw(st.integers(900, 904))))}
        case c.NoteRoundEnded:
            asked = coming.wordings[-1].text if coming and coming.wordings else TERMS.as_text({})
            round_id = coming.round_id if coming and coming.round_id else RoundId(UUID(int=1))
            return {"round_id": round_id, "agreed": draw(st.booleans()) or draw(st.booleans()), "text": asked}
        case c.Sign | c.TakeBackSignature:
            return {"organisation": organisation, "version": number}
        case c.AmendMou | c.EditMou:
            return {"terms": terms}
        case c.RenewMou:
            number = mou.in_force.number if mou.in_force else 1
            later = today + timedelta(days=draw(st.sampled_from((0, 50, 50))))
            return {"organisation": organisation, "version": number, "review_on": later, "ends": None}
        case c.StartReview:
            return {"words": "Why"}
        case c.EndMou:
            return {"words": "Why", "on": draw(st.sampled_from((None, today, starts, review)))}
        case c.NameSignatory:
            return {"organisation": organisation, "signatory": draw(st.sampled_from((ANA, DI, FLO, None)))}
        case c.UniteSignatories:
            return {"other": HAL}
        case _:
            return {}


def _said(draw: Any, world: MouWorld) -> None:
    kind = draw(st.sampled_from(KINDS))
    fields = _fields(draw, world, kind)
    by = draw(st.sampled_from(PEOPLE))
    if "organisation" in fields and kind is not c.NameSignatory:
        by = SIGNS.get(fields["organisation"], by) if draw(st.booleans()) else by
    try:
        world.do(by, kind, **fields)
    except Refusal:
        return
    assert world.do(by, kind, **fields) == (), "given twice it is one"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_people_do_and_whenever(data: st.DataObject) -> None:
    draw = data.draw
    world = Watched(zone=draw(st.sampled_from(("UTC", "Asia/Tokyo", "America/New_York"))))
    world.draft()
    if draw(st.booleans()):
        world.agree()
    if world.known.status is MouStatus.AGREED and draw(st.booleans()):
        world.sign_all()
    for _ in range(draw(st.integers(1, 20))):
        match draw(st.sampled_from(("say", "say", "say", "say", "wait", "stop"))):
            case "say":
                _said(draw, world)
            case "wait":
                world.wait(days=draw(st.sampled_from(WAITS)))
            case "stop":
                world.stopped_until(world.now + timedelta(days=draw(st.sampled_from(WAITS))))
        assert settle(world.known, world.now) == (), "settling again does nothing"
    again: Mou | None = None
    for event in world.events:
        again = evolve(again, event)
    assert again == world.mou


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WAITS), min_size=1, max_size=8), st.booleans())
def test_a_stop_of_any_length_changes_nothing_of_what_time_does(waits: list[int], signed: bool) -> None:
    stopped, ticking = MouWorld().draft().agree(), MouWorld().draft().agree()
    if signed:
        stopped.sign_all()
        ticking.sign_all()
    for days in waits:
        stopped.stopped_until(stopped.now + timedelta(days=days))
        ticking.wait(days=days)
    assert stopped.events == ticking.events
