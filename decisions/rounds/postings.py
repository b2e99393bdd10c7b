"""Which shared cards of a round stand in its circle's places, and how they look as it goes on.

Policy only: from a change to what is wanted. How a card looks is settled again when it leaves
(``standing``), from the round as it is then, so that a late card is true and one that has become pointless
is not posted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import singledispatch
from typing import Final

from decisions.events import Event
from decisions.rounds import events as happened
from decisions.rounds.asks import asks_again, last_morning
from decisions.rounds.ballots.terms import Shown
from decisions.rounds.round import DECIDING, Round, Stage


class CardKind(StrEnum):
    """A card that stands in a place; each stands there once for each thing that it is about."""

    ROUND = "round"
    AGAIN = "again"
    """Everyone is asked again, about a new version."""
    BUMP = "bump"
    """The last day: a small card with the buttons."""
    REOPENED = "reopened"
    """A closed ballot goes on: why, until when, with the buttons. About the how many-th time."""
    RESULT = "result"
    """About the how many-th reopening before it; nothing: it has closed once."""
    QUESTION = "question"
    """In the thread, like the two below."""
    REACTIONS = "reactions"
    FIXES = "fixes"


IN_THREAD: Final = frozenset({CardKind.QUESTION, CardKind.REACTIONS, CardKind.FIXES})
SMALL: Final = frozenset({CardKind.AGAIN, CardKind.BUMP})


@dataclass(frozen=True, slots=True)
class CardWanted:
    """A card that should stand in every place of the circle, from ``due`` on. ``about``: a version or a
    remark."""

    kind: CardKind
    due: datetime
    about: str = ""


class Standing(StrEnum):
    """How a card should look now."""

    FULL = "full"
    LINE = "line"
    """It is over: one line, if it was posted at all."""


def cards_for(after: Round, events: Sequence[Event]) -> tuple[CardWanted, ...]:
    """The cards that these events call for, beside what stands already."""
    return tuple(card for event in events for card in _cards(event, after))


def shows_on_the_card(before: Round | None, after: Round, events: Sequence[Event]) -> bool:
    """Whether the round's own card looks different after these events. Of what people say it shows only how many have been
    heard; and of a round that all see as it stands, what was said."""
    if before is None or any(not isinstance(event, _PRIVATE + _COUNTED) for event in events):
        return True
    return _counts(before) != _counts(after) or _tells_choices(after, events)


def shows_on_the_result(before: Round | None, after: Round) -> bool:
    """Whether the result looks different, wherever it stands."""
    return before is not None and before.outcome_statement != after.outcome_statement


def _tells_choices(round: Round, events: Sequence[Event]) -> bool:
    seen = round.terms.shown is Shown.ALWAYS
    given = (event.answer for event in events if isinstance(event, happened.AnswerGiven))
    return seen and any(answer.confirmed for answer in given)


def _counts(round: Round) -> tuple[object, ...]:
    """What a card shows of the answers."""
    heard = {group: (tally.asked, tally.heard) for group, tally in round.tally.groups.items()}
    tested = round.test.fix_first + round.test.try_anyway if round.test else 0
    return heard, tested, round.closes_early


_PRIVATE: Final = (
    happened.DraftWritten,
    happened.DraftEdited,
    happened.OpeningScheduled,
    happened.OpeningHeldBack,
    happened.CallAsked,
    happened.AskedAboutProblem,
    happened.HelpOffered,
    happened.Reminded,
    happened.RaisersAskedAgain,
)
_COUNTED: Final = (
    happened.AnswerGiven,
    happened.VotedInSecret,
    happened.AnswerTakenBack,
    happened.TestAnswered,
    happened.QuestionAsked,
    happened.QuestionAnswered,
    happened.ReactionShared,
    happened.PassedOver,
)


def turns(before: Round | None, after: Round) -> bool:
    """Whether the stage, the pass, the deadline or who acts has turned: every card about it must say so,
    and first."""
    return before is None or any(
        getattr(before, name) != getattr(after, name)
        for name in ("stage", "pass_no", "version", "deadline", "carry_on_since")
    )


def standing(kind: CardKind, about: str, round: Round, *, bumped: bool = False) -> Standing | None:
    """How the card should look now; None: it has nothing to say, and is not posted. ``bumped``: the bump about the
    same version stands in the same place, and takes the place of the small card before it."""
    if round.stage in {Stage.DRAFT, Stage.DISCARDED}:
        return None
    if kind in SMALL:
        asked_now = round.stage in DECIDING and about == _version(round.version)
        asked_now = asked_now and not (bumped and kind is CardKind.AGAIN)
        return Standing.FULL if asked_now else Standing.LINE
    if kind is CardKind.REOPENED:
        return Standing.FULL if round.stage in DECIDING and about == _times(round) else Standing.LINE
    if kind is CardKind.RESULT:
        if about != _times(round):
            return Standing.LINE
        return Standing.FULL if round.is_over else None
    return Standing.FULL


def worth_posting(kind: CardKind, about: str, round: Round, *, bumped: bool = False) -> bool:
    """Whether a card that is not there yet should still be posted."""
    if standing(kind, about, round, bumped=bumped) is not Standing.FULL:
        return False
    return kind is not CardKind.BUMP or not round.tally.everyone_heard


def _times(round: Round) -> str:
    """How often it has been reopened; empty: never."""
    return str(round.reopened.times) if round.reopened is not None else ""


def _version(version: int) -> str:
    return f"v{version}"


def _bump(after: Round, asked: datetime, deadline: datetime, version: int) -> Iterator[CardWanted]:
    if (morning := last_morning(asked, deadline, after.settings.zone)) is not None:
        yield CardWanted(CardKind.BUMP, morning, _version(version))


@singledispatch
def _cards(event: Event, after: Round) -> Iterator[CardWanted]:
    yield from ()


@_cards.register
def _(event: happened.RoundOpened, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.ROUND, event.at)


@_cards.register
def _(event: happened.PassOpened, after: Round) -> Iterator[CardWanted]:
    if event.stage not in DECIDING:
        return
    if event.pass_no == after.pass_no and asks_again(after):
        yield CardWanted(CardKind.AGAIN, event.at, _version(event.version))
    yield from _bump(after, event.at, event.deadline, event.version)


@_cards.register
def _(event: happened.BallotChanged, after: Round) -> Iterator[CardWanted]:
    """A bump is about a version: that of the one before has nothing to say any more."""
    if after.deadline is not None:
        yield from _bump(after, event.at, after.deadline, event.version)


@_cards.register
def _(event: happened.DeadlineMoved, after: Round) -> Iterator[CardWanted]:
    if after.stage not in DECIDING:
        return
    yield from _bump(after, after.stage_since or event.at, event.deadline, after.version)


@_cards.register
def _(event: happened.BallotReopened, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.REOPENED, event.at, _times(after))


@_cards.register
def _(event: happened.QuestionAsked, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.QUESTION, event.at, str(event.id))


@_cards.register
def _(event: happened.QuestionAnswered, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.QUESTION, event.at, str(event.question_id))


@_cards.register
def _(event: happened.ReactionShared, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.REACTIONS, event.at)


@_cards.register
def _(event: happened.FixSuggested, after: Round) -> Iterator[CardWanted]:
    yield CardWanted(CardKind.FIXES, event.at)


@_cards.register
def _(event: happened.RoundEnded, after: Round) -> Iterator[CardWanted]:
    if after.opened_at is not None and event.stage is not Stage.DISCARDED:
        yield CardWanted(CardKind.RESULT, event.at, _times(after))
