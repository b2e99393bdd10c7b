"""Help speaks of where its reader is: in a chat of its commands, in the browser of its pages."""

import pytest

from adapters.copy import LOCALES, words_for
from adapters.desk import Screen
from adapters.present.first_run import help_card, help_page
from tests.adapters.present import builders as b
from tests.adapters.present.shown import snapshot


@pytest.mark.parametrize("locale", LOCALES)
def test_help_in_the_browser_speaks_of_no_chat(locale: str) -> None:
    shown = snapshot(help_page(None, b.a_reader(b.MAYA, locale), Screen("help")))
    assert not any(word in shown for word in ("/rondo", "channel", "canal", "/invite", "Slack"))


@pytest.mark.parametrize("locale", LOCALES)
def test_help_in_a_chat_names_its_words_one_a_line(locale: str) -> None:
    shown = snapshot(help_card(None, b.a_reader(b.MAYA, locale), Screen("help_card")))
    assert "/rondo" in shown
    assert len(shown.splitlines()) <= 25, "one screen of a phone"


@pytest.mark.parametrize("locale", LOCALES)
def test_how_it_works_shows_the_way_to_other_places(locale: str) -> None:
    carried = {"how": "yes"}
    shown = snapshot(help_card(None, b.a_reader(b.MAYA, locale), Screen("help_card", carried=carried)))
    assert words_for(locale)("button.offer_place") in shown


def test_a_mistyped_word_is_asked_back_and_nothing_else_is_said() -> None:
    carried = {"typed": "comit bring tables", "meant": "commit"}
    shown = snapshot(help_card(None, b.a_reader(b.MAYA, "en"), Screen("help_card", carried=carried)))
    assert "Did you mean commit bring tables?" in shown
    assert "propose" not in shown
