"""For the applications under test: serve on a free port, and say which once requests are taken."""

import socket

import uvicorn

from bench.servers import READY


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sockets:
            print(f"{READY}{sockets[0].getsockname()[1]}", flush=True)


def listen(config: uvicorn.Config) -> None:
    """Until it is told to stop."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        _Server(config).run(sockets=[listener])
