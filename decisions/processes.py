"""Every process that a round can follow, by its key. Adding one adds a line here."""

from collections.abc import Mapping
from typing import Final

from decisions.process import Process
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.consent.table import CONSENT

PROCESSES: Final[Mapping[str, Process]] = {process.key: process for process in (CONSENT, BALLOT)}


def process_for(ballot: Ballot | None) -> Process:
    """What a round follows that begins now: a ballot's process, or that of a proposal."""
    return CONSENT if ballot is None else BALLOT
