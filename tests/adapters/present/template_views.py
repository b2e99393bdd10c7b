"""Every screen of a circle's templates: none, a few, forty; whole ones and mere settings; and what can be wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.screens import SCREENS
from decisions.ids import TemplateId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import BallotOption, Method, Rules, Tie
from decisions.rounds.ballots.terms import Reasons, Terms
from decisions.rounds.record import CircleRecord
from decisions.templates.pattern import Close, Pattern, only_settings
from decisions.templates.record import TemplateRecord
from decisions.templates.template import MOST_TEMPLATES, Template
from storage.template_file import written
from tests.adapters.present import builders as b

OPTIONS = (BallotOption("1", "The library", "free, with a ramp"), BallotOption("2", "The clinic"))


def a_pattern(*, long: bool = False) -> Pattern:
    world = b.World(long)
    options = tuple(BallotOption(str(n), f"{n} {world.text('Park', 76)}") for n in range(1, 101))
    return Pattern(
        Method.DOTS,
        Rules(budget=7, tie=Tie.LOT),
        Terms(reasons=Reasons.REQUIRED, changeable=False),
        Close(7, time(20, 0)),
        world.text("What do we do first?", 80),
        world.text("We have money for two of them."),
        options if long else OPTIONS,
    )


def a_template(n: int = 1, *, long: bool = False, pattern: Pattern | None = None) -> Template:
    name = b.World(long).text(f"{n} What first" if n > 1 else "What first", 60)
    asked = pattern or a_pattern(long=long)
    return Template(TemplateId(b.uid(600 + n)), b.NETWORK.id, b.CIRCLE, name, b.ROSA, asked)


def a_template_record(
    *, long: bool = False, may_change: bool = True, pattern: Pattern | None = None
) -> TemplateRecord:
    world, template = b.World(long), a_template(long=long, pattern=pattern)
    text = written(template.name, template.pattern)
    maker, reader = world.members[b.ROSA], world.members[b.JO]
    return TemplateRecord(reader, world.circle, template, maker, text, may_change)


def a_circle_with(many: int, *, long: bool = False) -> CircleRecord:
    templates = tuple(a_template(n, long=long) for n in range(1, many + 1))
    return replace(b.a_circle_record(long=long), templates=templates)


def show(name: str, record: object, locale: str = "en", screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(b.JO, locale), screen or Screen(name))


def template_views(locale: str, long: bool) -> Mapping[str, View]:
    whole = a_template_record(long=long)
    settings = a_template_record(long=long, may_change=False, pattern=only_settings(a_pattern(long=long)))
    as_circle = a_template_record(long=long, pattern=Pattern(Method.SENSE_CHECK))
    many = a_circle_with(MOST_TEMPLATES, long=long)
    views = {
        "template-one": show("template", whole, locale),
        "template-settings": show("template", settings, locale),
        "template-usual": show("template", as_circle, locale),
        "template-none": show("templates", b.a_circle_record(long=long), locale),
        "template-many": show("templates", many, locale),
        "template-page-2": show("templates", many, locale, Screen("templates", carried={"page": "2"})),
        "template-room": show("circle", many, locale),
        "template-room-card": show("circle_card", a_circle_with(2, long=long), locale),
        "template-chooser": show("ballot", many, locale),
        "template-begun": show("start_from", whole, locale),
        "template-begun-settings": show("start_from", settings, locale),
        "template-take-in": show("take_in_template", many, locale),
        "template-not-read": show("take_in_template", many, locale, _not_read()),
    }
    for name in ("share", "rename", "remove"):
        views[f"template-{name}"] = show(f"{name}_template", whole, locale)
    return views


def _not_read() -> Screen:
    refusal = Refusal(Reason.NOT_A_TEMPLATE, {"line": 1, "column": 4}, at_field="written")
    return Screen("take_in_template", typed={"written": "{hi}"}, errors={"written": refusal})
