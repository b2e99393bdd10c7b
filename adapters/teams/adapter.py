"""The Bot Framework's adapter, with what is broken in version 4.17.1 mended: what comes in becomes a turn, what a turn answers
becomes ``Answer``."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext, serializer_helper
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, AdaptiveCardInvokeValue
from botframework.connector.auth import AuthenticateRequestResult
from msrest.serialization import Model

from adapters.teams.answer import Answer
from adapters.teams.authentication import Authentication

logger: Final = logging.getLogger(__name__)

Json = dict[str, Any]


Handler = Callable[[TurnContext], Awaitable[Answer | None]]
"""Takes a turn that is proven to come from Teams. Without an ``Answer``, what the turn itself was told to answer counts (as by
``TeamsHandler.on_turn``). The activity's ``additional_properties`` are the payload as it came."""


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """Turns for activities, and a connector for what Rondo sends."""

    def __init__(self, authentication: Authentication) -> None:
        super().__init__(authentication)
        self.authentication = authentication

    async def process_activity(
        self, proof: str | AuthenticateRequestResult, activity: Activity, logic: Handler
    ) -> Answer:
        """``proof``: the ``Authorization`` header, or what ``Authentication.verified`` made of it. Raises ``NotAuthenticated``
        before anything runs; a bug is logged here, once, and answered with its reference."""
        signed = await self.authentication.verified(proof) if isinstance(proof, str) else proof
        self.authentication.admit(signed, activity)
        said: list[Answer] = []

        async def turn(context: TurnContext) -> None:
            answer = await logic(context)
            if answer is not None:
                said.append(answer)

        try:
            left = await super().process_activity(signed, activity, turn)
            answer = said[0] if said else _answer(left)
        except Exception as failure:
            return apology(failure)
        if answer.status >= 500:
            logger.error(
                "Teams is answered %s to %s %s; reference %s",
                answer.status,
                activity.type,
                activity.name or "",
                secrets.token_hex(4),
            )
        return answer


def apology(failure: Exception) -> Answer:
    """What is answered to a bug; the reference is in the log beside it."""
    reference = secrets.token_hex(4)
    logger.error("Something went wrong in a turn of Teams; reference %s", reference, exc_info=failure)
    return Answer(500, {"error": {"code": "our-mistake", "message": f"reference {reference}"}})


def _answer(left: InvokeResponse | None) -> Answer:
    if left is None:
        return Answer()
    return Answer(int(left.status), _as_json(left.body))


def _as_json(body: Any) -> Any:
    """One of the SDK's models is serialised, once; what is JSON already stays as it is."""
    return serializer_helper(body) if isinstance(body, Model) else body


# --- the SDK's own handler, for whoever builds on it ---


@dataclass(frozen=True, slots=True)
class CardAction:
    """What was pressed on a card, by an ``Action.Execute``. ``automatic``: by Teams itself, to refresh somebody's view."""

    verb: str
    data: Json
    id: str = ""
    automatic: bool = False


class TeamsHandler(TeamsActivityHandler):  # type: ignore[misc]
    """``TeamsActivityHandler`` whose ``on_...`` methods may answer with JSON, and whose cards' actions are what they say."""

    async def on_card_action(self, turn_context: TurnContext, action: CardAction) -> Json | Model | None:
        """Override it: the response's body."""
        body: Json | Model | None = await super().on_adaptive_card_invoke(turn_context, None)
        return body

    async def on_adaptive_card_invoke(
        self, turn_context: TurnContext, invoke_value: AdaptiveCardInvokeValue
    ) -> Json | Model | None:
        """The SDK declares ``invoke_value.action`` a model and hands over a dictionary."""
        value = turn_context.activity.value
        automatic = isinstance(value, Mapping) and value.get("trigger") == "automatic"
        return await self.on_card_action(turn_context, _card_action(invoke_value.action, automatic=automatic))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A value that is none of an action's is 400. The SDK would put an exception into its answer, which no JSON can hold."""
        activity = turn_context.activity
        if activity.name == "adaptiveCard/action" and not _is_action(activity.value):
            return InvokeResponse(status=400, body=_error("BadRequest", "not an Action.Execute"))
        return await super().on_invoke_activity(turn_context)

    @staticmethod
    def _create_invoke_response(body: Json | Model | None = None) -> InvokeResponse:
        """The SDK takes every body for one of its models, and stumbles over what is JSON already."""
        return InvokeResponse(status=200, body=_as_json(body))

    def _get_adaptive_card_invoke_value(self, activity: Activity) -> AdaptiveCardInvokeValue:
        """``on_invoke_activity`` has looked at it; the SDK would warn in the log of each field that it does not know."""
        return AdaptiveCardInvokeValue(action=activity.value["action"])


def _is_action(value: Any) -> bool:
    action = value.get("action") if isinstance(value, Mapping) else None
    return (
        isinstance(action, Mapping)
        and action.get("type") == "Action.Execute"
        and isinstance(action.get("verb", ""), str)
        and isinstance(action.get("data") or {}, dict)
    )


def _card_action(action: Mapping[str, Any], *, automatic: bool) -> CardAction:
    return CardAction(
        action.get("verb", ""), action.get("data") or {}, str(action.get("id") or ""), automatic
    )


def _error(code: str, message: str) -> Json:
    return {
        "statusCode": 400,
        "type": "application/vnd.microsoft.error",
        "value": {"code": code, "message": message},
    }


__all__ = ["Answer", "CardAction", "Handler", "TeamsAdapter", "TeamsHandler", "apology"]
