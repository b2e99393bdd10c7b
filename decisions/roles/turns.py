"""What people say about their turns: yes, no, away, back, learning first; and a rule that rests for one."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.candidates import is_away, keeps_the_rules
from decisions.roles.case import RoleCase
from decisions.roles.role import How, Role
from decisions.roles.rota import Away, Rota, Said, Turn
from decisions.rounds.text import checked_words
from decisions.workdays import local_day

LONGEST_AWAY: Final = timedelta(days=3 * 366)


def accept(case: RoleCase, command: c.AcceptTurn, now: datetime) -> tuple[Event, ...]:
    """Of a turn that has begun they take up their place at once."""
    role, rota, turn = _turn(case, command.turn)
    under_way = rota.is_under_way(turn)
    place = turn.place(command.by)
    if place is not None and place.said is Said.YES:
        return ()
    if not case.sits_here(command.by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if place is None and (not turn.planned or not role.unfilled(turn)):
        raise Refusal(Reason.NOT_YOUR_TURN)
    others = role.holders if under_way else role.placed(turn)
    if (under_way or place is None) and not keeps_the_rules(case, role, turn, (*others, command.by)):
        raise Refusal(Reason.BREAKS_A_RULE)
    accepted = e.TurnAccepted(turn=turn.number, by=command.by, at=now)
    if not under_way:
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
    _, rota, turn = _turn(case, command.turn)
    words = checked_words(command.words, "words", required=False)
    place = turn.place(command.by)
    if place is None:
        if any(member == command.by for member, _ in turn.refused):
            return ()
        raise Refusal(Reason.NOT_YOUR_TURN)
    if rota.is_under_way(turn) and place.said is Said.YES:
        raise Refusal(Reason.YOU_HOLD_IT)
    return (e.TurnDeclined(turn=turn.number, by=command.by, words=words, at=now),)


def go_away(case: RoleCase, command: c.GoAway, now: datetime) -> tuple[Event, ...]:
    """Where they had been asked for a turn in that time, somebody else is; it costs them nothing. What they hold they go on
    holding."""
    role = case.known()
    today = local_day(now, case.zone)
    if command.last is not None and command.last < today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="last")
    if command.last is not None and command.last < command.first:
        raise Refusal(Reason.LAST_BEFORE_FIRST, at_field="last")
    if command.first > today + LONGEST_AWAY:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="first")
    if command.last is not None and command.last > today + LONGEST_AWAY:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="last")
    why = checked_words(command.why, "why", required=False)
    away = Away(command.by, command.first, command.last, why)
    if away in role.away:
        return ()
    there = replace(role, away=(away,))
    turns = tuple(
        turn.number for turn in _asked_of(role, command.by) if is_away(there, command.by, turn, case.zone)
    )
    went = e.WentAway(by=command.by, turns=turns, first=command.first, last=command.last, why=why, at=now)
    return (went,)


def come_back(case: RoleCase, command: c.ComeBack, now: datetime) -> tuple[Event, ...]:
    if not any(one.member == command.by for one in case.known().away):
        return ()
    return (e.CameBack(by=command.by, at=now),)


def learn_first(case: RoleCase, command: c.LearnFirst, now: datetime) -> tuple[Event, ...]:
    """Of whatever they have been asked for meanwhile, somebody else is."""
    role = case.known()
    if role.rota is None:
        raise Refusal(Reason.IN_NO_ROTATION)
    if not case.sits_here(command.by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if role.term_of(command.by) is not None:
        raise Refusal(Reason.YOU_HOLD_IT)
    if role.is_learning(command.by):
        return ()
    turns = tuple(turn.number for turn in _asked_of(role, command.by))
    return (e.LearningBegun(by=command.by, turns=turns, at=now),)


def rest_rule(case: RoleCase, command: c.RestRule, now: datetime) -> tuple[Event, ...]:
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
    _, rota, turn = _turn(case, command.turn)
    if not 0 <= command.number < len(rota.rules):
        raise Refusal(Reason.NOT_FOUND)
    rule = rota.rules[command.number]
    if rule in turn.resting:
        return ()
    return (e.RuleRested(by=command.by, turn=turn.number, rule=rule, at=now),)


# --- parts ------------------------------------------------------------------------------------------------------


def _asked_of(role: Role, member: MemberId) -> tuple[Turn, ...]:
    """The turns for which they have been asked, and have not begun to hold it."""
    if role.rota is None:
        return ()
    turns = (turn for turn in (role.rota.present, role.rota.coming) if turn is not None)
    return tuple(
        turn
        for turn in turns
        if turn.place(member) is not None and not (role.rota.is_under_way(turn) and member in turn.accepted)
    )


def _turn(case: RoleCase, number: int) -> tuple[Role, Rota, Turn]:
    role = case.known()
    if role.rota is None:
        raise Refusal(Reason.IN_NO_ROTATION)
    turn = role.rota.turn(number)
    if turn is None:
        raise Refusal(Reason.TURN_IS_OVER)
    return role, role.rota, turn
