"""Applications that run in processes of their own, and can be killed."""

import asyncio
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

REPORTS_WITHIN: Final = 60.0
ROOT: Final = Path(__file__).parents[2]


@dataclass
class Running:
    """One application. ``log`` is where its warnings are."""

    nursery: "Nursery"
    pid: int
    url: str
    log: Path
    over: bool = False

    async def kill(self) -> None:
        """At once, whatever it is doing."""
        await self.end(signal.SIGKILL)

    async def stop(self) -> None:
        """Told to stop, as a host does."""
        await self.end(signal.SIGTERM)

    async def end(self, number: int) -> None:
        os.kill(self.pid, number)
        self.over = True
        try:
            ended = await self.nursery.ask("ended", self.pid, wait=self.pid)
        except queue.Empty:
            raise AssertionError(f"It does not end, and is here:\n{await self._whereabouts()}") from None
        assert ended["status"] == -number, "it ends by what it was told, and not before"

    async def _whereabouts(self) -> str:
        """What it has logged, and at last what each of its threads is at. Then it is no more."""
        os.kill(self.pid, signal.SIGUSR1)
        await asyncio.sleep(1)
        os.kill(self.pid, signal.SIGKILL)
        await self.nursery.next_report()
        return await asyncio.to_thread(self.log.read_text)


@dataclass
class Nursery:
    """What ``nursery.py`` runs as. Ask from one task at a time."""

    process: "subprocess.Popen[str]"
    _reports: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)
    running: list[Running] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._reports.put(json.loads(line))

    async def ask(self, report: str, of: int | None, **order: Any) -> dict[str, Any]:
        """Gives an order, and waits for its report."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        found = await self.next_report()
        assert report in found, found
        assert of in (None, found[report])
        return found

    async def next_report(self) -> dict[str, Any]:
        """Raises ``queue.Empty`` when none comes."""
        return await asyncio.to_thread(self._reports.get, timeout=REPORTS_WITHIN)

    def until_ready(self) -> None:
        assert self._reports.get(timeout=REPORTS_WITHIN)["ready"] == self.process.pid

    async def start(
        self,
        log: Path,
        *,
        settings: dict[str, Any],
        shift: float = 0.0,
        worker: bool = True,
        **environment: str,
    ) -> Running:
        """An application that takes requests. Its clock is ``shift`` seconds on; its warnings go to ``log``."""
        order = {"log": str(log), "shift": shift, "worker": worker, "settings": settings}
        report = await self.ask("ready", None, environment=environment, **order)
        app = Running(self, report["ready"], report["url"], log)
        self.running.append(app)
        return app

    def close(self) -> None:
        for app in self.running:
            if not app.over:
                os.kill(app.pid, signal.SIGKILL)
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)


@contextlib.contextmanager
def a_nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.faults.nursery"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        nursery = Nursery(process)
        try:
            nursery.until_ready()
            yield nursery
        finally:
            nursery.close()
