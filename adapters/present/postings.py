"""The shared card for each kind of posting, as it should look now."""

from adapters.cards import SharedCard
from adapters.present.reader import Reader
from adapters.present.reopening import reopened_card
from adapters.present.result import folded_card, result_card
from adapters.present.round_card import ask_again_card, bump_card, round_card
from adapters.present.talk import question_post, reactions_post, suggestions_post
from decisions.rounds.postings import CardKind, Standing, standing
from decisions.rounds.record import RoundRecord


def posting_card(
    kind: CardKind, about: str, record: RoundRecord, reader: Reader, *, bumped: bool = False
) -> SharedCard | None:
    """None: it has nothing to say. ``about`` is a version (``v2``) or a remark's id, as the posting has
    it."""
    look = standing(kind, about, record.round, bumped=bumped)
    if look is None:
        return None
    if look is Standing.LINE:
        return folded_card(record, reader)
    match kind:
        case CardKind.ROUND:
            return round_card(record, reader)
        case CardKind.AGAIN:
            return ask_again_card(record, reader)
        case CardKind.BUMP:
            return bump_card(record, reader)
        case CardKind.REOPENED:
            return reopened_card(record, reader)
        case CardKind.RESULT:
            return result_card(record, reader)
        case CardKind.QUESTION:
            return question_post(record, reader, about)
        case CardKind.REACTIONS:
            return reactions_post(record, reader)
        case CardKind.FIXES:
            return suggestions_post(record, reader)
