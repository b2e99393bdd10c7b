"""A role that is filled by selection: whether people can be selected for it now, as what it is described to them, and when the
next selection begins by itself (docs/decisions/0051)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid5

from decisions.events import Event
from decisions.ids import CircleId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.roles import events as e
from decisions.roles.role import Filling, Role, Term, WhyLeft
from decisions.roles.term_length import months_later
from decisions.rounds.commands import WriteDraft
from decisions.rounds.selection.vacancy import Vacancy
from decisions.workdays import at_local, local_day


def check_selectable(role: Role | None, circle_id: CircleId) -> Role:
    """The role. Refuses one that is not there or another circle's, one that is ended, and one that is filled in another way."""
    if role is None or role.circle_id != circle_id:
        raise Refusal(Reason.NOT_FOUND)
    if role.ended:
        raise Refusal(Reason.ROLE_ENDED)
    if role.filling is not Filling.SELECTION:
        raise Refusal(Reason.NOT_BY_SELECTION)
    return role


def drafted_for(role: Role, command: WriteDraft, zone: str, now: datetime) -> WriteDraft:
    """The draft with what is to be filled: as it describes it, under the role's name; where it does not, as the role is. Refuses
    more places than the role has."""
    vacancy = command.vacancy or vacancy_of(role, zone, now)
    check_places(role, vacancy)
    return replace(command, vacancy=replace(vacancy, name=role.description.name))


def check_places(role: Role, vacancy: Vacancy) -> None:
    """Whoever is selected holds the role. Refuses more places than it has."""
    if vacancy.places > role.places:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": role.places}, at_field="places")


def vacancy_of(role: Role, zone: str, now: datetime) -> Vacancy:
    """The role as people are selected for it. Its places: those that are vacant, and those of terms whose end comes near; where
    there are none of these, all. Where a term is so many months, it is these from when the terms that it follows end."""
    followed = [term for term in role.terms if term.end_told]
    places = min(role.places, role.vacant + len(followed)) or role.places
    begins = max([now, *(term.until for term in followed if term.until is not None)])
    return Vacancy(
        name=role.description.name,
        purpose=role.description.purpose,
        responsibilities=role.description.responsibilities,
        until=None if role.months is None else _last_day(months_later(begins, role.months, zone), zone),
        places=places,
    )


def end_of_day(until: date, zone: str) -> datetime:
    """Who holds a role until a day holds it on that day too."""
    return at_local(until + timedelta(days=1), time.min, zone)


def _last_day(end: datetime, zone: str) -> date:
    return local_day(end - timedelta.resolution, zone)


# --- the next one -----------------------------------------------------------------------------------------------


def to_be_followed(role: Role, events: Iterable[Event]) -> tuple[Term, ...]:
    """Of the role as it was before what time did to it: the terms for which the next selection is to begin. Each is named once,
    when its end comes near; where nothing was running then, when it is over."""
    if role.filling is not Filling.SELECTION:
        return ()
    found: set[int] = set()
    for event in events:
        if isinstance(event, e.EndComesNear) or (
            isinstance(event, e.RoleLeft) and event.why is WhyLeft.TERM_ENDED
        ):
            found.add(event.term)
    return tuple(term for term in role.terms if term.number in found and not term.end_told)


def waits_for(role: Role, round_id: RoundId) -> tuple[int, ...]:
    """Now that the round is over: the terms for which the next selection was put off until then, if there is still anybody to be
    selected."""
    if role.ended or role.filling is not Filling.SELECTION or role.selection != round_id:
        return ()
    return role.put_off if role.vacant or any(term.end_told for term in role.terms) else ()


def next_selection(role: Role, followed: Iterable[int]) -> RoundId:
    """What begins by itself is called so whoever begins it, and so only once. ``followed``: numbers of terms."""
    return RoundId(uuid5(role.id, f"after term {min(followed)}"))
