"""What becomes of a problem in the browser: it is tested, asked about and fixed, and nobody's words are lost."""

import pytest

from tests.e2e.circle import TITLE, EarlyYears
from tests.e2e.test_web_journey import HARM, opens, window
from tests.support.people_web import WebPerson

FIX, TRY = "Fix this first", "Try it anyway"


@pytest.fixture
async def seen(circle: EarlyYears) -> EarlyYears:
    """Connie sees a problem, and everyone else is fine with it."""
    await circle.proposes()
    await circle.sees_problem(circle.connie, HARM)
    await circle.all_say(but=(circle.connie,))
    await circle.closes()
    return circle


async def at_the_round(circle: EarlyYears, *names: str) -> list[WebPerson]:
    people = [await window(circle, getattr(circle, name)) for name in names]
    for person in people:
        await opens(person)
    return people


async def asks_for_test(*people: WebPerson) -> None:
    for person in people:
        await opens(person)
        await person.press("Ask the circle")
    assert people[-1].sees("with you it begins")


async def test_what_came_of_a_test_is_told_to_all_with_the_reasons(seen: EarlyYears) -> None:
    lee, sam, rosa = await at_the_round(seen, "lee", "sam", "rosa")
    await asks_for_test(lee, sam)
    await opens(lee)
    await lee.press(FIX)
    assert lee.sees("One “Fix this first” settles it")
    await lee.fill("Why?", "The fund is empty")
    await lee.press("Send")
    assert lee.sees("The answer: fix this first.")
    for person in (sam, rosa, seen.ana):
        await opens(person)
        assert person.sees("The answer: fix this first.")
        assert person.sees("Lee Wong (members): Fix this first. The fund is empty")


async def test_an_answer_that_comes_when_a_test_is_over_is_not_lost(seen: EarlyYears) -> None:
    lee, sam, rosa = await at_the_round(seen, "lee", "sam", "rosa")
    await asks_for_test(lee, sam)
    for person in (rosa, lee):
        await opens(person)
    await rosa.press(TRY)
    await rosa.fill("Why?", "We can stop in March")
    await lee.press(FIX)
    await lee.fill("Why?", "The fund is empty")
    await lee.press("Send")

    await rosa.press("Send")
    assert rosa.sees("This question is settled already.")
    assert rosa.sees("The answer: fix this first.")
    assert rosa.title == "Suggest a fix"
    await rosa.press("Send")
    assert rosa.sees(f"Thank you. Your idea is in: “{TITLE}”")
    assert rosa.sees("We can stop in March")


async def test_words_about_a_test_are_kept_where_no_fix_is_looked_for_any_more(seen: EarlyYears) -> None:
    lee, sam, rosa = await at_the_round(seen, "lee", "sam", "rosa")
    await asks_for_test(lee, sam)
    await opens(seen.ana)
    await seen.ana.press(FIX)
    await seen.ana.fill("Why?", "There is no money")
    for person in (lee, sam, rosa):
        await opens(person)
        await person.press(TRY)
        await person.fill("Why?", "It is small")
        await person.press("Send")
    await seen.town.until(lambda: seen.heading == f"Agreed: {TITLE}", days=10)

    await seen.ana.press("Send")
    assert seen.ana.sees("This question is settled already.")
    assert seen.ana.sees("The answer: try it anyway.")
    assert seen.ana.value("What would you like to say?") == "There is no money"
    await seen.ana.press("Send")
    assert seen.ana.sees("There is no money")


async def test_words_that_lead_nowhere_any_more_are_shown_once_again(seen: EarlyYears) -> None:
    rosa, lee = await at_the_round(seen, "rosa", "lee")
    await lee.press("Suggest a fix")
    await lee.fill("Your idea", "Start with two families")
    await rosa.press("Take it back")
    await rosa.press("Take it back")
    await lee.press("Send")
    assert lee.sees("You wrote")
    assert lee.sees("Start with two families")
