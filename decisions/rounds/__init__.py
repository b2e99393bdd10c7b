"""Rounds: one decision process about one proposal."""
