"""A draft as its proposer sees it: what the circle will see, and the path that lies ahead."""

from collections.abc import Iterable, Sequence

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
from decisions.refusals import Refusal
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
    today = local_day(scene.reader.now, record.circle.settings.zone)
    faults = [(w(LABELS[fault.at_field]), fault) for fault in scene.round.text.faults(today)]
    shown: list[Block | Field] = [
        *text_blocks(scene, scene.round.text)[1:],
        Divider(),
        *path_lines(record.circle, record.groups, reader, tuple(circle_settings.Form)),
        *(() if faults else _how(scene, screen)),
    ]
    return draft_form(scene, screen, faults, shown, edit=Verb.EDIT_DRAFT, opens="button.open_the_round")


def draft_form(
    scene: Scene,
    screen: Screen,
    faults: Sequence[tuple[str, Refusal]],
    shown: Iterable[Block | Field],
    aside: Iterable[Block] = (),
    *,
    edit: Verb,
    opens: str,
) -> Form:
    """A draft of whatever kind: ``faults``, all that keeps it from being opened, each with what its field is called; what the
    circle will see; what its author can do; and ``aside``, what else may be done with it. ``opens``: the key of the button that
    opens it, once nothing is missing."""
    w = scene.w
    body = (
        *_missing(scene, faults),
        Line(words(w("preview.lead"))),
        Heading(scene.title),
        *shown,
        Item(words(w("preview.not_right")), scene.button("button.edit", edit)),
        *aside,
        Item(words(w("preview.forget")), scene.button("button.discard", Verb.DISCARD, tone=Tone.DANGER)),
    )
    return Form(
        w("preview.title"),
        body,
        scene.action(Verb.OPEN),
        submit=None if faults else w(opens),
        close=w("preview.later"),
        errors=errors(screen, scene.reader),
    )


def _missing(scene: Scene, faults: Sequence[tuple[str, Refusal]]) -> tuple[Block, ...]:
    w = scene.w
    rows = tuple(words(w("preview.fault", label=label, why=error_words(fault, w))) for label, fault in faults)
    return (Paragraph(words(w("preview.missing"), bold=True)), Listing(rows)) if rows else ()


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
