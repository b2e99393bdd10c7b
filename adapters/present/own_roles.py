"""Somebody's own roles and turns, as rows on their home."""

from collections.abc import Iterator

from adapters.cards import Action, Button, Item
from adapters.present.reader import Reader
from adapters.present.role_words import offer_said, role_name, turn_said, until_day
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.ids import CircleId, MemberId
from decisions.people.people import Circle
from decisions.roles.record import OwnTurn
from decisions.roles.role import Role
from decisions.roles.rota import Said
from decisions.rounds.record import HomeRecord

_NAME = 40


def asked_of_me(record: HomeRecord, reader: Reader) -> list[Item]:
    """Turns, offers and questions that wait for a word from the reader."""
    return list(_asked(record, reader))


def my_roles(record: HomeRecord, reader: Reader) -> list[Item]:
    """What they hold, and the turns that they have said yes to."""
    return list(_mine(record, reader))


def _asked(record: HomeRecord, reader: Reader) -> Iterator[Item]:
    w, own = reader.copy, record.roles
    for turn in own.turns:
        if turn.said is Said.NOTHING:
            yield _row(
                record, turn.role, _turn_said(record, turn, reader, "home.role_turn"), reader, waits=True
            )
    for role, offer in own.offers:
        said = offer_said(role, offer, _name(record, offer.by), _zone(record, role, reader), reader)
        yield _row(record, role, said, reader, waits=True)
    for role, _ in own.questions:
        yield _row(record, role, w("home.role_question"), reader, waits=True)
    for term in own.terms:
        if term.wants_notes(reader.now):
            notes = Action(Verb.WRITE_HANDOVER, f"{term.role.id}:{term.number}")
            yield _row(
                record, term.role, w("role_do.write_handover"), reader, w("button.write_handover"), notes
            )


def _mine(record: HomeRecord, reader: Reader) -> Iterator[Item]:
    w = reader.copy
    for role, term in record.roles.holds:
        circle = _circle(record, role.circle_id)
        if term.until is None or circle is None:
            said = w("home.role_held")
        else:
            day = until_day(term.until, circle.settings.zone, reader)
            said = w("home.role_held_until", day=day)
        yield _row(record, role, said, reader)
    for turn in record.roles.turns:
        if turn.said is Said.YES:
            yield _row(record, turn.role, _turn_said(record, turn, reader, "home.role_turn_yes"), reader)


def _turn_said(record: HomeRecord, turn: OwnTurn, reader: Reader, key: str) -> str:
    zone = _zone(record, turn.role, reader)
    return reader.copy(key, turn=turn_said(turn.turn.begins_at, turn.turn.ends_at, zone, reader))


def _zone(record: HomeRecord, role: Role, reader: Reader) -> str:
    circle = _circle(record, role.circle_id)
    return circle.settings.zone if circle is not None else reader.zone


def _row(
    record: HomeRecord,
    role: Role,
    said: str,
    reader: Reader,
    label: str = "",
    action: Action | None = None,
    *,
    waits: bool = False,
) -> Item:
    """Opens the role, where nothing else is said."""
    w, circle = reader.copy, _circle(record, role.circle_id)
    beside = said if circle is None else f"{said.removesuffix('.')} · {cut(circle.name, _NAME)}"
    row = w.rich("list.row", title=role_name(role), said=beside)
    label = label or w("button.answer_now" if waits else "button.open")
    action = action or Action(Verb.OPEN_ROLE, str(role.id))
    return Item(row, Button(label, action, spoken=row.plain.replace("\n", ": ")))


def _circle(record: HomeRecord, id: CircleId) -> Circle | None:
    return next((circle for circle in record.circles if circle.id == id), None)


def _name(record: HomeRecord, member: MemberId) -> str:
    found = (record.roles.members or {}).get(member)
    return cut(found.name, _NAME) if found is not None else "–"
