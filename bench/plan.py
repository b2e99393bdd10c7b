"""How much is measured. Counts, not seconds, so that each variant has the same work."""

from dataclasses import dataclass
from typing import Final

CONNECTIONS: Final = 32
SPARE: Final = 32
"""Members who never answer, so that the round does not close because everyone has been heard."""


@dataclass(frozen=True, slots=True)
class Plan:
    rounds: int
    """How often each variant has its turn."""
    clicks: int
    """Of each variant in each of its turns."""
    warm_up: int
    burst: int
    big_round: int
    """Answers of the round in which single answers are looked at closely."""
    singles: int
    """Answers, one at a time, at the beginning and at the end of the big round."""
    postgres_big_round: int
    postgres_rounds: int
    postgres_clicks: int
    teams_rounds: int
    teams_clicks: int
    counted: int
    """Answers of a ballot that are counted."""
    commitments: int
    """Open ones, of which those that are due are claimed."""
    postgres_commitments: int

    @property
    def people(self) -> int:
        """Among whom the commitments are shared out."""
        return min(2_000, self.commitments // 10)

    @property
    def members(self) -> int:
        """Of the community on SQLite: each answers once."""
        return self.rounds * self.clicks + self.burst + SPARE

    @property
    def postgres_members(self) -> int:
        return self.warm_up + 2 * self.postgres_rounds * self.postgres_clicks + SPARE

    @property
    def teams_members(self) -> int:
        """Of the community on both platforms: three variants record answers."""
        return self.warm_up + 3 * self.teams_rounds * self.teams_clicks + SPARE


FULL: Final = Plan(
    rounds=5,
    clicks=3_000,
    warm_up=500,
    burst=10_000,
    big_round=100_000,
    singles=100,
    postgres_big_round=20_000,
    postgres_rounds=3,
    postgres_clicks=2_000,
    teams_rounds=5,
    teams_clicks=2_000,
    counted=1_000_000,
    commitments=1_000_000,
    postgres_commitments=1_000_000,
)
QUICK: Final = Plan(
    rounds=2,
    clicks=1_000,
    warm_up=100,
    burst=2_000,
    big_round=5_000,
    singles=50,
    postgres_big_round=2_000,
    postgres_rounds=1,
    postgres_clicks=500,
    teams_rounds=2,
    teams_clicks=500,
    counted=100_000,
    commitments=50_000,
    postgres_commitments=50_000,
)
TINY: Final = Plan(
    rounds=1,
    clicks=96,
    warm_up=32,
    burst=128,
    big_round=400,
    singles=10,
    postgres_big_round=400,
    postgres_rounds=1,
    postgres_clicks=64,
    teams_rounds=1,
    teams_clicks=64,
    counted=2_000,
    commitments=1_000,
    postgres_commitments=1_000,
)
