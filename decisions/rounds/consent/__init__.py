"""Consent, ``consent@1``: after Sociocracy 3.0's consent decision making, made asynchronous. The table is in ``table.py``."""
