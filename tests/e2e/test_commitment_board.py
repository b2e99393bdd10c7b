"""A circle's commitments looked at: side by side and filtered on the page, by typed words in Slack and in Teams, as a
spreadsheet, and as a calendar of one's own."""

import csv
import io
import re
from typing import Any

import icalendar
import pytest

from adapters.calendar import webcal_link
from tests.e2e.circle import EarlyYears
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.several_places import BothSides
from tests.e2e.test_commitments import BY_WHEN, WHAT, WHO, commits
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson, Value
from tests.support.people_web import WebPerson

GAMES, CHEQUES, HALL = "Bring the games", "Order the cheques", "Find a hall"


@pytest.fixture
async def each_circle(each_town: Neighbourhood) -> EarlyYears:
    return await EarlyYears.begin(each_town)


async def says_they_will(here: EarlyYears, who: SlackPerson, what: str, **values: Value) -> None:
    await who.command(f"/rondo commit {what}", here.channel)
    await here.town.behind()
    await commits(here, who, {WHAT: what, **values})
    await who.close()


async def three(here: EarlyYears) -> None:
    """Lee brings the games tomorrow, Sam of the clinic orders the cheques in two weeks, Rosa is asked to find a hall."""
    await says_they_will(here, here.lee, GAMES, **{BY_WHEN: "tomorrow"})
    await says_they_will(here, here.sam, CHEQUES, **{BY_WHEN: "in two weeks"})
    await says_they_will(here, here.lee, HALL, **{WHO: "Rosa Díaz"})


async def typed(here: EarlyYears, who: SlackPerson, words: str) -> str:
    await who.command(f"/rondo {words}", here.channel)
    await here.town.behind()
    return who.modal.words


async def opens_list(here: EarlyYears, who: SlackPerson) -> WebPerson:
    page = await window(here, who)
    await page.open("/home")
    await page.press("Open early-years")
    await page.press("Commitments")
    return page


def parts(page: WebPerson) -> dict[str, str]:
    """What stands under each heading."""
    found = {}
    for section in page.page.find("section"):
        if headings := section.find("h2"):
            found[headings[0].text] = section.text
    return found


def events(file: str) -> dict[str, Any]:
    return {str(one["SUMMARY"]): one for one in icalendar.Calendar.from_ical(file).walk("VEVENT")}


# --- on the page --------------------------------------------------------------------------------------------------


async def test_on_the_page_they_stand_side_by_side_and_are_taken_along(each_circle: EarlyYears) -> None:
    here = each_circle
    await three(here)
    lee = await opens_list(here, here.lee)
    await lee.press("By week")
    assert GAMES in parts(lee)["This week (1)"]
    assert HALL in parts(lee)["No day (1)"], parts(lee).keys()
    await lee.press("By person")
    assert GAMES in parts(lee)["You (1)"]
    assert CHEQUES in parts(lee)["Sam Levy (1)"]
    await lee.press("By organisation")
    assert CHEQUES in parts(lee)["Riverbend Clinic (1)"]
    assert GAMES not in parts(lee)["Riverbend Clinic (1)"]
    await lee.press("Waiting for a yes")
    assert (lee.sees(HALL), lee.sees(GAMES)) == (True, False)
    assert "by=organisation" in lee.address, "how it is shown stays"

    await lee.press("Spreadsheet")
    assert lee.status == 200
    rows = list(csv.reader(io.StringIO(lee.html.removeprefix("\ufeff"), newline="")))
    assert [row[0] for row in rows] == ["What", HALL]
    elsewhere = await here.town.window().get(lee.address)
    assert elsewhere.status_code == 401
    assert HALL not in elsewhere.text


async def test_what_is_pressed_on_a_filtered_page_leads_back_to_it(circle: EarlyYears) -> None:
    await three(circle)
    rosa = await opens_list(circle, circle.rosa)
    await rosa.press("Yours")
    filtered = rosa.address
    assert filtered.endswith("?which=mine")
    assert (rosa.sees(HALL), rosa.sees(CHEQUES)) == (True, False)
    await rosa.press("In my calendar")
    assert rosa.address == filtered
    assert rosa.sees("/calendar/")


async def test_ones_own_calendar_follows_what_changes_until_the_links_are_stopped(
    each_circle: EarlyYears,
) -> None:
    here = each_circle
    await three(here)
    lee = await opens_list(here, here.lee)
    await lee.press("In my calendar")
    address = next(word for word in lee.text.split() if "/calendar/" in word)
    found = await lee.client.get(address)
    assert found.headers["content-type"].startswith("text/calendar")
    assert "X-WR-CALNAME:Rondo: what I do" in found.text
    before = events(found.text)
    assert set(before) == {GAMES}, "what is others', or has no day, is not there"
    assert str(before[GAMES].start) == "2026-12-01"
    assert "early-years" in str(before[GAMES]["DESCRIPTION"])
    assert events((await lee.client.get(address)).text) == before

    await lee.open(re.sub(r".*/commitments/", "/commitments/", str(before[GAMES]["URL"])))
    links = (link.attributes.get("href", "") for link in lee.page.find("a"))
    file = next(link for link in links if "/calendar/" in link)
    await lee.press("Another day")
    await lee.fill("Which day", "in three weeks")
    await lee.press("Save")
    after = events((await lee.client.get(address)).text)
    assert (after[GAMES]["UID"], str(after[GAMES].start)) == (before[GAMES]["UID"], "2026-12-21")
    assert after[GAMES]["SEQUENCE"] > before[GAMES]["SEQUENCE"]
    alone = events((await lee.client.get(file)).text)
    assert alone == after, "the file of one commitment is the same entry"

    await lee.open("/home")
    await lee.press("Open early-years")
    await lee.press("Commitments")
    await lee.press("In my calendar")
    assert f'href="{webcal_link(address)}"' in lee.html
    assert 'class="said note"' in lee.html, "it is what was asked for, and no warning"
    await lee.press("Stop my links")
    await lee.press("Stop my links")
    assert [(await lee.client.get(each)).status_code for each in (address, file)] == [404, 404]


# --- by typed words -----------------------------------------------------------------------------------------------


async def test_in_slack_words_and_buttons_say_which(circle: EarlyYears) -> None:
    here, lee, sam = circle, circle.lee, circle.sam
    await three(here)
    assert GAMES not in await typed(here, lee, "commitments overdue")
    assert "There is none like that." in lee.modal.words
    await here.press(lee, lee.modal, "Yours")
    assert (GAMES in lee.modal.words, CHEQUES in lee.modal.words) == (True, False)
    await here.press(lee, lee.modal, "Others…")
    await lee.submit({"Of whom": "Riverbend Clinic"})
    await here.town.behind()
    assert (GAMES in lee.modal.words, CHEQUES in lee.modal.words) == (False, True)
    await lee.close()
    assert CHEQUES in await typed(here, sam, "commitments mine")
    assert GAMES not in sam.modal.words
    assert HALL in await typed(here, sam, "commitments @Rosa")
    assert "I do not know “soonish”" in await typed(here, sam, "commitments soonish")

    await here.town.pass_time(days=3)
    assert GAMES in await typed(here, lee, "commitments overdue")
    assert GAMES not in await typed(here, sam, "commitments overdue"), "first it is between Rondo and Lee"


async def test_in_teams_it_is_the_same_in_spanish(both: BothSides) -> None:
    here, nora = both.slack, both.nora
    await three(here)
    await both.settle()

    async def opens(words: str) -> str:
        await nora.says(words, both.general)
        await both.side.behind()
        (button,) = both.general.posts[-1].buttons
        await nora.press(both.general.posts[-1], button)
        return nora.dialog_words

    assert "No hay ninguno así." in await opens("compromisos vencidos")
    await nora.press_in_dialog("Esperan un sí")
    assert (HALL in nora.dialog_words, GAMES in nora.dialog_words) == (True, False)
    await nora.press_in_dialog("Otros…")
    await nora.submit({"De quién": "Sam Levy"})
    assert (CHEQUES in nora.dialog_words, HALL in nora.dialog_words) == (True, False)
    assert GAMES in await opens("compromisos todos")
    assert "No hay ninguno así." in await opens("compromisos míos")
    await nora.says("compromisos míos")
    await both.side.behind()
    assert "Nada te espera" in nora.sees(nora.chat.posts[-1]), "with Rondo alone, those of all circles"
