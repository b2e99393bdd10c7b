"""Ana, who joined by a link, answers from her email: one link, one button. She stops reminders there too, and is spoken of when
mail does not reach her."""

import re
from typing import Any

import httpx

from tests.e2e.circle import ANAS_ADDRESS, EarlyYears
from tests.e2e.test_commitments import BY_WHEN, WHAT, WHO, commits

ANA = "Ana Pérez"


async def asks_ana(here: EarlyYears, what: str = "Bring chairs", by: str = "in two weeks") -> None:
    await here.lee.command(f'/rondo commit "{what}"', here.channel)
    await here.town.behind()
    await commits(here, here.lee, {WHAT: what, WHO: ANA, BY_WHEN: by})
    await here.lee.close()
    await here.town.settle()


def link(here: EarlyYears, label: str) -> str:
    """The address below a label in Ana's newest letter that has it."""
    for letter in reversed(here.town.mail.to(ANAS_ADDRESS)):
        if found := re.search(rf"^{re.escape(label)}:\s*?$\s*(http\S+)\s*?$", letter, re.MULTILINE):
            return found[1]
    raise AssertionError(f"{label} is in none of {here.town.mail.to(ANAS_ADDRESS)}")


def nonce(page: httpx.Response) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def csrf(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


async def says_yes(here: EarlyYears, window: httpx.AsyncClient) -> httpx.Response:
    """Ana, from her newest email."""
    tap = link(here, "Yes, I will")
    return await window.post(tap, data={"key": nonce(await window.get(tap))})


async def test_she_confirms_what_she_tapped_and_a_scanner_that_looked_answered_nothing(
    circle: EarlyYears,
) -> None:
    here, window = circle, circle.town.window()
    await asks_ana(here)
    letter = mail(here)[-1]
    assert str(letter["From"]) == "Rondo · early-years <rondo@example.org>"
    assert "· early-years" in letter.get_body(("plain",)).get_content()
    tap = link(here, "Yes, I will")
    await window.get(tap)
    page = await window.get(tap)
    assert "You answer as Ana Pérez." in page.text
    assert "Bring chairs" in page.text
    assert not window.cookies.get("rondo"), "opening it signs nobody in"
    assert not any("said yes" in one.words for one in here.lee.direct_messages)
    said = await window.post(tap, data={"key": nonce(page)})
    await here.town.settle()
    assert "You do this: Bring chairs" in said.text
    assert "Ana Pérez said yes: Bring chairs" in here.lee.direct_messages[-1].words
    again = await window.get(tap)
    assert "You have said yes to this already." in again.text
    assert "You have said yes to this already." in (await window.get(link(here, "No"))).text
    opened = await window.post(f"{tap}/open", data={"csrf": csrf(again)}, follow_redirects=True)
    assert "Bring chairs" in opened.text
    assert opened.url.path.startswith("/commitments/")


async def test_another_day_from_the_email_and_a_link_that_was_tampered_with(circle: EarlyYears) -> None:
    here, window = circle, circle.town.window()
    await asks_ana(here)
    tap = link(here, "Another day")
    page = await window.get(tap)
    wrong = await window.post(tap, data={"key": nonce(page), "f.due": "soonish", "f.words": ""})
    assert wrong.status_code == 422
    said = await window.post(tap, data={"key": nonce(wrong), "f.due": "in three weeks", "f.words": "Away."})
    await here.town.settle()
    assert said.status_code == 200
    assert "Ana Pérez asks: would" in here.lee.direct_messages[-1].words
    broken = await window.get(tap[:-3])
    assert broken.status_code == 404
    assert "This address is not complete." in broken.text


async def test_its_day_is_for_her_calendar_once_she_has_said_yes_and_until_it_is_past(
    circle: EarlyYears,
) -> None:
    here, window = circle, circle.town.window()
    await asks_ana(here)
    assert list(mail(here)[-1].iter_attachments()) == []
    said = await says_yes(here, window)
    address = re.search(r'href="([^"]+)"[^>]*>Add to calendar', said.text)
    assert address
    file = await here.town.window().get(address[1])
    assert file.headers["content-disposition"] == 'attachment; filename="bring-chairs.ics"'
    await here.town.until(lambda: any("Due yesterday" in one["Subject"] for one in reminders(here)), days=30)
    held = [[each.get_content() for each in one.iter_attachments()] for one in reminders(here)]
    assert [len(files) for files in held] == [1, 1, 0]
    assert all("SUMMARY:Bring chairs" in files[0] for files in held[:-1])


async def test_she_stops_reminders_in_her_mail_program_and_takes_it_back_on_the_page(
    circle: EarlyYears,
) -> None:
    here, window = circle, circle.town.window()
    await asks_ana(here)
    await says_yes(here, window)
    await here.town.until(lambda: any(one["List-Unsubscribe"] for one in mail(here)), days=20)
    reminder = next(one for one in reversed(mail(here)) if one["List-Unsubscribe"])
    assert "Ask for help" in reminder.get_body(("plain",)).get_content()
    stop = reminder["List-Unsubscribe"].strip("<>")
    assert "do you want no more reminders" in (await window.get(stop)).text
    one_click = httpx.AsyncClient()
    done = await one_click.post(stop, files={"List-Unsubscribe": (None, "One-Click")})
    await one_click.aclose()
    assert "you get no more reminders by email" in done.text
    letters = len(reminders(here))
    await here.town.pass_time(days=9)
    assert len(reminders(here)) == letters
    back = await window.post(f"{stop}/undo")
    assert "you get reminders by email again" in back.text


async def test_who_coordinates_hears_once_that_mail_does_not_reach_her(circle: EarlyYears) -> None:
    here = circle
    here.town.mail.refusals[ANAS_ADDRESS] = ["550 no such mailbox"]
    await asks_ana(here)
    await asks_ana(here, "Tell the parents")
    await here.town.pass_time(days=1)
    told = [one.words for one in here.lee.direct_messages if "do not reach Ana Pérez" in one.words]
    assert len(told) == 1
    assert "Bring chairs" in told[0]
    assert "the mail server does not know this address" in told[0]
    assert here.town.mail.to(ANAS_ADDRESS) == []


async def test_a_letter_that_may_come_later_does(circle: EarlyYears) -> None:
    here = circle
    here.town.mail.refusals[ANAS_ADDRESS] = [*["451 come back later"] * 14, ""]
    await asks_ana(here)
    assert here.town.mail.to(ANAS_ADDRESS) == []
    await here.town.until(lambda: here.town.mail.to(ANAS_ADDRESS), days=3)
    assert link(here, "Yes, I will")
    assert not any("do not reach" in one.words for one in here.lee.direct_messages)
    await here.town.pass_time(days=2)
    assert sum("would you do this?" in one for one in here.town.mail.to(ANAS_ADDRESS)) == 1


async def test_a_mail_server_that_is_away_is_told_as_that_and_loses_nothing(circle: EarlyYears) -> None:
    here = circle
    async with here.town.mail.away():
        await asks_ana(here)
        await here.town.pass_time(days=3)
    await here.town.pass_time(hours=6)
    told = [one.words for one in here.lee.direct_messages]
    assert not any("do not reach" in words for words in told)
    (away,) = [words for words in told if "has not been able to send email since" in words]
    assert ANA in away
    (letter,) = here.town.mail.to(ANAS_ADDRESS)
    assert "asks: would you do this? Bring chairs" in letter
    assert "This comes late, sorry." in letter


async def test_with_her_links_stopped_an_email_answers_nothing_but_still_stops_reminders(
    circle: EarlyYears,
) -> None:
    here, window = circle, circle.town.window()
    await asks_ana(here)
    await says_yes(here, window)
    await here.town.until(lambda: reminders(here), days=20)
    done, stop = link(here, "Done"), reminders(here)[-1]["List-Unsubscribe"].strip("<>")
    page = await window.get(done)
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press("Commitments")
    await here.ana.press("In my calendar")
    await here.ana.press("Stop my links")
    assert "in your emails, in your browser and in your calendar" in here.ana.text
    assert (await window.get(done)).status_code == 200, "it asks first"
    await here.ana.press("Stop my links")
    assert (here.ana.title, "Send me a new link" in here.ana.text) == ("Your links are stopped", True)
    await here.town.settle()
    for said in (await window.post(done, data={"key": nonce(page)}), await window.get(done)):
        assert "This link no longer works." in said.text
    assert not any("is done" in one.words for one in here.lee.direct_messages)
    assert "you get no more reminders by email" in (await window.post(stop)).text


def mail(here: EarlyYears) -> list[Any]:
    return here.town.mail.all_to(ANAS_ADDRESS)


def reminders(here: EarlyYears) -> list[Any]:
    return [one for one in mail(here) if one["List-Unsubscribe"]]
