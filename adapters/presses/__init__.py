"""What people press and send, on any platform: read into commands, handed to the desk, answered with a screen.

``respond`` is the one way in. ``fields.py`` reads what was typed; one file a subject makes commands of it.
"""

from adapters.presses.respond import respond

__all__ = ["respond"]
