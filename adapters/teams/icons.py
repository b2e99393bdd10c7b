"""Rondo's mark as the two PNG files that Teams wants: a round that comes back to where it began.

The shape is that of `adapters/web/static/rondo.svg`, drawn by its distance from each pixel, so that edges are smooth.
Sizes and colours: learn.microsoft.com, *Teams app icon for Teams Store and app bar*.
"""

import struct
import zlib
from collections.abc import Callable
from math import atan2, hypot, pi
from typing import Final

Colour = tuple[int, int, int]

GREEN: Final[Colour] = (0x0F, 0x5B, 0x4F)
_MINT: Final[Colour] = (0x8F, 0xD6, 0xC2)
_CORAL: Final[Colour] = (0xF0, 0xA0, 0x7C)
_WHITE: Final[Colour] = (0xFF, 0xFF, 0xFF)

# In the units of the drawing, which is 32 wide; its middle is (0, 0), and y grows downwards.
_RADIUS, _HALF_STROKE, _DOT = 11.5, 1.75, 4.0
_TOP: Final = (0.0, -_RADIUS)
_END: Final = (-8.13, -8.13)
_TALL: Final = 28.75
_MIDDLE: Final = -1.125
"""Where half of the mark is above: the dot at its top stands out more than the stroke at its foot."""


def colour_icon() -> bytes:
    """192 by 192 pixels, filled to the edge (Teams rounds the corners); the mark stays in the middle 120."""
    size, scale = 192, 120 / _TALL

    def pixel(x: float, y: float) -> bytes:
        ring = _covered(_from_ring(x, y), scale)
        dot = _covered(_from_dot(x, y), scale)
        return bytes((*_mixed(_mixed(GREEN, _MINT, ring), _CORAL, dot), 255))

    return _png(size, scale, pixel)


def outline_icon() -> bytes:
    """32 by 32 pixels, white on nothing."""
    size, scale = 32, 30 / _TALL

    def pixel(x: float, y: float) -> bytes:
        covered = _covered(min(_from_ring(x, y), _from_dot(x, y)), scale)
        return bytes((*_WHITE, round(255 * covered)))

    return _png(size, scale, pixel)


def _from_ring(x: float, y: float) -> float:
    """How far outside the stroke; negative inside it."""
    in_the_gap = -3 * pi / 4 < atan2(y, x) < -pi / 2
    if in_the_gap:
        return min(hypot(x - end[0], y - end[1]) for end in (_TOP, _END)) - _HALF_STROKE
    return abs(hypot(x, y) - _RADIUS) - _HALF_STROKE


def _from_dot(x: float, y: float) -> float:
    return hypot(x - _TOP[0], y - _TOP[1]) - _DOT


def _covered(distance: float, scale: float) -> float:
    """How much of a pixel lies inside, from 0 to 1."""
    return min(1.0, max(0.0, 0.5 - distance * scale))


def _mixed(under: Colour, over: Colour, much: float) -> Colour:
    red, green, blue = (round(a + (b - a) * much) for a, b in zip(under, over, strict=True))
    return red, green, blue


def _png(size: int, scale: float, pixel: Callable[[float, float], bytes]) -> bytes:
    """A square PNG with transparency; ``pixel`` gives the four bytes for a point of the drawing."""
    at = [(n + 0.5 - size / 2) / scale for n in range(size)]
    rows = (b"\0" + b"".join(pixel(x, y + _MIDDLE) for x in at) for y in at)
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
