"""Who is in a channel, as Slack tells it: people, never bots, Slackbot or deactivated accounts.

Guests and people of other companies (Slack Connect) are people; of the latter only the id is kept for certain, because each
workspace sees them under names of its own.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Account, Person, Platform
from adapters.slack.clients import error_of
from adapters.text import clean, cut

SLACKBOT: Final = "USLACKBOT"
PAGE: Final = 200
ONE_BY_ONE: Final = 20
"""Up to so many people are asked for one by one; above it the workspace's list is read instead."""
_NAME: Final = 120


class NotInvited(Exception):
    """Rondo is not in this channel, or cannot see it: somebody who is there must invite it."""


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    name: str
    private: bool
    member: bool
    """Whether Rondo itself is in it."""


async def channel_of(client: AsyncWebClient, channel: str) -> Channel:
    """Raises ``NotInvited`` when it cannot be seen."""
    try:
        found = (await client.conversations_info(channel=channel)).get("channel")
    except SlackApiError as failure:
        if error_of(failure) in ("channel_not_found", "not_in_channel", "missing_scope"):
            raise NotInvited(channel) from None
        raise
    info: Mapping[str, Any] = found if isinstance(found, dict) else {}
    private = info.get("is_private") is True or info.get("is_mpim") is True
    return Channel(channel, str(info.get("name") or channel), private, info.get("is_member") is True)


async def people_in(client: AsyncWebClient, channel: str, *, tenant: str) -> list[Person]:
    """Everyone in the channel who is a person. Raises ``NotInvited``."""
    members = await _member_ids(client, channel)
    found: dict[str, Person | None] = {}
    if len(members) > ONE_BY_ONE:
        async for user in _workspace(client):
            if user.get("id") in members:
                found[str(user["id"])] = person_of(user, tenant=tenant)
            if len(found) == len(members):
                break
    for member in members:
        if member not in found:
            found[member] = await person(client, member, tenant=tenant)
    return [each for member in members if (each := found[member]) is not None]


async def is_in(client: AsyncWebClient, channel: str, user: str) -> bool:
    """Whether somebody belongs to the channel: reading along in a public one is not belonging."""
    try:
        return user in await _member_ids(client, channel)
    except NotInvited:
        return False


async def _member_ids(client: AsyncWebClient, channel: str) -> dict[str, None]:
    """In Slack's order, each once: pages may overlap when somebody joins meanwhile."""
    members: dict[str, None] = {}
    cursor = ""
    while True:
        try:
            page = await client.conversations_members(channel=channel, limit=PAGE, cursor=cursor or None)
        except SlackApiError as failure:
            if error_of(failure) in ("channel_not_found", "not_in_channel", "fetch_members_failed"):
                raise NotInvited(channel) from None
            raise
        members.update(dict.fromkeys(str(member) for member in page.get("members") or ()))
        cursor = _next_cursor(page.data)
        if not cursor:
            return members


async def _workspace(client: AsyncWebClient) -> AsyncIterator[Mapping[str, Any]]:
    cursor = ""
    while True:
        page = await client.users_list(limit=PAGE, cursor=cursor or None, include_locale=True)
        for user in page.get("members") or ():
            yield user
        cursor = _next_cursor(page.data)
        if not cursor:
            return


def _next_cursor(page: object) -> str:
    metadata = page.get("response_metadata") if isinstance(page, dict) else None
    return str(metadata.get("next_cursor") or "") if isinstance(metadata, dict) else ""


async def person(client: AsyncWebClient, user: str, *, tenant: str) -> Person | None:
    """One person by id; None for a bot, a deactivated account, or somebody whom Slack does not show."""
    try:
        found = (await client.users_info(user=user, include_locale=True)).get("user")
    except SlackApiError as failure:
        if error_of(failure) in ("user_not_found", "user_not_visible", "users_not_found"):
            return None
        raise
    return person_of(found, tenant=tenant) if isinstance(found, dict) else None


async def name_of(client: AsyncWebClient, user: str) -> str:
    """What somebody is called in this workspace, an app and a former member too."""
    found = (await client.users_info(user=user)).get("user")
    return _name(found) if isinstance(found, dict) else ""


def person_of(user: Mapping[str, Any], *, tenant: str) -> Person | None:
    """``tenant`` is ours: the enterprise, or the workspace. Somebody from another company belongs to their own."""
    identifier = str(user.get("id") or "")
    if not identifier or identifier == SLACKBOT or user.get("is_bot") is True or user.get("deleted") is True:
        return None
    stranger = user.get("is_stranger") is True
    theirs = str(user.get("team_id") or tenant) if stranger else tenant
    return Person(
        account=Account(Platform.SLACK, theirs, identifier),
        name=_name(user) or identifier,
        locale=str(user.get("locale") or ""),
        time_zone=str(user.get("tz") or ""),
    )


def closed_account_of(user: Mapping[str, Any], *, tenant: str) -> Person | None:
    """Whose account has been deactivated, by id alone; None when it is open."""
    identifier = str(user.get("id") or "")
    if not identifier or user.get("deleted") is not True:
        return None
    return Person(Account(Platform.SLACK, tenant, identifier), "", active=False)


def _name(user: Mapping[str, Any]) -> str:
    found = user.get("profile")
    profile: Mapping[str, Any] = found if isinstance(found, dict) else {}
    for source, key in (
        (profile, "display_name"),
        (profile, "real_name"),
        (user, "real_name"),
        (user, "name"),
    ):
        name = clean(str(source.get(key) or "")).replace("\n", " ").strip()
        if name:
            return cut(name, _NAME)
    return ""
