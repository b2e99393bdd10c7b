"""How each stakeholder group voted: told in words and figures, and only where it may be."""

from dataclasses import replace

from adapters.cards import Block, Breakdown, Line
from adapters.present.ballot_groups import group_blocks
from adapters.present.scene import Scene
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_result_views import by_group, too_few_by_group


def blocks(record: RoundRecord) -> tuple[Block, ...]:
    return group_blocks(Scene(record, b.a_place()))


def table(record: RoundRecord) -> Breakdown:
    found = blocks(record)[0]
    assert isinstance(found, Breakdown)
    return found


def test_each_group_stands_with_its_voters_and_its_figures() -> None:
    found = table(by_group())
    assert found.title == "By group: votes"
    assert [(part.title, part.said) for part in found.parts] == [
        ("providers", "4 voted"),
        ("parent partners", "3 voted"),
        ("other groups together", "3 voted"),
    ]
    assert found.parts[0].held == ("3", "2", "1")
    assert found.options == ("The library", "The clinic", "Online")


def test_it_is_said_why_some_are_together() -> None:
    _, why = blocks(by_group())
    assert isinstance(why, Line)
    assert "fewer than 3" in why.words.plain


def test_a_figure_is_named_for_what_it_counts() -> None:
    assert table(by_group(Method.SCHULZE)).title == "By group: of how many others it is ahead"
    assert table(by_group(Method.SCORE)).title == "By group: points"


def test_where_it_would_show_who_voted_what_that_is_said() -> None:
    (said,) = blocks(too_few_by_group())
    assert isinstance(said, Line)
    assert said.words.plain.startswith("Not told by group")


def test_nothing_is_said_of_groups_where_the_terms_do_not_tell_them_or_it_is_still_open() -> None:
    assert blocks(ballots.counted()) == ()
    record = by_group()
    assert blocks(replace(record, round=replace(record.round, stage=Stage.VOTING))) == ()
