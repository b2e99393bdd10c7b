"""Roles: what they are for, who holds them, and how they pass on."""
