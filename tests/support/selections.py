"""Selections, and the roles that they are for, in a real database."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from decisions.ids import MemberId, RoundId
from decisions.people.commands import ChangeCircle
from decisions.refusals import Reason
from decisions.roles.role import Description, Filling, Role
from decisions.rounds.answers import Kind
from decisions.rounds.commands import (
    AnswerProposed,
    GiveAnswer,
    Nominate,
    OpenRound,
    ProposePeople,
)
from decisions.rounds.round import Round, Stage
from decisions.rounds.selection.table import SELECTION
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from storage.database import Database
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.writer import Declined, Done, Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_draft,
    an_open_round,
    done,
)
from tests.support.roles import a_role, stored

LEAD = Description("Lead", "So that somebody keeps it together.", "Calls us together.")


def without_facilitator(writer: Writer, people: Community) -> None:
    command = ChangeCircle(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=None,
        settings=Settings(),
    )
    done(writer.submit(command, "").result(30))


def key(round: Round, by: MemberId) -> dict[str, Any]:
    return {"network_id": round.network_id, "round_id": round.id, "by": by}


def does(writer: Writer, command: Any) -> None:
    done(writer.submit(command, "").result(30))


def nominate(writer: Writer, round: Round, by: MemberId, member: MemberId, words: str) -> None:
    does(writer, Nominate(**key(round, by), member=member, words=words, replace=True))


def all_nominate(writer: Writer, round: Round, people: Community, member: MemberId) -> None:
    for number, by in enumerate(people.members):
        nominate(writer, round, by, member, f"Reason {number}.")


def closes(database: Database, writer: Writer, round: Round, clock: TurnedClock) -> None:
    """Until its stage ends by itself."""
    due = SELECTION.next_due(stored_round(database, round))
    assert due is not None
    clock.turn(seconds=(due - clock.at).total_seconds())
    done(writer.settle_due().result(5))


def stored_round(database: Database, round: Round) -> Round:
    """As the tables have it: which is as its journal makes it."""
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == found
    return found


def a_selected_role(writer: Writer, people: Community, **fields: Any) -> Role:
    return a_role(
        writer, people, **{"description": LEAD, "filling": Filling.SELECTION, "months": 6, **fields}
    )


def draft_for(writer: Writer, people: Community, role: Role, **more: Any) -> Round:
    return a_draft(writer, people, Text("", ""), way=Way.SELECTION, role=role.id, **more)


def open_for(writer: Writer, people: Community, role: Role, **more: Any) -> Round:
    return an_open_round(writer, people, text=Text("", ""), way=Way.SELECTION, role=role.id, **more)


def opened(writer: Writer, people: Community, draft: Round) -> Done | Declined:
    opening = OpenRound(
        network_id=people.network_id,
        by=people.proposer,
        round_id=draft.id,
        settings=Settings(),
        form=Form.SHORT,
        facilitator=people.facilitator,
    )
    outcome: Done | Declined = writer.submit(opening, "").result(30)
    return outcome


def refused(outcome: Done | Declined) -> Reason:
    assert isinstance(outcome, Declined), outcome
    return outcome.refusal.reason


def rounds(database: Database, people: Community) -> list[Round]:
    """All of the circle's, the oldest first."""
    r = METADATA.tables["round"].c
    found = select(r.id).where(r.circle_id == people.circle_id).order_by(r.ref)
    ids = database.read_now(lambda k: list(k.execute(found).scalars()))
    return [as_stored(database, people, id) for id in ids]


def as_stored(database: Database, people: Community, id: RoundId) -> Round:
    round = database.read_now(lambda k: replay(k, people.network_id, id))
    assert isinstance(round, Round)
    return stored_round(database, round)


def until_accepting(
    database: Database,
    writer: Writer,
    clock: TurnedClock,
    people: Community,
    round: Round,
    *nominees: MemberId,
) -> None:
    for number, by in enumerate(people.members):
        nominate(writer, round, by, nominees[number % len(nominees)], "Calm.")
    closes(database, writer, round, clock)
    closes(database, writer, round, clock)
    does(writer, ProposePeople(**key(round, people.facilitator), people=nominees, words="Calm."))
    for member in people.members:
        does(writer, GiveAnswer(**key(round, member), kind=Kind.CONSENT))
    closes(database, writer, round, clock)


def choose(
    database: Database,
    writer: Writer,
    clock: TurnedClock,
    people: Community,
    round: Round,
    *nominees: MemberId,
) -> Round:
    """From the nominations until they are selected."""
    until_accepting(database, writer, clock, people, round, *nominees)
    for nominee in nominees:
        does(writer, AnswerProposed(**key(round, nominee), accept=True))
    over = stored_round(database, round)
    assert over.stage is Stage.SELECTED
    return over


def as_replayed(database: Database, role: Role) -> Role:
    """As the tables have it: which is as its journal makes it."""
    found = stored(database, role)
    assert database.read_now(lambda k: replay(k, role.network_id, role.id)) == found
    return found


def turn_to(clock: TurnedClock, moment: datetime | None) -> None:
    assert moment is not None
    clock.turn(seconds=(moment - clock()).total_seconds())
