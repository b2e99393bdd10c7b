"""From a draft to what is agreed: a version is proposed, a consent round asks the parties' people, and what they agree to is to
be signed (docs/decisions/0056)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from decisions.events import Event
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase, people_of
from decisions.mous.mou import Mou, MouStatus, Version
from decisions.mous.turning import is_over
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import OpenRound, WriteDraft
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text


def propose(case: MouCase, command: c.ProposeMou, now: datetime) -> tuple[Event, ...]:
    """Of every party somebody must sit in the circle: they are asked."""
    mou = case.known()
    case.must_write(command.by)
    coming = mou.coming
    if coming is not None and coming.round_id == command.round_id:
        return ()
    if coming is None or coming.status is not MouStatus.DRAFT:
        raise Refusal(Reason.MOU_NOT_NOW)
    written = replace(coming.terms, starts=command.starts or coming.terms.starts)
    terms = written.checked(mou.organisations, case.today(now), mou.clauses_in_force)
    here = {seat.organisation for seat in case.circle.seats}
    for organisation in mou.organisations:
        if organisation not in here:
            facts = {"organisation": case.name(organisation)}
            raise Refusal(Reason.PARTY_NOT_HERE, facts, at_field="parties")
    proposed = e.MouProposed(
        by=command.by,
        version=mou.last_version + 1,
        round_id=command.round_id,
        zone=case.circle.settings.zone,
        terms=terms,
        text=terms.as_text(case.organisations, command.told),
        at=now,
    )
    return (proposed,)


def reword(case: MouCase, command: c.EditMou, now: datetime) -> tuple[Event, ...]:
    """While its round is open; whether the text may change there now, and by whom, is for the round's rules to say."""
    mou = case.known()
    coming = _proposed(mou)
    terms = command.terms.checked(mou.organisations, case.today(now), mou.clauses_in_force)
    text = terms.as_text(case.organisations, command.told)
    last = coming.wordings[-1]
    if (last.terms, last.text) == (terms, text):
        return ()
    reworded = e.MouReworded(by=command.by, version=coming.number, terms=terms, text=text, at=now)
    return (reworded,)


def note_round_ended(case: MouCase, command: c.NoteRoundEnded, now: datetime) -> tuple[Event, ...]:
    """What is agreed is the wording by whose text the round asked last. Where that is over by now, it needs other days."""
    mou = case.known()
    coming = mou.coming
    if coming is None or coming.status is not MouStatus.PROPOSED or coming.round_id != command.round_id:
        return ()
    wording = wording_of(coming, command.text)
    if not command.agreed or wording is None or is_over(coming.wordings[wording].terms, mou.zone, now):
        return (e.MouNotAgreed(version=coming.number, round_id=command.round_id, at=now),)
    agreed = e.MouAgreed(version=coming.number, round_id=command.round_id, wording=wording, at=now)
    return (agreed,)


def wording_of(version: Version, text: Text) -> int | None:
    """The newest of its wordings that has this text."""
    texts = [wording.text for wording in version.wordings]
    numbers = [number for number, one in enumerate(texts) if one == text.trimmed()]
    return numbers[-1] if numbers else None


def _proposed(mou: Mou) -> Version:
    if mou.coming is None or mou.coming.status is not MouStatus.PROPOSED:
        raise Refusal(Reason.MOU_NOT_NOW)
    return mou.coming


# --- the round about it -----------------------------------------------------------------------------------------


def round_about(
    mou: Mou, circle: Circle, proposed: e.MouProposed, command: c.ProposeMou
) -> tuple[WriteDraft, OpenRound]:
    """By which its parties' people are asked, in the name of whoever proposes it."""
    head: dict[str, Any] = {
        "network_id": command.network_id,
        "by": command.by,
        "round_id": command.round_id,
    }
    draft = WriteDraft(**head, circle_id=circle.id, text=proposed.text, mou=mou.id, parties=mou.organisations)
    opening = OpenRound(
        **head,
        settings=settings_for(mou, circle),
        form=command.form or circle.settings.form,
        facilitator=circle.facilitator,
        next_facilitator=circle.next_facilitator((command.by,)),
        seed=command.seed,
    )
    return draft, opening


def settings_for(mou: Mou, circle: Circle) -> Settings:
    """The circle's; of its voice rule what the parties' people can meet."""
    asked = set(people_of(mou, circle))
    groups = [seat.group for seat in circle.seats if seat.member in asked]
    needs = tuple(
        need
        for need in circle.settings.voices
        if groups.count(need.group) >= need.heard_needed(groups.count(need.group))
    )
    return replace(circle.settings, voices=needs)
