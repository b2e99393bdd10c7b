"""The count of all methods that choose among options by what is put beside each: they differ in the scale alone.

An option is chosen when it meets its thresholds and is among the first ``rules.seats``. One that nobody marked is never chosen.
"""

from fractions import Fraction

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.bars import bars
from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.margins import Contest, margin
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.places import placed
from decisions.rounds.ballots.result import Result, Standing
from decisions.rounds.ballots.scale import MARKED, Scale


def choose(ballot: Ballot, profile: Profile, eligible: int, scale: Scale = MARKED) -> Result:
    """``eligible``: how many may answer. Where the scale is finer than marked or not, the numbers of a standing include 0."""
    marks = marked(ballot, profile)
    worth = scale.worth(marks.counted)
    bar = bars(ballot, marks.counted, eligible, most_of_one=scale.best)
    figures = {key: marks.total(key, scale.figure) for key in ballot.keys}
    running = [key for key in ballot.keys if figures[key] and bar[key].met_by(figures[key])]
    places = placed({key: marks.total(key, worth) for key in running}, ballot.rules)
    numbers = marks.numbers if scale is MARKED else marks.with_none
    return Result(
        method=ballot.method,
        counted=marks.counted,
        standings=tuple(
            Standing(key, Fraction(figures[key]), tuple(numbers(key)), bar[key].met_by(figures[key]))
            for key in ballot.keys
        ),
        winners=places.winners,
        tied=places.tied,
        by_lot=places.by_lot,
        margin=margin(Contest(ballot, marks, scale, bar, places), profile),
    )
