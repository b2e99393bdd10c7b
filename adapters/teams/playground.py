"""The Agents Playground, a client to try Rondo in on one machine, opens no dialogs. What would open one is executed instead and
read as the dialog's own invoke; the dialog's card takes the place of the card that was pressed. Nor does it have cards as wide
as the window, or views of one's own: it would say so under each of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from adapters.teams.answer import Answer
from adapters.teams.answers import next_card, word
from adapters.teams.blocks import heading
from adapters.teams.buttons import executed
from adapters.teams.calls import Connector, Json
from adapters.teams.sheet import APP_NAME

FETCH: Final = "task/fetch"
SUBMIT: Final = "task/submit"
MARK: Final = "playground"
"""In a button's data: the invoke that it would be in Teams."""
_UNKNOWN: Final = frozenset({"msteams", "refresh"})
"""What a card has beside its body that the Playground does not know."""


def without_dialogs(part: Any) -> Any:
    """The same card or activity, with nothing in it that the Playground does not know."""
    return _rewritten(part, _opening)


def _in_place(shown: Json) -> Any:
    """A dialog as a card in a message. Each of its buttons is the dialog's."""
    content = shown["card"]["content"]
    title = [] if shown["title"] == APP_NAME else heading(shown["title"])
    return _rewritten({**content, "body": [*title, *content["body"]]}, _sending)


def as_in_teams(activity: Json) -> Json:
    """What was executed instead of opening or sending a dialog, as Teams would tell it."""
    action = _under(_under(activity, "value"), "action")
    data = _under(action, "data")
    mark = data.get(MARK)
    if activity.get("name") != "adaptiveCard/action" or mark not in (FETCH, SUBMIT):
        return activity
    kept = {name: value for name, value in data.items() if name != MARK}
    return {**activity, "name": mark, "value": {"data": kept}}


def as_in_playground(answer: Answer) -> Answer:
    match answer.body:
        case {"task": {"type": "continue", "value": shown}}:
            return next_card(_in_place(shown))
        case {"task": {"type": "message", "value": text}}:
            return word(text)
        case body:
            return Answer(answer.status, without_dialogs(body))


def _rewritten(part: Any, button: Callable[[Json], Json]) -> Any:
    if isinstance(part, list):
        return [_rewritten(each, button) for each in part]
    if not isinstance(part, Mapping):
        return part
    if part.get("type") == "Action.Submit":
        return button(part)
    unknown = _UNKNOWN if part.get("type") == "AdaptiveCard" else frozenset()
    return {
        name: value if name == "fallback" else _rewritten(value, button)
        for name, value in part.items()
        if name not in unknown
    }


def _opening(button: Json) -> Json:
    return _executed(button, FETCH) if _under(_under(button, "data"), "msteams") else button


def _sending(button: Json) -> Json:
    return _executed(button, SUBMIT)


def _executed(button: Json, invoke: str) -> Json:
    look = {name: value for name, value in button.items() if name not in ("type", "data")}
    kept = {name: value for name, value in _under(button, "data").items() if name != "msteams"}
    return executed(look, {**kept, MARK: invoke})


def _under(source: Json, name: str) -> Json:
    found = source.get(name)
    return found if isinstance(found, Mapping) else {}


class PlaygroundConnector:
    """Fulfils ``adapters.teams.calls.Connector``."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        return await self._connector.send(service_url, conversation, without_dialogs(activity))

    async def update(self, service_url: str, conversation: str, message: str, activity: Json) -> None:
        await self._connector.update(service_url, conversation, message, without_dialogs(activity))

    async def begin_chat(self, service_url: str, tenant: str, handle: str) -> str:
        return await self._connector.begin_chat(service_url, tenant, handle)

    async def people(self, service_url: str, conversation: str) -> Sequence[Json]:
        return await self._connector.people(service_url, conversation)
