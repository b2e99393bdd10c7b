"""How a memorandum is said: who is in it, who signs and has signed, what each commits to, and how it stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from adapters.copy import Copy
from adapters.present.commitment_words import Members, day_said, name_of, repeats_said
from adapters.present.reader import Reader
from adapters.present.scene import cut
from decisions.ids import OrganisationId
from decisions.mous.mou import Mou, MouStatus, NoticeOfEnd, Party, Signature, Version, WhyMouEnded
from decisions.mous.terms import Clause, MouTerms
from decisions.people.people import Organisation
from decisions.recurring.rhythm import Rhythm
from decisions.rounds.text import TITLE_LIMIT
from decisions.workdays import local_day

Organisations = Mapping[OrganisationId, Organisation]
MAPPED: Final = 60
"""Characters of an organisation's name in a row."""


def organisation_said(organisations: Organisations, id: OrganisationId | None, w: Copy) -> str:
    found = None if id is None else organisations.get(id)
    return w("mou.an_organisation") if found is None else cut(found.name, MAPPED)


def organisations_said(organisations: Organisations, ids: Iterable[OrganisationId], w: Copy) -> str:
    return w.list([organisation_said(organisations, id, w) for id in ids])


def title_of(terms: MouTerms, w: Copy) -> str:
    """A draft may have none yet."""
    return cut(terms.title, TITLE_LIMIT) if terms.title else w("mou.untitled")


# --- how it stands ------------------------------------------------------------------------------------------------


def how_it_stands(mou: Mou, organisations: Organisations, members: Members, reader: Reader) -> str:
    """In a sentence or two; of one that holds also when it ends, where somebody has ended it."""
    w = reader.copy
    match mou.status:
        case MouStatus.ENDED:
            return _ended(mou, members, reader)
        case MouStatus.AGREED:
            return _to_be_signed(mou, organisations, reader)
        case MouStatus.IN_FORCE | MouStatus.UNDER_REVIEW:
            said = w("mou.under_review") if mou.review is not None else _in_force(mou, reader)
            return said if mou.notice is None else f"{said} {_ends(mou.notice, members, reader)}"
    return w(f"mou.{mou.status}")


def _ends(notice: NoticeOfEnd, members: Members, reader: Reader) -> str:
    w, day = reader.copy, day_said(notice.on, reader)
    if notice.together:
        return w("mou.ends_together", day=day)
    return w("mou.ends_by", day=day, name=name_of(members, notice.by, w))


def end_asked_said(mou: Mou, organisations: Organisations, members: Members, reader: Reader) -> str:
    """Who would end it sooner than they can alone, and whose yes is missing; "" where nobody would."""
    w, asked = reader.copy, mou.end_asked
    if asked is None:
        return ""
    names = organisations_said(organisations, (party.organisation for party in mou.to_end), w)
    by = name_of(members, asked.by, w)
    return w("mou.end_asked", name=by, day=day_said(asked.on, reader), names=names)


def _in_force(mou: Mou, reader: Reader) -> str:
    since = mou.in_force.since if mou.in_force is not None else None
    if since is None:
        return reader.copy("mou.holds")
    return reader.copy("mou.in_force", day=reader.day(local_day(since, mou.zone)))


def _to_be_signed(mou: Mou, organisations: Organisations, reader: Reader) -> str:
    w = reader.copy
    if mou.unsigned:
        names = organisations_said(organisations, (party.organisation for party in mou.unsigned), w)
        return w("mou.agreed", names=names)
    starts = mou.to_sign.terms.starts if mou.to_sign is not None else None
    return w("mou.signed", day=day_or_dash(starts, reader))


def _ended(mou: Mou, members: Members, reader: Reader) -> str:
    w, end = reader.copy, mou.end
    if end is None:
        return w("mou.ended_date", day="–")
    day = reader.day(local_day(end.at, mou.zone))
    if end.why in (WhyMouEnded.NOTICE, WhyMouEnded.GIVEN_UP, WhyMouEnded.TOGETHER):
        return w(f"mou.ended_{end.why}", day=day, name=name_of(members, end.by, w))
    return w(f"mou.ended_{end.why}", day=day)


def status_said(mou: Mou, organisations: Organisations, reader: Reader) -> str:
    """Beside its title in a list: with whom, and how far it is."""
    names = organisations_said(organisations, mou.organisations, reader.copy)
    if mou.status is MouStatus.AGREED and not mou.unsigned:
        starts = mou.to_sign.terms.starts if mou.to_sign is not None else None
        return f"{names} · {reader.copy('mou.row_signed', day=day_or_dash(starts, reader))}"
    return f"{names} · {reader.copy(f'mou.row_{mou.status}')}"


# --- its parts ----------------------------------------------------------------------------------------------------


def party_said(party: Party, version: Version | None, mou: Mou, members: Members, reader: Reader) -> str:
    """Who signs for it; once it is agreed, whether they have, and when."""
    w = reader.copy
    signature = None if version is None else version.signature_of(party.organisation)
    if signature is not None:
        said = signed_said(signature, mou, members, reader)
        if party.signatory == signature.by or mou.end is not None:
            return said
        return f"{said} · {_signs(party, members, w)}"
    if party.signatory is not None and version is not None and version is mou.to_sign:
        return w("mou.to_sign", name=name_of(members, party.signatory, w))
    return _signs(party, members, w)


def signed_said(signature: Signature, mou: Mou, members: Members, reader: Reader) -> str:
    day = reader.day(local_day(signature.at, mou.zone))
    return reader.copy("mou.signed_by", name=name_of(members, signature.by, reader.copy), day=day)


def _signs(party: Party, members: Members, w: Copy) -> str:
    if party.signatory is None:
        return w("mou.nobody_signs")
    return w("mou.signs", name=name_of(members, party.signatory, w))


def clause_said(clause: Clause, reader: Reader) -> str:
    return " · ".join((clause.words, *clause_parts(clause, reader)))


def clause_parts(clause: Clause, reader: Reader) -> tuple[str, ...]:
    """By when or how often, and how people will know."""
    parts = []
    if isinstance(clause.by_when, Rhythm):
        parts.append(repeats_said(clause.by_when, reader))
    elif clause.by_when is not None:
        parts.append(reader.copy("commitment.by", day=day_in_full(clause.by_when, reader)))
    if clause.known_by:
        parts.append(reader.copy("mou.known_by", words=clause.known_by))
    return tuple(parts)


def day_or_dash(day: date | None, reader: Reader) -> str:
    return "–" if day is None else day_said(day, reader)


def date_rows(terms: MouTerms, reader: Reader, *, over: bool = False) -> Iterator[tuple[str, str]]:
    """``over``: it has ended, and its last day stands elsewhere where it named none."""
    w = reader.copy
    yield w("mou.starts"), day_in_full(terms.starts, reader)
    yield w("mou.review_on"), day_in_full(terms.review_on, reader)
    if terms.ends is None and over:
        return
    yield w("mou.ends"), w("mou.no_end") if terms.ends is None else day_in_full(terms.ends, reader)


def day_in_full(day: date | None, reader: Reader) -> str:
    """With its year where that is not this one: days of several years stand beside each other, and for long. ``read_day`` reads
    it as that day."""
    if day is None or day.year == reader.today.year:
        return day_or_dash(day, reader)
    return reader.copy.weekday(day)


def as_told(terms: MouTerms, organisations: Organisations, reader: Reader) -> str:
    """The whole of it in words, as the parties' people are asked about it: a paragraph for each party, a line for each thing."""
    w = reader.copy
    parts = [terms.text] if terms.text else []
    by_party: dict[OrganisationId, list[str]] = {}
    for clause in terms.clauses:
        by_party.setdefault(clause.party, []).append(clause_said(clause, reader))
    for party, said in by_party.items():
        head = f"*{w('mou.commits_to', name=organisation_said(organisations, party, w))}*"
        parts.append("\n".join((head, *(f"- {one}" for one in said))))
    rows = [*date_rows(terms, reader)]
    if terms.shared:
        rows.insert(0, (w("mou.shared"), terms.shared))
    if terms.link:
        rows.append((w("mou.link"), terms.link))
    parts.append("\n".join(f"{label}: {value}" for label, value in rows))
    return "\n\n".join(parts)
