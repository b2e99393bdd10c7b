"""The forms in which one answers, whatever the round asks: consent, a vote, words or advice."""

from collections.abc import Callable, Mapping
from typing import Final

from adapters.cards import Form
from adapters.desk import Screen
from adapters.present import advise as advices
from adapters.present import answer as proposals
from adapters.present import nominate as selections
from adapters.present import say as questions
from adapters.present import secret_vote
from adapters.present import vote as ballots
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from decisions.rounds.record import RoundRecord
from decisions.rounds.way import Way


def _vote(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    asks = secret_vote.vote if record.round.terms.secret else ballots.vote
    return asks(record, reader, screen)


def _in_a_selection(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    asks = proposals.answer if Scene(record, reader).asks_consent else selections.nominate
    return asks(record, reader, screen)


_ANSWERS: Final[Mapping[Way, Callable[[RoundRecord, Reader, Screen], Form]]] = {
    Way.CONSENT: proposals.answer,
    Way.BALLOT: _vote,
    Way.QUESTION: questions.say,
    Way.ADVICE: advices.advise,
    Way.SELECTION: _in_a_selection,
}


def answer(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    return _ANSWERS[record.round.way](record, reader, screen)


def replace(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """The question before one answer takes another's place."""
    match record.round.way:
        case Way.BALLOT:
            return ballots.replace_vote(Scene(record, reader), screen)
        case Way.QUESTION:
            return questions.take_back(Scene(record, reader), screen)
        case Way.SELECTION if not Scene(record, reader).asks_consent:
            return selections.take_back(Scene(record, reader), screen)
        case _:
            return proposals.replace(record, reader, screen)
