"""Pages: who may see them, what they hold, how people get about."""

import itertools
import re
from collections.abc import Iterator

import pytest

from adapters.cards import Action, Button, Buttons, Item, Page, Paragraph, Section, Span, Words, words
from adapters.desk import Screen
from adapters.web.addresses import Addresses
from adapters.web.links import account_of
from tests.adapters.web import views
from tests.adapters.web.desk import BASE, LINK, House, a_house
from tests.adapters.web.words import EN, ES
from tests.support.html import parse
from tests.support.people_web import WebPerson

ROUND = f"/rounds/{views.ROUND}"
KINDS = ["/home", "/help", ROUND, f"/circles/{views.CIRCLE}", f"/agreements/{views.AGREEMENT}"]


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.mark.parametrize("path", KINDS)
async def test_a_page_shows_what_the_desk_presents(house: House, path: str) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(path)
    screen = house.desk.shown[-1]
    shown = house.desk.pages[(screen.name, screen.about)]
    assert isinstance(shown, Page)
    assert (ana.status, ana.title) == (200, shown.title)
    assert screen == Screen(path.split("/")[1].rstrip("s") if path != "/help" else "help", screen.about)


@pytest.mark.parametrize("path", [*KINDS, "/circles/nonsense"])
async def test_a_stranger_is_told_how_to_get_in(house: House, path: str) -> None:
    stranger = WebPerson(house.browser())
    await stranger.open(path)
    assert stranger.status == 401
    assert stranger.sees(EN["web.stranger"])
    assert house.desk.shown == []


async def test_a_stranger_reads_their_own_language(house: House) -> None:
    stranger = WebPerson(house.browser(**{"accept-language": "fr-FR, es-MX;q=0.8, en;q=0.5"}))
    await stranger.open("/home")
    assert stranger.sees(ES["web.stranger"])
    assert 'lang="es"' in stranger.html


@pytest.mark.parametrize(
    "path", [f"/rounds/{views.CIRCLE}", "/rounds/12", "/rounds/x%00y", "/nowhere", "/as/ana/home", "/do/x"]
)
async def test_what_is_not_there_is_said_in_words(house: House, path: str) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(path)
    assert ana.status == 404
    assert ana.title == EN["web.not_found_title"]


async def test_the_front_page_leads_home_or_says_how_to_get_in(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open("/")
    assert (ana.address, ana.title) == ("/home", "Good morning, Ana")
    stranger = WebPerson(house.browser())
    await stranger.open("/")
    assert (stranger.status, stranger.title) == (200, EN["web.welcome_title"])


async def test_buttons_that_only_lead_somewhere_are_links(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open("/home")
    await ana.press("Answer", near="Pay parent partners")
    assert ana.address == ROUND
    await ana.press("Early Years circle")
    assert ana.address == f"/circles/{views.CIRCLE}"
    assert house.presses.presses == []


async def test_every_page_forbids_scripts_frames_copies_and_other_sites(house: House) -> None:
    browser = await house.signed_in()
    for path in [*KINDS, "/", "/nowhere"]:
        headers = (await browser.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "noindex" in headers["x-robots-tag"]
    assert (await browser.get("/robots.txt")).text.splitlines() == ["User-agent: *", "Disallow: /"]


async def test_nothing_on_a_page_comes_from_elsewhere_or_is_inline(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    for path in KINDS:
        await ana.open(path)
        for node in ana.page.all():
            assert "style" not in node.attributes
            assert not any(name.startswith("on") for name in node.attributes)
            for name in ("src", "href", "action"):
                assert node.attributes.get(name, "/").startswith(("/", "#")), node
        assert [node.raw for node in ana.page.find("script", "style")] == [""]


async def test_a_rounds_page_weighs_less_than_50_kb_with_its_style_and_script(house: House) -> None:
    browser = await house.signed_in()
    html = (await browser.get(ROUND)).text
    weight = len(html.encode())
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', html):
        weight += len((await browser.get(address)).content)
    assert 20_000 < weight < 50_000


async def test_the_style_is_kept_for_a_year_and_named_by_its_content(house: House) -> None:
    browser = house.browser()
    html = (await browser.get("/")).text
    [address] = re.findall(r'href="(/static/[^"]+\.css)"', html)
    response = await browser.get(address)
    assert response.headers["content-type"].startswith("text/css")
    assert "immutable" in response.headers["cache-control"]
    for other in ("/static/rondo.css", "/static/..%2fpages%2fbase.html", "/static/render.py"):
        assert (await browser.get(other)).status_code == 404


def spoilt(page: Page) -> Iterator[str]:
    """The HTML that markup in any text of a page would become, if it were obeyed."""
    yield from ("<script>alert", "<b>bold", "alert('x')</script>")


async def test_markup_in_what_people_wrote_is_shown_as_text(house: House) -> None:
    page = views.round_page(text=views.MARKUP)
    house.desk.pages[("round", views.ROUND)] = Page(
        views.MARKUP, page.sections, page.live, ((views.MARKUP, Action("home")),)
    )
    ana = WebPerson(await house.signed_in())
    await ana.open(ROUND)
    assert not any(each in ana.html for each in spoilt(page))
    assert " ".join(views.MARKUP.split()) in ana.title
    assert ana.text.count("<b>bold</b>") == 4


async def test_lines_stay_lines_and_directions_stay_apart(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(ROUND)
    [quote] = ana.page.find("blockquote")
    assert (
        quote.raw == "Parents get paid for their time. Sitters are paid too.\nThe hub pays within two weeks."
    )
    assert quote.attributes["dir"] == "auto"
    [bo] = [node for node in ana.page.find("strong") if node.text == "Bo"]
    assert bo.parent is not None
    assert bo.parent.tag == "bdi"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.test", "/\\elsewhere.test", "http://["]
)
async def test_an_address_that_a_browser_should_not_open_is_no_link(house: House, url: str) -> None:
    section = Section(
        "", (Paragraph(Words((Span("look", url=url),))), Buttons((Button("Go", Action("x"), url=url),)))
    )
    house.desk.pages[("help", None)] = Page("Help", (section,))
    ana = WebPerson(await house.signed_in())
    await ana.open("/help")
    assert list(ana.page.find("main")[0].find("a")) == []
    assert ana.sees("look")


async def test_our_own_full_addresses_lead_to_our_pages() -> None:
    house = a_house(demonstration=True)
    link = Item(
        words("A round"), Button("Open it", Action("x"), url=f"{BASE}/rounds/{views.ROUND}?from=card")
    )
    house.desk.pages[("help", None)] = Page("Help", (Section("", (link,)),))
    bo = await WebPerson.sample(house.browser(), "Bo")
    await bo.open("/as/bo/help")
    await bo.press("Open it")
    assert bo.address == f"/as/bo/rounds/{views.ROUND}?from=card"


def test_only_our_own_pages_are_a_way_back() -> None:
    plain, seated = Addresses(BASE), Addresses(BASE, "/as/bo")
    assert plain.back(ROUND) == ROUND
    assert seated.back(f"/as/bo{ROUND}") == f"/as/bo{ROUND}"
    for elsewhere in (
        "//elsewhere.test",
        "https://elsewhere.test/home",
        "/do",
        f"{ROUND}\n",
        "/as/bo/home",
        "/me/x",
        "",
    ):
        assert plain.back(elsewhere) == "/home"
    assert seated.back("/as/cy/home") == seated.back("/home") == "/as/bo/home"


async def test_headings_stand_in_order_and_there_is_one_main_heading(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    for path in KINDS:
        await ana.open(path)
        levels = [int(node.tag[1]) for node in ana.page.find("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


async def test_answers_are_equal_and_more_stands_apart(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(ROUND)
    [answers] = ana.page.find("div", **{"class": "bs answers"})
    assert [node.name for node in answers.find("button")] == [
        "OK to try",
        "OK, with a worry",
        "I see a problem",
    ]
    assert len({node.attributes["class"] for node in answers.find("button")}) == 1


async def test_a_bar_says_in_words_how_many_were_heard(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(ROUND)
    [bar] = ana.page.find("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("9", "15")
    assert bar.attributes["aria-label"].startswith("9 of 15 heard")


async def test_two_windows_are_two_people_in_the_demonstration() -> None:
    house = a_house(demonstration=True)
    browser = house.browser()
    ana, cy = await WebPerson.sample(browser, "Ana"), await WebPerson.sample(browser, "Cy Núñez")
    for person in (ana, cy, ana):
        await person.open(f"{person.address.rsplit('/', 1)[0]}/home")
        await person.press("Answer", near="Pay parent partners")
        await person.press("OK to try")
        await person.press("Home")
    assert [press.who.name for press in house.presses.presses] == ["Ana", "Cy", "Ana"]
    assert 'lang="es"' in cy.html


async def test_nobody_sits_in_an_unknown_seat() -> None:
    person = WebPerson(a_house(demonstration=True).browser())
    await person.open("/as/nobody/home")
    assert person.status == 401


async def test_signing_out_needs_a_press_on_our_own_page(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.client.post("/leave", data={"csrf": "made up"})
    await ana.open("/home")
    assert ana.status == 200
    await ana.press(EN["web.sign_out"])
    await ana.open("/home")
    assert ana.status == 401


async def test_whoever_is_revoked_is_out_at_once(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open("/home")
    del house.desk.people[account_of(LINK)]
    await ana.open("/home")
    assert ana.status == 410
    assert ana.sees(EN["web.link_over"])


async def test_a_bug_is_an_apology_with_a_reference(house: House) -> None:
    browser = await house.signed_in()
    house.desk.breaks = True
    response = await browser.get("/home")
    assert response.status_code == 500
    text = parse(response.text).text
    assert EN["web.our_mistake_title"] in text
    assert re.search(r"\b[0-9a-f]{8}\b", text)
    assert "database" not in text
