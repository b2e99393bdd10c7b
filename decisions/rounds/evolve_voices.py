"""How a round changes when two of its members turn out to be one person."""

from collections.abc import Callable
from dataclasses import replace

from decisions.ids import MemberId
from decisions.rounds import events as e
from decisions.rounds.ballots.line import Line
from decisions.rounds.round import Problem, Round, Scheduled, Test
from decisions.rounds.tally import Tally
from decisions.rounds.voices import Voice, united


def voices_united(round: Round, event: e.VoicesUnited) -> Round:
    """Whatever part the other had is the one person's, and the tally has one voice for the two."""
    voices = event.voices
    voice = united(voices, as_other=event.as_other)
    tally = _counted_anew(round.tally, voices.each, voice)
    test = _tested_anew(round, event, voice, tally) if round.test is not None else None
    return replace(
        _one_person(round, event),
        tally=tally,
        line=_in_line_once(round.line, voices.each, voice),
        test=test,
        next_facilitator=event.next_facilitator,
    )


def _counted_anew(tally: Tally, before: tuple[Voice, ...], after: Voice | None) -> Tally:
    for voice in before:
        tally = tally.with_voice(voice, -1)
    return tally if after is None else tally.with_voice(after, +1)


def _in_line_once(line: Line, before: tuple[Voice, ...], after: Voice | None) -> Line:
    kept = None if after is None else after.number
    for voice in before:
        if voice.number is not None and voice.number != kept:
            line = line.left(voice.number)
    return line


def _one_person(round: Round, event: e.VoicesUnited) -> Round:
    by, other = event.by, event.other

    def one(member: MemberId) -> MemberId:
        return by if member == other else member

    def whoever(member: MemberId | None) -> MemberId | None:
        return None if member is None else one(member)

    def each(members: tuple[MemberId, ...]) -> tuple[MemberId, ...]:
        return tuple(dict.fromkeys(one(member) for member in members))

    def problem(held: Problem) -> Problem:
        raiser = whoever(held.raiser)
        asked = {one(member): organisation for member, organisation in reversed(held.test_asked_by)}
        return replace(
            held,
            raised_by=one(held.raised_by),
            raiser=raiser,
            me_too=tuple(member for member in each(held.me_too) if member != raiser),
            test_asked_by=tuple(
                (member, asked[member]) for member in each(_askers(held)) if member != raiser
            ),
        )

    proposer = one(round.proposer)
    advisers = round.advisers.as_one(by, other).without(proposer) if round.advisers else None
    return replace(
        round,
        proposer=proposer,
        co_authors=tuple(member for member in each(round.co_authors) if member != proposer),
        facilitator=whoever(round.facilitator),
        deciding=each(round.deciding),
        written_for=each(round.written_for),
        advisers=advisers,
        selection=round.selection.as_one(one) if round.selection else None,
        terms=replace(round.terms, people=each(round.terms.people)),
        scheduled=_scheduled_by(round.scheduled, one),
        problems=tuple(problem(held) for held in round.problems),
        criteria=tuple(replace(kept, by=one(kept.by)) for kept in round.criteria),
        next_because=tuple(replace(because, by=one(because.by)) for because in round.next_because),
    )


def _scheduled_by(scheduled: Scheduled | None, one: Callable[[MemberId], MemberId]) -> Scheduled | None:
    return None if scheduled is None else replace(scheduled, by=one(scheduled.by))


def _askers(problem: Problem) -> tuple[MemberId, ...]:
    return tuple(member for member, _ in problem.test_asked_by)


def _tested_anew(round: Round, event: e.VoicesUnited, voice: Voice | None, tally: Tally) -> Test | None:
    """The test with one answer for two. Whoever holds the problem takes no part in it."""
    test = round.test
    if test is None:
        return None
    raiser = next((problem.raiser for problem in round.problems if problem.id == test.problem), None)
    if event.voices.own is not None and raiser != event.by:
        test = _with_answer(test, event.voices.own, -1)
    if event.voices.other is not None and raiser != event.other:
        test = _with_answer(test, event.voices.other, -1)
    if voice is not None and raiser not in (event.by, event.other):
        test = _with_answer(test, voice, +1)
    return replace(test, asked=tally.asked - 1)


def _with_answer(test: Test, voice: Voice, by: int) -> Test:
    return test if voice.test_answer is None else test.counted(voice.group, voice.test_answer, by)
