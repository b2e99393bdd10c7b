"""Open pages hear "changed", once for each change, and cost one question however many they are."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from adapters.cards import Page
from adapters.web.links import account_of
from adapters.web.live import LivePoll, TooMany, etag
from tests.adapters.web import views
from tests.adapters.web.desk import LINK, House, a_house
from tests.support.people_web import WebPerson

CHANGED = b"event: changed\ndata: 1\n\n"
PATIENCE = 5


class Versions:
    """The versions, and what was asked of them."""

    def __init__(self) -> None:
        self.now = {"round:1": 1, "round:2": 1}
        self.asked: list[tuple[str, ...]] = []
        self.away = False

    async def __call__(self, names: Sequence[str]) -> Mapping[str, int]:
        self.asked.append(tuple(names))
        if self.away:
            raise ConnectionError("the database is away")
        return {name: self.now[name] for name in names if name in self.now}


@pytest.fixture
def versions() -> Versions:
    return Versions()


@pytest.fixture
async def live(versions: Versions) -> AsyncIterator[LivePoll]:
    poll = LivePoll(versions, every=0.01, heartbeat=0.2, most=3, most_each=2)
    yield poll
    await poll.close()


async def hear(stream: AsyncIterator[bytes]) -> bytes:
    return await asyncio.wait_for(anext(stream), PATIENCE)


async def opened(live: LivePoll, *names: str, seen: str = "1", account: str = "ana") -> AsyncIterator[bytes]:
    stream = live.watch(names, seen, account)
    assert (await hear(stream)).startswith(b"retry:")
    return stream


async def silence(versions: Versions) -> None:
    """Long enough for a change to have been told."""
    asked = len(versions.asked)
    async with asyncio.timeout(PATIENCE):
        while len(versions.asked) < asked + 3:  # noqa: ASYNC110  (what is waited for knows no event)
            await asyncio.sleep(0.01)


async def test_a_change_is_told_once_to_those_who_watch_it(live: LivePoll, versions: Versions) -> None:
    one, other = await opened(live, "round:1"), await opened(live, "round:2", account="bo")
    versions.now["round:1"] = 2
    assert await hear(one) == CHANGED
    assert await hear(one) == b": still here\n\n"
    assert await hear(other) == b": still here\n\n"


async def test_what_changed_before_the_stream_opened_is_told_at_once(
    live: LivePoll, versions: Versions
) -> None:
    versions.now["round:1"] = 7
    assert await hear(await opened(live, "round:1", seen="6")) == CHANGED


async def test_a_page_that_watches_several_hears_of_each(live: LivePoll, versions: Versions) -> None:
    stream = await opened(live, "round:1", "round:2", seen=etag(versions.now, ("round:1", "round:2")))
    for name in ("round:2", "round:1"):
        versions.now[name] += 1
        assert await hear(stream) == CHANGED


async def test_all_pages_are_one_question(live: LivePoll, versions: Versions) -> None:
    held = [await opened(live, "round:1", "round:2", seen="1-1"), await opened(live, "round:1", account="bo")]
    await silence(versions)
    assert len(held) == live.open_streams
    assert set(versions.asked[-2:]) == {("round:1", "round:2")}


async def test_nobody_is_asked_when_nobody_watches(live: LivePoll, versions: Versions) -> None:
    stream = live.watch(("round:1",), "1", "ana")
    await hear(stream)
    await silence(versions)
    await stream.aclose()  # type: ignore[attr-defined]
    await asyncio.sleep(0.05)
    asked = len(versions.asked)
    await asyncio.sleep(0.05)
    assert (len(versions.asked), live.open_streams) == (asked, 0)
    versions.now["round:1"] = 2
    assert await hear(await opened(live, "round:1")) == CHANGED


async def test_a_database_that_is_away_for_a_moment_ends_no_stream(
    live: LivePoll, versions: Versions
) -> None:
    stream = await opened(live, "round:1")
    versions.away = True
    await silence(versions)
    versions.away, versions.now["round:1"] = False, 2
    heard = [await hear(stream)]
    while heard[-1].startswith(b":"):
        heard.append(await hear(stream))
    assert heard[-1] == CHANGED


async def test_streams_are_bounded_for_each_account_and_in_all(live: LivePoll) -> None:
    held = [await opened(live, "round:1"), await opened(live, "round:1")]
    with pytest.raises(TooMany):
        live.watch(("round:1",), "1", "ana")
    held.append(await opened(live, "round:1", account="bo"))
    with pytest.raises(TooMany):
        live.watch(("round:1",), "1", "cy")
    await held[0].aclose()  # type: ignore[attr-defined]
    held.append(await opened(live, "round:1", account="cy"))


async def test_closing_ends_every_stream(live: LivePoll) -> None:
    stream = await opened(live, "round:1")
    await live.close()
    with pytest.raises(StopAsyncIteration):
        await hear(stream)
    with pytest.raises(TooMany):
        live.watch(("round:1",), "1", "ana")


async def test_a_server_that_stops_is_not_held_back(versions: Versions) -> None:
    stopping = False
    live = LivePoll(versions, every=0.01, heartbeat=60, stopping=lambda: stopping)
    stream = await opened(live, "round:1")
    stopping = True
    with pytest.raises(StopAsyncIteration):
        await hear(stream)
    await live.close()


# --- its address -----------------------------------------------------------------------------------------------


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = a_house(every=0.01)
    yield house
    await house.web.live.close()


async def address_of(person: WebPerson) -> str:
    await person.open(f"/rounds/{views.ROUND}")
    return person.page.find("main")[0].attributes["data-live"]


async def answer(house: House, browser: httpx.AsyncClient, address: str) -> tuple[int, str]:
    """The status and the first two things sent, or all of a refusal."""
    sent: list[bytes] = []
    status, gone = 0, asyncio.Event()
    parts = urlsplit(address)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    async def receive() -> dict[str, object]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, object]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = int(str(message["status"]))
        elif message.get("body"):
            sent.append(bytes(message["body"]))  # type: ignore[call-overload]
            if len(sent) == 2:
                gone.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"rondo.test"), (b"cookie", cookies.encode())],
        "server": ("rondo.test", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "state": {},
    }
    await asyncio.wait_for(house.app(scope, receive, send), PATIENCE)
    return status, b"".join(sent).decode()


async def test_a_page_names_the_stream_that_tells_of_it(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    house.versions[f"round:{views.ROUND}"] = 3
    address = await address_of(ana)
    assert parse_qs(urlsplit(address).query)["watch"] == [f"round:{views.ROUND}"]
    house.versions[f"round:{views.ROUND}"] = 4
    status, sent = await answer(house, ana.client, address)
    assert (status, sent.split("\n\n")[1]) == (200, "event: changed\ndata: 1")
    assert house.web.live.open_streams == 0


async def test_only_what_a_page_of_theirs_named_may_be_watched(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    query = {name: values[0] for name, values in parse_qs(urlsplit(await address_of(ana)).query).items()}
    for other in (
        query | {"watch": f"round:{views.CIRCLE}"},
        query | {"watch": query["watch"] + ",round:1"},
        query | {"sig": "x"},
        query | {"watch": "x" * 5_000},
        {},
    ):
        async with asyncio.timeout(PATIENCE):
            assert (await ana.client.get(f"/live?{urlencode(other)}")).status_code == 403
    assert (await house.browser().get(f"/live?{urlencode(query)}")).status_code == 401
    del house.desk.people[account_of(LINK)]
    assert (await ana.client.get(f"/live?{urlencode(query)}")).status_code == 401


async def test_when_all_streams_are_taken_the_page_is_told_to_wait(house: House) -> None:
    ana = WebPerson(await house.signed_in())
    address = await address_of(ana)
    await house.web.live.close()
    response = await ana.client.get(address)
    assert (response.status_code, response.headers["retry-after"]) == (503, "60")


async def test_a_page_with_nothing_to_watch_opens_no_stream(house: House) -> None:
    house.desk.pages[("help", None)] = Page("Help", ())
    ana = WebPerson(await house.signed_in())
    await ana.open("/help")
    assert "data-live" not in ana.html
