"""What comes back with a press: our own data out of the card, and what was typed. Nothing of it is trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.cards import Action
from adapters.teams.buttons import Travels
from adapters.teams.fields import values_of


@dataclass(frozen=True, slots=True)
class Sent:
    """``action`` is None when it is not one of ours. ``is_form``: the form's own button was pressed, not one that stands in it.
    ``key`` is that of the form's drawing."""

    action: Action | None
    is_form: bool = False
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    place: str = ""
    """The channel or chat that it is about, where it is pressed in a personal chat."""
    thread: str = ""


def sent_of(data: Mapping[str, Any]) -> Sent:
    """Junk counts as empty."""
    is_form, written = isinstance(data.get("f"), list), data.get("a")
    travels = Travels.read(data)
    return Sent(
        action=Action.parse(written) if isinstance(written, str) else None,
        is_form=is_form,
        values=values_of(data) if is_form else {},
        carried=travels.carried,
        key=travels.key,
        place=travels.place,
        thread=travels.thread,
    )
