"""Drafting a memorandum, editing the draft, amending one that is agreed; and who signs for whom."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId, OrganisationId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.mou import Mou, MouStatus, NewOrganisation, Party
from decisions.mous.proposing import reword
from decisions.people.engine import checked_name
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal

MOST_PARTIES: Final = 12
NOT_COUNTED: Final = 0
"""A draft's reference until nothing can refuse the draft any more: storage counts it then."""


def draft(case: MouCase, command: c.DraftMou, now: datetime) -> tuple[Event, ...]:
    """By anybody in the circle, or a coordinator."""
    if case.mou is not None:
        return ()
    new, parties = _with_named(case, command.parties, command.named)
    parties = _checked_parties(case, parties, new)
    _check_replaced(case, command)
    drafted = e.MouDrafted(
        mou_id=command.mou_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        ref=NOT_COUNTED,
        by=command.by,
        zone=case.circle.settings.zone,
        parties=parties,
        replaces=command.replaces,
        named=new,
        terms=command.terms.drafted(_organisations(parties), case.today(now)),
        at=now,
    )
    return (drafted,)


def edit(case: MouCase, command: c.EditMou, now: datetime) -> tuple[Event, ...]:
    mou = case.known()
    case.must_write(command.by)
    coming = mou.coming
    if coming is None or coming.status is MouStatus.AGREED:
        raise Refusal(Reason.MOU_NOT_NOW)
    new: tuple[NewOrganisation, ...] = ()
    parties = mou.parties
    if command.parties is not None:
        new, parties = _with_named(case, command.parties, command.named)
    if parties != mou.parties and (mou.in_force is not None or coming.status is MouStatus.PROPOSED):
        raise Refusal(Reason.PARTIES_STAY, at_field="parties")
    if coming.status is MouStatus.PROPOSED:
        return reword(case, command, now)
    if command.parties is not None:
        parties = _checked_parties(case, parties, new)
    terms = command.terms.drafted(_organisations(parties), case.today(now), mou.clauses_in_force)
    if (parties, terms) == (mou.parties, coming.terms):
        return ()
    return (e.MouEdited(by=command.by, parties=parties, named=new, terms=terms, at=now),)


def amend(case: MouCase, command: c.AmendMou, now: datetime) -> tuple[Event, ...]:
    """Of one that is in force, or was agreed and is not signed by all: then it is to be agreed to anew, and what has been signed
    of it is void. What all have signed stands, and can be changed once it is in force."""
    mou = case.known()
    case.must_write(command.by)
    coming = mou.coming
    terms = command.terms.drafted(mou.organisations, case.today(now), mou.clauses_in_force)
    if coming is not None and coming.status is MouStatus.DRAFT and coming.terms == terms:
        return ()
    asked = coming is not None and coming.status is MouStatus.PROPOSED
    if asked or mou.status is MouStatus.DRAFT:
        raise Refusal(Reason.MOU_NOT_NOW)
    if mou.signed_by_all:
        raise Refusal(Reason.SIGNED_BY_ALL)
    return (e.AmendmentBegun(by=command.by, terms=terms, at=now),)


def drop(case: MouCase, command: c.DropAmendment, now: datetime) -> tuple[Event, ...]:
    mou = case.known()
    case.must_write(command.by)
    if mou.in_force is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    if mou.coming is None:
        return ()
    if mou.coming.status is MouStatus.PROPOSED:
        raise Refusal(Reason.MOU_NOT_NOW)
    if mou.signed_by_all:
        raise Refusal(Reason.SIGNED_BY_ALL)
    return (e.AmendmentDropped(by=command.by, at=now),)


def name_signatory(case: MouCase, command: c.NameSignatory, now: datetime) -> tuple[Event, ...]:
    """See ``may_name``. What has been signed for it stays signed."""
    party = case.party(command.organisation)
    if command.signatory == party.signatory:
        return ()
    if not may_name(case.known(), party, case.circle, command.by, steers=case.steers):
        facts = {"organisation": case.name(party.organisation)}
        raise Refusal(
            Reason.ONLY_OF_ORGANISATION if party.signatory is None else Reason.ONLY_SIGNATORY, facts
        )
    if command.signatory is not None:
        _check_signatory(case, party.organisation, command.signatory)
    named = e.SignatoryNamed(
        by=command.by, organisation=party.organisation, signatory=command.signatory, at=now
    )
    return (named,)


def may_name(mou: Mou, party: Party, circle: Circle, by: MemberId, *, steers: bool) -> bool:
    """Whether they say who signs for the party from now on. Whoever signs says who does instead; nobody is put aside by others,
    but in a draft, which nobody has been asked about. Where nobody signs, people of that organisation or who steers."""
    if by == party.signatory:
        return True
    if party.signatory is not None and mou.status is not MouStatus.DRAFT:
        return False
    seat = circle.seat(by)
    return steers or (seat is not None and seat.organisation == party.organisation)


# --- parts ------------------------------------------------------------------------------------------------------


def _organisations(parties: tuple[Party, ...]) -> tuple[OrganisationId, ...]:
    return tuple(party.organisation for party in parties)


def _with_named(
    case: MouCase, parties: tuple[Party, ...], named: tuple[NewOrganisation, ...]
) -> tuple[tuple[NewOrganisation, ...], tuple[Party, ...]]:
    """Those of ``named`` that are new to the network, and all parties. Whoever steers the circle brings in new ones, as with who
    sits there; one that is there already is named by anybody."""
    new: dict[str, NewOrganisation] = {}
    for one in named:
        name = checked_name(one.name, "new_parties")
        known = case.called.get(name.casefold())
        if known is None and name.casefold() not in new:
            new[name.casefold()] = replace(one, name=name)
        id = known or new[name.casefold()].id
        if id not in _organisations(parties):
            parties = (*parties, Party(id))
    if new and not case.steers:
        raise Refusal(Reason.ONLY_FACILITATOR, at_field="new_parties")
    return tuple(new.values()), parties


def _checked_parties(
    case: MouCase, parties: tuple[Party, ...], new: tuple[NewOrganisation, ...]
) -> tuple[Party, ...]:
    """Two or more, each once, of the network; and who signs is of the organisation."""
    found = _organisations(parties)
    known = {*case.organisations, *case.called.values(), *(one.id for one in new)}
    for number, organisation in enumerate(found):
        if organisation not in known:
            raise Refusal(Reason.NOT_FOUND, at_field="parties")
        if organisation in found[:number]:
            raise Refusal(Reason.PARTY_TWICE, {"organisation": case.name(organisation)}, at_field="parties")
    if len(found) < 2:
        raise Refusal(Reason.TOO_FEW_PARTIES, at_field="parties")
    if len(found) > MOST_PARTIES:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 2, "most": MOST_PARTIES}, at_field="parties")
    for party in parties:
        if party.signatory is not None:
            _check_signatory(case, party.organisation, party.signatory)
    return parties


def _check_signatory(case: MouCase, organisation: OrganisationId, member: MemberId) -> None:
    if organisation not in case.of.get(member, ()):
        name = case.name(organisation)
        raise Refusal(Reason.NOT_OF_ORGANISATION, {"organisation": name}, at_field="signatory")


def _check_replaced(case: MouCase, command: c.DraftMou) -> None:
    if command.replaces is None:
        return
    if case.older is None or case.older.circle_id != command.circle_id:
        raise Refusal(Reason.NOT_FOUND, at_field="replaces")
    if not case.older.holds:
        raise Refusal(Reason.MOU_NOT_NOW, at_field="replaces")
