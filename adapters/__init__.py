"""Adapters: one folder a platform, and the view that they share."""
