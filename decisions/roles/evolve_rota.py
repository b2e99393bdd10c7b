"""A rotation after something has happened: its rhythm and its rules, a turn that begins, and who is not asked."""

from dataclasses import replace
from datetime import datetime, timedelta

from decisions.ids import MemberId
from decisions.roles import events as e
from decisions.roles.evolve_turns import not_counted, place_lost, rota_of, settled, with_turn, without_place
from decisions.roles.fairness.standing import Why
from decisions.roles.role import Filling, Role
from decisions.roles.rota import Away, Exchange, Learner, Rota, Turn

# --- the rotation -----------------------------------------------------------------------------------------------


def rota_set(event: e.RotaSet, role: Role) -> Role:
    before = role.rota or Rota(event.rhythm, event.since, event.seed, Turn(1, event.begins_at, event.ends_at))
    rota = replace(before, rhythm=event.rhythm, since=event.since, rules=event.rules)
    return _moved(replace(role, rota=rota, filling=Filling.ROTATION), event.begins_at, event.ends_at)


def reckoned(event: e.TurnsReckoned, role: Role) -> Role:
    return _moved(role, event.begins_at, event.ends_at)


def _moved(role: Role, begins_at: datetime, ends_at: datetime) -> Role:
    """The coming turn is at other times, and until then the present one goes on."""
    rota = rota_of(role)
    coming = rota.coming.moved(begins_at, ends_at)
    if not coming.asked:
        swapped = {Exchange(one.by, one.of) for one in rota.coming.exchanges}
        rota = replace(rota, promises=tuple(one for one in rota.promises if one not in swapped))
    present = None if rota.present is None else replace(rota.present, ends_at=begins_at)
    terms = tuple(
        replace(term, until=begins_at) if present is not None and term.turn == present.number else term
        for term in role.terms
    )
    return replace(role, rota=replace(rota, coming=coming, present=present), terms=terms)


def without_rota(role: Role) -> Role:
    """Whoever holds it holds it until their turn would have been over."""
    terms = tuple(replace(term, turn=None) for term in role.terms)
    return replace(role, rota=None, learners=(), terms=terms)


def rested(event: e.RuleRested, role: Role) -> Role:
    return with_turn(role, event.turn, lambda turn: replace(turn, resting=turn.resting | {event.rule}))


def planned(event: e.TurnPlanned, role: Role) -> Role:
    def looked_at(turn: Turn) -> Turn:
        return replace(turn, planned=True, vacant=event.vacant, unmet=event.unmet)

    return with_turn(role, event.turn, looked_at)


def began(event: e.TurnBegan, role: Role) -> Role:
    """Swaps that have been said yes to are settled: one served in the place of the other."""
    rota = rota_of(role)
    coming = Turn(event.turn, event.begins_at, event.ends_at) if event.missed else rota.coming
    present = replace(
        coming,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        counted=event.counted,
        held_before=role.holders,
    )
    after = Turn(event.turn + 1, event.ends_at, event.next_ends_at)
    learners = tuple(replace(one, since_turn=event.turn) for one in role.learners if one.since_turn is None)
    if event.missed:
        swapped = {Exchange(one.by, one.of) for one in rota.coming.exchanges}
        rota = replace(rota, promises=tuple(one for one in rota.promises if one not in swapped))
    role = replace(
        role,
        rota=replace(rota, present=present, coming=after, standings=event.standings),
        learners=learners,
    )
    for exchange in present.exchanges:
        if exchange.by in present.accepted:
            role = settled(role, exchange)
    return role


# --- who is not asked -------------------------------------------------------------------------------------------


def went_away(event: e.WentAway, role: Role) -> Role:
    """Beside what they said before of other days; what is over is left away."""
    said = Away(event.by, event.first, event.last, event.why)
    yesterday = event.at.date() - timedelta(days=2)
    others = tuple(
        one
        for one in role.away
        if (one.last is None or one.last >= yesterday) and not (one.member == event.by and one.overlaps(said))
    )
    role = replace(role, away=(*others, said))
    return _not_there(role, event.turns, event.by)


def came_back(event: e.CameBack, role: Role) -> Role:
    return replace(role, away=tuple(one for one in role.away if one.member != event.by))


def learns(event: e.LearningBegun, role: Role) -> Role:
    learners = (*(one for one in role.learners if one.member != event.by), Learner(event.by))
    return _not_there(replace(role, learners=learners), event.turns, event.by)


def _not_there(role: Role, turns: tuple[int, ...], member: MemberId) -> Role:
    for number in turns:
        role = without_place(role, number, member, Why.AWAY)
    return role


def left_rotation(event: e.LeftRotation, role: Role) -> Role:
    """Whoever took a turn of theirs has it as their own."""
    member = event.member
    role = replace(
        role,
        away=tuple(one for one in role.away if one.member != member),
        learners=tuple(one for one in role.learners if one.member != member),
        offers=tuple(one for one in role.offers if member not in (one.by, one.to)),
    )
    if role.rota is None:
        return role
    promises = tuple(one for one in role.rota.promises if member not in (one.of, one.by))
    role = replace(role, rota=replace(role.rota, promises=promises))
    for turn in (role.rota.present, role.rota.coming) if role.rota is not None else ():
        if turn is not None:
            role = not_counted(place_lost(role, turn.number, member), turn.number, member)
            role = with_turn(role, turn.number, lambda one: one.owned_by_takers_of(member))
    return role
