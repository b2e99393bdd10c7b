"""The same story in the browser: without JavaScript from proposal to agreement, and live in several real windows."""

import re

from playwright.async_api import Browser

from tests.e2e.circle import TITLE, EarlyYears
from tests.fakes.slack_person import SlackPerson
from tests.support.people_web import BrowserPerson, WebPerson

HARM = "There is no budget after March"
TEXT = {
    "What do you propose, in one line?": TITLE,
    "Say more": "We pay parents 25 dollars for each meeting that they come to.",
    "In plain words: what changes, and for whom?": "Parents are paid for meetings.",
}


async def own_link(circle: EarlyYears, person: SlackPerson) -> str:
    """What ``/rondo web`` gives them, for their eyes only."""
    await person.command("/rondo web")
    await circle.town.behind()
    found = re.search(r"http[^\s|]+/me/[\w-]+", person.private_words[-1].words)
    assert found, person.private_words[-1].words
    return found[0]


async def window(circle: EarlyYears, person: SlackPerson) -> WebPerson:
    return await circle.town.by_link(await own_link(circle, person))


async def opens(person: WebPerson) -> None:
    """The one open round, from home."""
    await person.open("/home")
    await person.press("Open early-years")
    await person.press(f"Open {TITLE}")


async def test_without_javascript_a_proposal_becomes_an_agreement(circle: EarlyYears) -> None:
    lee, rosa, sam = [await window(circle, person) for person in (circle.lee, circle.rosa, circle.sam)]
    ana = circle.ana
    await proposes(rosa)
    await circle.town.settle()
    assert circle.heading == f"OK to try? {TITLE}", "The channel has its card too"

    for person in (lee, rosa, ana):
        await opens(person)
        await person.press("OK to try")
        assert person.sees("Recorded: OK to try")
    await opens(sam)
    await sam.press("I see a problem")
    await sam.fill("What problem do you see?", HARM)
    await sam.press("Send")
    assert sam.sees("you see a problem")
    for person in (lee, rosa, ana):
        await opens(person)
        assert HARM not in person.html, "Sealed"
    await circle.closes()

    await opens(rosa)
    assert rosa.sees(HARM)
    await rosa.press("Change the text")
    await rosa.fill("Say more", "We pay parents 25 dollars from the family fund.")
    await rosa.press(next(name for name in rosa.buttons if name not in ("Back", "Cancel")))
    await opens(sam)
    await sam.press("Fixed for me")
    for person in (lee, rosa, sam, ana):
        await opens(person)
        assert person.sees("This changed:"), person.text
        await person.press("OK to try" if person is sam else "Still OK")
    await circle.town.settle()
    await circle.closes()
    await ana.open("/home")
    assert ana.sees("Agreements (1)")
    assert circle.heading == f"Agreed: {TITLE}"


async def writes(person: WebPerson) -> None:
    """A draft, as far as its preview."""
    await person.open("/home")
    await person.press("Open early-years")
    await person.press("Propose something")
    for label, value in TEXT.items():
        await person.fill(label, value)
    await person.press("Preview")
    assert person.sees("The path: about")


async def proposes(person: WebPerson) -> None:
    await writes(person)
    await person.choose("How do we decide?", "Ask at once")
    await person.press("Open the round")


async def test_two_desktop_windows_and_a_phone_see_each_other_live(
    circle: EarlyYears, browser: Browser
) -> None:
    """Nobody reloads anything."""
    rosa = await real_window(browser, circle, await own_link(circle, circle.rosa), width=1200)
    lee = await real_window(browser, circle, await own_link(circle, circle.lee), width=1200)
    await lee.press("Open early-years")

    await rosa.press("Open early-years")
    await rosa.press("Propose something")
    for label, value in TEXT.items():
        await rosa.fill(label, value)
    await rosa.press("Preview")
    await rosa.choose("How do we decide?", "Ask at once")
    await rosa.press("Open the round")
    await lee.sees(TITLE)

    await circle.town.settle()
    await circle.town.pass_time(days=1)
    letter = circle.town.mail.to("ana@example.org")[-1]
    found = re.search(r"http\S+/me/[^\s>]+", letter)
    assert found, letter
    ana = await real_window(browser, circle, found[0], width=360)
    assert await ana.page.evaluate("document.documentElement.scrollWidth") <= 360
    await ana.sees("Is it OK to try until we look again?")

    await lee.press(f"Open {TITLE}")
    await lee.sees("Heard 0 of 6")
    await ana.press("OK to try")
    await ana.sees("Recorded: OK to try")
    await lee.sees("Heard 1 of 6")
    await lee.press("OK to try")
    await lee.sees("Heard 2 of 6")


async def real_window(browser: Browser, circle: EarlyYears, link: str, *, width: int) -> BrowserPerson:
    context = await browser.new_context(viewport={"width": width, "height": 800}, locale="en-US")
    page = await context.new_page()
    page.set_default_timeout(30_000)
    person = BrowserPerson(page, circle.town.url)
    await person.open(link)
    return person
