"""Roles of a community, in a real database."""

from datetime import date
from typing import Any, Final

from sqlalchemy import select

from decisions.ids import MemberId, RoleId
from decisions.people.people import Circle
from decisions.recurring.rhythm import Every, Rhythm
from decisions.roles import commands as c
from decisions.roles.role import Description, Filling, Role, RoleKind, WhyLeft
from decisions.roles.rota import Said, Turn
from decisions.roles.turning import next_due
from storage.batch import Declined, Done
from storage.circle_rows import load_circle
from storage.database import Database
from storage.reading.roles import load_role
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, done, new_id

MONDAY: Final = date(2026, 11, 30)
WEEKLY: Final = Rhythm(Every.WEEK)


def a_role(writer: Writer, people: Community, kind: RoleKind = RoleKind.SCRIBE, **fields: Any) -> Role:
    command = c.MakeRole(
        network_id=people.network_id,
        by=people.facilitator,
        role_id=RoleId(new_id()),
        circle_id=people.circle_id,
        kind=kind,
        **{"description": Description(kind), "places": 1, "filling": Filling.VOLUNTEER, **fields},
    )
    made: Role = done(writer.submit(command, "").result(30)).state
    return made


def in_turn(writer: Writer, people: Community, *rules: Any, **fields: Any) -> Role:
    role = a_role(writer, people, **fields)
    return tell(writer, role, c.SetRota, people.facilitator, rhythm=WEEKLY, since=MONDAY, rules=rules)


def submit(
    writer: Writer, role: Role, kind: type[c.RoleCommand], by: MemberId, **fields: Any
) -> Done | Declined:
    command = kind(network_id=role.network_id, by=by, role_id=role.id, **fields)
    outcome: Done | Declined = writer.submit(command, "").result(30)
    return outcome


def tell(writer: Writer, role: Role, kind: type[c.RoleCommand], by: MemberId, **fields: Any) -> Role:
    after: Role = done(submit(writer, role, kind, by, **fields)).state
    return after


def stored(database: Database, role: Role) -> Role:
    found = database.read_now(lambda k: load_role(k, role.network_id, role.id))
    assert found is not None
    return found


def terms(database: Database, role: Role) -> list[tuple[int, MemberId, WhyLeft | None]]:
    t = METADATA.tables["role_term"].c
    found = select(t.number, t.member_id, t.why_left).where(t.role_id == role.id).order_by(t.number)
    return database.read_now(lambda k: [tuple(row) for row in k.execute(found)])


def circle(database: Database, people: Community) -> Circle:
    found = database.read_now(lambda k: load_circle(k, people.network_id, people.circle_id))
    assert found is not None
    return found


def settle(writer: Writer) -> None:
    while done(writer.settle_due().result(30)).state:
        pass


def turn_to_next(writer: Writer, clock: TurnedClock, database: Database, role: Role) -> Role:
    """As far as time itself next does something to it."""
    due = next_due(stored(database, role))
    assert due is not None
    clock.turn(seconds=(due - clock()).total_seconds())
    settle(writer)
    return stored(database, role)


def begin(writer: Writer, clock: TurnedClock, database: Database, role: Role) -> Role:
    """The coming turn: whoever is asked says yes."""
    number = coming(stored(database, role)).number
    while True:
        now = stored(database, role)
        if coming(now).number > number:
            return now
        for asked in coming(now).asked:
            if asked.said is Said.NOTHING:
                tell(writer, role, c.AcceptTurn, asked.member, turn=number)
        turn_to_next(writer, clock, database, role)


def coming(role: Role) -> Turn:
    assert role.rota is not None
    return role.rota.coming
