"""Which answers say no, where a reason is asked only of those who disagree."""

from collections.abc import Mapping
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.choice import Choice

_AGAINST: Final[Mapping[Method, tuple[str, ...]]] = {
    Method.SENSE_CHECK: ("worried",),
    Method.CONSENSUS: ("aside", "block"),
}


def can_disagree(method: Method) -> bool:
    """Whether a method asks about one thing, so that one can be against it. Among options one is only for something else; who is
    not in an opt-in disagrees with nobody."""
    return method in _AGAINST or method is Method.GRADIENTS


def disagrees(ballot: Ballot, choice: Choice) -> bool:
    """Consensus: standing aside and blocking. Sense check: being worried. Gradients: whatever is less favourable than the answer
    from which on it is support."""
    return any(choice.of_option(key) for key in _against(ballot))


def _against(ballot: Ballot) -> tuple[str, ...]:
    if ballot.method is not Method.GRADIENTS:
        return _AGAINST.get(ballot.method, ())
    passes_at = ballot.rules.passes_at
    return ballot.keys[ballot.keys.index(passes_at) + 1 :] if passes_at in ballot.keys else ()
