"""In which order people would be taken, if there were no rules about who serves together.

Each turn has a last moment at which it can be served, or else whoever is owed it falls a whole turn behind; the earliest comes
first. Where organisations are to be spread, theirs comes before the person's, or the people of a large one are left to the end
of the lap, when they can no longer be paired. Then: fewer turns in this lap, fewer roles held now, longest since the last turn,
and a draw that anyone can repeat.

Deadlines: Tijdeman, "The chairman assignment problem", Discrete Mathematics 32 (1980); for several seats Baruah, Cohen, Plaxton
and Varvel, "Proportionate progress", Algorithmica 15 (1996), with the ties of PD² (Anderson and Srinivasan, 2001).
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from decisions.ids import MemberId, OrganisationId
from decisions.roles.fairness.ledger import Ledger
from decisions.roles.fairness.rates import Rate
from decisions.roles.fairness.sets import Candidate
from decisions.roles.fairness.standing import TURN
from decisions.rounds.ballots.lot import drawn

_NOTHING: Final = TURN // 1_000_000
"""So little that it comes only of what shares leave away."""
_NEVER: Final = 1_000_000_000


class Deadline(NamedTuple):
    """Less is sooner. ``early``: nothing is owed yet. ``turns``: how many can still go by. ``followers``, negative: how many
    turns must follow at once if it waits until then. ``apart``: the next one's first moment comes after its last."""

    early: bool
    turns: int
    followers: int = 0
    apart: bool = True

    @property
    def now(self) -> bool:
        return self.turns == 0 and not self.early


def deadline(owed: int, share: int) -> Deadline:
    """``owed`` with this turn's share; ``share`` in each turn from now on."""
    if share <= 0:
        now = owed >= TURN - _NOTHING
        return Deadline(not now, 0 if now else _NEVER)
    turns = max(0, -((owed + _NOTHING - TURN) // share))
    over = max(0, owed + turns * share - TURN)
    slack = TURN - share
    followers = over // slack if slack > _NOTHING else _NEVER
    return Deadline(owed <= _NOTHING, turns, -followers, over <= _NOTHING)


def in_order(
    ledger: Ledger,
    shares: Mapping[MemberId, Rate],
    able: Iterable[MemberId],
    said_yes: frozenset[MemberId],
    seed: str,
) -> list[Candidate]:
    """``able``: who could serve in this turn. Who has said yes to it comes before everybody."""
    organisations = _of_organisations(ledger, shares)
    able = tuple(able)
    draw = _draw(ledger, able, seed)

    def candidate(member: MemberId) -> tuple[tuple[object, ...], Candidate]:
        person, share = ledger.people[member], shares[member].share
        owed = ledger.lag[member] + share
        own = deadline(owed, share)
        organisation = ledger.bounds.organisation(person.organisation)
        theirs = (
            organisations[organisation]
            if organisation
            else own
            if ledger.bounds.one_per_organisation
            else None
        )
        key = (
            member not in said_yes,
            not own.now,
            theirs or Deadline(False, 0),
            (TURN - owed) * TURN // share if share else _NEVER * TURN,
            person.load,
            ledger.before[member].since if member in ledger.before else ledger.turn,
            draw[member],
        )
        kind = ledger.bounds.kind(person.group)
        return key, Candidate(
            member, kind, organisation, own.now + (theirs is not None and theirs.now) - own.early
        )

    return [candidate for _, candidate in sorted(map(candidate, able), key=lambda pair: pair[0])]


def _of_organisations(ledger: Ledger, shares: Mapping[MemberId, Rate]) -> dict[OrganisationId, Deadline]:
    owed: dict[OrganisationId, int] = {}
    share: dict[OrganisationId, int] = {}
    for (organisation, _), own in ledger.cells.items():
        if organisation:
            owed[organisation] = owed.get(organisation, 0) + ledger.owed(own, shares)
            share[organisation] = share.get(organisation, 0) + sum(shares[member].share for member in own)
    return {organisation: deadline(owed[organisation], share[organisation]) for organisation in owed}


def _draw(ledger: Ledger, members: Iterable[MemberId], seed: str) -> dict[MemberId, int]:
    """Each lap of theirs has a draw of its own."""
    keys = {f"{_lap(ledger, member)}:{member}": member for member in members}
    return {keys[key]: place for place, key in enumerate(drawn(seed, keys))}


def _lap(ledger: Ledger, member: MemberId) -> int:
    standing = ledger.before.get(member)
    return standing.turns + standing.excused + 1 if standing else 1
