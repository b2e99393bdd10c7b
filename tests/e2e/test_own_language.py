"""Everybody chooses the language in which they read, wherever they are; their platform does not take it back."""

import re

from tests.e2e.circle import EarlyYears
from tests.e2e.test_web_journey import window


async def test_a_page_turns_into_another_language_and_chat_follows(circle: EarlyYears) -> None:
    lee = await window(circle, circle.lee)
    await lee.press("Español")
    assert lee.sees("Desde ahora Rondo te escribe en español.")
    assert re.search(r'<html[^>]*lang="es"', lee.html)
    await circle.lee.command("/rondo settings")
    await circle.town.behind()
    assert "Idioma: Español" in circle.lee.private_words[-1].words


async def test_it_is_chosen_in_chat_too(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await rosa.command("/rondo language")
    await circle.town.behind()
    await rosa.submit({rosa.modal.labels[0]: "English"})
    await circle.town.behind()
    assert "Rondo writes to you in English from now on." in rosa.modal.words
    page = await window(circle, rosa)
    assert re.search(r'<html[^>]*lang="en"', page.html)
