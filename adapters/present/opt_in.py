"""Who takes part, where people say whether they are in: how much room there is, who is in, and who waits for a place."""

from collections.abc import Sequence
from typing import Final

from adapters.cards import Line, words
from adapters.present.scene import Scene
from decisions.ids import MemberId
from decisions.rounds.ballots.waiting import room

NAMED_ON_A_CARD: Final = 12
"""People whom a card names; what has room for everything names all that it has."""


def room_said(scene: Scene) -> str:
    """How many places are left; empty where there is room for everyone, or nobody has taken one yet."""
    line, places = scene.round.line, room(scene.round)
    if not places or not line.taken:
        return ""
    if line.taken < places:
        return scene.w.n("opt_in.free", places - line.taken, of=places)
    if not line.waiting:
        return scene.w.n("opt_in.full", places)
    return scene.w.n("opt_in.waiting", line.waiting, of=places)


def room_lines(scene: Scene) -> tuple[Line, ...]:
    said = room_said(scene)
    return (Line(words(said)),) if said else ()


def my_place(scene: Scene) -> str:
    """Where the reader stands on the waiting list; empty for whoever is not on it."""
    n = scene.record.waits_as
    return scene.w("opt_in.you_wait", n=n) if n and not scene.round.is_over else ""


def who_takes_part(scene: Scene, most: int = NAMED_ON_A_CARD) -> tuple[Line, ...]:
    """By name, as far as the reader may see it. ``most``: names that each line has."""
    record = scene.record
    lists = (("opt_in.who_is_in", record.taking_part), ("opt_in.who_waits", record.waiting))
    return tuple(
        Line(words(scene.w(key, names=_names(scene, people, most)))) for key, people in lists if people
    )


def _names(scene: Scene, people: Sequence[MemberId], most: int) -> str:
    named = [scene.name(member) for member in people]
    if not room(scene.round):
        named.sort(key=str.casefold)
    rest = len(named) - most
    return scene.w.list([*named[:most], scene.w.n("opt_in.more_people", rest)] if rest > 0 else named)
