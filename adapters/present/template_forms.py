"""The forms in which a template is saved, shared, taken in, renamed and removed."""

from typing import Final

from adapters.cards import (
    MAX_TEXT,
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Heading,
    Line,
    Option,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Platform, Screen
from adapters.present.forms import errors, typed
from adapters.present.reader import Reader
from adapters.present.scene import Scene, cut
from adapters.present.verbs import Keep, Verb
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.templates.record import TemplateRecord
from decisions.templates.template import NAME_LIMIT

_LONGEST: Final = 30_000
"""Characters of a template as text."""


def save_template(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Of a vote: all of it, or only how it is held."""
    scene = Scene(record, reader)
    w = scene.w
    kinds = tuple(Option(each, w(f"keep.{each}"), w(f"keep.{each}_means")) for each in Keep)
    return Form(
        w("template.save_title"),
        (
            Line(words(w("template.save_lead", circle=record.circle.name))),
            _name(reader, screen, cut(scene.round.text.title, NAME_LIMIT)),
            ChoiceField("keep", w("template.keep"), kinds, typed(screen, "keep", Keep.ALL)),
        ),
        scene.action(Verb.SAVE_TEMPLATE),
        submit=w("settings.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def take_in_template(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    field = TextField(
        "written",
        w("template.written"),
        typed(screen, "written"),
        w("template.written_hint"),
        multiline=True,
        max_length=_LONGEST,
    )
    return Form(
        w("template.take_in_title"),
        (
            Line(words(w("template.take_in_lead"))),
            field,
            _name(reader, screen, "", hint=w("template.own_name"), required=False),
        ),
        Action(Verb.TAKE_IN_TEMPLATE, str(record.circle.id)),
        submit=w("settings.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def share_template(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    """Its text, in a field from which it can be copied whole; where a chat's field cannot hold it, the way to the browser."""
    w = reader.copy
    body: tuple[Block | Field, ...] = (
        TextField(
            "written",
            w("template.copy"),
            record.written,
            w("template.copy_hint"),
            multiline=True,
            max_length=_LONGEST,
        ),
    )
    if len(record.written) > MAX_TEXT and reader.where in (Platform.SLACK, Platform.TEAMS):
        body = _too_long(record, reader)
    return Form(
        w("template.share_title"),
        (Heading(record.template.name), Line(words(w("template.share_lead"))), *body),
        Action(Verb.SHARE_TEMPLATE, str(record.template.id)),
        submit=w("template.back"),
        close=w("form.close"),
    )


def rename_template(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    return Form(
        w("template.rename_title"),
        (_name(reader, screen, record.template.name),),
        Action(Verb.RENAME_TEMPLATE, str(record.template.id)),
        submit=w("settings.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def remove_template(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    return Form(
        w("template.remove_title"),
        (
            Paragraph(words(w("template.remove_asks", name=record.template.name), bold=True)),
            Line(words(w("template.remove_stays"))),
        ),
        Action(Verb.REMOVE_TEMPLATE, str(record.template.id)),
        submit=w("button.delete"),
        close=w("form.cancel"),
        carried={"circle_id": str(record.circle.id)},
        errors=errors(screen, reader),
    )


def _name(
    reader: Reader, screen: Screen, default: str, *, hint: str = "", required: bool = True
) -> TextField:
    label = reader.copy("template.name")
    shown = typed(screen, "name", default)
    return TextField("name", label, shown, hint, required=required, max_length=NAME_LIMIT)


def _too_long(record: TemplateRecord, reader: Reader) -> tuple[Block, ...]:
    w, id = reader.copy, record.circle.id
    link = Button(w("button.in_browser"), Action(Verb.OPEN_CIRCLE, str(id)), url=reader.link("circle", id))
    return (Paragraph(words(w("template.too_long"))), *((Buttons((link,)),) if reader.base_url else ()))
