"""A role after something has happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from decisions.events import Event
from decisions.roles import events as e
from decisions.roles import evolve_holding as holding
from decisions.roles import evolve_rota as rotation
from decisions.roles import evolve_turns as turns
from decisions.roles.one_person import one_person
from decisions.roles.role import Filling, Role


def evolve(role: Role | None, event: Event) -> Role:
    """The role after the event. Raises ``ValueError`` for an event that is none of a role's."""
    if isinstance(event, e.RoleMade):
        return _made(event)
    if role is None:
        raise ValueError(f"a role begins with RoleMade, not with {type(event).__name__}")
    after = _AFTER.get(type(event))
    if after is None:
        raise ValueError(f"{type(event).__name__} is not an event of a role")
    return after(event, role)


def evolved(role: Role, events: Iterable[Event]) -> Role:
    for event in events:
        role = evolve(role, event)
    return role


def _made(event: e.RoleMade) -> Role:
    return Role(
        id=event.role_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        kind=event.kind,
        description=event.description,
        places=event.places,
        filling=event.filling,
        months=event.months,
        made_by=event.by,
    )


def _changed(event: e.RoleChanged, role: Role) -> Role:
    role = replace(
        role,
        description=event.description,
        places=event.places,
        filling=event.filling,
        months=event.months,
    )
    return role if event.filling is Filling.ROTATION else rotation.without_rota(role)


def _ended(_: e.RoleEnded, role: Role) -> Role:
    return replace(role, ended=True, rota=None, offers=())


def _united(event: e.HoldersUnited, role: Role) -> Role:
    return one_person(role, event.member, event.other)


_AFTER: Final[dict[type[Event], Callable[[Any, Role], Role]]] = {
    e.RoleChanged: _changed,
    e.RoleEnded: _ended,
    e.HoldersUnited: _united,
    # the rotation
    e.RotaSet: rotation.rota_set,
    e.TurnsReckoned: rotation.reckoned,
    e.RuleRested: rotation.rested,
    e.TurnPlanned: rotation.planned,
    e.MemberAsked: turns.asked,
    e.AskedOnceMore: turns.asked_again,
    e.NobodyElseToAsk: turns.nobody_else,
    e.MemberUnasked: turns.unasked,
    e.TurnAccepted: turns.accepted,
    e.TurnDeclined: turns.declined,
    e.TurnPassedOver: turns.passed_over,
    e.TurnExchanged: turns.exchanged,
    e.TurnBegan: rotation.began,
    e.WentAway: rotation.went_away,
    e.CameBack: rotation.came_back,
    e.LearningBegun: rotation.learns,
    e.LeftRotation: rotation.left_rotation,
    # holding it
    e.RoleTaken: holding.taken,
    e.RoleLeft: holding.left,
    e.EndComesNear: holding.end_near,
    e.SelectionOpened: holding.selection_opened,
    e.SelectionPutOff: holding.selection_put_off,
    e.OfferMade: holding.offered,
    e.OfferAnswered: holding.answered,
    e.OfferEnded: holding.offer_ended,
    # handing over
    e.HandoverWritten: holding.handed_over,
    e.AskedBack: holding.asked_back,
    e.AnsweredBack: holding.answered_back,
    e.WordsErased: holding.words_erased,
}
