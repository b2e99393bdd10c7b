"""What time does to a role: a turn is planned and begins, a term ends, an offer lapses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.recurring.rhythm import openings
from decisions.roles import events as e
from decisions.roles.asking import as_chosen, plan_at, planned, reminded
from decisions.roles.case import RoleCase
from decisions.roles.role import How, Role, Rota, Said, Term, WhyLeft

NEAR_END: Final = timedelta(days=28)
"""So long before a term ends that came of no rotation, people hear of it."""


def next_due(role: Role) -> datetime | None:
    """When time alone next changes something; None when it never does."""
    return None if role.ended else min(_moments(role), default=None)


def _moments(role: Role) -> Iterator[datetime]:
    yield from (offer.lapses_at for offer in role.offers)
    for term in role.terms:
        if term.until is not None and not _ends_with_turn(role, term):
            yield term.until if term.end_told else near_end(term.since, term.until)
    if role.rota is not None:
        yield from _moments_of_turns(role.rota)


def _moments_of_turns(rota: Rota) -> Iterator[datetime]:
    yield rota.coming.begins_at if rota.coming.planned else plan_at(rota.coming)
    for turn in (rota.present, rota.coming):
        if turn is not None:
            yield from (place.next_at for place in turn.asked if place.said is Said.NOTHING)


def near_end(since: datetime, until: datetime) -> datetime:
    return max(since, until - NEAR_END)


def settle(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    """What has fallen due first, by now; () when nothing has. Whoever is asked has all of the time to answer from now on, so
    what should have been asked while nothing was running is asked now."""
    due = next_due(role)
    if due is None or due > now:
        return ()
    lapsed = tuple(e.OfferEnded(id=offer.id, at=now) for offer in role.offers if offer.lapses_at <= now)
    return lapsed or tuple(_terms_settled(role, now)) or _turns_settled(case, role, now)


def _terms_settled(role: Role, now: datetime) -> Iterator[Event]:
    for term in role.terms:
        if term.until is None or _ends_with_turn(role, term):
            continue
        if term.until <= now:
            yield left(term, WhyLeft.TERM_ENDED, term.until)
        elif not term.end_told and near_end(term.since, term.until) <= now:
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
    if not rota.coming.planned and plan_at(rota.coming) <= now:
        return planned(case, role, rota.coming.number, now)
    for turn in (rota.present, rota.coming):
        if turn is not None and (events := reminded(case, role, turn, now)):
            return events
    return begun(case, role, rota, now)


def begun(case: RoleCase, role: Role, rota: Rota, now: datetime) -> tuple[Event, ...]:
    """The coming turn begins: whoever has said yes takes it up, and who held the role until now no longer does. After a stop of
    any length that is the turn of now: those before it are over."""
    begins_at, ends_at, missed = rota.coming.begins_at, rota.coming.ends_at, 0
    moments = openings(rota.rhythm, rota.since, case.circle.settings, begins_at)
    for moment in moments:
        ends_at = moment
        if moment > now:
            break
        begins_at, missed = moment, missed + 1
    next_ends_at = next(moments)
    turn = rota.coming
    chosen = as_chosen(case, role, turn)
    began = e.TurnBegan(
        turn=turn.number,
        begins_at=begins_at,
        ends_at=ends_at,
        next_ends_at=next_ends_at,
        counted=chosen.members,
        standings=chosen.standings,
        missed=missed,
        at=now,
    )
    ended = tuple(left(term, WhyLeft.TERM_ENDED, now) for term in role.terms)
    taken = (
        e.RoleTaken(
            term=role.last_term + number,
            member=member,
            how=How.TURN,
            until=ends_at,
            turn=turn.number,
            at=now,
        )
        for number, member in enumerate(turn.accepted, 1)
    )
    return (began, *ended, *taken)
