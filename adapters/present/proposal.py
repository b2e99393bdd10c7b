"""Writing a proposal, and changing its text later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Buttons,
    ChoiceField,
    DateField,
    Divider,
    Field,
    Form,
    Item,
    ManyField,
    Option,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Platform, Screen
from adapters.present.first_run import start_button
from adapters.present.forms import (
    error_words,
    errors,
    people_options,
    text_field,
    typed,
    typed_date,
    typed_many,
)
from adapters.present.paths import path_lines
from adapters.present.reader import Reader
from adapters.present.scene import Scene, cut
from adapters.present.verbs import Verb
from adapters.present.written import unmarked
from decisions.ids import MemberId
from decisions.rounds.record import CircleRecord, HomeRecord, RemarkKind, RoundRecord
from decisions.rounds.round import Stage
from decisions.rounds.text import Text
from decisions.workdays import local_day

_MONTHS_AHEAD: Final = 3
_BECAUSE_SHOWN: Final = 50
_LONG: Final = ("proposal", "plainly")
_WHICH_CIRCLE: Final[Mapping[str, str]] = {
    Verb.COMMIT: "commit.which_circle",
    **dict.fromkeys((Verb.ROLES, Verb.FAIRNESS, Verb.COMMITMENTS, Verb.MOUS, Verb.DIGEST), "circle.which"),
    Verb.CIRCLE_FORM: "circle.which",
}
_FIRST_TITLE: Final[Mapping[str, str]] = {
    Verb.BALLOT: "ballot.title",
    Verb.ROLES: "roles.title",
    Verb.FAIRNESS: "fairness.title",
    Verb.COMMIT: "commit.title",
    Verb.COMMITMENTS: "commitments.title",
    Verb.MOUS: "mous.title",
    Verb.DIGEST: "digest.title",
    Verb.CIRCLE_FORM: "circle.card",
}


# --- the form -----------------------------------------------------------------------------------------------


def choose_circle(record: HomeRecord, reader: Reader, screen: Screen) -> Form:
    """Comes first when somebody in several circles proposes, or asks, from nowhere in particular."""
    w = reader.copy
    options = tuple(Option(str(circle.id), cut(circle.name, 75)) for circle in record.circles)
    asks = _WHICH_CIRCLE.get(typed(screen, "then"), "propose.which_circle")
    body: tuple[Block | Field, ...] = (ChoiceField("circle_id", w(asks), options),)
    if not options:
        body = (Paragraph(words(w("propose.no_circle"))), *_start(reader))
    title = _FIRST_TITLE.get(typed(screen, "then"), "propose.title")
    return Form(
        w(title),
        body,
        Action(Verb.CHOOSE_CIRCLE, str(record.network.id)),
        submit=w("propose.next") if options else None,
        close=w("form.cancel"),
        carried=dict(screen.carried),
        errors=errors(screen, reader),
    )


def _start(reader: Reader) -> tuple[Buttons, ...]:
    """A circle begins where people talk."""
    return (Buttons((start_button(reader),)),) if reader.where in (Platform.SLACK, Platform.TEAMS) else ()


def propose(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """A new proposal in a circle. A title may travel along; so may the agreement that it is about."""
    text = Text(title=typed(screen, "title"), proposal=typed(screen, "text"))
    fields = text_fields(reader, screen, text)
    people = [(str(m.id), m.name) for m in record.members.values() if record.circle.seat(m.id)]
    others = people_options((id, name) for id, name in people if id != str(record.reader.id))
    foot = path_lines(record.circle, record.groups, reader)
    return Form(
        reader.copy("propose.title"),
        (*fields, *_co_authors(reader, screen, others, ()), Divider(), *foot),
        Action(Verb.PROPOSE, str(record.circle.id)),
        submit=reader.copy("propose.preview"),
        close=reader.copy("form.cancel"),
        carried=dict(screen.carried),
        errors=errors(screen, reader),
    )


def propose_again(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """The text of a round that ended, as a new proposal in the same circle."""
    scene = Scene(record, reader)
    day = scene.round.text.review_on
    text = replace(scene.round.text, review_on=day if day and day > reader.today else None)
    carried = {"about_agreement": str(scene.round.about_agreement)} if scene.round.about_agreement else {}
    form = _round_form(scene, screen, text, Verb.PROPOSE, ())
    return replace(form, action=Action(Verb.PROPOSE, str(scene.round.circle_id)), carried=carried)


def edit_draft(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    return _round_form(scene, screen, scene.round.text, Verb.EDIT_DRAFT, scene.round.co_authors)


def change_text(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A new text, with whose words it answers; for a memorandum's, the way to where that is written."""
    scene = Scene(record, reader)
    w = scene.w
    if scene.round.mou is not None:
        there = Item(words(w("refused.changed_in_its_mou")), scene.button("button.edit", Verb.CHANGE_TEXT))
        return Form(w("button.change_text"), (there,), scene.action(Verb.CHANGE_TEXT), close=w("form.close"))
    text = scene.round.next_text or scene.round.text
    said = _said_so_far(scene)
    because: tuple[Field, ...] = ()
    if said:
        field = ManyField(
            "because", w("propose.because"), said, typed_many(screen, "because"), w("propose.because_hint")
        )
        because = (field,)
    submit = w("propose.offer") if scene.round.stage is Stage.INTEGRATING else w("propose.save")
    return Form(
        w("button.change_text"),
        (*text_fields(reader, screen, text), *because),
        scene.action(Verb.CHANGE_TEXT),
        submit=submit,
        close=w("form.cancel"),
        errors=_all_errors(scene, screen, text),
    )


def _all_errors(scene: Scene, screen: Screen, text: Text) -> Mapping[str, str]:
    """Where one field is refused, whatever is wrong with the others too: nobody should send a form again for each."""
    if not screen.errors:
        return {}
    today = local_day(scene.reader.now, scene.record.circle.settings.zone)
    faults = _as_shown(screen, text).faults(today)
    return {f.at_field: error_words(f, scene.w) for f in faults} | dict(errors(screen, scene.reader))


def _as_shown(screen: Screen, text: Text) -> Text:
    """The text as it stands in the form's fields."""
    names = ("title", "proposal", "plainly", "outcome", "measure", "affects")
    written = {name: typed(screen, name, getattr(text, name)) for name in names}
    emptied = "review_on" in screen.typed and not typed(screen, "review_on")
    return Text(**written, review_on=None if emptied else typed_date(screen, "review_on", text.review_on))


def text_fields(reader: Reader, screen: Screen, text: Text) -> tuple[Field, ...]:
    """The parts of a text, in the order in which people read them."""
    w = reader.copy

    def field(name: str, default: str, *, required: bool = False) -> TextField:
        return text_field(
            name,
            w(f"propose.{name}"),
            screen,
            default=default,
            placeholder=w(f"propose.{name}_hint"),
            required=required,
            multiline=name in _LONG,
        )

    return (
        TextField(
            "title",
            w("propose.line"),
            typed(screen, "title", text.title),
            placeholder=w("propose.line_hint"),
            max_length=MAX_TITLE,
        ),
        field("proposal", text.proposal, required=True),
        field("plainly", text.plainly),
        field("outcome", text.outcome),
        field("measure", text.measure),
        DateField(
            "review_on",
            w("propose.review_on"),
            typed_date(screen, "review_on", text.review_on or months_after(reader.today, _MONTHS_AHEAD)),
            w("propose.review_on_hint"),
        ),
        field("affects", text.affects),
    )


def _round_form(
    scene: Scene, screen: Screen, text: Text, verb: Verb, co_authors: tuple[MemberId, ...]
) -> Form:
    reader, record = scene.reader, scene.record
    known = [m for m in record.members.values() if record.circle.seat(m.id) and m.id != scene.round.proposer]
    others = people_options((str(m.id), m.name) for m in known)
    foot = path_lines(record.circle, record.groups, reader)
    return Form(
        scene.w("propose.title"),
        (
            *text_fields(reader, screen, text),
            *_co_authors(reader, screen, others, co_authors),
            Divider(),
            *foot,
        ),
        scene.action(verb),
        submit=scene.w("propose.preview"),
        close=scene.w("form.cancel"),
        errors=_all_errors(scene, screen, text),
    )


def _co_authors(
    reader: Reader, screen: Screen, others: tuple[Option, ...], chosen: tuple[MemberId, ...]
) -> tuple[Field, ...]:
    if not others:
        return ()
    values = typed_many(screen, "co_authors", (str(member) for member in chosen))
    return (ManyField("co_authors", reader.copy("propose.co_authors"), others, values),)


def _said_so_far(scene: Scene) -> tuple[Option, ...]:
    """What people said that a new text may answer: problems first, then the newest of the rest."""
    said = [(p.id, scene.raised_by(p), p.harm) for p in scene.round.open_problems]
    said += [(c.id, scene.who(c.by, named=c.named), c.words) for c in scene.round.criteria]
    kinds = (RemarkKind.QUESTION, RemarkKind.REACTION, RemarkKind.SUGGESTION)
    talk = [r for r in reversed(scene.record.remarks) if r.kind in kinds]
    said += [(r.id, scene.who(r.by, named=r.named), r.text) for r in talk]
    return tuple(
        Option(str(id), cut(f"{who}: {unmarked(text)}", 75)) for id, who, text in said[:_BECAUSE_SHOWN]
    )


def months_after(day: date, months: int) -> date:
    """The same day some months on; the month's last when it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
    return date(year, month, min(day.day, last))
