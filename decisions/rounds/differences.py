"""What changed between two texts: what went out, what came in, and what stayed, in reading order."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

_MOST_PAIRS: Final = 20_000
"""Pairs of equal parts up to which a comparison takes less than about a tenth of a second."""
_A_FEW: Final = 12
"""Characters below which a text is short enough to be read in pieces."""
_RUNS: Final = 4
"""Pieces that go out or come in within one sentence, at the most."""
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")
_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    change: Change


@lru_cache(maxsize=512)
def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Sentence by sentence first, then word by word within what changed (Ratcliff-Obershelp matching, ``difflib``).

    Joining SAME and OUT gives ``old`` back, SAME and IN gives ``new``. What would take long to compare (texts of few words that
    repeat), or would be a patchwork to read, goes out and comes in as a whole.
    """
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    if _pairs(before, after) > _MOST_PAIRS:
        return _as_a_whole(old, new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        out, into = "".join(before[a_from:a_to]), "".join(after[b_from:b_to])
        pieces += (Piece(out, Change.SAME),) if tag == "equal" else _within(out, into)
    return tuple(piece for piece in pieces if piece.text)


def _within(out: str, into: str) -> tuple[Piece, ...]:
    """Word by word, unless so little stays that a patchwork would be harder to read than the two sentences."""
    before, after = _WORD.findall(out), _WORD.findall(into)
    if _pairs(before, after) > _MOST_PAIRS:
        return _as_a_whole(out, into)
    pieces = _by_word(before, after)
    same = sum(len(piece.text) for piece in pieces if piece.change is Change.SAME)
    readable = min(len(out), len(into)) < _A_FEW or 2 * same >= min(len(out), len(into))
    return pieces if readable and _count_changes(pieces) <= _RUNS else _as_a_whole(out, into)


def _by_word(before: list[str], after: list[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(before[a_from:a_to]), Change.SAME))
            continue
        pieces.append(Piece("".join(before[a_from:a_to]), Change.OUT))
        pieces.append(Piece("".join(after[b_from:b_to]), Change.IN))
    return tuple(piece for piece in pieces if piece.text)


def _count_changes(pieces: tuple[Piece, ...]) -> int:
    return sum(piece.change is not Change.SAME for piece in pieces)


def _as_a_whole(out: str, into: str) -> tuple[Piece, ...]:
    return (Piece(out, Change.OUT), Piece(into, Change.IN))


def _pairs(one: list[str], other: list[str]) -> int:
    """How many pairs of equal parts there are: what a comparison costs."""
    counts = Counter(other)
    return sum(counts[part] for part in one)
