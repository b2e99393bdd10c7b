"""The Bot Framework's adapter, with what is broken in version 4.17.1 mended: what comes in becomes a turn, what a turn answers
becomes ``Answer``."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, Final

from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import AuthenticateRequestResult

from adapters.teams.answer import Answer
from adapters.teams.authentication import Authentication

logger: Final = logging.getLogger(__name__)

Json = dict[str, Any]


Handler = Callable[[TurnContext], Awaitable[Answer]]
"""Takes a turn that is proven to come from Teams. The activity's ``additional_properties`` are the payload as it came."""


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
            said.append(await logic(context))

        try:
            await super().process_activity(signed, activity, turn)
            (answer,) = said
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
