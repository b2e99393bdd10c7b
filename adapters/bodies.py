"""A request's body, read no further than it may be long."""

from starlette.requests import ClientDisconnect
from starlette.types import Receive


class TooLarge(Exception):
    """413."""


async def whole_body(receive: Receive, told: bytes, largest: int) -> bytes:
    """At most ``largest`` bytes, or ``TooLarge`` as soon as there are more. The length that is ``told`` is believed only to
    refuse. Raises ``ClientDisconnect`` of Starlette's when whoever sends it goes away."""
    if told.isdigit() and (len(told) > 18 or int(told) > largest):
        raise TooLarge
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > largest:
            raise TooLarge
        more = message.get("more_body", False)
    return bytes(body)
