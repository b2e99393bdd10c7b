"""The applications under test, each in a process of its own, on a free port of loopback."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import psutil

from bot.settings import Settings

STARTS_WITHIN: Final = 90.0
STOPS_WITHIN: Final = 40.0
READY: Final = "ready "
LAST_LINES: Final = 30
LONGEST_LINE: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Server:
    """An application that takes requests."""

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time that it has used, all threads together."""
        used = self.process.cpu_times()
        return float(used.user + used.system)


@asynccontextmanager
async def a_process(module: str, environment: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m module``, ended with the block; what it logs is shown only when something goes wrong."""
    with tempfile.TemporaryFile("w+") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env={**_clean(), **environment},
            limit=LONGEST_LINE,
        )
        try:
            yield process
        except BaseException:
            log.seek(0)
            print(f"{module} said last:", *log.readlines()[-LAST_LINES:], sep="\n", file=sys.stderr)
            raise
        finally:
            await _end(process)


@asynccontextmanager
async def a_server(module: str, environment: Mapping[str, str]) -> AsyncIterator[Server]:
    async with a_process(module, environment) as process:
        port = int((await said(process)).removeprefix(READY))
        yield Server(port, psutil.Process(process.pid))


async def said(process: asyncio.subprocess.Process) -> str:
    """The next line that it says."""
    assert process.stdout is not None
    async with asyncio.timeout(STARTS_WITHIN):
        line = (await process.stdout.readline()).decode().strip()
    if not line:
        raise RuntimeError("a process under test ended before its time")
    return line


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _clean() -> dict[str, str]:
    """Our environment without settings of Rondo's: a developer's own must not change what is measured."""
    ours = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}
