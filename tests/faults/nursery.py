"""A process that has imported everything and does nothing: applications are forked from it, ready in a moment.

It has no event loop, no thread and no connection, so that what it forks begins as clean as a new process. Each line that
it reads is an order (JSON); each line that it or an application reports is one too. Whatever else they write goes to
the log: a word of a library's among the reports would end the listening.
"""

import faulthandler
import gc
import json
import os
import signal
import socket
import sys
import traceback
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn

from adapters.copy import load_words
from bot.app import make_app
from bot.house import build
from bot.logs import set_up_logs
from bot.serving import web_server
from bot.settings import load_settings

REPORTS: int = os.dup(1)
"""Where reports go: what was standard output before it became the log's."""


class ShiftedClock:
    """The machine's clock, so many seconds on."""

    def __init__(self, seconds: float) -> None:
        self._by = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by

    def monotonic(self) -> float:
        return self.now().timestamp()


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            report(ready=os.getpid(), url=f"http://127.0.0.1:{port}")


def report(**facts: Any) -> None:
    """One line, in one piece: several processes write to the same pipe."""
    os.write(REPORTS, (json.dumps(facts) + "\n").encode())


def live(order: dict[str, Any]) -> None:
    """The application's whole life, as ``rondo serve`` leads it."""
    with open(order["log"], "a") as log:  # noqa: PTH123
        for standard in (1, 2):
            os.dup2(log.fileno(), standard)
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    os.environ.update(order["environment"])
    settings = load_settings(None, **{"port": 0, **order["settings"]})
    set_up_logs(settings, quiet=True)
    house = build(settings, ShiftedClock(order["shift"]))
    app = make_app(house, with_worker=order["worker"])
    _Server(web_server(app, settings)).run()


def fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        live(order)
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:
        report(failed=os.getpid(), why=traceback.format_exc())
    finally:
        os._exit(status)


def main() -> None:
    load_words()
    gc.freeze()
    report(ready=os.getpid())
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            report(ended=order["wait"], status=os.waitstatus_to_exitcode(status))
        else:
            fork(order)


if __name__ == "__main__":
    main()
