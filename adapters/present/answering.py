"""The forms in which one answers, whatever the round asks: a proposal's, or a ballot's."""

from adapters.cards import Form
from adapters.desk import Screen
from adapters.present import answer as proposals
from adapters.present import vote as ballots
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from decisions.rounds.record import RoundRecord


def answer(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    asks = ballots.vote if record.round.ballot is not None else proposals.answer
    return asks(record, reader, screen)


def replace(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """The question before one answer takes another's place."""
    if record.round.ballot is not None:
        return ballots.replace_vote(Scene(record, reader), screen)
    return proposals.replace(record, reader, screen)
