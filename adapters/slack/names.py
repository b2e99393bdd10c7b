"""What the people whom a message mentions are called: as the circle knows them, else as Slack does."""

import asyncio
from typing import Final

from slack_sdk.errors import SlackApiError

from adapters.desk import Account, PlaceKey, Platform, Who
from adapters.payloads import Json
from adapters.slack.clients import UNREACHABLE, NotInstalled
from adapters.slack.read import Origin
from adapters.slack.roster import name_of
from adapters.slack.said import Names, mentioned
from adapters.slack.wiring import INTRODUCTION, Wiring

MOST: Final = 20
"""People who are looked up for one message; the others are someone."""


async def names_in(wiring: Wiring, message: Json, origin: Origin, place: PlaceKey | None, who: Who) -> Names:
    """In the reader's language, and in time: whom Slack does not name soon enough is someone."""
    say = wiring.catalogue(who.locale)
    people = mentioned(message)[:MOST]
    asked = {user: asyncio.ensure_future(_name(wiring, user, origin, place)) for user in people}
    if asked:
        _, late = await asyncio.wait(asked.values(), timeout=INTRODUCTION)
        for task in late:
            task.cancel()
    found = {user: task.result() for user, task in asked.items() if task.done() and not task.cancelled()}
    return Names(say("slack.someone"), say("slack.a_channel"), found)


async def _name(wiring: Wiring, user: str, origin: Origin, place: PlaceKey | None) -> str:
    """Empty when nobody knows."""
    account = Account(Platform.SLACK, origin.home, user)
    known = await wiring.desk.recognise(account, place, None, origin.tenant)
    if known is not None:
        return known.name
    try:
        return await name_of(await wiring.clients.of(origin.tenant), user)
    except (SlackApiError, NotInstalled, *UNREACHABLE):
        return ""
