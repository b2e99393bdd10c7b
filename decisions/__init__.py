"""The rules of deciding together: pure code. No I/O, no clock, no chance, no framework; ``now`` is an argument."""
