"""Who acts is found without going through everyone else, even when the database does not know yet how large a round is."""

import re

from sqlalchemy import Connection, event

from storage.database import Database
from storage.streams.seats import load_seats
from storage.writer import Writer
from tests.support.builders import a_community, an_open_round, answer_all

MEMBERS = 600


def plan_of(connection: Connection, text: str, given: object) -> list[str]:
    on_sqlite = connection.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if on_sqlite else "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)"
    return [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {text}", given)]  # type: ignore[arg-type]


def test_the_seats_of_a_few_are_found_without_reading_those_of_the_others(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer, MEMBERS)
    round = an_open_round(writer, community)
    with database.writing.begin() as connection:
        connection.exec_driver_sql("ANALYZE")  # now it believes that nobody answers
    answer_all(writer, round, community.members[: MEMBERS // 2])
    seen: list[tuple[str, object]] = []
    event.listen(database.reading, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    few = community.members[:32]
    assert set(database.read_now(lambda c: load_seats(c, round, few))) == set(few)
    (given,) = [given for text, given in seen if "LEFT JOIN" in text]
    plan = database.read_now(lambda c: plan_of(c, next(t for t, _ in seen if "LEFT JOIN" in t), given))
    rows = [float(found) for step in plan for found in re.findall(r"actual rows=([\d.]+)", step)]
    assert rows or database.on_sqlite
    assert all(each <= len(few) for each in rows), plan
    searched = [step for step in plan if re.search(r"SEARCH (answer|seat|circle_seat) ", step)]
    assert len(searched) == (3 if database.on_sqlite else 0), plan
    assert all("member_id=?" in step for step in searched), plan
