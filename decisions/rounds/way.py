"""The ways in which a round can go."""

from enum import StrEnum


class Way(StrEnum):
    """The value is the process's name: its key is that and a version, ``question@1``."""

    CONSENT = "consent"
    BALLOT = "ballot"
    QUESTION = "question"
    """Everyone is heard once, in words; nothing is decided."""
    ADVICE = "advice"
    """One person decides, after hearing those whom it affects and those who know."""
    SELECTION = "selection"
    """People are chosen for a role, by consent."""
