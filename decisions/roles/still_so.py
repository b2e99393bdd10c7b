"""Whether a message about a role still says something, when it leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from decisions.ids import MemberId
from decisions.roles.role import Role
from decisions.roles.rota import Said
from decisions.rounds.notices import NoticeKind


def still_so(
    kind: NoticeKind,
    about: UUID | None,
    facts: Mapping[str, Any],
    member: MemberId | None,
    role: Role,
    now: datetime | None = None,
) -> bool:
    """Whether the message still says something that this member needs; None: everyone in a place."""
    term = facts.get("term")
    match kind:
        case NoticeKind.ROLE_ASKED | NoticeKind.ROLE_ASKED_AGAIN:
            turn = None if role.rota is None else role.rota.turn(int(facts["turn"]))
            place = None if turn is None or member is None else turn.place(member)
            return not role.ended and place is not None and place.said is Said.NOTHING
        case NoticeKind.ROLE_HAND_OVER:
            return role.handover(int(facts["term"])) is None and _is_time_to_hand_over(role, facts, now)
        case NoticeKind.ROLE_BEGUN | NoticeKind.ROLE_END_NEAR:
            return any(one.number == term for one in role.terms)
        case NoticeKind.ROLE_OFFERED:
            return any(offer.id == about for offer in role.offers)
        case NoticeKind.ROLE_QUESTION:
            handover = role.handover(int(facts["term"]))
            asked = () if handover is None else handover.questions
            return any(one.id == about and not one.answer for one in asked)
        case NoticeKind.ROLE_VACANT:
            return not role.ended and _is_vacant(role, facts.get("turn"))
        case NoticeKind.ROLE_NEXT_DATE:
            present = None if role.rota is None else role.rota.present
            told = (facts["turn"], facts["until"])
            return present is not None and (present.number, present.ends_at.isoformat()) == told
        case NoticeKind.ROLE_UNASKED:
            turn = None if role.rota is None else role.rota.turn(int(facts["turn"]))
            return turn is not None and member is not None and turn.place(member) is None
        case _:
            return True


def _is_time_to_hand_over(role: Role, facts: Mapping[str, Any], now: datetime | None) -> bool:
    """Whether they have left it as they had then; or hold it, and it ends when it was to end then, or ended so while nothing was
    running."""
    term = next((one for one in role.terms if one.number == facts["term"]), None)
    if facts["left"]:
        return term is None
    if term is None:
        return now is not None and datetime.fromisoformat(str(facts["until"])) <= now
    until = "" if term.until is None else term.until.isoformat()
    return bool(facts.get("until", until) == until)


def _is_vacant(role: Role, number: int | None) -> bool:
    """In that turn; None: now."""
    if number is None:
        return bool(role.vacant)
    turn = None if role.rota is None else role.rota.turn(number)
    return turn is not None and bool(turn.vacant)
