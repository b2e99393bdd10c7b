"""Roles in words: who holds one and until when, its rules, and why a place stays vacant."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from adapters.copy import Copy
from adapters.present.reader import Reader
from adapters.present.rhythm_words import rhythm_said
from adapters.present.scene import cut
from decisions.ids import GroupId, MemberId, RoleId
from decisions.people.people import Circle, Group, Member
from decisions.recurring.rhythm import Every
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    RotationRule,
)
from decisions.roles.fairness.standing import why
from decisions.roles.role import Health, Offer, Role
from decisions.roles.rota import Rota
from decisions.workdays import local_day

_NAME: Final = 40
_GROUP: Final = 45
_A_WEEK: Final = 7


class Names(Protocol):
    """What a record knows of people and of the circle."""

    @property
    def circle(self) -> Circle: ...

    @property
    def members(self) -> Mapping[MemberId, Member]: ...


def name_of(record: Names, member: MemberId) -> str:
    found = record.members.get(member)
    return cut(found.name, _NAME) if found is not None else "–"


def names_of(record: Names, members: Iterable[MemberId], w: Copy) -> str:
    return w.list([name_of(record, member) for member in members])


def role_name(role: Role) -> str:
    return cut(role.description.name, _NAME)


def rota_said(rota: Rota, zone: str, reader: Reader) -> str:
    """ "every Monday at 9 am"; of one that goes by dates, the next that is named: "on March 12, then on a date to be named" """
    if rota.rhythm.every is not Every.DATE:
        return rhythm_said(rota.rhythm, reader.copy)
    named = [rota.since + timedelta(days=rota.rhythm.days), local_day(rota.coming.begins_at, zone)]
    day = reader.copy.weekday(max(named), local_day(reader.now, zone))
    return reader.copy("role.on_named_date", day=day)


# --- days -------------------------------------------------------------------------------------------------------


def on_day(moment: datetime, zone: str, reader: Reader) -> str:
    """ "today", "on Friday", "on March 12": by the circle's clock, as the turns are."""
    return _day(moment, zone, reader, "role.on")


def until_day(moment: datetime, zone: str, reader: Reader) -> str:
    """What stands after "until" and "from": "today", "Friday", "March 12"."""
    return _day(moment, zone, reader, "role.till")


def _day(moment: datetime, zone: str, reader: Reader, key: str) -> str:
    w, day, today = reader.copy, local_day(moment, zone), local_day(reader.now, zone)
    days = (day - today).days
    if days in (0, 1):
        return w("role.tomorrow" if days else "role.today")
    return w(key, day=w.day_of_the_week(day) if 1 < days < _A_WEEK else w.day(day, today))


def turn_said(
    begins_at: datetime, ends_at: datetime, zone: str, reader: Reader, *, capital: bool = False
) -> str:
    """ "from March 5 until March 12" """
    begins, ends = until_day(begins_at, zone, reader), until_day(ends_at, zone, reader)
    return reader.copy("role.turn" if capital else "role.from_until", begins=begins, ends=ends)


def offer_said(role: Role, offer: Offer, name: str, zone: str, reader: Reader) -> str:
    """What somebody asks the reader, of the coming turn with its days."""
    w, coming = reader.copy, None if role.rota is None else role.rota.coming
    if coming is None or offer.turn != coming.number:
        return w(f"role.offer_{offer.kind}", name=name)
    turn = turn_said(coming.begins_at, coming.ends_at, zone, reader)
    return w(f"role.offer_{offer.kind}_turn", name=name, turn=turn)


def away_said(role: Role, member: MemberId, reader: Reader) -> str:
    """On which days they are not asked, of the absence that begins last; empty where there is none."""
    own = [one for one in role.away if one.member == member]
    if not own:
        return ""
    away = max(own, key=lambda one: one.first)
    first, w = reader.day(away.first), reader.copy
    if away.last is None:
        return w("role_recorded.go_away", first=first)
    return w("role_recorded.go_away_until", first=first, last=reader.day(away.last))


# --- who holds it -----------------------------------------------------------------------------------------------


def health_said(role: Role, record: Names, reader: Reader) -> str:
    """A colour with the words for it, who holds it and until when."""
    w, zone = reader.copy, record.circle.settings.zone
    names = names_of(record, role.holders, w)
    match role.health(reader.now):
        case Health.VACANT:
            if role.terms:
                return w.n("health.vacant_some", role.vacant, names=names)
            if role.rota is not None and role.rota.present is None:
                return w("health.first_turn", day=on_day(role.rota.coming.begins_at, zone, reader))
            return w("health.vacant")
        case Health.ENDS_SOON:
            return w(
                "health.ends_soon", names=names, day=on_day(_first_end(role) or reader.now, zone, reader)
            )
    ends = _first_end(role)
    if ends is None:
        return w("health.no_end", names=names)
    return w("health.good", names=names, day=until_day(ends, zone, reader))


def _first_end(role: Role) -> datetime | None:
    return min((term.until for term in role.terms if term.until is not None), default=None)


def next_said(role: Role, record: Names, w: Copy) -> str:
    """Who has been asked for the coming turn; empty where nobody has."""
    placed = () if role.rota is None else [place.member for place in role.rota.coming.asked]
    return w("role.next_are", names=names_of(record, placed, w)) if placed else ""


# --- rules ------------------------------------------------------------------------------------------------------


def rule_said(
    rule: RotationRule, places: int, groups: Mapping[GroupId, Group], roles: Mapping[RoleId, str], w: Copy
) -> str:
    match rule:
        case AtLeastFrom(group, many):
            name = cut(groups[group].name, _GROUP) if group in groups else "–"
            if places == 1:
                return w("rule.from_one", group=name)
            if (places, many) == (2, 1):
                return w("rule.from_one_of_two", group=name)
            return w.n("rule.from", many, group=name, places=places)
        case OnePerOrganisation():
            return w("rule.one_per_organisation")
        case NotTwiceRunning():
            return w("rule.not_twice_running")
        case HasServed(role):
            return w("rule.has_served", role=cut(roles.get(role, "–"), _GROUP))


def unmet_said(
    unmet: Iterable[Unmet],
    places: int,
    groups: Mapping[GroupId, Group],
    roles: Mapping[RoleId, str],
    w: Copy,
) -> Iterator[str]:
    """For each rule that leaves places vacant, which it is and what would help; or that there are too few people."""
    known = tuple(unmet)
    for one in known:
        said = rule_said(one.rule, places, groups, roles, w)
        yield w("unmet.rule", rule=said, help=w(f"unmet.{why(one.rule)}", **_named(one.rule, groups, roles)))
    if not known:
        yield w("unmet.too_few")


def _named(
    rule: RotationRule, groups: Mapping[GroupId, Group], roles: Mapping[RoleId, str]
) -> dict[str, str]:
    match rule:
        case AtLeastFrom(group):
            return {"group": cut(groups[group].name, _GROUP) if group in groups else "–"}
        case HasServed(role):
            return {"role": cut(roles.get(role, "–"), _GROUP)}
    return {}
