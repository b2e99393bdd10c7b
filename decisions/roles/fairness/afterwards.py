"""What happens to an account after its turn has begun."""

from dataclasses import replace

from decisions.roles.fairness.standing import TURN, Excuse, Standing, Why, WhyExcused, added


def forgone(standing: Standing, turn: int, why: WhyExcused) -> Standing:
    """It was theirs when it began, and they have said no or nothing since: it costs them what an excuse does."""
    excuse = Excuse(turn, why)
    return replace(standing, turns=standing.turns - 1, excused=standing.excused + 1, last_excuse=excuse)


def spared(standing: Standing, why: Why) -> Standing:
    """It was counted to them, and they have not served it, through no choice of theirs: it costs them nothing."""
    return _moved(replace(standing, turns=standing.turns - 1), standing.lag + TURN, why)


def _moved(standing: Standing, lag: int, why: Why) -> Standing:
    """Nobody is owed a whole turn, or owes one."""
    kept = min(max(lag, 1 - TURN), TURN - 1)
    reasons = added(standing.reasons, {why: kept - lag})
    return replace(standing, lag=kept, reasons=reasons)


def helped_out(standing: Standing, turn: int) -> Standing:
    """They took up a turn that had begun and was nobody's: as a gift, which costs them no place in the order."""
    reasons = added(standing.reasons, {Why.EXCHANGED: TURN})
    return replace(standing, turns=standing.turns + 1, reasons=reasons, since=turn)


def united(own: Standing, other: Standing) -> Standing:
    """Two accounts that turn out to be one person's: what both have served is theirs, and they are owed no more than a turn."""
    both = own.lag + other.lag
    lag = min(max(both, 1 - TURN), TURN - 1)
    reasons = added(own.reasons, dict(other.reasons))
    return replace(
        own,
        lag=lag,
        even=own.even + other.even,
        reasons=added(reasons, {Why.CHANGED: lag - both}),
        turns=own.turns + other.turns,
        excused=own.excused + other.excused,
        since=max(own.since, other.since),
        last_excuse=own.last_excuse or other.last_excuse,
        counted=own.counted or other.counted,
    )
