"""Commitments in a real database: made, told things, and looked at."""

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select

from decisions.commitments import commands as c
from decisions.commitments.commitment import Commitment, Promise
from decisions.ids import MemberId
from storage.batch import Declined, Done
from storage.codec import COMMITMENT, from_json
from storage.database import Database
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import A_TUESDAY, Community, done, new_id

IN_TEN_DAYS: Final[date] = A_TUESDAY.date() + timedelta(days=10)
WHAT: Final = "Check the aid rules"


def submit(
    writer: Writer, one: Commitment, kind: type[c.CommitmentCommand], by: MemberId, **fields: Any
) -> Done | Declined:
    command = kind(network_id=one.network_id, by=by, commitment_id=one.id, **fields)
    return writer.submit(command, "").result(30)


def tell(
    writer: Writer, one: Commitment, kind: type[c.CommitmentCommand], by: MemberId, **fields: Any
) -> Commitment:
    state: Commitment = done(submit(writer, one, kind, by, **fields)).state
    return state


def asks(
    writer: Writer,
    people: Community,
    by: MemberId,
    who: MemberId,
    due: date | None = IN_TEN_DAYS,
    *,
    what: str = WHAT,
    **fields: Any,
) -> Commitment:
    command = c.MakeCommitment(
        network_id=people.network_id,
        by=by,
        commitment_id=new_id(),
        circle_id=people.circle_id,
        who=who,
        promise=Promise(what, due, rhythm=fields.pop("rhythm", None)),
        **fields,
    )
    state: Commitment = done(writer.submit(command, "").result(30)).state
    return state


def promised(
    writer: Writer, people: Community, by: MemberId, due: date | None = IN_TEN_DAYS, **fields: Any
) -> Commitment:
    """Taken upon themselves, and so theirs."""
    return asks(writer, people, by, by, due, **fields)


def stored(database: Database, one: Commitment) -> Commitment:
    table = METADATA.tables["commitment"]
    own = (table.c.network_id == one.network_id, table.c.id == one.id)
    body = database.read_now(lambda k: k.execute(select(table.c.body).where(*own)).scalar_one())
    return from_json(COMMITMENT, body)


def parts(database: Database, one: Commitment) -> dict[MemberId, Any]:
    table = METADATA.tables["commitment_part"]
    own = (table.c.network_id == one.network_id, table.c.commitment_id == one.id)
    rows = database.read_now(lambda k: k.execute(select(table).where(*own)).all())
    return {row.member_id: row for row in rows}


def happenings(database: Database, one: Commitment) -> list[str]:
    table = METADATA.tables["commitment_happening"]
    own = (table.c.network_id == one.network_id, table.c.commitment_id == one.id)
    query = select(table.c.happening).where(*own).order_by(table.c.number)
    return [str(kind) for kind in database.read_now(lambda k: list(k.execute(query).scalars()))]
