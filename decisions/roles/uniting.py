"""Who leaves the circle leaves its roles; and two who are one person hold them as one."""

from datetime import datetime

from decisions.events import Event
from decisions.ids import MemberId
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.role import Role, WhyLeft
from decisions.roles.turning import left


def note_left(case: RoleCase, command: c.NoteHolderLeft, now: datetime) -> tuple[Event, ...]:
    """Their place is vacant, and whatever they were asked is asked of somebody else."""
    role = case.known()
    term = role.term_of(command.by)
    ended = () if term is None else (left(term, WhyLeft.LEFT_CIRCLE, now),)
    if not ended and not _has_part(role, command.by):
        return ()
    return (*ended, e.LeftRotation(member=command.by, at=now))


def unite(case: RoleCase, command: c.UniteHolders, now: datetime) -> tuple[Event, ...]:
    """Where both hold it, the member's own term goes on, and a place is vacant."""
    role = case.known()
    term = role.term_of(command.other)
    if term is None and not _has_part(role, command.other) and not _wrote(role, command.other):
        return ()
    united = e.HoldersUnited(member=command.by, other=command.other, at=now)
    if term is None or role.term_of(command.by) is None:
        return (united,)
    return (left(term, WhyLeft.LEFT_CIRCLE, now), united)


def _has_part(role: Role, member: MemberId) -> bool:
    if any(one.member == member for one in role.away) or role.is_learning(member):
        return True
    if any(member in (offer.by, offer.to) for offer in role.offers):
        return True
    rota = role.rota
    if rota is None:
        return False
    turns = (rota.coming,) if rota.present is None else (rota.present, rota.coming)
    if any(turn.place(member) is not None or member in dict(turn.refused) for turn in turns):
        return True
    return rota.standing(member) is not None or any(member in (one.of, one.by) for one in rota.promises)


def _wrote(role: Role, member: MemberId) -> bool:
    return role.made_by == member or any(
        one.by == member or any(asked.by == member for asked in one.questions) for one in role.handovers
    )
