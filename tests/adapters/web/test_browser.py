"""In a real browser: nothing a checker for accessibility objects to, room at every width, and pages that stay true."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final, Literal

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from adapters.cards import MarksField, Quote, words
from adapters.desk import Opened
from adapters.marks import marked
from tests.adapters.ballots import KINDS, RESULTS, dots, form_of, ranking, times
from tests.adapters.web import views
from tests.adapters.web.desk import INVITATION, LINK, House, a_house
from tests.adapters.web.words import EN
from tests.support.people_web import BrowserPerson

ROUND = f"/as/ana/rounds/{views.ROUND}"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS: Final[list[tuple[int, Literal["light", "dark"]]]] = [(360, "light"), (1280, "light"), (360, "dark")]
PAGES = {
    "choose": "/",
    "home": "/as/ana/home",
    "round": ROUND,
    "circle": f"/as/ana/circles/{views.CIRCLE}",
    "agreement": f"/as/ana/agreements/{views.AGREEMENT}",
    "help": "/as/ana/help",
    "join": f"/join/{INVITATION}",
    "over": f"/me/{'z' * 43}",
    "not there": "/nowhere",
}


@pytest.fixture
async def house(unused_tcp_port: int) -> AsyncIterator[House]:
    """The demonstration, on a port of its own."""
    house = a_house(demonstration=True, base=f"http://127.0.0.1:{unused_tcp_port}")
    server = uvicorn.Server(uvicorn.Config(house.app, port=unused_tcp_port, log_level="warning", ws="none"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  (uvicorn tells no other way)
        await asyncio.sleep(0.02)
    yield house
    await house.web.live.close()
    server.should_exit = True
    await serving


async def faults(page: Page) -> list[str]:
    """What axe objects to, and whether anything sticks out to the side or is too small to touch."""
    results = await Axe().run(page, options=WCAG)
    found = [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in results.response["violations"]
        for node in each["nodes"]
    ]
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    small = await page.evaluate(
        """[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), .tick")]
        .filter(each => each.checkVisibility() && !each.closest("p, .t, .problems, .skip"))
        .filter(each => !each.closest(".tick") || each.matches(".tick"))
        .filter(each => each.getBoundingClientRect().height < 43.5)
        .map(each => each.outerHTML.slice(0, 120))"""
    )
    return [*found, *(f"too small: {each}" for each in small), *([f"{wide} px too wide"] if wide > 0 else [])]


async def faults_at_each_width(page: Page) -> dict[str, list[str]]:
    """By the width and colours at which they are seen."""
    found = {}
    for width, colours in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 740})
        await page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found[f"{width} {colours}"] = await faults(page)
    return {look: each for look, each in found.items() if each}


async def test_everybody_can_use_every_page(page: Page, house: House) -> None:
    long = views.round_page(text="Donaudampfschifffahrtsgesellschaft" * 8)
    house.desk.pages[("round", views.ROUND)] = long
    found = {}
    for name, path in PAGES.items():
        await page.goto(house.base + path)
        await page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found[name] = await faults_at_each_width(page)
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="OK to try").click()
    await page.get_by_text("We have your answer").wait_for()
    found["said"] = await faults_at_each_width(page)
    await page.get_by_role("button", name="I see a problem").click()
    found["form"] = await faults_at_each_width(page)
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("alert").wait_for()
    found["errors"] = await faults_at_each_width(page)
    await page.goto(f"{house.base}/join/{INVITATION}")
    await page.get_by_label(EN["web.your_name"]).fill("Rosario")
    await page.get_by_role("button", name=EN["web.join"]).click()
    await page.get_by_role("heading", name=EN["web.joined_title"].format(name="Rosario")).wait_for()
    found["joined"] = await faults_at_each_width(page)
    assert {name: each for name, each in found.items() if each} == {}


async def test_the_answer_buttons_of_a_round_are_in_sight_on_a_phone_and_equal(
    browser: Browser, house: House
) -> None:
    page = await browser.new_page(viewport={"width": 360, "height": 740})
    await page.goto(house.base + ROUND)
    boxes = [
        await page.get_by_role("button", name=name, exact=True).bounding_box()
        for name in ("OK to try", "OK, with a worry", "I see a problem")
    ]
    assert all(box is not None and box["y"] + box["height"] < 740 for box in boxes)
    assert len({(box["width"], box["height"]) for box in boxes if box}) == 1
    await page.close()


async def test_everything_works_without_javascript(browser: Browser, house: House) -> None:
    context = await browser.new_context(java_script_enabled=False)
    ana = BrowserPerson(await context.new_page(), house.base)
    await ana.open("/")
    await ana.page.get_by_role("link", name="Ana").click()
    await ana.press("Answer: Pay parent partners")
    await ana.press("I see a problem")
    await ana.press("Send")
    await ana.sees("Please write something here.")
    await ana.fill("What could go wrong?", "Snow")
    await ana.press("Send")
    await ana.sees("We have your answer")
    assert ana.page.url == f"{house.base}{ROUND}#said"
    assert [press.action.verb for press in house.presses.presses] == ["objection", "answer", "answer"]
    await context.close()


async def test_a_link_to_an_answer_is_two_taps_on_a_phone(browser: Browser, house: House) -> None:
    context = await browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{house.base}/me/{LINK}?r={views.ROUND}")
    assert LINK not in page.url
    await page.get_by_role("button", name="OK to try").tap()
    await page.get_by_text("We have your answer").wait_for()
    assert LINK not in await page.content()
    await context.close()


async def test_focus_goes_to_what_is_wrong_and_from_there_to_the_field(page: Page, house: House) -> None:
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="I see a problem").click()
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("alert").wait_for()
    assert await page.evaluate("document.activeElement.className") == "problems"
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Snow")
    assert await page.get_by_label("What could go wrong?").input_value() == "Snow"


async def test_keys_alone_reach_the_page_and_press(page: Page, house: House) -> None:
    await page.goto(house.base + ROUND)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.textContent") == "OK to try":
            break
    await page.keyboard.press("Enter")
    await page.get_by_text("We have your answer").wait_for()
    assert await page.evaluate("document.activeElement.id") == "said"


async def test_back_leads_from_a_form_to_the_page_and_from_an_answer_to_the_form(
    page: Page, house: House
) -> None:
    """The browser never asks whether to send something again."""
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="I see a problem").click()
    await page.get_by_label("What could go wrong?").fill("Snow")
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("We have your answer").wait_for()
    await page.go_back()
    await page.get_by_role("heading", name="I see a problem").wait_for()
    await page.go_back()
    await page.get_by_role("button", name="OK to try").wait_for()
    assert len(house.presses.done) == 1


async def test_a_double_click_presses_once(page: Page, house: House) -> None:
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="OK to try").dblclick()
    await page.get_by_text("We have your answer").wait_for()
    assert len(house.presses.done) == 1


# --- pages that stay true -------------------------------------------------------------------------------------------


async def streaming(house: House, count: int = 1) -> None:
    async with asyncio.timeout(10):
        while house.web.live.open_streams != count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def heard(house: House, count: int) -> None:
    """Somebody answered."""
    house.desk.pages[("round", views.ROUND)] = views.round_page(heard=count)
    name = f"round:{views.ROUND}"
    house.versions[name] = house.versions.get(name, 0) + 1


async def test_a_page_becomes_true_without_taking_focus_or_folding_what_is_open(
    page: Page, house: House
) -> None:
    await page.goto(house.base + ROUND)
    await streaming(house)
    await page.get_by_text("The whole proposal").last.click()
    button = page.get_by_role("button", name="OK, with a worry")
    await button.focus()
    for count in (10, 11):
        heard(house, count)
        await page.get_by_text(f"{count} of 15 heard").wait_for()
        assert await page.evaluate("document.activeElement.textContent") == "OK, with a worry"
    assert await page.get_by_text("Half of our meetings").is_visible()
    assert await page.locator("#news").inner_text() == EN["web.changed"]
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", name="I see a problem").wait_for()


async def test_a_part_whose_focused_button_is_gone_waits_until_focus_leaves(page: Page, house: House) -> None:
    await page.goto(house.base + ROUND)
    await streaming(house)
    await page.get_by_role("button", name="OK to try").focus()
    before = views.round_page(heard=12)
    ask = before.sections[0]
    rest = tuple(block for block in ask.blocks if type(block).__name__ != "Buttons")
    house.desk.pages[("round", views.ROUND)] = type(before)(
        before.title,
        (type(ask)(ask.heading, rest, anchor=ask.anchor), *before.sections[1:]),
        before.live,
        before.crumbs,
    )
    house.versions[f"round:{views.ROUND}"] = 9
    await asyncio.sleep(0.5)
    assert await page.evaluate("document.activeElement.textContent") == "OK to try"
    await page.get_by_role("link", name="Home").focus()
    await page.get_by_text("12 of 15 heard").wait_for()
    assert await page.get_by_role("button", name="OK to try").count() == 0


async def test_a_hidden_page_watches_nothing_and_is_true_when_it_is_looked_at_again(
    page: Page, house: House
) -> None:
    await page.goto(house.base + ROUND)
    await streaming(house)
    await page.evaluate(
        """Object.defineProperty(document, "hidden", {value: true, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    await streaming(house, 0)
    heard(house, 13)
    await page.evaluate(
        """Object.defineProperty(document, "hidden", {value: false, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    await page.get_by_text("13 of 15 heard").wait_for()


async def test_what_a_press_was_answered_with_goes_once_the_page_has_changed(
    page: Page, house: House
) -> None:
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="OK to try").click()
    said = page.locator("#said")
    await said.wait_for()
    await streaming(house)
    heard(house, 10)
    await page.get_by_text("10 of 15 heard").wait_for()
    assert await said.count() == 1, "There is time to read it"
    await said.get_by_role("button", name="Change my answer").focus()
    await asyncio.sleep(6.5)
    assert await said.count() == 1, "Nothing that is focused goes away"
    await page.get_by_role("link", name="Home").focus()
    await said.wait_for(state="detached")
    assert await page.evaluate("document.activeElement.textContent") == "Home"


async def test_a_press_after_the_page_changed_is_answered(page: Page, house: House) -> None:
    await page.goto(house.base + ROUND)
    await streaming(house)
    heard(house, 14)
    await page.get_by_text("14 of 15 heard").wait_for()
    await page.get_by_role("button", name="OK to try").click()
    await page.get_by_text("We have your answer").wait_for()


async def test_words_to_be_sent_somewhere_else_are_copied_with_one_tap(
    browser: Browser, house: House
) -> None:
    context = await browser.new_context()
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    message = Quote(words("Hello! Could you answer\nbefore Thursday?"), to_copy=True)
    house.desk.pages["round", views.ROUND] = views.a_page_of(message)
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name=EN["web.copy"]).click()
    await page.get_by_role("button", name=EN["web.copied"]).wait_for()
    assert await page.evaluate("navigator.clipboard.readText()") == message.words.plain

    await streaming(house)
    house.desk.pages["round", views.ROUND] = views.a_page_of(Quote(words("Another"), to_copy=True))
    house.versions[f"round:{views.ROUND}"] = 99
    await page.get_by_text("Another").wait_for()
    await page.get_by_role("button", name=EN["web.copy"]).click()
    await page.get_by_role("button", name=EN["web.copied"]).wait_for()
    assert await page.evaluate("navigator.clipboard.readText()") == "Another"
    await context.close()


async def test_a_zone_and_a_copied_link(browser: Browser, house: House) -> None:
    context = await browser.new_context(timezone_id="America/Chicago")
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    await page.goto(f"{house.base}/join/{INVITATION}")
    await page.get_by_label(EN["web.your_name"]).fill("Rosario")
    await page.get_by_role("button", name=EN["web.join"]).click()
    await page.get_by_role("button", name=EN["web.copy_link"]).click()
    await page.get_by_role("button", name=EN["web.copied"]).wait_for()
    link = await page.get_by_label(EN["web.your_link"]).input_value()
    assert await page.evaluate("navigator.clipboard.readText()") == link
    [(_, known)] = house.doorkeeper.joined.values()
    assert known["time_zone"] == "America/Chicago"
    await context.close()


@pytest.mark.parametrize("name", RESULTS)
async def test_everybody_can_read_a_result(page: Page, house: House, name: str) -> None:
    house.desk.pages["round", views.ROUND] = views.a_page_of(*RESULTS[name])
    await page.goto(house.base + ROUND)
    assert await faults_at_each_width(page) == {}


# --- marks ----------------------------------------------------------------------------------------------------------


async def at_marks(page: Page, house: House, field: MarksField) -> None:
    house.presses.answers["objection"] = Opened(form_of(field))
    await page.goto(house.base + ROUND)
    await page.get_by_role("button", name="I see a problem").click()
    await page.get_by_role("heading", name="Your answer").wait_for()


async def sent_marks(page: Page, house: House) -> dict[str, str]:
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("We have your answer").wait_for()
    return dict(marked(house.presses.presses[-1].values or {}, "marks"))


@pytest.mark.parametrize("kind", KINDS)
async def test_everybody_can_mark(page: Page, house: House, kind: str) -> None:
    await at_marks(page, house, KINDS[kind](4, "Donaudampfschifffahrtsgesellschaft"))
    assert await faults_at_each_width(page) == {}


async def test_dots_are_counted_out_and_no_more_than_there_are(page: Page, house: House) -> None:
    await at_marks(page, house, dots(budget=3, values={"farm": "1"}))
    more = page.get_by_role("button", name=f"{EN['web.mark_more']}: A day at the beach")
    await page.get_by_text("2 of 3 left").wait_for()
    for _ in range(5):
        await more.click(force=True)
    await page.get_by_text("0 of 3 left").wait_for()
    await page.get_by_role("button", name=f"{EN['web.mark_less']}: A farm with animals").click()
    await page.get_by_text("1 of 3 left").wait_for()
    assert await sent_marks(page, house) == {"beach": "2"}


async def test_ranks_are_tapped_in_order_and_moved_by_keys(page: Page, house: House) -> None:
    await at_marks(page, house, ranking())
    for name in ("A farm with animals", "Stay in the park", "A day at the beach"):
        await page.get_by_role("button", name=f"{EN['web.rank_next']}: {name}").click()
    await page.get_by_role("button", name=f"{EN['web.rank_up']}: A day at the beach").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    spoken = page.locator(".marks [role=status]")
    assert await spoken.inner_text() == "A day at the beach: 1st choice"
    await page.get_by_role("button", name=f"{EN['web.rank_out']}: Stay in the park").click()
    assert await page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        f"{EN['web.rank_next']}: Stay in the park"
    )
    assert await sent_marks(page, house) == {"beach": "1", "farm": "2"}


async def test_a_mark_is_chosen_by_keys(page: Page, house: House) -> None:
    await at_marks(page, house, times(values={"tue10": "2"}))
    await page.get_by_role("group", name="Tue, Dec 8").get_by_label("Yes").focus()
    await page.keyboard.press("ArrowRight")
    await page.get_by_role("group", name="Sat, Dec 12").get_by_label("No").check(force=True)
    assert await sent_marks(page, house) == {"tue10": "1", "sat9": "0"}
