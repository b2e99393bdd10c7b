"""A time to meet as its readers are told it: everyone in their own zone and language."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.cards import Line, Span, Words, words
from adapters.present.scene import Scene
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.opening import asked

_NOWHERE = "UTC"
"""The zone of somebody whose own nobody knows."""


def moment_words(scene: Scene, moment: Moment) -> Words:
    """ "Mon, Dec 7, 4–5:30 pm". Where everybody reads along, each sees it in their own zone, as far as their platform can;
    elsewhere it names the circle's."""
    starts, ends = scene.w.span(moment.starts, moment.ends, zone_of(scene), scene.reader.now)
    if scene.me is not None:
        return words(f"{starts}–{ends}")
    named = f"{ends} ({scene.w.zone(zone_of(scene))})"
    return Words((Span(starts, at=moment.starts), Span("–"), Span(named, at=moment.ends, clock=True)))


def zone_of(scene: Scene) -> str:
    """The reader's; the circle's where nobody knows it."""
    return scene.reader.zone if scene.reader.zone not in {"", _NOWHERE} else scene.record.circle.settings.zone


def zone_said(scene: Scene) -> str:
    """In whose zone the times of a time poll are told; empty where there are none."""
    if not any(option.moment for option in asked(scene.round).options):
        return ""
    if scene.me is None:
        return scene.w("times.each_in_their_zone")
    return scene.w("times.in_your_zone", zone=scene.w.zone(zone_of(scene)))


def zone_lines(scene: Scene) -> tuple[Line, ...]:
    said = zone_said(scene)
    return (Line(words(said)),) if said else ()


def of_two(moment: datetime, zone: str) -> str:
    """Where the clocks go back, whether this is the ``first`` or the ``second`` time that they show it; empty elsewhere."""
    local = moment.astimezone(ZoneInfo(zone))
    before, after = (local.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    if before <= after:
        return ""
    return "second" if local.fold else "first"
