"""A ballot as a file: written alike whoever writes it, read back whole, and what is not one is told apart."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.ids import GroupId
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Base, Method, Threshold
from decisions.rounds.ballots.choice import Pile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.recount import recount
from decisions.rounds.ballots.result import Result
from storage.ballot_file import FORMAT, NotABallot, read, written
from tests.decisions.ballots.elections import LOT, a_ballot, counted, every_choice, piles

PARENTS = GroupId(UUID(int=1))
BALLOT = a_ballot(Method.SCORE, top=3, thresholds=(("a", Threshold(10, base=Base.ELIGIBLE)),), **LOT)
SAID = piles({"a=1": 2, "a=2 b=3": 3, "b=1": 4})
RESULT = counted(BALLOT, SAID, 12)


def lines() -> list[str]:
    return list(written(BALLOT, 12, RESULT, SAID))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "ballot").write_text("".join(lines()), encoding="utf-8")
    return tmp_path / "ballot"


def counted_again(path: Path) -> list[str]:
    ballot = read(path)
    return [it.what for it in recount(ballot.ballot, ballot, ballot.eligible, ballot.result)]


def test_what_is_written_is_read_again(path: Path) -> None:
    file = read(path)
    assert (file.ballot, file.eligible, file.result) == (BALLOT, 12, RESULT)
    assert list(file) == SAID
    assert list(file) == SAID, "it can be gone through more than once"
    assert counted_again(path) == []


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20, deadline=None)
@given(data=st.data(), eligible=st.integers(0, 20))
def test_whatever_was_said_its_file_comes_to_the_same(
    method: Method, data: st.DataObject, eligible: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ballot = a_ballot(method, passes_at="minor", top=3, budget=3)
    said = Counter(data.draw(st.lists(st.sampled_from(every_choice(ballot)))))
    profile = [Pile(choice, said[choice]) for choice in sorted(said, key=str)]
    result = counted(ballot, profile, eligible)
    path = tmp_path_factory.mktemp("written") / "ballot"
    path.write_text("".join(written(ballot, eligible, result, profile)), encoding="utf-8")
    file = read(path)
    assert (list(file), file.ballot, file.result) == (profile, ballot, result)
    assert counted_again(path) == []


def test_each_line_is_canonical(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        again = json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert line == again
    assert json.loads(lines()[0])["format"] == FORMAT
    assert lines()[1] == '{"choice":"a=1","many":2}\n'


def test_times_are_kept_and_options_that_are_none_are_written_as_they_always_were(tmp_path: Path) -> None:
    first = Moment(datetime(2026, 12, 7, 15, tzinfo=UTC), 90)
    moments = (BallotOption("a", "", moment=first), BallotOption("b", "", moment=replace(first, minutes=60)))
    ballot = Ballot(Method.TIME_POLL, moments)
    said = piles({"a=1": 2, "a=2 b=2": 1})
    (tmp_path / "times").write_text(
        "".join(written(ballot, 5, counted(ballot, said), said)), encoding="utf-8"
    )
    assert read(tmp_path / "times").ballot == ballot
    assert counted_again(tmp_path / "times") == []
    assert "moment" not in lines()[0]


def test_groups_are_kept() -> None:
    grouped = [SAID[0], replace(SAID[0], group=PARENTS), *SAID[1:]]
    assert lines()[1:] == [line for line in written(BALLOT, 12, RESULT, grouped) if "group" not in line][1:]
    assert f'"group":"{PARENTS}"' in list(written(BALLOT, 12, RESULT, grouped))[2]


@pytest.mark.parametrize("profile", [[SAID[1], SAID[0]], [SAID[0], SAID[0]]])
def test_the_order_of_the_file_tells_nothing_of_the_order_of_arrival(profile: list[Pile]) -> None:
    with pytest.raises(ValueError, match="cannot stand behind"):
        list(written(BALLOT, 12, RESULT, profile))


def test_one_answer_a_line_counts_as_piles_do(path: Path) -> None:
    head, *rest = lines()
    single = [line.replace(f'"many":{n}', '"many":1') for line in rest for n in [json.loads(line)["many"]]]
    each = [one for one, line in zip(single, rest, strict=True) for _ in range(json.loads(line)["many"])]
    path.write_text("".join([head, *reversed(each)]), encoding="utf-8")
    assert len(each) == 9
    assert counted_again(path) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"many":2', '"many":3'),
        ('"choice":"b=1"', '"choice":"c=1"'),
        ('"winners":["b"]', '"winners":["a"]'),
        ('"counted":9', '"counted":8'),
        ('"eligible":12', '"eligible":99'),
        ('"margin":', '"margin":9'),
        ('{"choice":"b=1","many":4}\n', ""),
    ],
)
def test_a_file_in_which_something_was_changed_is_found(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert counted_again(path) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"many":2', '"many":0'),
        ('"many":2', '"many":-2'),
        ('"many":2', '"many":"two"'),
        ('"choice":"a=1"', '"choice":"a=4"'),
        ('"choice":"a=1"', '"choice":"a=1 b=0"'),
        ('"choice":"a=1"', '"choice":"z=1"'),
        ('"choice":"a=1"', '"choice":"a"'),
        ('"many":2', '"many":2,"many":3'),
        ('"many":2', '"many":2,"weight":3'),
        ('{"choice":"a=1","many":2}\n', "\n"),
        ('{"choice":"a=1","many":2}\n', "[[[[\n"),
    ],
)
def test_a_line_that_is_no_answer_to_this_ballot_is_named(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(NotABallot, match="Line 2 "):
        counted_again(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "does not begin"),
        (b"hello\n", "does not begin"),
        (b"\xff\xfe\x00", "does not begin"),
        (b"[" * 100_000, "does not begin"),
        (b'{"format":"rondo-export@1","name":"x"}\n', "is written as 'rondo-export@1'"),
        (b'{"format":"rondo-ballot@2"}\n', "this Rondo reads 'rondo-ballot@1'"),
        (b'{"format":"rondo-ballot@1"}\n', "whole ballot"),
    ],
)
def test_what_is_not_a_ballot_is_said_to_be_none(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(NotABallot, match=sentence):
        read(tmp_path / "other")
    with pytest.raises(NotABallot, match="cannot be read"):
        read(tmp_path / "nowhere")
    with pytest.raises(NotABallot, match="cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"label":"Option a"', '"label":""'),
        ('"key":"a","label"', '"key":"b","label"'),
        ('"top":3', '"top":0'),
        ('"winners":["b"]', '"winners":["a"],"winners":["b"]'),
        ('"eligible":12', '"eligible":12,"note":"true"'),
        ('"method":"score","options"', '"method":"guess","options"'),
        (f'"seed":"{LOT["seed"]}"', '"seed":"abc"'),
    ],
)
def test_a_ballot_that_could_not_have_been_opened_is_none(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(NotABallot, match="whole ballot"):
        read(path)


def test_a_method_with_options_of_its_own_has_no_others(tmp_path: Path) -> None:
    ballot = a_ballot(Method.CONSENSUS)
    said = piles({"agree=1": 3})
    two = Ballot(ballot.method, ballot.options[:2])
    result: Result = counted(ballot, said)
    (tmp_path / "ballot").write_text("".join(written(two, 3, result, said)), encoding="utf-8")
    with pytest.raises(NotABallot, match="whole ballot"):
        read(tmp_path / "ballot")
