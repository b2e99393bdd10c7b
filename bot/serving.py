"""Running: the web server, the worker alone, and the sample network."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from adapters.web.links import RedactLinks
from bot.app import make_app
from bot.demo.members import sample_members
from bot.demo.play import play
from bot.house import House, build
from bot.logs import set_up_logs
from bot.settings import Settings
from storage.migrate import is_up_to_date, upgrade

Tell = Callable[[str], object]


def serve(settings: Settings, *, host: str, with_worker: bool) -> None:
    """Until it is told to stop. A database that is new, or embedded, is brought up to date first."""
    set_up_logs(settings)
    house = build(settings, notice=" ".join(settings.warnings()))
    house.lock.take()
    if settings.on_sqlite or not is_up_to_date(house.database):
        upgrade(house.database)
    for warning in settings.warnings():
        logging.getLogger("rondo").warning(warning)
    for missing in settings.missing():
        logging.getLogger("rondo").info(missing)
    _run(house, host=host, with_worker=with_worker)


async def work(settings: Settings) -> None:
    """The worker alone, until it is told to stop."""
    set_up_logs(settings)
    house = build(settings)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await house.open(receiving=False)
    worker = house.worker()
    await worker.start()
    await stop.wait()
    await worker.stop()
    await house.close()


def demonstrate(settings: Settings, *, host: str, told: Tell) -> None:
    """The sample network, made when it is not there yet."""
    set_up_logs(settings, quiet=True)
    house = build(settings, sample_members=sample_members)
    house.lock.take()
    upgrade(house.database)
    if asyncio.run(play(house.database, house.clock)):
        told("The sample network is ready: three organisations, two circles, and a round in each stage.")
    house.lock.release()
    told(
        f"Rondo is at {settings.base_url} (Ctrl+C stops it). Choose who you are; two windows can be two people."
    )
    _run(house, host=host, with_worker=True)


def forget_sample(settings: Settings) -> None:
    """Deletes the sample network's database file; refuses while a Rondo uses it."""
    house = build(settings)
    house.lock.take()
    path = Path(str(house.database.url.database))
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
    house.lock.release()


def _run(house: House, *, host: str, with_worker: bool) -> None:
    app = make_app(house, with_worker=with_worker)
    config = web_server(app, house.settings, host=host)
    collect_less()
    for handler in logging.getLogger().handlers:
        handler.addFilter(RedactLinks())
    _Server(config, house).run()


def web_server(app: FastAPI, settings: Settings, *, host: str = "127.0.0.1") -> uvicorn.Config:
    """How Rondo is served, everywhere the same. It keeps no access log: a line for each click costs about as much as
    recording it, what was done is in the journal, and the proxy in front knows who asked."""
    return uvicorn.Config(
        app,
        host=host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.in_production,
        timeout_graceful_shutdown=10,
    )


def collect_less() -> None:
    """Python's collector of cycles leaves alone what is loaded by now, and looks through the rest less often: it took a third
    of a click's time, mostly while the click's own payload was read. What has no cycle is freed at once as ever."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class _Server(uvicorn.Server):
    """Ends the live pages' streams at once when it is told to stop; each would hold the stop up otherwise."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house

    def handle_exit(self, sig: int, frame: Any) -> None:
        self._house.stopping = True
        super().handle_exit(sig, frame)
