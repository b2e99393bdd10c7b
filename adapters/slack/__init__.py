"""Slack: read, render, send, routes. ``connection.Slack`` is what the wiring puts in place."""
