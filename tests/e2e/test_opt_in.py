"""Two places and three who want one: who waits is told so at once, and told again when somebody steps back."""

import pytest

from decisions.rounds.ballots.ballot import Ballot, Method, Rules
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import usual_terms
from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.votes import QUESTION, rosa_asks
from tests.fakes.slack_things import Message

NUMBER_1 = "You are number 1 on the waiting list. When it is your turn, I tell you."


async def two_places(here: EarlyYears) -> Message:
    ballot = Ballot(Method.OPT_IN, METHODS[Method.OPT_IN].options, Rules(limit=2))
    return await rosa_asks(here, ballot, usual_terms(Method.OPT_IN))


async def test_who_comes_when_it_is_full_waits_and_moves_up(circle: EarlyYears) -> None:
    card = await two_places(circle)
    assert "Are you in? There are 2 places." in card.words
    assert "Those who are in are named." in card.words
    for person in (circle.lee, circle.sam):
        await circle.press(person, card, "I'm in")
        assert "waiting list" not in person.private_words[-1].words
    await circle.press(circle.connie, card, "I'm in")
    assert NUMBER_1 in circle.connie.private_words[-1].words
    await circle.town.settle()
    assert "On the waiting list: Connie Ext" in circle.card.words

    await circle.press(circle.lee, circle.card, "Not this time")
    await circle.fill(circle.lee)
    await circle.town.settle()
    assert "you have a place now" in circle.connie.direct_messages[-1].words
    assert "In: Sam Levy and Connie Ext" in circle.card.words
    assert NUMBER_1 not in (await circle.more(circle.connie)).words


async def test_the_page_says_it_too(circle: EarlyYears) -> None:
    card = await two_places(circle)
    for person in (circle.lee, circle.sam):
        await circle.press(person, card, "I'm in")
    ana = circle.ana
    await ana.open("/home")
    await ana.press("Answer", near=QUESTION)
    assert ana.sees("It is full")
    await ana.press("I'm in")
    assert ana.sees(NUMBER_1)


async def test_in_teams_who_waits_sees_it_on_the_card_and_is_told_of_a_place(both: BothSides) -> None:
    card = await two_places(both.slack)
    await both.settle()
    for person in (both.slack.lee, both.slack.sam):
        await both.slack.press(person, card, "I'm in")
    await both.nora.press(both.there, "Me apunto")
    assert "Eres el número 1 en la lista de espera." in both.nora.sees(both.there)
    await both.slack.press(both.slack.lee, both.slack.card, "Not this time")
    await both.slack.fill(both.slack.lee)
    await both.settle()
    assert "ya tienes lugar" in both.nora.chat.posts[-1].words
    assert "Sam Levy y Nora Vidal" in both.there.words


@pytest.mark.parametrize("places", ["2", ""])
async def test_how_many_can_be_in_is_asked_in_the_form(circle: EarlyYears, places: str) -> None:
    rosa = circle.rosa
    await rosa.command(f"/rondo vote {QUESTION}", circle.channel)
    await circle.town.behind()
    await rosa.submit({"Or pick a way yourself": "Count me in"})
    await rosa.submit({"How many can be in?": "many"})
    assert list(rosa.errors) == ["How many can be in?"]
    await rosa.submit({"How many can be in?": places})
    assert "Settings: all as usual" in rosa.modal.words
    await circle.fill(rosa)
    await circle.town.settle()
    assert ("There are 2 places" in circle.card.words) is bool(places)
