"""A draw by lot that anyone can repeat."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(seed: str, options: Iterable[str]) -> tuple[str, ...]:
    """The options in the order in which they are drawn: by the SHA-256 of ``<seed>:<key>``, the smallest first. The order in
    which they are given does not matter, and each further option leaves the order of the others as it is."""
    return tuple(sorted(options, key=lambda key: sha256(f"{seed}:{key}".encode()).digest()))
