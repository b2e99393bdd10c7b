"""Signing: a named act, for an organisation, by its signatory; and taking it back until all have signed."""

from datetime import datetime

from decisions.events import Event
from decisions.ids import OrganisationId
from decisions.mous import commands as c
from decisions.mous import events as e
from decisions.mous.case import MouCase
from decisions.mous.mou import Mou, Signature, Version
from decisions.refusals import Reason, Refusal


def sign(case: MouCase, command: c.Sign, now: datetime) -> tuple[Event, ...]:
    """Signed for an organisation once, it is signed, whoever signs for it by then. With the last signature it comes into force,
    where its first day has come (``turning``)."""
    mou, organisation = case.known(), command.organisation
    party = case.party(organisation)
    signature = _signature(mou, command.version, organisation)
    if signature is not None and command.by in (signature.by, party.signatory):
        return ()
    version = _to_be_signed(mou, command.version)
    facts = {"organisation": case.name(organisation)}
    if party.signatory is None:
        raise Refusal(Reason.NO_SIGNATORY, facts)
    if party.signatory != command.by:
        raise Refusal(Reason.ONLY_SIGNATORY, facts)
    return (e.MouSigned(by=command.by, organisation=organisation, version=version.number, at=now),)


def take_back(case: MouCase, command: c.TakeBackSignature, now: datetime) -> tuple[Event, ...]:
    """By whoever gave it, or signs for the organisation now."""
    mou, organisation = case.known(), command.organisation
    party = case.party(organisation)
    if mou.in_force is not None and mou.in_force.number == command.version:
        raise Refusal(Reason.SIGNED_BY_ALL)
    version = _to_be_signed(mou, command.version)
    if mou.signed_by_all:
        raise Refusal(Reason.SIGNED_BY_ALL)
    signature = version.signature_of(organisation)
    by = {party.signatory} if signature is None else {party.signatory, signature.by}
    if command.by not in by:
        raise Refusal(Reason.ONLY_SIGNATORY, {"organisation": case.name(organisation)})
    if signature is None:
        return ()
    taken = e.SignatureTakenBack(by=command.by, organisation=organisation, version=version.number, at=now)
    return (taken,)


def _signature(mou: Mou, number: int, organisation: OrganisationId) -> Signature | None:
    """Of the version with that number, whether it is to be signed by others or in force."""
    versions = (version for version in (mou.coming, mou.in_force) if version and version.number == number)
    return next((found for version in versions if (found := version.signature_of(organisation))), None)


def _to_be_signed(mou: Mou, number: int) -> Version:
    version = mou.to_sign
    if version is None:
        raise Refusal(Reason.MOU_NOT_NOW)
    if version.number != number:
        raise Refusal(Reason.OTHER_VERSION, {"version": version.number})
    return version
