"""One round in Slack, Teams and the browser, through kill -9 and with either platform failing: the same result everywhere."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection, select

from storage.checking import verify
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables import METADATA
from tests.e2e.circle import TITLE
from tests.e2e.three_places import HARM, NEW_TEXT, WORRY, all_three_say_the_same, in_teams
from tests.faults.running import Nursery
from tests.faults.three_places import ThreePlaces, three_places
from tests.faults.truth import posted_twice

ANSWER, ROUND = METADATA.tables["answer"], METADATA.tables["round"]
ALWAYS = 10_000
MINUTES = 60.0
"""Longer than a test takes, in seconds."""
MADE = 3
"""The round's card, the small one that asks about version 2, and the result."""


@pytest.mark.slow
async def test_killed_three_times_the_round_comes_to_the_same_in_all_places(
    embedded_url: str, nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with three_places(embedded_url, nursery, tmp_path / "log", monkeypatch) as places:
        await killed_when_a_card_has_left_for_slack(places)
        await killed_when_an_answer_from_teams_was_acknowledged(places)
        await everyone_else_answers(places)
        await places.stops_until_the_next_morning()
        await places.show(f"Looking for a fix: {TITLE}", f"Buscamos un arreglo: {TITLE}")
        await killed_while_the_text_is_changed(places)
        await all_are_ok_with_version_2(places)
        await it_is_agreed_the_next_morning(places)
        posts = [post for post in places.both.general.posts if not post.thread]
        assert len(posts) == MADE, "every post was known before an application died"
        assert all("Acordado" in post.words for post in posts)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "meanwhile"),
    [({}, ThreePlaces.lives_on), ({"hang": MINUTES}, ThreePlaces.is_killed_and_begins_again)],
    ids=["refused", "unanswered and killed"],
)
async def test_while_slack_and_then_teams_fails_the_round_comes_to_the_same_in_all_places(
    how: dict[str, float],
    meanwhile: Callable[[ThreePlaces], Awaitable[None]],
    embedded_url: str,
    nursery: Nursery,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with three_places(embedded_url, nursery, tmp_path / "log", monkeypatch) as places:
        await opened_in_both(places)
        for method in ("chat.update", "chat.postMessage"):
            places.slack.trouble(method, status=500, times=ALWAYS, **how)
        await omar_sees_a_problem(places)
        await places.both.nora.press(in_teams(places.both), "Sí, probemos")
        await places.show("Heard 0 of 8", "Escuchamos a 2 de 8")
        places.slack.mended()
        await meanwhile(places)
        await places.show("Heard 2 of 8", "Escuchamos a 2 de 8")

        for method in ("update", "send"):
            places.teams.trouble(method, status=503, times=ALWAYS, **how)
        await those_in_slack_and_ana_answer(places)
        await places.show("Heard 8 of 8", "Escuchamos a 2 de 8")
        places.teams.mended()
        await meanwhile(places)
        await places.show("Heard 8 of 8", "Escuchamos a 8 de 8")

        await places.stops_until_the_next_morning()
        await places.show(f"Looking for a fix: {TITLE}", f"Buscamos un arreglo: {TITLE}")
        await rosa_opens_the_text(places)
        await places.here.rosa.submit({"Say more": NEW_TEXT})
        await omar_says_that_it_is_fixed(places)
        await all_are_ok_with_version_2(places)
        places.teams.trouble("send", status=503, after=True)
        await it_is_agreed_the_next_morning(places)
        posts = [post for post in places.both.general.posts if not post.thread]
        assert len(posts) == MADE + 1, "what Teams did not answer was posted again"
        assert all("Acordado" in post.words for post in posts)
        assert posts[-1].words == posts[-2].words


# --- the three moments --------------------------------------------------------------------------------------


async def killed_when_a_card_has_left_for_slack(places: ThreePlaces) -> None:
    """Slack has it, Teams has it, and Rondo knows of the latter."""
    places.slack.trouble("chat.postMessage", after=True, hang=MINUTES)
    await places.opens()
    await places.until(lambda: places.here.channel.cards and places.known_cards() == 1)
    await places.is_killed_and_begins_again()
    await places.until(lambda: places.known_cards() == 2)
    await places.show("Heard 0 of 8", "Escuchamos a 0 de 8")


async def killed_when_an_answer_from_teams_was_acknowledged(places: ThreePlaces) -> None:
    await omar_sees_a_problem(places)
    await places.is_killed_and_begins_again()
    await places.show("Heard 1 of 8", "Escuchamos a 1 de 8")


async def killed_while_the_text_is_changed(places: ThreePlaces) -> None:
    """It is recorded, and nobody has been told; Slack sends again what it heard no answer to."""
    await rosa_opens_the_text(places)
    sending = asyncio.create_task(places.here.rosa.submit({"Say more": NEW_TEXT}))
    await places.until(lambda: places.recorded("TextOffered"))
    await places.is_killed_and_begins_again()
    with contextlib.suppress(aiohttp.ClientError):
        await sending
    await places.here.rosa.again()
    await omar_says_that_it_is_fixed(places)
    assert places.recorded("TextOffered") == 1


# --- the round ----------------------------------------------------------------------------------------------


async def opened_in_both(places: ThreePlaces) -> None:
    await places.opens()
    await places.until(lambda: places.known_cards() == 2)
    await places.show("Heard 0 of 8", "Escuchamos a 0 de 8")


async def omar_sees_a_problem(places: ThreePlaces) -> None:
    omar = places.both.omar
    await omar.press(in_teams(places.both), "Veo un problema")
    await omar.submit({"¿Qué problema ves?": HARM})
    assert "ves un problema" in omar.dialog_words


async def everyone_else_answers(places: ThreePlaces) -> None:
    await places.both.nora.press(in_teams(places.both), "Sí, probemos")
    await those_in_slack_and_ana_answer(places)


async def those_in_slack_and_ana_answer(places: ThreePlaces) -> None:
    here = places.here
    for person in (here.lee, here.rosa, here.maya, here.sam):
        await person.press(here.card, "OK to try")
    await connie_has_a_worry(places)
    await here.ana_says("OK to try")


async def connie_has_a_worry(places: ThreePlaces) -> None:
    connie = places.here.connie
    await places.form(connie, places.here.card, "OK, with a worry", "What is your worry?")
    await connie.submit({"What is your worry?": WORRY})
    await connie.close()


async def rosa_opens_the_text(places: ThreePlaces) -> None:
    rosa = places.here.rosa
    await places.form(rosa, places.here.card, "More…", "Change the text")
    await places.form(rosa, rosa.modal, "Change the text", "Say more")


async def omar_says_that_it_is_fixed(places: ThreePlaces) -> None:
    omar = places.both.omar
    ask = await places.asked(lambda: omar.chat.posts, "Para mí está bien")
    await omar.press(ask, "Para mí está bien")
    await places.show("version 2", "versión 2")


async def all_are_ok_with_version_2(places: ThreePlaces) -> None:
    """Ana's is the last consent."""
    here, both = places.here, places.both
    for person, button in ((here.lee, "Still OK"), (here.rosa, "Still OK"), (here.maya, "Sigue bien")):
        await person.press(await places.asked(lambda: person.direct_messages, button), button)  # noqa: B023
    await here.sam.press(here.card, "OK to try")
    await connie_has_a_worry(places)
    await both.nora.press(await places.asked(lambda: both.nora.chat.posts, "Sigue bien"), "Sigue bien")
    await both.omar.looks(in_teams(both))
    await both.omar.press(in_teams(both), "Sí, probemos")
    await here.ana_says("Still OK")


async def it_is_agreed_the_next_morning(places: ThreePlaces) -> None:
    """All three say so, and the tables and the journal agree."""
    await places.stops_until_the_next_morning()
    await places.show(f"Agreed: {TITLE}", f"Acordado: {TITLE}")
    await places.until(lambda: places.known_cards() == 2 * MADE)
    await all_three_say_the_same(places.both)
    assert posted_twice(places.slack) == []
    places.database.read_now(every_answer_is_there_once)


def every_answer_is_there_once(connection: Connection) -> None:
    """And the tables and the journal tell the same story."""
    kinds = connection.execute(select(ANSWER.c.pass_no, ANSWER.c.kind)).all()
    assert Counter((row.pass_no, row.kind) for row in kinds) == {
        (1, "consent"): 6,
        (1, "concern"): 1,
        (1, "objection"): 1,
        (2, "consent"): 7,
        (2, "concern"): 1,
    }
    found: Any = connection.execute(select(ROUND.c.network_id, ROUND.c.id)).one()
    assert verify(connection) is None
    assert replay(connection, found.network_id, found.id) == load_round(
        connection, found.network_id, found.id
    )
