"""What the checks of a choice have in common. Each refuses with what the person can do."""

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, field_of
from decisions.rounds.ballots.choice import Choice


def checked_numbers(ballot: Ballot, choice: Choice, highest: int) -> Choice:
    """The choice without the options that have 0 beside them: not to mark one says the same. Refuses an option that is not the
    ballot's, and a number that is not 0 to ``highest``."""
    keys = ballot.keys
    for key, number in choice.marks:
        if key not in keys:
            raise Refusal(Reason.NOT_A_CHOICE, at_field="choice")
        if not 0 <= number <= highest:
            raise Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": highest}, at_field=field_of(key))
    return Choice.of({key: number for key, number in choice.marks if number})


def checked_several(ballot: Ballot, choice: Choice, least: int, most: int) -> Choice:
    """The options that are marked. Refuses, besides, fewer than ``least`` of them and more than ``most``."""
    choice = checked_numbers(ballot, choice, 1)
    if len(choice.marks) < least:
        raise Refusal(Reason.TOO_FEW_CHOSEN, {"least": least}, at_field="choice")
    if len(choice.marks) > most:
        raise Refusal(Reason.TOO_MANY_CHOSEN, {"most": most}, at_field="choice")
    return choice


def checked_one(ballot: Ballot, choice: Choice) -> Choice:
    """The one option that is marked. Refuses, besides, none and several."""
    choice = checked_numbers(ballot, choice, 1)
    if len(choice.marks) != 1:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="choice")
    return choice
