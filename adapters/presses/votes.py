"""What somebody chose in a ballot, from an option that was tapped or from the form. The method's rules check it."""

from typing import Final

from adapters.presses.fields import Sent
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.choice import Choice

_CHOICE: Final = "choice"
_CHOSEN: Final = "1"


def tapped(sent: Sent) -> Choice:
    """The option whose button it was."""
    return Choice.of({sent.part: 1})


def marked(sent: Sent) -> Choice:
    """One option, several, or a mark beside each; what travels with a form is written as marks."""
    options = [key for key in sent.many(_CHOICE) if "=" not in key]
    marks = {**dict.fromkeys(options, _CHOSEN), **sent.marks(_CHOICE)}
    if not all(number.isascii() and number.isdigit() and len(number) <= 9 for number in marks.values()):
        raise Refusal(Reason.NOT_A_CHOICE, at_field=_CHOICE)
    return Choice.of({key: int(number) for key, number in marks.items()})
