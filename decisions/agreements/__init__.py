"""Agreements: proposals in force until their review decides."""
