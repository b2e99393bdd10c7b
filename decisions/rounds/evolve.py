"""From a round and what happened to the round as it then stands. Says nothing about whether it may happen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from decisions.events import Event
from decisions.ids import MemberId, RemarkId
from decisions.rounds import events as e
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.line import Line
from decisions.rounds.evolve_problems import PROBLEM_EVENTS
from decisions.rounds.evolve_selection import SELECTION_EVENTS
from decisions.rounds.evolve_stage import at_stage
from decisions.rounds.evolve_voices import voices_united
from decisions.rounds.outcome import OutcomeStatement
from decisions.rounds.round import DECIDING, FINAL, Reopening, Round, Scheduled, Stage
from decisions.rounds.selection.vacancy import begun
from decisions.rounds.settings import Settings
from decisions.rounds.tally import GroupTally, Tally
from decisions.rounds.way import Way


def evolve(round: Round | None, event: Event) -> Round:
    """The round after the event; ``round`` is None only before the first, ``DraftWritten``."""
    if isinstance(event, e.DraftWritten):
        return _draft_written(event)
    if round is None:
        raise ValueError(f"a round begins with DraftWritten, not with {type(event).__name__}")
    happened = _EVOLVE.get(type(event))
    if happened is None:
        raise ValueError(f"{type(event).__name__} is not an event of a round")
    return happened(round, event)


def evolve_all(round: Round, events: Iterable[Event]) -> Round:
    for event in events:
        round = evolve(round, event)
    return round


def _draft_written(event: e.DraftWritten) -> Round:
    return Round(
        id=event.round_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        ref=event.ref,
        process=event.process,
        stage=Stage.DRAFT,
        settings=Settings(),
        proposer=event.by,
        text=event.text,
        co_authors=event.co_authors,
        about_agreement=event.about_agreement,
        drops=event.drops,
        ballot=event.ballot,
        terms=event.terms,
        recurrence=event.recurrence,
        follows=event.follows,
        advisers=event.advisers,
        role=event.role,
        mou=event.mou,
        parties=event.parties,
        selection=begun(event.vacancy),
        stage_since=event.at,
        proposer_acted=event.at,
    )


def _draft_edited(round: Round, event: e.DraftEdited) -> Round:
    drafted = replace(round, text=event.text, co_authors=event.co_authors, proposer_acted=event.at)
    scheduled = round.scheduled if event.terms.opens_at is not None else None
    drafted = replace(drafted, ballot=event.ballot, terms=event.terms, advisers=event.advisers)
    drafted = replace(drafted, selection=begun(event.vacancy))
    return replace(drafted, scheduled=scheduled)


def _opening_scheduled(round: Round, event: e.OpeningScheduled) -> Round:
    return replace(round, scheduled=Scheduled(event.by, event.seed), proposer_acted=event.at)


def _opening_held_back(round: Round, event: e.OpeningHeldBack) -> Round:
    return replace(round, scheduled=None)


def _opened(round: Round, event: e.RoundOpened) -> Round:
    return replace(
        round,
        settings=event.settings,
        facilitator=event.facilitator,
        next_facilitator=event.next_facilitator,
        deciding=event.deciding,
        seed=event.seed,
        ballot=_with_lot(round.ballot, event.seed),
        scheduled=None,
        opened_at=event.at,
        proposer_acted=event.at,
    )


def _with_lot(ballot: Ballot | None, seed: UUID | None) -> Ballot | None:
    if ballot is None or seed is None:
        return ballot
    return replace(ballot, rules=replace(ballot.rules, seed=seed.hex))


def _pass_opened(round: Round, event: e.PassOpened) -> Round:
    groups: dict[Any, int] = {}
    for seat in event.seats:
        groups[seat.group] = groups.get(seat.group, 0) + 1
    return replace(
        _at_stage(round, event.stage, event),
        pass_no=event.pass_no,
        version=event.version,
        versions_asked=round.versions_asked + 1 if event.stage in DECIDING else 0,
        version_asked=event.version,
        offer=0,
        reminded=False,
        tally=Tally({group: GroupTally(asked=n) for group, n in groups.items()}),
        line=Line(),
        deadline=event.deadline,
        extended_by_itself=False,
        option_added_at=None,
        open_questions=() if event.stage is Stage.EXPLORING else round.open_questions,
    )


def _at_stage(round: Round, stage: Stage, event: Event) -> Round:
    """At a stage's beginning: what belonged to the stage before is over; that the proposer has left is not."""
    waits = round.proposer_left and _waits_for_its_proposer(round, stage)
    return replace(at_stage(round, stage, event), carry_on_since=event.at if waits else None)


def _amending_opened(round: Round, event: e.AmendingOpened) -> Round:
    return replace(_at_stage(round, Stage.AMENDING, event), deadline=event.deadline)


def _integrating_opened(round: Round, event: e.IntegratingOpened) -> Round:
    opened = _at_stage(round, Stage.INTEGRATING, event)
    opened = replace(
        opened,
        deadline=event.deadline,
        test_window=event.test_window,
        facilitator_turn=round.facilitator_turn or event.at,
    )
    return _with_offer_of(opened, round) if round.stage is Stage.TESTING else opened


def _with_offer_of(round: Round, before: Round) -> Round:
    """A test does not undo the text that was on offer when it began."""
    return replace(
        round,
        next_text=before.next_text,
        next_because=before.next_because,
        next_text_at=before.next_text_at,
        asked_raisers_again=before.asked_raisers_again,
        still_does_the_job=before.still_does_the_job,
    )


def _ended(round: Round, event: e.RoundEnded) -> Round:
    ended = _at_stage(round, event.stage, event)
    return replace(
        ended,
        ended_at=event.at,
        why=event.why,
        come_back_on=event.come_back_on,
        ended_words=event.words,
    )


def _deadline_moved(round: Round, event: e.DeadlineMoved) -> Round:
    if event.by is None:
        return replace(round, deadline=event.deadline, extended_by_itself=True, facilitator_turn=event.at)
    # Asked for once everyone has been heard, it is for talking: the round then takes all of it.
    closes_early = event.deadline if round.closes_early else None
    return replace(
        _facilitator_acted(round, event.by),
        deadline=event.deadline,
        closes_early=closes_early,
        extensions=round.extensions + 1,
    )


def _question_asked(round: Round, event: e.QuestionAsked) -> Round:
    if round.stage is not Stage.EXPLORING:
        return round
    asked = (*round.open_questions, event.id)
    return replace(_first_word(round, event.group, event.first_word), open_questions=asked)


def _reaction_shared(round: Round, event: e.ReactionShared) -> Round:
    return _first_word(round, event.group, event.first_word)


def _passed_over(round: Round, event: e.PassedOver) -> Round:
    return _adviser_heard(_first_word(round, event.group, True), event.by)


def _advice_given(round: Round, event: e.AdviceGiven) -> Round:
    return _adviser_heard(_first_word(round, event.group, event.first_word), event.by)


def _adviser_heard(round: Round, member: MemberId) -> Round:
    return round if round.advisers is None else replace(round, advisers=round.advisers.having_heard(member))


def _deciding_opened(round: Round, event: e.DecidingOpened) -> Round:
    return replace(_at_stage(round, Stage.DECIDING, event), deadline=event.deadline)


def _decision_made(round: Round, event: e.DecisionMade) -> Round:
    return replace(round, decision=event.decision, proposer_acted=event.at)


def _first_word(round: Round, group: Any, first: bool) -> Round:
    return replace(round, tally=round.tally.heard_one(group)) if first and group else round


def _question_answered(round: Round, event: e.QuestionAnswered) -> Round:
    still_open = tuple(question for question in round.open_questions if question != event.question_id)
    return replace(_author_acted(round, event.by, event), open_questions=still_open)


def _text_changed(round: Round, event: e.TextChanged) -> Round:
    return _author_acted(replace(round, text=event.text, version=event.version), event.by, event)


def _answer_given(round: Round, event: e.AnswerGiven) -> Round:
    new = event.answer.kind if event.answer.confirmed else None
    if event.before is None and new is None:
        acted = _facilitator_acted(round, event.answer.written_by)
        return acted if round.ballot is None else _written_for(acted, event.by, waits=True)
    if event.by in round.written_for:
        round = _written_for(round, event.by, waits=False)
    lent = (event.lent if new else 0) - (event.lent_before if event.before else 0)
    counted = round.with_tally(round.tally.counted(event.group, event.before, new, lent=lent))
    if event.gave_up is not None:
        return replace(counted, line=round.line.left(event.gave_up))
    number = event.answer.number
    return counted if number is None or number <= round.line.last else _joined(counted, number)


def _joined(round: Round, number: int) -> Round:
    room = round.ballot.rules.limit if round.ballot is not None else 0
    return replace(round, line=round.line.joined(number, room))


def _moved_up(round: Round, event: e.MovedUp) -> Round:
    return replace(round, line=round.line.moved_up(event.number))


def _answer_taken_back(round: Round, event: e.AnswerTakenBack) -> Round:
    return _written_for(round, event.by, waits=False)


def _written_for(round: Round, member: MemberId, *, waits: bool) -> Round:
    others = tuple(one for one in round.written_for if one != member)
    return replace(round, written_for=(*others, member) if waits else others)


def _voted_in_secret(round: Round, event: e.VotedInSecret) -> Round:
    return round.with_tally(round.tally.heard_one(event.group, lent=event.lent))


def _everyone_heard(round: Round, event: e.EveryoneHeard) -> Round:
    return replace(round, closes_early=event.closes_at)


def _unsealed(round: Round, event: e.Unsealed) -> Round:
    return replace(
        round,
        criteria=round.criteria + event.worries,
        problems=round.problems + event.problems,
        closes_early=None,
    )


def _ballot_changed(round: Round, event: e.BallotChanged) -> Round:
    changed = replace(round, text=event.text, ballot=event.ballot, version=event.version)
    return _author_acted(replace(changed, version_asked=event.version), event.by, event)


def _option_added(round: Round, event: e.OptionAdded) -> Round:
    if round.ballot is None:
        raise ValueError("a round that asks no ballot has no options")
    ballot = round.ballot.with_option(event.option)
    return replace(round, ballot=ballot, option_added_at=event.at, closes_early=None)


def _ballot_counted(round: Round, event: e.BallotCounted) -> Round:
    return replace(round, decided=event.result.short)


def _ballot_reopened(round: Round, event: e.BallotReopened) -> Round:
    times = round.reopened.times + 1 if round.reopened is not None else 1
    return replace(
        _at_stage(round, Stage.VOTING, event),
        deadline=event.deadline,
        reopened=Reopening(event.by, event.words, round.ended_at, times),
        decided=None,
        outcome_statement=None,
        reminded=False,
        ended_at=None,
        why=None,
        ended_words="",
    )


def _guest_joined(round: Round, event: e.GuestJoined) -> Round:
    return round.with_tally(round.tally.with_guest(event.group))


def _call_asked(round: Round, event: e.CallAsked) -> Round:
    return replace(round, facilitator_turn=round.facilitator_turn or event.at)


def _reminded(round: Round, event: e.Reminded) -> Round:
    return replace(_facilitator_acted(round, event.by), reminded=True)


def _fix_suggested(round: Round, event: e.FixSuggested) -> Round:
    return _facilitator_acted(_author_acted(round, event.by, event), event.by)


def _carry_on_invited(round: Round, event: e.CarryOnInvited) -> Round:
    return replace(round, carry_on_since=event.at, deadline=event.deadline)


def _carried_on(round: Round, event: e.CarriedOn) -> Round:
    authors = tuple(a for a in (*round.co_authors, event.before) if a != event.by)
    carried = replace(round, proposer=event.by, co_authors=authors, carry_on_since=None, proposer_left=False)
    if round.advisers is not None:
        carried = replace(carried, advisers=round.advisers.without(event.by))
    return replace(carried, deadline=event.deadline, proposer_acted=event.at, still_does_the_job=False)


def _facilitation_passed(round: Round, event: e.FacilitationPassed) -> Round:
    following = None if event.to == round.next_facilitator else round.next_facilitator
    passed = replace(round, facilitator=event.to, next_facilitator=following, facilitator_turn=None)
    return replace(passed, taken_over=event.taken_over)


def _facilitator_acted(round: Round, by: Any) -> Round:
    if by is None or by != round.facilitator:
        return round
    return replace(round, facilitator_turn=None)


def _author_acted(round: Round, by: Any, event: Event) -> Round:
    if by not in round.authors:
        return round
    return replace(round, proposer_acted=event.at, carry_on_since=None)


def _member_left(round: Round, event: e.MemberLeft) -> Round:
    held: frozenset[RemarkId] = frozenset(event.holds)
    problems = tuple(
        replace(problem, raiser=None, left_at=event.at) if problem.id in held else problem
        for problem in round.problems
    )
    left = replace(
        round,
        problems=problems,
        written_for=tuple(one for one in round.written_for if one != event.by),
        facilitator=None if round.facilitator == event.by else round.facilitator,
        next_facilitator=event.next_facilitator,
        line=round.line if event.gave_up is None else round.line.left(event.gave_up),
    )
    if left.selection is not None:
        left = replace(left, selection=left.selection.without(event.by))
    if event.by != round.proposer:
        return left
    since = (round.carry_on_since or event.at) if _waits_for_its_proposer(round, round.stage) else None
    return replace(left, proposer_left=True, carry_on_since=since)


def _outcome_told(round: Round, event: e.OutcomeTold) -> Round:
    told = OutcomeStatement(event.words, event.by, event.at, event.version)
    return replace(round, outcome_statement=told)


def _waits_for_its_proposer(round: Round, stage: Stage) -> bool:
    """Of a ballot or a question nothing is left for them to do."""
    return stage not in FINAL and stage is not Stage.DRAFT and round.way in (Way.CONSENT, Way.ADVICE)


def _unchanged(round: Round, event: Event) -> Round:
    """It is a remark or an answer in a table of its own; the round stays as it is."""
    return round


_EVOLVE: Final[dict[type[Event], Callable[[Round, Any], Round]]] = {
    e.DraftEdited: _draft_edited,
    e.OpeningScheduled: _opening_scheduled,
    e.OpeningHeldBack: _opening_held_back,
    e.RoundOpened: _opened,
    e.PassOpened: _pass_opened,
    e.AmendingOpened: _amending_opened,
    e.IntegratingOpened: _integrating_opened,
    e.RoundEnded: _ended,
    e.DeadlineMoved: _deadline_moved,
    e.QuestionAsked: _question_asked,
    e.ReactionShared: _reaction_shared,
    e.PassedOver: _passed_over,
    e.QuestionAnswered: _question_answered,
    e.TextChanged: _text_changed,
    e.AnswerGiven: _answer_given,
    e.VotedInSecret: _voted_in_secret,
    e.AnswerTakenBack: _answer_taken_back,
    e.MovedUp: _moved_up,
    e.EveryoneHeard: _everyone_heard,
    e.CallAsked: _call_asked,
    e.Unsealed: _unsealed,
    e.WordsTold: _unchanged,
    e.AdviceGiven: _advice_given,
    e.DecidingOpened: _deciding_opened,
    e.DecisionMade: _decision_made,
    e.BallotChanged: _ballot_changed,
    e.OptionAdded: _option_added,
    e.BallotCounted: _ballot_counted,
    e.BallotReopened: _ballot_reopened,
    e.GuestInvited: _unchanged,
    e.GuestJoined: _guest_joined,
    e.AskedAboutProblem: _unchanged,
    e.FixSuggested: _fix_suggested,
    e.Reminded: _reminded,
    e.CarryOnInvited: _carry_on_invited,
    e.CarriedOn: _carried_on,
    e.FacilitationPassed: _facilitation_passed,
    e.MemberLeft: _member_left,
    e.LateWordsKept: _unchanged,
    e.OutcomeTold: _outcome_told,
    e.VoicesUnited: voices_united,
    **PROBLEM_EVENTS,
    **SELECTION_EVENTS,
}
