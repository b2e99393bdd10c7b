"""What is otherwise in the next version of a memorandum than in the one that holds."""

from collections.abc import Iterator

from adapters.cards import Words, words
from adapters.present.mou_words import Organisations, clause_said, date_rows, organisation_said
from adapters.present.reader import Reader
from adapters.present.scene import cut
from decisions.mous.terms import Clause, MouTerms

_TOLD = 300
_WORDS = ("title", "purpose", "text", "link", "shared")


def changes_said(
    before: MouTerms, after: MouTerms, organisations: Organisations, reader: Reader
) -> Iterator[Words]:
    """One for each thing that comes, goes or is another; none where nothing is. A clause with other words is one that goes, and
    one that comes."""
    w = reader.copy
    for key, ones, others in (
        ("mou.change_new", after, before),
        ("mou.change_gone", before, after),
    ):
        same = {_says(clause) for clause in others.clauses}
        for clause in ones.clauses:
            if _says(clause) not in same:
                name = organisation_said(organisations, clause.party, w)
                yield words(w(key, organisation=name, words=clause_said(clause, reader)))
    for name in _WORDS:
        value = getattr(after, name)
        if value != getattr(before, name):
            yield words(f"{w(f'mou.{name}')}: {cut(value, _TOLD) or '–'}")
    for (label, was), (_, day) in zip(date_rows(before, reader), date_rows(after, reader), strict=True):
        if day != was:
            yield words(w("mou.change_day", label=label, day=day, was=was))


def _says(clause: Clause) -> tuple[object, ...]:
    return clause.party, clause.words, clause.by_when, clause.known_by
