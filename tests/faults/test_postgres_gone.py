"""PostgreSQL breaks down and comes back: writer and worker go on by themselves, and nothing is recorded twice."""

import asyncio
from collections.abc import Iterator

import pytest

from storage.database import Database
from storage.deliveries import on_recorded
from storage.ticket import Ticket
from storage.writer import Writer
from tests.faults.gathering import Gathering
from tests.faults.home import at_home, told
from tests.faults.truth import check
from tests.storage.conftest import with_schema
from tests.support.builders import TurnedClock, a_community, an_answer, an_open_round, done
from tests.support.postgres import Postgres, is_available, start_postgres

MEMBERS = 300
DOWN_FOR = 0.5


@pytest.fixture
def own_server(postgres: Postgres) -> Iterator[Postgres]:
    """A server that may break down without hurting any other test."""
    assert is_available(), "the fixture that all tests share has seen to that"
    server = start_postgres()
    yield server
    server.stop()


@pytest.mark.slow
async def test_answers_under_way_while_postgresql_restarts_are_recorded_once(own_server: Postgres) -> None:
    with own_server.database() as url:
        with_schema(url)
        database, clock = Database(url), TurnedClock()
        with Writer(database, clock, [on_recorded]) as writer:
            community = await asyncio.to_thread(a_community, writer, MEMBERS)
            round = await asyncio.to_thread(an_open_round, writer, community)
            tickets: list[Ticket] = []
            for number, member in enumerate(community.members):
                tickets.append(writer.submit(an_answer(round, member), f"click {number}"))
                if number == MEMBERS // 2:
                    await asyncio.to_thread(own_server.crash)
                    await asyncio.sleep(DOWN_FOR)
                    await asyncio.to_thread(own_server.start_again)
                if number % 5 == 0:
                    await asyncio.sleep(0.002)
            outcomes = [await asyncio.wait_for(ticket.future, 20) for ticket in tickets]
            state = done(outcomes[-1]).state
        database.close()
        assert [
            outcome for outcome in outcomes if not done(outcome).events and not done(outcome).repeat
        ] == []
        assert state.tally.heard == MEMBERS
        check(Gathering(url, community, round, slack=None))  # type: ignore[arg-type]


@pytest.mark.slow
async def test_after_postgresql_restarts_people_answer_and_cards_follow(own_server: Postgres) -> None:
    with own_server.database() as url:
        with_schema(url)
        async with at_home(url) as home:
            rosa, bo, card = home.person(1), home.person(2), home.gathering.card
            home.slack.trouble("chat.update", hang=1.0)
            await rosa.press(card, "OK to try")
            await told(rosa, "Recorded: OK to try")
            await home.slack.until(
                lambda: "chat.update" in home.slack.methods
            )  # it has yet to be marked as sent
            await asyncio.to_thread(own_server.crash)
            await bo.press(card, "OK to try")
            assert "Recorded" not in await told(bo)
            await asyncio.to_thread(own_server.start_again)
            await bo.again()
            await told(bo, "Recorded: OK to try")
            await home.slack.until(lambda: "Heard 2 of 5" in card.words, seconds=15)
            assert len(check(home.gathering).answers) == 2
