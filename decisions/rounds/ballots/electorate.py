"""Who may answer a ballot: everyone in the circle, a stakeholder group of it, or people of it whom its authors have named
(docs/decisions/0041)."""

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from decisions.ids import GroupId, MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import RosterSeat
from decisions.rounds.settings import Settings

FEWEST_ASKED: Final = 2
"""Whoever votes alone asks nobody."""


class _Sits(Protocol):
    @property
    def member(self) -> MemberId: ...
    @property
    def group(self) -> GroupId: ...


S = TypeVar("S", bound=_Sits)


def those_asked(terms: Terms, seats: Iterable[S]) -> tuple[S, ...]:
    """Of those who sit in the circle, the ones whom such a ballot asks. Who was named and has left is asked no more."""
    return tuple(seat for seat in seats if terms.asks(seat.member, seat.group))


def check_electorate(terms: Terms, roster: tuple[RosterSeat, ...], settings: Settings) -> None:
    """Refuses a circle of one, fewer than two people, and those in whom the circle's voice rule could not be met however many
    of them are heard: nobody can choose around it."""
    if len(roster) < FEWEST_ASKED:
        raise Refusal(Reason.CIRCLE_TOO_SMALL)
    seats = those_asked(terms, roster)
    if len(seats) < FEWEST_ASKED:
        raise Refusal(Reason.TOO_FEW_ASKED, {"least": FEWEST_ASKED}, at_field="asked")
    if terms.asks_everyone:
        return
    for need in settings.voices:
        of_group = sum(seat.group == need.group for seat in seats)
        if of_group < need.heard_needed(of_group):
            raise Refusal(Reason.VOICES_LEFT_OUT, at_field="asked")
