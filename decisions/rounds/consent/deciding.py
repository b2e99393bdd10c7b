"""A smaller deciding group: where there may be one, and who must be in it (docs/decisions/0026)."""

from typing import Final

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.consent.asking import electorate
from decisions.rounds.round import RosterSeat
from decisions.rounds.settings import LARGE_CIRCLE, Settings

FEWEST_DECIDING: Final = 5
"""People in a smaller deciding group."""


def check_deciding(
    deciding: tuple[MemberId, ...], roster: tuple[RosterSeat, ...], settings: Settings
) -> None:
    """Refuses a group in a circle that is not large, somebody from outside it, fewer than five people, and a group in which
    the voice rule could not be met however many of them are heard."""
    if len(roster) <= LARGE_CIRCLE:
        raise Refusal(Reason.NO_SMALLER_GROUP, at_field="deciding")
    seats = electorate(roster, deciding)
    if len(seats) < len(set(deciding)):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="deciding")
    if len(seats) < FEWEST_DECIDING:
        raise Refusal(Reason.TOO_FEW_DECIDE, at_field="deciding")
    for need in settings.voices:
        of_group = sum(seat.group == need.group for seat in seats)
        if of_group < need.heard_needed(of_group):
            raise Refusal(Reason.VOICES_LEFT_OUT, at_field="deciding")
