"""The tests, in folders that mirror the code's. A package, or a dependency's own `tests` would be found first."""
