"""Setting up an advice process: one form, and the preview before anybody is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from adapters.cards import Action, Block, Divider, Facts, Field, Form, Line, ManyField, Paragraph, words
from adapters.desk import Screen
from adapters.present.asked import closes_field, question_fields
from adapters.present.forms import errors, people_options, typed, typed_many
from adapters.present.preview import draft_form
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.ids import MemberId
from decisions.people.people import Circle, Member
from decisions.refusals import Reason, Refusal
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.advice.advising import advisers_of
from decisions.rounds.ballots.opening import closing_day
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.rounds.text import Text


def advice(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """What was typed before the form opened travels along."""
    text = Text(typed(screen, "title"), typed(screen, "proposal") or typed(screen, "text"))
    people = _people(record.circle, record.members, record.reader.id)
    zone = record.circle.settings.zone
    action = Action(Verb.ADVICE, str(record.circle.id))
    return _form(reader, screen, text, Advisers(), people, closes=None, zone=zone, action=action)


def edit_advice(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    return _form_of(scene, screen, scene.action(Verb.EDIT_ADVICE), scene.round.terms.closes_at)


def ask_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """One that ended, as a new one in the same circle. A close that is past is left out."""
    closes = record.round.terms.closes_at
    ahead = closes if closes is not None and closes > reader.now else None
    return _form_of(Scene(record, reader), screen, Action(Verb.ADVICE, str(record.round.circle_id)), ahead)


def _form_of(scene: Scene, screen: Screen, action: Action, closes: datetime | None) -> Form:
    round, circle = scene.round, scene.record.circle
    people = _people(circle, scene.record.members, scene.me)
    zone = circle.settings.zone
    named = advisers_of(round)
    return _form(scene.reader, screen, round.text, named, people, closes=closes, zone=zone, action=action)


def _people(circle: Circle, members: Mapping[MemberId, Member], me: MemberId | None) -> dict[str, str]:
    """Those of the circle but the reader, by their ids: nobody asks themselves."""
    return {str(m.id): m.name for m in members.values() if circle.seat(m.id) and m.id != me}


def _form(
    reader: Reader,
    screen: Screen,
    text: Text,
    named: Advisers,
    people: Mapping[str, str],
    *,
    closes: datetime | None,
    zone: str,
    action: Action,
) -> Form:
    w = reader.copy
    fields: tuple[Block | Field, ...] = (
        *question_fields(
            reader, screen, text, w("advice.title_hint"), label="advice.title", more="advice.more"
        ),
        _named(reader, screen, "affected", named.affected, people),
        _named(reader, screen, "knowing", named.knowing, people),
        closes_field(reader, screen, closes, zone),
    )
    return Form(
        w("ballot.title"),
        (Paragraph(words(w("method.advice"), bold=True)), Line(words(w("method.advice_good"))), *fields),
        action,
        submit=w("propose.preview"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _named(
    reader: Reader, screen: Screen, name: str, before: tuple[MemberId, ...], people: Mapping[str, str]
) -> ManyField:
    w = reader.copy
    chosen = typed_many(screen, name, map(str, before))
    return ManyField(
        name, w(f"advice.{name}"), people_options(people.items()), chosen, w(f"advice.{name}_hint")
    )


# --- the preview --------------------------------------------------------------------------------------------


def preview_advice(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read. Sending it asks for advice, once nothing is missing."""
    scene = Scene(record, reader)
    faults = [(_label(scene, fault.at_field), fault) for fault in _faults(scene)]
    more = scene.round.text.proposal
    shown: list[Block | Field] = [
        *((Paragraph(written(more)),) if more else ()),
        Divider(),
        Facts(tuple(_settings(scene, closes=not faults))),
        *((Line(words(scene.w("advice.then"))),) if not faults else ()),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_ADVICE, opens="button.ask_for_advice")


def _label(scene: Scene, field: str) -> str:
    return scene.w("advice.affected_short") if field == "affected" else scene.w(f"ballot.{field}_short")


def _faults(scene: Scene) -> Iterator[Refusal]:
    if not scene.round.text.trimmed().title:
        yield Refusal(Reason.EMPTY, at_field="title")
    named = advisers_of(scene.round)
    if not named.affected:
        yield Refusal(Reason.EMPTY, at_field="affected")
    elif any(scene.record.circle.seat(member) is None for member in named.named):
        yield Refusal(Reason.NOT_IN_CIRCLE, at_field="affected")
    try:
        _closes(scene)
    except Refusal as refusal:
        yield refusal


def _closes(scene: Scene) -> datetime:
    """As if it opened now: with the circle's settings, for a draft has none of its own yet. Refuses as the opening does."""
    return closing_day(replace(scene.round, settings=scene.record.circle.settings), scene.reader.now)


def _settings(scene: Scene, *, closes: bool) -> Iterator[tuple[str, str]]:
    w, named = scene.w, advisers_of(scene.round)
    yield w("ballot.method_short"), w("method.advice")
    yield w("advice.decides"), scene.name(scene.round.proposer)
    if named.affected:
        yield w("advice.affected_short"), w.list(scene.name(member) for member in named.affected)
    if named.knowing:
        yield w("advice.knowing_short"), w.list(scene.name(member) for member in named.knowing)
    if closes:
        yield w("ballot.closes_at_short"), scene.reader.at(_closes(scene))
