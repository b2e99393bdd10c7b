"""What has been said in a selection, as everyone reads it once it is told."""

from dataclasses import dataclass

from decisions.ids import MemberId
from decisions.rounds.question.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Nomination(Spoken):
    """``nominee`` None: they nominate nobody, and said a word about that. ``changed``: it takes the place of what they had said
    before all had read the reasons. ``written_by``: the facilitator who wrote it down for them, and they have confirmed it."""

    nominee: MemberId | None = None
    changed: bool = False
    written_by: MemberId | None = None
