"""kill -9 at any moment of a load: what was acknowledged is there, once, and every card is true in the end."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.faults.gathering import Gathering
from tests.faults.hands import Deed, Doing, acknowledged
from tests.faults.lives import Lives, lives
from tests.faults.running import Nursery
from tests.faults.truth import Truth, check, check_cards


@pytest.mark.slow
async def test_100_kills_on_sqlite_lose_nothing_and_count_nothing_twice(
    embedded_url: str, nursery: Nursery, tmp_path: Path
) -> None:
    await survive(embedded_url, nursery, tmp_path / "log", times=100)
    nothing_was_logged(tmp_path / "log")


@pytest.mark.slow
async def test_20_kills_on_postgresql_lose_nothing_and_count_nothing_twice(
    server_url: str, nursery: Nursery, tmp_path: Path
) -> None:
    await survive(server_url, nursery, tmp_path / "log", times=20)
    nothing_was_logged(tmp_path / "log")


def test_the_writer_on_sqlite_writes_with_synchronous_full(embedded_url: str) -> None:
    database = Database(embedded_url)
    with database.writing.begin() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "journal_mode")
        ]
    database.close()
    assert found == [2, "wal"]


async def survive(url: str, nursery: Nursery, log: Path, *, times: int) -> None:
    async with lives(url, nursery, log, times=times, seed=times) as all_lives:
        for _ in range(times):
            await all_lives.live_and_die()
        told = acknowledged(all_lives.deeds)
        print(f"{times} kills; {len(told)} of {len(all_lives.deeds)} were acknowledged")
        assert 0 < len(told) < len(all_lives.deeds), "some of the load was cut off, and some was not"
        nothing_was_lost(all_lives.gathering, told, check(all_lives.gathering))
        await a_later_delivery_changes_nothing(all_lives)


def nothing_was_logged(log: Path) -> None:
    """Not one of the processes found anything that it did not expect."""
    assert "Traceback" not in log.read_text()


def nothing_was_lost(gathering: Gathering, told: Iterable[Deed], truth: Truth) -> None:
    """Each acknowledged deed is in the tables. (That nothing is there twice, ``check`` has seen.)"""
    members = gathering.community.members
    for deed in told:
        kind, words = truth.answers.get(members[deed.member], ("", ""))
        match deed.doing:
            case Doing.OK_TO_TRY:
                assert kind in {"consent", "concern"}, deed
            case Doing.WORRY:
                assert (kind, words) == ("concern", f"Member {deed.member} worries."), deed
            case Doing.QUESTION:
                assert f"What does it cost? asks member {deed.member}." in truth.questions, deed


async def a_later_delivery_changes_nothing(all_lives: Lives) -> None:
    """Slack delivers everything again, to a Rondo that lives on: what was not recorded is now, and nothing is twice."""
    gathering, deeds = all_lives.gathering, all_lives.deeds
    async with all_lives.living_on() as worker_catches_up:
        before = check(gathering)
        await all_lives.deliver_again(acknowledged(deeds))
        assert check(gathering) == before
        late = [deed for deed in deeds if deed.told is None]
        await all_lives.deliver_again(late)
        after = check(gathering)
        nothing_was_lost(gathering, deeds, after)
        assert len(after.answers) == sum(deed.doing is Doing.OK_TO_TRY for deed in deeds)
        await all_lives.deliver_again(late)
        assert check(gathering) == after
        await worker_catches_up()
        check_cards(gathering, after)
