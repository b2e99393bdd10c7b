"""One round in three places: Slack, Teams and a parent partner's page.

A problem comes from Teams, the change from Slack, the last consent from the page; then all three say the same, each in its own
language.
"""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser

from tests.e2e.circle import ANAS_ADDRESS, TITLE
from tests.e2e.several_places import BothSides
from tests.e2e.teams_side import TeamsSide, a_teams_side
from tests.e2e.three_places import HARM, NEW_TEXT, SHOWN, WORRY, all_three_say_the_same, in_teams
from tests.fakes.teams_limits import every
from tests.storage.conftest import database_url
from tests.support.html import parse
from tests.support.people_web import BrowserPerson

__all__ = ["database_url"]
UNSEEN = "\u200b"
"""Stands in Teams within what would else be a tag."""


async def within_two_seconds(both: BothSides) -> None:
    town = both.side.town
    town.clock.at += timedelta(seconds=2)
    await town.worker.tick_once(town.clock.at)


async def begins(both: BothSides) -> None:
    await both.connect()
    await both.slack.proposes()
    await both.settle()


async def everyone_answers_and_omar_sees_a_problem(both: BothSides) -> None:
    here, card = both.slack, in_teams(both)
    await both.omar.press(card, "Veo un problema")
    await both.omar.submit({"¿Qué problema ves?": HARM})
    assert "ves un problema" in both.omar.dialog_words
    await within_two_seconds(both)
    assert "Heard 1 of 8" in here.card.words
    await both.settle()
    await here.press(here.lee, here.card, "OK to try")
    await within_two_seconds(both)
    assert "Escuchamos a 2 de 8" in card.words
    for person in (here.rosa, here.maya, here.sam):
        await here.press(person, here.card, "OK to try")
    await has_a_worry(both)
    await both.nora.press(card, "Sí, probemos")
    await here.ana_says("OK to try")
    assert "autobús" not in here.card.words + card.words + here.ana.html, "sealed"
    await here.closes()
    await both.settle()


async def has_a_worry(both: BothSides) -> None:
    here = both.slack
    await here.press(here.connie, here.card, "OK, with a worry")
    await here.fill(here.connie, {"What is your worry?": WORRY})


async def rosa_changes_the_text_and_omar_says_that_it_is_fixed(both: BothSides) -> None:
    here = both.slack
    await here.more(here.rosa, "Change the text")
    await here.fill(here.rosa, {"Say more": NEW_TEXT})
    await both.settle()
    asked = both.omar.chat.posts[-1]
    assert NEW_TEXT in asked.words.replace("[", "").replace("]", "")
    await both.omar.press(asked, "Para mí está bien")
    await both.settle()


async def all_but_ana_are_ok_with_version_2(both: BothSides) -> None:
    here, card = both.slack, in_teams(both)
    for person in (here.lee, here.rosa, here.sam):
        await here.press(person, person.direct_messages[-1], "Still OK")
    await here.press(here.maya, here.maya.direct_messages[-1], "Sigue bien")
    await has_a_worry(both)
    await both.nora.press(both.nora.chat.posts[-1], "Sigue bien")
    await both.omar.looks(card)
    await both.omar.press(card, "Sí, probemos")
    await both.settle()
    assert "Heard 7 of 8" in here.card.words
    assert "Escuchamos a 7 de 8" in card.words


async def until_ana_is_the_last(both: BothSides) -> None:
    await begins(both)
    await everyone_answers_and_omar_sees_a_problem(both)
    await rosa_changes_the_text_and_omar_says_that_it_is_fixed(both)
    await all_but_ana_are_ok_with_version_2(both)


async def test_a_problem_from_teams_a_change_from_slack_and_the_last_consent_from_a_page(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_teams_side(database_url, monkeypatch) as side:
        both = await BothSides.begin(side)
        here = both.slack
        await begins(both)
        await everyone_answers_and_omar_sees_a_problem(both)
        assert here.heading == f"Looking for a fix: {TITLE}"
        assert in_teams(both).words.startswith(f"Buscamos un arreglo: {TITLE}")
        await the_problem_stands_as_it_was_said(both)
        await rosa_changes_the_text_and_omar_says_that_it_is_fixed(both)
        each_small_card_leads_to_the_one_beside_it(both)
        await all_but_ana_are_ok_with_version_2(both)
        await here.ana_says("Still OK")
        await within_two_seconds(both)
        assert "Heard 8 of 8" in here.card.words
        assert "Escuchamos a 8 de 8" in in_teams(both).words
        await here.closes()
        await both.settle()
        await all_three_say_the_same(both)
        nobody_got_more_than_the_budget(both)


async def the_problem_stands_as_it_was_said(both: BothSides) -> None:
    """Its mark is a style, and what looks like a mention calls nobody."""
    here = both.slack
    assert SHOWN in here.card.words
    parts = [
        part for part in every(here.card.blocks) if part.get("type") in ("user", "usergroup", "broadcast")
    ]
    assert parts == []
    assert SHOWN in in_teams(both).words.replace(UNSEEN, "")
    assert "entities" not in in_teams(both).activity
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    await here.ana.press(f"Open {TITLE}")
    assert SHOWN in here.ana.text
    assert "gratis" in [node.text for node in parse(here.ana.html).find("strong")]


def each_small_card_leads_to_the_one_beside_it(both: BothSides) -> None:
    """Who reads in one place may not even see the other."""
    (small,) = (card for card in both.slack.channel.cards if "We ask everyone again" in card.words)
    assert f"/p{both.slack.card.ts.replace('.', '')}" in str(small.blocks)
    (post,) = (post for post in both.general.posts if "Volvemos a preguntar" in post.words)
    assert in_teams(both).id in str(post.card)
    assert both.slack.channel.id not in str(post.card)


def nobody_got_more_than_the_budget(both: BothSides) -> None:
    """Of cards.md: a round with a problem and a second version, of people who answer before they are asked."""
    here = both.slack
    assert len([card for card in here.channel.cards if card.user == here.town.slack.rondo]) <= 5
    assert len([post for post in both.general.posts if not post.thread]) <= 5
    direct = {
        **{each.user: [said.words for said in each.direct_messages] for each in here.people},
        **{each.person.user: [post.words for post in each.chat.posts] for each in (both.nora, both.omar)},
    }
    cost = {user: len([words for words in said if TITLE in words]) for user, said in direct.items()}
    involved = {here.lee.user: 2, both.omar.person.user: 2}
    """Who facilitates hears of the problem, and who raised it is asked whether it is fixed."""
    assert {user: times for user, times in cost.items() if times > involved.get(user, 1)} == {}
    assert len(here.town.mail.to(ANAS_ADDRESS)) <= 6


# --- on a phone -----------------------------------------------------------------------------------------------


@pytest.fixture
async def both(side: TeamsSide) -> BothSides:
    return await BothSides.begin(side)


async def test_the_last_consent_comes_from_a_phone(both: BothSides, browser: Browser) -> None:
    """A letter, the link in it, one tap; and the next morning the result."""
    await until_ana_is_the_last(both)
    town = both.side.town
    found = re.search(r"http\S+/me/[^\s>]+", town.mail.to(ANAS_ADDRESS)[-1])
    assert found
    phone = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-US")
    page = await phone.new_page()
    page.set_default_timeout(30_000)
    ana = BrowserPerson(page, town.url)
    await ana.open(found[0])
    await page.get_by_role("button", name="Still OK", exact=True).tap()
    await ana.sees("Recorded: OK to try to version 2")
    await fits(ana)
    await both.settle()
    assert "Heard 8 of 8" in both.slack.card.words
    assert "Escuchamos a 8 de 8" in in_teams(both).words
    await both.slack.closes()
    await both.settle()
    await ana.sees("In force")
    await ana.sees("We look at it again on February 28.")
    await ana.sees("Who counts the meetings of @Ana?")
    await fits(ana)
    await phone.close()


async def fits(person: BrowserPerson) -> None:
    assert await person.page.evaluate("document.documentElement.scrollWidth") <= 390
