"""The Agents Playground, a client to try Rondo in on one machine, opens no dialogs: what would open one is executed instead, and
the form stands in the card."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.teams.answer import Answer
from adapters.teams.buttons import VERB
from adapters.teams.calls import Connector, Json


def without_dialogs(part: Any) -> Any:
    """The same card, activity or answer, with no button that opens a dialog."""
    if isinstance(part, list):
        return [without_dialogs(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    inner = {name: without_dialogs(value) for name, value in part.items()}
    data = inner.get("data")
    opens = isinstance(data, dict) and isinstance(data.get("msteams"), dict) and "type" in data["msteams"]
    if inner.get("type") != "Action.Submit" or not isinstance(data, dict) or not opens:
        return inner
    kept = {name: value for name, value in data.items() if name != "msteams"}
    return inner | {"type": "Action.Execute", "verb": VERB, "data": kept}


def answer_without_dialogs(answer: Answer) -> Answer:
    return Answer(answer.status, without_dialogs(answer.body))


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
