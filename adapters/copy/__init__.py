"""Every sentence that people read: one catalogue a language, and the function that words them."""

from adapters.copy.words import ANY_LANGUAGE, LOCALES, Copy, load_words, words_for

__all__ = ["ANY_LANGUAGE", "LOCALES", "Copy", "load_words", "words_for"]
