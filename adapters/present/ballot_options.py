"""A ballot's options as people write them, one a line, and those that a method brings."""

import re
from dataclasses import replace
from typing import Final

from decisions.rounds.ballots.ballot import BallotOption, Method
from decisions.rounds.ballots.methods import METHODS

_MEANS: Final = re.compile(r"\s+[-–—]\s+")
"""What stands between a label and what it means."""


def brought(method: Method) -> tuple[BallotOption, ...]:
    """The options that the method brings itself; empty where people write their own."""
    return METHODS[method].options


def written_options(options: tuple[BallotOption, ...]) -> str:
    """A line each, as ``read_options`` reads it."""
    return "\n".join(map(_written, options))


def read_options(text: str, before: tuple[BallotOption, ...] = ()) -> tuple[BallotOption, ...]:
    """A line each, empty lines left out: ``Label - what it means``. A line that stood there before is the same option, whatever
    its label looks like; one whose label is unchanged keeps its key; the others get the next numbers."""
    left = list(before)
    number = max((int(option.key) for option in before if option.key.isdecimal()), default=0)
    options: list[BallotOption] = []
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        same = next((option for option in left if _written(option) == line), None)
        option = same or _read(line)
        kept = same or next((each for each in left if each.label == option.label), None)
        if kept is not None:
            left.remove(kept)
        else:
            number += 1
        options.append(replace(option, key=kept.key if kept is not None else str(number)))
    return tuple(options)


def _written(option: BallotOption) -> str:
    said = f"{option.label} - {option.meaning}" if option.meaning else option.label
    return " ".join(said.split())


def _read(line: str) -> BallotOption:
    """With a key that is not its own yet."""
    label, *means = _MEANS.split(line, maxsplit=1)
    return BallotOption("0", label, "".join(means))
