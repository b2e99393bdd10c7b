"""How long a count takes, and how much memory. Each method counts in a process of its own.

The answers lie in one compact array, made beforehand; each time that a count goes through them they are read out of it one by
one, as they would be from storage. The time of reading is part of what is measured, and is told. Seconds are the processor's:
a count waits for nothing, and so a busy machine does not change them much.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules
from decisions.rounds.ballots.choice import Choice, Pile, Profile
from decisions.rounds.ballots.methods import METHODS

KEYS: Final = tuple("abcdefghij")
SEED: Final = 20261125
MEGABYTE: Final = 1_000_000
_STATUS: Final = Path("/proc/self/status")
GOALS: Final = {Method.CHOOSE_ONE: 2.0, Method.INSTANT_RUNOFF: 30.0, Method.SCHULZE: 30.0, Method.STV: 30.0}
"""Seconds within which so many answers are counted, with ten options."""
SEATS: Final = {Method.STV: 4}


@dataclass(frozen=True, slots=True)
class Counted:
    method: Method
    answers: int
    seconds: float
    """Of processor time."""
    reading: float
    """Of the seconds: to read the answers, as often as the count did."""
    times: int
    """How often it went through the answers."""
    megabytes: float
    """By which the process grew at most."""

    @property
    def in_time(self) -> bool:
        return self.seconds <= GOALS[self.method]


def measure_counts(answers: int, tell: Callable[[str], None]) -> tuple[Counted, ...]:
    """Each in a new process, so that none uses the memory that another left."""
    return tuple(_in_a_new_process(method, answers, tell) for method in GOALS)


def _in_a_new_process(method: Method, answers: int, tell: Callable[[str], None]) -> Counted:
    tell(f"counting {answers:,} answers: {method}")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, method, answers).result()


def measure(method: Method, answers: int) -> Counted:
    ballot = Ballot(method, tuple(BallotOption(key, key) for key in KEYS), Rules(seats=SEATS.get(method, 1)))
    profile = _Read(_chosen(answers) if method is Method.CHOOSE_ONE else _ranked(answers))
    started = time.process_time()
    for _ in profile:
        pass
    once = time.process_time() - started
    profile.times, before, started = 0, _peak(), time.process_time()
    METHODS[method].count(ballot, profile, answers)
    seconds = time.process_time() - started
    return Counted(method, answers, seconds, profile.times * once, profile.times, _peak() - before)


@dataclass
class _Read:
    """A profile that counts how often it is gone through."""

    profile: Profile
    times: int = 0

    def __iter__(self) -> Iterator[Pile]:
        self.times += 1
        return iter(self.profile)


@dataclass(frozen=True, slots=True)
class _Rankings:
    """Of all options, in any order: hardly two are alike."""

    ranks: bytearray

    def __iter__(self) -> Iterator[Pile]:
        width = len(KEYS)
        for start in range(0, len(self.ranks), width):
            yield Pile(Choice(tuple(zip(KEYS, self.ranks[start : start + width], strict=True))))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """One option each."""

    options: bytes

    def __iter__(self) -> Iterator[Pile]:
        choices = [Choice(((key, 1),)) for key in KEYS]
        for option in self.options:
            yield Pile(choices[option])


def _ranked(answers: int) -> _Rankings:
    random = Random(SEED)
    width = len(KEYS)
    ranks = bytearray(answers * width)
    for start in range(0, len(ranks), width):
        ranks[start : start + width] = bytes(random.sample(range(1, width + 1), width))
    return _Rankings(ranks)


def _chosen(answers: int) -> _Chosen:
    return _Chosen(bytes(Random(SEED).choices(range(len(KEYS)), k=answers)))


def _peak() -> float:
    """The most memory that this process has had, in megabytes. Linux's ``ru_maxrss`` would count in what the process held from
    which this one was started."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / MEGABYTE
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
