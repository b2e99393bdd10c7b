"""Answers from an email: only what an email offers, only from its own page, once, and as the person whose email it was."""

import re

import httpx
import pytest

from adapters.cards import Action
from adapters.desk import Confirmed, Said
from adapters.present.verbs import Verb
from adapters.web.links import account_of, digest_of
from adapters.web.mailed import TAP, MailSeals
from tests.adapters.web import views
from tests.adapters.web.desk import BASE, LINK, House, a_house, member
from tests.adapters.web.words import EN

ABOUT = views.ROUND
SECRET = "a secret of the tests, long enough"
"""The house's own."""


@pytest.fixture
def house() -> House:
    house = a_house()
    house.desk.pages["tapped", ABOUT] = views.answer_form()
    return house


def tap(verb: Verb = Verb.ACCEPT_COMMITMENT, link: str = LINK, secret: str = SECRET) -> str:
    return MailSeals(secret).tap("", digest_of(link), Action(verb, str(ABOUT)))


async def answers(browser: httpx.AsyncClient, address: str, key: str = "1", **more: str) -> httpx.Response:
    return await browser.post(address, data={"key": key}, headers=more)


async def test_two_presses_of_one_button_are_one_answer(house: House) -> None:
    browser = house.browser()
    for _ in range(2):
        assert (await answers(browser, tap())).status_code == 200
    first, second = house.presses.presses
    assert first.key == second.key
    assert first.who == member("Ana")
    assert len(house.presses.done) == 1


async def test_looking_at_it_answers_nothing_and_signs_nobody_in(house: House) -> None:
    browser = house.browser()
    for _ in range(2):
        assert (await browser.get(tap())).status_code == 200
    assert house.presses.presses == []
    assert (await browser.get("/home")).status_code == 401


async def test_another_site_answers_for_nobody_and_signs_nobody_in(house: House) -> None:
    browser = house.browser()
    for address in (tap(), f"{tap()}/open", f"{tap()}/again"):
        assert (await answers(browser, address, origin="https://elsewhere.example")).status_code == 403
    assert house.presses.presses == []
    assert house.doorkeeper.asked == []
    assert (await browser.get("/home")).status_code == 401
    assert (await answers(browser, tap(), origin=BASE)).status_code == 200


@pytest.mark.parametrize("verb", [Verb.DROP_COMMITMENT, Verb.REVOKE_LINKS, Verb.HAND_TO])
async def test_what_no_email_offers_is_not_done_from_one(house: House, verb: Verb) -> None:
    browser = house.browser()
    assert (await browser.get(tap(verb))).status_code == 404
    for address in (tap(verb), f"{tap(verb)}/open"):
        assert (await answers(browser, address)).status_code == 404
    assert house.presses.presses == []


async def test_what_others_have_signed_is_not_read(house: House) -> None:
    forged = tap(secret="a secret of somebody else, as long")
    stop = MailSeals(SECRET).quiet("", member("Ana").network_id, member("Ana").member_id)
    for address in (forged, TAP + stop.rpartition("/")[2], tap()[:-1]):
        assert (await answers(house.browser(), address)).status_code == 404
    assert house.presses.presses == []


async def test_with_its_link_over_nothing_is_answered_and_a_new_one_can_be_asked_for(house: House) -> None:
    browser, over = house.browser(), tap(link="z" * 43)
    for found in (
        await browser.get(over),
        await answers(browser, over),
        await answers(browser, f"{over}/open"),
    ):
        assert found.status_code != 200
    assert house.presses.presses == []
    assert (await answers(browser, f"{over}/again")).status_code == 200
    assert house.doorkeeper.asked == [digest_of("z" * 43)]


async def test_who_is_signed_in_there_is_not_named_and_stays_so(house: House) -> None:
    browser, zora = house.browser(), "z" * 43
    house.desk.people[account_of(zora)] = member("Zora")
    assert (await browser.get(f"/me/{zora}")).status_code == 303
    for page in (await browser.get(tap()), await answers(browser, tap())):
        assert "Ana" in page.text
        assert "Zora" not in page.text
    assert "Zora" in (await browser.get("/home")).text
    assert house.presses.presses[-1].who == member("Ana")


async def test_what_is_said_after_an_answer_has_no_buttons_of_the_signed_in(house: House) -> None:
    card = views.confirmation()
    house.presses.answers[Verb.ACCEPT_COMMITMENT] = Confirmed(card)
    said = await answers(house.browser(), tap())
    assert card.notification in said.text
    assert "Change my answer" not in said.text
    assert EN["tapped.open_as"].format(name="Ana") in said.text


async def test_once_it_is_done_one_field_asks_what_came_of_it_by_an_address_of_the_same_email(
    house: House,
) -> None:
    browser, card = house.browser(), views.confirmation()
    house.presses.answers[Verb.FINISH] = Confirmed(card)
    said = await answers(browser, tap(Verb.FINISH))
    tells = tap(Verb.TELL_WHAT_CAME)
    assert f'<form method="post" action="{tells}"' in said.text
    await browser.post(tells, data={"key": "2", "f.words": "34 chairs"})
    press = house.presses.presses[-1]
    assert (press.action.verb, press.who, press.values) == (
        Verb.TELL_WHAT_CAME,
        member("Ana"),
        {"words": "34 chairs"},
    )
    for other in (Verb.ACCEPT_COMMITMENT, Verb.TELL_WHAT_CAME):
        house.presses.answers[other] = Confirmed(card)
        assert "f-words" not in (await answers(browser, tap(other), "3")).text


async def test_how_it_stands_is_not_shown_as_something_wrong(house: House) -> None:
    house.desk.pages["tapped", ABOUT] = card = views.confirmation()
    assert 'class="said note"' in (await house.browser().get(tap())).text
    for reply, look in ((Confirmed(card), "yes"), (Said(card, shows=True), "note"), (Said(card), "no")):
        house.presses.answers[Verb.ACCEPT_COMMITMENT] = reply
        assert f'class="said {look}"' in (await answers(house.browser(), tap(), look)).text


async def test_from_there_they_go_on_as_the_person_whose_email_it_was(house: House) -> None:
    browser = house.browser()
    said = await answers(browser, tap())
    opened = await browser.post(f"{tap()}/open", data={"csrf": token(said)})
    assert (opened.status_code, opened.headers["location"]) == (303, f"/commitments/{ABOUT}")
    assert (await browser.get("/home")).status_code == 200


@pytest.mark.parametrize("origin", ["null", ""])
async def test_a_page_that_does_not_say_whose_it_is_puts_nobody_in_anothers_seat(
    house: House, origin: str
) -> None:
    """Somebody's own good link, posted by their page from a frame without an origin: whoever looks at that page would go on
    writing as them. With it goes no cookie of ours (SameSite)."""
    browser = house.browser()
    said = await answers(house.browser(), tap())
    for csrf in ("", token(said)):
        opened = await browser.post(f"{tap()}/open", data={"csrf": csrf}, headers={"Origin": origin})
        assert opened.status_code == 403
        assert (await browser.get("/home")).status_code == 401


async def test_where_it_leads_knows_nothing_of_the_address(house: House) -> None:
    browser = house.browser()
    stop = MailSeals(SECRET).quiet("", member("Ana").network_id, member("Ana").member_id)
    pages = [await browser.get(each) for each in (tap(), tap(link="z" * 43), tap()[:-1], stop, f"{tap()}/x")]
    pages += [await answers(browser, tap()), await answers(browser, f"{tap()}/again")]
    for page in pages:
        assert page.headers["referrer-policy"] == "no-referrer", page
        assert page.headers["cache-control"] == "no-store"


def token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    return found[1] if found else ""
