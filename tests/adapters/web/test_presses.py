"""Presses: one way for every button and form, safe to repeat, refused when it is not from our page."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from adapters.cards import Action, Button, Buttons, Form, Paragraph, PersonalCard, words
from adapters.desk import Confirmed, Invalid, Opened, Reply, Said
from adapters.marks import marked
from adapters.web.read import Posted, key_of
from tests.adapters import ballots
from tests.adapters.web import views
from tests.adapters.web.desk import House, a_house, member
from tests.adapters.web.words import EN
from tests.support.html import parse
from tests.support.people_web import WebPerson

ROUND = f"/rounds/{views.ROUND}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
async def ana(house: House) -> WebPerson:
    person = WebPerson(await house.signed_in())
    await person.open(ROUND)
    return person


def pairs_of(person: WebPerson, action: str) -> list[tuple[str, str]]:
    """What pressing a button of the page would send."""
    [form] = person.page.find("form", id="press")
    held = [(node.attributes["name"], node.attributes["value"]) for node in form.find("input")]
    return [*held, ("action", action)]


async def test_a_press_is_who_what_and_nothing_else(house: House, ana: WebPerson) -> None:
    await ana.press("OK to try")
    [press] = house.presses.presses
    assert press.who == member("Ana")
    assert press.action == Action("consent", str(views.ROUND), "2.1")
    assert press.values is None
    assert press.carried == {}


async def test_the_confirmation_stands_above_the_page_as_it_is_now_and_only_once(
    house: House, ana: WebPerson
) -> None:
    house.desk.pages[("round", views.ROUND)] = views.round_page(heard=10)
    await ana.press("OK to try")
    assert ana.address == f"{ROUND}#said" or ana.address == ROUND
    assert ana.sees("We have your answer: OK to try.")
    assert ana.sees("10 of 15 heard")
    await ana.reload()
    assert not ana.sees("We have your answer")


async def test_a_confirmations_own_buttons_work(house: House, ana: WebPerson) -> None:
    await ana.press("OK to try")
    await ana.press("Change my answer")
    assert house.presses.presses[-1].action.verb == "answer"


async def test_a_confirmation_does_not_lead_to_the_page_that_it_stands_on(
    house: House, ana: WebPerson
) -> None:
    leads = Buttons(
        (
            Button("Look here", Action("open_round", str(views.ROUND))),
            Button("Go home", Action("home")),
        )
    )
    house.presses.answers["consent"] = Confirmed(PersonalCard("Saved", (Paragraph(words("Saved.")), leads)))
    await ana.press("OK to try")
    assert ana.sees("Saved.")
    assert ana.sees("Go home")
    assert not ana.sees("Look here")


async def test_a_confirmation_is_not_shown_on_another_page_or_later(house: House, ana: WebPerson) -> None:
    response = await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1")))
    assert response.status_code == 303
    assert "We have your answer" not in (await ana.client.get("/home")).text
    house.clock.forward(timedelta(minutes=3))
    assert "We have your answer" not in (await ana.client.get(ROUND)).text


async def test_a_kept_confirmation_is_for_one_browser_and_one_page(house: House, ana: WebPerson) -> None:
    response = await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1")))
    said, mine = response.cookies["rondo_said"], ana.client.cookies["rondo"]
    other = (await house.signed_in()).cookies["rondo"]
    for path, session, shown in ((ROUND, mine, True), ("/home", mine, False), (ROUND, other, False)):
        page = await house.browser(cookie=f"rondo={session}; rondo_said={said}").get(path)
        assert page.status_code == 200
        assert ("We have your answer" in page.text) is shown


async def test_a_long_confirmation_is_a_page_of_its_own(house: House, ana: WebPerson) -> None:
    # Random-looking, because a kept card is compressed.
    story = " ".join(f"{number * 7919 % 100_003:x}" for number in range(2_000))
    house.presses.answers["consent"] = Said(PersonalCard("Long", (Paragraph(words(story)),)))
    await ana.press("OK to try")
    assert ana.sees(story)
    await ana.press("Back")
    assert ana.address == ROUND


async def test_a_double_click_is_one_press_with_one_answer(house: House, ana: WebPerson) -> None:
    data = dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1"))
    first = await ana.client.post("/do", data=data)
    second = await ana.client.post("/do", data=data)
    assert first.status_code == second.status_code == 303
    assert len(house.presses.presses) == 2
    assert len(house.presses.done) == 1


async def test_another_button_of_the_same_page_is_another_press(house: House, ana: WebPerson) -> None:
    await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1")))
    await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|stand_aside|{views.ROUND}|2.1")))
    assert len(house.presses.done) == 2


def test_going_back_and_sending_other_words_is_not_a_repeat() -> None:
    who, action, form = member("Ana"), Action("answer"), Posted((("key", "nonce"),))
    first = key_of(who, action, form, {"words": "snow"})
    assert key_of(who, action, form, {"words": "snow"}) == first
    assert key_of(who, action, form, {"words": "ice"}) != first
    assert key_of(member("Bo"), action, form, {"words": "snow"}) != first
    assert key_of(who, action, Posted((("key", "other"),)), {"words": "snow"}) != first


async def test_a_form_comes_back_with_every_kind_of_field(house: House, ana: WebPerson) -> None:
    await ana.press("I see a problem")
    assert ana.title == "I see a problem"
    await ana.choose("My answer", "OK, with a worry")
    await ana.fill("What could go wrong?", "Snow\r\nand ice \x00")
    await ana.choose("Who should hear of it?", "Bo", "Cy")
    await ana.choose("Who could help?", "Person 11")
    await ana.fill("By when?", date(2027, 3, 1).isoformat())
    await ana.press("Send")
    press = house.presses.presses[-1]
    assert press.action == Action("answer", str(views.ROUND), "2.1")
    assert press.carried == {"kind": "objection"}
    assert press.values == {
        "kind": "concern",
        "words": "Snow\nand ice ",
        "fix": "",
        "tell": ("bo", "cy"),
        "by": "2027-03-01",
        "who": "11",
        "all": (),
    }
    assert ana.address.startswith(ROUND)
    assert ana.sees("We have your answer")


async def test_one_ticked_box_is_still_several_values_and_none_is_none(house: House, ana: WebPerson) -> None:
    await ana.press("I see a problem")
    await ana.choose("Who should hear of it?")
    await ana.fill("What could go wrong?", "Snow")
    await ana.choose("Anyone else?", "Member 3")
    await ana.press("Send")
    values = house.presses.presses[-1].values
    assert values is not None
    assert (values["tell"], values["all"]) == ((), ("3",))


async def test_an_error_stands_at_its_field_and_above_with_a_way_there(house: House, ana: WebPerson) -> None:
    await ana.press("I see a problem")
    await ana.press("Send")
    assert ana.status == 422
    assert ana.errors == ["Please write something here."]
    [field] = ana.page.find("textarea")
    assert field.attributes["aria-invalid"] == "true"
    assert "e-words" in field.attributes["aria-describedby"]
    [summary] = ana.page.find("div", role="alert")
    assert [link.attributes["href"] for link in summary.find("a")] == [f"#{field.attributes['id']}"]


async def test_what_was_typed_is_shown_again_as_it_was(house: House, ana: WebPerson) -> None:
    typed = f"\n  {views.MARKUP}\n\nlast line"
    house.presses.answers["objection"] = _invalid(typed)
    await ana.press("I see a problem")
    assert ana.value("What could go wrong?") == typed
    assert "<script>alert" not in ana.html


async def test_a_form_that_only_shows_has_no_way_to_send(house: House, ana: WebPerson) -> None:
    house.presses.answers["more"] = _only_shows()
    await ana.press("More…")
    assert ana.buttons == ["Back", "Call me", "Back"]
    await ana.press("Call me")
    assert house.presses.presses[-1].action.verb == "call_me"
    assert house.presses.presses[-1].values is None


async def test_a_pressed_way_to_a_page_leads_there(house: House, ana: WebPerson) -> None:
    response = await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|open_circle|{views.CIRCLE}|")))
    assert (response.status_code, response.headers["location"]) == (303, f"/circles/{views.CIRCLE}")
    assert house.presses.presses == []


# --- refused -----------------------------------------------------------------------------------------------------


async def test_a_press_of_another_site_is_refused(house: House, ana: WebPerson) -> None:
    data = dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1"))
    for origin in ("https://elsewhere.test", "http://rondo.test.elsewhere.test", "http://[", "file://"):
        response = await ana.client.post("/do", data=data, headers={"Origin": origin})
        assert response.status_code == 403
    assert house.presses.presses == []


async def test_a_press_without_the_pages_token_is_refused(house: House, ana: WebPerson) -> None:
    data = dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1"))
    for token in ("", "x", data["csrf"][:-1], "é"):
        for origin in ({}, {"Origin": "null"}):
            response = await ana.client.post("/do", data=data | {"csrf": token}, headers=origin)
            assert response.status_code == 403
            assert EN["web.page_too_old"] in parse(response.text).text
    other = await house.signed_in()
    assert (await other.post("/do", data=data)).status_code == 403
    assert house.presses.presses == []


async def test_words_on_a_page_that_grew_old_are_not_lost(house: House, ana: WebPerson) -> None:
    await ana.press("I see a problem")
    await ana.fill("What could go wrong?", "Snow & ice")
    await ana.client.get(f"/me/{'a' * 43}")
    await ana.press("Send")
    assert ana.status == 403
    assert ana.title == EN["web.send_again_title"]
    assert [press.values for press in house.presses.presses] == [None]
    await ana.press(EN["web.send_again_button"])
    values = house.presses.presses[-1].values
    assert values is not None
    assert values["words"] == "Snow & ice"
    assert ana.sees("We have your answer")


async def test_a_strangers_press_is_told_to_come_in(house: House, ana: WebPerson) -> None:
    data = dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1"))
    response = await house.browser().post("/do", data=data)
    assert response.status_code == 401
    assert house.presses.presses == []


async def test_nobody_presses_as_somebody_else(house: House, ana: WebPerson) -> None:
    data = dict(pairs_of(ana, f"v1|consent|{views.ROUND}|2.1"))
    await ana.client.post("/do", data=data | {"who": "bo", "member_id": "1", "f.by": "bo"})
    assert [press.who for press in house.presses.presses] == [member("Ana")]


async def test_a_forged_session_is_nobodys(house: House, ana: WebPerson) -> None:
    cookie = ana.client.cookies["rondo"]
    for forged in (cookie[:-2], "x." + cookie, cookie.replace(".", "", 1), "", "..", "e30.x"):
        stranger = house.browser(cookie=f"rondo={forged}")
        assert (await stranger.get("/home")).status_code == 401


async def test_a_session_ends_after_thirty_days_of_silence_and_lasts_while_it_is_used(
    house: House, ana: WebPerson
) -> None:
    for _ in range(3):
        house.clock.forward(timedelta(days=20))
        await ana.reload()
        assert ana.status == 200
    house.clock.forward(timedelta(days=31))
    await ana.reload()
    assert ana.status == 401


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("", FORM, 400),
        ("action=v1|consent||", FORM, 400),
        ("%ff%fe", FORM, 400),
        ("action=v9|consent||&key=x", FORM, 400),
        ("action=&key=x", FORM, 400),
        ("&".join(f"f.x{n}=1" for n in range(300)), FORM, 400),
        ("f.words=" + "x" * 300_000, FORM, 413),
        ("action=v1|consent||&key=" + "k" * 500, FORM, 400),
        ("action=v1|consent||&key=k&c.x=" + "y" * 3_000, FORM, 400),
        ('{"action": "v1|consent||"}', {"Content-Type": "application/json"}, 415),
        ("x", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("x", {}, 415),
        ("\xff\x00", FORM, 400),
    ],
)
async def test_what_is_not_a_form_of_ours_gets_a_clear_answer(
    house: House, ana: WebPerson, body: str, headers: dict[str, str], status: int
) -> None:
    token = dict(pairs_of(ana, "x"))["csrf"]
    signed = f"{body}&{urlencode({'csrf': token})}" if headers is FORM and body else body
    response = await ana.client.post("/do", content=signed.encode("latin-1"), headers=headers)
    # A form with no token at all is refused for that, before anything else is looked at.
    assert response.status_code == (status if body else 403)
    assert parse(response.text).find("h1")
    assert house.presses.presses == []


async def test_a_body_is_bounded_even_when_its_length_is_not_said(house: House, ana: WebPerson) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10_000_000:
            sent += 65_536
            yield b"x" * 65_536

    response = await ana.client.post("/do", content=endless(), headers=FORM)
    assert response.status_code == 413
    assert EN["web.too_long"] in parse(response.text).text


async def test_a_field_of_a_hundred_thousand_characters_reaches_whoever_judges_it(
    house: House, ana: WebPerson
) -> None:
    await ana.press("I see a problem")
    await ana.fill("What could go wrong?", "x" * 100_000)
    await ana.press("Send")
    values = house.presses.presses[-1].values
    assert values is not None
    assert len(values["words"]) == 100_000


async def test_a_form_that_a_press_opens_has_an_address_to_go_back_to(house: House, ana: WebPerson) -> None:
    response = await ana.client.post("/do", data=dict(pairs_of(ana, f"v1|objection|{views.ROUND}|2.1")))
    assert response.status_code == 303
    assert house.presses.presses == []
    for _ in range(2):
        await ana.open(response.headers["location"])
        assert (ana.status, ana.title) == (200, "I see a problem")
    assert [press.values for press in house.presses.presses] == [None, None]
    await ana.fill("What could go wrong?", "Snow")
    await ana.press("Send")
    assert ana.address.startswith(ROUND)
    assert ana.sees("We have your answer")


@pytest.mark.parametrize(
    "action", ["consent", "still_ok", "open", "account_code", "new_link", "remind", "unheard_of"]
)
async def test_an_address_only_opens_and_never_acts(house: House, ana: WebPerson, action: str) -> None:
    response = await ana.client.get("/do", params={"action": f"v1|{action}|{views.ROUND}|2.1", "back": ROUND})
    assert (response.status_code, response.headers["location"]) == (303, "/home")
    assert house.presses.presses == []


async def test_a_forms_address_is_for_who_is_in_and_leads_back_to_our_own_pages(
    house: House, ana: WebPerson
) -> None:
    action = f"v1|objection|{views.ROUND}|2.1"
    stranger = await house.browser().get("/do", params={"action": action})
    assert (stranger.status_code, stranger.headers["location"]) == (303, "/")
    page = await ana.client.get("/do", params={"action": action, "back": "https://elsewhere.test/"})
    assert "elsewhere" not in page.text
    assert (await ana.client.get("/do", params={"action": "x" * 500})).headers["location"] == "/home"


async def test_looking_for_the_address_of_presses_leads_home(house: House, ana: WebPerson) -> None:
    await ana.open("/do")
    assert ana.address == "/home"


def _invalid(typed: str) -> Reply:
    return Invalid(views.answer_form({"": "All of it", "words": "Too long."}, typed))


def _only_shows() -> Reply:
    return Opened(Form("More", (Buttons((views.press("Call me", "call_me"),)),), Action("more")))


# --- marks ---


async def test_marks_are_menus_and_rows_of_buttons_without_the_script(house: House, ana: WebPerson) -> None:
    house.presses.answers["objection"] = Opened(ballots.form_of(ballots.dots(values={"farm": "2"})))
    await ana.press("I see a problem")
    await ana.choose("A day at the beach", "3")
    await ana.press("Send")
    assert marks_sent(house) == {"beach": "3", "farm": "2"}
    house.presses.answers["objection"] = Opened(ballots.form_of(ballots.times(values={"tue10": "2"})))
    await ana.open(ROUND)
    await ana.press("I see a problem")
    await ana.choose("Tue, Dec 8, 10:00 am – 11:30 am", "–")
    await ana.choose("Sat, Dec 12, 9:00 am – 10:30 am", "If need be")
    await ana.press("Send")
    assert marks_sent(house) == {"sat9": "1"}


async def test_a_hundred_marks_are_not_too_many(house: House, ana: WebPerson) -> None:
    house.presses.answers["objection"] = Opened(ballots.form_of(ballots.ranking(100, values={"o50": "1"})))
    await ana.press("I see a problem")
    await ana.choose("Outing 100", "2nd choice")
    await ana.press("Send")
    assert marks_sent(house) == {"o50": "1", "o100": "2"}


async def test_what_is_wrong_with_the_marks_leads_to_them_and_they_stay(house: House, ana: WebPerson) -> None:
    field = ballots.dots(values={"beach": "9"})
    house.presses.answers["objection"] = Opened(ballots.form_of(field, {"marks": "These are more than ten"}))
    await ana.press("I see a problem")
    assert ana.errors == ["These are more than ten"]
    [link] = [node for node in ana.page.find("a") if node.text == "These are more than ten"]
    [marks] = ana.page.find("fieldset", id=link.attributes["href"].removeprefix("#"))
    assert [node.text for node in marks.find("option") if "selected" in node.attributes] == [
        "9",
        "0",
        "0",
        "0",
    ]


def marks_sent(house: House) -> dict[str, str]:
    return dict(marked(house.presses.presses[-1].values or {}, "marks"))
