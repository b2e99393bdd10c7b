"""One memorandum: how it stands, its parties and who signs for each, what it says, and what can be done about it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Button,
    Facts,
    Item,
    Line,
    Listing,
    Page,
    Paragraph,
    Quote,
    Section,
    Span,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_words import NAME, name_of, row_said
from adapters.present.mou_asked import how_it_is_asked, its_round
from adapters.present.mou_changes import changes_said
from adapters.present.mou_do import do_first, do_next, do_rows, who_signs_button
from adapters.present.mou_words import (
    clause_parts,
    clause_said,
    date_rows,
    day_in_full,
    end_asked_said,
    how_it_stands,
    organisation_said,
    organisations_said,
    party_said,
    signed_said,
    title_of,
)
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.commitments.commitment import Commitment
from decisions.ids import CommitmentId, OrganisationId
from decisions.mous.committing import commitment_of
from decisions.mous.mou import MouStatus, Version
from decisions.mous.record import MayMou, MouRecord
from decisions.mous.terms import Clause, MouTerms
from decisions.workdays import local_day

_MOST_CHANGES = 12
"""That are told of the next version; the whole of it stands below."""
_OPEN_ROWS = 12
"""Commitments with a button of their own; the others are named."""


def mou(record: MouRecord, reader: Reader, screen: Screen) -> Page:
    w, one, circle = reader.copy, record.mou, record.circle
    version = one.in_force or one.coming
    terms = one.terms if one.in_force is not None else record.asked_terms or one.terms
    following = one.coming if one.in_force is not None and one.end is None else None
    sections = [
        Section("", (*_lead(record, reader), *do_first(record, reader))),
        Section(w("mou.parties"), tuple(_parties(record, reader))),
        *_sections((w("mou.says"), terms_blocks(terms, record, reader, version))),
        *_sections((w("mou.next_version"), _next(following, record, reader))),
        *_next_whole(following, record, reader),
        *_sections((w("role.do"), do_rows(record, reader))),
        *_former(record, reader),
    ]
    return Page(
        cut(title_of(terms, w), MAX_TITLE),
        tuple(sections),
        live=(f"mou:{one.id}", f"circle:{circle.id}"),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
            (w("mous.title"), Action(Verb.MOUS, str(circle.id))),
        ),
    )


def _sections(*parts: tuple[str, Iterable[Block]]) -> list[Section]:
    made = [Section(heading, tuple(blocks)) for heading, blocks in parts]
    return [section for section in made if section.blocks]


# --- its parts ----------------------------------------------------------------------------------------------------


def _lead(record: MouRecord, reader: Reader) -> Iterator[Block]:
    w, one = reader.copy, record.mou
    said = how_it_stands(one, record.organisations, record.members, reader)
    if one.status is MouStatus.PROPOSED:
        said = how_it_is_asked(record, reader)
    yield Paragraph(words(said, bold=True))
    asked = end_asked_said(one, record.organisations, record.members, reader)
    if asked:
        yield Line(words(asked))
    for part in (one.review, one.notice, one.end, one.end_asked):
        if part is not None and part.words:
            yield Quote(written(part.words), name_of(record.members, part.by, w))
    yield from _renewal(record, reader)
    if one.replaces is not None and one.replaces in record.others:
        yield _other(
            w("mou.replaces", title=cut(record.others[one.replaces], NAME)), str(one.replaces), reader
        )
    by = one.end.replaced_by if one.end is not None else None
    if by is not None and by in record.others:
        yield _other(w("mou.replaced_by", title=cut(record.others[by], NAME)), str(by), reader)
    if one.status is MouStatus.PROPOSED:
        yield from its_round(record, reader)


def _other(said: str, id: str, reader: Reader) -> Item:
    return Item(words(said), Button(reader.copy("button.open"), Action(Verb.OPEN_MOU, id), spoken=said))


def _renewal(record: MouRecord, reader: Reader) -> Iterator[Block]:
    """The dates that are proposed, and who has said yes to them."""
    w, renewal = reader.copy, record.mou.renewal
    if record.mou.status is MouStatus.UNDER_REVIEW and MayMou.RENEW not in record.may:
        signs = [
            name_of(record.members, party.signatory, w) for party in record.mou.parties if party.signatory
        ]
        yield Line(words(w("mou.who_renews", names=w.list(list(dict.fromkeys(signs))))))
    if renewal is None:
        return
    yes = organisations_said(record.organisations, (one.organisation for one in renewal.yeses), w)
    day = day_in_full(renewal.review_on, reader)
    ends = w("mou.no_end") if renewal.ends is None else day_in_full(renewal.ends, reader)
    yield Line(words(w("mou.renewal", review=day, ends=ends, names=yes)))


def _parties(record: MouRecord, reader: Reader) -> Iterator[Item]:
    one, here = record.mou, {seat.organisation for seat in record.circle.seats}
    version = one.to_sign or one.in_force
    for party in one.parties:
        name = organisation_said(record.organisations, party.organisation, reader.copy)
        if one.status is MouStatus.DRAFT and party.organisation not in here:
            yield _not_here(name, record, reader)
            continue
        said = party_said(party, version, one, record.members, reader)
        row = reader.copy.rich("list.row", title=name, said=said)
        yield Item(row, who_signs_button(record, party, reader))


def _not_here(name: str, record: MouRecord, reader: Reader) -> Item:
    """Before all can be asked, somebody from it is to sit in the circle: with the way to that for whoever may say so."""
    w, action = reader.copy, Action(Verb.WHO_BELONGS, str(record.circle.id))
    row = w.rich("list.row", title=name, said=w("mou.nobody_here"))
    return Item(row, Button(w("button.who_belongs"), action) if record.steers else None)


def terms_blocks(
    terms: MouTerms, record: MouRecord, reader: Reader, version: Version | None = None
) -> Iterator[Block]:
    """The whole of what it says; with the commitments that come of the version in force."""
    w = reader.copy
    if terms.purpose:
        yield Paragraph(written(terms.purpose))
    if terms.text:
        yield Quote(written(terms.text))
    if terms.link:
        yield Line(Words((Span(w("mou.link") + ": "), Span(terms.link, url=terms.link))))
    in_force = version is not None and version is record.mou.in_force
    made = {one.id: one for one in record.commitments} if in_force else {}
    for party in record.mou.organisations:
        yield from _clauses(party, [one for one in terms.clauses if one.party == party], made, record, reader)
    rows = [*date_rows(terms, reader, over=in_force and record.mou.end is not None)]
    if terms.shared:
        rows.insert(0, (w("mou.shared"), terms.shared))
    yield Facts(tuple(rows))


def _clauses(
    party: OrganisationId,
    clauses: list[Clause],
    made: dict[CommitmentId, Commitment],
    record: MouRecord,
    reader: Reader,
) -> Iterator[Block]:
    if not clauses:
        return
    w = reader.copy
    name = organisation_said(record.organisations, party, w)
    yield Paragraph(words(w("mou.commits_to", name=name), bold=True))
    plain: list[Words] = []
    for clause in clauses:
        found = made.get(commitment_of(record.mou, clause))
        if found is None or list(made).index(found.id) >= _OPEN_ROWS:
            plain.append(words(clause_said(clause, reader)))
            continue
        today = local_day(reader.now, record.mou.zone)
        said = " · ".join((*clause_parts(clause, reader), row_said(found, record.members, today, reader)))
        row = w.rich("list.row", title=clause.words, said=said)
        opens = Action(Verb.OPEN_COMMITMENT, str(found.id))
        yield Item(row, Button(w("button.open"), opens, spoken=clause.words))
    if plain:
        yield Listing(tuple(plain))


def _next(version: Version | None, record: MouRecord, reader: Reader) -> Iterator[Block]:
    """What is to take the place of what holds: how far it is, and what is otherwise in it."""
    if version is None:
        return
    yield Paragraph(words(reader.copy(f"mou.next_{version.status}"), bold=True))
    terms = record.asked_terms or version.terms
    if version.status is MouStatus.PROPOSED:
        yield from its_round(record, reader)
    yield from do_next(record, reader)
    found = changes_said(record.mou.terms, terms, record.organisations, reader)
    changes = tuple(islice(found, _MOST_CHANGES))
    yield Listing(changes) if changes else Line(words(reader.copy("mou.nothing_changed")))


def _next_whole(version: Version | None, record: MouRecord, reader: Reader) -> Iterator[Section]:
    if version is not None:
        blocks = terms_blocks(record.asked_terms or version.terms, record, reader)
        yield Section(reader.copy("mou.next_whole"), tuple(blocks), folded=True)


def _former(record: MouRecord, reader: Reader) -> Iterator[Section]:
    """Each version that has held before, whole, with who signed it."""
    one = record.mou
    for version in one.former:
        if version.since is None or version.until is None:
            continue
        since, until = (reader.day(local_day(at, one.zone)) for at in (version.since, version.until))
        signed = [
            words(f"{organisation_said(record.organisations, each.organisation, reader.copy)}: {said}")
            for each in version.signatures
            for said in (signed_said(each, one, record.members, reader),)
        ]
        heading = reader.copy("mou.version", since=since, until=until)
        yield Section(
            heading, (Listing(tuple(signed)), *terms_blocks(version.terms, record, reader)), folded=True
        )
