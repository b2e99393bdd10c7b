"""Votes that open anew by themselves: the rhythm in which they do, and what keeps it."""
