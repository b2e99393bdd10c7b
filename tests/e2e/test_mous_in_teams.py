"""A memorandum between organisations that meet in Slack and in Teams, written on the page: each signs, hears of its review and
renews where it is."""

from datetime import timedelta

from tests.e2e.several_places import BothSides
from tests.e2e.test_web_journey import window
from tests.fakes.teams import Post
from tests.support.people_web import WebPerson

CLINIC, INFANCIA = "Riverbend Clinic", "Primera infancia"


async def writes(both: BothSides) -> WebPerson:
    """Rosa, on the page. What cannot be is said at its field, and what she has typed stays."""
    rosa = await window(both.slack, both.slack.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Memorandums")
    await rosa.press("New memorandum")
    await rosa.choose("What is it about?", "Sharing rooms")
    await rosa.press("Next")
    await rosa.fill("Title", "One waiting list")
    await rosa.choose("Between which organisations?", CLINIC, INFANCIA)
    await rosa.press("Next")
    await rosa.fill("What each commits to", "Riverbend Clinic: opens its hall by 31 February")
    await rosa.press("Next")
    assert any("there is no such day" in error for error in rosa.errors)
    await rosa.fill(
        "What each commits to", "Riverbend Clinic: opens its hall. How we will know: a key is there"
    )
    await rosa.press("Next")
    await rosa.fill("First day", "in 2 days")
    await rosa.fill("Review", "in 8 months")
    await rosa.fill("Last day", "tomorrow")
    await rosa.choose(f"Who signs for {CLINIC}?", "Sam Levy")
    await rosa.press("Save")
    assert rosa.errors, "it cannot end before it begins"
    assert rosa.value("First day") == "in 2 days"
    await rosa.fill("Last day", "in 8 years")
    await rosa.press("Save")
    assert rosa.sees("A draft: nobody has been asked about it yet.")
    assert rosa.sees("Nobody signs yet")
    return rosa


def last(both: BothSides, words: str) -> Post | None:
    """The newest message of Nora's that says it."""
    found = [post for post in both.nora.chat.posts if words in both.nora.sees(post)]
    return found[-1] if found else None


async def waits(both: BothSides, words: str, days: int = 300) -> Post:
    """Three days at a time, as after a long weekend in which nothing ran."""
    for _ in range(0, days, 3):
        if (found := last(both, words)) is not None:
            return found
        both.side.town.clock.at += timedelta(days=3)
        await both.settle()
    raise AssertionError(f"Nora did not hear it in {days} days.")


async def all_agree(both: BothSides) -> None:
    here = both.slack
    while "OK to try" not in here.card.buttons:
        await here.closes()
    for person in (here.sam, here.connie):
        await here.press(person, here.card, "OK to try")
    await both.settle()
    for other in (both.nora, both.omar):
        await other.press(both.there, "Sí, probemos")
    await here.closes()
    await both.settle()


async def test_each_signs_and_renews_where_it_is(both: BothSides) -> None:
    here, nora, sam = both.slack, both.nora, both.slack.sam
    rosa = await writes(both)
    await rosa.press("Ask if all agree")
    await rosa.press("Ask them")
    await both.settle()
    await all_agree(both)
    lee = here.lee
    assert "Nobody signs for Primera infancia" in lee.direct_messages[-1].words
    await here.press(lee, lee.direct_messages[-1], "Who signs?")
    await here.fill(lee, {f"Who signs for {INFANCIA}?": "Nora Vidal"})
    await both.settle()
    asked = await waits(both, "¿Firmas por Primera infancia?")
    await nora.press(asked, "Firmar")
    assert "Cómo lo sabremos: a key is there" in nora.dialog_words
    await nora.submit()
    await here.press(sam, sam.direct_messages[-1], "Sign")
    await here.fill(sam)
    await both.settle()

    await waits(both, "La revisión de «One waiting list» se acerca")
    review = await waits(both, "«One waiting list» está en revisión. ¿Debe seguir?")
    assert "is under review. Shall it go on?" in sam.direct_messages[-1].words
    await nora.press(review, "Renovar")
    await nora.submit({"Revisión": "31 de febrero"})
    assert "no existe" in nora.dialog_words or "no hay" in nora.dialog_words, nora.dialog_words
    await nora.submit({"Revisión": "en 8 meses", "Último día": "en 9 años"})
    await both.settle()
    await here.press(sam, sam.direct_messages[-1], "Renew")
    await here.fill(sam)
    await both.settle()
    assert last(both, "«One waiting list» queda renovado.") is not None
    assert "“One waiting list” is renewed." in sam.direct_messages[-1].words
