"""The round's card as one person sees it in its place, where a platform can show everyone a card of their own (Teams)."""

from adapters.cards import PersonalCard, SharedCard
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.reader import Reader
from adapters.present.round_card import card_of_one_heard, round_card
from adapters.present.verbs import Verb
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import DECIDING, NAMING


def card_for_one(record: RoundRecord, reader: Reader, screen: Screen) -> SharedCard:
    """What everyone sees, in the reader's own language; shorter for who has been heard."""
    return card_of_one_heard(record, reader) if _was_heard(record) else round_card(record, reader)


def card_once_heard(record: RoundRecord, reader: Reader) -> SharedCard:
    """What ``card_for_one`` is to any of those who have been heard, whoever they are."""
    asks = record.round.stage in DECIDING | NAMING
    return card_of_one_heard(record, reader) if asks else round_card(record, reader)


def own_answer(record: RoundRecord, reader: Reader, screen: Screen) -> PersonalCard | SharedCard:
    """What the reader has said, while answers are asked for; else what everyone sees."""
    return recorded(Verb.ANSWER, record, reader) if _was_heard(record) else round_card(record, reader)


def _was_heard(record: RoundRecord) -> bool:
    answered = record.seat.answer is not None or (record.round.terms.secret and record.seat.heard)
    return record.round.stage in DECIDING | NAMING and answered
