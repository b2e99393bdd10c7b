"""Another implementation, votelib, counts the same ballots. It does not decide ties, so neither are they compared."""

from hypothesis import assume, given
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze
from votelib.evaluate.core import VotingSystemError
from votelib.evaluate.sequential import TransferableVoteSelector

from decisions.rounds.ballots import instant_runoff, schulze
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.choice import Choice, Pile
from tests.decisions.ballots.rankings import a_ballot, patiently, profiles, rankings, weak_rankings


def as_votes(profile: list[Pile]) -> dict[tuple[object, ...], int]:
    votes = dict[tuple[object, ...], int]()
    for pile in profile:
        if pile.choice.marks:
            vote = _places(pile.choice)
            votes[vote] = votes.get(vote, 0) + pile.many
    return votes


def _places(choice: Choice) -> tuple[object, ...]:
    numbers = sorted({number for _, number in choice.marks})
    places = [frozenset(key for key, number in choice.marks if number == each) for each in numbers]
    return tuple(next(iter(place)) if len(place) == 1 else place for place in places)


@patiently
@given(profiles(rankings("abcde"), most=40))
def test_instant_runoff_finds_the_winner_that_the_referee_finds(profile: list[Pile]) -> None:
    votes = as_votes(profile)
    assume(votes)
    try:
        winners = TransferableVoteSelector(quota_function="droop").evaluate(votes, 1)
    except (NotImplementedError, VotingSystemError):
        # A tie; or nobody left to elect where blank ballots keep everyone below the quota.
        assume(False)
    result = instant_runoff.count(a_ballot(Method.INSTANT_RUNOFF, "abcde"), profile, 0)
    assert list(result.winners) == winners


@patiently
@given(profiles(weak_rankings("abcde"), most=40))
def test_schulze_finds_the_winner_that_the_referee_finds(profile: list[Pile]) -> None:
    above = RankedToCondorcetVotes().convert(as_votes(profile))
    result = schulze.count(a_ballot(Method.SCHULZE, "abcde"), profile, 0)
    assume(above and len(result.winners) == 1)
    assert Schulze().evaluate(above) == list(result.winners)
