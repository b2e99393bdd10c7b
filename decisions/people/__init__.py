"""Networks, organisations, members and the circles in which they decide."""
