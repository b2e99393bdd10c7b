"""What follows from anything that has happened: who is asked instead, who need not be asked any more, which offers are over."""

from collections.abc import Iterator
from datetime import datetime

from decisions.events import Event
from decisions.roles import events as e
from decisions.roles.asking import filled
from decisions.roles.candidates import unfit
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.role import Offer, OfferKind, Role
from decisions.roles.rota import Turn


def consequences(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    """() where everything is as it should be already, so also after its own."""
    if role.ended:
        return ()
    found: tuple[Event, ...] = ()
    turns = () if role.rota is None else (role.rota.present, role.rota.coming)
    for turn in turns:
        if turn is not None and turn.planned:
            found += _of_turn(case, evolved(role, found), turn, now)
    return (*found, *over(case, evolved(role, found), now))


def _of_turn(case: RoleCase, role: Role, turn: Turn, now: datetime) -> tuple[Event, ...]:
    found: tuple[Event, ...] = tuple(
        e.MemberUnasked(turn=turn.number, member=member, at=now) for member in unfit(case, role, turn)
    )
    found += filled(case, evolved(role, found), turn.number, now)
    return (*found, *_spared(evolved(role, found), turn.number, now))


def _spared(role: Role, number: int, now: datetime) -> Iterator[Event]:
    """To whom the turn was counted, and who neither holds it nor refused it."""
    turn = None if role.rota is None else role.rota.turn(number)
    if turn is None:
        return
    refused = {member for member, _ in turn.refused}
    owners = {turn.owner(member) for member in role.placed(turn)}
    for member in turn.counted:
        if member not in refused and member not in owners:
            yield e.MemberUnasked(turn=number, member=member, at=now)


# --- offers -----------------------------------------------------------------------------------------------------


def over(case: RoleCase, role: Role, now: datetime) -> Iterator[Event]:
    """Offers that nobody can take up any more."""
    for offer in role.offers:
        if not _can_be_taken_up(case, role, offer):
            yield e.OfferEnded(id=offer.id, at=now)


def _can_be_taken_up(case: RoleCase, role: Role, offer: Offer) -> bool:
    if offer.kind is OfferKind.HOLD:
        return bool(role.vacant) and not case.chosen_by_consent(role) and role.term_of(offer.to) is None
    term = role.term_of(offer.by)
    if offer.kind is OfferKind.HAND_ON and term is not None and term.turn == offer.turn:
        return role.term_of(offer.to) is None
    coming = None if role.rota is None else role.rota.coming
    if coming is None or coming.number != offer.turn:
        return False
    return coming.place(offer.by) is not None and coming.place(offer.to) is None
