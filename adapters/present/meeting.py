"""What a time poll comes to: when the meeting is and who can come, told to each in their own zone."""

from collections.abc import Iterable, Sequence
from typing import Final

from adapters.cards import Block, Facts, Span, Words, words
from adapters.present.ballot_words import IF_NEED_BE, option_words
from adapters.present.scene import Scene
from decisions.rounds.ballots.ballot import BallotOption, Method
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.result import Result, Standing
from decisions.rounds.record import WhoCan
from decisions.rounds.round import Stage

_NAMED: Final = 40
_TIMES_NAMED: Final = 5


def meetings(scene: Scene) -> tuple[Moment, ...]:
    """The times that were decided, the earliest first; none of another ballot."""
    if scene.round.stage is not Stage.DECIDED or scene.round.decided is None:
        return ()
    won = (option.moment for option in _options(scene, scene.round.decided.winners))
    return tuple(sorted(moment for moment in won if moment is not None))


def asks_for_times(scene: Scene) -> bool:
    return asked(scene.round).method is Method.TIME_POLL


def meeting_outcome(scene: Scene, result: Result) -> Words:
    """In one sentence or two: when, and who can; or between which times there is a tie, or which comes nearest."""
    w, tied = scene.w, _times(scene, result.tied)
    if result.tied and not result.by_lot:
        if not result.winners:
            return w.rich("outcome.tie", tied=tied)
        return _beside(_meets(scene, result), w.rich("outcome.tie_for_next", tied=tied))
    if not result.winners:
        return _nearest(scene, result)
    if result.by_lot:
        return _beside(w.rich("outcome.by_lot", tied=tied), _meets(scene, result))
    return _meets(scene, result)


def who_can(scene: Scene, standing: Standing) -> str:
    """ "7 can, 2 of them if need be"."""
    can, need_be = int(standing.figure), dict(standing.marks).get(IF_NEED_BE, 0)
    if need_be and need_be == can:
        return scene.w.n("meeting.only_if_need_be", can)
    said = scene.w.n("meeting.can", can)
    return scene.w.n("meeting.if_need_be", need_be, can=said) if need_be else said


def who_comes(scene: Scene) -> tuple[Block, ...]:
    """By name, as far as they let: who can, and who can if need be."""
    can = [one for one in scene.record.who_can if not one.if_need_be]
    need_be = [one for one in scene.record.who_can if one.if_need_be]
    rows = tuple(
        (scene.w(label), _names(scene, some))
        for label, some in (("meeting.who_can", can), ("vote.can_1", need_be))
        if some
    )
    return (Facts(rows),) if rows else ()


def _names(scene: Scene, some: Sequence[WhoCan]) -> str:
    names = [scene.name(one.by) for one in some if one.named][:_NAMED]
    others = len(some) - len(names)
    return scene.w.list([*names, *_others(scene, others)])


def _others(scene: Scene, many: int) -> tuple[str, ...]:
    return (scene.w.n("meeting.others", many),) if many else ()


def _meets(scene: Scene, result: Result) -> Words:
    times = _times(scene, result.winners)
    if len(result.winners) > 1:
        return scene.w.rich("outcome.several", options=times)
    standing = _standing(result, result.winners[0])
    return scene.w.rich("meeting.one", time=times, of=result.counted, can=who_can(scene, standing))


def _nearest(scene: Scene, result: Result) -> Words:
    """At none of the times can enough people."""
    said = words(scene.w("why.no_option_enough"))
    most = max(result.standings, key=lambda standing: standing.figure)
    if not most.figure:
        return said
    nearest = scene.w.rich("outcome.nearest", option=_times(scene, (most.key,)), figure=who_can(scene, most))
    return _beside(said, nearest)


def _times(scene: Scene, keys: Iterable[str]) -> Words:
    found = _options(scene, keys)
    named = [option_words(scene, option) for option in found[:_TIMES_NAMED]]
    return scene.w.rich_list([*named, *map(words, _others(scene, len(found) - len(named)))])


def _options(scene: Scene, keys: Iterable[str]) -> list[BallotOption]:
    """In their order, which is that of time."""
    wanted = frozenset(keys)
    return [option for option in asked(scene.round).options if option.key in wanted]


def _standing(result: Result, key: str) -> Standing:
    return next(standing for standing in result.standings if standing.key == key)


def _beside(*said: Words) -> Words:
    spans = [span for each in said for span in (Span(" "), *each.spans)]
    return Words(tuple(spans[1:]))
