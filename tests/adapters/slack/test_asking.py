"""``/rondo ...``, the shortcuts on messages, and channels that Rondo does not know yet."""

import asyncio

import pytest

from adapters.cards import Action, Form, TextField
from adapters.desk import Opened, Press, Reply, Said
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House
from tests.fakes.desk import a_card

PROPOSE = Opened(
    Form("New proposal", (TextField("title", "In one line?"),), Action("propose"), submit="Preview")
)


async def test_rondo_alone_is_answered_privately(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    house.responses.ready["home"] = Said(cards.confirmation())
    await rosa.command("/rondo", general)
    assert [word.channel for word in rosa.private_words] == [general.id]
    assert "Change my answer" in rosa.private_words[0].buttons
    assert general.messages == []


async def test_propose_opens_a_form_with_its_title(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    house.responses.ready["propose"] = PROPOSE
    await rosa.command("/rondo propose Paid meetings", general)
    await rosa.until_modal("New proposal")
    (press,) = house.responses.presses
    assert (press.carried, press.place) == ({"title": "Paid meetings"}, house.key(general))
    house.responses.ready["propose"] = Said(a_card("Saved"))
    await rosa.submit({"In one line?": "Paid meetings"})
    assert house.responses.presses[1].place == house.key(general)


async def test_a_command_in_a_direct_message_has_no_place(house: House) -> None:
    rosa = house.rosa()
    house.responses.ready["propose"] = PROPOSE
    await rosa.command("/rondo propose")
    await rosa.until_modal("New proposal")
    assert house.responses.presses[0].place is None


async def test_a_command_delivered_again_has_the_same_key(house: House) -> None:
    rosa = house.rosa()
    await rosa.command("/rondo help", house.general(rosa))
    await rosa.again()
    await rosa.command("/rondo help")
    keys = [press.key for press in house.responses.presses]
    assert keys[0] == keys[1] != keys[2]


async def test_a_channel_that_is_not_known_yet_is_met_behind_one_moment(house: House) -> None:
    rosa = house.rosa()
    lee = house.slack.person("Lee")
    general = house.general(rosa, lee, known=False)
    house.responses.ready["propose"] = PROPOSE
    await rosa.command("/rondo propose", general)
    await rosa.until_modal("New proposal")
    (meeting,) = house.desk.meetings
    assert meeting.complete
    assert [person.name for person in meeting.people] == ["Rosa Díaz", "Lee"]


@pytest.mark.parametrize("private", [True, False])
async def test_where_rondo_is_not_invited_it_says_how(house: House, private: bool) -> None:
    rosa = house.rosa()
    channel = house.slack.channel("board", [rosa], private=private)
    await rosa.command("/rondo propose", channel)
    await house.settled()
    assert [word.words for word in rosa.private_words] == ["en:slack.not_invited"]
    assert house.responses.presses == []


async def test_home_and_help_need_no_place(house: House) -> None:
    rosa = house.rosa()
    channel = house.slack.channel("board", [rosa], private=True)
    house.responses.ready["help"] = Said(a_card("How it works"))
    await rosa.command("/rondo help", channel)
    assert [word.words for word in rosa.private_words] == ["How it works"]


async def test_a_form_that_loads_slowly_is_announced(house: House) -> None:
    rosa = house.rosa()
    loaded = asyncio.Event()

    async def slowly(press: Press) -> Reply:
        await loaded.wait()
        return PROPOSE

    house.responses.ready["propose"] = slowly
    await rosa.command("/rondo propose", house.general(rosa))
    await rosa.until_modal("en:slack.one_moment")
    loaded.set()
    await rosa.until_modal("New proposal")


async def test_a_message_can_be_made_a_proposal(house: House) -> None:
    rosa, lee = house.rosa(), house.slack.person("Lee")
    general = house.general(rosa, lee)
    said = lee.says("We should pay <people> & cover child care", general)
    house.responses.ready["propose"] = PROPOSE
    await rosa.shortcut("Make this a proposal", said)
    await rosa.until_modal("New proposal")
    (press,) = house.responses.presses
    assert press.carried == {
        "text": "We should pay <people> & cover child care",
        "by": lee.user,
        "link": f"https://slack.com/archives/{general.id}/p{said.ts.replace('.', '')}",
        "thread": said.ts,
        "channel": general.id,
    }


async def test_whom_a_message_mentions_is_named_and_not_mentioned_again(house: House) -> None:
    """Who is a member, by the name that the circle knows; others as Slack calls them, or by its label, or as someone."""
    rosa, lee = house.rosa(), house.slack.person("Lee")
    general = house.general(rosa)
    mentions = f"<@{rosa.user}>, <@{lee.user}>, <@U0GONE|kim> and <@U0AWAY>"
    said = rosa.writes(f"*Thanks* {mentions} in <#C1|parents>! <!channel>", general)
    house.responses.ready["propose"] = PROPOSE
    await rosa.shortcut("Make this a proposal", said)
    await rosa.until_modal("New proposal")
    (press,) = house.responses.presses
    assert press.carried["text"] == ("*Thanks* Rosa, Lee, kim and en:slack.someone in #parents! @channel")


async def test_a_commitment_is_begun_with_the_people_of_a_message(house: House) -> None:
    """Who wrote it and whom it mentions: members by their ids too, others by their names."""
    rosa, lee = house.rosa(), house.slack.person("Lee")
    general = house.general(rosa)
    said = rosa.writes(f"<@{lee.user}>, <@{rosa.user}> and <@U0AWAY>: check the rules", general)
    said.ts = "1795000000.000100"
    house.responses.ready["note_commitment"] = PROPOSE
    await rosa.shortcut("Note a commitment", said)
    await rosa.until_modal("New proposal")
    carried = house.responses.presses[0].carried
    me = f"{house.known_as(rosa)} Rosa"
    assert carried["text"] == "Lee, Rosa and en:slack.someone: check the rules"
    assert carried["mentioned"] == f"Lee\n{me}\nen:slack.someone"
    assert (carried["author"], carried["written"]) == (me, "2026-11-18T11:06:40.000100+00:00")


async def test_who_is_not_named_in_time_is_someone(house: House) -> None:
    rosa, lee = house.rosa(), house.slack.person("Lee")
    general = house.general(rosa)
    house.slack.trouble("users.info", hang=2.5)
    house.responses.ready["propose"] = PROPOSE
    await rosa.shortcut("Make this a proposal", rosa.writes(f"Ask <@{lee.user}>", general))
    await rosa.until_modal("New proposal")
    assert house.responses.presses[0].carried["text"] == "Ask en:slack.someone"


async def test_a_command_is_read_as_it_was_typed(house: House) -> None:
    rosa = house.rosa()
    house.responses.ready["propose"] = PROPOSE
    await rosa.command("/rondo propose Food &amp; rest &lt;3", house.general(rosa))
    await rosa.until_modal("New proposal")
    assert house.responses.presses[0].carried == {"title": "Food & rest <3"}


async def test_a_message_of_a_thread_can_be_asked_in_its_round(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    card = rosa.says("The card", general)
    question = rosa.says("Who pays?", general, thread=card)
    house.responses.ready["ask_from_thread"] = Said(a_card("Asked"))
    await rosa.shortcut("Ask this in the round", question)
    await house.settled()
    assert house.responses.presses[0].carried["thread"] == card.ts
    assert [word.words for word in rosa.private_words] == ["Asked"]


async def test_an_endless_message_arrives_as_long_as_a_text_may_be(house: House) -> None:
    rosa = house.rosa()
    general = house.general(rosa)
    await rosa.shortcut("Make this a proposal", rosa.says("x" * 30_000, general))
    await house.app.background.drain(5)
    assert len(house.responses.presses[0].carried["text"]) == 3_000


async def test_a_shortcut_that_is_not_ours_gets_a_sentence(house: House) -> None:
    rosa = house.rosa()
    await rosa.shortcut("make_coffee", rosa.says("x", house.general(rosa)))
    await house.settled()
    assert [word.words for word in rosa.private_words] == ["mul:slack.unknown_action"]


async def test_a_bug_is_apologised_for(house: House) -> None:
    rosa = house.rosa()

    def broken(press: Press) -> Reply:
        raise ZeroDivisionError

    house.responses.ready["help"] = broken
    await rosa.command("/rondo help", house.general(rosa))
    assert rosa.private_words[0].words.startswith("en:slack.apology reference=")
