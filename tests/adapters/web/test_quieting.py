"""No more reminders by email, from the email's own foot: looking changes nothing, one POST does, and it can be taken back."""

import httpx
import pytest

from adapters.web.mailed import MailSeals
from tests.adapters.web.desk import House, a_house, member
from tests.adapters.web.test_taps import SECRET, tap
from tests.adapters.web.words import EN, ES


@pytest.fixture
def house() -> House:
    return a_house()


def stop(name: str = "Ana", secret: str = SECRET) -> str:
    who = member(name)
    return MailSeals(secret).quiet("", who.network_id, who.member_id)


async def test_looking_stops_nothing(house: House) -> None:
    for _ in range(2):
        page = await house.browser().get(stop())
        assert EN["quiet.ask"].format(name="Ana") in page.text
    assert house.wishes.recorded == []


@pytest.mark.parametrize(
    "body",
    [{"data": {"List-Unsubscribe": "One-Click"}}, {"files": {"List-Unsubscribe": (None, "One-Click")}}, {}],
)
async def test_one_press_in_a_mail_program_stops_them(house: House, body: dict[str, object]) -> None:
    """RFC 8058, section 3.2: either kind of form, without cookies; nothing of it is needed here."""
    for _ in range(2):
        page = await house.browser().post(stop(), **body)  # type: ignore[arg-type]
        assert page.status_code == 200
        assert EN["quiet.off"].format(name="Ana") in page.text
    assert house.wishes.recorded == [False]


async def test_it_is_taken_back_on_the_same_page(house: House) -> None:
    browser = house.browser()
    await browser.post(stop())
    for _ in range(2):
        page = await browser.post(f"{stop()}/undo")
        assert EN["quiet.on"].format(name="Ana") in page.text
    assert house.wishes.recorded == [False, True]


async def test_what_is_done_has_a_tick_and_the_way_back_stands_back(house: House) -> None:
    browser = house.browser()
    asked = await browser.get(stop())
    assert ('class="said' in asked.text, "b primary" in asked.text) == (False, True)
    for address in (stop(), f"{stop()}/undo"):
        page = await browser.post(address)
        assert 'class="said yes"' in page.text
        assert '<button class="b quiet">' in page.text
        assert "b primary" not in page.text
    await browser.post(stop())
    assert 'class="said note"' in (await browser.get(stop())).text


async def test_it_speaks_the_language_of_whose_email_it_is(house: House) -> None:
    page = await house.browser(**{"Accept-Language": "en"}).get(stop("Cy"))
    assert ES["quiet.ask"].format(name="Cy") in page.text


async def test_it_signs_nobody_in(house: House) -> None:
    browser = house.browser()
    await browser.post(stop())
    assert (await browser.get("/home")).status_code == 401


async def test_what_others_have_signed_and_who_has_left_is_not_known(house: House) -> None:
    forged = stop(secret="a secret of somebody else, as long")
    answer = "/quiet/" + tap().rpartition("/")[2]
    for address in (forged, answer, stop()[:-1], stop("Bo")):
        found: list[httpx.Response] = [
            await house.browser().get(address),
            await house.browser().post(address),
            await house.browser().post(f"{address}/undo"),
        ]
        assert [each.status_code for each in found] == [404] * 3
    assert house.wishes.recorded == []


async def test_what_could_not_be_recorded_is_said(house: House) -> None:
    house.wishes.busy = True
    page = await house.browser().post(stop())
    assert page.status_code == 503
    assert EN["quiet.off"].format(name="Ana") not in page.text
