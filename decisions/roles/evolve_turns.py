"""The turns of a rotation, after something has happened: who has a place in one, and in whose stead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from decisions.ids import MemberId
from decisions.roles import events as e
from decisions.roles.fairness.afterwards import forgone, helped_out, spared
from decisions.roles.fairness.standing import Standing, Why, WhyExcused
from decisions.roles.fairness.standing import exchanged as exchanged_standings
from decisions.roles.role import How, Role, Term
from decisions.roles.rota import Asked, Exchange, Rota, Said, Turn

# --- asking -----------------------------------------------------------------------------------------------------


def asked(event: e.MemberAsked, role: Role) -> Role:
    place = Asked(event.member, Said.NOTHING, event.next_at)

    def with_place(turn: Turn) -> Turn:
        turn = turn.with_place(place)
        if event.instead_of is None:
            return turn
        return replace(turn, exchanges=(*turn.exchanges, Exchange(event.instead_of, event.member)))

    return with_turn(role, event.turn, with_place)


def asked_again(event: e.AskedOnceMore, role: Role) -> Role:
    return _still_asked(role, event.turn, event.member, event.next_at)


def nobody_else(event: e.NobodyElseToAsk, role: Role) -> Role:
    return _still_asked(role, event.turn, event.member, event.next_at)


def _still_asked(role: Role, number: int, member: MemberId, next_at: datetime) -> Role:
    place = Asked(member, Said.NOTHING, next_at, again=True)
    return with_turn(role, number, lambda turn: turn.with_place(place))


def unasked(event: e.MemberUnasked, role: Role) -> Role:
    return without_place(role, event.turn, event.member, Why.CHANGED)


def accepted(event: e.TurnAccepted, role: Role) -> Role:
    place = Asked(event.by, Said.YES, event.at)
    role = with_turn(role, event.turn, lambda turn: turn.with_place(place))
    present = rota_of(role).present
    if present is None or present.number != event.turn:
        return role
    exchange = next((one for one in present.exchanges if one.by == event.by), None)
    return role if exchange is None else settled(role, exchange)


def declined(event: e.TurnDeclined, role: Role) -> Role:
    return _refused(role, event.turn, event.by, WhyExcused.DECLINED)


def passed_over(event: e.TurnPassedOver, role: Role) -> Role:
    return _refused(role, event.turn, event.member, WhyExcused.SILENT)


def _refused(role: Role, number: int, member: MemberId, why: WhyExcused) -> Role:
    before = rota_of(role).turn(number)
    if before is None:
        return role
    counted = member in before.counted
    role = place_lost(role, number, member)
    role = with_turn(role, number, lambda turn: replace(turn, refused=(*turn.refused, (member, why))))
    if not counted:
        return role
    role = not_counted(role, number, member)
    return _with_standing(role, member, lambda one: forgone(one, number, why))


def without_place(role: Role, number: int, member: MemberId, why: Why) -> Role:
    """Where the turn was counted to them, it no longer is."""
    turn = rota_of(role).turn(number)
    counted = turn is not None and member in turn.counted
    role = place_lost(role, number, member)
    if not counted:
        return role
    role = not_counted(role, number, member)
    return _with_standing(role, member, lambda one: spared(one, why))


def not_counted(role: Role, number: int, member: MemberId) -> Role:
    def without(turn: Turn) -> Turn:
        return replace(turn, counted=tuple(one for one in turn.counted if one != member))

    return with_turn(role, number, without)


def place_lost(role: Role, number: int, member: MemberId) -> Role:
    """A swap by which they had come to it is off."""
    rota = rota_of(role)
    turn = rota.turn(number)
    swapped = () if turn is None else (Exchange(member, turn.owner(member)),)
    rota = replace(rota, promises=tuple(one for one in rota.promises if one not in swapped))
    return with_turn(replace(role, rota=rota), number, lambda turn: turn.without(member))


# --- in another's place -----------------------------------------------------------------------------------------


def exchanged(event: e.TurnExchanged, role: Role) -> Role:
    """Of the coming turn; a present one's is settled at once."""
    turn = rota_of(role).turn(event.turn)
    if turn is None:
        return role
    place = Asked(event.by, Said.YES, event.at)
    owner = turn.owner(event.of)
    role = with_turn(role, event.turn, lambda turn: turn.without(event.of).with_place(place))
    rota = rota_of(role)
    if rota.is_under_way(turn):
        return settled(role, Exchange(event.of, event.by))
    if owner == event.by:
        given_back = Exchange(event.of, event.by)
        promises = tuple(one for one in rota.promises if one != given_back)
        return replace(role, rota=replace(rota, promises=promises))
    paid_by_another = Exchange(owner, event.of)
    rota = replace(rota, promises=tuple(one for one in rota.promises if one != paid_by_another))
    role = replace(role, rota=rota)
    exchange = Exchange(owner, event.by)
    role = with_turn(role, event.turn, lambda turn: replace(turn, exchanges=(*turn.exchanges, exchange)))
    if not event.swap:
        return role
    rota = rota_of(role)
    promises = tuple(dict.fromkeys((*rota.promises, Exchange(event.by, event.of))))
    return replace(role, rota=replace(rota, promises=promises))


def settled(role: Role, exchange: Exchange) -> Role:
    """In the turn under way: counted to the one, served by the other. A promise that this keeps is kept."""
    rota = rota_of(role)
    present = rota.present
    promises = tuple(one for one in rota.promises if one != exchange)
    role = replace(role, rota=replace(rota, promises=promises))
    if present is None:
        return role
    counted = tuple(exchange.by if one == exchange.of else one for one in present.counted)
    exchanges = tuple(one for one in present.exchanges if one != exchange)
    role = with_turn(role, present.number, lambda turn: replace(turn, counted=counted, exchanges=exchanges))
    of, by = rota.standing(exchange.of), rota.standing(exchange.by)
    if of is None or by is None:
        return role
    changed = {one.member: one for one in exchanged_standings(of, by, present.number)}
    return _with_standings(role, lambda one: changed.get(one.member, one))


def helped_out_in_turn(role: Role, term: Term) -> Role:
    """They hold it in the turn under way, which is counted to nobody in whose place they are."""
    present = None if role.rota is None else role.rota.present
    if present is None or term.turn != present.number:
        return role
    place = Asked(term.member, Said.YES, term.since)
    role = with_turn(role, present.number, lambda turn: turn.with_place(place))
    if term.how is How.HANDED_ON or term.member in present.counted:
        return role
    return _with_standing(role, term.member, lambda one: helped_out(one, present.number))


def gone_from_turn(role: Role, term: Term, *, by_choice: bool) -> Role:
    """They held it in the turn under way; who let go of it is not asked for that turn again."""
    present = None if role.rota is None else role.rota.present
    if present is None or term.turn != present.number:
        return role

    def without(turn: Turn) -> Turn:
        refused = ((term.member, WhyExcused.DECLINED),) if by_choice else ()
        return replace(turn.without(term.member), refused=(*turn.refused, *refused))

    return with_turn(role, present.number, without)


# --- parts ------------------------------------------------------------------------------------------------------


def _with_standing(role: Role, member: MemberId, change: Callable[[Standing], Standing]) -> Role:
    return _with_standings(role, lambda one: change(one) if one.member == member else one)


def _with_standings(role: Role, change: Callable[[Standing], Standing]) -> Role:
    rota = rota_of(role)
    return replace(role, rota=replace(rota, standings=tuple(map(change, rota.standings))))


def rota_of(role: Role) -> Rota:
    if role.rota is None:
        raise ValueError(f"role {role.id} is in no rotation")
    return role.rota


def with_turn(role: Role, number: int, change: Callable[[Turn], Turn]) -> Role:
    rota = rota_of(role)
    if rota.coming.number == number:
        return replace(role, rota=replace(rota, coming=change(rota.coming)))
    if rota.present is not None and rota.present.number == number:
        return replace(role, rota=replace(rota, present=change(rota.present)))
    return role
