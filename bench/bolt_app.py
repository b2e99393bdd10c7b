"""What Rondo is compared with: a Bolt application that only acknowledges, behind FastAPI, as Bolt's documentation has it."""

import os
import re

import uvicorn
from fastapi import FastAPI, Request
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response

from bench.listening import listen


def main() -> None:
    token = os.environ["SLACK_BOT_TOKEN"]
    bolt = AsyncApp(
        client=AsyncWebClient(token=token, base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
    )

    @bolt.action(re.compile(""))
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    api = FastAPI()
    handler = AsyncSlackRequestHandler(bolt)

    @api.post("/slack/events")
    async def endpoint(req: Request) -> Response:
        return await handler.handle(req)

    listen(uvicorn.Config(api, log_config=None, access_log=False))


if __name__ == "__main__":
    main()
