"""Who is in and who waits, where there is room for so many: the line of an opt-in with a limit.

A count knows no order (docs/decisions/0034); this does, and is kept beside it (docs/decisions/0037). Whoever says that they are
in gets the next number, keeps it however often they say so, and gives it up by saying anything else. Numbers are given out in
the order in which answers are recorded, so no two are the same. The cost of one answer does not grow with the line.
"""

from collections.abc import Iterator
from dataclasses import replace

from decisions.events import Event
from decisions.rounds import events as e
from decisions.rounds.answers import Answer
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.opt_in import IN
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, RoundEvents, Seat


def room(round: Round) -> int:
    """How many can be in; 0 where there is room for everyone, or nobody is asked that. In secret nobody stands in line."""
    ballot = round.ballot
    asked = ballot is not None and ballot.method is Method.OPT_IN and not round.terms.secret
    return ballot.rules.limit if ballot is not None and asked else 0


def in_line(case: Case, seat: Seat, given: e.AnswerGiven) -> RoundEvents:
    """The answer with the number that it takes, keeps or gives up, and after it who moves up because of it."""
    if not room(case.round) or not given.answer.confirmed:
        return (given,)
    before = seat.answer
    number = before.number if before is not None and before.confirmed else None
    if says_in(given.answer):
        number = number or case.round.line.last + 1
        return (replace(given, answer=replace(given.answer, number=number)),)
    given = replace(given, gave_up=number)
    return (given, *moved_up(case, evolve(case.round, given), given))


def moved_up(case: Case, round: Round, because: Event) -> Iterator[e.MovedUp]:
    """Those for whom there is room now, the first in line first. ``round`` is as it stands after what made room."""
    waiting = iter(case.waiting)
    free = min(room(round) - round.line.taken, round.line.waiting)
    for _ in range(free):
        member, number = next(waiting)
        yield e.MovedUp(member=member, number=number, at=because.at)


def says_in(answer: Answer) -> bool:
    return answer.choice is not None and bool(answer.choice.of_option(IN))
