"""What happens in a workspace, and what Rondo makes of it."""

import pytest
from slack_sdk.oauth.installation_store import Installation

from adapters.desk import Said
from adapters.slack.installations import Installations, Seal
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House, a_house
from tests.fakes.desk import a_card
from tests.fakes.slack_things import Channel


def added(house: House) -> Channel:
    house.desk.screens["added_to_channel"] = a_card("Its people are the circle.")
    return house.slack.channel("general")


async def test_added_to_a_channel_rondo_meets_everyone_and_tells_only_who_added_it(house: House) -> None:
    general = added(house)
    rosa, lee = house.slack.person("Rosa", tz="America/Chicago", locale="es-MX"), house.slack.person("Lee")
    robot = house.slack.person("Robot", is_bot=True)
    gone = house.slack.person("Gone", deleted=True)
    guest = house.slack.person("Guest", is_restricted=True)
    stranger = house.slack.person("Stranger", is_stranger=True, team_id="T9OTHER")
    general.members += [each.user for each in (rosa, lee, robot, gone, guest, stranger)]
    await rosa.invites_rondo(general)
    await house.slack.until(lambda: rosa.private_words)
    (meeting,) = house.desk.meetings
    assert (meeting.place, meeting.name, meeting.complete) == (house.key(general), "general", True)
    assert {person.account.user: person.account.tenant for person in meeting.people} == {
        rosa.user: "T0NETWORK",
        lee.user: "T0NETWORK",
        guest.user: "T0NETWORK",
        stranger.user: "T9OTHER",
    }
    assert (meeting.people[0].time_zone, meeting.people[0].locale) == ("America/Chicago", "es-MX")
    assert [word.words for word in rosa.private_words] == ["Its people are the circle."]
    assert general.messages == []
    assert len(house.slack.private_words) == 1


async def test_a_large_channel_is_read_page_by_page(house: House) -> None:
    general = added(house)
    people = [house.slack.person(f"Person {at}") for at in range(130)]
    stranger = house.slack.person("Stranger", is_stranger=True, team_id="T9OTHER")
    for outside in range(100):
        house.slack.person(f"Outside {outside}")
    house.slack.page = 50
    general.members += [each.user for each in [*people, stranger]]
    await people[0].invites_rondo(general)
    await house.slack.until(lambda: house.desk.meetings)
    assert [person.account.user for person in house.desk.meetings[0].people] == [
        each.user for each in [*people, stranger]
    ]
    assert house.slack.methods.count("conversations.members") == 3
    assert 3 <= house.slack.methods.count("users.list") <= 5


async def test_the_same_event_again_tells_nobody_again(house: House) -> None:
    general = added(house)
    rosa = house.slack.person("Rosa")
    general.members.append(rosa.user)
    await rosa.invites_rondo(general)
    await rosa.again()
    await rosa.again()
    await house.app.background.drain(5)
    assert len(rosa.private_words) == 1
    assert len(house.desk.meetings) == 1


async def test_who_joins_becomes_a_member_of_a_known_place_only(house: House) -> None:
    maya = house.slack.person("Maya")
    known, unknown = house.general(), house.slack.channel("random")
    await maya.joins(known)
    await maya.joins(unknown)
    await house.app.background.drain(5)
    (meeting,) = house.desk.meetings
    assert (meeting.place, meeting.complete) == (house.key(known), False)
    assert [person.name for person in meeting.people] == ["Maya"]


async def test_who_leaves_is_no_longer_among_the_people(house: House) -> None:
    rosa, lee, sam = (house.slack.person(name) for name in ("Rosa", "Lee", "Sam"))
    general = house.general(rosa, lee, sam)
    await lee.leaves(general)
    await sam.leaves(general)
    await house.slack.until(lambda: house.desk.meetings)
    await house.app.background.drain(5)
    (meeting,) = house.desk.meetings
    assert meeting.complete
    assert [person.name for person in meeting.people] == ["Rosa"]


async def test_when_rondo_is_taken_out_nobody_is_said_to_have_left(house: House) -> None:
    rosa = house.slack.person("Rosa")
    general = house.general(rosa)
    await rosa.event({"type": "member_left_channel", "user": house.slack.rondo, "channel": general.id})
    await rosa.event({"type": "channel_left", "channel": general.id})
    await house.app.background.drain(5)
    assert house.desk.meetings == []


async def test_a_renamed_channel_is_known_by_its_new_name(house: House) -> None:
    rosa = house.slack.person("Rosa")
    general = house.general(rosa)
    await rosa.event({"type": "channel_rename", "channel": {"id": general.id, "name": "steering"}})
    await house.app.background.drain(5)
    (meeting,) = house.desk.meetings
    assert (meeting.name, meeting.people, meeting.complete) == ("steering", (), False)


async def test_a_changed_person_is_brought_up_to_date_only_when_known(house: House) -> None:
    rosa, other = house.rosa(), house.slack.person("Other")
    for person in (rosa, other):
        await rosa.event(
            {"type": "user_change", "user": {**house.slack.people[person.user], "tz": "Europe/Madrid"}}
        )
    await house.app.background.drain(5)
    (meeting,) = house.desk.meetings
    assert meeting.place is None
    assert [(person.account.user, person.time_zone) for person in meeting.people] == [
        (rosa.user, "Europe/Madrid")
    ]


async def test_a_deactivated_person_is_told_to_the_desk_as_gone(house: House) -> None:
    rosa, other = house.rosa(), house.slack.person("Other")
    for person in (rosa, other):
        gone = {"id": person.user, "team_id": "T1", "deleted": True, "name": "x"}
        await rosa.event({"type": "user_change", "user": gone})
    await house.app.background.drain(5)
    (meeting,) = house.desk.meetings
    assert [(person.account.user, person.active) for person in meeting.people] == [(rosa.user, False)]


async def test_the_home_is_published_when_it_is_opened(house: House) -> None:
    rosa = house.rosa()
    house.desk.screens["home"] = cards.home()
    await rosa.open_home()
    await house.slack.until(lambda: rosa.user in house.slack.homes)
    assert "Waiting for you (1)" in rosa.home.words
    house.responses.ready["help"] = Said(a_card("How it works"))
    await rosa.press(rosa.home, "Help")
    await rosa.until_modal("How it works")


async def test_a_home_opened_many_times_at_once_is_published_a_few_times(house: House) -> None:
    rosa = house.rosa()
    house.desk.screens["home"] = cards.home()
    house.slack.trouble("views.publish", hang=0.3)
    for _ in range(10):
        await rosa.open_home()
    await house.app.background.drain(5)
    assert house.slack.methods.count("views.publish") == 2


async def test_an_older_home_does_not_overwrite_a_newer_one(house: House) -> None:
    rosa = house.rosa()
    house.desk.screens["home"] = cards.home()
    await rosa.open_home()
    await house.app.background.drain(5)
    newer = rosa.home.hash
    await rosa.event(
        {
            "type": "app_home_opened",
            "user": rosa.user,
            "tab": "home",
            "view": {"id": rosa.home.id, "hash": "old"},
        }
    )
    await house.app.background.drain(5)
    assert rosa.home.hash == newer


@pytest.mark.parametrize("tab", ["messages", "about"])
async def test_another_tab_publishes_nothing(house: House, tab: str) -> None:
    rosa = house.rosa()
    await rosa.event({"type": "app_home_opened", "user": rosa.user, "tab": tab})
    await house.app.background.drain(5)
    assert house.slack.calls == []


async def test_when_slack_is_away_an_event_is_answered_and_the_failure_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    general = added(house)
    rosa = house.slack.person("Rosa")
    house.slack.trouble("conversations.info", times=5, status=503)
    await rosa.invites_rondo(general)
    await house.app.background.drain(8)
    assert house.desk.meetings == []
    assert any("member_joined_channel" in record.message for record in caplog.records)


async def test_taken_away_from_a_workspace_its_token_is_forgotten() -> None:
    async with a_house(bot_token="", client_id="1.2", client_secret="s", secret_key="k" * 40) as house:
        await seed(house)
        assert await house.app.clients.token_for(house.slack.team) is not None
        rosa = house.slack.person("Rosa")
        await rosa.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
        await house.app.background.drain(5)
        assert await house.app.clients.token_for(house.slack.team) is not None
        await rosa.event({"type": "app_uninstalled"})
        await house.app.background.drain(5)
        assert await house.app.clients.token_for(house.slack.team) is None
        assert house.rows.rows == {}


async def seed(house: House) -> None:
    store = Installations(house.rows, Seal("k" * 40))
    await store.async_save(Installation(team_id=house.slack.team, bot_token=house.slack.token, user_id="U1"))
