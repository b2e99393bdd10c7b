"""Work that goes on after a platform has been answered, and that a shutdown waits for."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

logger: Final = logging.getLogger(__name__)


class Background:
    """Keeps every task until it is done. A task that fails is logged once; nobody waits for its result."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("Background work failed: %s", task.get_name(), exc_info=error)

    async def drain(self, seconds: float = 10.0) -> None:
        """Waits for what is under way, new work that it starts included; what takes longer than ``seconds`` is ended."""
        deadline = asyncio.get_running_loop().time() + seconds
        while self._tasks:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(set(self._tasks), timeout=left)
        for task in set(self._tasks):
            logger.warning("Background work was ended at shutdown: %s", task.get_name())
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
