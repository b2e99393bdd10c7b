"""Who has been heard: a bar for all, and a line by group. Groups in public; the names of the missing only in
private."""

from collections.abc import Mapping

from adapters.cards import Bar, Block, Line, Span, Words, words
from adapters.present.electorate import asked_of_lines, guest_lines
from adapters.present.scene import Scene
from decisions.ids import GroupId
from decisions.rounds.ballots.voting import may_close_early
from decisions.rounds.round import DECIDING, NAMING, Stage
from decisions.rounds.settings import Closing, Form, GroupNeed
from decisions.rounds.tally import GroupTally, Tally, voices_missing
from decisions.rounds.way import Way

_GROUPS_SHOWN = 5
_NO_VOICE_RULE = frozenset({Way.QUESTION, Way.ADVICE})
"""Nothing is decided in it; or one person decides."""


def heard_blocks(scene: Scene) -> tuple[Block, ...]:
    """The bar, the groups, and when it closes."""
    return (*tally_blocks(scene), Line(closes(scene)))


def heard_bar(scene: Scene) -> Bar:
    tally = scene.round.tally
    return Bar(scene.w("heard.bar", heard=tally.heard, asked=tally.asked), tally.heard, tally.asked)


def tally_blocks(scene: Scene) -> tuple[Block, ...]:
    """The bar and the groups."""
    groups = groups_said(scene, scene.round.tally)
    lines = (Line(words(groups)),) if groups else ()
    return (heard_bar(scene), *lines, *guest_lines(scene), *_who_decides(scene))


def _who_decides(scene: Scene) -> tuple[Line, ...]:
    """Said to all where not everyone decides."""
    round = scene.round
    if round.ballot is not None:
        return asked_of_lines(scene)
    if not round.deciding:
        return ()
    key = "heard.few_decide_all_heard" if round.settings.form is Form.FULL else "heard.few_decide"
    return (Line(words(scene.w.n(key, len(round.deciding)))),)


def groups_said(scene: Scene, tally: Tally) -> str:
    """ "parent partners 1 of 2 (both needed) · providers 4 of 6": groups that the voice rule names come
    first. Where the voice rule does not hold, none is needed."""
    needs = _needs(scene)
    order = sorted(tally.groups, key=lambda group: (group not in needs, scene.group(group)))
    order = [*(g for g in needs if g not in tally.groups), *order]
    said = [_group_said(scene, group, tally.groups.get(group, GroupTally())) for group in order]
    if len(said) > _GROUPS_SHOWN:
        said = [*said[:_GROUPS_SHOWN], scene.w.n("heard.more_groups", len(said) - _GROUPS_SHOWN)]
    return " · ".join(said)


def _needs(scene: Scene) -> Mapping[GroupId, GroupNeed]:
    """What the voice rule asks of each group that it names; nothing where it does not hold."""
    if not _has_voice_rule(scene):
        return {}
    return {need.group: need for need in scene.round.settings.voices}


def _has_voice_rule(scene: Scene) -> bool:
    return scene.round.way not in _NO_VOICE_RULE and scene.round.stage not in NAMING


def _group_said(scene: Scene, group: GroupId, tally: GroupTally) -> str:
    said = scene.w("heard.group", group=scene.group(group), heard=tally.heard, asked=tally.asked)
    need = _needs(scene).get(group)
    needed = need.heard_needed(tally.own_asked) if need else 0
    if tally.own_heard >= needed:
        return said
    if needed == tally.asked == 1:
        rule = scene.w("heard.needed")
    elif needed == tally.asked:
        rule = scene.w("heard.both_needed") if needed == 2 else scene.w("heard.all_needed")
    else:
        rule = scene.w.n("heard.n_needed", needed)
    return f"{said} {rule}"


def missing_voices(scene: Scene) -> str:
    """ "1 parent partner and 2 schools", of the groups that the voice rule still misses; empty when none, and where it does not
    hold."""
    if not _has_voice_rule(scene):
        return ""
    missing = voices_missing(scene.round.tally, scene.round.settings)
    return scene.w.list(
        scene.w("heard.missing", n=n, group=scene.group(group)) for group, n in missing.items()
    )


def closes(scene: Scene) -> Words:
    """When the stage ends, and what may end it before."""
    round = scene.round
    if round.deadline is None:
        return Words(())
    if round.stage in DECIDING | NAMING:
        return _deciding_closes(scene)
    key = "closes.exploring" if round.stage is Stage.EXPLORING else "closes.by"
    return scene.w.rich(key, when=Span(scene.reader.when(round.deadline), bold=True))


def _deciding_closes(scene: Scene) -> Words:
    round = scene.round
    if round.closes_early is not None:
        key = "closes.all_heard" if round.terms.changeable else "closes.all_heard_final"
        return scene.w.rich(key, when=Span(scene.reader.when(round.closes_early), bold=True))
    at_once = round.settings.closing is Closing.AT_ONCE
    like = Stage.LISTENING if round.stage in NAMING else round.stage
    key = f"closes.{like}_at_once" if at_once else f"closes.{like}"
    if round.ballot is not None and not may_close_early(round):
        key = "closes.voting_on_its_day"
    assert round.deadline is not None  # noqa: S101  (closes() has looked)
    return scene.w.rich(key, when=Span(scene.reader.when(round.deadline), bold=True))


def deadline(scene: Scene) -> str:
    """The stage's end as short as it can be said ("Thursday 5 pm"); empty when it has none."""
    moment = scene.round.closes_early or scene.round.deadline
    return scene.reader.at(moment) if moment else ""
