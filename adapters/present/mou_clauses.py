"""What each party commits to, one a line: *Organisation: what it does by a day. How we will know: what shows it*, as people write
it and as it is shown again. *Everyone* instead of an organisation is each of them."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final

from adapters.commitment_line import commitment_in_words
from adapters.copy import LOCALES, Copy, words_for
from adapters.days import read_day
from adapters.present.commitment_form import rhythm_from
from adapters.present.commitment_words import repeats_said
from adapters.present.mou_words import day_in_full
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Repeats
from decisions.ids import ClauseId, OrganisationId
from decisions.mous.terms import Clause
from decisions.recurring.rhythm import Rhythm
from decisions.refusals import Reason, Refusal

_TOLD: Final = 60
_MOST_TOLD: Final = 5
Names = Mapping[OrganisationId, str]


def clause_lines(clauses: Collection[Clause], names: Names, reader: Reader) -> str:
    """Where there are none, the beginning of a line for each party, to write on."""
    if not clauses:
        return "\n".join(f"{name}: " for name in names.values())
    return "\n".join(_line(clause, names, reader) for clause in clauses)


def read_clauses(
    text: str,
    names: Names,
    before: Collection[Clause],
    reader: Reader,
    today: date,
    new_id: Callable[[], ClauseId],
) -> tuple[Clause, ...]:
    """``names``: of the parties; ``before``: the clauses that were shown. A line that is as it was shown is the same clause, with
    all that no line says. A line that is for all is a clause of each; one that says nothing after its colon is none. Raises
    ``Refusal`` at ``clauses``: NO_PARTY_IN_LINE with all such lines, or what ``read_day`` does."""
    shown = {_line(clause, names, reader): clause for clause in reversed(tuple(before))}
    found: list[Clause] = []
    nobodys: list[str] = []
    for line in filter(None, (line.strip().removeprefix("- ") for line in text.splitlines())):
        parties, said = _parties(line, names)
        if kept := shown.pop(line, None):
            found.append(kept)
        elif not parties:
            nobodys.append(cut(line, _TOLD))
        elif said:
            found += [_read(line, party, said, reader.locale, today, new_id) for party in parties]
    if nobodys:
        facts = {"line": " / ".join(nobodys[:_MOST_TOLD]), "names": reader.copy.list(list(names.values()))}
        raise Refusal(Reason.NO_PARTY_IN_LINE, facts, "clauses")
    return tuple(found)


def _line(clause: Clause, names: Names, reader: Reader) -> str:
    head = f"{names.get(clause.party, '')}: {clause.words}"
    if isinstance(clause.by_when, Rhythm):
        head = f"{head}, {_small(repeats_said(clause.by_when, reader))}"
    elif clause.by_when is not None:
        head = f"{head} {reader.copy('mou.by_day', day=day_in_full(clause.by_when, reader))}"
    if not clause.known_by:
        return head
    return f"{head}. {reader.copy('mou.known_by', words=' '.join(clause.known_by.split()))}"


def _read(
    line: str, party: OrganisationId, said: str, locale: str, today: date, new_id: Callable[[], ClauseId]
) -> Clause:
    said, known_by = _known_by(said)
    rest, repeats = _repeats(said, words_for(locale))
    told = commitment_in_words(rest)
    due = read_day(told.by_when, locale=locale, today=today, at_field="clauses") if told.by_when else None
    rhythm = rhythm_from(repeats, due or today)
    if not told.what.strip():
        raise Refusal(Reason.EMPTY, at_field="clauses")
    return Clause(new_id(), party, told.what, rhythm or due, known_by)


def _parties(line: str, names: Names) -> tuple[tuple[OrganisationId, ...], str]:
    """Whose line it is, and what it says. Of two whose names begin alike, the longer; () where it is nobody's."""
    for id, name in sorted(names.items(), key=lambda pair: -len(pair[1])):
        if line.casefold().startswith(name.casefold()):
            rest = line[len(name) :].lstrip()
            if rest.startswith(":"):
                return (id,), rest[1:].strip()
    who, _, said = line.partition(":")
    of_all = {word for locale in LOCALES for word in words_for(locale)("mou.all_parties").split(", ")}
    return (tuple(names) if who.strip().casefold() in of_all else ()), said.strip()


def _known_by(said: str) -> tuple[str, str]:
    """Without the words at its end that say how people will know, in any of our languages; and these."""
    for locale in LOCALES:
        mark = words_for(locale)("mou.known_by", words="").strip()
        place = said.casefold().find(mark.casefold())
        if place >= 0:
            return said[:place].rstrip(" .,;–-"), said[place + len(mark) :].strip()
    return said, ""


def _repeats(said: str, w: Copy) -> tuple[str, Repeats]:
    """Without the words at its end that say how often."""
    for repeats in Repeats:
        words = w(f"repeats.{repeats}").casefold()
        if repeats is not Repeats.ONCE and said.casefold().endswith(words):
            return said[: len(said) - len(words)].rstrip(" ,;–-"), repeats
    return said, Repeats.ONCE


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
