"""How fast answers are, beside what they stand on. ``python -m bench`` (``make bench``); see ``docs/speed.md``."""
