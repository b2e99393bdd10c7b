"""The small print of a round's cards: whose it is, who facilitates, and how far it has come."""

from collections.abc import Mapping
from typing import Final

from adapters.cards import Line, Span, Words, words
from adapters.present.paths import path_said
from adapters.present.rhythm_words import rhythm_said
from adapters.present.scene import Scene, cut, excerpt
from decisions.rounds.consent.path import path_now
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form
from decisions.rounds.way import Way
from decisions.workdays import local_day

_STEP: Final[Mapping[Stage, int]] = {Stage.EXPLORING: 1, Stage.AMENDING: 2, Stage.CONSENTING: 3}
_WHY: Final = 15
"""Words of the reason for which a ballot was opened again."""


def byline(scene: Scene) -> str:
    """Who proposes, which version, which step of how many; of what is asked, who asks."""
    round = scene.round
    name = cut(scene.name(round.proposer), 60)
    if round.way is Way.ADVICE:
        return scene.w("advice.byline", name=name)
    if round.way is Way.SELECTION and scene.asks_consent and round.stage is not Stage.PROPOSING:
        return scene.w("selection.byline", name=cut(scene.name(round.facilitator), 60))
    if not scene.proposed:
        return scene.w("card.asked_by", name=name)
    parts = [scene.w("card.by", name=name)]
    if round.version > 1:
        parts.append(scene.w("card.version", version=round.version))
    if round.settings.form is Form.FULL and round.stage in _STEP:
        parts.append(scene.w("card.step", step=_STEP[round.stage], steps=len(_STEP)))
    return " · ".join(parts)


def way_lines(scene: Scene) -> tuple[Line, ...]:
    """In small print: who facilitates, and the path, to where it is to be expected now."""
    round = scene.round
    said: list[str] = []
    if round.facilitator is not None:
        key = "card.took_over" if round.taken_over else "circle.facilitator"
        said.append(scene.w(key, name=cut(scene.name(round.facilitator), 60)))
    if scene.proposed and (way := path_now(round)) is not None:
        said.append(path_said(way, scene.reader))
    line = (Line(words(" · ".join(said))),) if said else ()
    return (*line, *_time_after_time(scene))


def _time_after_time(scene: Scene) -> tuple[Line, ...]:
    """Of a round that opened by itself: how often it does, and the way to the one before."""
    repeats, before = _repeats(scene), _last_time(scene)
    between = (Span(" · "),) if repeats and before else ()
    spans = (*repeats, *between, *before)
    return (Line(Words(spans)),) if spans else ()


def _repeats(scene: Scene) -> tuple[Span, ...]:
    repeats = scene.record.recurrence
    if repeats is None:
        return ()
    return words(scene.w("card.repeats", rhythm=rhythm_said(repeats.rhythm, scene.w))).spans


def _last_time(scene: Scene) -> tuple[Span, ...]:
    before = scene.record.last_time
    if before is None:
        return ()
    link = before.link or (scene.reader.link("round", before.id) if scene.reader.base_url else "")
    day = scene.reader.day(local_day(before.opened_at, scene.round.settings.zone))
    if not link:
        return words(scene.w("card.last_time_was", day=day)).spans
    return scene.w.rich("card.last_time", day=day, url_link=link).spans


def reopened_lines(scene: Scene) -> tuple[Line, ...]:
    """That it has been, by whom and why; nothing where it has not."""
    reopened = scene.round.reopened
    if reopened is None:
        return ()
    why = excerpt(reopened.words, _WHY)
    return (Line(words(scene.w("reopen.because", name=scene.name(reopened.by), why=why))),)
