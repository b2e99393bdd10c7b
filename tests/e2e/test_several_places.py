"""One circle in a Slack and a Teams channel at once: each round stands in both, and what is said in either shows in both."""

import asyncio
from datetime import timedelta

import pytest

from tests.e2e.several_places import BothSides
from tests.e2e.teams_side import TeamsSide, a_teams_side
from tests.storage.conftest import database_url

__all__ = ["database_url"]


@pytest.fixture
async def both(side: TeamsSide) -> BothSides:
    return await BothSides.begin(side)


async def test_a_circle_of_a_slack_channel_meets_in_a_teams_channel_too(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_teams_side(database_url, monkeypatch) as side:
        both = await BothSides.begin(side)
        here = both.slack
        await here.proposes()
        await both.enter(both.nora, (await both.code()).lower().replace("-", " "))
        said = both.nora.dialog_words
        assert "Primera infancia (2 personas) estarán en el círculo “early-years”" in said
        assert "Les invita Lee Wong." in said
        assert len(both.general.posts) == 1, "nothing has happened yet"
        await both.nora.submit()
        assert "ya se reúne aquí" in both.nora.dialog_words
        await both.settle()
        assert both.there.words.startswith("¿Lo probamos? Paid meetings"), "the open round is shown there"
        await both.nora.press(both.there, "Sí, probemos")
        assert "Heard 0 of 6" in here.card.words, "who came later is asked the next time"

        await here.proposes(title="Meet on Mondays")
        assert here.card.words.startswith("OK to try? Meet on Mondays")
        await both.settle()
        assert both.there.words.startswith("¿Lo probamos? Meet on Mondays"), "each in its own language"
        await both.nora.press(both.there, "Sí, probemos")
        await both.settle()
        assert "Heard 1 of 8" in here.card.words
        await here.press(here.rosa, here.card, "OK to try")
        await both.settle()
        assert "2 de 8" in both.there.words


async def test_an_answer_in_one_shows_in_the_other_within_two_seconds(both: BothSides) -> None:
    await both.connect()
    await both.slack.proposes()
    await both.settle()
    town = both.side.town
    await both.omar.press(both.there, "Sí, probemos")
    town.clock.at += timedelta(seconds=2)
    await town.worker.tick_once(town.clock.at)
    assert "Heard 1 of 8" in both.slack.card.words
    await town.settle()
    await both.slack.press(both.slack.sam, both.slack.card, "OK to try")
    town.clock.at += timedelta(seconds=2)
    await town.worker.tick_once(town.clock.at)
    assert "2 de 8" in both.there.words


async def test_two_people_who_press_connect_at_once_both_hear_that_it_is_done(both: BothSides) -> None:
    code = await both.code()
    await both.enter(both.nora, code)
    await both.enter(both.omar, code)
    await asyncio.gather(both.nora.submit(), both.omar.submit())
    for person in (both.nora, both.omar):
        assert "ya se reúne aquí" in person.dialog_words
    await both.settle()
    assert "8 people" in await both.circle_card()


async def test_a_code_works_once(both: BothSides) -> None:
    code = await both.code()
    await both.enter(both.nora, code)
    await both.nora.submit()
    eve = both.side.person("Eve Outside")
    other = both.side.teams.channel("Elsewhere", [eve.person])
    await eve.installs(other)
    await both.side.behind()
    await eve.says(f"connect {code}", other)
    await both.side.behind()
    await eve.press(other.posts[-1], "Connect")
    assert "This code has been used" in eve.dialog_words + eve.notice


async def test_a_code_is_too_old_after_three_days(both: BothSides) -> None:
    code = await both.code()
    await both.side.town.pass_time(days=3)
    await both.enter(both.nora, code)
    assert "muy viejo" in both.nora.dialog_words + both.nora.notice


async def test_a_wrong_code_can_be_corrected_in_the_form(both: BothSides) -> None:
    code = await both.code()
    await both.nora.says("conectar", both.general)
    await both.side.behind()
    await both.nora.press(both.general.posts[-1], "Conectar")
    await both.nora.submit({"Código": "NO-CODE"})
    assert "No conocemos este código" in both.nora.dialog_words
    await both.nora.submit({"Código": code})
    assert "Les invita Lee Wong." in both.nora.dialog_words


async def test_a_code_is_entered_in_the_channel_and_not_in_private(both: BothSides) -> None:
    code = await both.code()
    await both.nora.says(f"conectar {code}")
    await both.side.behind()
    assert "Hazlo en el canal" in both.nora.chat.posts[-1].words
    await both.slack.lee.command(f"/rondo connect {code}")
    await both.side.behind()
    assert "Do this in the channel" in both.slack.lee.private_words[-1].words


async def test_where_the_circle_meets_already_it_says_so(both: BothSides) -> None:
    code = await both.code()
    await both.slack.lee.command(f"/rondo connect {code}", both.slack.channel)
    await both.side.behind()
    assert "meets here already" in both.slack.lee.private_words[-1].words


async def test_where_a_circle_meets_nobody_is_asked_for_a_code(both: BothSides) -> None:
    await both.slack.rosa.command("/rondo connect", both.slack.channel)
    await both.side.behind()
    assert not both.slack.rosa.has_modal
    assert "A circle meets here already" in both.slack.rosa.private_words[-1].words


async def test_alone_with_rondo_each_sees_what_waits_in_the_circle(both: BothSides) -> None:
    """Their tenant's own network has nothing in it."""
    await both.connect()
    await both.slack.proposes()
    await both.settle()
    await both.omar.says("")
    await both.side.behind()
    assert "Paid meetings" in both.omar.chat.posts[-1].words


async def test_the_circle_stops_meeting_in_a_place(both: BothSides) -> None:
    await both.connect()
    await both.slack.proposes()
    await both.settle()
    card = both.there
    here = both.slack
    assert "Teams · Español" in await both.circle_card()
    await both.changes_there()
    await here.press(here.lee, here.lee.modal, "Stop meeting there")
    assert "“early-years” will no longer meet in Primera infancia." in here.lee.modal.words
    assert "2 people who meet only there leave the circle." in here.lee.modal.words
    await here.fill(here.lee)
    await both.settle()
    assert "el círculo “early-years” ya no se reúne aquí" in card.words
    assert "Teams" not in await both.circle_card()
    looks = len(card.looks)
    await here.press(here.rosa, here.card, "OK to try")
    await both.settle()
    assert len(card.looks) == looks
    assert "Heard 1 of 8" in here.card.words


async def test_the_language_of_a_place_is_chosen(both: BothSides) -> None:
    await both.connect()
    await both.slack.proposes()
    await both.settle()
    card, here = both.there, both.slack
    await both.changes_there()
    await here.fill(here.lee, {"Language": "English"})
    await both.settle()
    assert card.words.startswith("OK to try? Paid meetings")
    await both.nora.says("proponer", both.general)
    await both.side.behind()
    assert both.general.posts[-1].buttons == ["Write it"], "a door is for everyone who reads there"


async def test_another_channel_of_the_workspace_joins_by_its_first_card(both: BothSides) -> None:
    slack, town = both.side.town.slack, both.side.town
    gus = slack.person("Gus New")
    second = slack.channel("kindergarten", [gus, both.slack.sam])
    code = await both.code()
    await gus.invites_rondo(second)
    await town.behind()
    await both.slack.press(gus, gus.private_words[-1], "Join another circle")
    await gus.submit({"Code": code})
    assert "Everyone in kindergarten (2 people) will be in the circle “early-years”" in gus.modal.words
    await gus.submit()
    assert "“early-years” meets here now." in gus.modal.words
    await gus.close()
    await gus.command("/rondo propose A shared calendar", second)
    await town.behind()
    assert gus.modal.title == "New proposal", "in the circle, which is asked nothing first"


async def test_a_channel_that_rondo_has_not_met_is_connected_by_the_command(both: BothSides) -> None:
    """Slack's event that Rondo was invited never came."""
    slack, town = both.side.town.slack, both.side.town
    gus = slack.person("Gus New")
    second = slack.channel("kindergarten", [gus])
    second.members.append(slack.rondo)
    await gus.command(f"/rondo connect {await both.code()}", second)
    await gus.until_modal("kindergarten (1 person)")
    await gus.submit()
    assert "“early-years” meets here now." in gus.modal.words
    await town.behind()


async def test_whoever_facilitates_hears_that_a_place_was_connected(both: BothSides) -> None:
    """The code was Lee's own, but strangers read along from now on."""
    await both.connect()
    told = [message.words for message in both.slack.lee.direct_messages]
    assert any("meets in Primera infancia too" in words and "Nora Vidal" in words for words in told)
