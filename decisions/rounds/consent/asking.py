"""Opening a pass: who is asked, and until when."""

from datetime import datetime

from decisions.ids import MemberId
from decisions.rounds import events as e
from decisions.rounds.round import RosterSeat, Round, Stage
from decisions.workdays import deadline_after


def others(roster: tuple[RosterSeat, ...], round: Round) -> tuple[RosterSeat, ...]:
    """Everyone but those who propose: they are heard by proposing."""
    return tuple(seat for seat in roster if seat.member not in round.authors)


def heard_first(roster: tuple[RosterSeat, ...], round: Round) -> tuple[RosterSeat, ...]:
    """The circle, also where a smaller group decides; about a memorandum, its parties' people."""
    return of_parties(others(roster, round), round)


def of_parties(roster: tuple[RosterSeat, ...], round: Round) -> tuple[RosterSeat, ...]:
    """About a memorandum, those who sit there for one of its parties; else everyone."""
    return tuple(seat for seat in roster if not round.parties or seat.organisation in round.parties)


def electorate(roster: tuple[RosterSeat, ...], deciding: tuple[MemberId, ...]) -> tuple[RosterSeat, ...]:
    """Who decides: the smaller deciding group, as far as it still sits in the circle; without one, everyone."""
    return tuple(seat for seat in roster if not deciding or seat.member in deciding)


def open_exploring(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    return e.PassOpened(
        stage=Stage.EXPLORING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=heard_first(roster, round),
        deadline=deadline_after(now, round.settings.lengths.exploring, round.settings),
        at=now,
    )


def open_consenting(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    """Everyone who decides is asked: the circle as it is now, the smaller deciding group, or the people of a memorandum's
    parties."""
    lengths = round.settings.lengths
    return e.PassOpened(
        stage=Stage.CONSENTING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=of_parties(electorate(roster, round.deciding), round),
        deadline=deadline_after(
            now, lengths.consenting, round.settings, spans_weekend=lengths.consenting_spans_weekend
        ),
        at=now,
    )
