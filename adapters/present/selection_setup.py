"""Setting up a selection: the role is described on one form, and shown before anybody is asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    DateField,
    Divider,
    Facts,
    Field,
    Form,
    Line,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.asked import closes_field
from adapters.present.forms import errors, text_field, typed, typed_date
from adapters.present.preview import draft_form
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.selection_words import role_facts, role_rows, selection_in
from adapters.present.verbs import Verb
from decisions.refusals import Refusal
from decisions.roles.record import RoleRecord
from decisions.roles.selecting import vacancy_of
from decisions.rounds.ballots.opening import closing_day
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.rounds.selection.vacancy import TERM_LIMIT, Vacancy
from decisions.workdays import local_day

ROLE: Final = "role"
"""In what travels with the form: the role that the selection is for, where it is there already."""


def selection(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """What was typed before the form opened travels along."""
    circle = record.circle
    vacancy = Vacancy(typed(screen, "title"), typed(screen, "proposal") or typed(screen, "text"))
    form = _form(reader, screen, vacancy, None, circle.settings.zone, Action(Verb.SELECTION, str(circle.id)))
    return replace(form, carried={ROLE: screen.carried[ROLE]}) if ROLE in screen.carried else form


def select_for_role(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    """The same, of a role that is there already: as it is, and for as long as a term of it is."""
    zone = record.circle.settings.zone
    vacancy = vacancy_of(record.role, zone, reader.now)
    action = Action(Verb.SELECTION, str(record.circle.id))
    return replace(_form(reader, screen, vacancy, None, zone, action), carried={ROLE: str(record.role.id)})


def edit_selection(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    closes, zone = scene.round.terms.closes_at, record.circle.settings.zone
    action = scene.action(Verb.EDIT_SELECTION)
    return _form(reader, screen, selection_in(scene).vacancy, closes, zone, action)


def ask_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """One that ended, as a new one in the same circle, for the same role. Days that are past are left out."""
    vacancy, zone = selection_in(Scene(record, reader)).vacancy, record.circle.settings.zone
    if vacancy.until is not None and vacancy.until <= reader.today:
        vacancy = replace(vacancy, until=None)
    closes = record.round.terms.closes_at
    ahead = closes if closes is not None and closes > reader.now else None
    form = _form(reader, screen, vacancy, ahead, zone, Action(Verb.SELECTION, str(record.round.circle_id)))
    role = record.round.role
    return form if role is None else replace(form, carried={ROLE: str(role)})


def _form(
    reader: Reader, screen: Screen, vacancy: Vacancy, closes: datetime | None, zone: str, action: Action
) -> Form:
    w = reader.copy
    name = TextField(
        "title",
        w("selection.title"),
        typed(screen, "title", vacancy.name),
        placeholder=w("selection.title_hint"),
        max_length=MAX_TITLE,
    )
    return Form(
        w("ballot.title"),
        (
            Paragraph(words(w("method.selection"), bold=True)),
            Line(words(w("method.selection_good"))),
            name,
            *role_fields(reader, screen, vacancy),
            closes_field(reader, screen, closes, zone),
        ),
        action,
        submit=w("propose.preview"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def role_fields(reader: Reader, screen: Screen, vacancy: Vacancy) -> tuple[Field, ...]:
    """What describes a role, its name apart."""
    w = reader.copy
    emptied = "until" in screen.typed and not typed(screen, "until")
    until = None if emptied else typed_date(screen, "until", vacancy.until)
    return (
        text_field(
            "purpose",
            w("selection.purpose_field"),
            screen,
            default=vacancy.purpose,
            placeholder=w("selection.purpose_hint"),
        ),
        text_field(
            "responsibilities",
            w("selection.responsibilities_field"),
            screen,
            default=vacancy.responsibilities,
            placeholder=w("selection.responsibilities_hint"),
            required=False,
        ),
        TextField(
            "term",
            w("selection.term_field"),
            typed(screen, "term", vacancy.term),
            placeholder=w("selection.term_hint"),
            required=False,
            max_length=TERM_LIMIT,
        ),
        DateField("until", w("selection.until_field"), until, w("selection.until_hint"), required=False),
        TextField(
            "places",
            w("selection.places_field"),
            typed(screen, "places", str(vacancy.places)),
            hint=w("selection.places_hint"),
            max_length=2,
        ),
    )


# --- the preview --------------------------------------------------------------------------------------------


def preview_selection(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read. Sending it asks everyone, once nothing is missing."""
    scene = Scene(record, reader)
    faults = [(_label(scene, fault.at_field), fault) for fault in _faults(scene)]
    vacancy = selection_in(scene).vacancy
    shown: list[Block | Field] = [
        *role_rows(scene, vacancy),
        Divider(),
        Facts(tuple(_settings(scene, closes=not faults))),
        *((Line(words(scene.w("selection.then"))),) if not faults else ()),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_SELECTION, opens="button.ask_nominations")


def _label(scene: Scene, field: str) -> str:
    return scene.w("ballot.closes_at_short" if field == "closes_at" else f"selection.{field}_short")


def _faults(scene: Scene) -> Iterator[Refusal]:
    today = local_day(scene.reader.now, scene.record.circle.settings.zone)
    yield from selection_in(scene).vacancy.faults(today)
    try:
        _closes(scene)
    except Refusal as refusal:
        yield refusal


def _closes(scene: Scene) -> datetime:
    """As if it opened now: with the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), scene.reader.now)


def _settings(scene: Scene, *, closes: bool) -> Iterator[tuple[str, str]]:
    w, circle = scene.w, scene.record.circle
    yield w("ballot.method_short"), w("method.selection")
    yield w("ballot.asked_short"), w.n("path.people", len(circle.seats), circle=circle.name)
    yield from role_facts(scene, selection_in(scene).vacancy)
    if closes:
        yield w("ballot.closes_at_short"), scene.reader.at(_closes(scene))
