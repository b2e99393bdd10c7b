"""What a ballot asks: a method, its options, and the rules by which it is counted, all fixed before the first answer."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.moment import Moment

MIN_OPTIONS: Final = 2
MAX_OPTIONS: Final = 100
LABEL_LIMIT: Final = 80
MEANING_LIMIT: Final = 300
HIGHEST_TOP: Final = 100
LARGEST_BUDGET: Final = 100
LARGEST_LIMIT: Final = 1_000_000
_KEY: Final = re.compile(r"[A-Za-z0-9]{1,8}")
_SEED: Final = re.compile(r"[0-9a-f]{32,64}")


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


ONE_OPTION: Final = frozenset(
    {Method.SENSE_CHECK, Method.OPT_IN, Method.CONSENSUS, Method.GRADIENTS, Method.CHOOSE_ONE}
)
"""The methods in which one option is marked."""


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
    """``key`` is short (letters and digits, at most 8), unique in its ballot and never reused: choices name it.

    A time has a ``moment`` and no label: each reader is told it in their own zone and language."""

    key: str
    label: str
    meaning: str = ""
    moment: Moment | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"not a key of an option: {self.key!r}")

    def trimmed(self) -> "BallotOption":
        """Its label on one line, and nothing around its meaning."""
        return replace(self, label=" ".join(self.label.split()), meaning=self.meaning.strip())

    @property
    def reads(self) -> object:
        """Equal for two options that nobody could tell apart."""
        return self.moment or self.label.casefold()


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

    def __post_init__(self) -> None:
        if self.seed and not _SEED.fullmatch(self.seed):
            raise ValueError(f"not a seed: {self.seed!r}")


@dataclass(frozen=True, slots=True)
class Ballot:
    method: Method
    options: tuple[BallotOption, ...]
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        if len(set(self.keys)) < len(self.keys):
            raise ValueError("two options have one key")

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    def with_option(self, option: BallotOption) -> "Ballot":
        """One more, at the end; a time where its turn is. A threshold that all the others have is its own, too."""
        before = self.rules.thresholds
        told = dict.fromkeys(threshold for _, threshold in before)
        of_all = (threshold for threshold in told if all((key, threshold) in before for key in self.keys))
        thresholds = (*before, *((option.key, threshold) for threshold in of_all))
        options = in_time((*self.options, option))
        return replace(self, options=options, rules=replace(self.rules, thresholds=thresholds))

    def trimmed(self) -> "Ballot":
        return replace(self, options=in_time(option.trimmed() for option in self.options))

    def checked(self) -> "Ballot":
        """Itself, trimmed. Refuses what nobody could answer: see ``faults``."""
        for fault in self.faults():
            raise fault
        return self.trimmed()

    def faults(self) -> tuple[Refusal, ...]:
        """Everything for which ``checked`` refuses it, one for each field: fewer than 2 or more than 100 options, a label that is
        empty, too long, or reads like another, two equal times, a meaning that is too long; and of the rules that its method
        reads, those that make no sense for it."""
        ballot = self.trimmed()
        rules = (of_rule(ballot) for of_rule in _READ_BY[ballot.method])
        found = (_number_fault(ballot), *_option_faults(ballot), *rules)
        return tuple(fault for fault in found if fault is not None)


def in_time(options: Iterable[BallotOption]) -> tuple[BallotOption, ...]:
    """Times in their order, the earliest first; other options stay as they stand."""
    return tuple(sorted(options, key=_turn))


def _turn(option: BallotOption) -> tuple[datetime, int]:
    moment = option.moment
    return (moment.starts, moment.minutes) if moment else (datetime.min.replace(tzinfo=UTC), 0)


def field_of(key: str) -> str:
    """The form's field for an option: of its label while the ballot is made, of the number beside it when it is answered."""
    return f"option.{key}"


def _number_fault(ballot: Ballot) -> Refusal | None:
    if len(ballot.options) < MIN_OPTIONS:
        return Refusal(Reason.TOO_FEW_OPTIONS, {"least": MIN_OPTIONS}, at_field="options")
    if len(ballot.options) > MAX_OPTIONS:
        facts = {"most": MAX_OPTIONS, "many": len(ballot.options)}
        return Refusal(Reason.TOO_MANY_OPTIONS, facts, at_field="options")
    return None


def _option_faults(ballot: Ballot) -> Iterator[Refusal]:
    read = Counter(option.reads for option in ballot.options)
    for option in ballot.options:
        at = field_of(option.key)
        length = len(option.label)
        if not length and option.moment is None:
            yield Refusal(Reason.EMPTY, at_field=at)
        elif length > LABEL_LIMIT:
            yield Refusal(Reason.TOO_LONG, {"limit": LABEL_LIMIT, "length": length}, at_field=at)
        elif read[option.reads] > 1:
            yield Refusal(Reason.READS_THE_SAME, at_field=at)
        elif (length := len(option.meaning)) > MEANING_LIMIT:
            yield Refusal(Reason.TOO_LONG, {"limit": MEANING_LIMIT, "length": length}, at_field=at)


def _range_fault(name: str, value: int, least: int, most: int) -> Refusal | None:
    if least <= value <= most:
        return None
    return Refusal(Reason.OUT_OF_RANGE, {"least": least, "most": most}, at_field=name)


def _least_fault(ballot: Ballot) -> Refusal | None:
    """To mark all of them would say nothing."""
    return _range_fault("least", ballot.rules.least, 0, max(0, len(ballot.options) - 1))


def _most_fault(ballot: Ballot) -> Refusal | None:
    rules = ballot.rules
    if rules.most == 0:
        return None
    return _range_fault("most", rules.most, max(1, rules.least), len(ballot.options))


def _top_fault(ballot: Ballot) -> Refusal | None:
    return _range_fault("top", ballot.rules.top, 1, HIGHEST_TOP)


def _budget_fault(ballot: Ballot) -> Refusal | None:
    return _range_fault("budget", ballot.rules.budget, 1, LARGEST_BUDGET)


def _seats_fault(ballot: Ballot) -> Refusal | None:
    return _range_fault("seats", ballot.rules.seats, 1, max(1, len(ballot.options)))


def _limit_fault(ballot: Ballot) -> Refusal | None:
    return _range_fault("limit", ballot.rules.limit, 0, LARGEST_LIMIT)


def _passing_fault(ballot: Ballot) -> Refusal | None:
    if ballot.rules.passes_at in ballot.keys:
        return None
    return Refusal(Reason.NOT_A_CHOICE, at_field="passes_at")


def _threshold_fault(ballot: Ballot) -> Refusal | None:
    for key, threshold in ballot.rules.thresholds:
        if key not in ballot.keys:
            return Refusal(Reason.NOT_A_CHOICE, at_field="thresholds")
        if fault := _range_fault("thresholds", threshold.percent, 0, 100):
            return fault
    return None


_CHOOSING: Final = (_seats_fault, _threshold_fault)
_READ_BY: Final[Mapping[Method, tuple[Callable[[Ballot], Refusal | None], ...]]] = {
    Method.SENSE_CHECK: (),
    Method.OPT_IN: (_limit_fault, _threshold_fault),
    Method.CONSENSUS: (_threshold_fault,),
    Method.GRADIENTS: (_passing_fault, _threshold_fault),
    Method.CHOOSE_ONE: _CHOOSING,
    Method.CHOOSE_SEVERAL: (_least_fault, _most_fault, *_CHOOSING),
    Method.APPROVAL: _CHOOSING,
    Method.SCORE: (_top_fault, *_CHOOSING),
    Method.DOTS: (_budget_fault, *_CHOOSING),
    Method.INSTANT_RUNOFF: (),
    Method.SCHULZE: (),
    Method.STV: (_seats_fault,),
    Method.TIME_POLL: _CHOOSING,
}
"""The rules that each method reads."""
