"""Messages out: posted once, found again after a doubtful try, and every refusal of Slack's given its meaning."""

from typing import Any

import aiohttp
import pytest

from adapters.delivery import DeliveryFailed, MessageRef, Sender
from adapters.desk import Account, Platform
from adapters.slack.send import PERMANENT, SlackSender
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House, a_house
from tests.fakes.desk import a_card


def sender(house: House) -> Sender:
    return house.app.sender


def account(house: House, user: str) -> Account:
    return Account(Platform.SLACK, house.slack.team, user)


async def test_a_card_is_posted_with_its_key_and_a_link(house: House) -> None:
    general = house.general()
    ref = await sender(house).post(house.key(general), cards.consenting(), key="k1", again=False)
    (posted,) = general.messages
    assert (ref.conversation, ref.message) == (general.id, posted.ts)
    assert ref.link == f"https://network.slack.com/archives/{general.id}/p{posted.ts.replace('.', '')}"
    assert posted.metadata == {"event_type": "rondo_message", "event_payload": {"key": "k1"}}
    assert posted.text == "OK to try? Pay parent partners $25 an hour, by Mon 5 pm"
    (arguments,) = house.slack.called("chat.postMessage")
    assert (arguments["unfurl_links"], arguments["unfurl_media"]) == (False, False)


async def test_an_answer_in_a_thread_may_show_in_the_channel_too(house: House) -> None:
    general = house.general()
    first = await sender(house).post(house.key(general), cards.consenting(), key="k1", again=False)
    await sender(house).post(
        house.key(general), cards.testing(), key="k2", again=False, thread=first, broadcast=True
    )
    assert [message.thread_ts for message in general.messages] == ["", first.message]
    assert len(general.cards) == 2


@pytest.mark.parametrize("thread", [False, True])
async def test_trying_again_edits_what_had_arrived(house: House, thread: bool) -> None:
    general = house.general()
    first = await sender(house).post(house.key(general), cards.consenting(), key="root", again=False)
    where: dict[str, Any] = {"thread": first} if thread else {}
    house.slack.trouble("chat.postMessage", after=True, reset=True)
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).post(house.key(general), cards.consenting(), key="k1", again=False, **where)
    assert (failed.value.permanent, failed.value.maybe_sent) == (False, True)
    ref = await sender(house).post(house.key(general), cards.testing(), key="k1", again=True, **where)
    assert len(general.messages) == 2
    assert ref.message == general.messages[1].ts
    assert general.messages[1].versions == 2


async def test_trying_again_posts_what_had_not_arrived(house: House) -> None:
    general = house.general()
    await sender(house).post(house.key(general), cards.consenting(), key="k0", again=False)
    await sender(house).post(house.key(general), cards.consenting(), key="k1", again=True)
    assert len(general.messages) == 2


async def test_a_direct_message_opens_its_conversation_once(house: House) -> None:
    rosa = house.slack.person("Rosa")
    await sender(house).direct(account(house, rosa.user), a_card("Your voice?"), key="k1", again=False)
    ref = await sender(house).direct(account(house, rosa.user), a_card("Your voice?"), key="k2", again=False)
    assert [message.words for message in rosa.direct_messages] == ["Your voice?", "Your voice?"]
    assert ref.conversation == house.slack.direct(rosa.user).id
    assert house.slack.methods.count("conversations.open") == 1


async def test_a_direct_message_tried_again_edits_what_had_arrived(house: House) -> None:
    rosa = house.slack.person("Rosa")
    await sender(house).direct(account(house, rosa.user), a_card("Your voice?"), key="k1", again=False)
    await sender(house).direct(account(house, rosa.user), a_card("Now it is over"), key="k1", again=True)
    assert [message.words for message in rosa.direct_messages] == ["Now it is over"]


async def test_an_edit_changes_the_card_in_its_place(house: House) -> None:
    general = house.general()
    ref = await sender(house).post(house.key(general), cards.consenting(), key="k1", again=False)
    await sender(house).edit(house.slack.team, ref, cards.testing())
    (message,) = general.messages
    assert message.words.startswith("A problem to look at")
    assert message.versions == 2
    assert message.metadata["event_payload"] == {"key": "k1"}


async def test_a_link_that_slack_does_not_give_is_built(house: House) -> None:
    general = house.general()
    house.slack.trouble("chat.getPermalink", status=500)
    ref = await sender(house).post(house.key(general), cards.consenting(), key="k1", again=False)
    assert ref.link.startswith(f"https://slack.com/archives/{general.id}/p")


# --- what fails ---------------------------------------------------------------------------------------------------


TROUBLES: dict[str, tuple[dict[str, Any], DeliveryFailed]] = {
    "too fast": ({"status": 429, "retry_after": 7}, DeliveryFailed(False, "busy", 7.0)),
    "too fast, without saying how long": ({"status": 429}, DeliveryFailed(False, "busy")),
    "ratelimited in a 200": ({"error": "ratelimited"}, DeliveryFailed(False, "busy")),
    "bad gateway": ({"status": 502}, DeliveryFailed(False, "unreachable", maybe_sent=True)),
    "unavailable": (
        {"status": 503, "error": "service_unavailable"},
        DeliveryFailed(False, "unreachable", maybe_sent=True),
    ),
    "fatal": ({"error": "fatal_error"}, DeliveryFailed(False, "unreachable", maybe_sent=True)),
    "reset": ({"reset": True}, DeliveryFailed(False, "unreachable", maybe_sent=True)),
    "a word never seen": ({"error": "brand_new_error"}, DeliveryFailed(True, "refused")),
    "invalid blocks": ({"error": "invalid_blocks"}, DeliveryFailed(True, "refused")),
    **{error: ({"error": error}, DeliveryFailed(True, why)) for error, why in PERMANENT.items()},
}


@pytest.mark.parametrize("what", TROUBLES)
async def test_each_refusal_of_slack_has_its_meaning(house: House, what: str) -> None:
    general = house.general()
    how, meant = TROUBLES[what]
    house.slack.trouble("chat.postMessage", **how)
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).post(house.key(general), cards.consenting(), key="k", again=False)
    assert failed.value == meant
    assert general.messages == []


async def test_an_answer_that_never_comes_may_have_been_sent(house: House) -> None:
    general = house.general()
    house.app.clients.session._timeout = aiohttp.ClientTimeout(total=0.1)
    house.slack.trouble("chat.postMessage", hang=0.5, after=True)
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).post(house.key(general), cards.consenting(), key="k", again=False)
    assert failed.value == DeliveryFailed(False, "unreachable", maybe_sent=True)
    assert len(general.messages) == 1


async def test_when_nobody_listens_it_was_not_sent(house: House) -> None:
    house.app.clients.base_url = "http://127.0.0.1:9/api/"
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).post(house.key(house.general()), cards.consenting(), key="k", again=False)
    assert failed.value == DeliveryFailed(False, "unreachable", maybe_sent=False)


async def test_a_conversation_that_could_not_be_opened_sent_nothing(house: House) -> None:
    rosa = house.slack.person("Rosa")
    house.slack.trouble("conversations.open", status=502)
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).direct(account(house, rosa.user), a_card("x"), key="k", again=False)
    assert failed.value == DeliveryFailed(False, "unreachable", maybe_sent=False)


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"deleted": True}, "person_gone"), ({"is_bot": True}, "person_gone"), ({"id": "U404"}, None)],
)
async def test_somebody_who_cannot_be_written_to_is_told_apart(
    house: House, facts: dict[str, Any], why: str | None
) -> None:
    person = house.slack.person("Rosa", **facts)
    if why is None:
        del house.slack.people[person.user]
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).direct(account(house, person.user), a_card("x"), key="k", again=False)
    assert (failed.value.permanent, failed.value.why) == (True, why or "person_gone")


async def test_places_that_cannot_be_posted_to(house: House) -> None:
    found = []
    for change in ({"private": True}, {"private": False}, {"archived": True}):
        channel = house.slack.channel("board")
        channel.private = change.get("private", False)
        channel.archived = change.get("archived", False)
        channel.members = [house.slack.rondo] if channel.archived else []
        with pytest.raises(DeliveryFailed) as failed:
            await sender(house).post(house.key(channel), cards.consenting(), key="k", again=False)
        found.append((failed.value.permanent, failed.value.why))
    assert found == [(True, "channel_gone"), (True, "not_invited"), (True, "channel_archived")]


async def test_editing_a_message_that_is_gone_is_permanent(house: House) -> None:
    general = house.general()
    with pytest.raises(DeliveryFailed) as failed:
        await sender(house).edit(house.slack.team, MessageRef(general.id, "1.1"), cards.testing())
    assert (failed.value.permanent, failed.value.why) == (True, "message_gone")


async def test_a_revoked_token_is_permanent() -> None:
    async with a_house(bot_token="xoxb-another") as house:
        with pytest.raises(DeliveryFailed) as failed:
            await sender(house).post(house.key(house.general()), cards.consenting(), key="k", again=False)
        assert (failed.value.permanent, failed.value.why) == (True, "token_revoked")


async def test_where_rondo_is_not_installed_it_says_so() -> None:
    async with a_house(bot_token="", client_id="1.2", client_secret="s", secret_key="k" * 40) as house:
        with pytest.raises(DeliveryFailed) as failed:
            await sender(house).post(house.key(house.general()), cards.consenting(), key="k", again=False)
        assert (failed.value.permanent, failed.value.why) == (True, "not_installed")


async def test_a_failure_says_when_to_try_again_and_waits_for_nobody(house: House) -> None:
    general = house.general()
    house.slack.trouble("chat.postMessage", status=429, retry_after=30)
    with pytest.raises(DeliveryFailed):
        await sender(house).post(house.key(general), cards.consenting(), key="k", again=False)
    await sender(house).post(house.key(general), cards.consenting(), key="k", again=False)
    assert len(general.messages) == 1


def test_the_rates_are_those_that_slack_allows() -> None:
    assert (SlackSender.rates.post.count, SlackSender.rates.post.seconds) == (1, 1.0)
    assert (SlackSender.rates.edit.count, SlackSender.rates.edit.seconds) == (45, 60.0)
