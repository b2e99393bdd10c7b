"""Every sentence that this folder says by itself is in the catalogues."""

import re
from pathlib import Path

import pytest

from adapters.copy import LOCALES, words_for

FOLDER = Path(__file__).parents[3] / "adapters" / "slack"
KEYS = sorted(
    {key for path in FOLDER.glob("*.py") for key in re.findall(r'"(slack\.[a-z_]+)"', path.read_text())}
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_is_there_in_every_language(locale: str, key: str) -> None:
    w = words_for(locale)
    said = w.n(key, 3) if key == "slack.more_rows" else w(key, reference="ab12cd34")
    assert said
    assert said != key
    assert (
        locale == "en" or key == "slack.one_moment" or said != words_for("en")(key, reference="ab12cd34", n=3)
    )


def test_there_are_sentences() -> None:
    assert "slack.not_invited" in KEYS
