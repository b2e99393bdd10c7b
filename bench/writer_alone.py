"""The writer alone: the same answers, decided and committed, with no request around them. With ``BENCH_BALLOT=1`` they are scores
for five options.

For each line on standard input (a first member and how many) it says how many seconds that took, its processor time, and
each one's seconds.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator

from bench.community import settle
from bench.plan import CONNECTIONS
from bench.servers import READY
from bot.clock import SystemClock
from decisions.ids import MemberId
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.commands import GiveAnswer
from decisions.rounds.round import Round
from storage.database import Database
from storage.deliveries import on_recorded
from storage.writer import Writer
from tests.support.builders import a_ballot, a_vote, an_answer, done


def said(round: Round, member: MemberId) -> GiveAnswer:
    """Everyone says something else, as far as five scores go."""
    if round.ballot is None:
        return an_answer(round, member)
    digits = member.int
    return a_vote(round, member, {key: digits // 6**at % 6 for at, key in enumerate(round.ballot.keys)})


async def leg(writer: Writer, round: Round, members: list[MemberId]) -> dict[str, object]:
    """As many at a time as there are connections otherwise."""
    waiting, took = iter(members), list[float]()

    async def answer(members: Iterator[MemberId]) -> None:
        for member in members:
            began = time.perf_counter()
            done(await writer.submit(said(round, member), f"click:{member}"))
            took.append(time.perf_counter() - began)

    used, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(answer(waiting) for _ in range(CONNECTIONS)))
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used, "took": took}


def main() -> None:
    url = os.environ["DATABASE_URL"]
    ballot = a_ballot(Method.SCORE, "abcde") if os.environ["BENCH_BALLOT"] == "1" else None
    asked = settle(url, int(os.environ["BENCH_MEMBERS"]), ballot=ballot)
    database = Database(url)
    with Writer(database, SystemClock().now, (on_recorded,)) as writer:
        print(READY, flush=True)
        for line in sys.stdin:
            first, many = map(int, line.split())
            members = asked.members[first : first + many]
            print(json.dumps(asyncio.run(leg(writer, asked.round, members))), flush=True)
    database.close()


if __name__ == "__main__":
    main()
