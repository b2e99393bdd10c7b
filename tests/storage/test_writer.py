"""The one writer: told means durable, a repeat is a no-op, one bad command hurts only itself."""

import asyncio
import threading
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, event, select, text

from decisions.ids import MemberId
from decisions.refusals import Reason
from decisions.rounds.answers import Kind
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form
from decisions.rounds.tally import Tally
from storage.database import Database
from storage.migrate import upgrade
from storage.round_rows import load_round
from storage.streams.stream import Change
from storage.tables import METADATA
from storage.unit import Unit
from storage.writer import Declined, Done, Writer, WriterStopped
from tests.support.builders import (
    TurnedClock,
    a_community,
    a_draft,
    an_answer,
    an_open_round,
    answer_all,
    done,
)


def stored(database: Database, round: Round) -> Round:
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    return found


def counted(database: Database, round: Round) -> Counter[str]:
    answers = METADATA.tables["answer"]
    statement = select(answers.c.kind).where(answers.c.round_id == round.id)
    return Counter(database.read_now(lambda c: [kind.value for kind in c.execute(statement).scalars()]))


def as_counter(tally: Tally) -> Counter[str]:
    return Counter({kind.value: n for kind in Kind if (n := tally.of(kind))})


def test_what_is_told_is_stored(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    state = answer_all(writer, round, community.members[2:4])[-1].state
    assert state.stage is Stage.CONSENTING
    kept = stored(database, round)
    assert kept.with_tally(kept.tally.without_kinds()) == state
    assert as_counter(kept.tally) == counted(database, round) == {"consent": 2}
    assert state.tally.heard == 2


def test_no_outcome_says_what_kinds_of_answers_there_are(writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    given = an_answer(round, community.members[2])
    first, repeat = (writer.submit(given, "k").result(30) for _ in range(2))
    refused = writer.submit(an_answer(round, MemberId(uuid4())), "").result(30)
    assert isinstance(refused, Declined)
    for outcome in (first, repeat, refused):
        assert outcome.state.tally.heard == 1
        assert not as_counter(outcome.state.tally)


def test_what_is_committed_together_is_told_as_it_was_committed(writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    release = threading.Event()
    busy = writer.run(lambda _: release.wait(30))
    tickets = [writer.submit(an_answer(round, member), "") for member in community.members[2:4]]
    release.set()
    assert done(busy.result(30)).state
    one, other = (done(ticket.result(30)).state for ticket in tickets)
    assert one is other
    assert one.tally.heard == 2


def test_a_draft_gets_the_next_reference_of_its_network(writer: Writer) -> None:
    ours, theirs = a_community(writer), a_community(writer)
    assert [a_draft(writer, ours).ref, a_draft(writer, ours).ref, a_draft(writer, theirs).ref] == [1, 2, 1]


def test_only_who_sits_in_the_circle_can_propose_there(writer: Writer) -> None:
    ours, theirs = a_community(writer), a_community(writer)
    theirs.members[1] = ours.members[1]
    with pytest.raises(AssertionError, match="not_in_circle"):
        a_draft(writer, theirs)


def test_a_refusal_writes_nothing(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    before = _all_rows(database)
    stranger = MemberId(UUID(int=7))
    outcome = writer.submit(an_answer(round, stranger), "key").result(5)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.NOT_IN_CIRCLE
    assert outcome.state == stored(database, round)
    assert _all_rows(database) == before


def test_another_networks_round_is_not_found(writer: Writer) -> None:
    ours, theirs = a_community(writer), a_community(writer)
    round = an_open_round(writer, theirs)
    reaching = an_answer(round, ours.members[2])
    from dataclasses import replace

    outcome = writer.submit(replace(reaching, network_id=ours.network_id), "key").result(5)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.NOT_FOUND


def test_a_repeat_is_a_no_op_that_answers_as_the_first_did(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    member = community.members[2]
    first = done(writer.submit(an_answer(round, member), "click-1").result(5))
    done(writer.submit(an_answer(round, member, Kind.OBJECTION, "Harm"), "click-2").result(5))
    before = _all_rows(database)
    repeat = done(writer.submit(an_answer(round, member), "click-1").result(5))
    assert (first.events, first.repeat) == (("AnswerGiven",), False)
    assert (repeat.events, repeat.repeat) == ((), True)
    assert _all_rows(database) == before


def test_a_repeat_in_the_same_transaction_is_a_no_op_too(database: Database, clock: TurnedClock) -> None:
    writer = Writer(database, clock)
    with writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
    waiting = Writer(database, clock)
    first = waiting.submit(an_answer(round, community.members[2]), "k")
    second = waiting.submit(an_answer(round, community.members[2], Kind.CONCERN, "Hm"), "k")
    with waiting:
        assert not done(first.result(5)).repeat
        assert done(second.result(5)).repeat
    assert counted(database, round) == {"consent": 1}


def test_a_refused_command_does_not_consume_its_key(writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    member = community.members[2]
    wrong = writer.submit(an_answer(round, member, Kind.CONCERN, words=" "), "view").result(5)
    assert isinstance(wrong, Declined)
    right = writer.submit(an_answer(round, member, Kind.CONCERN, words="The door"), "view").result(5)
    assert done(right).events == ("AnswerGiven",)


def test_anothers_key_is_not_a_repeat(writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    for member in community.members[2:4]:
        assert done(writer.submit(an_answer(round, member), "same").result(5)).events == ("AnswerGiven",)


def test_many_threads_lose_nothing_and_count_nothing_twice(database: Database, writer: Writer) -> None:
    community = a_community(writer, members=80)
    round = an_open_round(writer, community)
    kinds = [Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE]

    def answer(number: int) -> None:
        for turn in range(3):
            for place in range(number, 80, 8):
                kind = kinds[(place + turn) % len(kinds)]
                command = an_answer(round, community.members[place], kind, words="Because")
                assert isinstance(writer.submit(command, f"{place}-{turn}").result(30), Done)

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = stored(database, round)
    assert after.tally.heard == after.tally.asked == 80
    assert as_counter(after.tally) == counted(database, round)
    assert counted(database, round).total() == 80


def test_two_writers_on_postgresql_share_a_round(database: Database, clock: TurnedClock) -> None:
    if database.on_sqlite:
        pytest.skip("an embedded database has one writing process")
    with Writer(database, clock) as one, Writer(database, clock) as two:
        community = a_community(one, members=60)
        round = an_open_round(one, community)
        tickets = []
        for number, member in enumerate(community.members):
            for writer in (one, two):
                kind = Kind.CONSENT if (number + (writer is one)) % 2 else Kind.STAND_ASIDE
                tickets.append(writer.submit(an_answer(round, member, kind), f"{number}"))
        outcomes = [done(ticket.result(30)) for ticket in tickets]
    after = stored(database, round)
    assert sum("AnswerGiven" in outcome.events for outcome in outcomes) == 60
    assert as_counter(after.tally) == counted(database, round)
    assert after.tally.heard == 60


def test_one_bad_command_hurts_only_itself(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock) as writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
    waiting = Writer(database, clock)

    def fails(unit: Unit) -> None:
        unit.connection.execute(text("UPDATE network SET name = 'half done'"))
        raise LookupError("a bug")

    tickets = [waiting.submit(an_answer(round, community.members[2]), "2")]
    bad = waiting.run(fails)
    tickets.append(waiting.submit(an_answer(round, community.members[3]), "3"))
    with waiting:
        assert [done(ticket.result(5)).events for ticket in tickets] == [("AnswerGiven",)] * 2
        with pytest.raises(LookupError, match="a bug"):
            bad.result(5)
    assert counted(database, round) == {"consent": 2}
    names = database.read_now(lambda c: list(c.execute(text("SELECT name FROM network")).scalars()))
    assert names == ["Early Years"]


def test_what_still_waits_can_be_withdrawn(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock) as writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
    waiting = Writer(database, clock)
    taken_out = waiting.submit(an_answer(round, community.members[2]), "2")
    stays = waiting.submit(an_answer(round, community.members[3]), "3")
    assert waiting.withdraw(taken_out)
    with waiting:
        done(stays.result(5))
        assert not waiting.withdraw(stays)
    assert counted(database, round) == {"consent": 1}


def test_nothing_is_picked_up_while_the_database_is_locked(tmp_path: Path, clock: TurnedClock) -> None:
    database = Database(f"sqlite:///{tmp_path / 'rondo.db'}")
    upgrade(database)
    with Writer(database, clock) as writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
        with database.writing.begin():
            ticket = writer.submit(an_answer(round, community.members[2]), "2")
            assert writer.withdraw(ticket)
        done(writer.submit(an_answer(round, community.members[3]), "3").result(10))
    assert counted(database, round) == {"consent": 1}
    database.close()


def test_stopping_records_what_waits_and_takes_no_more(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock) as writer:
        community = a_community(writer, members=40)
        round = an_open_round(writer, community)
        tickets = [writer.submit(an_answer(round, member), "") for member in community.members]
    assert all(ticket.done for ticket in tickets)
    assert stored(database, round).tally.heard == 40
    with pytest.raises(WriterStopped):
        _ = writer.submit(an_answer(round, community.members[0]), "")


async def test_an_event_loop_awaits_its_outcomes(database: Database, writer: Writer) -> None:
    community = await asyncio.to_thread(a_community, writer, 20)
    round = await asyncio.to_thread(an_open_round, writer, community)
    outcomes = await asyncio.gather(*(writer.submit(an_answer(round, m), "") for m in community.members))
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    found = await database.read(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    assert found.tally.heard == 20


def test_an_answer_takes_the_same_statements_however_many_came_before(
    database: Database, clock: TurnedClock
) -> None:
    statements: list[str] = []

    @event.listens_for(database.writing, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    with Writer(database, clock) as writer:
        community = a_community(writer, members=2_001)
        round = an_open_round(writer, community)
        seen: list[list[str]] = []
        for number, member in enumerate(community.members[:2_000], 1):
            ticket = writer.submit(an_answer(round, member), f"{number}")
            if number in {99, 100, 1_999, 2_000}:
                statements.clear()
                done(ticket.result(10))
                seen.append(list(statements))
            elif number in {98, 1_998}:
                done(ticket.result(10))
    assert seen[1] == seen[3]
    assert len(seen[1]) <= 12
    reading = [s for s in seen[3] if s.lstrip().startswith("SELECT") and "answer" in s]
    assert all("member.id IN" in s or "member_id" in s for s in reading)


def test_what_fell_due_happens_once_in_order_as_of_its_own_time(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, community.members[:3])
    assert round.deadline is not None
    clock.turn(days=60)
    assert done(writer.settle_due().result(5)).state == 1
    assert done(writer.settle_due().result(5)).state == 0
    after = stored(database, round)
    assert (after.stage, after.ended_at) == (Stage.AGREED, round.deadline)
    agreements = METADATA.tables["agreement"]
    row = database.read_now(lambda c: c.execute(select(agreements)).one())
    assert (row.round_id, row.ref, row.since) == (round.id, round.ref, round.deadline)


def test_an_answer_after_the_deadline_is_refused_even_when_the_tick_is_late(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, community.members[:3])
    clock.turn(days=60)
    late = writer.submit(an_answer(round, community.members[3], Kind.OBJECTION, "Wait"), "late").result(5)
    assert isinstance(late, Declined)
    assert late.refusal.reason is Reason.CLOSED
    assert stored(database, round).stage is Stage.AGREED


def test_time_never_runs_backwards_within_a_stream(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    clock.turn(hours=1)
    first = done(writer.submit(an_answer(round, community.members[2]), "").result(5))
    clock.turn(hours=-2)
    done(writer.submit(an_answer(round, community.members[3]), "").result(5))
    times = METADATA.tables["answer"].c.at
    seen = database.read_now(lambda c: list(c.execute(select(times).order_by(times)).scalars()))
    assert seen == [seen[0]] * 2
    assert first.events == ("AnswerGiven",)


def test_who_listens_is_told_once_for_each_stream_and_transaction(
    database: Database, clock: TurnedClock
) -> None:
    heard: list[Change] = []

    def listen(_connection: Connection, change: Change) -> None:
        heard.append(change)

    with Writer(database, clock, (listen,)) as writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
    waiting = Writer(database, clock, (listen,))
    heard.clear()
    tickets = [waiting.submit(an_answer(round, member), "") for member in community.members[:4]]
    waiting.start().stop()
    assert all(ticket.done for ticket in tickets)
    assert [(c.stream_id, len(c.events), c.after.tally.heard) for c in heard] == [(round.id, 4, 4)]
    assert heard[0].before.tally.heard == 0


def test_the_full_form_runs_through_its_stages(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community, Form.FULL)
    assert round.stage is Stage.EXPLORING
    clock.turn(days=90)
    done(writer.settle_due().result(5))
    assert stored(database, round).is_over


def _all_rows(database: Database) -> dict[str, list[Any]]:
    def load(connection: Connection) -> dict[str, list[Any]]:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in METADATA.tables.items()
        }

    return database.read_now(load)
