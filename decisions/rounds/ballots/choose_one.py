"""One option each: the one that most people choose."""

from fractions import Fraction

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, Tie
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.result import Result, Standing


def checked(ballot: Ballot, choice: Choice) -> Choice:
    if len(choice.marks) != 1 or choice.marks[0][0] not in ballot.keys or choice.marks[0][1] != 1:
        raise Refusal(Reason.NOT_A_CHOICE)
    return choice


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    votes = dict.fromkeys(ballot.keys, 0)
    for pile in profile:
        votes[pile.choice.marks[0][0]] += pile.many
    total = sum(votes.values())
    best = max(votes.values())
    first = tuple(key for key in ballot.keys if total and votes[key] == best)
    standings = tuple(Standing(key, Fraction(n)) for key, n in votes.items())
    if len(first) < 2:
        return Result(ballot.method, total, standings, first)
    lot = ballot.rules.tie is Tie.LOT
    winners = drawn(ballot.rules.seed, first)[:1] if lot else ()
    return Result(ballot.method, total, standings, winners, first, lot)
