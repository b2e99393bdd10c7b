"""One role: what it is for, who holds it, who is next; as a page, as a card with what matters now, and with all there is."""

from collections.abc import Iterable, Iterator
from typing import Final

from adapters.cards import (
    MAX_EXCERPT,
    Action,
    Block,
    Button,
    Buttons,
    Facts,
    Form,
    Heading,
    Item,
    Line,
    Listing,
    Page,
    Paragraph,
    Section,
    words,
)
from adapters.desk import Screen
from adapters.present.excerpts import shortly
from adapters.present.forms import errors
from adapters.present.reader import Reader
from adapters.present.role_commitments import commitments_of_role
from adapters.present.role_do import do_first, do_rows
from adapters.present.role_next import next_blocks
from adapters.present.role_notes import note_blocks
from adapters.present.role_words import health_said, name_of, names_of, role_name, rota_said, rule_said
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.ids import MemberId
from decisions.roles.record import PastTerm, RoleRecord
from decisions.roles.role import Role, RoleKind
from decisions.roles.rota import Said
from decisions.workdays import local_day

_TURNS: Final = 3
_HISTORY: Final = 5
"""Terms that a chat shows; the browser shows all."""


def role(record: RoleRecord, reader: Reader, screen: Screen) -> Page:
    w, circle = reader.copy, record.circle
    first = tuple(do_first(record, reader))
    sections = [Section("", (*_lead(record, reader), *first))]
    sections += _sections(
        (w("role.next"), next_blocks(record, reader, len(record.turns))),
        (w("role.notes"), note_blocks(record, reader)),
        (w("role.commitments"), commitments_of_role(record, reader)),
        (w("role.about"), _about(record, reader)),
        (w("role.do"), _not_among(first, do_rows(record, reader))),
    )
    if history := _history(record, reader):
        sections.append(Section(w("role.history"), (history,), folded=True))
    return Page(
        role_name(record.role),
        tuple(sections),
        live=(f"role:{record.role.id}", f"circle:{circle.id}"),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
            (w("roles.title"), Action(Verb.ROLES, str(circle.id))),
        ),
    )


def role_card(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    """What matters now; everything else is behind *More…*."""
    more = Button(reader.copy("button.more"), Action(Verb.MORE_OF_ROLE, str(record.role.id)))
    lead = Section("", (*_lead(record, reader, short=True), *do_first(record, reader, more)))
    following = _sections((reader.copy("role.next"), next_blocks(record, reader, _TURNS)))
    return _as_form(record, reader, screen, (lead, *following))


def more_of_role(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    history = _history(record, reader, _HISTORY)
    sections = _sections(
        (w("role.do"), do_rows(record, reader)),
        (w("role.next"), next_blocks(record, reader, len(record.turns))),
        (w("role.notes"), note_blocks(record, reader)),
        (w("role.commitments"), commitments_of_role(record, reader)),
        (w("role.about"), (*_purpose(record), *_about(record, reader))),
        (w("role.history"), (history,) if history else ()),
    )
    return _as_form(record, reader, screen, tuple(sections))


def _not_among(first: tuple[Block, ...], rows: Iterable[Item]) -> Iterator[Item]:
    """What has its button above already is not said twice."""
    buttons = [button for block in first if isinstance(block, Buttons) for button in block.buttons]
    above = {button.action for button in buttons}
    yield from (row for row in rows if row.button is None or row.button.action not in above)


def _sections(*parts: tuple[str, Iterable[Block]]) -> list[Section]:
    made = [Section(heading, tuple(blocks)) for heading, blocks in parts]
    return [section for section in made if section.blocks]


def _as_form(record: RoleRecord, reader: Reader, screen: Screen, sections: tuple[Section, ...]) -> Form:
    w = reader.copy
    body: list[Block] = [Heading(role_name(record.role))]
    for section in sections:
        body += [Heading(section.heading)] if section.heading else []
        body += section.blocks
    action = Action(Verb.OPEN_ROLE, str(record.role.id))
    return Form(w("role.card"), tuple(body), action, close=w("form.close"), errors=errors(screen, reader))


# --- its parts --------------------------------------------------------------------------------------------------


def _lead(record: RoleRecord, reader: Reader, *, short: bool = False) -> Iterator[Block]:
    role = record.role
    status = reader.copy("role.ended") if role.ended else health_said(role, record, reader)
    yield Paragraph(words(status, bold=True))
    if (
        role.kind is RoleKind.FACILITATOR
        and len(role.terms) > 1
        and record.circle.facilitator in role.holders
    ):
        leads = reader.copy("role.leads", name=name_of(record, record.circle.facilitator))
        yield Line(words(leads))
    if asked := _asked_now(role):
        yield Line(words(reader.copy("role.asked_now", names=names_of(record, asked, reader.copy))))
    if purpose := role.description.purpose:
        yield Paragraph(shortly(purpose, MAX_EXCERPT) if short else written(purpose))


def _asked_now(role: Role) -> list[MemberId]:
    """For a place that is free in the turn under way."""
    present = None if role.rota is None else role.rota.present
    if present is None or not role.vacant:
        return []
    return [one.member for one in present.asked if one.said is Said.NOTHING]


def _purpose(record: RoleRecord) -> Iterator[Block]:
    if purpose := record.role.description.purpose:
        yield Paragraph(written(purpose))


def _about(record: RoleRecord, reader: Reader) -> Iterator[Block]:
    w, role, told = reader.copy, record.role, record.role.description
    if told.responsibilities:
        yield Line(words(w("role_form.responsibilities")))
        yield Paragraph(written(told.responsibilities))
    if told.domain:
        yield Line(words(w("role_form.domain")))
        yield Paragraph(written(told.domain))
    rows = [(w("role.places"), w.n("role.places_n", role.places))]
    rows.append((w("role.filling"), w(f"filling.{role.filling}")))
    if role.rota is not None:
        rows.append((w("role.rhythm"), rota_said(role.rota, record.circle.settings.zone, reader)))
    elif role.months is not None:
        rows.append((w("role.months"), w.n("role.months_n", role.months)))
    yield Facts(tuple(rows))
    if role.rota is not None and role.rota.rules:
        yield Line(words(w("rota.rules")))
        yield Listing(
            tuple(
                words(rule_said(rule, role.places, record.groups, record.other_roles, w))
                for rule in role.rota.rules
            )
        )


def _history(record: RoleRecord, reader: Reader, many: int | None = None) -> Listing | None:
    over = [term for term in record.terms if term.ended_at is not None][:many]
    return Listing(tuple(words(_term_said(record, term, reader)) for term in over)) if over else None


def _term_said(record: RoleRecord, term: PastTerm, reader: Reader) -> str:
    w, zone = reader.copy, record.circle.settings.zone
    ended = term.ended_at or reader.now
    since, until = (reader.day(local_day(moment, zone)) for moment in (term.since, ended))
    said = w("role.term", name=name_of(record, term.member), since=since, until=until)
    return w("role.term_why", said=said, why=w(f"left.{term.why_left}")) if term.why_left else said
