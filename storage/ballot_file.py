"""A ballot as a file, with all that it takes to count it again: what was asked, of how many, the result, and what was said.

Each line is one JSON object in its canonical form (``storage/codec.py``). The first holds the format, the ballot with its rules
and seed, how many could answer, and the result. Each further one is a pile of equal choices: what they say, and how many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from decisions.ids import GroupId
from decisions.refusals import Refusal
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Choice, Pile, Profile
from decisions.rounds.ballots.methods import METHODS, checked_ballot
from decisions.rounds.ballots.result import Result
from storage.codec import canonical

FORMAT: Final = "rondo-ballot@1"
T = TypeVar("T")


class NotABallot(Exception):
    """What was read is not such a file. Its message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class _Format:
    format: str


@dataclass(frozen=True, slots=True)
class _Head:
    format: str
    ballot: Ballot
    eligible: int
    result: Result


@dataclass(frozen=True, slots=True)
class _Line:
    choice: str
    many: int
    group: GroupId | None = None


_FORMAT: Final = TypeAdapter(_Format)
_HEAD: Final = TypeAdapter(_Head)
_LINE: Final = TypeAdapter(_Line)


def written(ballot: Ballot, eligible: int, result: Result, profile: Profile) -> Iterator[str]:
    """The file's lines. ``profile``: in the order of what the piles say (the text's code points), so that the order tells nothing
    of who said it when. Raises ``ValueError`` at a pile that is out of order, or that should be on another one."""
    yield _as_line(_HEAD, _Head(FORMAT, ballot, eligible, result))
    before: tuple[str, str] | None = None
    for pile in profile:
        here = (str(pile.choice), str(pile.group or ""))
        if before is not None and before >= here:
            raise ValueError(f"the pile {here} cannot stand behind {before}")
        before = here
        yield _as_line(_LINE, _Line(str(pile.choice), pile.many, pile.group))


def _as_line(adapter: TypeAdapter[T], value: T) -> str:
    values: dict[str, Any] = adapter.dump_python(value, mode="json")
    if values.get("group", ...) is None:
        del values["group"]
    return canonical(values) + "\n"


def _as_written(adapter: TypeAdapter[T], line: bytes) -> T:
    """Raises ``ValueError`` for a line that is not as ``written`` makes it: everybody must read the same in it."""
    value = adapter.validate_json(line)
    if _as_line(adapter, value).encode() != line:
        raise ValueError("not canonical")
    return value


@dataclass(frozen=True)
class BallotFile:
    """It is the ballot's profile, too: going through it reads the file anew, and raises ``NotABallot`` at a line that is not a
    pile of choices which this ballot takes."""

    path: Path
    ballot: Ballot
    eligible: int
    result: Result

    def __iter__(self) -> Iterator[Pile]:
        lines = _lines(self.path)
        next(lines)
        for number, line in enumerate(lines, start=2):
            try:
                yield self._pile(line)
            except (ValidationError, ValueError, Refusal):
                raise NotABallot(f"Line {number} is not an answer that this ballot takes.") from None

    def _pile(self, line: bytes) -> Pile:
        said = _as_written(_LINE, line)
        choice = Choice.parse(said.choice)
        if said.many < 1 or METHODS[self.ballot.method].checked(self.ballot, choice) != choice:
            raise ValueError(said)
        return Pile(choice, said.many, said.group)


def read(path: Path) -> BallotFile:
    """Raises ``NotABallot`` when its first line is not the head of one."""
    first = next(_lines(path), b"")
    try:
        written_as = _FORMAT.validate_json(first).format
    except ValidationError:
        raise NotABallot("It does not begin as a ballot that Rondo wrote.") from None
    if written_as != FORMAT:
        raise NotABallot(f"It is written as {written_as!r}, and this Rondo reads {FORMAT!r}.")
    try:
        head = _as_written(_HEAD, first)
        checked_ballot(head.ballot)
    except (ValidationError, ValueError, Refusal):
        raise NotABallot("Its first line does not hold a whole ballot and its result.") from None
    return BallotFile(path, head.ballot, head.eligible, head.result)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as wrong:
        raise NotABallot(f"It cannot be read: {wrong.strerror}.") from None
