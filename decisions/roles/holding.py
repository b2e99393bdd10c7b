"""Coming to hold a role outside a turn, and letting go of it: asked, volunteering, selected, stepping down. Nobody comes to hold
anything without their own yes."""

from dataclasses import replace
from datetime import datetime

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles import turns
from decisions.roles.candidates import keeps_the_rules
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.role import Filling, How, Role, RoleKind, Term, WhyLeft
from decisions.roles.selecting import end_of_day
from decisions.roles.term_length import months_later
from decisions.roles.turning import left
from decisions.rounds.text import checked_words


def volunteer(case: RoleCase, command: c.Volunteer, now: datetime) -> tuple[Event, ...]:
    """Where a rotation fills it, for a place of the turn under way: they help out, and keep their place in the order."""
    role = case.known()
    if role.term_of(command.by) is not None:
        return ()
    if not case.sits_here(command.by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if role.filling in (Filling.SELECTION, Filling.APPOINTED):
        raise Refusal(Reason.FILLED_OTHERWISE)
    present = None if role.rota is None else role.rota.present
    if present is not None and present.place(command.by) is not None:
        asked = c.AcceptTurn(
            network_id=command.network_id, by=command.by, role_id=command.role_id, turn=present.number
        )
        return turns.accept(case, asked, now)
    must_be_able_to_hold(case, role, command.by)
    return (taken(case, role, command.by, How.VOLUNTEERED, now),)


def step_down(case: RoleCase, command: c.StepDown, now: datetime) -> tuple[Event, ...]:
    term = case.known().term_of(command.by)
    if term is None:
        if case.own_terms:
            return ()
        raise Refusal(Reason.HOLDS_IT_NOT)
    words = checked_words(command.words, "words", required=False)
    return (left(term, WhyLeft.STEPPED_DOWN, now, words),)


def seat_selected(case: RoleCase, command: c.SeatSelected, now: datetime) -> tuple[Event, ...]:
    """They take the places that are vacant, then those of whoever's term ends soonest. Who has left the circle meanwhile takes
    none; and a role that is filled in another way by now goes on as it is. The role is then as everyone consented to it."""
    role = case.known()
    selected = [member for member in dict.fromkeys(command.members) if case.sits_here(member)][: role.places]
    if role.filling is not Filling.SELECTION or all(_is_just_selected(role, member) for member in selected):
        return ()
    until = _end_ahead(case, command, now)
    found = _described_as_chosen(role, command, now)
    for member in selected:
        role = evolved(case.known(), found)
        found += tuple(left(term, WhyLeft.TERM_ENDED, now) for term in _in_the_way(role, member, selected))
        took = taken(case, evolved(case.known(), found), member, How.SELECTED, now)
        found += (took if until is None else replace(took, until=until),)
    return found


def _described_as_chosen(role: Role, command: c.SeatSelected, now: datetime) -> tuple[Event, ...]:
    described = replace(
        role.description,
        purpose=command.purpose or role.description.purpose,
        responsibilities=command.responsibilities or role.description.responsibilities,
    )
    if described == role.description:
        return ()
    changed = e.RoleChanged(
        by=command.by,
        places=role.places,
        filling=role.filling,
        months=role.months,
        description=described,
        at=now,
    )
    return (changed,)


def seat_facilitator(case: RoleCase, command: c.SeatFacilitator, now: datetime) -> tuple[Event, ...]:
    """They hold it at once, until whoever held it would have; whatever the rules of a rotation say of them, for the circle is
    facilitated by them already."""
    role = case.known()
    wanted = () if command.who is None or not case.sits_here(command.who) else (command.who,)
    if role.kind is not RoleKind.FACILITATOR or role.holders == wanted:
        return ()
    found: tuple[Event, ...] = ()
    for term in role.terms:
        if term.member not in wanted:
            why = WhyLeft.HANDED_ON if term.member == command.by else WhyLeft.REPLACED
            found += (left(term, why, now),)
    after = evolved(role, found)
    for member in wanted:
        if after.term_of(member) is None:
            found += (_in_place_of(role, taken(case, after, member, How.APPOINTED, now)),)
    return found


def _in_place_of(role: Role, took: e.RoleTaken) -> e.RoleTaken:
    return replace(took, until=role.terms[0].until) if role.terms else took


def _end_ahead(case: RoleCase, command: c.SeatSelected, now: datetime) -> datetime | None:
    """None where nobody said until when, or where deciding has taken longer than that."""
    end = None if command.until is None else end_of_day(command.until, case.zone)
    return end if end is not None and end > now else None


def _is_just_selected(role: Role, member: MemberId) -> bool:
    term = role.term_of(member)
    return term is not None and term.how is How.SELECTED and not term.end_told


def _in_the_way(role: Role, member: MemberId, selected: list[MemberId]) -> list[Term]:
    """Whose terms are over so that the member can take it up."""
    own = role.term_of(member)
    if own is not None:
        return [own]
    others = [term for term in role.terms if term.member not in selected]
    others.sort(key=lambda term: (term.until is None, term.until or term.since, term.number))
    return others[: max(0, len(role.terms) + 1 - role.places)]


# --- parts ------------------------------------------------------------------------------------------------------


def must_be_able_to_hold(case: RoleCase, role: Role, member: MemberId) -> None:
    """Raises ``Refusal`` where the circle chooses by consent, where no place is vacant, or where the rules do not let them hold
    it beside the others in this turn."""
    if case.chosen_by_consent(role):
        raise Refusal(Reason.CHOSEN_BY_CONSENT)
    if not role.vacant:
        raise Refusal(Reason.NO_PLACE_VACANT)
    present = None if role.rota is None else role.rota.present
    if present is not None and not keeps_the_rules(case, role, present, (*role.holders, member)):
        raise Refusal(Reason.BREAKS_A_RULE)


def taken(case: RoleCase, role: Role, member: MemberId, how: How, now: datetime) -> e.RoleTaken:
    """In a rotation until the turn is over, and before its first turn, until that begins."""
    rota = role.rota
    until: datetime | None = None
    turn: int | None = None
    if rota is not None and rota.present is not None:
        until, turn = rota.present.ends_at, rota.present.number
    elif rota is None and role.months is not None:
        until = months_later(now, role.months, case.zone)
    return e.RoleTaken(term=role.last_term + 1, member=member, how=how, until=until, turn=turn, at=now)
