"""The pages on which a rotation is set: how often and by which rules; on which day; and who comes when, before it is so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from adapters.cards import Action, Block, Field, Form, Line, Listing, ManyField, Option, Paragraph, words
from adapters.desk import Screen
from adapters.present.forms import OPTION_LABEL, errors, typed, typed_many
from adapters.present.reader import Reader
from adapters.present.rhythm_form import (
    HAS_DAYS,
    days_fields,
    first_fields,
    read_rhythm,
    read_since,
    rhythm_texts,
)
from adapters.present.role_words import names_of, rota_said, rule_said, unmet_said
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.ids import GroupId, RoleId
from decisions.people.people import Group
from decisions.recurring.rhythm import Every, Rhythm
from decisions.roles import commands as c
from decisions.roles.case import RoleCase
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    RotationRule,
)
from decisions.roles.previewing import PlannedTurn, Preview, preview
from decisions.roles.record import CircleRolesRecord, RoleRecord
from decisions.roles.rota import Rota
from decisions.workdays import local_day

HOW_OFTEN, DAYS, SURE = "often", "days", "sure"
"""The pages."""
ONE_ORGANISATION, NOT_TWICE = "one_organisation", "not_twice"
_FROM, _SERVED = "from", "served"
USUAL: Final = Rhythm(Every.WEEK)
_ON_FIRST_PAGE: Final = frozenset({"every", "at", "since", "rules"})
Texts = Mapping[str, str]


def set_rota(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w, rota = reader.copy, record.role.rota
    carried = {name: value for name, value in screen.carried.items() if name != "page"}
    page = _page(screen)
    today = local_day(reader.now, record.circle.settings.zone)
    before, since = _as_it_is(rota, record.circle.settings.zone, today)
    texts = {**rhythm_texts(before), **carried}
    if page == HOW_OFTEN:
        names = () if rota is None else tuple(rule_names(rota.rules))
        body = often_fields(record, reader, screen, read_rhythm(texts), since, record.role.places, names)
    elif page == DAYS:
        body = days_fields(reader, screen, record.circle, read_rhythm(texts), None)
    else:
        body = tuple(come_to(_preview(record, texts, reader), record, record.other_roles, reader))
    return Form(
        w("rota.title"),
        body,
        Action(Verb.SET_ROTA, str(record.role.id)),
        submit=w("rota.set") if page == SURE else w("propose.next"),
        close=w("form.cancel"),
        carried={**carried, "page": page},
        errors=errors(screen, reader),
    )


def _as_it_is(rota: Rota | None, zone: str, today: date) -> tuple[Rhythm, date]:
    """The rhythm, and from which day on: of a date that ends the turn under way, from the first day of that."""
    if rota is None:
        return USUAL, today
    if rota.rhythm.every is not Every.DATE or rota.present is None:
        return rota.rhythm, max(rota.since, today)
    since = local_day(rota.present.begins_at, zone)
    return replace(rota.rhythm, days=(local_day(rota.coming.begins_at, zone) - since).days), since


def page_after(page: str, values: Texts) -> str | None:
    """Which page of a rotation follows; None after the last."""
    if page == HOW_OFTEN:
        return DAYS if values.get("every") in HAS_DAYS else SURE
    return SURE if page == DAYS else None


def _page(screen: Screen) -> str:
    """Where something is wrong, the page that asks for it."""
    if screen.errors:
        return HOW_OFTEN if set(screen.errors) & _ON_FIRST_PAGE else DAYS
    page = typed(screen, "page", HOW_OFTEN)
    return page if page in (HOW_OFTEN, DAYS, SURE) else HOW_OFTEN


# --- the rules --------------------------------------------------------------------------------------------------


def rule_names(rules: tuple[RotationRule, ...]) -> Iterator[str]:
    """As a field of check boxes holds them."""
    for rule in rules:
        match rule:
            case AtLeastFrom(group, many):
                yield f"{_FROM}:{group}" if many == 1 else f"{_FROM}:{group}:{many}"
            case OnePerOrganisation():
                yield ONE_ORGANISATION
            case NotTwiceRunning():
                yield NOT_TWICE
            case HasServed(role):
                yield f"{_SERVED}:{role}"


def read_rules(names: tuple[str, ...]) -> tuple[RotationRule, ...]:
    """What is none is left out."""
    return tuple(rule for name in names if (rule := _rule(name)) is not None)


def _rule(name: str) -> RotationRule | None:
    kind, _, rest = name.partition(":")
    id, _, many = rest.partition(":")
    try:
        match kind:
            case "from":
                return AtLeastFrom(GroupId(UUID(id)), int(many or "1"))
            case "one_organisation":
                return OnePerOrganisation()
            case "not_twice":
                return NotTwiceRunning()
            case "served":
                return HasServed(RoleId(UUID(id)))
    except ValueError:
        return None
    return None


def often_fields(
    record: CircleRolesRecord | RoleRecord,
    reader: Reader,
    screen: Screen,
    known: Rhythm,
    since: date,
    places: int,
    chosen: tuple[str, ...],
) -> tuple[Block | Field, ...]:
    w = reader.copy
    names = tuple(dict.fromkeys((*_usual_rules(record, places), *chosen)))
    roles, groups = role_names(record), record.groups
    options = tuple(
        Option(name, cut(rule_said(rule, places, groups, roles, w), OPTION_LABEL))
        for name in names
        if (rule := _rule(name)) is not None
    )
    ticked = typed_many(screen, "rules", tuple(filter(None, typed(screen, "rules").split(","))) or chosen)
    return (
        *first_fields(reader, screen, record.circle, known, since, w("rota.since_hint"), frozenset(Every)),
        ManyField("rules", w("rota.rules"), options, ticked, w("rota.rules_hint")),
    )


def _usual_rules(record: CircleRolesRecord | RoleRecord, places: int) -> Iterator[str]:
    here = {seat.group for seat in record.circle.seats}
    groups: list[Group] = [group for id, group in record.groups.items() if id in here]
    if len(groups) > 1:
        yield from (f"{_FROM}:{group.id}" for group in sorted(groups, key=lambda one: one.name.casefold()))
    if places > 1 and len({seat.organisation for seat in record.circle.seats}) > 1:
        yield ONE_ORGANISATION
    yield NOT_TWICE
    yield from (f"{_SERVED}:{role}" for role in role_names(record))


def role_names(record: CircleRolesRecord | RoleRecord) -> Mapping[RoleId, str]:
    if isinstance(record, RoleRecord):
        return record.other_roles
    return {role.id: role.description.name for role in record.roles}


# --- what it comes to -------------------------------------------------------------------------------------------


def _preview(record: RoleRecord, texts: Texts, reader: Reader) -> Preview | None:
    """Raises ``Refusal`` as setting it would."""
    today = local_day(reader.now, record.circle.settings.zone)
    case = RoleCase(record.role, record.circle, steers=True, held=record.held, load=record.load)
    command = c.SetRota(
        network_id=record.role.network_id,
        by=record.reader.id,
        role_id=record.role.id,
        rhythm=read_rhythm(texts),
        since=read_since(texts, today),
        rules=read_rules(tuple(texts.get("rules", "").split(","))),
    )
    return preview(case, command, reader.now)


def come_to(
    made: Preview | None,
    record: CircleRolesRecord | RoleRecord,
    roles: Mapping[RoleId, str],
    reader: Reader,
) -> Iterator[Block]:
    """The order of the next turns; and where a place stays vacant, why and what would help."""
    w = reader.copy
    if made is None or made.role.rota is None:
        return
    rhythm = rota_said(made.role.rota, record.circle.settings.zone, reader)
    yield Paragraph(words(w("rota.changes", rhythm=rhythm), bold=True))
    yield Line(words(w("rota.order")))
    yield Listing(tuple(words(_turn_said(turn, record, reader)) for turn in made.turns))
    vacant = [turn.chosen for turn in made.turns if turn.chosen.vacant]
    if vacant:
        yield Paragraph(words(w.n("rota.vacant", len(vacant)), bold=True))
        unmet: dict[RotationRule, Unmet] = {one.rule: one for turn in vacant for one in turn.unmet}
        said = unmet_said(unmet.values(), made.role.places, record.groups, roles, w)
        yield from (Line(words(line)) for line in said)
    yield Line(words(w("rota.means")))


def _turn_said(turn: PlannedTurn, record: CircleRolesRecord | RoleRecord, reader: Reader) -> str:
    w, zone = reader.copy, record.circle.settings.zone
    day = w.weekday(local_day(turn.begins_at, zone), local_day(reader.now, zone))
    members = turn.chosen.members
    return w("role.turn_row", day=day, names=names_of(record, members, w) if members else w("role.nobody"))
