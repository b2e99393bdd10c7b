"""The declared schema: importing this package declares every table on one metadata."""

from storage.tables import (
    agreements,
    commitments,
    delivery,
    mous,
    people,
    reaching,
    roles,
    rounds,
    streams,
    templates,
)
from storage.tables.columns import METADATA

__all__ = [
    "METADATA",
    "agreements",
    "commitments",
    "delivery",
    "mous",
    "people",
    "reaching",
    "roles",
    "rounds",
    "streams",
    "templates",
]
