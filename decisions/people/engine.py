"""Deciding about circles and memberships: who may make, change, join, invite and leave."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from decisions.commands import Command
from decisions.commitments.wishes import NOTHING_SET, OwnWishes
from decisions.events import Event
from decisions.ids import CircleId, GroupId, InvitationId, MemberId, OrganisationId, PlaceId
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people import reminders, stand_ins
from decisions.people.email import checked_email
from decisions.people.people import Circle, CircleSeat
from decisions.people.places import PlaceConnected, PlaceLeft
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import MAX_VERSIONS_LIMIT, Settings

NAME_LIMIT: Final = 80
MAILED_LINK_LASTS: Final = timedelta(days=60)
"""Each email carries a link of its own: an old mailbox should open nothing."""
LINK_RESTS: Final = timedelta(days=365)
"""A link through which nobody has acted for so long ends."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that only invites, as it stands. It is used up by the first who joins by it."""

    id: InvitationId
    circle_id: CircleId
    digest: str
    group: GroupId
    organisation: OrganisationId
    expires_at: datetime
    invited_by: MemberId
    used: bool = False
    name: str = ""
    for_member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class CircleCase:
    """What the rules of a circle look at. ``circle`` is None until it is made; ``invitation`` is the one that the command
    names by its digest; ``shares_circle`` says whether ``by`` facilitates a circle in which the other member sits.

    ``wishes_link`` and ``by_link_only`` (no account on a chat platform) are of the member for whom a link is to be made."""

    circle: Circle | None
    is_coordinator: bool = False
    invitation: Invitation | None = None
    shares_circle: bool = False
    wishes_link: bool = False
    by_link_only: bool = False
    has_email: bool = False
    own_reminders: OwnWishes = NOTHING_SET
    """The member's."""
    own_email: str = ""
    nobody_coordinates: bool = False
    coordinates: bool = False
    """The member, already."""
    own_language: str = ""
    """That the member has chosen; empty: none."""


def decide(case: CircleCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    return rule(case, command, now)


def evolve(circle: Circle | None, event: Event) -> Circle | None:
    """The circle after the event; events about links and invitations leave it as it is."""
    if isinstance(event, e.CircleMade):
        places = frozenset[PlaceId]() if event.place_id is None else frozenset((event.place_id,))
        return Circle(
            event.circle_id,
            event.network_id,
            event.name,
            event.facilitator,
            event.settings,
            event.seats,
            places,
        )
    if circle is None:
        return None
    match event:
        case e.CircleChanged():
            return replace(circle, name=event.name, facilitator=event.facilitator, settings=event.settings)
        case e.MemberSeated() | e.MemberJoined():
            return _seated(circle, event.seat)
        case e.MemberUnseated():
            seats = tuple(seat for seat in circle.seats if seat.member != event.member)
            facilitator = None if circle.facilitator == event.member else circle.facilitator
            return stand_ins.without(replace(circle, seats=seats, facilitator=facilitator), event.member)
        case e.SeatsUnited():
            return stand_ins.with_one_person(_one_seat(circle, event), event.member, event.other)
        case e.StandInNamed():
            return stand_ins.named(circle, event)
        case e.StandInEnded():
            return stand_ins.ended(circle, event)
        case e.RemindersSet() | e.DigestSet():
            return reminders.evolve(circle, event)
        case PlaceConnected():
            return replace(circle, places=circle.places | {event.place_id})
        case PlaceLeft():
            return replace(circle, places=circle.places - {event.place_id})
        case _:
            return circle


def _seated(circle: Circle, seat: CircleSeat) -> Circle:
    if circle.seat(seat.member) is None:
        return replace(circle, seats=(*circle.seats, seat))
    return replace(circle, seats=tuple(seat if s.member == seat.member else s for s in circle.seats))


def _one_seat(circle: Circle, event: e.SeatsUnited) -> Circle:
    """The member's own, or, where only the other sat there, the other's."""
    own, others = circle.seat(event.member), circle.seat(event.other)
    capacity = others if event.as_other or own is None else own
    if capacity is None:
        return circle
    one = replace(capacity, member=event.member)
    kept = event.member if own is not None else event.other
    seats = tuple(
        one if seat.member == kept else seat
        for seat in circle.seats
        if seat.member not in (event.member, event.other) or seat.member == kept
    )
    facilitator = event.member if circle.facilitator == event.other else circle.facilitator
    return replace(circle, seats=seats, facilitator=facilitator)


def _make(case: CircleCase, command: c.MakeCircle, now: datetime) -> tuple[Event, ...]:
    if case.circle is not None:
        return ()
    made = e.CircleMade(
        circle_id=command.circle_id,
        network_id=command.network_id,
        by=command.by,
        name=checked_name(command.name),
        place_id=command.place_id,
        facilitator=command.facilitator,
        settings=_settings(command.settings),
        seats=command.seats,
        at=now,
    )
    return (made,)


def _change(case: CircleCase, command: c.ChangeCircle, now: datetime) -> tuple[Event, ...]:
    circle = _circle(case)
    _may_steer(case, command)
    if command.facilitator is not None and circle.seat(command.facilitator) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="facilitator")
    changed = e.CircleChanged(
        by=command.by,
        name=checked_name(command.name),
        facilitator=command.facilitator,
        settings=_settings(command.settings),
        at=now,
    )
    return () if evolve(circle, changed) == circle else (changed,)


def _seat(case: CircleCase, command: c.SeatMember, now: datetime) -> tuple[Event, ...]:
    """One's own seat in a circle's place, or somebody else's by whoever steers the circle."""
    circle = _circle(case)
    if command.seat.member != command.by:
        _may_steer(case, command)
    if circle.seat(command.seat.member) == command.seat:
        return ()
    return (e.MemberSeated(by=command.by, seat=command.seat, at=now),)


def _unseat(case: CircleCase, command: c.UnseatMember, now: datetime) -> tuple[Event, ...]:
    circle = _circle(case)
    if command.member != command.by:
        _may_steer(case, command)
    if circle.seat(command.member) is None:
        return ()
    return (e.MemberUnseated(by=command.by, member=command.member, at=now),)


def _arrange(case: CircleCase, command: c.ArrangeSeats, now: datetime) -> tuple[Event, ...]:
    """Whoever does not sit in the circle is left out; a new group or organisation is named first."""
    circle = _circle(case)
    _may_steer(case, command)
    if not command.members:
        raise Refusal(Reason.EMPTY, at_field="members")
    events: list[Event] = []
    if command.group is not None and command.group_name.strip():
        name = checked_name(command.group_name, "new_group")
        events.append(e.GroupNamed(id=command.group, by=command.by, name=name, at=now))
    if command.organisation is not None and command.organisation_name.strip():
        name = checked_name(command.organisation_name, "new_organisation")
        events.append(e.OrganisationNamed(id=command.organisation, by=command.by, name=name, at=now))
    for member in dict.fromkeys(command.members):
        before = circle.seat(member)
        if before is None:
            continue
        seat = CircleSeat(member, command.group or before.group, command.organisation or before.organisation)
        if seat != before:
            events.append(e.MemberSeated(by=command.by, seat=seat, at=now))
    return tuple(events)


def _invite(case: CircleCase, command: c.InviteMember, now: datetime) -> tuple[Event, ...]:
    _may_steer(case, command)
    if command.member is not None:
        if _circle(case).seat(command.member) is None:
            raise Refusal(Reason.NOT_IN_CIRCLE)
        _wishes_link(case)
    if command.expires_at <= now:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="expires_at")
    invited = e.MemberInvited(
        id=command.id,
        by=command.by,
        digest=command.digest,
        group=command.group,
        expires_at=command.expires_at,
        for_member=command.member,
        name=checked_name(command.name) if command.name.strip() else "",
        at=now,
    )
    return (invited,)


def _join(case: CircleCase, command: c.JoinByInvitation, now: datetime) -> tuple[Event, ...]:
    invitation = case.invitation
    if invitation is None:
        raise Refusal(Reason.NOT_FOUND)
    if invitation.used:
        raise Refusal(Reason.LINK_USED)
    if invitation.expires_at <= now:
        raise Refusal(Reason.LINK_EXPIRED)
    email = checked_email(command.email)
    member = invitation.for_member or command.by
    instead: tuple[Event, ...] = ()
    if invitation.for_member is not None:
        _wishes_link(case)
        instead = (e.LinksRevoked(member=member, by=member, at=now),)
    sits = case.circle.seat(member) if case.circle else None
    joined = e.MemberJoined(
        invitation_id=invitation.id,
        member=member,
        seat=sits or CircleSeat(member, invitation.group, invitation.organisation),
        link_digest=command.link_digest,
        locale=command.locale,
        time_zone=checked_zone(command.time_zone),
        name=checked_name(command.name),
        email=email,
        at=now,
    )
    return (*instead, joined)


def _wishes_link(case: CircleCase) -> None:
    """A link is its member's voice: others help to make one only at the member's wish, and never one beside an account."""
    if not (case.wishes_link and case.by_link_only):
        raise Refusal(Reason.NO_LINK_WISHED)


def _make_link(case: CircleCase, command: c.MakeLink, now: datetime) -> tuple[Event, ...]:
    if command.member != command.by:
        raise Refusal(Reason.NOT_FOUND)
    by = None if command.mailed else command.by
    expires_at = now + MAILED_LINK_LASTS if command.mailed else None
    return (e.LinkMade(member=command.member, by=by, digest=command.digest, expires_at=expires_at, at=now),)


def _revoke_links(case: CircleCase, command: c.RevokeLinks, now: datetime) -> tuple[Event, ...]:
    if command.member != command.by and not (case.is_coordinator or case.shares_circle):
        raise Refusal(Reason.ONLY_COORDINATOR)
    return (e.LinksRevoked(member=command.member, by=command.by, at=now),)


def _name_coordinator(case: CircleCase, command: c.NameCoordinator, now: datetime) -> tuple[Event, ...]:
    if not (case.is_coordinator or (case.nobody_coordinates and case.shares_circle)):
        raise Refusal(Reason.ONLY_COORDINATOR)
    if case.coordinates:
        return ()
    return (e.CoordinatorNamed(member=command.member, by=command.by, at=now),)


def _choose_language(case: CircleCase, command: c.ChooseLanguage, now: datetime) -> tuple[Event, ...]:
    """Nobody chooses another's."""
    if command.member != command.by:
        raise Refusal(Reason.NOT_FOUND)
    if command.locale == case.own_language:
        return ()
    return (e.LanguageChosen(member=command.member, locale=command.locale, at=now),)


def _ask_for_link(case: CircleCase, command: c.AskForLink, now: datetime) -> tuple[Event, ...]:
    by_email = command.by_email and case.has_email
    if not case.by_link_only or (case.wishes_link and not by_email):
        return ()
    return (e.LinkWished(member=command.member, by_email=by_email, at=now),)


def _set_reminders(case: CircleCase, command: c.SetReminders, now: datetime) -> tuple[Event, ...]:
    _may_steer(case, command)
    return reminders.set_reminders(_circle(case), command, now)


def _set_digest(case: CircleCase, command: c.SetDigest, now: datetime) -> tuple[Event, ...]:
    _may_steer(case, command)
    return reminders.set_digest(_circle(case), command, now)


def _circle(case: CircleCase) -> Circle:
    if case.circle is None:
        raise Refusal(Reason.NOT_FOUND)
    return case.circle


def _may_steer(case: CircleCase, command: Command) -> None:
    """Its facilitator or a coordinator; anybody in it while it has no facilitator."""
    if not (case.is_coordinator or _circle(case).may_be_steered_by(command.by)):
        raise Refusal(Reason.ONLY_FACILITATOR)


def checked_name(name: str, at_field: str = "name") -> str:
    """On one line. Refuses an empty one, and one that is too long."""
    name = " ".join(name.split())
    if not name:
        raise Refusal(Reason.EMPTY, at_field=at_field)
    if len(name) > NAME_LIMIT:
        raise Refusal(Reason.TOO_LONG, {"limit": NAME_LIMIT, "length": len(name)}, at_field=at_field)
    return name


def _settings(settings: Settings) -> Settings:
    checked_zone(settings.zone)
    if not 1 <= settings.max_versions <= MAX_VERSIONS_LIMIT:
        raise Refusal(Reason.NOT_A_NUMBER, at_field="max_versions")
    if not 0 <= settings.quorum.share <= 1 or settings.quorum.people < 1:
        raise Refusal(Reason.NOT_A_NUMBER, at_field="quorum")
    return settings


def checked_zone(zone: str) -> str:
    """Refuses what is no IANA name."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as unknown:
        raise Refusal(Reason.UNKNOWN_ZONE, at_field="time_zone") from unknown
    return zone


_RULES: Final[dict[type[Command], Callable[[CircleCase, Any, datetime], tuple[Event, ...]]]] = {
    c.MakeCircle: _make,
    c.ChangeCircle: _change,
    c.SeatMember: _seat,
    c.UnseatMember: _unseat,
    c.ArrangeSeats: _arrange,
    c.InviteMember: _invite,
    c.NameStandIn: lambda case, command, now: stand_ins.name_stand_in(_circle(case), command, now),
    c.EndStandIn: lambda case, command, now: stand_ins.end_stand_in(_circle(case), command, now),
    c.JoinByInvitation: _join,
    c.SetReminders: _set_reminders,
    c.SetDigest: _set_digest,
    c.SetOwnReminders: lambda case, command, now: reminders.set_own_reminders(
        case.own_reminders, case.own_email, command, now
    ),
    c.ChooseLanguage: _choose_language,
    c.SetRemindersByEmail: lambda case, command, now: reminders.set_reminders_by_email(
        case.own_reminders, command, now
    ),
    c.MakeLink: _make_link,
    c.RevokeLinks: _revoke_links,
    c.AskForLink: _ask_for_link,
    c.NameCoordinator: _name_coordinator,
}
