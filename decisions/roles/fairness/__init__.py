"""Who holds a role next, so that turns are shared evenly under rules that are never broken: facts in, a choice out.

``choosing.py`` is the way in. Why it is done like this: docs/decisions/0048-who-is-next-by-an-exact-rule.md.
"""
