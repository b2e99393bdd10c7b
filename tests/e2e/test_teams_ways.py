"""Teams' own ways: repeats, strangers, message menus, old clients, removal, blocked people, and a platform that fails."""

import asyncio
from dataclasses import dataclass
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import select

from adapters.teams.dialogs import COMMANDS
from adapters.teams.manifest import ACTIONS
from adapters.teams.wiring import IN_TIME
from storage.tables import METADATA
from tests.e2e.circle import PROPOSAL
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.fakes.teams import Conversation, Post, buttons_in, inputs_in
from tests.fakes.teams_person import TeamsPerson

ANSWER, MEMBER, SEAT, PLACE = (METADATA.tables[name] for name in ("answer", "member", "circle_seat", "place"))


@dataclass
class Asked:
    """Four people of a channel, who are asked about a proposal of Rosa's. Lee facilitates."""

    side: TeamsSide
    general: Conversation
    lee: TeamsPerson
    rosa: TeamsPerson
    maya: TeamsPerson
    sam: TeamsPerson

    @property
    def card(self) -> Post:
        return self.side.card(self.general)

    def answers(self) -> int:
        return len(self.side.town.house.database.read_now(lambda c: c.execute(select(ANSWER)).all()))

    def seated(self) -> set[str]:
        names = select(MEMBER.c.name).join(SEAT, SEAT.c.member_id == MEMBER.c.id)
        return set(self.side.town.house.database.read_now(lambda c: c.execute(names).scalars()))


@pytest.fixture
async def asked(side: TeamsSide) -> Asked:
    names = ("Lee Wong", "Rosa Díaz", "Maya Thompson", "Sam Levy")
    lee, rosa, maya, sam = (side.person(name) for name in names)
    people = [each.person for each in (lee, rosa, maya, sam)]
    general = side.teams.channel("Early years", people)
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    await rosa.menu("propose", general)
    await rosa.submit(
        {"What do you propose, in one line?": "Paid meetings"}
        | {name: value for name, value in PROPOSAL.items() if value is not None}
    )
    await rosa.submit({"How do we decide?": "Ask at once"})
    await side.settle()
    return Asked(side, general, lee, rosa, maya, sam)


async def test_what_teams_delivers_again_counts_once(asked: Asked) -> None:
    await asked.maya.press(asked.card, "OK to try")
    for _ in range(3):
        await asked.maya.again()
    await asked.sam.press(asked.card, "I see a problem")
    await asked.sam.submit({"What problem do you see?": "There is no budget"})
    for _ in range(3):
        await asked.sam.again()
    await asked.side.settle()
    assert asked.answers() == 2
    assert "Heard 2 of 4" in asked.card.words


async def test_what_is_asked_for_in_a_dialog_again_is_done_again(asked: Asked) -> None:
    """A repeat would show no link: only the first answer's secret leads anywhere."""
    links = set[str]()
    for _ in range(2):
        await asked.maya.says("home", asked.general)
        await asked.side.behind()
        await asked.maya.press(asked.general.posts[-1], "Home")
        await asked.maya.press_in_dialog("Open in browser")
        links |= {str(each["url"]) for each in buttons_in(asked.maya.dialog or {}) if "url" in each}
    assert len(links) == 2


async def test_who_is_not_of_the_circle_changes_nothing(asked: Asked) -> None:
    """They are in the tenant, and got hold of the card's button."""
    eve = asked.side.person("Eve Outside")
    other = asked.side.teams.channel("Elsewhere", [eve.person])
    await eve.installs(other)
    await asked.side.behind()
    forged = next(each for each in _executes(asked.card) if each["title"] == "OK to try")
    moved = Post(asked.card.id, other.id, asked.card.activity)
    await eve.press_as(moved, forged)
    assert "Recorded" not in eve.notice + str(eve.views)
    assert asked.answers() == 0


def _executes(post: Post) -> list[dict[str, object]]:
    return [dict(each) for each in buttons_in(post.card) if each["type"] == "Action.Execute"]


async def test_replacing_an_answer_asks_first(asked: Asked) -> None:
    await asked.sam.press(asked.card, "I see a problem")
    await asked.sam.submit({"What problem do you see?": "There is no budget"})
    await asked.sam.press(asked.card, "OK to try")
    assert "You said that you see a problem. Change it to OK to try?" in asked.sam.sees(asked.card)
    await asked.sam.fill_card(asked.card, {})
    assert "Recorded: OK to try" in asked.sam.sees(asked.card)
    assert asked.answers() == 1


async def test_a_message_becomes_a_proposal_by_its_menu(asked: Asked) -> None:
    said = {
        "id": "m-1",
        "body": {
            "content": "<div>We should <b>meet</b> on&nbsp;Mondays &amp; eat</div>",
            "contentType": "html",
        },
        "from": {"user": {"id": asked.sam.person.user, "displayName": "Sam Levy"}},
        "linkToMessage": "https://teams.microsoft.com/l/message/1",
    }
    await asked.maya.menu("propose_from_message", asked.general, said)
    texts = [field.get("value") for field in inputs_in(asked.maya.dialog or {})]
    assert "We should *meet* on Mondays & eat" in texts
    await asked.maya.menu("ask_in_round", asked.general, said)
    assert asked.maya.dialog is not None or asked.maya.notice


async def test_where_rondo_is_not_it_says_so(asked: Asked) -> None:
    elsewhere = asked.side.teams.group([asked.maya.person, asked.sam.person], installed=False)
    await asked.maya.menu("propose", elsewhere)
    assert asked.maya.notice == "I am not in this chat yet. Add me to it, then try again."


def test_every_action_of_the_apps_package_is_known() -> None:
    assert set(ACTIONS) == set(COMMANDS)


async def test_a_client_that_cannot_execute_is_answered_in_private(asked: Asked) -> None:
    """It sends the fallback as a message."""
    forged = next(each for each in _executes(asked.card) if each["title"] == "OK to try")
    before = len(asked.general.posts)
    activity = asked.maya._activity(asked.general, "message", value=forged["data"], replyToId=asked.card.id)
    assert (await asked.side.post(activity))[0] == 200
    await asked.side.settle()
    assert asked.answers() == 1
    assert "Recorded: OK to try" in asked.maya.chat.posts[-1].words
    assert len(asked.general.posts) == before


async def test_somebody_of_another_organisation_in_the_channel_has_one_voice(asked: Asked) -> None:
    """The roster names their own tenant; what they do there is of the channel's."""
    pat = asked.side.person("Pat Partner", tenant="99999999-0000-4000-8000-2d7cd011db47")
    asked.general.people += [pat.person.user]
    joined = pat._activity(asked.general, "conversationUpdate", membersAdded=[{"id": pat.person.handle}])
    assert (await asked.side.post(joined))[0] == 200
    await asked.side.behind()
    await pat.press(asked.card, "More…")
    assert await asked.side.town.house.database.read(
        lambda c: c.execute(select(MEMBER.c.name).where(MEMBER.c.name == "Pat Partner")).scalars().all()
    ) == ["Pat Partner"]


async def test_a_chat_without_a_name_is_called_after_its_people(asked: Asked) -> None:
    chat = asked.side.teams.group([each.person for each in (asked.lee, asked.rosa, asked.maya, asked.sam)])
    await asked.lee.installs(chat)
    await asked.side.behind()
    assert asked.lee.chat.posts[-1].words.startswith("Lee, Rosa, Maya +1 can decide together here.")


async def test_who_joins_and_leaves_the_team_is_followed(asked: Asked) -> None:
    nia = asked.side.person("Nia Newcomer")
    asked.general.people += [nia.person.user]
    asked.general.people.remove(asked.sam.person.user)
    joined = nia._activity(asked.general, "conversationUpdate", membersAdded=[{"id": nia.person.handle}])
    assert (await asked.side.post(joined))[0] == 200
    await asked.side.behind()
    assert "Nia Newcomer" in asked.seated()
    assert "Sam Levy" not in asked.seated()


async def test_who_joins_and_leaves_the_team_is_followed_in_all_its_channels(asked: Asked) -> None:
    """Teams tells it in the team's general channel alone."""
    nia, of_all = asked.side.person("Nia Newcomer"), asked.side.teams.general(asked.general)
    asked.general.people += [nia.person.user]
    asked.general.people.remove(asked.sam.person.user)
    joined = nia._activity(of_all, "conversationUpdate", membersAdded=[{"id": nia.person.handle}])
    joined["channelData"]["eventType"] = "teamMemberAdded"
    assert (await asked.side.post(joined))[0] == 200
    await asked.side.town.pass_time(hours=1)
    assert asked.seated() == {"Lee Wong", "Rosa Díaz", "Maya Thompson", "Nia Newcomer"}


async def test_taken_out_of_a_team_it_is_out_of_all_its_channels_until_it_is_back(asked: Asked) -> None:
    of_all = asked.side.teams.general(asked.general)
    await asked.maya.press(asked.card, "OK to try")
    await asked.lee.removes(of_all)
    asked.general.installed = False
    await asked.side.settle()
    assert asked.side.teams.refusals == [], "it is not even tried"
    assert any("Rondo is no longer installed there" in post.words for post in asked.lee.chat.posts)
    asked.general.installed = True
    await asked.lee.installs(of_all)
    await asked.side.town.pass_time(hours=1)
    assert "Heard 1 of 4" in asked.card.words


async def test_where_rondo_was_taken_out_the_facilitator_is_told_and_it_catches_up(asked: Asked) -> None:
    await asked.lee.removes(asked.general)
    await asked.maya.press(asked.card, "OK to try")
    await asked.side.settle()
    assert "Heard 0 of 4" in asked.card.words
    assert any("Early years" in post.words for post in asked.lee.chat.posts[1:])
    await asked.lee.installs(asked.general)
    await asked.sam.press(asked.card, "OK to try")
    await asked.side.town.pass_time(hours=7)
    await asked.side.settle()
    assert "Heard 2 of 4" in asked.card.words


async def test_adding_rondo_again_says_that_the_circle_goes_on(asked: Asked) -> None:
    await asked.sam.installs(asked.general)
    await asked.side.behind()
    told = asked.sam.chat.posts[-1]
    assert told.words.startswith("“Early years” is a circle already. It goes on as it was.")
    assert told.buttons == ["Open the circle", "Propose something"]


async def test_a_new_version_of_the_app_tells_nobody(asked: Asked) -> None:
    """Teams takes the old one out and puts the new one in, wherever it is."""
    before = len(asked.side.teams.calls)
    for where in (asked.general, asked.lee.chat):
        await asked.lee.upgrades(where)
    await asked.side.behind()
    assert [call for call, _ in asked.side.teams.calls[before:] if call == "send"] == []
    await asked.maya.press(asked.card, "OK to try")
    await asked.side.settle()
    assert "Heard 1 of 4" in asked.card.words, "it is written to again"


async def test_who_blocks_rondo_is_written_to_no_more(asked: Asked) -> None:
    await asked.sam.installs()
    await asked.side.behind()
    await asked.sam.removes()
    tried = asked.side.teams.calls.count(("send", asked.sam.chat.id))
    await asked.side.town.pass_time(days=2)
    assert asked.side.teams.calls.count(("send", asked.sam.chat.id)) == tried
    assert asked.maya.chat.posts, "the others are asked"


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_a_passing_failure_is_tried_again(asked: Asked, status: int) -> None:
    asked.side.teams.trouble("update", status=status, times=2, retry_after=1)
    await asked.maya.press(asked.card, "OK to try")
    await asked.side.town.pass_time(hours=1)
    await asked.side.settle()
    assert "Heard 1 of 4" in asked.card.words


async def test_each_edit_waits_ten_seconds_for_the_next(asked: Asked) -> None:
    before = len(asked.card.looks)
    for person in (asked.maya, asked.sam, asked.lee):
        await person.press(asked.card, "OK to try")
        await asked.side.town.worker.tick_once(asked.side.town.clock.at)
    assert len(asked.card.looks) == before + 1
    await asked.side.settle()
    assert "Heard 3 of 4" in asked.card.words
    assert len(asked.card.looks) == before + 2


async def test_who_blocks_rondo_without_a_word_is_tried_once_until_they_are_back(asked: Asked) -> None:
    """Teams tells of no block, but by its 403."""
    await asked.sam.installs()
    await asked.side.behind()
    asked.sam.chat.installed = False
    await asked.side.town.pass_time(days=2)
    assert asked.side.teams.refusals == ["send: 403 MessageWritesBlocked"]
    assert any("they have blocked Rondo" in post.words for post in asked.lee.chat.posts)
    await asked.side.town.pass_time(days=5)
    assert asked.side.teams.refusals == ["send: 403 MessageWritesBlocked"]
    asked.sam.chat.installed = True
    before = len(asked.sam.chat.posts)
    await asked.sam.says("home")
    await asked.side.behind()
    await asked.side.town.pass_time(days=2)
    assert len(asked.sam.chat.posts) > before + 1, "they are asked again"


async def test_a_message_menu_in_a_chat_of_two_people_is_not_where_rondo_writes(asked: Asked) -> None:
    """Teams calls such a chat personal, as it does Rondo's own."""
    activity = asked.maya._activity(
        asked.general, "invoke", name="composeExtension/fetchTask", value={"commandId": "propose"}
    )
    activity["conversation"] |= {"id": "19:maya_sam@unq.gbl.spaces", "conversationType": "personal"}
    del activity["channelData"]["channel"], activity["channelData"]["team"]
    assert (await asked.side.post(activity))[0] == 200
    await asked.side.town.pass_time(days=2)
    assert not any("unq" in where for _, where in asked.side.teams.calls)
    assert asked.maya.chat.posts


async def test_a_channel_that_is_renamed_is_called_so(asked: Asked) -> None:
    asked.general.name = "Early childhood"
    renamed = asked.lee._activity(asked.general, "conversationUpdate")
    renamed["channelData"]["eventType"] = "channelRenamed"
    assert (await asked.side.post(renamed))[0] == 200
    await asked.side.behind()
    places = asked.side.town.house.database.read_now(
        lambda c: c.execute(select(PLACE.c.name)).scalars().all()
    )
    assert "Early childhood" in places


async def test_with_more_than_sixty_people_a_press_is_answered_with_a_word(asked: Asked) -> None:
    asked.side.teams.page = 50
    asked.general.people += [asked.side.person(f"Person {number}").person.user for number in range(60)]
    joined = asked.lee._activity(asked.general, "conversationUpdate", membersAdded=[{"id": "29:many"}])
    assert (await asked.side.post(joined))[0] == 200
    await asked.side.behind()
    await asked.maya.press(asked.card, "OK to try")
    assert asked.maya.notice == "Recorded: OK to try to version 1 of “Paid meetings”."
    assert asked.maya.views == {}
    await asked.side.settle()
    assert "refresh" not in asked.card.card


async def test_a_slow_teams_holds_up_nothing_else(asked: Asked) -> None:
    asked.side.teams.trouble("send", hang=1.0, times=20)
    others = [asked.side.person(f"Person {number}") for number in range(20)]
    await asyncio.gather(*(each.says("home") for each in others))
    await asked.side.teams.until(lambda: len(asked.side.teams.calls) > 20)
    began = monotonic()
    await asyncio.get_running_loop().getaddrinfo("localhost", 80)
    assert monotonic() - began < 0.5
    await asked.side.behind()
    assert all(each.chat.posts for each in others)


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_an_answer_to_words_is_tried_again(asked: Asked, status: int) -> None:
    asked.side.teams.trouble("send", status=status, times=1)
    await asked.maya.says("home")
    await asked.side.behind()
    (answer,) = asked.maya.chat.posts
    assert "Paid meetings" in answer.words


async def test_a_client_that_cannot_execute_hears_of_a_refusal_in_private(asked: Asked) -> None:
    activity = asked.maya._activity(asked.general, "message", value={"a": "junk"}, replyToId=asked.card.id)
    assert await asked.side.post(activity) == (200, "")
    await asked.side.behind()
    assert "I do not know this button" in asked.maya.chat.posts[-1].words


@pytest.mark.slow
async def test_what_takes_too_long_is_told_in_private_once_it_is_done(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teams gives up after five seconds, however little is known yet of who presses."""
    monkeypatch.setattr("adapters.teams.receiver.IN_TIME", IN_TIME)
    release = Event()
    busy = asked.side.town.house.writer.run(lambda unit: release.wait(9))
    asked.maya.person.time_zone = "America/Bogota"
    asked.side.teams.url = asked.side.teams.url.replace(
        "127.0.0.1", "localhost"
    )  # another service: to be noted
    began = monotonic()
    left = asked.sam._activity(asked.general, "conversationUpdate", membersRemoved=[{"id": "29:gone"}])
    _, _, (status, _) = await asyncio.gather(
        asked.maya.press(asked.card, "OK to try"), asked.sam.looks(asked.card), asked.side.post(left)
    )
    assert monotonic() - began < 5
    assert status == 503, "Teams is to tell it again"
    assert (asked.sam.notice, asked.sam.views) == ("", {}), "the card asked, and not he"
    assert "I will write to you what came of it" in asked.maya.notice
    release.set()
    await busy
    await asked.side.behind()
    assert "Recorded: OK to try" in asked.maya.chat.posts[-1].words


async def test_what_a_press_is_answered_with_is_what_the_card_shows_when_it_is_asked_again(
    asked: Asked,
) -> None:
    maya, card = asked.maya, asked.card
    await maya.press(card, "OK to try")
    answered = maya.views[card.id]
    await maya.looks(card)
    assert maya.views[card.id] == answered
    assert "Heard 1 of 4" in maya.sees(card)


async def test_who_press_at_the_same_time_each_see_a_card_in_which_they_are_heard(asked: Asked) -> None:
    card, people = asked.card, (asked.maya, asked.sam, asked.lee)
    await asyncio.gather(*(person.press(card, "OK to try") for person in people))
    for person in people:
        assert "Change my answer" in {each.get("title") for each in buttons_in(person.card(card))}
        assert "Heard 0 of 4" not in person.sees(card)
    assert asked.answers() == 3


async def test_a_vote_is_set_up_in_teams(asked: Asked) -> None:
    """By a word in the channel, which opens a door for whoever presses it."""
    rosa, general = asked.rosa, asked.general
    await rosa.says("vote Where do we meet?", general)
    await asked.side.behind()
    await rosa.press(general.posts[-1], "Ask the group")
    await rosa.submit({"Or pick a way yourself": "Choose one"})
    await rosa.submit({"Options, one a line": "The library - free, with a ramp\nThe clinic"})
    assert "The library: free, with a ramp" in rosa.dialog_words
    await rosa.press_in_dialog("Settings")
    await rosa.submit({"What holds for this vote?": ["Others may add options while it is open"]})
    for words in ("answers are final", "others may add options"):
        assert words in rosa.dialog_words
    await rosa.submit()
    await asked.side.settle()
    assert "Where do we meet?" in asked.side.card(general).words
