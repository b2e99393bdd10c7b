"""Commitments: who does what by when, asked and answered, kept, moved, handed over or let go."""
