"""Every sentence that people read: one catalogue a language, and the function that words them."""

from adapters.copy.words import LOCALES, Copy, words_for

__all__ = ["LOCALES", "Copy", "words_for"]
