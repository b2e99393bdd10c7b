"""Install a lock file into the running environment, showing how far it is, and then Rondo itself.

Usage: .venv/bin/python tools/install_locked.py requirements.txt
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

PIP = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
SEEN = re.compile(r"^(?:Collecting|Processing|Requirement already satisfied:) (\S+)")


def main(lock: Path) -> int:
    """Install exactly what `lock` names. Returns an exit code: 0, or what pip answered."""
    total = len(re.findall(r"^\S+==", lock.read_text(), flags=re.MULTILINE))
    print(f"Installing what {lock} names. The first time takes a minute or two.", flush=True)
    with tempfile.TemporaryFile("w+") as log:
        code = pip(["--require-hashes", "-r", str(lock)], total, log)
        code = code or pip(["--no-deps", "--no-build-isolation", "-e", "."], 0, log)
        if code:
            log.seek(0)
            print("".join(line for line in log if "WARNING" not in line)[-3000:], file=sys.stderr)
            print("The installation did not finish: the lines above say why.", file=sys.stderr)
            print(
                "Is this machine online? To begin anew: make clean, then the same command.", file=sys.stderr
            )
    return code


def pip(arguments: list[str], total: int, log: IO[str]) -> int:
    """Run pip, keep what it says in `log`, and show one short line of progress."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*PIP, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    assert process.stdout is not None
    count = 0
    for line in process.stdout:
        log.write(line)
        if total and (seen := SEEN.match(line)):
            count += 1
            show(
                f"  {count} of about {total}: {seen.group(1).split('==')[0].split('/')[-1]}", count % 25 == 0
            )
        elif total and line.startswith("Installing collected packages"):
            show("  Downloaded. Unpacking...", plain=True)
    show("", plain=False)
    return process.wait()


def show(text: str, plain: bool) -> None:
    """One line rewritten in place on a terminal; elsewhere a line only where `plain`."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text[:76]}", end="", flush=True)
    elif plain:
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
