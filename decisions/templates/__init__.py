"""Templates: how a vote is asked, kept under a name in a circle, so that others can begin from it."""
