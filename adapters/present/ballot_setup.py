"""Setting up a ballot: which way, and then the question, the options and until when, on one form. How else it is held is in
``ballot_settings``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Field,
    Form,
    Line,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.asked import closes_field, question_fields
from adapters.present.ballot_chooser import all_ways, begin_from, questions, suggestion, way_named
from adapters.present.ballot_options import brought, written_options
from adapters.present.ballot_rules import RULES, RuleFields
from adapters.present.ballot_times import times_fields
from adapters.present.forms import NO, YES, beside_or_above, error_words, errors, typed, yes_no
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.text import cut as cut_as_typed
from decisions.people.people import Circle
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import MAX_OPTIONS, Ballot, Method, Rules, field_of
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.options import is_locked
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.rounds.text import Text
from decisions.templates.record import TemplateRecord
from decisions.templates.template import Template, same_name

_CARRIED: Final = 1_500
"""Characters of a longer text that travel over the pages on which its method is chosen."""
_WAYS: Final = {"suggested": suggestion, "all": all_ways}
_TYPED_BEFORE: Final = ("title", "proposal", "text")


def ballot(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """What is carried: ``page``, ``method``, a question that was typed before the form opened, ``again``: the ballot that is
    asked anew, and ``template``. Who typed a template's name begins from it."""
    circle, page = record.circle, typed(screen, "page")
    if (picked := _picked(record, screen)) is not None:
        return _from_template(circle, picked, reader, screen)
    if (named := _named(record, screen)) is not None:
        return _from_template(circle, named, reader, replace(screen, carried={}))
    method = way_named(typed(screen, "method"))
    if page == "form" and isinstance(method, Method):
        text = Text(typed(screen, "title"), typed(screen, "proposal") or typed(screen, "text"))
        draft = _Draft(text, _unasked(method), None, secret=False, zone=circle.settings.zone)
        return _form(reader, screen, draft, Action(Verb.BALLOT, str(circle.id)), _asked_before(screen))
    w = reader.copy
    body: tuple[Block | Field, ...] = (
        *begin_from(record.templates, reader),
        *questions(reader, screen.carried),
    )
    carried = _typed_before(screen)
    if page in _WAYS and method is not None:
        body, carried = _WAYS[page](reader, method), {**carried, "page": page, "method": method}
    return Form(
        w("ballot.title"),
        body,
        Action(Verb.BALLOT, str(circle.id)),
        submit=w("propose.next"),
        close=w("form.cancel"),
        carried=carried,
        errors=errors(screen, reader),
    )


def edit_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A draft of a ballot as it stands. Its method stays."""
    scene = Scene(record, reader)
    return _form(reader, screen, _draft(record), scene.action(Verb.EDIT_BALLOT), {})


def change_ballot(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What an open ballot asks, as long as nobody has answered; afterwards that it stays."""
    scene = Scene(record, reader)
    action = scene.action(Verb.CHANGE_BALLOT)
    if is_locked(scene.round):
        said = Paragraph(words(scene.w("change_ballot.locked")))
        return Form(scene.w("change_ballot.title"), (said,), action, close=scene.w("form.close"))
    form = _form(reader, screen, _draft(record), action, {}, is_open=True)
    return replace(form, title=scene.w("change_ballot.title"))


def ask_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A ballot that ended, as a new one in the same circle. Times and a close that are past are left out; its settings are taken
    over."""
    round, draft = record.round, _draft(record)
    closes = round.terms.closes_at
    ahead = closes if closes is not None and closes > reader.now else None
    draft = replace(draft, closes_at=ahead, ballot=_still_ahead(draft.ballot, reader.now))
    return _form(reader, screen, draft, Action(Verb.BALLOT, str(round.circle_id)), {"again": str(round.id)})


def _still_ahead(ballot: Ballot, now: datetime) -> Ballot:
    passed = {fault.at_field for fault in time_poll.faults(ballot, now)}
    return replace(ballot, options=tuple(o for o in ballot.options if field_of(o.key) not in passed))


def start_from(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    return _from_template(record.circle, record.template, reader, screen)


def _from_template(circle: Circle, template: Template, reader: Reader, screen: Screen) -> Form:
    pattern, zone = template.pattern, circle.settings.zone
    terms = pattern.terms_of(reader.now, zone)
    draft = _Draft(pattern.text, pattern.begun, terms.closes_at, secret=terms.secret, zone=zone)
    action = Action(Verb.BALLOT, str(circle.id))
    return _form(reader, screen, draft, action, {"template": str(template.id)})


def _picked(record: CircleRecord, screen: Screen) -> Template | None:
    wanted = typed(screen, "template") if typed(screen, "page") == "form" else ""
    return next((template for template in record.templates if str(template.id) == wanted), None)


def _named(record: CircleRecord, screen: Screen) -> Template | None:
    """Whose name was typed instead of a question, before anything was picked."""
    name = same_name(typed(screen, "title")) if not typed(screen, "page") else ""
    return next((template for template in record.templates if same_name(template.name) == name), None)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the form asks for. ``zone`` is that of the circle."""

    text: Text
    ballot: Ballot
    closes_at: datetime | None
    secret: bool
    zone: str


def _draft(record: RoundRecord) -> _Draft:
    round = record.round
    terms, zone = round.terms, record.circle.settings.zone
    return _Draft(round.text, asked(round), terms.closes_at, secret=terms.secret, zone=zone)


def _unasked(method: Method) -> Ballot:
    """As it begins: where seats are shared out, there are two at least to share."""
    return Ballot(method, (), Rules(seats=2 if method is Method.STV else 1))


def _typed_before(screen: Screen) -> dict[str, str]:
    carried = {name: typed(screen, name) for name in _TYPED_BEFORE if typed(screen, name)}
    return {name: cut_as_typed(text, _CARRIED) for name, text in carried.items()}


def _asked_before(screen: Screen) -> dict[str, str]:
    again = typed(screen, "again")
    return {"again": again} if again else {}


# --- the form -----------------------------------------------------------------------------------------------


def _form(
    reader: Reader,
    screen: Screen,
    draft: _Draft,
    action: Action,
    carried: Mapping[str, str],
    *,
    is_open: bool = False,
) -> Form:
    """How a ballot is held is settled once it ``is_open``; what it asks is not yet."""
    w, ballot = reader.copy, draft.ballot
    rules = RuleFields(reader, screen, ballot)
    held = (
        ()
        if is_open
        else (closes_field(reader, screen, draft.closes_at, draft.zone), *_secret(reader, screen, draft))
    )
    form = Form(
        w("ballot.title"),
        (
            Paragraph(words(w(f"method.{ballot.method}"), bold=True)),
            Line(words(w(f"method.{ballot.method}_good"))),
            *question_fields(reader, screen, draft.text, w("ballot.question_hint")),
            *_options(reader, screen, draft),
            *(rules.field(name) for name in RULES[ballot.method]),
            *held,
        ),
        action,
        submit=w("settings.save") if is_open else w("propose.preview"),
        close=w("form.cancel"),
        carried={"page": "form", "method": ballot.method, **carried},
        errors=_errors(reader, screen, ballot),
    )
    return beside_or_above(form, w)


def _errors(reader: Reader, screen: Screen, ballot: Ballot) -> dict[str, str]:
    """Each at a field of this form: what is wrong with one option is said at all of them, by its label."""
    labels = {field_of(option.key): option.label for option in ballot.options}
    found: dict[str, str] = {}
    for name, refusal in screen.errors.items():
        why = error_words(refusal, reader.copy)
        if name in labels:
            found["options"] = reader.copy("preview.fault", label=labels[name], why=why)
        else:
            found["support" if name == "thresholds" else name] = why
    return found


def _options(reader: Reader, screen: Screen, draft: _Draft) -> tuple[Field, ...]:
    ballot, w = draft.ballot, reader.copy
    if brought(ballot.method):
        return ()
    if ballot.method is Method.TIME_POLL:
        return times_fields(reader, screen, ballot.options, draft.zone)
    field = TextField(
        "options",
        w("ballot.options"),
        typed(screen, "options", written_options(ballot.options)),
        w("ballot.options_hint", most=MAX_OPTIONS),
        multiline=True,
    )
    return (field,)


def _secret(reader: Reader, screen: Screen, draft: _Draft) -> tuple[Field, ...]:
    """Not of who takes part: that is asked to know it."""
    if draft.ballot.method is Method.OPT_IN:
        return ()
    w = reader.copy
    chosen = typed(screen, "secret", YES if draft.secret else NO)
    return (yes_no("secret", w("ballot.secret"), chosen, w, hint=w("ballot.secret_hint")),)
