"""Guests: people from outside the circle whom its authors or its facilitator let into one ballot, each by a link of their own
(docs/decisions/0041).

The link that is passed on only invites, and is used up by the first who joins by it. Their seat is in this round alone."""

from datetime import datetime, timedelta
from typing import Final

from decisions.people.email import checked_email
from decisions.people.engine import checked_name, checked_zone
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.round import Case, RoundEvents

INVITATION_LASTS: Final = timedelta(days=30)
"""And never longer than the ballot is open."""


def invite_guest(case: Case, command: c.InviteGuest, now: datetime) -> RoundEvents:
    """As often as they like, until the close: all are told how many have come."""
    if not case.round.terms.guests:
        raise Refusal(Reason.NO_GUESTS)
    new_organisation = command.organisation_name.strip()
    invited = e.GuestInvited(
        id=command.id,
        by=command.by,
        digest=command.digest,
        group=command.group,
        organisation=command.organisation,
        organisation_name=checked_name(new_organisation, "new_organisation") if new_organisation else "",
        expires_at=now + INVITATION_LASTS,
        name=checked_name(command.name),
        at=now,
    )
    return (invited,)


def join_as_guest(case: Case, command: c.JoinAsGuest, now: datetime) -> RoundEvents:
    """Once for each invitation, and only while the ballot is open. From then on they are asked like all others."""
    invitation = case.invitation
    if invitation is None:
        raise Refusal(Reason.NOT_FOUND)
    if invitation.used:
        raise Refusal(Reason.LINK_USED)
    if invitation.expires_at <= now:
        raise Refusal(Reason.LINK_EXPIRED)
    joined = e.GuestJoined(
        by=command.by,
        invitation_id=invitation.id,
        group=invitation.group,
        organisation=invitation.organisation,
        pass_no=case.round.pass_no,
        link_digest=command.link_digest,
        locale=command.locale,
        time_zone=checked_zone(command.time_zone),
        name=checked_name(command.name),
        email=checked_email(command.email),
        at=now,
    )
    return (joined,)
