"""Options of an open ballot: its authors may change what is asked until the first answer; members may add to it, where they are
let."""

from dataclasses import replace
from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots import time_poll
from decisions.rounds.ballots.ballot import LABEL_LIMIT, Ballot, BallotOption
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.opening import asked, check_options, check_question
from decisions.rounds.round import Case, Round, RoundEvents


def change_ballot(case: Case, command: c.ChangeBallot, now: datetime) -> RoundEvents:
    """Another question, other options: a new version, so that a card of the one before asks again. The way to vote stays, and so
    does the lot. Once anybody has answered, or has something written down that waits for their yes, nothing changes any more."""
    round, before = case.round, asked(case.round)
    if is_locked(round):
        raise Refusal(Reason.OPTIONS_ARE_LOCKED)
    check_question(command.text)
    ballot = check_options(_as_opened(command.ballot, before), now)
    text = command.text.bounded()
    if (text, ballot) == (round.text, before):
        return ()
    return (e.BallotChanged(by=command.by, version=round.version + 1, text=text, ballot=ballot, at=now),)


def is_locked(round: Round) -> bool:
    """Whether anybody has said something of what is asked, so that it stays as it is."""
    return bool(round.tally.heard) or bool(round.written_for)


def add_option(case: Case, command: c.AddOption, now: datetime) -> RoundEvents:
    """Beside the others, with a key of its own: what has been said of them stays. Refuses one that reads like another, and a time
    that has passed."""
    round, ballot = case.round, asked(case.round)
    if not round.terms.members_add or METHODS[ballot.method].options:
        raise Refusal(Reason.OPTIONS_ARE_LOCKED)
    added = BallotOption(_free_key(ballot), command.label, command.meaning, command.moment).trimmed()
    alone = replace(ballot, options=(added,))
    for fault in (*ballot.with_option(added).faults(), *time_poll.faults(alone, now)):
        raise Refusal(fault.reason, fault.facts, at_field=_field(fault, added))
    return (e.OptionAdded(by=command.by, option=added, at=now),)


def _as_opened(ballot: Ballot, before: Ballot) -> Ballot:
    if ballot.method is not before.method:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="method")
    return replace(ballot, rules=replace(ballot.rules, seed=before.rules.seed))


def _free_key(ballot: Ballot) -> str:
    numbers = range(1, len(ballot.keys) + 2)
    return next(key for key in (f"o{number}" for number in numbers) if key not in ballot.keys)


def _field(fault: Refusal, added: BallotOption) -> str:
    """What is wrong with the others is no longer to be mended: it is the label that was typed now."""
    too_long = fault.reason is Reason.TOO_LONG and len(added.label) <= LABEL_LIMIT
    return "meaning" if too_long else "label"
