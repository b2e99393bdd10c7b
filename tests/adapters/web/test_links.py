"""Links: an invitation joins whoever presses, one's own link opens what is asked, and neither is ever told to anybody."""

import logging
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import httpx
import pytest

from adapters.web.links import (
    RedactLinks,
    account_of,
    digest_of,
    own_link,
    redacted,
)
from tests.adapters.web import views
from tests.adapters.web.desk import INVITATION, LINK, House, a_house
from tests.adapters.web.words import EN, ES
from tests.support.people_web import WebPerson

JOIN = f"/join/{INVITATION}"
LINK_ADDRESS = re.compile(r"http://rondo\.test/me/([A-Za-z0-9_-]{43})")


@pytest.fixture
def house() -> House:
    return a_house()


async def invited(house: House, **headers: str) -> WebPerson:
    return await WebPerson.by_link(house.browser(**(headers or {"accept-language": "en"})), JOIN)


async def joined(house: House, name: str = "Rosario") -> tuple[WebPerson, str]:
    """Somebody who has joined, and the secret of their own link."""
    person = await invited(house)
    await person.fill(EN["web.your_name"], name)
    await person.press(EN["web.join"])
    return person, _own(person)


def _own(person: WebPerson) -> str:
    found = LINK_ADDRESS.search(person.value(EN["web.your_link"]))
    assert found is not None
    return found[1]


async def test_an_invitation_says_who_invites_to_what_and_as_what(house: House) -> None:
    person = await invited(house)
    assert person.status == 200
    assert person.title == EN["web.join_title"].format(circle="Early Years circle")
    facts = {"inviter": "Rosa Díaz", "network": "Eastside Network", "group": "parent partner"}
    assert person.sees(EN["web.join_invited_as"].format(**facts))


async def test_the_name_that_the_inviter_gave_is_filled_in_and_can_be_corrected(house: House) -> None:
    known = house.doorkeeper.invitations[digest_of(INVITATION)]
    house.doorkeeper.invitations[digest_of(INVITATION)] = replace(known, name="Rosario D.")
    person = await invited(house)
    assert person.value(EN["web.your_name"]) == "Rosario D."
    await person.fill(EN["web.your_name"], "Rosario Díaz")
    await person.press(EN["web.join"])
    assert person.title == EN["web.joined_title"].format(name="Rosario Díaz")


async def test_what_to_keep_comes_before_the_way_on(house: House) -> None:
    person, _ = await joined(house)
    assert person.text.index(EN["web.keep_link"]) < person.text.index(EN["web.joined_go_on"])


async def test_fetching_a_link_changes_nothing(house: House) -> None:
    people = dict(house.desk.people)
    for _ in range(3):
        await invited(house)
        await house.browser().get(f"/me/{LINK}")
        await house.browser().get(f"/me/{'z' * 43}")
    assert (house.desk.people, house.doorkeeper.joined, house.doorkeeper.asked) == (people, {}, [])


async def test_an_invitation_speaks_the_invited_language_when_the_browser_names_none_of_ours(
    house: House,
) -> None:
    assert (await invited(house, **{"accept-language": "fr"})).title == ES["web.join_title"].format(
        circle="Early Years circle"
    )
    assert (await invited(house, **{"accept-language": "en-US"})).title == EN["web.join_title"].format(
        circle="Early Years circle"
    )


async def test_joining_makes_a_link_of_ones_own_that_nobody_else_has_seen(house: House) -> None:
    person, secret = await joined(house)
    assert person.title == EN["web.joined_title"].format(name="Rosario")
    assert secret != INVITATION
    assert account_of(secret) in house.desk.people
    stored = repr((house.desk.people, house.doorkeeper))
    assert digest_of(secret) in stored
    assert secret not in stored
    assert INVITATION not in stored


async def test_joining_leads_to_exactly_what_is_asked_in_two_taps(house: House) -> None:
    person, _ = await joined(house)
    await person.press(EN["web.joined_go_on"])
    assert person.address == f"/rounds/{views.ROUND}"
    await person.press("OK to try")
    assert [press.who.name for press in house.presses.presses] == ["Rosario"]


async def test_ones_own_link_can_be_sent_to_oneself(house: House) -> None:
    person, secret = await joined(house)
    sent = [
        unquote(node.attributes["href"]) for node in person.page.find("a") if ":" in node.attributes["href"]
    ]
    assert [address.split(":")[0] for address in sent] == ["sms", "mailto"]
    assert all(f"http://rondo.test/me/{secret}" in address for address in sent)


async def test_name_language_zone_and_email_are_taken_along(house: House) -> None:
    person = await invited(house)
    await person.fill(EN["web.your_name"], "  Rosario ")
    await person.choose(EN["web.your_language"], "Español")
    await person.fill(EN["web.your_email"], "rosario@rondo.test")
    [zone] = person.page.find("input", name="f.time_zone")
    zone.attributes["value"] = "America/Chicago"
    await person.press(EN["web.join"])
    [(who, known)] = house.doorkeeper.joined.values()
    assert (who.name, who.locale) == ("Rosario", "es")
    assert known == {"time_zone": "America/Chicago", "email": "rosario@rondo.test", "locale": "es"}
    assert person.title == ES["web.joined_title"].format(name="Rosario")


async def test_a_zone_that_does_not_exist_is_left_out(house: House) -> None:
    person = await invited(house)
    [zone] = person.page.find("input", name="f.time_zone")
    zone.attributes["value"] = "Mars/Olympus"
    await person.fill(EN["web.your_name"], "Rosario")
    await person.press(EN["web.join"])
    [(_, known)] = house.doorkeeper.joined.values()
    assert known["time_zone"] == ""


async def test_joining_twice_from_one_page_is_joining_once(house: House) -> None:
    person = await invited(house)
    form = {
        node.attributes["name"]: node.attributes["value"]
        for node in person.page.find("input")
        if "value" in node.attributes
    }
    data = form | {"f.name": "Rosario", "f.locale": "en"}
    first = await person.client.post(JOIN, data=data)
    second = await person.client.post(JOIN, data=data)
    assert first.status_code == second.status_code == 200
    assert LINK_ADDRESS.findall(first.text) == LINK_ADDRESS.findall(second.text)
    assert len(house.doorkeeper.joined) == 1


async def test_two_people_who_send_the_same_form_do_not_get_the_same_link(house: House) -> None:
    secrets = set()
    seen = dict(house.doorkeeper.invitations)
    for _ in range(2):
        house.doorkeeper.invitations |= seen
        person = await invited(house)
        [key] = person.page.find("input", name="key")
        key.attributes["value"] = "the same"
        await person.fill(EN["web.your_name"], "Rosario")
        await person.press(EN["web.join"])
        secrets.add(_own(person))
    assert len(secrets) == 2


async def test_a_missing_name_is_asked_for_again(house: House) -> None:
    person = await invited(house)
    await person.fill(EN["web.your_email"], "rosario@rondo.test")
    await person.press(EN["web.join"])
    assert person.status == 422
    assert person.errors == [EN["refused.empty"]]
    assert person.value(EN["web.your_email"]) == "rosario@rondo.test"
    await person.fill(EN["web.your_name"], "Rosario")
    await person.press(EN["web.join"])
    assert person.title == EN["web.joined_title"].format(name="Rosario")


@pytest.mark.parametrize("secret", ["x" * 43, "short", "x" * 500, "a b", "%00", "é" * 43])
async def test_an_invitation_that_is_over_says_whom_to_ask(house: House, secret: str) -> None:
    person = await WebPerson.by_link(house.browser(), f"/join/{secret}")
    assert person.status == 410
    assert person.sees(EN["web.invitation_over"])


async def test_an_invitation_that_was_used_meanwhile_says_so(house: House) -> None:
    person = await invited(house)
    house.doorkeeper.invitations.clear()
    await person.fill(EN["web.your_name"], "Rosario")
    await person.press(EN["web.join"])
    assert person.status == 410
    assert person.sees(EN["web.invitation_over"])


async def test_a_member_is_not_joined_a_second_time(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    await ana.open(JOIN)
    assert ana.title == EN["web.already_in_title"]
    assert EN["web.join"] not in ana.buttons


async def test_joining_needs_our_own_page(house: House) -> None:
    response = await house.browser().post(JOIN, data={"f.name": "Rosario", "key": "k", "csrf": "x"})
    assert response.status_code == 403
    person = await invited(house)
    form = {node.attributes["name"]: node.attributes.get("value", "") for node in person.page.find("input")}
    elsewhere = {"Origin": "https://elsewhere.test"}
    assert (await person.client.post(JOIN, data=form, headers=elsewhere)).status_code == 403
    assert house.doorkeeper.joined == {}


# --- one's own link ------------------------------------------------------------------------------------------------


async def test_ones_own_link_leaves_the_address_at_once_and_opens_what_is_asked(house: House) -> None:
    response = await house.browser().get(f"/me/{LINK}?r={views.ROUND}")
    assert (response.status_code, response.headers["location"]) == (303, f"/rounds/{views.ROUND}")
    for other in ("", "?r=", "?r=https://elsewhere.test", "?r=//elsewhere.test", "?r=x%0d%0ay"):
        response = await house.browser().get(f"/me/{LINK}{other}")
        assert (response.status_code, response.headers["location"]) == (303, "/home")


async def test_ones_own_link_opens_the_one_thing_that_waits(house: House) -> None:
    ana = house.desk.people[account_of(LINK)]
    house.doorkeeper.waits[ana.member_id] = views.ROUND
    response = await house.browser().get(f"/me/{LINK}")
    assert response.headers["location"] == f"/rounds/{views.ROUND}"


async def test_a_link_of_somebody_else_takes_nobodys_place_unasked(house: House) -> None:
    _, secret = await joined(house)
    ana = WebPerson(await house.signed_in())
    await ana.open(f"/me/{secret}?r={views.ROUND}")
    assert (ana.status, ana.title) == (200, EN["web.whose_link_title"])
    assert ana.sees(EN["web.whose_link"].format(name="Ana", other="Rosario"))
    assert "set-cookie" not in (await ana.client.get(f"/me/{secret}")).headers
    assert (await ana.client.get(f"/me/{LINK}")).status_code == 303
    await ana.open(f"/me/{secret}?r={views.ROUND}")
    await ana.press(EN["web.whose_link_open"].format(other="Rosario"))
    assert ana.address == f"/rounds/{views.ROUND}"
    await ana.press("OK to try")
    assert house.presses.presses[-1].who.name == "Rosario"


async def test_changing_places_needs_our_own_page(house: House) -> None:
    response = await house.browser().post(f"/me/{LINK}", data={"csrf": "x"})
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


async def test_from_the_link_to_the_answer_is_two_taps(house: House) -> None:
    person = await WebPerson.by_link(house.browser(), f"/me/{LINK}?r={views.ROUND}")
    await person.press("OK to try")
    assert person.sees("We have your answer")


async def test_the_cookie_is_for_us_alone_and_holds_no_secret(house: House) -> None:
    response = await house.browser().get(f"/me/{LINK}")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert f"max-age={int(timedelta(days=30).total_seconds())}" in cookie
    assert LINK not in cookie
    assert "secure" not in cookie


async def test_over_https_the_cookie_is_bound_to_this_host() -> None:
    house = a_house(base="https://rondo.test")
    response = await house.browser().get(f"/me/{LINK}")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-rondo=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie
    assert response.headers["strict-transport-security"]


@pytest.mark.parametrize("secret", ["z" * 43, "short", "x" * 500])
async def test_a_link_that_stopped_working_offers_a_new_one(house: House, secret: str) -> None:
    person = await WebPerson.by_link(house.browser(), f"/me/{secret}")
    assert (person.status, person.title) == (410, EN["web.link_over_title"])
    await person.press(EN["web.send_new_link"])
    assert person.sees(EN["web.new_link_asked"])
    assert house.doorkeeper.asked == ([digest_of(secret)] if len(secret) == 43 else [])


async def test_whoever_was_shut_out_while_signed_in_can_ask_too(house: House) -> None:
    person = WebPerson(await house.signed_in())
    del house.desk.people[account_of(LINK)]
    await person.open("/home")
    await person.press(EN["web.send_new_link"])
    assert house.doorkeeper.asked == [digest_of(LINK)]


async def test_asking_for_a_new_link_needs_our_own_page(house: House) -> None:
    response = await house.browser().post(f"/me/{LINK}/again", data={"csrf": "x"})
    assert response.status_code == 403
    assert house.doorkeeper.asked == []


async def test_a_link_by_email_answers_before_anything_is_found_or_written(house: House) -> None:
    stranger = await invited(house)
    (csrf,) = {node.attributes["value"] for node in stranger.page.find("input", name="csrf")}
    said = await stranger.client.post("/link", data={"csrf": csrf, "email": " ana@example.org "})
    assert said.status_code == 200
    assert EN["web.link_mailed"] in said.text
    assert house.doorkeeper.asked == []
    house.doorkeeper.writing.set()
    await house.web.background.drain()
    assert house.doorkeeper.asked == ["ana@example.org"]


async def test_nothing_with_a_secret_is_kept_indexed_or_told_to_another_page(house: House) -> None:
    browser = house.browser()
    person = await invited(house)
    names = [node for node in person.page.find("input") if node.attributes.get("type") != "radio"]
    form = {node.attributes["name"]: node.attributes.get("value", "") for node in names}
    responses: list[httpx.Response] = [
        await browser.get(JOIN),
        await browser.get("/join/over"),
        await browser.get(f"/me/{LINK}"),
        await browser.get(f"/me/{'z' * 43}"),
        await browser.post(f"/me/{LINK}/again", data={"csrf": "x"}),
        await person.client.post(JOIN, data=form | {"f.name": "Rosario"}),
        await person.client.post(JOIN, data={}),
        await person.client.post(JOIN, content=b"x"),
        await person.client.delete(JOIN),
        await person.client.get(f"{JOIN}/more"),
    ]
    for response in responses:
        assert response.headers["referrer-policy"] == "no-referrer", response
        assert response.headers["cache-control"] == "no-store"
        assert "noindex" in response.headers["x-robots-tag"]


# --- logs ------------------------------------------------------------------------------------------------------------


def test_an_access_log_shows_no_secret(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("uvicorn.access")
    monkeypatch.setattr(logger, "filters", [RedactLinks()])
    with caplog.at_level(logging.INFO, logger="uvicorn.access"):
        for path in (f"/me/{LINK}", f"/me/{LINK}/again", f"/join/{LINK}?x=1", f"/me/{LINK}?r=1", "/rounds/1"):
            logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", path, "1.1", 200)
        logger.info("%(path)s", {"path": f"/join/{LINK}"})
        logger.info(f"GET /me/{LINK}")
    assert LINK not in caplog.text
    assert "/me/…/again" in caplog.text
    assert "/join/…?x=1" in caplog.text
    assert "/rounds/1" in caplog.text


def test_redaction_leaves_everything_else_alone() -> None:
    assert redacted("GET /me/abc?r=1 and /join/x/y") == "GET /me/…?r=1 and /join/…/y"
    assert redacted("GET /calendar/a.b-c") == "GET /calendar/…"
    assert redacted("POST /tap/.eJy-a.b_c/open, /quiet/a.b") == "POST /tap/…/open, /quiet/…"
    assert redacted("/members/abc /rejoin /home") == "/members/abc /rejoin /home"


def test_links_are_built_from_the_address_that_people_know() -> None:
    assert own_link("https://rondo.test", LINK) == f"https://rondo.test/me/{LINK}"
    assert (
        own_link("https://rondo.test", LINK, views.ROUND) == f"https://rondo.test/me/{LINK}?r={views.ROUND}"
    )
