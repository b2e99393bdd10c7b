"""The path in words: "about 12 days, two asks of you, decided Thursday 8 pm"."""

from collections.abc import Mapping

from adapters.cards import Block, Line, words
from adapters.present.reader import Reader
from decisions.ids import GroupId
from decisions.people.people import Circle, Group
from decisions.rounds.consent.path import Path, path
from decisions.rounds.settings import Form


def path_lines(
    circle: Circle, groups: Mapping[GroupId, Group], reader: Reader, forms: tuple[Form, ...] = ()
) -> tuple[Block, ...]:
    """Who is asked, who must be heard, and the path. With ``forms`` to choose from, a path for each, by its name."""
    w = reader.copy
    who = [w.n("path.people", len(circle.seats), circle=circle.name)]
    for need in circle.settings.voices:
        group = groups.get(need.group)
        asked = sum(seat.group == need.group for seat in circle.seats)
        if group is not None:
            who.append(w.n("path.must_be_heard", need.heard_needed(asked), group=group.name))
    ways = [
        w("path.of_form", form=w(f"form_of.{form}"), said=path_said(_way(circle, form, reader), reader))
        for form in forms
    ] or [path_said(_way(circle, circle.settings.form, reader), reader)]
    return (Line(words(" · ".join(who))), *(Line(words(said)) for said in ways))


def path_said(way: Path, reader: Reader) -> str:
    w = reader.copy
    days = w.n("path.days", way.days)
    asks = w.n("path.asks", way.asks)
    return w("path.said", days=days, asks=asks, decided=reader.at(way.decided_at))


def _way(circle: Circle, form: Form, reader: Reader) -> Path:
    return path(circle.settings, form, reader.now)
