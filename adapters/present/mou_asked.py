"""How the open round about a memorandum stands, on its own page: what people are asked now, and a changed text that waits."""

from collections.abc import Iterator
from typing import Final

from adapters.cards import Action, Block, Button, Changes, Item, Paragraph, Words, words
from adapters.present.changes import compared
from adapters.present.commitment_words import name_of
from adapters.present.mou_words import as_told
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.mous.record import MouRecord
from decisions.mous.terms import MouTerms
from decisions.rounds.round import Problem, Stage

STAGES: Final = (Stage.EXPLORING, Stage.AMENDING, Stage.TESTING, Stage.INTEGRATING)
"""In which nobody is asked whether they agree."""


def how_it_is_asked(record: MouRecord, reader: Reader) -> str:
    stage = None if record.round is None else record.round.stage
    return reader.copy(f"mou.proposed_{stage}" if stage in STAGES else "mou.proposed")


def its_round(record: MouRecord, reader: Reader) -> Iterator[Block]:
    """The way to it; first a changed text, whose word it waits for, and what it changes."""
    if record.round is None:
        return
    yield from _offered(record, reader)
    said = reader.copy("mou.its_round")
    action = Action(Verb.OPEN_ROUND, str(record.round.id))
    yield Item(words(said), Button(reader.copy("button.see_round"), action, spoken=said))


def _offered(record: MouRecord, reader: Reader) -> Iterator[Block]:
    asked, offered, round = record.asked_terms, record.offered_terms, record.round
    if asked is None or offered is None or round is None:
        return
    w = reader.copy
    waits = [problem for problem in round.open_problems if problem.fixed_in != round.version + 1]
    names = w.list(dict.fromkeys(_who(problem, record, reader) for problem in waits))
    yield Paragraph(words(w("mou.offered", names=names) if waits else w("mou.offered_next")))
    old, new = (_told(terms, record, reader) for terms in (asked, offered))
    yield Changes((Words(compared(old, new)),))


def _told(terms: MouTerms, record: MouRecord, reader: Reader) -> str:
    return "\n\n".join((terms.title, terms.purpose, as_told(terms, record.organisations, reader)))


def _who(problem: Problem, record: MouRecord, reader: Reader) -> str:
    """By name to whoever may see the round, where they gave it: somebody who signs need not be of the circle."""
    sees = record.steers or record.circle.seat(record.reader.id) is not None
    if problem.named and sees:
        return name_of(record.members, problem.raised_by, reader.copy)
    return reader.copy("people.a_member")
