"""A real browser for tests: Chromium from PATH, else from the distribution's packages.

`python -m tests.support.chromium` sees to it before a test run, so that tests never install anything.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Final

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
LEFT_OUT: Final = (
    "No Chromium was found, so the browser tests are left out. "
    "Install it (Debian: apt install chromium; Ubuntu: snap install chromium; macOS: brew install chromium)."
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome on PATH, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Ask the distribution's packages for Chromium, where that needs no question: as root, with apt-get."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests (a minute, once)...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stderr, file=sys.stderr)


def main() -> int:
    """Have Chromium ready, or say what will be left out. In CI a missing browser is an error (1)."""
    if not find_chromium():
        install_chromium()
    if find_chromium():
        return 0
    print(LEFT_OUT, file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser of the test's own, in the test's own event loop."""
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail(LEFT_OUT)
        pytest.skip(LEFT_OUT)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page in a context of its own; a script's error on it fails the test."""
    errors: list[str] = []
    page = await browser.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


if __name__ == "__main__":
    sys.exit(main())
