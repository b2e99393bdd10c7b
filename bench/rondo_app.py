"""The application under test: Rondo as ``rondo serve`` puts it together, with its worker, on SQLite or PostgreSQL.

One thing is changed: private confirmations gather unsent, until the bench asks how long their sending takes.
"""

import asyncio
import os
import time

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse

from bench.listening import listen
from bot.app import make_app
from bot.house import House, build
from bot.logs import set_up_logs
from bot.serving import collect_less, web_server
from bot.settings import Settings


def main() -> None:
    settings = Settings(_env_file=None)
    set_up_logs(settings)
    house = build(settings, send_confirmations=False)
    app = make_app(house, with_worker=os.environ.get("BENCH_WORKER") == "1")
    _add_sending(app, house)
    collect_less()
    listen(web_server(app, settings))


def _add_sending(app: FastAPI, house: House) -> None:
    async def send_confirmations(_: Request) -> JSONResponse:
        """Sends what has gathered, and says how many that were and how many seconds it took."""
        assert house.slack is not None
        confirmations = house.slack.confirmations
        waiting, began = confirmations.waiting, time.monotonic()
        confirmations.start()
        while confirmations.waiting:  # noqa: ASYNC110  (only the bench waits for it)
            await asyncio.sleep(0.005)
        return JSONResponse({"sent": waiting, "seconds": time.monotonic() - began})

    app.add_route("/bench/send-confirmations", send_confirmations, methods=["POST"])


if __name__ == "__main__":
    main()
