"""How what must leave leaves: lanes, their rates, retries, and who sends where."""
