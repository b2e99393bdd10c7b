"""One writing process for an embedded database: a lock file beside it."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from sqlalchemy.engine import URL

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

IN_MEMORY: Final = frozenset({None, "", ":memory:"})


class AnotherWriter(Exception):
    """Another process writes to this database already; its text says what to do."""


class WriterLock:
    """Held from ``take`` to ``release``, or until the process ends. PostgreSQL needs none."""

    def __init__(self, url: URL) -> None:
        embedded = url.get_backend_name() == "sqlite" and url.database not in IN_MEMORY
        self.path = Path(f"{url.database}.lock") if embedded else None
        self._file: IO[str] | None = None

    def take(self) -> Self:
        """Refuses (``AnotherWriter``) when another process holds it. Once taken it stays so, however often it is asked for."""
        if self.path is None or self._file is not None:
            return self
        file = self.path.open("a+")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise AnotherWriter(
                f"Another Rondo is already writing to {self.path.with_suffix('')}. Stop it first; or, to run "
                "several at once, set DATABASE_URL to a PostgreSQL database."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file
        return self

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.release()


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
