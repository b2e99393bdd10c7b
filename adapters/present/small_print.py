"""The small print of a round's cards: whose it is, who facilitates, and how far it has come."""

from collections.abc import Mapping
from typing import Final

from adapters.cards import Line, words
from adapters.present.paths import path_said
from adapters.present.scene import Scene, cut
from decisions.rounds.consent.path import path_now
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form

_STEP: Final[Mapping[Stage, int]] = {Stage.EXPLORING: 1, Stage.AMENDING: 2, Stage.CONSENTING: 3}


def byline(scene: Scene) -> str:
    """Who proposes, which version, which step of how many; of a ballot, who asks."""
    round = scene.round
    name = cut(scene.name(round.proposer), 60)
    if round.ballot is not None:
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
    if (way := path_now(round)) is not None:
        said.append(path_said(way, scene.reader))
    return (Line(words(" · ".join(said))),) if said else ()
