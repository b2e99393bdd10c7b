"""From a press to the command about a circle, an invitation or one's own links."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from urllib.parse import quote
from uuid import UUID

from adapters.desk import Desk, Press
from adapters.ids import new_id
from adapters.present.belonging import NEW, STAYS
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.secrets import INVITATION_LASTS, Secret
from decisions.ids import CircleId, GroupId, InvitationId, MemberId, OrganisationId
from decisions.people import commands as c
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import MAX_VERSIONS_LIMIT, Closing, Form, GroupNeed, Lengths, Quorum, Settings

LONGEST_STEP: Final = 90
"""Days, or workdays, that one step can be given."""
ReadAtDesk = Callable[[Desk, Sent], Awaitable[c.CircleCommand]]


async def _circle_form(desk: Desk, sent: Sent) -> c.CircleCommand:
    if not sent.subject:
        return await _make(desk, sent)
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    return c.ChangeCircle(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=circle.id,
        name=sent.text("name") or circle.name,
        facilitator=_facilitator(sent, circle.facilitator),
        settings=_settings(sent, circle.settings),
    )


async def _make(desk: Desk, sent: Sent) -> c.MakeCircle:
    who, place = sent.press.who, sent.press.place
    if place is None:
        raise Refusal(Reason.NO_CIRCLE_HERE)
    to_be = await desk.circle_to_be(who, place)
    return c.MakeCircle(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(new_id()),
        name=sent.text("name") or to_be.name,
        place_id=to_be.place_id,
        facilitator=_facilitator(sent, who.member_id) or who.member_id,
        settings=_settings(sent, to_be.settings),
        seats=to_be.seats,
    )


def _facilitator(sent: Sent, default: MemberId | None) -> MemberId | None:
    return MemberId(sent.id("facilitator")) if sent.text("facilitator") else default


def _settings(sent: Sent, before: Settings) -> Settings:
    """What the form says; what it did not ask stays as it was."""
    return replace(
        before,
        form=sent.choice(Form, "form") if sent.text("form") else before.form,
        closing=sent.choice(Closing, "closing") if sent.text("closing") else before.closing,
        voices=_voices(sent, before),
        quorum=_quorum(sent, before.quorum),
        lengths=_lengths(sent, before.lengths),
        max_versions=sent.number("max_versions", before.max_versions, least=1, most=MAX_VERSIONS_LIMIT),
        recommends=sent.yes("recommends", default=before.recommends),
        zone=sent.text("time_zone").strip() or before.zone,
        holidays=_holidays(sent, before),
    )


def _holidays(sent: Sent, before: Settings) -> tuple[date, ...]:
    """One day a line; commas do as well."""
    if "holidays" not in sent.all:
        return before.holidays
    written = sent.text("holidays").replace(",", "\n").split()
    try:
        return tuple(sorted({date.fromisoformat(day) for day in written}))
    except ValueError as wrong:
        raise Refusal(Reason.NOT_A_DATE, at_field="holidays") from wrong


def _voices(sent: Sent, before: Settings) -> tuple[GroupNeed, ...]:
    """The groups that were ticked, each with its count: from the second page, as it was, or one person."""
    if "voices" not in sent.all:
        return before.voices
    kept = {need.group: need for need in before.voices}
    needs = []
    for group in (GroupId(ticked) for ticked in sent.ids("voices")):
        name = f"voice_{group}"
        if not sent.text(name) and group in kept:
            needs.append(kept[group])
            continue
        needs.append(GroupNeed(group, count=sent.number(name, 1, least=1)))
    return tuple(needs)


def _quorum(sent: Sent, before: Quorum) -> Quorum:
    percent = sent.number("quorum_share", round(before.share * 100), most=100)
    people = sent.number("quorum_people", before.people, least=1)
    return Quorum(share=Fraction(percent, 100), people=people)


def _lengths(sent: Sent, before: Lengths) -> Lengths:
    def of(name: str, default: int) -> int:
        return sent.number(name, default, least=1, most=LONGEST_STEP)

    return replace(
        before,
        exploring=timedelta(days=of("exploring_days", before.exploring.days)),
        consenting=timedelta(days=of("consenting_days", before.consenting.days)),
        amending_workdays=of("amending_workdays", before.amending_workdays),
        testing_workdays=of("testing_workdays", before.testing_workdays),
        integrating_workdays=of("integrating_workdays", before.integrating_workdays),
        extension_workdays=of("extension_workdays", before.extension_workdays),
    )


async def _who_belongs(desk: Desk, sent: Sent) -> c.ArrangeSeats:
    who = sent.press.who
    group, group_name = _as_it_is_or_named(sent, "group")
    organisation, organisation_name = _as_it_is_or_named(sent, "organisation")
    return c.ArrangeSeats(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(sent.about),
        members=tuple(MemberId(member) for member in sent.ids("members")),
        group=None if group is None else GroupId(group),
        organisation=None if organisation is None else OrganisationId(organisation),
        group_name=group_name,
        organisation_name=organisation_name,
    )


async def _leave(desk: Desk, sent: Sent) -> c.UnseatMember:
    return _unseat(sent, sent.press.who.member_id)


async def _somebody_left(desk: Desk, sent: Sent) -> c.UnseatMember:
    return _unseat(sent, MemberId(sent.id("member")))


def _unseat(sent: Sent, member: MemberId) -> c.UnseatMember:
    who = sent.press.who
    return c.UnseatMember(
        network_id=who.network_id, by=who.member_id, circle_id=CircleId(sent.about), member=member
    )


async def _stand_in(desk: Desk, sent: Sent) -> c.NameStandIn:
    who, first, last = sent.press.who, sent.day("first"), sent.day("last")
    if first is None or last is None:
        raise Refusal(Reason.EMPTY, at_field="last" if first is not None else "first")
    return c.NameStandIn(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(sent.about),
        stand_in=MemberId(sent.id("stand_in")),
        first=first,
        last=last,
    )


async def _end_stand_in(desk: Desk, sent: Sent) -> c.EndStandIn:
    who, member = sent.press.who, MemberId(sent.part_id)
    return c.EndStandIn(
        network_id=who.network_id, by=who.member_id, circle_id=CircleId(sent.about), member=member
    )


def _as_it_is_or_named(sent: Sent, name: str) -> tuple[UUID | None, str]:
    """A name that is written makes a new one, whatever is chosen above it."""
    named = sent.text(f"new_{name}").strip()
    if named:
        return new_id(), named
    return (None, "") if sent.text(name) == STAYS else known_or_named(sent, name)


def known_or_named(sent: Sent, name: str) -> tuple[UUID, str]:
    """One that is there already, by its id; or a new one, with its name."""
    if sent.text(name) != NEW:
        return sent.id(name), ""
    named = sent.text(f"new_{name}")
    if not named.strip():
        raise Refusal(Reason.EMPTY, at_field=f"new_{name}")
    return new_id(), named


CIRCLE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.CIRCLE_FORM: _circle_form,
    Verb.WHO_BELONGS: _who_belongs,
    Verb.LEAVE_CIRCLE: _leave,
    Verb.SOMEBODY_LEFT: _somebody_left,
    Verb.STAND_IN: _stand_in,
    Verb.END_STAND_IN: _end_stand_in,
}


def invitation(desk: Desk, sent: Sent, secret: Secret) -> c.InviteMember:
    who = sent.press.who
    return c.InviteMember(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=CircleId(sent.about),
        id=InvitationId(new_id()),
        digest=secret.digest,
        group=GroupId(sent.id("group")),
        expires_at=desk.now() + INVITATION_LASTS,
        name=sent.text("name"),
    )


async def invitation_again(desk: Desk, sent: Sent, secret: Secret) -> c.InviteMember:
    """A new link for somebody who is a member already, and whose own no longer works."""
    who, member = sent.press.who, MemberId(sent.part_id)
    circle = await desk.circle(who, CircleId(sent.about))
    seat = circle.seat(member)
    if seat is None:
        raise Refusal(Reason.NOT_FOUND)
    return c.InviteMember(
        network_id=who.network_id,
        by=who.member_id,
        circle_id=circle.id,
        id=InvitationId(new_id()),
        digest=secret.digest,
        group=seat.group,
        expires_at=desk.now() + INVITATION_LASTS,
        member=member,
    )


def own_link(press: Press, secret: Secret) -> c.MakeLink:
    who = press.who
    return c.MakeLink(network_id=who.network_id, by=who.member_id, member=who.member_id, digest=secret.digest)


def leads_to(sent: Sent) -> str:
    """On what a link of one's own opens, as the query of its address: a circle's commitments, or home."""
    if ":" not in sent.press.action.id:
        return ""
    wanted = f"?{sent.part}" if sent.part else ""
    return f"?to={quote(f'/circles/{sent.about}/commitments{wanted}')}"


def revoke_links(press: Press) -> c.RevokeLinks:
    """One's own; or, named by the action, another member's."""
    who = press.who
    try:
        member = MemberId(UUID(press.action.id)) if press.action.id else who.member_id
    except ValueError as wrong:
        raise Refusal(Reason.NOT_FOUND) from wrong
    return c.RevokeLinks(network_id=who.network_id, by=who.member_id, member=member)
