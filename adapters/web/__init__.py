"""The browser: every step of a round in pages that work without JavaScript, and stay true by themselves with
it."""
