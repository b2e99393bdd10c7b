"""Voting in secret: that somebody has voted is recorded, and what was voted stands apart, under a receipt of chance alone.

The two are never brought together: no event holds the choice, no time and no order is kept with it, no count moves before the
close, and a vote is final, for nobody could find it to change it (docs/decisions/0047-secret-ballots.md).
"""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.receipt import Paper
from decisions.rounds.round import Case, Round, RoundEvents


def vote_in_secret(case: Case, command: c.VoteInSecret, now: datetime) -> RoundEvents:
    """Once. The same form again is no event; anything else of one who has voted is refused."""
    round, seat = case.round, case.seat
    if not round.terms.secret:
        raise Refusal(Reason.NOT_NOW, {"stage": round.stage.value})
    paper = paper_of(round, command)
    if seat.heard:
        return _again(case, paper)
    if seat.group is None:
        raise Refusal(Reason.NOT_ASKED)
    voted = e.VotedInSecret(
        by=command.by,
        version=round.version,
        pass_no=round.pass_no,
        group=seat.group,
        lent=seat.guest,
        at=now,
    )
    return (voted,)


def vote_after_the_close(case: Case, command: c.VoteInSecret, now: datetime) -> RoundEvents:
    """The same form again is no event here either: whoever was not shown their receipt in time is shown it now. Nobody who has
    voted is told that they came too late; all others are."""
    round = case.round
    if not (round.terms.secret and case.seat.heard):
        raise Refusal(Reason.CLOSED, {"stage": round.stage.value})
    return _again(case, paper_of(round, command))


def _again(case: Case, paper: Paper) -> RoundEvents:
    if case.voted != paper:
        raise Refusal(Reason.VOTED_ALREADY)
    return ()


def paper_of(round: Round, command: c.VoteInSecret) -> Paper:
    """As it is kept. Refuses a choice that the ballot does not take."""
    if command.choice is None:
        return Paper(command.receipt, None)
    ballot = asked(round)
    return Paper(command.receipt, METHODS[ballot.method].checked(ballot, command.choice))


def too_few_to_hide(round: Round) -> bool:
    """Whether fewer have voted in secret than a ballot can hide among. Guests hide nobody: whoever invites them may know what
    they vote."""
    own = sum(group.own_heard for group in round.tally.groups.values())
    return round.terms.secret and own < round.terms.least_voters
