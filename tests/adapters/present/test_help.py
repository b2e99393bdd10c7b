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
def test_help_in_a_chat_names_its_commands(locale: str) -> None:
    assert "/rondo" in snapshot(help_card(None, b.a_reader(b.MAYA, locale), Screen("help_card")))


@pytest.mark.parametrize("locale", LOCALES)
def test_help_in_a_chat_shows_the_way_to_other_places_and_accounts(locale: str) -> None:
    shown, w = snapshot(help_card(None, b.a_reader(b.MAYA, locale), Screen("help_card"))), words_for(locale)
    assert w("button.offer_place") in shown
    assert w("button.add_account") in shown
