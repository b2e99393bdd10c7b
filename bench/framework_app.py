"""What Rondo in Teams is compared with: the Bot Framework's ``process_activity``, with the defects mended that keep it from
working or make it slow, behind the same FastAPI.

Tokens are verified as in Rondo. The handler answers every press with one card that is ready; it decides and stores nothing. With
``BENCH_DOOR=1`` bodies are bounded and read as in Rondo too, else as the framework reads them.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from botbuilder.core import TurnContext
from botbuilder.schema import Activity
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

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
    adapter = TeamsAdapter(authentication)
    messages = Messages(adapter, press)

    async def through_our_door(req: Request) -> Response:
        return await messages.received(req.scope, req.receive)

    async def by_itself(req: Request) -> Response:
        activity = Activity().deserialize(await req.json())
        answer = await adapter.process_activity(req.headers["Authorization"], activity, press)
        return JSONResponse(answer.body, answer.status)

    api.post(MESSAGES)(through_our_door if os.environ.get("BENCH_DOOR") == "1" else by_itself)
    listen(uvicorn.Config(api, log_config=None, access_log=False))


if __name__ == "__main__":
    main()
