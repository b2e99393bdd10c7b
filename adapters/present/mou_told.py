"""The texts of a round about a memorandum, told from what it says in the reader's own language."""

from dataclasses import replace

from adapters.present.mou_words import as_told
from adapters.present.reader import Reader
from decisions.mous.mou import Mou
from decisions.mous.terms import MouTerms
from decisions.rounds.record import RoundRecord
from decisions.rounds.text import Text


def in_readers_words(record: RoundRecord, reader: Reader) -> RoundRecord:
    """The record with every text that is a wording of its memorandum told anew; another text, of a version that has made place
    for others since, stays as it was asked."""
    if record.mou is None:
        return record
    wordings = _wordings(record.mou)

    def told(text: Text) -> Text:
        terms = wordings.get(text.trimmed())
        if terms is None:
            return text
        return replace(text, proposal=as_told(terms, record.organisations, reader))

    round = record.round
    following = None if round.next_text is None else told(round.next_text)
    return replace(
        record,
        round=replace(round, text=told(round.text), next_text=following),
        versions=tuple(replace(one, text=told(one.text)) for one in record.versions),
    )


def _wordings(mou: Mou) -> dict[Text, MouTerms]:
    versions = (one for one in (*mou.former, mou.in_force, mou.coming) if one is not None)
    return {one.text: one.terms for version in versions for one in version.wordings}
