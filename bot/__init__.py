"""The wiring: the only place where objects are put together."""
