"""The form in which a commitment is made: who does what by when, shown back with its weekday before it is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from adapters.cards import (
    AGAIN,
    Action,
    Block,
    Button,
    ChoiceField,
    Facts,
    Field,
    Form,
    Line,
    ManyField,
    Option,
    Paragraph,
    TextField,
    words,
)
from adapters.commitment_line import commitment_in_words, named_in
from adapters.day_words import names_an_hour
from adapters.days import read_day
from adapters.desk import Screen
from adapters.mentions import mentions
from adapters.present.commitment_words import NAME, comes_from, day_or_none
from adapters.present.forms import errors, people_options, typed, typed_many
from adapters.present.named import named_among
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Repeats, Verb
from decisions.commitments.commitment import MOST_HELPERS, WHAT_LIMIT, Origin, OriginKind, Promise
from decisions.ids import MemberId
from decisions.people.people import Circle, Member
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.roles.record import RoleRecord
from decisions.rounds.record import AgreementRecord, CircleRecord
from decisions.workdays import local_day

_BY_WHEN: Final = 120
_KNOWN_BY: Final = 300
CARRIED: Final = ("origin", "about", "link", "origin_name")
"""What a commitment comes from: travels with its form."""
_FIELDS: Final = ("what", "who", "by_when", "helpers", "known_by", "repeats")
_RARE: Final = ("helpers", "known_by", "repeats")
_IN_SIGHT: Final = 4
"""People, up to this many, are all in sight."""
Members = Mapping[MemberId, Member]


def commit(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """Page 1 asks; page 2 shows what would be saved, and leads back. Raises ``Refusal`` at the field that page 2 cannot show."""
    carried = {name: value for name in CARRIED if (value := typed(screen, name))}
    if typed(screen, "page") == "2" and screen.version != AGAIN and not screen.errors:
        return _shown_back(record.circle, record.members, reader, screen, carried)
    return _asked(record.circle, record.members, reader, screen, carried)


def who_does_what(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    """The same, of what an agreement calls for."""
    one = record.agreement
    carried = {"origin": f"{OriginKind.AGREEMENT}:{one.id}", "origin_name": cut(one.text.title, NAME)}
    return _asked(record.circle, record.members, reader, screen, carried)


def commit_for_role(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    """The same, of what is to be done in a role: with its next holder it is offered to them."""
    role = record.role
    carried = {"origin": f"{OriginKind.ROLE}:{role.id}", "origin_name": cut(role.description.name, NAME)}
    return _asked(record.circle, record.members, reader, screen, carried)


def _asked(
    circle: Circle, members: Members, reader: Reader, screen: Screen, carried: Mapping[str, str]
) -> Form:
    w = reader.copy
    here = {str(m): members[m].name for m in _here(circle, members)}
    screen = _read_again(screen, here)
    people = people_options(here.items())
    begun = _begun(screen, here, str(reader.member or ""))
    repeats = tuple(Option(str(one), w(f"repeats.{one}")) for one in Repeats)
    fields: tuple[Block | Field, ...] = (
        TextField(
            "what",
            w("commit.what"),
            begun.what,
            placeholder=w("commit.what_hint"),
            max_length=WHAT_LIMIT,
        ),
        ChoiceField(
            "who", w("commit.who"), people, begun.who, w("commit.who_hint"), menu=len(people) > _IN_SIGHT
        ),
        TextField(
            "by_when",
            w("commit.by_when"),
            typed(screen, "by_when"),
            w("commit.by_when_hint"),
            required=False,
            max_length=_BY_WHEN,
        ),
        ManyField("helpers", w("commit.helpers"), people, begun.helpers, menu=True),
        TextField(
            "known_by",
            w("commit.known_by"),
            typed(screen, "known_by"),
            placeholder=w("commit.known_by_hint"),
            required=False,
            max_length=_KNOWN_BY,
        ),
        ChoiceField(
            "repeats", w("commit.repeats"), repeats, typed(screen, "repeats", Repeats.ONCE), menu=True
        ),
    )
    return Form(
        w("commit.title"),
        (*_comes_from(carried, begun.what, reader), *_told(begun, carried, reader), *fields),
        Action(Verb.COMMIT, str(circle.id)),
        submit=w("commit.next"),
        close=w("form.cancel"),
        carried=dict(carried),
        errors=errors(screen, reader),
        folded=_RARE,
        fold=w("commit.more"),
    )


@dataclass(frozen=True, slots=True)
class _Begun:
    """What stands in the form's fields. ``unknown``: names that are nobody's in the circle, or several people's."""

    what: str
    who: str
    helpers: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def _begun(screen: Screen, people: Mapping[str, str], me: str) -> _Begun:
    """As typed; else those who were ``named``: the first does it. Of a line a name that is nobody's stays in its words; a
    message is kept as it is."""
    named = mentions(typed(screen, "named"))
    found, unknown = named_among(
        (each.member if each.member in people else each.name for each in named), people
    )
    kept = () if _is_message(screen.carried) else tuple(f"@{name}" for name in unknown)
    what = " ".join((typed(screen, "what"), *kept)).strip()
    first = found[0] if found else "" if unknown else me
    helpers = typed(screen, "helpers", ",".join(found[1:]))
    return _Begun(
        what if len(what) <= WHAT_LIMIT else typed(screen, "what"),
        typed(screen, "who", first),
        typed_many(screen, "helpers", filter(None, helpers.split(","))),
        unknown,
    )


def _read_again(screen: Screen, people: Mapping[str, str]) -> Screen:
    """What was begun in words in which somebody is typed by a name of several words: now it is known who may be meant."""
    line, names = screen.carried.get("line", ""), tuple(people.values())
    if not line or "what" in screen.typed:
        return screen
    if _is_message(screen.carried):
        found, _ = named_among(named_in(line, names), people)
        return replace(screen, carried={**screen.carried, "named": "\n".join(found)}) if found else screen
    called = {str(each): each.name for each in mentions(screen.carried.get("mentioned", ""))}
    said = commitment_in_words(line, called, names)
    read = {"what": cut(said.what, WHAT_LIMIT), "by_when": said.by_when, "named": "\n".join(said.who)}
    return replace(screen, carried={**screen.carried, **read})


def _told(begun: _Begun, carried: Mapping[str, str], reader: Reader) -> Iterator[Paragraph]:
    """What the fields alone do not say."""
    w = reader.copy
    if _is_message(carried) and not carried.get("about"):
        yield Paragraph(words(w("commit.no_words")))
    if begun.unknown:
        key = "commit.whom" if begun.who else "commit.whom_choose"
        yield Paragraph(words(w(key, names=w.list([cut(name, NAME) for name in begun.unknown]))))


def _is_message(carried: Mapping[str, str]) -> bool:
    return carried.get("origin") == OriginKind.MESSAGE


def _shown_back(
    circle: Circle, members: Members, reader: Reader, screen: Screen, carried: Mapping[str, str]
) -> Form:
    w, today = reader.copy, local_day(reader.now, circle.settings.zone)
    promise = read_promise({name: typed(screen, name) for name in _FIELDS}, reader.locale, today)
    who = next((m for m in _here(circle, members) if str(m) == typed(screen, "who")), None)
    if who is None:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="who")
    chosen = [part for part in typed(screen, "helpers").split(",") if part and part != str(who)]
    if len(chosen) > MOST_HELPERS:
        raise Refusal(Reason.TOO_MANY, {"most": MOST_HELPERS}, at_field="helpers")
    helpers = [members[m].name for m in _here(circle, members) if str(m) in chosen]
    due = day_or_none(promise.due, reader)
    if promise.due in circle.settings.holidays:
        due = w("commit.on_holiday", day=due)
    rows = [(w("commit.by_when"), due)]
    if helpers:
        rows.append((w("commit.helpers"), w.list([cut(name, NAME) for name in helpers])))
    if promise.known_by:
        rows.append((w("commitment.known_by"), promise.known_by))
    if promise.rhythm is not None:
        rows.append((w("commitment.repeats"), w(f"repeats.{typed(screen, 'repeats')}")))
    mine = who == reader.member
    name = w("commitment.you") if mine else cut(members[who].name, NAME)
    means = w("commit.yours") if mine else w("commit.asks", name=name)
    return Form(
        w("commit.title"),
        (
            *_comes_from(carried, promise.what, reader),
            Paragraph(w.rich("commit.shown_back", name=name, what=promise.what)),
            Facts(tuple(rows)),
            *no_hour(typed(screen, "by_when"), reader),
            Line(words(means)),
        ),
        Action(Verb.COMMIT, str(circle.id)),
        submit=w("form.save") if mine else w("commit.ask"),
        close=w("form.cancel"),
        carried={**carried, **{name: typed(screen, name) for name in _FIELDS}, "page": "2"},
        errors=errors(screen, reader),
        back=Button(w("commit.change"), Action(Verb.COMMIT, str(circle.id), AGAIN)),
    )


def read_promise(values: Mapping[str, str], locale: str, today: date) -> Promise:
    """What the form's fields say. Raises ``Refusal`` at the field that cannot be read."""
    said = values.get("by_when", "").strip()
    due = read_day(said, locale=locale, today=today, at_field="by_when") if said else None
    try:
        repeats = Repeats(values.get("repeats") or Repeats.ONCE)
    except ValueError as wrong:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="repeats") from wrong
    if repeats is not Repeats.ONCE and due is None:
        raise Refusal(Reason.FIRST_DAY_MISSING, at_field="by_when")
    rhythm = rhythm_from(repeats, due or today)
    return Promise(values.get("what", ""), due, values.get("known_by", ""), rhythm).checked()


def rhythm_from(repeats: Repeats, day: date) -> Rhythm | None:
    """Counted from that day; None for what comes once."""
    match repeats:
        case Repeats.WEEKLY:
            return Rhythm(Every.WEEK, weekday=day.weekday())
        case Repeats.FORTNIGHTLY:
            return Rhythm(Every.WEEK, weekday=day.weekday(), weeks=2)
        case Repeats.MONTHLY:
            return Rhythm(Every.MONTH_DAY, day=day.day)
        case Repeats.QUARTERLY:
            return Rhythm(Every.MONTH_DAY, day=day.day, month_step=3)
        case Repeats.YEARLY:
            return Rhythm(Every.MONTH_DAY, day=day.day, month_step=12)
    return None


def _comes_from(carried: Mapping[str, str], what: str, reader: Reader) -> tuple[Line, ...]:
    kind = OriginKind.MESSAGE if _is_message(carried) else OriginKind.OWN
    origin = Origin(kind, words=carried.get("about", ""), link=carried.get("link", ""))
    return comes_from(origin, carried.get("origin_name", ""), what, reader.copy)


def no_hour(said: str, reader: Reader) -> tuple[Line, ...]:
    """What becomes of an hour that somebody has typed with a day."""
    return (Line(words(reader.copy("commit.no_hour"))),) if names_an_hour(said) else ()


def _here(circle: Circle, members: Members) -> list[MemberId]:
    """Those of the circle, by name."""
    seated = [seat.member for seat in circle.seats if seat.member in members]
    return sorted(seated, key=lambda member: (members[member].name.casefold(), member))
