"""A ballot's options as people write them, one a line; those that a method brings; and which rules each method has."""

import re
from collections.abc import Mapping
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.methods import METHODS

_MEANS: Final = re.compile(r"\s+[-–—]\s+")
"""What stands between a label and what it means."""

RULES: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: (),
    Method.OPT_IN: (),
    Method.CONSENSUS: (),
    Method.GRADIENTS: ("passes_at", "support"),
    Method.CHOOSE_ONE: (),
    Method.CHOOSE_SEVERAL: ("least", "most", "seats"),
    Method.APPROVAL: ("seats",),
    Method.SCORE: ("top", "seats"),
    Method.DOTS: ("budget", "seats"),
    Method.INSTANT_RUNOFF: (),
    Method.SCHULZE: (),
    Method.STV: ("seats",),
    Method.TIME_POLL: ("seats",),
}
"""What is asked beside the options, in the order in which it is asked."""
RARE_RULES: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: (),
    Method.OPT_IN: (),
    Method.CONSENSUS: (),
    Method.GRADIENTS: (),
    Method.CHOOSE_ONE: ("passing", "tie"),
    Method.CHOOSE_SEVERAL: ("passing", "tie"),
    Method.APPROVAL: ("passing", "tie"),
    Method.SCORE: ("tie",),
    Method.DOTS: ("tie",),
    Method.INSTANT_RUNOFF: ("tie",),
    Method.SCHULZE: ("tie",),
    Method.STV: ("tie",),
    Method.TIME_POLL: ("tie",),
}
"""What hardly anybody changes, asked last."""


def brought(method: Method) -> tuple[BallotOption, ...]:
    """The options that the method brings itself; empty where people write their own."""
    return METHODS[method].options


def written_options(options: tuple[BallotOption, ...]) -> str:
    """A line each, as ``read_options`` reads it."""
    lines = (f"{each.label} - {each.meaning}" if each.meaning else each.label for each in options)
    return "\n".join(" ".join(line.split()) for line in lines)


def read_options(text: str, before: tuple[BallotOption, ...] = ()) -> tuple[BallotOption, ...]:
    """A line each, empty lines left out: ``Label - what it means``. An option whose label stood there before keeps its key; the
    others get the next numbers."""
    kept = {option.label: option.key for option in reversed(before)}
    number = max((int(option.key) for option in before if option.key.isdecimal()), default=0)
    options: list[BallotOption] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        label, *means = _MEANS.split(line, maxsplit=1)
        key = kept.pop(label, "")
        if not key:
            number += 1
            key = str(number)
        options.append(BallotOption(key, label, "".join(means)))
    return tuple(options)


def passing_of(ballot: Ballot) -> int:
    """The percentage that must be reached, the same for every option that is to reach one; 0 for none."""
    return next((threshold.percent for _, threshold in ballot.rules.thresholds), 0)
