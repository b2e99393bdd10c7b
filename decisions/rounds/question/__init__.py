"""``question@1``: everyone says in their own words what they think of something, and nothing is decided."""
