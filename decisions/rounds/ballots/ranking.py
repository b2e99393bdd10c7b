"""A ranking: 1 beside the first option, 2 beside the second, and so on, for as many as somebody likes to rank."""

from operator import itemgetter

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, field_of
from decisions.rounds.ballots.checking import checked_numbers
from decisions.rounds.ballots.choice import Choice

number_of = itemgetter(1)
"""The number of a mark."""


def checked_ranks(ballot: Ballot, choice: Choice) -> Choice:
    """The options that are ranked: those with 0 beside them are not. Refuses an option that is not the ballot's, and a number
    that is more than there are options. To rank nothing is an answer too."""
    return checked_numbers(ballot, choice, len(ballot.options))


def checked_ranking(ballot: Ballot, choice: Choice) -> Choice:
    """Refuses, besides, a number that is given twice, and one that is left out."""
    choice = checked_ranks(ballot, choice)
    ranked = dict[int, str]()
    for key, number in sorted(choice.marks, key=lambda mark: ballot.keys.index(mark[0])):
        if number in ranked:
            raise Refusal(Reason.RANK_TWICE, {"rank": number}, at_field=field_of(key))
        ranked[number] = key
    for rank, given in enumerate(sorted(ranked), start=1):
        if given != rank:
            raise Refusal(Reason.RANK_LEFT_OUT, {"rank": rank}, at_field=field_of(ranked[given]))
    return choice


def ranking(choice: Choice) -> tuple[str, ...]:
    """The options that are ranked, the first one first."""
    return tuple([key for key, _ in sorted(choice.marks, key=number_of)])
