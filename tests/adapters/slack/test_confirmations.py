"""The queue of private words: bounded, the latest for each member, tried again a few times and then let go."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from adapters.cards import PersonalCard
from adapters.slack.confirmations import Confirmation, slack_addresses
from tests.adapters.slack.conftest import House, a_house
from tests.fakes.desk import a_card


def word(house: House, text: str, member: str = "T:U1", url: str = "") -> Confirmation:
    rosa = house.slack.person("Rosa")
    channel = house.slack.channel("general", [rosa])
    return Confirmation(member, url or house.slack.new_response_url(rosa.user, channel.id), a_card(text))


def said(house: House) -> list[str]:
    return [each.words for each in house.slack.private_words]


async def test_before_the_start_they_only_gather_and_the_latest_of_a_member_counts() -> None:
    async with a_house(send_confirmations=False) as house:
        queue = house.app.confirmations
        for text in ("first", "second", "third"):
            queue.put(word(house, text))
        queue.put(word(house, "other", member="T:U2"))
        assert queue.waiting == 2
        queue.start()
        await house.slack.until(lambda: not queue.waiting)
        assert sorted(said(house)) == ["other", "third"]


async def test_a_card_is_made_when_it_is_sent_and_not_before() -> None:
    async with a_house(send_confirmations=False) as house:
        made: list[PersonalCard] = []

        def make() -> PersonalCard:
            made.append(a_card("Recorded"))
            return made[-1]

        queue = house.app.confirmations
        queue.put(replace(word(house, ""), said=make))
        assert not made
        queue.start()
        await house.slack.until(lambda: not queue.waiting)
        assert (said(house), len(made)) == (["Recorded"], 1)


async def test_when_there_are_too_many_the_oldest_goes(house: House) -> None:
    await house.app.confirmations.stop()
    queue = house.app.confirmations
    queue._most = 3
    for at in range(5):
        queue.put(word(house, f"word {at}", member=f"T:U{at}"))
    assert (queue.waiting, queue.dropped) == (3, 2)
    queue.start()
    await house.slack.until(lambda: not queue.waiting)
    assert sorted(said(house)) == ["word 2", "word 3", "word 4"]


@pytest.mark.parametrize("trouble", [{"status": 429, "retry_after": 0}, {"status": 503}, {"reset": True}])
async def test_a_passing_trouble_is_tried_again(house: House, trouble: dict[str, Any]) -> None:
    waited = patience(house)
    house.slack.trouble("response_url", times=2, **trouble)
    house.app.confirmations.put(word(house, "Recorded"))
    await house.slack.until(lambda: said(house) == ["Recorded"])
    assert len(waited) == 2


def patience(house: House) -> list[float]:
    """Counts the seconds instead of waiting them."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    house.app.confirmations._sleep = wait
    return waited


async def test_slack_is_waited_for_as_it_asks_but_not_for_ever(house: House) -> None:
    waited = patience(house)
    house.slack.trouble("response_url", status=429, retry_after=9)
    house.slack.trouble("response_url", status=429, retry_after=600)
    house.app.confirmations.put(word(house, "Recorded"))
    await house.slack.until(lambda: said(house) == ["Recorded"])
    assert waited == [9.0, 30.0]


async def test_after_three_tries_it_is_let_go(house: House) -> None:
    patience(house)
    house.slack.trouble("response_url", times=9, status=503)
    house.app.confirmations.put(word(house, "Recorded"))
    await house.slack.until(lambda: house.app.confirmations.dropped)
    assert house.slack.answered == [503, 503, 503]
    assert said(house) == []


async def test_what_slack_refuses_is_not_tried_again(house: House) -> None:
    house.app.confirmations.put(word(house, "Recorded", url=f"{house.slack.url}/response/expired"))
    await house.slack.until(lambda: house.app.confirmations.dropped)
    assert house.slack.answered == [404]


async def test_a_members_words_never_overtake_each_other(house: House) -> None:
    first = word(house, "first")
    house.slack.trouble("response_url", hang=0.2)
    house.app.confirmations.put(first)
    await asyncio.sleep(0.05)
    house.app.confirmations.put(word(house, "second"))
    assert house.app.confirmations.waiting == 2
    await house.slack.until(lambda: not house.app.confirmations.waiting)
    assert said(house) == ["first", "second"]


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://hooks.slack.com/actions/T/1/x", True),
        ("https://hooks.slack-gov.com/actions/x", False),
        ("http://hooks.slack.com/actions/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1:9000/response/x", True),
        ("http://127.0.0.1:9001/response/x", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_words_go_only_to_slacks_own_addresses(url: str, allowed: bool) -> None:
    assert slack_addresses("http://127.0.0.1:9000/api/")(url) is allowed


async def test_stopping_sends_what_is_waiting(house: House) -> None:
    for at in range(30):
        house.app.confirmations.put(word(house, f"word {at}", member=f"T:U{at}"))
    await house.app.confirmations.stop()
    assert len(said(house)) == 30


async def test_stopping_does_not_wait_for_ever(house: House) -> None:
    house.slack.trouble("response_url", hang=5)
    house.app.confirmations.put(word(house, "Recorded"))
    started = asyncio.get_running_loop().time()
    await house.app.confirmations.stop(0.1)
    assert asyncio.get_running_loop().time() - started < 2
