"""The style and the script: read once, named by their content, kept by browsers for a year."""

import hashlib
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

KINDS: Final = {
    "rondo.css": "text/css; charset=utf-8",
    "rondo.js": "text/javascript; charset=utf-8",
    "rondo.svg": "image/svg+xml",
}


class Assets:
    """``/static/<name>.<hash>.<kind>``: a changed file has another address, so nobody sees an old one."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}
        self._addresses: dict[str, str] = {}
        folder = files("adapters.web") / "static"
        for name, kind in KINDS.items():
            content = (folder / name).read_bytes()
            stem, _, ending = name.rpartition(".")
            hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
            self._files[hashed] = (content, kind)
            self._addresses[name] = f"/static/{hashed}"

    def address(self, name: str) -> str:
        """Where a file is now."""
        return self._addresses[name]

    async def serve(self, request: Request) -> Response:
        found = self._files.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("", status_code=404, headers={"Cache-Control": "no-store"})
        content, kind = found
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, media_type=kind, headers=headers)
