"""What time does to a role: a turn is planned and begins, a term ends, an offer lapses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.recurring.rhythm import openings
from decisions.roles import events as e
from decisions.roles.asking import filled, plan_at, reminded
from decisions.roles.candidates import as_counted, unfit
from decisions.roles.case import RoleCase
from decisions.roles.dates import is_named
from decisions.roles.evolve import evolved
from decisions.roles.following import over
from decisions.roles.role import How, Role, Term, WhyLeft
from decisions.roles.rota import Rota, Said, Turn

NEAR_END: Final = timedelta(days=28)
"""So long before a term ends that came of no rotation, people hear of it; of a short one, when half of it is over."""


def next_due(role: Role) -> datetime | None:
    """When time alone next changes something; None when it never does."""
    return None if role.ended else min(_moments(role), default=None)


def _moments(role: Role) -> Iterator[datetime]:
    yield from (offer.lapses_at for offer in role.offers)
    for term in role.terms:
        if not _ends_with_turn(role, term):
            ends = term.until if term.end_told else term.towards_end(NEAR_END)
            yield from () if ends is None else (ends,)
    if role.rota is not None:
        yield from _moments_of_turns(role.rota)


def _moments_of_turns(rota: Rota) -> Iterator[datetime]:
    yield rota.coming.begins_at if rota.coming.planned else plan_at(rota.coming)
    for turn in (rota.present, rota.coming):
        if turn is not None:
            yield from (place.next_at for place in turn.asked if place.said is Said.NOTHING)


def settle(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    """What has fallen due first, by now; () when nothing has. To be asked for again, with what the role is after it, until then.
    Whoever is asked has all of the time to answer from now on, so what should have been asked while nothing was running is asked
    now; and nobody is asked for a turn that is over."""
    due = next_due(role)
    if due is None or due > now:
        return ()
    lapsed: tuple[Event, ...] = tuple(
        e.OfferEnded(id=offer.id, at=offer.lapses_at) for offer in role.offers if offer.lapses_at <= now
    )
    found = lapsed or tuple(_terms_settled(role, now)) or _turns_settled(case, role, now)
    return (*found, *over(case, evolved(role, found), now))


def _terms_settled(role: Role, now: datetime) -> Iterator[Event]:
    for term in role.terms:
        near = term.towards_end(NEAR_END)
        if term.until is None or near is None or _ends_with_turn(role, term):
            continue
        if term.until <= now:
            yield left(term, WhyLeft.TERM_ENDED, term.until)
        elif not term.end_told and near <= now:
            yield e.EndComesNear(term=term.number, member=term.member, at=now)


def _ends_with_turn(role: Role, term: Term) -> bool:
    return role.rota is not None and term.turn is not None


def left(term: Term, why: WhyLeft, at: datetime, words: str = "") -> e.RoleLeft:
    return e.RoleLeft(term=term.number, member=term.member, why=why, words=words, at=at)


# --- turns ------------------------------------------------------------------------------------------------------


def _turns_settled(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    rota = role.rota
    if rota is None:
        return ()
    if rota.coming.begins_at <= now:
        return _begun(case, role, now)
    if not rota.coming.planned and plan_at(rota.coming) <= now:
        return filled(case, role, rota.coming.number, now)
    for turn in (rota.present, rota.coming):
        if turn is not None and (events := reminded(case, role, turn, now)):
            return events
    return ()


def _begun(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    """The coming turn begins: whoever has said yes takes it up, and who held the role until now no longer does. After a stop of
    any length that is the turn of now: those before it are over, and who was asked was asked for another day."""
    begins_at, ends_at, next_ends_at, missed = _times_of_now(case, _rota(role), now)
    before = tuple(_silent_until_the_end(role, begins_at))
    if not missed:
        before += tuple(_unfit(case, role, begins_at))
    role = evolved(role, before)
    turn = _rota(role).coming
    turn = (
        Turn(turn.number, begins_at, ends_at)
        if missed
        else replace(turn, begins_at=begins_at, ends_at=ends_at)
    )
    role = replace(role, rota=replace(_rota(role), coming=turn))
    asked = filled(case, role, turn.number, now)
    placed = [turn.owner(member) for member in role.placed(turn)]
    placed += [event.instead_of or event.member for event in asked if isinstance(event, e.MemberAsked)]
    began = e.TurnBegan(
        turn=turn.number,
        begins_at=turn.begins_at,
        ends_at=turn.ends_at,
        next_ends_at=next_ends_at,
        counted=tuple(placed),
        standings=as_counted(case, role, turn, placed).standings,
        missed=missed,
        end_named=is_named(_rota(role), turn.begins_at, case.zone),
        at=turn.begins_at,
    )
    ended = tuple(left(term, WhyLeft.TERM_ENDED, turn.begins_at) for term in role.terms)
    return (*before, began, *ended, *_taken_up(role, turn), *asked)


def _silent_until_the_end(role: Role, at: datetime) -> Iterator[Event]:
    present = _rota(role).present
    for place in () if present is None else present.asked:
        if present is not None and place.said is Said.NOTHING:
            yield e.TurnPassedOver(turn=present.number, member=place.member, at=at)


def _unfit(case: RoleCase, role: Role, at: datetime) -> Iterator[Event]:
    """The people of the circle may not be what they were when they were asked."""
    coming = _rota(role).coming
    for member in unfit(case, role, coming):
        yield e.MemberUnasked(turn=coming.number, member=member, at=at)


def _times_of_now(case: RoleCase, rota: Rota, now: datetime) -> tuple[datetime, datetime, datetime, int]:
    """When the turn of now begins and ends, when the one after it ends, and how many have gone by before it."""
    begins_at, ends_at, missed = rota.coming.begins_at, rota.coming.ends_at, 0
    moments = openings(rota.rhythm, rota.since, case.circle.settings, begins_at)
    for ends_at in moments:
        if ends_at > now:
            break
        begins_at, missed = ends_at, missed + 1
    return begins_at, ends_at, next(moments), missed


def _taken_up(role: Role, turn: Turn) -> Iterator[Event]:
    for number, member in enumerate(turn.accepted, role.last_term + 1):
        yield e.RoleTaken(
            term=number,
            member=member,
            how=How.TURN,
            until=turn.ends_at,
            turn=turn.number,
            at=turn.begins_at,
        )


def _rota(role: Role) -> Rota:
    if role.rota is None:
        raise ValueError(f"role {role.id} is in no rotation")
    return role.rota
