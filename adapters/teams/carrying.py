"""Cards whose buttons take something along: what was typed before them, or the place that they are about."""

from typing import Any

from adapters.teams.buttons import CARRIED, Travels
from adapters.teams.text import Json


def taking_along(drawn: Json, travels: Travels) -> Json:
    """The same card; each of its buttons of ours brings it back."""
    along = travels.written(CARRIED)

    def with_it(part: Any) -> Any:
        if isinstance(part, list):
            return [with_it(each) for each in part]
        if not isinstance(part, dict):
            return part
        inner = {name: with_it(value) for name, value in part.items()}
        return along | inner if "a" in part else inner

    found: Json = with_it(drawn)
    return found
