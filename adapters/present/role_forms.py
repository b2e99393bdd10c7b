"""The small forms about a role: who is asked, when somebody is away, and what asks once more before it is so."""

from collections.abc import Iterator

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    DateField,
    Field,
    Form,
    Line,
    Paragraph,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import OPTION_LABEL, errors, people_options, text_field, typed, typed_date
from adapters.present.reader import Reader
from adapters.present.role_words import role_name, rule_said, turn_said
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.people.people import CircleSeat
from decisions.refusals import Reason, Refusal
from decisions.roles.case import RoleCase
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.offers import may_stand_in
from decisions.roles.record import RoleRecord
from decisions.roles.rota import Turn
from decisions.workdays import local_day

_WHY = 200


def ask_to_hold(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    return _whom(record, reader, screen, Verb.ASK_TO_HOLD, include_reader=True)


def hand_on(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    return _whom(record, reader, screen, Verb.HAND_ON)


def offer_swap(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    return _whom(record, reader, screen, Verb.OFFER_SWAP, may_hold=True)


def _whom(
    record: RoleRecord,
    reader: Reader,
    screen: Screen,
    verb: Verb,
    *,
    include_reader: bool = False,
    may_hold: bool = False,
) -> Form:
    """Somebody of the circle is asked; until they say yes, nothing changes."""
    w, role = reader.copy, record.role
    seats = [
        seat
        for seat in record.circle.seats
        if (include_reader or seat.member != record.reader.id)
        and (may_hold or role.term_of(seat.member) is None)
        and not (verb is not Verb.ASK_TO_HOLD and _is_asked(record, seat))
        and _rules_let(record, verb, seat)
    ]
    body: tuple[Block | Field, ...] = (Paragraph(words(w("role_ask.nobody"))),)
    if seats:
        people = people_options((str(seat.member), _with_group(record, seat)) for seat in seats)
        body = (
            *(Paragraph(words(said, bold=True)) for said in _what_is_given(record, verb, reader)),
            ChoiceField("who", w(f"role_ask.{verb}"), people, typed(screen, "who")),
            Line(words(w("role_ask.means_swap" if verb is Verb.OFFER_SWAP else "role_ask.means"))),
        )
    return Form(
        w(f"button.{verb}"),
        body,
        Action(verb, str(role.id)),
        submit=w("role_ask.send") if seats else None,
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _is_asked(record: RoleRecord, seat: CircleSeat) -> bool:
    rota = record.role.rota
    return rota is not None and rota.coming.place(seat.member) is not None


def _rules_let(record: RoleRecord, verb: Verb, seat: CircleSeat) -> bool:
    """To take the reader's coming turn, where it is that which is given."""
    role, reader = record.role, record.reader.id
    if role.rota is None or verb is Verb.ASK_TO_HOLD:
        return True
    if verb is Verb.HAND_ON and role.term_of(reader) is not None:
        return True
    case = RoleCase(role, record.circle, held=record.held, load=record.load)
    return may_stand_in(case, role, role.rota.coming, reader, seat.member)


def _with_group(record: RoleRecord, seat: CircleSeat) -> str:
    person, group = record.members.get(seat.member), record.groups.get(seat.group)
    name = person.name if person is not None else "–"
    return cut(f"{name} · {group.name}", OPTION_LABEL) if group is not None else name


def _what_is_given(record: RoleRecord, verb: Verb, reader: Reader) -> Iterator[str]:
    """Which turn: the one that they hold, or the one that comes."""
    rota, holds = record.role.rota, record.role.term_of(record.reader.id)
    if verb is Verb.ASK_TO_HOLD or rota is None or (holds is not None and verb is Verb.HAND_ON):
        return
    zone = record.circle.settings.zone
    turn = turn_said(rota.coming.begins_at, rota.coming.ends_at, zone, reader)
    yield reader.copy("role_ask.turn", turn=turn)


# --- away, and learning first -----------------------------------------------------------------------------------


def go_away(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    today = local_day(reader.now, record.circle.settings.zone)
    return Form(
        w("button.go_away"),
        (
            Line(words(w("role_away.means", role=role_name(record.role)))),
            DateField("first", w("role_away.first"), typed_date(screen, "first", today)),
            DateField(
                "last",
                w("role_away.last"),
                typed_date(screen, "last"),
                w("role_away.last_hint"),
                required=False,
            ),
            TextField(
                "why",
                w("role_away.why"),
                typed(screen, "why"),
                w("role_away.why_hint"),
                required=False,
                max_length=_WHY,
            ),
        ),
        Action(Verb.GO_AWAY, str(record.role.id)),
        submit=w("form.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def learn_first(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    return _sure(record, reader, screen, Verb.LEARN_FIRST, (Paragraph(words(w("role.learn_means"))),))


# --- letting go -------------------------------------------------------------------------------------------------


def step_down(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    told = text_field(
        "words", w("role.step_down_words"), screen, hint=w("role.step_down_hint"), required=False
    )
    asks = Paragraph(words(w("role.step_down_asks", role=role_name(record.role)), bold=True))
    return _sure(record, reader, screen, Verb.STEP_DOWN, (asks, told))


def end_role(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    asks = Paragraph(words(w("role.end_asks", role=role_name(record.role)), bold=True))
    return _sure(record, reader, screen, Verb.END_ROLE, (asks, Line(words(w("role.end_stays")))))


def rest_rule(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w, part = reader.copy, typed(screen, "rule")
    turn, rule = _resting(record, part)
    said = rule_said(rule, record.role.places, record.groups, record.other_roles, w)
    when = turn_said(turn.begins_at, turn.ends_at, record.circle.settings.zone, reader)
    body = (
        Paragraph(words(w("role.rest_asks", rule=said), bold=True)),
        Line(words(w("role.rest_means", turn=when))),
    )
    return _sure(record, reader, screen, Verb.REST_RULE, body, part)


def _resting(record: RoleRecord, part: str) -> tuple[Turn, RotationRule]:
    turn, _, rule = part.partition(".")
    rota = record.role.rota
    try:
        found = rota.turn(int(turn)) if rota is not None else None
        if rota is None or found is None or int(rule) < 0:
            raise Refusal(Reason.TURN_IS_OVER)
        return found, rota.rules[int(rule)]
    except (ValueError, IndexError) as wrong:
        raise Refusal(Reason.NOT_FOUND) from wrong


def _sure(
    record: RoleRecord,
    reader: Reader,
    screen: Screen,
    verb: Verb,
    body: tuple[Block | Field, ...],
    part: str = "",
) -> Form:
    w, id = reader.copy, str(record.role.id)
    return Form(
        w(f"button.{verb}"),
        body,
        Action(verb, f"{id}:{part}" if part else id),
        submit=w(f"button.{verb}"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )
