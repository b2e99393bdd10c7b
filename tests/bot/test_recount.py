"""``rondo recount``: anyone counts a ballot again, with nothing but its file."""

from pathlib import Path

import pytest

from decisions.rounds.ballots.ballot import Method
from decisions.rounds.text import Text
from storage.ballot_file import written
from storage.database import Database
from storage.migrate import upgrade
from storage.writer import Writer
from tests.bot.command_line import rondo
from tests.decisions.ballots.elections import a_ballot, counted, piles
from tests.support.builders import TurnedClock, a_community, a_vote, an_open_round, done
from tests.support.builders import a_ballot as a_ballot_of_letters

BALLOT = a_ballot(Method.SCORE, "abcdefg")
SAID = piles({"a=1": 2, "a=2 b=5": 3, "b=1 c=1 d=1 e=1 f=1": 4})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    result = counted(BALLOT, SAID)
    (tmp_path / "vote.jsonl").write_text("".join(written(BALLOT, 12, result, SAID)), encoding="utf-8")
    return tmp_path


def change(folder: Path, before: str, after: str) -> None:
    path = folder / "vote.jsonl"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_same_result_is_said_to_be_the_same(folder: Path) -> None:
    said = rondo(folder, "recount", "vote.jsonl")
    assert (said.status, said.words) == (
        0,
        "vote.jsonl holds the right result: its answers, counted again, come to the same.\n",
    )
    assert [path.name for path in folder.iterdir()] == ["vote.jsonl"], "nothing else is needed, or made"


def test_a_result_that_does_not_follow_is_named(folder: Path) -> None:
    change(folder, '"winners":["b"]', '"winners":["a"]')
    said = rondo(folder, "recount", "vote.jsonl")
    assert (said.status, said.words) == (
        1,
        "vote.jsonl holds another result than its answers come to: winners is b, not a.\n",
    )


def test_answers_that_were_changed_are_found(folder: Path) -> None:
    change(folder, '"many":4', '"many":5')
    said = rondo(folder, "recount", "vote.jsonl")
    assert said.status == 1
    assert said.words.startswith(
        "vote.jsonl holds another result than its answers come to: counted is 10, not 9; "
    )
    assert "b.figure is 20, not 19; b.marks differ; " in said.words
    assert said.words.count(";") == 5, "five are named; of the marks, a and g got more noughts"
    assert said.words.endswith("; and 8 more.\n")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("vote.jsonl", "Line 3 is not an answer that this ballot takes."),
        ("other.txt", "It does not begin as a ballot that Rondo wrote."),
        ("nowhere", "It cannot be read: No such file or directory."),
    ],
)
def test_a_file_that_is_no_ballot_is_said_to_be_none(folder: Path, name: str, sentence: str) -> None:
    change(folder, '"choice":"a=2 b=5"', '"choice":"a=2 b=6"')
    (folder / "other.txt").write_text("Dear all,\n", encoding="utf-8")
    said = rondo(folder, "recount", name)
    assert (said.status, said.words) == (2, f"{name} is not a ballot that can be counted. {sentence}\n")


def test_each_ballot_that_has_closed_is_written_to_a_file_of_its_own(tmp_path: Path) -> None:
    url, clock = f"sqlite:///{tmp_path / 'rondo.db'}", TurnedClock()
    database = Database(url)
    upgrade(database)
    with Writer(database, clock) as writer:
        people = a_community(writer)
        assert rondo(tmp_path, "ballots", "votes", DATABASE_URL=url).words == "No ballot has closed yet.\n"
        round = an_open_round(writer, people, text=Text("Where?", ""), ballot=a_ballot_of_letters())
        for member in people.members:
            done(writer.submit(a_vote(round, member, {"b": 1}), "").result(30))
        clock.turn(days=30)
        done(writer.settle_due().result(30))
    database.close()
    said = rondo(tmp_path, "ballots", "votes", DATABASE_URL=url)
    name = f"votes/{people.network_id}/R-{round.ref}.ballot.jsonl"
    assert (said.status, said.words) == (0, f"{name}\n")
    assert rondo(tmp_path, "recount", name).status == 0
