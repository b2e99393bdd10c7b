"""The journal: chained, erasable, sealed, and enough to make the state again."""

from collections.abc import Callable
from typing import Any

import pytest
import rfc8785
from sqlalchemy import Connection, delete, select, update

from decisions.events import Event
from decisions.ids import GroupId, MemberId, RemarkId
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.commands import AskEveryone, AskQuestion, ShareReaction
from decisions.rounds.events import AnswerGiven
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form, GroupNeed, Settings
from storage.checking import Wrong, checkpoint, verify
from storage.circle_rows import load_circle
from storage.codec import EVENTS, canonical, join, split
from storage.database import Database
from storage.journal import _answer_given
from storage.readable import Reading
from storage.replay import Erased, entries, erase_entries, erase_member, replay
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import (
    A_TUESDAY,
    Community,
    TurnedClock,
    a_community,
    an_open_round,
    answer_all,
    done,
    new_id,
)

JOURNAL = METADATA.tables["journal"]
CHECKPOINT = METADATA.tables["checkpoint"]
STREAM = METADATA.tables["stream"]


@pytest.fixture
def community(writer: Writer) -> Community:
    return a_community(writer)


@pytest.fixture
def round(writer: Writer, community: Community, clock: TurnedClock) -> Round:
    """A round that was talked about, answered, and adopted, with a worry."""
    settings = Settings(voices=(GroupNeed(community.groups[0], count=1),), zone="Europe/Berlin")
    opened = an_open_round(writer, community, Form.FULL, settings)
    key: dict[str, Any] = {"network_id": opened.network_id, "round_id": opened.id}
    ask = AskQuestion(
        **key, by=community.members[2], id=RemarkId(new_id()), text="Who pays? «Ümläut» \u2028 \x7f"
    )
    done(writer.submit(ask, "").result(5))
    react = ShareReaction(**key, by=community.members[3], id=RemarkId(new_id()), text="Hm", named=False)
    done(writer.submit(react, "").result(5))
    clock.turn(days=8)
    done(writer.submit(AskEveryone(**key, by=community.proposer), "").result(5))
    answer_all(writer, opened, community.members[:4])
    answer_all(writer, opened, community.members[4:], Kind.CONCERN, 'The "stairs"\n')
    return opened


def ends(writer: Writer, clock: TurnedClock) -> None:
    clock.turn(days=30)
    done(writer.settle_due().result(5))


def test_a_replay_of_the_journal_gives_the_stored_state(
    database: Database, writer: Writer, community: Community, round: Round, clock: TurnedClock
) -> None:
    stored = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == stored
    ends(writer, clock)
    stored = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == stored
    assert stored is not None
    assert stored.stage is Stage.AGREED
    agreement = database.read_now(lambda c: c.execute(select(METADATA.tables["agreement"].c.id)).scalar_one())
    replayed = database.read_now(lambda c: replay(c, round.network_id, agreement))
    assert replayed is not None
    assert replayed.id == agreement
    circle = database.read_now(lambda c: load_circle(c, round.network_id, community.circle_id))
    assert database.read_now(lambda c: replay(c, round.network_id, community.circle_id)) == circle


def test_a_round_that_goes_on_is_loaded_as_it_was_decided(
    database: Database, writer: Writer, round: Round
) -> None:
    remembered = writer._remembered.at((round.network_id, round.id), _revision(database, round))
    assert remembered is not None
    assert database.read_now(lambda c: load_round(c, round.network_id, round.id)) == remembered


def test_an_untouched_journal_verifies(database: Database, writer: Writer, round: Round) -> None:
    assert done(writer.run(checkpoint).result(5)).state == 1
    assert done(writer.run(checkpoint).result(5)).state == 0
    answer_all(writer, round, ())
    told: list[tuple[int, int]] = []
    assert database.read_now(lambda c: verify(c, lambda n, of: told.append((n, of)))) is None
    assert told[-1][0] == told[-1][1] > 0


def _change_words(connection: Connection) -> None:
    one = select(JOURNAL.c.stream_id, JOURNAL.c.seq).where(JOURNAL.c.personal.contains("stairs")).limit(1)
    stream, seq = connection.execute(one).one()
    row = (JOURNAL.c.stream_id == stream, JOURNAL.c.seq == seq)
    connection.execute(update(JOURNAL).where(*row).values(personal='{"answer":"OK"}'))


def _change_entry(connection: Connection) -> None:
    row = JOURNAL.c.seq == 3
    entry = connection.execute(select(JOURNAL.c.entry).where(row).limit(1)).scalar_one()
    connection.execute(update(JOURNAL).where(row).values(entry=entry.replace('"seq":3', '"seq": 3')))


def _take_one_out(connection: Connection) -> None:
    connection.execute(delete(JOURNAL).where(JOURNAL.c.seq == 3))


def _cut_the_end(connection: Connection) -> None:
    longest = select(JOURNAL.c.stream_id, JOURNAL.c.seq).order_by(JOURNAL.c.seq.desc()).limit(1)
    stream, seq = connection.execute(longest).one()
    connection.execute(delete(JOURNAL).where(JOURNAL.c.stream_id == stream, JOURNAL.c.seq == seq))


def _cut_the_end_and_its_head(connection: Connection) -> None:
    longest = select(JOURNAL.c.stream_id, JOURNAL.c.seq).order_by(JOURNAL.c.seq.desc()).limit(1)
    stream, seq = connection.execute(longest).one()
    connection.execute(delete(JOURNAL).where(JOURNAL.c.stream_id == stream, JOURNAL.c.seq == seq))
    before = (JOURNAL.c.stream_id == stream, JOURNAL.c.seq == seq - 1)
    hash = connection.execute(select(JOURNAL.c.hash).where(*before)).scalar_one()
    connection.execute(update(STREAM).where(STREAM.c.id == stream).values(seq=seq - 1, hash=hash))


def _empty_a_stream(connection: Connection) -> None:
    stream = connection.execute(select(JOURNAL.c.stream_id).limit(1)).scalar_one()
    connection.execute(delete(JOURNAL).where(JOURNAL.c.stream_id == stream))


def _erase_by_halves(connection: Connection) -> None:
    connection.execute(update(JOURNAL).where(JOURNAL.c.personal.is_not(None)).values(personal=None))


def _change_a_checkpoint(connection: Connection) -> None:
    connection.execute(update(CHECKPOINT).values(hash=b"x" * 32))


@pytest.mark.parametrize(
    ("tamper", "table"),
    [
        (_change_words, "journal"),
        (_change_entry, "journal"),
        (_take_one_out, "journal"),
        (_cut_the_end, "journal"),
        (_empty_a_stream, "journal"),
        (_erase_by_halves, "journal"),
        (_cut_the_end_and_its_head, "checkpoint"),
        (_change_a_checkpoint, "checkpoint"),
    ],
)
def test_whatever_is_tampered_with_is_found(
    database: Database, writer: Writer, round: Round, tamper: Callable[[Connection], None], table: str
) -> None:
    done(writer.run(checkpoint).result(5))
    with database.writing.begin() as connection:
        tamper(connection)
    wrong = database.read_now(verify)
    assert isinstance(wrong, Wrong)
    assert wrong.table == table
    assert str(wrong.network_id) in str(wrong)


def test_what_is_erased_is_gone_and_the_chain_still_verifies(
    database: Database, writer: Writer, community: Community, round: Round, clock: TurnedClock
) -> None:
    ends(writer, clock)
    member = community.members[4]
    assert database.read_now(lambda c: _holds(c, "stairs"))
    assert done(writer.run(lambda unit: erase_member(unit, round.network_id, member)).result(5)).state > 0
    assert database.read_now(verify) is None
    own = select(JOURNAL.c.personal, JOURNAL.c.salt).where(JOURNAL.c.member_id == member)
    assert {tuple(row) for row in database.read_now(lambda c: c.execute(own).all())} == {(None, None)}
    quoted = [e for e in database.read_now(lambda c: list(entries(c, round.network_id, round.id))) if e.own]
    assert all("stairs" not in repr(entry.own) for entry in quoted)
    with pytest.raises(Erased):
        database.read_now(lambda c: replay(c, round.network_id, round.id))


def test_single_entries_can_be_erased(database: Database, writer: Writer, round: Round) -> None:
    erase = writer.run(lambda unit: erase_entries(unit, round.network_id, round.id, [1, 2]))
    assert done(erase.result(5)).state == 1
    found = database.read_now(lambda c: list(entries(c, round.network_id, round.id)))
    assert [entry.erased for entry in found[:2]] == [True, False]


def test_the_journals_view_hides_what_is_sealed(
    database: Database, writer: Writer, community: Community, round: Round, clock: TurnedClock
) -> None:
    def view() -> str:
        def load(connection: Connection) -> str:
            shown = Reading().readable(entries(connection, round.network_id, round.id))
            return "\n".join(repr(entry) for entry in shown)

        return database.read_now(load)

    before = view()
    assert "stairs" not in before
    assert "'concern'" not in before
    answered = [line for line in before.splitlines() if "AnswerGiven" in line]
    assert len(answered) == 5
    assert not any(str(member) in line for line in answered for member in community.members)
    assert "Who pays?" in before
    reactions = [line for line in before.splitlines() if "ReactionShared" in line]
    assert str(community.members[3]) not in reactions[0]
    ends(writer, clock)
    assert "stairs" in view()


@pytest.mark.parametrize("words", ["", 'A "quote" \\ and\n\ttab', "\x00\x1f\x7f\u2028é𝔘<!channel>"])
@pytest.mark.parametrize("before", [None, Kind.CONSENT])
@pytest.mark.parametrize("choice", [None, Choice.of({}), Choice.of({"a": 1, "b2": 0})])
@pytest.mark.parametrize("number", [None, 7])
def test_the_short_way_to_write_an_answer_is_the_codecs(
    words: str, before: Kind | None, choice: Choice | None, number: int | None
) -> None:
    by, written_by = MemberId(new_id()), MemberId(new_id())
    at = A_TUESDAY.replace(microsecond=12)
    answer = Answer(Kind.OBJECTION, at, words, "fix", False, written_by, choice=choice, number=number)
    said: dict[str, Any] = {"answer": answer, "before": before, "gave_up": number}
    given = AnswerGiven(by=by, version=2, pass_no=3, group=GroupId(new_id()), at=A_TUESDAY, **said)
    open_part, own = split(given)
    assert own is not None
    assert _answer_given(given) == (canonical(open_part), canonical(own))
    assert canonical(own).encode() == rfc8785.dumps(own)
    assert join("AnswerGiven", "2026-11-24T10:00:00Z", open_part, own) == given


def test_every_event_has_a_name_of_its_own() -> None:
    assert all(issubclass(kind, Event) for kind in EVENTS.values())
    assert {"AnswerGiven", "CircleMade", "AgreementReached", "MemberMet"} <= set(EVENTS)


def _holds(connection: Connection, words: str) -> bool:
    found = select(JOURNAL.c.seq).where(JOURNAL.c.personal.contains(words)).limit(1)
    return connection.execute(found).one_or_none() is not None


def _revision(database: Database, round: Round) -> int:
    found = select(STREAM.c.revision).where(STREAM.c.id == round.id)
    return int(database.read_now(lambda c: c.execute(found).scalar_one()))
