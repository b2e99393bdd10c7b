"""A draft as its proposer sees it: what the circle will see, and the path that lies ahead."""

from adapters.cards import (
    Block,
    ChoiceField,
    Divider,
    Field,
    Form,
    Heading,
    Item,
    Line,
    ManyField,
    Option,
    Paragraph,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import errors, people_options, typed, typed_many
from adapters.present.paths import path_lines
from adapters.present.reader import Reader
from adapters.present.scene import Scene, excerpt
from adapters.present.verbs import Verb
from decisions.rounds import settings as circle_settings
from decisions.rounds.record import RoundRecord
from decisions.rounds.settings import LARGE_CIRCLE

# --- the preview and the path -------------------------------------------------------------------------------


def preview(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What the circle will see, and the path. Sending it opens the round."""
    scene = Scene(record, reader)
    w = scene.w
    settings = record.circle.settings
    body: list[Block | Field] = [
        Line(words(w("preview.lead"))),
        Heading(scene.title),
        Paragraph(words(excerpt(scene.summary, 60))),
        Divider(),
        *path_lines(record.circle, record.groups, reader, tuple(circle_settings.Form)),
        ChoiceField(
            "form",
            w("preview.how"),
            tuple(Option(str(f), w(f"form_of.{f}"), w(f"form_of.{f}_means")) for f in circle_settings.Form),
            typed(screen, "form", str(settings.form)),
        ),
        *_smaller_group(scene, screen),
        Item(words(w("preview.not_right")), scene.button("button.edit", Verb.EDIT_DRAFT)),
        Item(words(w("preview.forget")), scene.button("button.discard", Verb.DISCARD, tone=Tone.DANGER)),
    ]
    return Form(
        w("preview.title"),
        tuple(body),
        scene.action(Verb.OPEN),
        submit=w("button.open_the_round"),
        close=w("preview.later"),
        errors=errors(screen, reader),
    )


def _smaller_group(scene: Scene, screen: Screen) -> tuple[Field, ...]:
    circle = scene.record.circle
    if len(circle.seats) <= LARGE_CIRCLE:
        return ()
    people = [(str(s.member), scene.name(s.member)) for s in circle.seats if s.member in scene.record.members]
    return (
        ManyField(
            "deciding",
            scene.w("preview.deciding"),
            people_options(people),
            typed_many(screen, "deciding"),
            scene.w.n("preview.deciding_hint", len(circle.seats)),
        ),
    )
