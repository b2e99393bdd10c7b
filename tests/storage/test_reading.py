"""Records: what one reader may see, in a constant number of statements, with sealed answers never read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event, text

from adapters.present.reader import Reader
from adapters.present.round_card import round_card
from decisions.ids import CircleId, MemberId, RemarkId
from decisions.rounds.answers import Kind
from decisions.rounds.commands import (
    AnswerQuestion,
    AnswerTest,
    AskAboutProblem,
    AskForCall,
    AskForTest,
    AskQuestion,
    NotYetFixed,
    Remind,
    ShareReaction,
    WriteDown,
)
from decisions.rounds.record import CircleRecord, HomeRecord, RemarkKind, RoundRecord
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form, GroupNeed, Settings
from storage.database import Database
from storage.reading.home import agreement_record, circle_record, home_record
from storage.reading.parts import MOST_SEATS, load_circles
from storage.reading.people import versions
from storage.reading.rounds import card_record, round_record
from storage.writer import Writer
from tests.support.builders import (
    A_TUESDAY,
    Community,
    TurnedClock,
    a_community,
    a_draft,
    an_answer,
    an_open_round,
    answer_all,
    done,
    make_circle,
    new_id,
)

T = TypeVar("T")


def record(database: Database, round: Round, reader: MemberId | None) -> RoundRecord | None:
    return database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))


def seen(database: Database, round: Round, reader: MemberId | None) -> RoundRecord:
    found = record(database, round, reader)
    assert found is not None
    return found


def home(database: Database, community: Community, reader: MemberId) -> HomeRecord:
    found = database.read_now(lambda c: home_record(c, community.network_id, reader, A_TUESDAY))
    assert found is not None
    return found


def room(database: Database, community: Community, reader: MemberId) -> CircleRecord:
    found = database.read_now(
        lambda c: circle_record(c, community.network_id, community.circle_id, reader, A_TUESDAY)
    )
    assert found is not None
    return found


def test_while_a_pass_is_open_only_the_numbers_and_ones_own_answer_are_read(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    _, _, ana, bo, _ = community.members
    answer_all(writer, round, (ana,), Kind.OBJECTION, "It is not safe")
    answer_all(writer, round, (bo,))
    for reader in (None, community.facilitator, community.proposer, bo):
        found = seen(database, round, reader)
        assert found.round.tally.heard == 2
        assert all(not group.kinds for group in found.round.tally.groups.values())
        assert "It is not safe" not in repr(found)
        assert found.result is None
    own = seen(database, round, ana)
    assert own.seat.answer is not None
    assert own.seat.answer.words == "It is not safe"
    assert all(not line.round.tally.of(Kind.OBJECTION) for line in home(database, community, ana).waiting)


def test_once_unsealed_the_result_is_read(database: Database, writer: Writer, clock: TurnedClock) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, community.members[:3])
    answer_all(writer, round, community.members[3:], Kind.CONCERN, "The stairs")
    clock.turn(days=30)
    done(writer.settle_due().result(5))
    found = seen(database, round, community.members[4])
    assert found.round.stage is Stage.AGREED
    assert found.result is not None
    assert (found.result.of(Kind.CONSENT), found.result.of(Kind.CONCERN)) == (3, 2)
    assert {worry.words for worry in found.round.criteria} == {"The stairs"}
    assert found.agreement is not None
    room_now = room(database, community, community.members[4])
    assert [agreement.round_id for agreement in room_now.agreements] == [round.id]
    assert [line.round.id for line in room_now.ended] == [round.id]
    agreement = database.read_now(
        lambda c: agreement_record(c, community.network_id, room_now.agreements[0].id, community.members[4])
    )
    assert agreement is not None
    assert agreement.round.id == round.id


def test_a_large_circle_hides_no_other_and_nobodys_own_seat(database: Database, writer: Writer) -> None:
    community = a_community(writer, members=MOST_SEATS + 2)
    last = community.members[-1]
    other = replace(make_circle(community), circle_id=CircleId(new_id()), by=last, seats=community.seats[-3:])
    done(writer.submit(other, "").result(30))
    ids = {community.circle_id, other.circle_id}
    found = database.read_now(lambda c: load_circles(c, community.network_id, ids, last))
    assert len(found[community.circle_id].seats) == MOST_SEATS + 1
    assert all(circle.seat(last) is not None for circle in found.values())
    assert len(found[other.circle_id].seats) == 3
    an_open_round(writer, community)
    assert [line.seat.in_circle for line in home(database, community, last).waiting] == [True]


def test_a_draft_is_for_its_authors_only(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    draft = a_draft(writer, community, co_authors=(community.members[2],))
    for reader in community.members[1:3]:
        assert record(database, draft, reader) is not None
        assert [line.round.id for line in home(database, community, reader).proposed] == [draft.id]
    for other in (None, community.facilitator, community.members[3]):
        assert record(database, draft, other) is None
    assert room(database, community, community.facilitator).rounds == ()


def test_nothing_of_another_network_or_circle_is_found(database: Database, writer: Writer) -> None:
    ours, theirs = a_community(writer), a_community(writer)
    round = an_open_round(writer, theirs)
    assert record(database, round, ours.members[2]) is None
    assert record(database, replace(round, network_id=ours.network_id), ours.members[2]) is None
    stranger = ours.members[0]
    assert (
        database.read_now(
            lambda c: circle_record(c, theirs.network_id, theirs.circle_id, stranger, A_TUESDAY)
        )
        is None
    )
    assert database.read_now(lambda c: home_record(c, theirs.network_id, stranger, A_TUESDAY)) is None
    assert home(database, ours, stranger).waiting == ()


def test_only_the_facilitator_sees_who_is_missing_and_the_voice_rules_groups_come_first(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer, members=6)
    settings = Settings(voices=(GroupNeed(community.groups[1], count=2),))
    round = an_open_round(writer, community, settings=settings)
    answer_all(writer, round, community.members[:1])
    found = seen(database, round, community.facilitator)
    assert set(found.missing) == set(community.members[1:])
    assert set(found.missing[:3]) == {community.members[1], community.members[3], community.members[5]}
    other = seen(database, round, community.members[2])
    assert (other.missing, other.missing_count) == ((), 5)


def test_a_call_is_for_the_facilitators_eyes_and_a_question_for_all(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community, Form.FULL)
    key: dict[str, Any] = {
        "network_id": community.network_id,
        "by": community.members[2],
        "round_id": round.id,
    }
    done(writer.submit(AskQuestion(**key, id=RemarkId(new_id()), text="Who pays?"), "").result(5))
    done(writer.submit(ShareReaction(**key, id=RemarkId(new_id()), text="Hm"), "").result(5))
    done(writer.submit(ShareReaction(**key, id=RemarkId(new_id()), text="Good"), "").result(5))
    done(writer.submit(AskForCall(**key), "").result(5))
    kinds = {RemarkKind.QUESTION, RemarkKind.REACTION}
    for_all = seen(database, round, community.members[3])
    assert [remark.text for remark in for_all.remarks] == ["Who pays?", "Good"]
    assert {remark.kind for remark in for_all.remarks} == kinds
    facilitator = seen(database, round, community.facilitator)
    assert {remark.kind for remark in facilitator.remarks} == {*kinds, RemarkKind.CALL}
    assert seen(database, round, community.members[2]).seat.heard


def test_what_was_written_down_for_somebody_waits_for_their_yes(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    ana = community.members[2]
    written = WriteDown(
        network_id=community.network_id,
        by=community.facilitator,
        round_id=round.id,
        member=ana,
        kind=Kind.CONCERN,
        words="The stairs",
    )
    done(writer.submit(written, "").result(5))
    found = seen(database, round, ana)
    assert found.seat.answer is None
    assert found.written_for_reader is not None
    assert found.written_for_reader.words == "The stairs"
    assert [line.round.id for line in home(database, community, ana).to_confirm] == [round.id]
    assert found.round.tally.heard == 0


def test_home_says_what_waits_the_nearest_deadline_first(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    first = an_open_round(writer, community)
    clock.turn(days=7)
    second = an_open_round(writer, community)
    ana = community.members[2]
    assert [line.round.id for line in home(database, community, ana).waiting] == [first.id, second.id]
    answer_all(writer, first, (ana,))
    assert [line.round.id for line in home(database, community, ana).waiting] == [second.id]
    facilitating = home(database, community, community.facilitator).facilitating
    assert [line.missing_count for line in facilitating] == [4, 5]


def test_records_take_as_many_statements_for_many_as_for_few(database: Database, writer: Writer) -> None:
    def counting(load: Callable[[Connection], T]) -> int:
        seen_now: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            seen_now.append(statement)

        event.listen(database.reading, "before_cursor_execute", note)
        database.read_now(load)
        event.remove(database.reading, "before_cursor_execute", note)
        return len(seen_now)

    counts = []
    for members, rounds in ((4, 1), (40, 8)):
        community = a_community(writer, members=members)
        made = [an_open_round(writer, community) for _ in range(rounds)]
        answer_all(writer, made[0], community.members[1:])
        reader, network = community.facilitator, community.network_id
        counts.append(
            (
                counting(lambda c: round_record(c, network, made[0].id, reader)),  # noqa: B023
                counting(lambda c: home_record(c, network, reader, A_TUESDAY)),  # noqa: B023
                counting(lambda c: circle_record(c, network, community.circle_id, reader, A_TUESDAY)),  # noqa: B023
            )
        )
    assert counts[0] == counts[1]


def test_live_pages_are_told_by_a_number_that_grows(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    names = (f"round:{round.id}", f"circle:{community.circle_id}", "round:nonsense", f"round:{new_id()}")
    before = database.read_now(lambda c: versions(c, names))
    done(writer.submit(an_answer(round, community.members[2]), "").result(5))
    after = database.read_now(lambda c: versions(c, names))
    assert set(before) == set(names[:2])
    assert after[names[0]] == before[names[0]] + 1
    assert after[names[1]] == before[names[1]]


def test_how_to_reach_somebody_is_for_the_facilitator_and_stays_when_they_ask_again(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    key: dict[str, Any] = {"network_id": community.network_id, "round_id": round.id}
    asker, facilitator = community.members[2], community.facilitator
    for words in ("", "555 0100", ""):
        done(writer.submit(AskForCall(by=asker, words=words, **key), "").result(5))
    [call] = [r for r in seen(database, round, facilitator).remarks if r.kind is RemarkKind.CALL]
    assert (call.by, call.text) == (asker, "555 0100")
    assert seen(database, round, asker).remarks == ()
    [line] = home(database, community, facilitator).facilitating
    assert line.calls == ("Member 2",)
    open_part = database.read_now(lambda c: c.execute(text("SELECT entry FROM journal")).scalars().all())
    assert not any("555 0100" in entry for entry in open_part)

    reminded = Remind(by=facilitator, **key)
    done(writer.submit(reminded, "").result(5))
    [line] = home(database, community, facilitator).facilitating
    assert line.calls == (), "The facilitator has done something: it is no longer their turn"


def test_an_open_question_waits_for_the_proposer(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community, Form.FULL)
    key: dict[str, Any] = {"network_id": community.network_id, "round_id": round.id}
    question = RemarkId(new_id())
    assert home(database, community, community.proposer).waiting == ()
    asked = AskQuestion(by=community.members[2], id=question, text="Who pays?", **key)
    done(writer.submit(asked, "").result(5))
    assert [line.round.id for line in home(database, community, community.proposer).waiting] == [round.id]
    answered = AnswerQuestion(by=community.proposer, question_id=question, text="The fund.", **key)
    done(writer.submit(answered, "").result(5))
    assert home(database, community, community.proposer).waiting == ()


def test_a_private_question_waits_for_whoever_raised_the_problem_until_they_say_what_is_missing(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community, round = with_a_problem(writer, clock)
    asker, raiser = community.members[0], community.members[4]
    [problem] = seen(database, round, raiser).round.problems
    about: dict[str, Any] = {
        "network_id": community.network_id,
        "round_id": round.id,
        "problem_id": problem.id,
    }
    assert home(database, community, raiser).waiting == ()
    asked = AskAboutProblem(by=asker, id=RemarkId(new_id()), text="Which stairs?", **about)
    done(writer.submit(asked, "").result(5))
    assert [line.asked_about for line in home(database, community, raiser).waiting] == [1]
    for other in community.members[:4]:
        assert all(line.asked_about == 0 for line in home(database, community, other).waiting)
    done(writer.submit(NotYetFixed(by=raiser, text="Those to the door.", **about), "").result(5))
    assert home(database, community, raiser).waiting == ()


def test_a_test_waits_for_everyone_but_whoever_raised_the_problem(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community, round = with_a_problem(writer, clock)
    [problem] = seen(database, round, community.members[0]).round.problems
    for member in community.members[:2]:
        asked = AskForTest(
            network_id=community.network_id, by=member, round_id=round.id, problem_id=problem.id
        )
        done(writer.submit(asked, "").result(5))
    waits = [len(home(database, community, member).waiting) for member in community.members]
    assert waits == [1, 1, 1, 1, 0]


def with_a_problem(writer: Writer, clock: TurnedClock) -> tuple[Community, Round]:
    """The last member sees a problem, and the circle looks for a way to fix it."""
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, community.members[:4])
    answer_all(writer, round, community.members[4:], Kind.OBJECTION, "The stairs")
    clock.turn(days=1)
    done(writer.settle_due().result(5))
    return community, round


@pytest.mark.parametrize("try_anyway", [False, True])
def test_the_answers_to_a_test_are_read_when_it_is_over_too(
    database: Database, writer: Writer, clock: TurnedClock, try_anyway: bool
) -> None:
    community, round = with_a_problem(writer, clock)
    members = community.members
    [problem] = seen(database, round, members[0]).round.problems
    about: dict[str, Any] = {
        "network_id": community.network_id,
        "round_id": round.id,
        "problem_id": problem.id,
    }
    assert seen(database, round, members[0]).test_answers == ()
    for member in members[:2]:
        done(writer.submit(AskForTest(by=member, **about), "").result(5))
    for member in members[:4] if try_anyway else members[:1]:
        answered = AnswerTest(by=member, try_anyway=try_anyway, reason="It is short.", **about)
        done(writer.submit(answered, "").result(5))
    found = seen(database, round, members[2])
    assert found.round.test is None
    assert [(one.by, one.try_anyway) for one in found.test_answers] == [
        (member, try_anyway) for member in (members[:4] if try_anyway else members[:1])
    ]
    assert {(one.problem, one.reason) for one in found.test_answers} == {(problem.id, "It is short.")}


def test_the_record_of_a_card_shows_the_same_card_and_names_nobody_who_only_sits_in_the_circle(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer, 7)
    round = an_open_round(writer, community)
    done(writer.submit(an_answer(round, community.members[2]), "").result(10))
    reader = community.members[3]
    whole = seen(database, round, reader)
    found = database.read_now(lambda c: card_record(c, round.network_id, round.id, reader))
    assert found is not None
    shown_to = Reader.place("en", "UTC", A_TUESDAY, "https://rondo.example")
    assert round_card(found, shown_to) == round_card(whole, shown_to)
    assert len(whole.members) == 7
    assert set(found.members) == {community.proposer, community.facilitator, reader}


def test_the_record_of_a_card_is_for_those_who_may_see_the_round(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    stranger = MemberId(new_id())
    assert database.read_now(lambda c: card_record(c, round.network_id, round.id, stranger)) is None


def test_the_record_of_a_card_is_whole_when_no_answers_are_asked_for(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer)
    round = a_draft(writer, community)
    reader = community.proposer
    found = database.read_now(lambda c: card_record(c, round.network_id, round.id, reader))
    assert found == seen(database, round, reader)
