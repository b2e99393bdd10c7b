"""Making a place a circle, or changing one: one question first, and good defaults folded on a second page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Line,
    ManyField,
    Option,
    Paragraph,
    PersonalCard,
    TextField,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import NO, YES, errors, people_options, typed, typed_many, yes_no
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.ids import GroupId, MemberId
from decisions.people.people import Circle, CircleSeat, Group, Member, Network
from decisions.rounds import settings as rules
from decisions.rounds.settings import Settings

_NAME: Final = 80
_SHARES: Final = (25, 34, 50, 67, 75, 100)


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place (or, with ``circle``, a circle that is there already), for one reader: what it is or would be
    as a circle."""

    reader: Member
    network: Network
    name: str
    seats: tuple[CircleSeat, ...]
    groups: Mapping[GroupId, Group]
    members: Mapping[MemberId, Member]
    settings: Settings
    circle: Circle | None = None


def circle_form(record: PlaceRecord, reader: Reader, screen: Screen) -> Form:
    """What is carried: ``page``, and on the second what the first was sent with."""
    w = reader.copy
    second = typed(screen, "page") == "2"
    body = _second(record, reader, screen) if second else _first(record, reader, screen)
    done = w("propose.save") if record.circle else w("circle_form.submit")
    return Form(
        w("circle_form.change") if record.circle else w("circle_form.start"),
        body,
        Action(Verb.CIRCLE_FORM, str(record.circle.id) if record.circle else ""),
        submit=done if second else w("propose.next"),
        close=w("form.cancel"),
        carried=dict(screen.carried),
        errors=errors(screen, reader),
    )


def added_to_channel(record: PlaceRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """Told privately to who added Rondo; nothing is posted. Where a circle is already, adding Rondo again changes nothing."""
    w = reader.copy
    if record.circle is not None:
        return _goes_on(record.circle, reader)
    said = w.n("added.lead", len(record.seats), name=record.name)
    start = Button(w("button.start"), Action(Verb.CIRCLE_FORM), Tone.PRIMARY)
    buttons = (
        start,
        Button(w("button.join_circle"), Action(Verb.CONNECT)),
        Button(w("button.try_it"), Action(Verb.TRY_IT)),
    )
    return PersonalCard(
        said, (Paragraph(words(said)), Paragraph(words(w("added.question"), bold=True)), Buttons(buttons))
    )


def _goes_on(circle: Circle, reader: Reader) -> PersonalCard:
    w = reader.copy
    said = w("added.again", circle=circle.name)
    buttons = (
        Button(w("button.open_circle"), Action(Verb.OPEN_CIRCLE, str(circle.id))),
        Button(w("button.propose"), Action(Verb.PROPOSE, str(circle.id))),
    )
    return PersonalCard(said, (Paragraph(words(said)), Buttons(buttons)))


# --- the pages ----------------------------------------------------------------------------------------------


def _first(record: PlaceRecord, reader: Reader, screen: Screen) -> tuple[Block | Field, ...]:
    w = reader.copy
    size = Counter(seat.group for seat in record.seats)
    groups = sorted(record.groups.values(), key=lambda g: (-size[g.id], g.name.casefold()))
    options = tuple(Option(str(g.id), cut(g.name, 75), w.n("circle_form.here", size[g.id])) for g in groups)
    before = (str(need.group) for need in record.settings.voices)
    body: list[Block | Field] = [Line(words(w.n("circle_form.lead", len(record.seats))))]
    if options:
        chosen = typed_many(screen, "voices", before)
        hint = w("circle_form.voices_hint")
        body.append(ManyField("voices", w("circle_form.voices"), options, chosen, hint))
    name = record.circle.name if record.circle else record.name
    body += [
        TextField("name", w("circle_form.name"), typed(screen, "name", name), max_length=_NAME),
        yes_no(
            "more",
            w("circle_form.rest"),
            typed(screen, "more", NO),
            w,
            yes=w("circle_form.rest_yes"),
            no=w("circle_form.rest_keep") if record.circle else w("circle_form.rest_no"),
            hint=w("circle_form.rest_hint"),
        ),
    ]
    if record.circle is None:
        body.append(Buttons((Button(w("button.join_circle"), Action(Verb.CONNECT)),)))
    return tuple(body)


def _second(record: PlaceRecord, reader: Reader, screen: Screen) -> tuple[Block | Field, ...]:
    """Everything else, with the usual values in it."""
    w, settings = reader.copy, record.settings
    facilitator = (record.circle.facilitator if record.circle else None) or record.reader.id
    people = people_options((str(m.id), m.name) for m in record.members.values())
    forms = tuple(Option(str(f), w(f"form_of.{f}"), w(f"form_of.{f}_means")) for f in rules.Form)
    closings = tuple(Option(str(c), w(f"closing.{c}")) for c in rules.Closing)
    recommends = typed(screen, "recommends", YES if settings.recommends else NO)
    return (
        ChoiceField(
            "facilitator",
            w("circle_form.facilitator"),
            people,
            typed(screen, "facilitator", str(facilitator)),
        ),
        *_counts(record, reader, screen),
        ChoiceField("form", w("preview.how"), forms, typed(screen, "form", str(settings.form))),
        _number("quorum_people", settings.quorum.people, reader, screen),
        _share(settings.quorum.share, reader, screen),
        ChoiceField(
            "closing", w("circle_form.closing"), closings, typed(screen, "closing", str(settings.closing))
        ),
        _number("max_versions", settings.max_versions, reader, screen),
        yes_no(
            "recommends",
            w("circle_form.recommends"),
            recommends,
            w,
            yes=w("circle.recommends"),
            no=w("circle.decides"),
        ),
        TextField(
            "time_zone",
            w("circle_form.time_zone"),
            typed(screen, "time_zone", settings.zone),
            w("circle_form.time_zone_hint"),
            max_length=64,
        ),
        TextField(
            "holidays",
            w("circle_form.holidays"),
            typed(screen, "holidays", "\n".join(day.isoformat() for day in settings.holidays)),
            w("circle_form.holidays_hint"),
            multiline=True,
            required=False,
        ),
        Line(words(w("circle_form.lengths"))),
        *_lengths(settings, reader, screen),
    )


def _counts(record: PlaceRecord, reader: Reader, screen: Screen) -> tuple[Field, ...]:
    """How many of each group that must be heard."""
    w = reader.copy
    size = Counter(seat.group for seat in record.seats)
    before = {need.group: need for need in record.settings.voices}
    chosen = {part for part in typed(screen, "voices").split(",") if part}
    fields = []
    for group in record.groups.values():
        if str(group.id) not in chosen:
            continue
        need = before.get(group.id)
        count = need.heard_needed(size[group.id]) if need else 1
        name = f"voice_{group.id}"
        label = w("circle_form.how_many", group=group.name)
        hint = w.n("circle_form.here", size[group.id])
        fields.append(TextField(name, label, typed(screen, name, str(count)), hint, max_length=4))
    return tuple(fields)


def _share(share: Fraction, reader: Reader, screen: Screen) -> ChoiceField:
    now = round(share * 100)
    shares = sorted({*_SHARES, now})
    options = tuple(Option(str(each), reader.copy("circle_form.percent", n=each)) for each in shares)
    return ChoiceField(
        "quorum_share",
        reader.copy("circle_form.quorum_share"),
        options,
        typed(screen, "quorum_share", str(now)),
    )


def _lengths(settings: Settings, reader: Reader, screen: Screen) -> tuple[Field, ...]:
    lengths = settings.lengths
    values = {
        "exploring_days": lengths.exploring.days,
        "amending_workdays": lengths.amending_workdays,
        "consenting_days": lengths.consenting.days,
        "testing_workdays": lengths.testing_workdays,
        "integrating_workdays": lengths.integrating_workdays,
        "extension_workdays": lengths.extension_workdays,
    }
    return tuple(_number(name, value, reader, screen) for name, value in values.items())


def _number(name: str, value: int, reader: Reader, screen: Screen) -> TextField:
    return TextField(name, reader.copy(f"circle_form.{name}"), typed(screen, name, str(value)), max_length=3)
