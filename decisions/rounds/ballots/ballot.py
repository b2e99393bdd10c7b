"""What a ballot asks: a method, its options, and the rules by which it is counted, all fixed before the first answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MIN_OPTIONS: Final = 2
MAX_OPTIONS: Final = 100
LABEL_LIMIT: Final = 80
MEANING_LIMIT: Final = 300


class Method(StrEnum):
    """How people answer and how it is counted. Each has a file named like it."""

    SENSE_CHECK = "sense_check"
    OPT_IN = "opt_in"
    CONSENSUS = "consensus"
    GRADIENTS = "gradients"
    CHOOSE_ONE = "choose_one"
    CHOOSE_SEVERAL = "choose_several"
    APPROVAL = "approval"
    SCORE = "score"
    DOTS = "dots"
    INSTANT_RUNOFF = "instant_runoff"
    SCHULZE = "schulze"
    STV = "stv"
    TIME_POLL = "time_poll"


class Tie(StrEnum):
    """What becomes of a tie, set beforehand."""

    STANDS = "stands"
    """It is a tie, and is said to be one: the group decides anew."""
    LOT = "lot"
    """Drawn by the seed, which is public before the close: anyone can draw again and gets the same."""


class Side(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Base(StrEnum):
    """Of what a threshold is a share."""

    ANSWERS = "answers"
    """Of the ballots that were counted."""
    ELIGIBLE = "eligible"
    """Of everyone who may answer."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What one option must reach, or must not exceed. ``percent`` is 0 to 100, of ``base``."""

    percent: int
    side: Side = Side.AT_LEAST
    base: Base = Base.ANSWERS


@dataclass(frozen=True, slots=True)
class BallotOption:
    """``key`` is short (letters and digits, at most 8), unique in its ballot and never reused: choices name it."""

    key: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Each method reads what it needs and ignores the rest; its file says which and with what defaults."""

    least: int = 1
    """The fewest options that one person marks (choose several)."""
    most: int = 0
    """The most, 0 for as many as there are (choose several)."""
    top: int = 5
    """The highest score; the lowest is 0 (score)."""
    budget: int = 5
    """Dots that one person gives out (dots)."""
    seats: int = 1
    """How many options are elected (STV), or chosen at most (the other methods that choose)."""
    limit: int = 0
    """How many can be in, 0 for everyone (opt in)."""
    passes_at: str = ""
    """The key of the least favourable answer that still counts as support (gradients)."""
    thresholds: tuple[tuple[str, Threshold], ...] = ()
    """By option."""
    tie: Tie = Tie.STANDS
    seed: str = ""
    """For the lot: hexadecimal digits by chance, made at the edge; set when the ballot opens, and shown from then on."""


@dataclass(frozen=True, slots=True)
class Ballot:
    method: Method
    options: tuple[BallotOption, ...]
    rules: Rules = field(default_factory=Rules)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    def checked(self) -> "Ballot":
        return self
