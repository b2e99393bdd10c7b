"""Every process that a round can follow, by its key. Adding one adds a line here."""

from collections.abc import Mapping
from typing import Final

from decisions.process import Process
from decisions.rounds.advice.table import ADVICE
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.consent.table import CONSENT
from decisions.rounds.question.table import QUESTION
from decisions.rounds.selection.table import SELECTION
from decisions.rounds.way import Way

PROCESSES: Final[Mapping[str, Process]] = {
    process.key: process for process in (CONSENT, BALLOT, QUESTION, ADVICE, SELECTION)
}
_NEWEST: Final[Mapping[Way, Process]] = {
    Way.CONSENT: CONSENT,
    Way.BALLOT: BALLOT,
    Way.QUESTION: QUESTION,
    Way.ADVICE: ADVICE,
    Way.SELECTION: SELECTION,
}


def process_for(ballot: Ballot | None, way: Way = Way.CONSENT) -> Process:
    """What a round follows that begins now: with something to vote on a ballot's process, else that of its way."""
    return _NEWEST[way] if ballot is None else BALLOT
