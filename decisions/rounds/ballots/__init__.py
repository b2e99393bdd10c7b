"""Ballots: every common way to ask a group beside consent, each in a file of its own, and how they are counted."""
