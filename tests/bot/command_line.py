"""``rondo`` as people call it: a process of its own, in a folder of its own, with nothing set but what a test sets."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.e2e.serving import a_free_port

ROOT: Final = Path(__file__).parents[2]
RONDO: Final = (sys.executable, "-c", "from bot.cli import main; main()")
LONGEST: Final = 90.0
_COLOURS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Said:
    status: int
    words: str
    """In one line each, as a wide window shows it."""


@dataclass
class Serving:
    process: "subprocess.Popen[str]"
    url: str

    def stop(self) -> Said:
        """Told to stop, as a host does."""
        self.process.send_signal(signal.SIGTERM)
        words, _ = self.process.communicate(timeout=LONGEST)
        return Said(self.process.returncode, plain(words))


def plain(text: str) -> str:
    return _COLOURS.sub("", text)


def _environment(given: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "400", **given}


def rondo(folder: Path, *words: str, **given: str) -> Said:
    """``given``: the environment."""
    called = subprocess.run(
        [*RONDO, *words],
        cwd=folder,
        env=_environment(given),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    return Said(called.returncode, plain(called.stdout))


@contextmanager
def rondo_serving(folder: Path, *words: str, **given: str) -> Iterator[Serving]:
    """It takes requests."""
    port = a_free_port()
    with subprocess.Popen(
        [*RONDO, *words],
        cwd=folder,
        env=_environment({**given, "PORT": str(port)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            serving = Serving(process, f"http://127.0.0.1:{port}")
            _until_it_answers(serving)
            yield serving
        finally:
            process.kill()


def _until_it_answers(serving: Serving) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        assert serving.process.poll() is None, serving.process.communicate()
        try:
            with urllib.request.urlopen(f"{serving.url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("It did not begin to take requests")
