"""Which addresses Rondo fetches from and sends to: encrypted ones, and those of this machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_on_this_machine(url: str) -> bool:
    """Whether the address is of the loopback interface, where nobody listens in."""
    return _is_loopback(_parts(url)[1])


def is_protected(url: str) -> bool:
    """Whether what is said there cannot be read or changed on the way."""
    scheme, host = _parts(url)
    return (scheme == "https" and bool(host)) or (scheme == "http" and _is_loopback(host))


def is_loopback_host(host: str) -> bool:
    """The same of a bare host, as a server knows who connected to it."""
    return _is_loopback(host)


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or ""
    except ValueError:
        return "", ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
