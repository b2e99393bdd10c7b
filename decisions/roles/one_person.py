"""What becomes of a role when two of its people turn out to be one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from decisions.ids import MemberId
from decisions.roles.fairness.afterwards import united
from decisions.roles.fairness.standing import Standing
from decisions.roles.role import Handover, Role, Term
from decisions.roles.rota import Away, Exchange, Learner, Rota, Said, Turn

Whose = Callable[[MemberId], MemberId]


def one_person(role: Role, member: MemberId, other: MemberId) -> Role:
    """``other`` is ``member`` from now on: one place, one turn, one account. Of two of a kind the member's own stays."""

    def whose(id: MemberId) -> MemberId:
        return member if id == other else id

    offers = (replace(one, by=whose(one.by), to=whose(one.to)) for one in role.offers)
    return replace(
        role,
        made_by=None if role.made_by is None else whose(role.made_by),
        terms=_terms(role.terms, member, whose),
        rota=None if role.rota is None else _rota(role.rota, member, other, whose),
        away=_away(role.away, member, whose),
        learners=_learners(role.learners, member, whose),
        offers=tuple(one for one in offers if one.by != one.to),
        answers=tuple(replace(one, by=whose(one.by)) for one in role.answers),
        handovers=tuple(_handover(one, whose) for one in role.handovers),
    )


def _terms(terms: Iterable[Term], member: MemberId, whose: Whose) -> tuple[Term, ...]:
    own = {term.member for term in terms}
    return tuple(
        replace(term, member=whose(term.member))
        for term in terms
        if whose(term.member) == term.member or member not in own
    )


def _away(away: Iterable[Away], member: MemberId, whose: Whose) -> tuple[Away, ...]:
    own = {one.member for one in away}
    return tuple(
        replace(one, member=whose(one.member))
        for one in away
        if whose(one.member) == one.member or member not in own
    )


def _learners(learners: Iterable[Learner], member: MemberId, whose: Whose) -> tuple[Learner, ...]:
    own = {one.member for one in learners}
    return tuple(
        replace(one, member=whose(one.member))
        for one in learners
        if whose(one.member) == one.member or member not in own
    )


def _handover(one: Handover, whose: Whose) -> Handover:
    questions = tuple(replace(asked, by=whose(asked.by)) for asked in one.questions)
    return replace(one, by=whose(one.by), questions=questions)


def _rota(rota: Rota, member: MemberId, other: MemberId, whose: Whose) -> Rota:
    return replace(
        rota,
        standings=_standings(rota.standings, member, other),
        coming=_turn(rota.coming, member, other, whose),
        present=None if rota.present is None else _turn(rota.present, member, other, whose),
        promises=_exchanges(rota.promises, whose),
    )


def _turn(turn: Turn, member: MemberId, other: MemberId, whose: Whose) -> Turn:
    """Whatever either has said: a yes stands."""
    own, others = turn.place(member), turn.place(other)
    asked = tuple(one for one in turn.asked if one.member not in (member, other))
    stands = others if own is None or (others is not None and others.said is Said.YES) else own
    if stands is not None:
        asked = (*asked, replace(stands, member=member))
    refused = {whose(one): why for one, why in turn.refused}
    if stands is not None:
        refused.pop(member, None)
    return replace(
        turn,
        asked=asked,
        refused=tuple(refused.items()),
        exchanges=tuple({one.by: one for one in reversed(_exchanges(turn.exchanges, whose))}.values()),
        counted=tuple(dict.fromkeys(whose(one) for one in turn.counted)),
        held_before=tuple(dict.fromkeys(whose(one) for one in turn.held_before)),
    )


def _exchanges(exchanges: Iterable[Exchange], whose: Whose) -> tuple[Exchange, ...]:
    one_persons = (Exchange(whose(one.of), whose(one.by)) for one in exchanges)
    return tuple(dict.fromkeys(one for one in one_persons if one.of != one.by))


def _standings(standings: tuple[Standing, ...], member: MemberId, other: MemberId) -> tuple[Standing, ...]:
    by_member = {one.member: one for one in standings}
    others = by_member.pop(other, None)
    if others is not None:
        own = by_member.get(member)
        by_member[member] = replace(others, member=member) if own is None else united(own, others)
    return tuple(by_member[id] for id in sorted(by_member))
