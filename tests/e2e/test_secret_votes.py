"""A secret vote through every real door: cast in Slack, in Teams and on a page, closed, and found again by its receipt; and
nothing that the house keeps or logs binds a person to what they voted."""

import asyncio
import logging
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.terms import Terms
from storage.secret_ballots import any_traces
from storage.tables import METADATA
from tests.e2e.circle import EarlyYears
from tests.e2e.several_places import BothSides
from tests.e2e.votes import QUESTION, a_ballot, rosa_asks
from tests.fakes.slack_person import SlackPerson
from tests.fakes.slack_things import buttons_in

SECRET = Terms(secret=True, least_voters=3)
ASKED = "Which one do you choose?"
RECEIPT = re.compile(r"\b(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}\b")


async def cast(here: EarlyYears, person: SlackPerson, label: str) -> str:
    """The receipt that they are shown, in whatever language they read."""
    await here.press(person, here.card, "Vote")
    (asked,) = person.modal.labels
    said = await here.fill(person, {asked: label})
    (receipt,) = RECEIPT.findall(said)
    return str(receipt)


async def test_the_card_and_the_form_say_what_is_promised_before_a_vote_that_is_final(
    circle: EarlyYears,
) -> None:
    card = await rosa_asks(circle, a_ballot(), SECRET)
    assert card.buttons == ["Vote", "Read all", "More…"]
    assert "Secret: others see that you voted, not what." in card.words
    await circle.press(circle.lee, card, "Vote")
    form = circle.lee.modal.words
    assert "Once you cast it, your vote is final" in form
    assert "Soon after the close, not even a copy of all that we keep tells it" in form
    assert "It cannot hide your vote from someone who sees your screen" in form


async def test_a_second_vote_is_not_taken_and_nobody_is_shown_the_first(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), SECRET)
    receipt = await cast(circle, circle.lee, "Online")
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words
    await circle.press(circle.lee, card, "Vote")
    assert "You have voted. Your vote is final" in circle.lee.modal.words
    assert "submit" not in circle.lee.modal.view
    told = circle.lee.modal.words + (await circle.more(circle.lee)).words
    assert "Online" not in told.replace("Online,", "")
    assert receipt not in told


async def test_the_same_form_twice_is_one_vote_with_one_receipt(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(), SECRET)
    await circle.press(circle.lee, card, "Vote")
    answer = await circle.lee.submit({ASKED: "Online"})
    first = RECEIPT.findall(circle.lee.modal.words)
    again = await circle.lee.again()
    await circle.town.settle()
    assert len(first) == 1
    assert RECEIPT.findall(str(again)) == RECEIPT.findall(str(answer)) == first
    assert "Heard 1 of 6" in circle.card.words


async def test_a_blank_ballot_is_asked_about_once_more(circle: EarlyYears) -> None:
    card = await rosa_asks(circle, a_ballot(Method.APPROVAL), SECRET)
    await circle.press(circle.lee, card, "Vote")
    await circle.press(circle.lee, circle.lee.modal, "Vote blank")
    assert "your ballot names no option" in circle.lee.modal.words
    said = await circle.fill(circle.lee)
    assert RECEIPT.search(said)
    await circle.town.settle()
    assert "Heard 1 of 6" in circle.card.words


async def test_a_form_that_is_sent_again_after_the_close_shows_the_receipt_and_not_that_it_is_late(
    circle: EarlyYears,
) -> None:
    card = await rosa_asks(circle, a_ballot(), SECRET)
    for person in (circle.sam, circle.rosa):
        await cast(circle, person, "Online")
    await circle.press(circle.lee, card, "Vote")
    answer = await circle.lee.submit({ASKED: "Online"})
    await circle.closes()
    again = await circle.lee.again()
    assert RECEIPT.findall(str(again)) == RECEIPT.findall(str(answer)) != []
    assert "too late" not in str(again)


async def test_a_secret_vote_that_comes_too_late_is_not_kept_and_words_are_said_to_be_open(
    circle: EarlyYears,
) -> None:
    card = await rosa_asks(circle, a_ballot(), SECRET)
    for person in (circle.sam, circle.rosa):
        await cast(circle, person, "The clinic")
    (vote, *_) = buttons_in(card.blocks)
    await circle.press(circle.lee, card, "Vote")
    await circle.closes()
    await circle.lee.submit({ASKED: "Online"})
    assert "too late for your vote" in circle.lee.modal.words
    assert "What you write here is not secret" in circle.lee.modal.words
    assert "Online" not in circle.lee.modal.words
    await circle.sam.press_as(circle.card, vote)
    await circle.town.behind()
    assert "your vote came in time" in circle.sam.modal.words


async def test_in_all_three_places_it_is_cast_and_found_and_nothing_kept_tells_whose(
    both: BothSides, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "")
    here = both.slack
    await rosa_asks(here, a_ballot(), SECRET)
    await both.settle()
    receipts = [await cast(here, person, "The clinic") for person in here.people]
    await both.nora.press(both.there, "Votar")
    await both.nora.submit({"¿Cuál eliges?": "Online"})
    receipts += RECEIPT.findall(both.nora.dialog_words + both.nora.notice)
    await here.ana.open("/home")
    await here.ana.press("Answer", near=QUESTION)
    await here.ana.press("Vote")
    await here.ana.choose(ASKED, "The library")
    await here.ana.press("Cast my vote")
    receipts += RECEIPT.findall(here.ana.text)
    assert len(set(receipts)) == len(here.people) + 2
    await both.settle()
    assert "The clinic, with" not in here.card.words
    await here.closes()
    await both.settle()
    assert here.card.words.startswith(f"Decided: {QUESTION}\nThe clinic, with 5 of 7 votes.")
    database = here.town.house.database
    assert not await database.read(any_traces), "the house has wiped them by itself"
    await here.more(here.lee, "All ballots")
    listed = here.lee.modal.words
    for receipt in receipts:
        assert receipt in listed
    assert f"{receipts[0]}: The clinic" in listed
    signs = [receipt.replace("-", "") for receipt in receipts]
    with database.reading.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = "\n".join(str(row) for row in connection.execute(select(table)).all())
            told = [one for one in (*signs, *receipts) if one in rows]
            assert told == ([*signs] if table.name == "secret_ballot" else []), table.name
    logged = [
        record for record in caplog.records for one in (*signs, *receipts) if one in record.getMessage()
    ]
    assert {(record.name, record.levelname) for record in logged} == set()
    file = await asyncio.to_thread(Path(str(database.url.database)).read_bytes)
    assert [file.count(one.encode()) for one in signs] == [1] * len(signs)
