"""What Rondo in Teams is compared with: the Bot Framework's ``process_activity``, mended, behind the same door and FastAPI.

Tokens are verified and bodies bounded as in Rondo. The handler answers every press with one card that is ready; it decides and
stores nothing.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from botbuilder.core import TurnContext
from fastapi import FastAPI, Request
from starlette.responses import Response

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.answer import Answer
from adapters.teams.authentication import Authentication
from adapters.teams.routes import MESSAGES, Messages
from adapters.teams.settings import TeamsSettings
from bench.listening import listen
from bot.settings import Settings


def main() -> None:
    settings, card = Settings(_env_file=None), json.loads(os.environ["BENCH_CARD"])
    authentication = Authentication(
        TeamsSettings(
            app_id=settings.teams_app_id or "",
            allowed_tenants=settings.teams_tenants,
            bot_framework=settings.bot_framework,
        )
    )

    async def press(_: TurnContext) -> Answer:
        return Answer(200, card)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await authentication.start()
        yield
        await authentication.close()

    api = FastAPI(lifespan=life)
    messages = Messages(TeamsAdapter(authentication), press)

    @api.post(MESSAGES)
    async def endpoint(req: Request) -> Response:
        return await messages.received(req.scope, req.receive)

    listen(uvicorn.Config(api, log_config=None, access_log=False))


if __name__ == "__main__":
    main()
