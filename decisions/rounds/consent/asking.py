"""Opening a pass: who is asked, and until when."""

from datetime import datetime

from decisions.ids import MemberId
from decisions.rounds import events as e
from decisions.rounds.round import RosterSeat, Round, Stage
from decisions.workdays import deadline_after


def others(roster: tuple[RosterSeat, ...], round: Round) -> tuple[RosterSeat, ...]:
    """Everyone but those who propose: they are heard by proposing."""
    return tuple(seat for seat in roster if seat.member not in round.authors)


def electorate(roster: tuple[RosterSeat, ...], deciding: tuple[MemberId, ...]) -> tuple[RosterSeat, ...]:
    """Who decides: the smaller deciding group, as far as it still sits in the circle; without one, everyone."""
    return tuple(seat for seat in roster if not deciding or seat.member in deciding)


def open_exploring(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    """Everyone in the circle is heard, also where a smaller group decides."""
    return e.PassOpened(
        stage=Stage.EXPLORING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=others(roster, round),
        deadline=deadline_after(now, round.settings.lengths.exploring, round.settings),
        at=now,
    )


def open_consenting(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    """Everyone who decides is asked: the circle as it is now, or the smaller deciding group."""
    lengths = round.settings.lengths
    return e.PassOpened(
        stage=Stage.CONSENTING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=electorate(roster, round.deciding),
        deadline=deadline_after(
            now, lengths.consenting, round.settings, spans_weekend=lengths.consenting_spans_weekend
        ),
        at=now,
    )
