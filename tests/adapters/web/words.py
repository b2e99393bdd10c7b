"""The sentences that people read, by key, so that a test can look for one on a page."""

from typing import Final

from adapters.copy.catalogue import catalogue

EN: Final = {key: forms[0] for key, forms in catalogue("en").forms.items()}
ES: Final = {key: forms[0] for key, forms in catalogue("es").forms.items()}
