"""How a pass closes, and what it comes to (consent.md, "Answers, while consenting": Closing, Adopted when)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid5

from decisions.events import Event
from decisions.ids import AgreementId, MemberId, RemarkId, RoundId
from decisions.rounds import events as e
from decisions.rounds.answers import Kind, SealedWords
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, Criterion, Problem, Round, Stage, Why
from decisions.rounds.settings import Closing
from decisions.rounds.tally import quorum_met, voices_missing
from decisions.workdays import add_workdays, deadline_after_workdays, next_workday_morning

SLIP: Final = timedelta(minutes=2)
"""Where a circle closes at once, the time to correct a slip."""
TEST_WINDOW_WORKDAYS: Final = 2
ComesTo = Callable[[Round, datetime], tuple[Event, ...]]
"""(round, now) to what an unsealed pass comes to."""


def turn_consenting(case: Case, now: datetime) -> tuple[Event, ...]:
    """Closes at the deadline; or, once everyone asked has answered, next morning (or two minutes later)."""
    return close_consenting(case, now, outcome)


def close_consenting(case: Case, now: datetime, comes_to: ComesTo) -> tuple[Event, ...]:
    """The same, where an unsealed pass comes to something else than in consent."""
    closes = closing_time(case.round)
    return (
        _closed(case, now, comes_to)
        if closes is not None and closes <= now
        else closes_early(case.round, now)
    )


def closes_early(round: Round, now: datetime) -> tuple[Event, ...]:
    """Once everyone asked has been heard, when the pass closes because of that."""
    if not round.tally.everyone_heard or round.closes_early is not None or round.deadline is None:
        return ()
    return (e.EveryoneHeard(closes_at=min(round.deadline, early_close(round, now)), at=now),)


def closing_time(round: Round) -> datetime | None:
    """When consenting closes as things stand."""
    return min((moment for moment in (round.deadline, round.closes_early) if moment), default=None)


def early_close(round: Round, now: datetime) -> datetime:
    """When a pass closes in which everyone has just been heard, if its deadline does not come first."""
    at_once = round.settings.closing is Closing.AT_ONCE
    return time_for_what_is_new(round, now + SLIP if at_once else next_workday_morning(now, round.settings))


def time_for_what_is_new(round: Round, closes: datetime) -> datetime:
    """Later than ``closes``, where an option has been added that not everyone may have seen: they have a workday."""
    if round.option_added_at is None:
        return closes
    return max(closes, add_workdays(round.option_added_at, 1, round.settings))


def _closed(case: Case, now: datetime, comes_to: ComesTo) -> tuple[Event, ...]:
    round = case.round
    if short_of(round) and not round.extended_by_itself and not round.tally.everyone_heard:
        length = round.settings.lengths.extension_workdays
        return (e.DeadlineMoved(deadline=deadline_after_workdays(now, length, round.settings), at=now),)
    counted = tuple(one for one in case.sealed if one.answer.confirmed)
    events: tuple[Event, ...] = (_unsealed(round, counted, now),)
    events += _confirmed_by_answer(round, counted, now)
    return events + comes_to(evolve_all(round, events), now)


def outcome(round: Round, now: datetime) -> tuple[Event, ...]:
    """What an unsealed pass comes to: not heard enough, a problem to look at, a meeting, or an end."""
    if short := short_of(round):
        return (e.RoundEnded(stage=Stage.NOT_HEARD_ENOUGH, why=short, at=now),)
    if any(not problem.unconfirmed for problem in round.open_problems):
        return (open_integrating(round, now),)
    if round.open_problems:
        return (e.RoundEnded(stage=Stage.MEETING, why=Why.NOBODY_CONFIRMED, at=now),)
    if not round.tally.of(Kind.CONSENT) + round.tally.of(Kind.CONCERN):
        return (e.RoundEnded(stage=Stage.NOT_AGREED, why=Why.NO_ONE_CONSENTED, at=now),)
    own_record = round.settings.recommends or round.mou is not None
    stands = None if own_record else agreement_id(round.id)
    return (e.RoundEnded(stage=Stage.AGREED, why=Why.ADOPTED, agreement_id=stands, at=now),)


def open_integrating(round: Round, now: datetime) -> e.IntegratingOpened:
    """The problems stand; for two workdays a test may be asked of each that has not been tested."""
    lengths = round.settings.lengths
    window = None
    if any(not problem.tested for problem in round.open_problems):
        window = add_workdays(now, TEST_WINDOW_WORKDAYS, round.settings)
    deadline = deadline_after_workdays(now, lengths.integrating_workdays, round.settings)
    return e.IntegratingOpened(deadline=deadline, test_window=window, at=now)


def agreement_id(round_id: RoundId) -> AgreementId:
    """One round, one agreement: its id follows from the round's, so that time alone can make it."""
    return AgreementId(uuid5(round_id, "agreement"))


def short_of(round: Round) -> Why | None:
    """What is still missing before its answers may decide: quorum, or a group that the voice rule names."""
    if not quorum_met(round.tally, round.settings):
        return Why.QUORUM
    return Why.VOICES if voices_missing(round.tally, round.settings) else None


def _unsealed(round: Round, sealed: tuple[SealedWords, ...], now: datetime) -> e.Unsealed:
    told = (one for one in sealed if one.answer.kind is Kind.CONCERN)
    worries = tuple(worry for worry in (_worry(round, one) for one in told) if not _is_kept(round, worry))
    problems = tuple(_problem(round, one, now) for one in sealed if one.answer.kind is Kind.OBJECTION)
    return e.Unsealed(pass_no=round.pass_no, worries=worries, problems=problems, at=now)


def _confirmed_by_answer(round: Round, sealed: tuple[SealedWords, ...], now: datetime) -> tuple[Event, ...]:
    """Who raised a problem that went on unconfirmed, and has answered this version, has spoken: OK settles the old problem,
    and a new problem takes its place."""
    kinds = {one.by: one.answer.kind for one in sealed}
    events: list[Event] = []
    for problem in round.open_problems:
        if not problem.unconfirmed or problem.raiser is None or problem.raiser not in kinds:
            continue
        if kinds[problem.raiser] is Kind.OBJECTION:
            newer = _remark_id(round, problem.raiser)
            events.append(e.ProblemJoined(problem_id=newer, by=problem.raiser, own=problem.id, at=now))
        elif kinds[problem.raiser] is not Kind.STAND_ASIDE:
            events.append(e.FixConfirmed(problem_id=problem.id, by=problem.raiser, at=now))
    return tuple(events)


def _worry(round: Round, one: SealedWords) -> Criterion:
    answer = one.answer
    return Criterion(_remark_id(round, one.by), answer.words, one.by, answer.named, round.version)


def _is_kept(round: Round, worry: Criterion) -> bool:
    """The same person has said it about an earlier version, in the same words: it is looked at once."""
    said = (worry.by, worry.words, worry.named)
    return any((kept.by, kept.words, kept.named) == said for kept in round.criteria)


def _problem(round: Round, one: SealedWords, now: datetime) -> Problem:
    return Problem(
        id=_remark_id(round, one.by),
        raised_by=one.by,
        raiser=None if one.left else one.by,
        group=one.group,
        organisation=one.organisation,
        version=round.version,
        harm=one.answer.words,
        fix=one.answer.fix,
        named=one.answer.named,
        left_at=now if one.left else None,
    )


def _remark_id(round: Round, member: MemberId) -> RemarkId:
    """A worry or a problem is its member's one answer in its pass: its id follows from these, and from the round's seed, so that
    nobody can tell from the id who said it."""
    return RemarkId(uuid5(round.seed or round.id, f"{round.pass_no}:{member}"))
