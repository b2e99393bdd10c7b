"""A role passes around: made in Slack, in the browser and in Teams, asked for, taken, swapped and handed over."""

import icalendar

from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.e2e.test_web_journey import window
from tests.fakes.slack_person import SlackPerson

SCRIBE = {"Which role?": "Scribe", "How many hold it at once?": "3", "How is it filled?": "By turns"}
"""Of three of the six, one at least is in Slack and reads English: lots decide who."""
MONDAYS = {"On which day of the week?": "Monday"}


async def lee_makes_it(here: EarlyYears) -> None:
    """Who writes things down, every Monday, by the rule that nobody does it twice in a row."""
    lee = here.lee
    await lee.command("/rondo roles", here.channel)
    await here.town.behind()
    assert "early-years has no roles yet" in lee.modal.words
    await here.press(lee, lee.modal, "Make a role")
    await lee.submit(SCRIBE)
    await lee.submit({"How often?": "Weekly, or every few weeks", "Rules": ["Not two terms in a row"]})
    await lee.submit(MONDAYS)
    assert lee.modal.words.count("Monday, ") == 6, "who would come when, before it is so"
    await lee.submit()
    assert "The role Scribe is made. The first turn begins" in lee.modal.words
    await lee.close()


def asked(here: EarlyYears) -> list[SlackPerson]:
    """Whose newest direct message asks them to take the turn."""
    with_messages = (person for person in here.people if person.direct_messages)
    return [one for one in with_messages if "Would you be Scribe" in one.direct_messages[-1].words]


async def test_it_is_made_in_slack_and_whoever_is_asked_takes_it(circle: EarlyYears) -> None:
    here = circle
    await lee_makes_it(here)
    await here.town.until(lambda: bool(asked(here)), days=9)
    await here.town.settle()
    people = asked(here)
    for person in people:
        await here.press(person, person.direct_messages[-1], "Yes")
        assert "Thank you. You are Scribe from" in person.direct_messages[-1].words
    turned = "Scribe from today until"
    await here.town.until(lambda: any(turned in one.words for one in here.channel.messages), days=9)
    said = next(one.words for one in here.channel.messages if turned in one.words)
    assert all(repr(person).partition(" (")[0] in said for person in people)
    await here.press(here.lee, here.channel.messages[-1], "Open the role")
    assert "What you can do" not in here.lee.modal.words, "the rest is behind *More…*"
    await here.press(here.lee, here.lee.modal, "More…")
    assert "Not two terms in a row" in here.lee.modal.words


async def test_whoever_is_asked_may_say_no_and_be_away(circle: EarlyYears) -> None:
    here = circle
    await lee_makes_it(here)
    await here.town.until(lambda: bool(asked(here)), days=9)
    first = asked(here)[0]
    await here.press(first, first.direct_messages[-1], "Not this time")
    assert "Your turn as Scribe will come again." in first.direct_messages[-1].words
    await here.press(first, first.direct_messages[-1], "Open the role")
    await here.press(first, first.modal, "I'm away")
    await first.submit()
    assert "You are not asked from" in first.modal.words
    await first.close()


async def test_from_slacks_home_the_roles_are_one_press_away(circle: EarlyYears) -> None:
    rosa = circle.rosa
    await rosa.open_home()
    await circle.town.slack.until(lambda: rosa.user in circle.town.slack.homes)
    await circle.press(rosa, rosa.home, "Roles")
    assert "early-years has no roles yet" in rosa.modal.words


async def test_in_the_browser_it_is_seen_and_taken_up(circle: EarlyYears) -> None:
    here = circle
    lee, rosa = await window(here, here.lee), await window(here, here.rosa)
    await lee.open("/home")
    await lee.press("Roles")
    await lee.press("Make a role")
    await lee.choose("Which role?", "One of our own")
    await lee.choose("How is it filled?", "Whoever wants to")
    await lee.press("Next")
    await lee.press("Make the role")
    assert lee.errors, "it has no name yet"
    await lee.fill("What is it called?", "Keeper of snacks")
    await lee.press("Make the role")
    assert lee.sees("The role Keeper of snacks is made.")
    await rosa.open("/home")
    await rosa.press("Open early-years")
    await rosa.press("Roles")
    assert rosa.sees("Vacant")
    await rosa.press("Open", near="Keeper of snacks")
    await rosa.press("I'll take it")
    assert rosa.sees("Thank you. You are Keeper of snacks now.")
    await rosa.open("/home")
    assert rosa.sees("You hold it")
    await rosa.press("Open Keeper of snacks")
    assert rosa.sees("Rosa Díaz · no end set")


async def test_a_role_is_filled_by_choosing_together(circle: EarlyYears) -> None:
    here, rosa = circle, circle.rosa
    await here.lee.command("/rondo roles", here.channel)
    await here.town.behind()
    await here.press(here.lee, here.lee.modal, "Make a role")
    await here.lee.submit({"Which role?": "Scribe", "How is it filled?": "Chosen by consent"})
    await here.fill(here.lee)
    await rosa.command("/rondo roles", here.channel)
    await here.town.behind()
    await here.press(rosa, rosa.modal, "Open")
    await here.press(rosa, rosa.modal, "Choose together")
    await rosa.submit()
    assert "Nobody has to ask later what we decided." in rosa.modal.words, "as the role is described"
    await here.fill(rosa)
    await here.town.settle()
    await here.press(here.lee, here.card, "Nominate somebody")
    await here.fill(here.lee, {"Who would do this well?": "Sam Levy", "Why?": "He is quick."})
    proposes = "Lee Wong reads the reasons and proposes somebody."
    await here.town.until(lambda: proposes in here.card.words, days=42)
    await here.press(here.lee, here.lee.direct_messages[-1], "Propose somebody")
    await here.fill(here.lee, {"Whom do you propose?": "Sam Levy", "For which reasons?": "They are read."})
    await here.town.settle()
    for person in here.people:
        await here.press(person, here.card, "OK to try")
    await here.ana.open("/home")
    await here.ana.press("Answer", near="Scribe")
    await here.ana.press("OK to try")
    await here.town.settle()
    await here.town.until(lambda: "we wait for a yes from Sam Levy" in here.card.words, days=21)
    await here.press(here.sam, here.sam.direct_messages[-1], "Yes, I take it")
    await here.town.settle()
    await rosa.command("/rondo roles", here.channel)
    await here.town.behind()
    assert "Sam Levy" in rosa.modal.words, "who has been chosen holds it"


async def test_the_turns_are_in_a_calendar_until_its_owner_stops_their_links(circle: EarlyYears) -> None:
    here = circle
    await lee_makes_it(here)
    lee = await window(here, here.lee)
    await lee.open("/home")
    await lee.press("Open early-years")
    await lee.press("Roles")
    await lee.press("Turns in my calendar")
    address = next(word for word in lee.text.split() if "/calendar/" in word)
    found = await lee.client.get(address)
    assert found.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(found.text).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) == 6
    assert all(str(event["SUMMARY"]).startswith("Scribe: ") for event in events)
    assert {str(event["STATUS"]) for event in events} == {"TENTATIVE"}
    await lee.press("Stop my links")
    assert (await lee.client.get(address)).status_code == 200, "it asks first"
    await lee.press("Stop my links")
    assert (await lee.client.get(address)).status_code == 404


async def test_in_teams_it_is_asked_for_by_its_name(side: TeamsSide) -> None:
    lee, rosa = side.person("Lee Wong"), side.person("Rosa Díaz")
    general = side.teams.channel("Early years", [lee.person, rosa.person])
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    await lee.says("home")
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Roles")
    assert "has no roles yet" in lee.dialog_words
    await lee.says("roles", general)
    await side.behind()
    await lee.press(general.posts[-1], "Open")
    assert "has no roles yet" in lee.dialog_words
    await lee.press_in_dialog("Make a role")
    await lee.submit({**SCRIBE, "How many hold it at once?": "1"})
    await lee.submit({"How often?": "Every workday"})
    assert "It changes hands every workday at 9 am." in lee.dialog_words
    await lee.submit({})
    assert "The role Scribe is made." in lee.dialog_words
