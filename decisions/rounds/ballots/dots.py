"""Dots: everyone has ``budget`` dots to give out, as many as they like beside each option, and the most dots are chosen.

Good for finding what a group wants to begin with, out of many ideas: people show at once what matters to them, and how much. Not
good for a single yes or no, nor where options are alike: they share their dots, and all of them seem small. Dots may be kept.

Dot voting, or dotmocracy, is a form of cumulative voting that facilitators have used since the 1980s; nobody knows who began.
Reads ``budget`` (5), ``seats``, ``thresholds`` (a share of the dots that all of them have), ``tie``. A figure is dots.
"""

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.checking import checked_numbers
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.choosing import choose
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.scale import points


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Dots beside any of the options, together no more than the budget."""
    given = sum(number for _, number in choice.marks if number > 0)
    budget = ballot.rules.budget
    if given > budget:
        raise Refusal(Reason.OVER_BUDGET, {"budget": budget, "given": given}, at_field="choice")
    return checked_numbers(ballot, choice, budget)


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """The margin: see ``margins.py``."""
    return choose(ballot, profile, eligible, points(ballot.rules.budget))
