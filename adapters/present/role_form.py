"""Making a role, and changing one: which, how many hold it and how it is filled; its turns; what it is for."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from adapters.cards import Action, Block, ChoiceField, Divider, Field, Form, Line, Option, TextField, words
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.forms import errors, text_field, typed
from adapters.present.reader import Reader
from adapters.present.rhythm_form import days_fields, read_rhythm, read_since, rhythm_texts
from adapters.present.role_rota import (
    DAYS,
    HOW_OFTEN,
    SURE,
    USUAL,
    come_to,
    often_fields,
    page_after,
    read_rules,
    role_names,
)
from adapters.present.verbs import Verb
from decisions.ids import RoleId
from decisions.roles import commands as c
from decisions.roles.case import RoleCase
from decisions.roles.previewing import Preview, preview
from decisions.roles.record import CircleRolesRecord, RoleRecord
from decisions.roles.role import LONGEST_TERM, MOST_PLACES, NAME_LIMIT, Description, Filling, RoleKind
from decisions.workdays import local_day

WHICH: Final = "which"
"""The first page."""
_NOT_YET: Final = RoleId(UUID(int=0))
"""Of a role that is only looked at."""
_PAGE_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("kind", "places", "filling"), WHICH),
    **dict.fromkeys(("every", "at", "since", "rules"), HOW_OFTEN),
    **dict.fromkeys(("weekday", "weeks", "day", "nth", "month_step", "until"), DAYS),
}
Texts = Mapping[str, str]


def make_role(record: CircleRolesRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    carried = {name: value for name, value in screen.carried.items() if name != "page"}
    texts = {**rhythm_texts(USUAL), **carried}
    page = _page(screen)
    today = local_day(reader.now, record.circle.settings.zone)
    body: tuple[Block | Field, ...]
    if page == WHICH:
        body = tuple(_which(reader, screen))
    elif page == HOW_OFTEN:
        body = often_fields(record, reader, screen, read_rhythm(texts), today, _places(carried), ())
    elif page == DAYS:
        body = days_fields(reader, screen, record.circle, read_rhythm(texts), None)
    else:
        body = (*_comes_to(record, texts, reader), *_told(reader, screen, carried))
    return Form(
        w("role_form.title"),
        body,
        Action(Verb.MAKE_ROLE, str(record.circle.id)),
        submit=w("role_form.make") if page == SURE else w("propose.next"),
        close=w("form.cancel"),
        carried={**carried, "page": page},
        errors=errors(screen, reader),
    )


def page_after_making(page: str, values: Texts) -> str | None:
    if page == WHICH:
        return HOW_OFTEN if values.get("filling") == Filling.ROTATION else SURE
    return page_after(page, values)


def change_role(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w, role = reader.copy, record.role
    months = "" if role.months is None else str(role.months)
    return Form(
        w("role_form.change_title"),
        (
            *_texts(
                reader, screen, role.description, ("purpose", "responsibilities", "domain"), role.filling
            ),
            places_field(reader, screen, str(role.places)),
            _filling_field(reader, screen, role.filling),
            _months_field(reader, screen, months),
        ),
        Action(Verb.CHANGE_ROLE, str(role.id)),
        submit=w("form.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _page(screen: Screen) -> str:
    """Where something is wrong, the page that asks for it."""
    if screen.errors:
        return next((_PAGE_OF[name] for name in screen.errors if name in _PAGE_OF), SURE)
    page = typed(screen, "page", WHICH)
    return page if page in (WHICH, HOW_OFTEN, DAYS, SURE) else WHICH


# --- the pages --------------------------------------------------------------------------------------------------


def _which(reader: Reader, screen: Screen) -> Iterator[Field]:
    w = reader.copy
    kinds = tuple(Option(kind, w(f"role_kind.{kind}"), w(f"role_kind.{kind}_does")) for kind in RoleKind)
    yield ChoiceField("kind", w("role_form.kind"), kinds, typed(screen, "kind", RoleKind.FACILITATOR))
    yield places_field(reader, screen, "1")
    yield _filling_field(reader, screen, Filling.ROTATION)


def places_field(reader: Reader, screen: Screen, before: str) -> TextField:
    w = reader.copy
    hint = w("role_form.places_hint", most=MOST_PLACES)
    return TextField("places", w("role_form.places"), typed(screen, "places", before), hint, max_length=1)


def _filling_field(reader: Reader, screen: Screen, before: Filling) -> ChoiceField:
    w = reader.copy
    ways = tuple(Option(way, w(f"filling.{way}"), w(f"filling.{way}_means")) for way in Filling)
    return ChoiceField("filling", w("role_form.filling"), ways, typed(screen, "filling", before))


def _told(reader: Reader, screen: Screen, carried: Texts) -> Iterator[Block | Field]:
    """What it is for: of the usual roles it is there already, and may stay."""
    kind = next((one for one in RoleKind if one == carried.get("kind")), RoleKind.OWN)
    rotates = carried.get("filling") == Filling.ROTATION
    if rotates:
        yield Divider()
    yield Line(words(reader.copy("role_form.own_words" if kind is RoleKind.OWN else "role_form.prefilled")))
    usual, filling = usual_description(kind, reader.copy), carried.get("filling", "")
    yield from _texts(reader, screen, usual, ("purpose", "responsibilities"), filling)
    if not rotates:
        yield _months_field(reader, screen, "")


def usual_description(kind: RoleKind, w: Copy) -> Description:
    if kind is RoleKind.OWN:
        return Description("")
    name, purpose = w(f"role_kind.{kind}"), w(f"role_kind.{kind}_purpose")
    return Description(name, purpose, w(f"role_kind.{kind}_responsibilities"))


def _texts(
    reader: Reader, screen: Screen, before: Description, names: tuple[str, ...], filling: str
) -> Iterator[Field]:
    """Whoever is to be chosen is chosen for a purpose: there it has to be said."""
    w = reader.copy
    yield TextField("name", w("role_form.name"), typed(screen, "name", before.name), max_length=NAME_LIMIT)
    for name in names:
        needed = name == "purpose" and filling == Filling.SELECTION
        hint = w("role_form.purpose_needed_hint" if needed else f"role_form.{name}_hint")
        default = getattr(before, name)
        yield text_field(name, w(f"role_form.{name}"), screen, default=default, hint=hint, required=needed)


def _months_field(reader: Reader, screen: Screen, before: str) -> TextField:
    w = reader.copy
    return TextField(
        "months",
        w("role_form.months"),
        typed(screen, "months", before),
        w("role_form.months_hint", most=LONGEST_TERM),
        required=False,
        max_length=2,
    )


# --- what it comes to -------------------------------------------------------------------------------------------


def _comes_to(record: CircleRolesRecord, texts: Texts, reader: Reader) -> Iterator[Block]:
    if texts.get("filling") == Filling.ROTATION:
        yield from come_to(_preview(record, texts, reader), record, role_names(record), reader)


def _preview(record: CircleRolesRecord, texts: Texts, reader: Reader) -> Preview | None:
    """Raises ``Refusal`` as making it would."""
    today = local_day(reader.now, record.circle.settings.zone)
    case = RoleCase(
        None,
        record.circle,
        steers=record.may_change,
        held=record.held,
        load=record.load,
        made_before=record.made_before,
    )
    rota = c.FirstRota(
        rhythm=read_rhythm(texts),
        since=read_since(texts, today),
        rules=read_rules(tuple(texts.get("rules", "").split(","))),
    )
    kind = next((one for one in RoleKind if one == texts.get("kind")), RoleKind.OWN)
    command = c.MakeRole(
        network_id=record.circle.network_id,
        by=record.reader.id,
        role_id=_NOT_YET,
        circle_id=record.circle.id,
        kind=kind,
        description=Description("–"),
        places=_places(texts),
        filling=Filling.ROTATION,
        rota=rota,
    )
    return preview(case, command, reader.now)


def _places(texts: Texts) -> int:
    many = texts.get("places", "1")
    return int(many) if many.isascii() and many.isdigit() and len(many) < 3 else 1
