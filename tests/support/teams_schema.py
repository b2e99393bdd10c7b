"""Microsoft's schemas of the Teams app manifest, from the npm package in which Microsoft ships them (MIT).

`python -m tests.support.teams_schema` fetches them before a test run, so that tests never install anything. The package
is named with its hash, and only the two files that are needed are kept; nothing of it is run.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.teams.manifest import SCHEMA

PACKAGE: Final = "@microsoft/app-manifest@1.1.2"
SHA512: Final = "uXdmYzhIcchi3Tc9Sh3pTDMe55zy7ge19bnYCGB1gzuyha85Ii7wfdTruwEhqseaX9pwsWDRB5Ot/ltv0rCONw=="
KINDS: Final = ("MicrosoftTeams.schema.json", "MicrosoftTeams.Localization.schema.json")
KEPT: Final = Path(__file__).parents[2] / ".pytest_cache" / "teams-manifest" / SCHEMA
LEFT_OUT: Final = (
    "Microsoft's schema of the Teams app manifest is not here, so the package is not checked against it. "
    "Install npm (Debian, Ubuntu: apt install npm; macOS: brew install node) and run make test."
)


def is_there() -> bool:
    return all((KEPT / kind).exists() for kind in KINDS)


def fetch() -> None:
    """Keep the schemas, where npm is and reaches its registry. Raises ``ValueError`` for a package with another hash."""
    if not shutil.which("npm"):
        return
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--fetch-retries=1", "--pack-destination", folder]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        packed = next(Path(folder).glob("*.tgz"), None)
        if packed is None:
            print(done.stderr, file=sys.stderr)
            return
        if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != SHA512:
            raise ValueError(f"{PACKAGE} is not the package that was looked at: its hash differs.")
        _keep(packed)


def _keep(packed: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as archive:
        for kind in KINDS:
            file = archive.extractfile(f"package/build/json-schemas/teams/v{SCHEMA}/{kind}")
            if file is None:
                raise ValueError(f"{PACKAGE} has no schema {SCHEMA}.")
            (KEPT / kind).write_bytes(file.read())


def main() -> int:
    """Have the schemas ready, or say what will be left out. In CI that they are missing is an error (1)."""
    if not is_there():
        fetch()
    if is_there():
        return 0
    print(LEFT_OUT, file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


@pytest.fixture
def teams_schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """Of the manifest, and of a language's file."""
    if not is_there():
        if os.environ.get("CI") == "true":
            pytest.fail(LEFT_OUT)
        pytest.skip(LEFT_OUT)
    of_manifest, of_language = (json.loads((KEPT / kind).read_text(encoding="utf-8")) for kind in KINDS)
    return of_manifest, of_language


if __name__ == "__main__":
    sys.exit(main())
