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
    Listing,
    ManyField,
    Option,
    Paragraph,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.changes import LABELS
from adapters.present.forms import error_words, errors, people_options, typed, typed_many
from adapters.present.paths import path_lines
from adapters.present.read_all import text_blocks
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from decisions.rounds import settings as circle_settings
from decisions.rounds.record import RoundRecord
from decisions.rounds.settings import LARGE_CIRCLE
from decisions.workdays import local_day

# --- the preview and the path -------------------------------------------------------------------------------


def preview(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """All that the circle will be able to read, and the path. Sending it opens the round, once nothing is missing: a draft
    may be saved unfinished (docs/decisions/0025)."""
    scene = Scene(record, reader)
    w = scene.w
    missing = _missing(scene)
    body: list[Block | Field] = [
        *missing,
        Line(words(w("preview.lead"))),
        Heading(scene.title),
        *text_blocks(scene, scene.round.text)[1:],
        Divider(),
        *path_lines(record.circle, record.groups, reader, tuple(circle_settings.Form)),
        *(() if missing else _how(scene, screen)),
        Item(words(w("preview.not_right")), scene.button("button.edit", Verb.EDIT_DRAFT)),
        Item(words(w("preview.forget")), scene.button("button.discard", Verb.DISCARD, tone=Tone.DANGER)),
    ]
    return Form(
        w("preview.title"),
        tuple(body),
        scene.action(Verb.OPEN),
        submit=None if missing else w("button.open_the_round"),
        close=w("preview.later"),
        errors=errors(screen, reader),
    )


def _missing(scene: Scene) -> tuple[Block, ...]:
    """What keeps the draft from being opened, all of it at once."""
    today = local_day(scene.reader.now, scene.record.circle.settings.zone)
    faults = scene.round.text.faults(today)
    rows = tuple(
        words(scene.w("preview.fault", label=scene.w(LABELS[f.at_field]), why=error_words(f, scene.w)))
        for f in faults
    )
    return (Paragraph(words(scene.w("preview.missing"), bold=True)), Listing(rows)) if rows else ()


def _how(scene: Scene, screen: Screen) -> tuple[Field, ...]:
    w = scene.w
    forms = tuple(Option(str(f), w(f"form_of.{f}"), w(f"form_of.{f}_means")) for f in circle_settings.Form)
    chosen = typed(screen, "form", str(scene.record.circle.settings.form))
    return (ChoiceField("form", w("preview.how"), forms, chosen), *smaller_group(scene, screen))


def smaller_group(scene: Scene, screen: Screen) -> tuple[Field, ...]:
    """In a large circle, some may decide for all."""
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
