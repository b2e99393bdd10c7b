"""One person, one voice: a code that is asked for in one place and entered in another."""

import asyncio
import re

from sqlalchemy import select

from storage.tables import METADATA
from tests.e2e.circle import TITLE, EarlyYears
from tests.e2e.teams_side import TeamsSide
from tests.fakes.slack_person import SlackPerson

CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
IDENTITY = METADATA.tables["identity"].c
JOURNAL = METADATA.tables["journal"].c


async def code_for(circle: EarlyYears, person: SlackPerson) -> str:
    await person.command("/rondo account")
    await circle.town.behind()
    await circle.press(person, person.modal, "Get a code" if person is not circle.maya else "Pedir un código")
    found = CODE.search(person.modal.words)
    assert found, person.modal.words
    await person.close()
    return found[0]


async def test_who_answered_in_slack_and_by_link_has_one_voice_and_the_later_answer_counts(
    circle: EarlyYears,
) -> None:
    await circle.proposes()
    await circle.press(circle.sam, circle.card, "OK to try")
    await circle.ana.open("/")
    await circle.ana.press("Answer")
    await circle.town.pass_time(minutes=1)
    await circle.ana.press("OK to try")
    await circle.town.settle()
    assert "Heard 2 of 6" in circle.card.words
    code = await code_for(circle, circle.sam)
    await circle.ana.open("/")
    await circle.ana.press("Add an account")
    await circle.ana.fill("Or enter the code that you got there", code)
    await circle.ana.press("Next")
    assert circle.ana.sees("Sam Levy asked for this code, with Slack")
    await circle.ana.press("Yes, that is me")
    assert circle.ana.sees("you are one person now")
    await circle.town.settle()
    assert "Heard 1 of 5" in circle.card.words
    told = circle.sam.direct_messages
    assert any("takes these accounts for one person" in message.words for message in told)
    assert any(f"answered “{TITLE}” with two" in message.words for message in told)
    assert any("Sam Levy answered" in message.words for message in circle.lee.direct_messages)
    await circle.ana.open("/")
    assert circle.ana.sees("Sam Levy")


async def test_a_code_that_is_wrong_is_said_at_the_field_and_what_was_typed_stays(circle: EarlyYears) -> None:
    await circle.ana.open("/")
    await circle.ana.press("Add an account")
    await circle.ana.fill("Or enter the code that you got there", "7KQM-2XPD-9FWC")
    await circle.ana.press("Next")
    assert circle.ana.errors == ["This is not a code of ours. Check each sign, or ask for a new one."]
    assert circle.ana.value("Or enter the code that you got there") == "7KQM-2XPD-9FWC"


async def test_a_second_confirmation_changes_nothing_more(circle: EarlyYears) -> None:
    code = await code_for(circle, circle.sam)
    await circle.connie.command(f"/rondo account {code}")
    await circle.town.behind()
    assert "Sam Levy asked for this code" in circle.connie.modal.words
    await circle.connie.submit()
    await circle.connie.again()
    await circle.town.settle()
    journal = circle.town.house.database.read_now(lambda k: k.execute(select(JOURNAL.entry)).scalars().all())
    assert sum('"event":"SeatsUnited"' in entry for entry in journal) == 1


async def test_ones_own_code_is_not_for_ones_own_account(circle: EarlyYears) -> None:
    code = await code_for(circle, circle.sam)
    await circle.sam.command(f"/rondo account {code}")
    await circle.town.behind()
    assert "That is one person already." in circle.sam.private_words[-1].words


async def test_a_coordinator_says_that_two_are_one(circle: EarlyYears) -> None:
    await circle.lee.command("/rondo circle", circle.channel)
    await circle.town.behind()
    await circle.press(circle.lee, circle.lee.modal, "One person twice")
    words = await circle.fill(
        circle.lee,
        {
            "Goes on as": "Sam Levy · Riverbend Clinic",
            "Is the same person as": "Connie Ext · Riverbend Clinic",
        },
    )
    assert "They are one person with one voice" in words
    await circle.town.settle()
    for person in (circle.sam, circle.connie):
        assert any(
            "takes these accounts for one person, Sam Levy:" in m.words for m in person.direct_messages
        )
    await circle.proposes()
    assert "of 5" in circle.card.words


# --- Slack and Teams ------------------------------------------------------------------------------------------


async def is_noted(side: TeamsSide, user: str) -> None:
    """Where somebody acted is written down soon after: from then on they are asked there."""
    seen = select(IDENTITY.seen_at).where(IDENTITY.user_id == user, IDENTITY.seen_at.is_not(None))
    for _ in range(200):
        if side.town.house.database.read_now(lambda k: k.execute(seen).first()) is not None:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"nobody noted where {user} acted")


async def test_who_is_in_slack_answers_in_teams_once_the_code_was_entered_there(side: TeamsSide) -> None:
    side.town.house.desk.sightings.every = 0.01
    circle = await EarlyYears.begin(side.town)
    sam = side.person("Samuel Levy")
    await sam.installs()
    await side.behind()
    code = await code_for(circle, circle.sam)
    await is_noted(side, circle.sam.user)
    await side.town.pass_time(minutes=1)
    await sam.says(f"account {code}")
    await side.behind()
    assert "Sam Levy asked for this code" in sam.chat.posts[-1].words
    await sam.press(sam.chat.posts[-1], "Yes, that is me")
    await side.settle()
    await circle.proposes()
    await side.town.until(lambda: any(TITLE in post.words for post in sam.chat.posts))
    ask = next(post for post in reversed(sam.chat.posts) if TITLE in post.words)
    await sam.press(ask, "OK to try")
    await side.settle()
    assert "Heard 1 of 6" in circle.card.words


async def test_a_code_written_where_others_read_along_works_no_more(side: TeamsSide) -> None:
    circle = await EarlyYears.begin(side.town)
    sam = side.person("Samuel Levy")
    general = side.teams.channel("Agency", [sam.person])
    await sam.installs(general)
    await side.behind()
    code = await code_for(circle, circle.sam)
    await sam.says(f"account {code}", general)
    await side.behind()
    assert "it works no more" in general.posts[-1].words
    await sam.says(f"account {code}")
    await side.behind()
    assert "This code has been used" in sam.chat.posts[-1].words
