"""Opening, stacking and replacing modals."""

import logging
from hashlib import sha256
from typing import Final

from slack_sdk.errors import SlackApiError

from adapters.cards import Form
from adapters.desk import Confirmed, Invalid, Opened, Reply
from adapters.marks import belongs_to
from adapters.slack.clients import UNREACHABLE, Clients, NotInstalled, error_of
from adapters.slack.render import card_view, form_view
from adapters.slack.text import Json

logger: Final = logging.getLogger(__name__)
NONCE: Final = 12
"""Characters: enough to tell one drawing of a form from every other in the same view."""


def view_of(reply: Reply, *, close: str, channel: str, thread: str, key: str) -> Json:
    """A form as it is, a card as a modal that only shows. ``key`` is that of the press that it answers: a form drawn
    again for the same press, which Slack delivered again, is the same form."""
    match reply:
        case Opened(form) | Invalid(form):
            return form_view(
                form, channel=channel, thread=thread, nonce=sha256(key.encode()).hexdigest()[:NONCE]
            )
        case _:
            over = isinstance(reply, Confirmed) and reply.over
            return card_view(reply.card, close=close, channel=channel, thread=thread, over=over)


def field_errors(form: Form, shown: tuple[str, ...]) -> dict[str, str] | None:
    """The errors that Slack can show at the fields of the page on the screen; None when one belongs elsewhere. That of a field of
    marks stands at its first row."""
    errors = {_shown_at(name, shown): text for name, text in form.errors.items() if text}
    return errors if errors and set(errors) <= set(shown) else None


def _shown_at(name: str, shown: tuple[str, ...]) -> str:
    return next((each for each in shown if belongs_to(each, name)), name)


class Modals:
    """Each returns the view's id, or "" when Slack would not: then the person has to be told another way."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def open(self, tenant: str, trigger: str, view: Json) -> str:
        return await self._try("views.open", tenant, {"trigger_id": trigger, "view": view})

    async def push(self, tenant: str, trigger: str, under: str, view: Json) -> str:
        """On top of the modal ``under``, so that Back returns to it. Slack stacks three at most; then it is replaced."""
        return await self._try(
            "views.push", tenant, {"trigger_id": trigger, "view": view}
        ) or await self.update(tenant, under, view)

    async def update(self, tenant: str, view_id: str, view: Json) -> str:
        return await self._try("views.update", tenant, {"view_id": view_id, "view": view})

    async def _try(self, method: str, tenant: str, arguments: Json) -> str:
        try:
            client = await self._clients.of(tenant)
            response = await client.api_call(method, json=arguments)
        except SlackApiError as failure:
            logger.info("%s: %s %s", method, error_of(failure), _messages(failure))
            return ""
        except (NotInstalled, *UNREACHABLE) as failure:
            logger.info("%s: %s", method, type(failure).__name__)
            return ""
        view = response.get("view")
        return str(view.get("id") or "") if isinstance(view, dict) else ""


def _messages(failure: SlackApiError) -> str:
    """Why Slack found a view invalid; its texts name parts of blocks, not what people wrote."""
    data = getattr(failure.response, "data", None)
    metadata = data.get("response_metadata") if isinstance(data, dict) else None
    return str(metadata.get("messages") or "") if isinstance(metadata, dict) else ""
