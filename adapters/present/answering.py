"""The forms in which one answers, whatever the round asks: a proposal's, or a ballot's."""

from adapters.cards import Form
from adapters.desk import Screen
from adapters.present import answer as proposals
from adapters.present import secret_vote
from adapters.present import vote as ballots
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from decisions.rounds.record import RoundRecord


def answer(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    if record.round.ballot is None:
        return proposals.answer(record, reader, screen)
    asks = secret_vote.vote if record.round.terms.secret else ballots.vote
    return asks(record, reader, screen)


def replace(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """The question before one answer takes another's place."""
    if record.round.ballot is not None:
        return ballots.replace_vote(Scene(record, reader), screen)
    return proposals.replace(record, reader, screen)
