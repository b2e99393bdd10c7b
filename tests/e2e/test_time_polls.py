"""A time to meet is asked for, found and put into people's own calendars: in Slack, in Teams and on a page."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import icalendar

from tests.e2e.circle import ANAS_ADDRESS, EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.test_web_journey import window
from tests.fakes.slack_things import buttons_in
from tests.fakes.teams import buttons_in as teams_buttons_in

QUESTION = "When do we meet?"
TIMES = "Mon Dec 7, 4 pm\n5:30-7 pm\nTue Dec 8, 9 am - Online"
MONDAY, LATER, TUESDAY = "Mon, Dec 7, 4–4:45 pm", "Mon, Dec 7, 5:30–7 pm", "Tue, Dec 8, 9–9:45 am"


async def rosa_asks_when(here: EarlyYears) -> None:
    """By the form; a line that is no time is told, and what is shown before it opens names weekday and zone."""
    rosa = here.rosa
    await rosa.command(f"/rondo vote {QUESTION}", here.channel)
    await here.town.behind()
    await rosa.submit({"Or pick a way yourself": "Find a time"})
    assert "In Chicago time." in rosa.modal.words
    await rosa.submit({"Times, one a line": f"{TIMES}\nsome day", "How long, in minutes?": "45"})
    assert "“some day” is not a day and a time" in rosa.errors["Times, one a line"]
    await rosa.submit({"Times, one a line": TIMES, "How long, in minutes?": "45"})
    for time in (MONDAY, LATER, f"{TUESDAY}: Online", "In Chicago time."):
        assert time in rosa.modal.words
    await here.fill(rosa)


async def file_behind(here: EarlyYears, url: str) -> icalendar.Event:
    """Whoever has its address may fetch it, without signing in."""
    response = await here.town.window().get(url)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in response.headers["cache-control"]
    calendar = icalendar.Calendar.from_ical(response.content)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    return event


def linked(buttons: Sequence[Mapping[str, Any]], label: str) -> str:
    return next(str(each["url"]) for each in buttons if label in str(each.get("text") or each.get("title")))


async def test_a_time_is_found_in_three_places_and_goes_into_everyones_calendar(both: BothSides) -> None:
    here, lee, ana = both.slack, both.slack.lee, both.slack.ana
    await rosa_asks_when(here)
    await both.settle()
    assert f"{MONDAY} (Chicago time)" in here.card.words
    assert "{{DATE(2026-12-07T22:00:00Z, SHORT)}}" in str(both.there.card)

    await here.press(lee, here.card, "Vote")
    assert "All times are Chicago time." in lee.modal.words
    said = await here.fill(lee, {MONDAY: "Yes", LATER: "If need be", TUESDAY: "No"})
    assert f"Yes: {MONDAY} · If need be: {LATER}" in said
    for person in (here.rosa, here.sam, here.connie):
        await here.press(person, here.card, "Vote")
        await here.fill(person, {MONDAY: "If need be", TUESDAY: "Yes"})
    await here.press(here.maya, here.card, "Vote")
    await here.fill(here.maya, {"lun, 7 dic, 16:00–16:45": "Sí"})
    for member in (both.nora, both.omar):
        await member.press(both.there, "Votar")
        await member.submit({"lun, 7 dic, 16:00–16:45": "Sí"})
    await ana.open("/home")
    await ana.press("Answer", near=QUESTION)
    await ana.press("Vote")
    await ana.choose(MONDAY, "Yes")
    await ana.press("Send")
    assert ana.sees(f"Recorded: Yes: {MONDAY}")
    await here.closes()
    await both.settle()

    outcome = "We meet Mon, Dec 7, 4–4:45 pm (Chicago time). Of 8 people, 8 can, 3 of them if need be."
    assert here.card.words.startswith(f"Decided: {QUESTION}\n{outcome}")
    await here.press(lee, here.card, "Add to my calendar")
    assert MONDAY in lee.modal.words
    offered = buttons_in(lee.modal.view["blocks"])
    assert linked(offered, "Google").startswith("https://calendar.google.com/")
    event = await file_behind(here, linked(offered, "Other calendars"))
    assert (str(event["SUMMARY"]), f"{event.start:%Y-%m-%dT%H:%M%z}") == (QUESTION, "2026-12-07T22:00+0000")

    await both.nora.press(both.there, "A mi calendario")
    assert "lun, 7 dic, 16:00–16:45" in both.nora.dialog_words
    theirs = await file_behind(here, linked(teams_buttons_in(both.nora.dialog or {}), "Otros calendarios"))
    assert theirs.uid == event.uid, "it is one meeting, wherever it is added from"

    letters = both.side.town.mail.to(ANAS_ADDRESS)
    file = re.compile(re.escape(both.side.town.url) + r"/calendar/[\w.-]+")
    (in_the_letter,) = {link for letter in letters for link in file.findall(letter)}
    assert (await file_behind(here, in_the_letter)).uid == event.uid
    await ana.open("/home")
    await ana.press("Open early-years")
    await ana.press(f"Open {QUESTION}")
    await ana.press("Add to my calendar")
    assert ana.sees(MONDAY)
    assert "Other calendars" in ana.html


async def test_times_are_asked_for_on_a_page_and_what_is_none_is_told_there(circle: EarlyYears) -> None:
    rosa = await window(circle, circle.rosa)
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Ask the group")
    await rosa.choose("Or pick a way yourself", "Find a time")
    await rosa.press("Next")
    await rosa.fill("What do you ask, in one line?", QUESTION)
    await rosa.fill("Times, one a line", "Tue Dec 7, 4 pm\nTue Dec 8, 9 am")
    await rosa.press("Preview")
    assert rosa.sees("“Tue Dec 7, 4 pm”: that day is a Monday.")
    assert rosa.value("Times, one a line") == "Tue Dec 7, 4 pm\nTue Dec 8, 9 am"
    await rosa.fill("Times, one a line", "Mon Nov 30, 8:00 am\nTue Dec 8, 9 am")
    await rosa.press("Preview")
    assert rosa.sees("Mon, Nov 30, 8–9 am: This time is over."), "it opens once that is mended"
    await rosa.press("Edit")
    assert rosa.value("Times, one a line") == "Mon, Nov 30, 2026, 8:00 am\nTue, Dec 8, 2026, 9:00 am"
    await rosa.fill("Times, one a line", "Mon, Dec 7, 4 pm\nTue, Dec 8, 2026, 9:00 am")
    await rosa.press("Preview")
    await rosa.press("Open the vote")
    await circle.town.settle()
    assert "Tue, Dec 8, 9–10 am (Chicago time)" in circle.card.words


async def test_an_address_that_is_not_ours_is_not_there(circle: EarlyYears) -> None:
    response = await circle.town.window().get("/calendar/WyJhIl0.made-up")
    assert response.status_code == 404
    assert response.headers["referrer-policy"] == "no-referrer"
