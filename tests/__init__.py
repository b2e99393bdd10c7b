"""The tests mirror the folders of the code. A package, or a dependency's own `tests` would be found first."""
