"""Setting up a question round: one form, and the preview before anybody is asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    Divider,
    Facts,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    words,
)
from adapters.desk import Screen
from adapters.present.asked import closes_field, question_fields
from adapters.present.forms import errors, typed
from adapters.present.often import asked_often
from adapters.present.preview import draft_form, smaller_group
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.opening import closing_day
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.rounds.text import Text

_FIRST_USUAL = (Shown.AT_CLOSE, Shown.AFTER_ANSWERING, Shown.ALWAYS)


def question(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """What was typed before the form opened travels along."""
    circle = record.circle
    text = Text(typed(screen, "title"), typed(screen, "proposal") or typed(screen, "text"))
    action = Action(Verb.QUESTION, str(circle.id))
    return _form(reader, screen, text, Terms(), circle.settings.zone, action)


def edit_question(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    zone = record.circle.settings.zone
    return _form(reader, screen, scene.round.text, scene.round.terms, zone, scene.action(Verb.EDIT_QUESTION))


def ask_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A question that ended, as a new one in the same circle. A close that is past is left out."""
    round, closes = record.round, record.round.terms.closes_at
    ahead = closes if closes is not None and closes > reader.now else None
    action = Action(Verb.QUESTION, str(round.circle_id))
    terms = replace(round.terms, closes_at=ahead)
    return _form(reader, screen, round.text, terms, record.circle.settings.zone, action)


def _form(reader: Reader, screen: Screen, text: Text, terms: Terms, zone: str, action: Action) -> Form:
    w = reader.copy
    shown = tuple(Option(each, w(f"shown.{each}")) for each in _FIRST_USUAL)
    return Form(
        w("ballot.title"),
        (
            Paragraph(words(w("method.question"), bold=True)),
            Line(words(w("method.question_good"))),
            *question_fields(reader, screen, text, w("words.question_hint")),
            closes_field(reader, screen, terms.closes_at, zone),
            ChoiceField(
                "shown", w("words.shown"), shown, typed(screen, "shown", terms.shown), w("words.shown_hint")
            ),
        ),
        action,
        submit=w("propose.preview"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


# --- the preview --------------------------------------------------------------------------------------------


def preview_question(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read. Sending it asks everyone, once nothing is missing."""
    scene = Scene(record, reader)
    faults = [(scene.w(f"ballot.{fault.at_field}_short"), fault) for fault in _faults(scene)]
    more = scene.round.text.proposal
    shown: list[Block | Field] = [
        *((Paragraph(written(more)),) if more else ()),
        Divider(),
        Facts(tuple(_settings(scene, closes=not faults))),
        *(() if faults else asked_often(scene)),
        *(() if faults else smaller_group(scene, screen)),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_QUESTION, opens="button.ask_everyone")


def _faults(scene: Scene) -> Iterator[Refusal]:
    if not scene.round.text.trimmed().title:
        yield Refusal(Reason.EMPTY, at_field="title")
    try:
        _closes(scene)
    except Refusal as refusal:
        yield refusal


def _closes(scene: Scene) -> datetime:
    """As if it opened now: with the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), scene.reader.now)


def _settings(scene: Scene, *, closes: bool) -> Iterator[tuple[str, str]]:
    w, circle = scene.w, scene.record.circle
    yield w("ballot.method_short"), w("method.question")
    yield w("ballot.asked_short"), w.n("path.people", len(circle.seats), circle=circle.name)
    if closes:
        yield w("ballot.closes_at_short"), scene.reader.at(_closes(scene))
    yield w("words.shown_short"), w(f"shown.{scene.round.terms.shown}")
    yield w("text.by"), w.list(scene.name(member) for member in scene.round.authors)
