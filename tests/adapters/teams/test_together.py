"""Making something once for all who want it at the same time."""

import asyncio

import pytest

from adapters.teams.together import Together


class Workshop:
    """Makes numbered things, each as soon as its gate is open."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.begins = asyncio.Event()
        self.gate = asyncio.Event()

    async def make(self, key: str) -> str:
        self.begun.append(key)
        self.begins.set()
        number = len(self.begun)
        await self.gate.wait()
        if key == "broken":
            raise ValueError(key)
        return f"{key} {number}"


async def until_begun(workshop: Workshop, many: int) -> None:
    async with asyncio.timeout(5):
        while len(workshop.begun) < many:
            await workshop.begins.wait()
            workshop.begins.clear()


async def test_those_who_come_together_get_the_same_thing() -> None:
    workshop = Workshop()
    workshop.gate.set()
    together = Together(workshop.make)
    assert await asyncio.gather(*(together.get("a") for _ in range(5))) == ["a 1"] * 5


async def test_who_comes_while_it_is_made_gets_one_that_is_begun_afterwards() -> None:
    workshop = Workshop()
    together = Together(workshop.make)
    early = asyncio.ensure_future(together.get("a"))
    await until_begun(workshop, 1)
    late = [asyncio.ensure_future(together.get("a")) for _ in range(3)]
    await asyncio.sleep(0.01)
    assert workshop.begun == ["a"]
    workshop.gate.set()
    assert await early == "a 1"
    assert await asyncio.gather(*late) == ["a 2"] * 3


async def test_what_was_made_is_not_remembered() -> None:
    workshop = Workshop()
    workshop.gate.set()
    together = Together(workshop.make)
    assert [await together.get("a"), await together.get("a")] == ["a 1", "a 2"]


async def test_different_things_do_not_wait_for_each_other() -> None:
    workshop = Workshop()
    together = Together(workshop.make)
    both = [asyncio.ensure_future(together.get(key)) for key in ("a", "b")]
    await until_begun(workshop, 2)
    workshop.gate.set()
    assert [await each for each in both] == ["a 1", "b 2"]


async def test_a_failure_is_told_to_all_who_wait_and_the_next_is_tried_again() -> None:
    workshop = Workshop()
    workshop.gate.set()
    together = Together(workshop.make)
    found = await asyncio.gather(*(together.get("broken") for _ in range(2)), return_exceptions=True)
    assert [type(each) for each in found] == [ValueError, ValueError]
    with pytest.raises(ValueError, match="broken"):
        await together.get("broken")
    assert workshop.begun == ["broken", "broken"]


async def test_who_stops_waiting_takes_it_from_nobody() -> None:
    workshop = Workshop()
    together = Together(workshop.make)
    leaves, stays = (asyncio.ensure_future(together.get("a")) for _ in range(2))
    await until_begun(workshop, 1)
    leaves.cancel()
    workshop.gate.set()
    assert await stays == "a 1"
