"""What people say about their turns: yes, no, away, back, learning first; and a rule that rests for one."""

from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.asking import is_away
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.role import How, Role, Rota, Said, Turn
from decisions.roles.setting import asked_anew
from decisions.rounds.text import checked_words
from decisions.workdays import local_day

LONGEST_AWAY: Final = timedelta(days=3 * 366)


def accept(case: RoleCase, command: c.AcceptTurn, now: datetime) -> tuple[Event, ...]:
    """Of a turn that has begun they take up their place at once."""
    role, rota, turn = _asked(case, command.turn)
    place = turn.place(command.by)
    if place is None:
        raise Refusal(Reason.NOT_YOUR_TURN)
    if place.said is Said.YES:
        return ()
    accepted = e.TurnAccepted(turn=turn.number, by=command.by, at=now)
    if turn is rota.coming:
        return (accepted,)
    taken = e.RoleTaken(
        term=role.last_term + 1,
        member=command.by,
        how=How.TURN,
        until=turn.ends_at,
        turn=turn.number,
        at=now,
    )
    return (accepted, taken)


def decline(case: RoleCase, command: c.DeclineTurn, now: datetime) -> tuple[Event, ...]:
    """Also after a yes, until the turn begins."""
    role, rota, turn = _asked(case, command.turn)
    words = checked_words(command.words, "words", required=False)
    place = turn.place(command.by)
    if place is None:
        if any(member == command.by for member, _ in turn.refused):
            return ()
        raise Refusal(Reason.NOT_YOUR_TURN)
    if turn is rota.present and place.said is Said.YES:
        raise Refusal(Reason.HOLDS_IT_ALREADY)
    declined = e.TurnDeclined(turn=turn.number, by=command.by, words=words, at=now)
    return (declined, *asked_anew(case, evolved(role, (declined,)), now))


def go_away(case: RoleCase, command: c.GoAway, now: datetime) -> tuple[Event, ...]:
    """Where they had been asked for a turn in that time, somebody else is; it costs them nothing."""
    role = case.known()
    today = local_day(now, case.zone)
    if command.last is not None and command.last < max(today, command.first):
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="last")
    if command.first > today + LONGEST_AWAY:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="first")
    if command.last is not None and command.last > today + LONGEST_AWAY:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="last")
    why = checked_words(command.why, "why", required=False)
    went = e.WentAway(by=command.by, turns=(), first=command.first, last=command.last, why=why, at=now)
    turns = _asked_in(evolved(role, (went,)), command.by, case.zone)
    went = e.WentAway(by=command.by, turns=turns, first=command.first, last=command.last, why=why, at=now)
    if any(
        (one.member, one.first, one.last, one.why) == (command.by, command.first, command.last, why)
        for one in role.away
    ):
        return ()
    return (went, *asked_anew(case, evolved(role, (went,)), now))


def come_back(case: RoleCase, command: c.ComeBack, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    if not any(one.member == command.by for one in role.away):
        return ()
    back = e.CameBack(by=command.by, at=now)
    return (back, *asked_anew(case, evolved(role, (back,)), now))


def learn_first(case: RoleCase, command: c.LearnFirst, now: datetime) -> tuple[Event, ...]:
    role = case.known()
    if role.rota is None:
        raise Refusal(Reason.IN_NO_ROTATION)
    if role.is_learning(command.by):
        return ()
    coming = role.rota.coming
    turns = (coming.number,) if coming.place(command.by) is not None else ()
    learns = e.LearningBegun(by=command.by, turns=turns, at=now)
    return (learns, *asked_anew(case, evolved(role, (learns,)), now))


def rest_rule(case: RoleCase, command: c.RestRule, now: datetime) -> tuple[Event, ...]:
    """For the turn whose places it leaves vacant: the present one, else the coming one."""
    role = case.known()
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
    if role.rota is None:
        raise Refusal(Reason.IN_NO_ROTATION)
    if not 0 <= command.number < len(role.rota.rules):
        raise Refusal(Reason.NOT_FOUND)
    rule = role.rota.rules[command.number]
    present = role.rota.present
    turn = present if present is not None and present.vacant else role.rota.coming
    if rule in turn.resting:
        return ()
    rested = e.RuleRested(by=command.by, turn=turn.number, rule=rule, at=now)
    return (rested, *asked_anew(case, evolved(role, (rested,)), now))


# --- parts ------------------------------------------------------------------------------------------------------


def _asked_in(role: Role, member: MemberId, zone: str) -> tuple[int, ...]:
    """The turns for which they have been asked, have not begun to hold it, and are away."""
    if role.rota is None:
        return ()
    turns = (turn for turn in (role.rota.present, role.rota.coming) if turn is not None)
    return tuple(
        turn.number
        for turn in turns
        if turn.place(member) is not None
        and not (turn is role.rota.present and member in turn.accepted)
        and is_away(role, member, turn, zone)
    )


def _asked(case: RoleCase, number: int) -> tuple[Role, Rota, Turn]:
    role = case.known()
    if role.rota is None:
        raise Refusal(Reason.IN_NO_ROTATION)
    turn = role.rota.turn(number)
    if turn is None:
        raise Refusal(Reason.TURN_IS_OVER)
    return role, role.rota, turn
