"""A ballot as a file, with all that it takes to count it again: what was asked, of how many, the result, and what was said.

Each line is one JSON object in its canonical form (``storage/codec.py``). The first holds the format, the ballot with its rules
and seed, how many could answer, and the result. Each further one is a pile of equal choices: what they say, and how many. Of a
secret ballot each is one voter's, blank ones too, with the receipt by which they find it. Where the result tells of stakeholder
groups, a pile may be that of one: no group that is not in the result, and none where the ballots would tell more than it does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from decisions.ids import GroupId
from decisions.refusals import Refusal
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.methods import METHODS, checked_ballot
from decisions.rounds.ballots.receipt import Paper, read_receipt
from decisions.rounds.ballots.result import Result
from storage.codec import canonical

FORMAT: Final = "rondo-ballot@1"
_NOT_WRITTEN: Final = ("group", "receipt")
"""Of a line, where there is none."""
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
    choice: str | None
    """None: a secret ballot that was left blank."""
    many: int
    group: GroupId | None = None
    receipt: str | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Lines stand in this order: it tells nothing of who said it when."""
        return (self.receipt or "", self.choice or "", str(self.group or ""))


_FORMAT: Final = TypeAdapter(_Format)
_HEAD: Final = TypeAdapter(_Head)
_LINE: Final = TypeAdapter(_Line)


def written(ballot: Ballot, eligible: int, result: Result, cast: Iterable[Pile | Paper]) -> Iterator[str]:
    """The file's lines. ``cast``: piles in the order of what they say (the text's code points), or secret ballots in the order of
    their receipts. Raises ``ValueError`` at one that is out of order, or that should be on another pile."""
    yield _as_line(_HEAD, _Head(FORMAT, ballot, eligible, result))
    before: tuple[str, str, str] | None = None
    for line in map(_line_of, cast):
        if before is not None and before >= line.place:
            raise ValueError(f"the line {line.place} cannot stand behind {before}")
        before = line.place
        yield _as_line(_LINE, line)


def _line_of(one: Pile | Paper) -> _Line:
    if isinstance(one, Paper):
        choice = None if one.choice is None else str(one.choice)
        return _Line(choice, 1, receipt=one.receipt)
    return _Line(str(one.choice), one.many, one.group)


def _as_line(adapter: TypeAdapter[T], value: T) -> str:
    values: dict[str, Any] = adapter.dump_python(value, mode="json")
    for name in _NOT_WRITTEN:
        _leave_out(values, name)
    for option in values["ballot"]["options"] if "ballot" in values else ():
        _leave_out(option, "moment")
    if "result" in values and not values["result"]["by_group"]:
        del values["result"]["by_group"]
    return canonical(values) + "\n"


def _leave_out(values: dict[str, Any], name: str) -> None:
    """Where it is None: so a file reads as it did before there were such things."""
    if values.get(name, ...) is None:
        del values[name]


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
                pile = self._pile(line)
            except (ValidationError, ValueError, Refusal):
                raise NotABallot(f"Line {number} is not an answer that this ballot takes.") from None
            if pile is not None:
                yield pile

    def _pile(self, line: bytes) -> Pile | None:
        """None for a secret ballot that was left blank."""
        said = _as_written(_LINE, line)
        if said.receipt is not None and (said.many != 1 or read_receipt(said.receipt) != said.receipt):
            raise ValueError(said)
        if said.choice is None:
            if said.receipt is None:
                raise ValueError(said)
            return None
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
