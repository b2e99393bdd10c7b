"""The people of a message: who they are here, and what they are called: as the circle knows them, else as Slack does."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.errors import SlackApiError

from adapters.desk import Account, PlaceKey, Platform
from adapters.mentions import Mention
from adapters.slack.clients import UNREACHABLE, NotInstalled
from adapters.slack.read import Origin
from adapters.slack.roster import name_of
from adapters.slack.wiring import INTRODUCTION, Wiring

MOST: Final = 20
"""People who are looked up for one message; the others are someone."""


async def people_of(
    wiring: Wiring, users: Sequence[str], origin: Origin, place: PlaceKey | None
) -> Mapping[str, Mention]:
    """By their ids, and in time: whom Slack does not name soon enough is not there, or has no name."""
    asked = {user: asyncio.ensure_future(_one(wiring, user, origin, place)) for user in users[:MOST]}
    if asked:
        _, late = await asyncio.wait(asked.values(), timeout=INTRODUCTION)
        for task in late:
            task.cancel()
    return {user: task.result() for user, task in asked.items() if task.done() and not task.cancelled()}


async def _one(wiring: Wiring, user: str, origin: Origin, place: PlaceKey | None) -> Mention:
    """Without a name when nobody knows."""
    account = Account(Platform.SLACK, origin.home, user)
    known = await wiring.desk.recognise(account, place, None, origin.tenant)
    if known is not None:
        return Mention(known.name, str(known.member_id))
    try:
        return Mention(await name_of(await wiring.clients.of(origin.tenant), user))
    except (SlackApiError, NotInstalled, *UNREACHABLE):
        return Mention("")
