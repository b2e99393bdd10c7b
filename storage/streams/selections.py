"""What roles and the rounds that select people for them do to each other, in the same transaction (docs/decisions/0051)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from decisions.ids import CircleId, MemberId, NetworkId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.roles.commands import SeatSelected
from decisions.roles.events import SelectionOpened, SelectionPutOff
from decisions.roles.role import Role
from decisions.roles.selecting import (
    check_places,
    check_selectable,
    drafted_for,
    next_selection,
    vacancy_of,
    waits_for,
)
from decisions.rounds.commands import OpenRound, WriteDraft
from decisions.rounds.events import PeopleSelected, RoundEnded, RoundOpened
from decisions.rounds.round import Round
from decisions.rounds.way import Way
from storage.circle_rows import circle_there
from storage.role_rows import is_selecting
from storage.streams.role_stream import RoleStream
from storage.streams.round_stream import RoundStream

if TYPE_CHECKING:
    from storage.unit import Unit


def drafted(unit: "Unit", command: WriteDraft, circle: Circle) -> WriteDraft:
    """The draft, described as the role is. Refuses a role for which nobody can be selected now."""
    role = _check_can_select(unit, command.network_id, circle.id, command.role, command.round_id)
    return drafted_for(role, command, circle.settings.zone, unit.now)


def check_can_open(unit: "Unit", round: Round) -> None:
    """The role may not be what it was when the draft was written: refuses what no draft could be written for now."""
    role = _check_can_select(unit, round.network_id, round.circle_id, round.role, round.id)
    if round.selection is not None:
        check_places(role, round.selection.vacancy)


def _check_can_select(
    unit: "Unit", network_id: NetworkId, circle_id: CircleId, role_id: UUID | None, round_id: UUID
) -> Role:
    """The role, locked. Refuses one that ``check_selectable`` does, and one for which another round selects people already."""
    stream = None if role_id is None else unit.find(RoleStream, network_id, role_id)
    role = check_selectable(None if stream is None else stream.state, circle_id)
    if role.selection != round_id and _is_open(unit, role):
        raise Refusal(Reason.SELECTION_IS_OPEN)
    return role


def _is_open(unit: "Unit", role: Role) -> bool:
    """Whether people are being selected for it."""
    unit.flush()
    return is_selecting(unit.connection, role)


def after_round_event(unit: "Unit", round: Round, event: RoundOpened | RoundEnded | PeopleSelected) -> None:
    """The role knows the round in which people are selected for it, and whoever is selected holds it, unless the circle only
    recommends them; when it is over, what waited for that begins."""
    if isinstance(event, PeopleSelected) and event.role is None:
        return
    stream = None if round.role is None else unit.find(RoleStream, round.network_id, round.role)
    if stream is None or stream.state is None or stream.state.circle_id != round.circle_id:
        return
    if isinstance(event, RoundOpened):
        stream.record((SelectionOpened(round_id=round.id, at=stream.now),))
        return
    if isinstance(event, RoundEnded):
        if followed := waits_for(stream.state, round.id):
            select_next(
                unit, stream.state, followed, circle_there(unit.connection, round.network_id, round.circle_id)
            )
        return
    unit.flush()
    stream.settle()
    chosen_for = None if round.selection is None else round.selection.vacancy
    stream.handle(
        SeatSelected(
            network_id=round.network_id,
            by=round.facilitator or round.proposer,
            role_id=stream.state.id,
            members=event.people,
            until=event.until,
            purpose="" if chosen_for is None else chosen_for.purpose,
            responsibilities="" if chosen_for is None else chosen_for.responsibilities,
        )
    )


def select_next(unit: "Unit", role: Role, followed: Sequence[int], circle: Circle) -> None:
    """The next selection is written and opened in the name of the circle's facilitator, by the same rules as theirs. Where they
    refuse to open it, the draft stays with them. Where people are being selected already, it begins when that is over. Where it
    cannot be written, for nobody facilitates, nothing is done: who steers the circle hears in any case that the end comes near.
    ``followed``: the numbers of the terms that it comes after."""
    waiting = unit.find(RoleStream, role.network_id, role.id)
    if waiting is not None and role.selection != next_selection(role, followed) and _is_open(unit, role):
        waiting.record((SelectionPutOff(terms=tuple(followed), at=waiting.now),))
        return
    if circle.facilitator is None:
        return
    stream = unit.find_or_begin(RoundStream, role.network_id, next_selection(role, followed))
    if stream is None or stream.state is not None:
        return
    try:
        _open(stream, role, circle, circle.facilitator)
    except Refusal:
        return


def _open(stream: RoundStream, role: Role, circle: Circle, by: MemberId) -> None:
    head: dict[str, Any] = {"network_id": role.network_id, "by": by, "round_id": stream.id}
    text = vacancy_of(role, circle.settings.zone, stream.now).as_text
    draft = WriteDraft(**head, circle_id=circle.id, text=text, way=Way.SELECTION, role=role.id)
    stream.handle(draft)
    opening = OpenRound(
        **head,
        settings=circle.settings,
        form=circle.settings.form,
        facilitator=by,
        next_facilitator=circle.next_facilitator((by,)),
    )
    stream.handle(opening)
