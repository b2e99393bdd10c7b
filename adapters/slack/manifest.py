"""Rondo's Slack app manifest as data: what it asks a workspace for, and why."""

from collections.abc import Mapping
from typing import Any, Final

BOT_SCOPES: Final[Mapping[str, str]] = {
    "commands": "/rondo, and the three shortcuts on messages",
    "chat:write": "the round's card, its thread, direct messages, private words in a channel",
    "channels:read": "who is in a public channel that Rondo was invited to",
    "groups:read": "the same, for a private channel",
    "mpim:read": "the same, for a group of direct messages",
    "channels:history": "after a doubtful delivery: is our message there already? Nothing else is read",
    "groups:history": "the same, for a private channel",
    "mpim:history": "the same, for a group of direct messages",
    "im:history": "the same, for a direct message",
    "im:write": "to open a direct message with somebody whose voice is needed",
    "users:read": "name, time zone and language of the people of a channel",
}
"""What is asked for, with the reason."""

BOT_EVENTS: Final = (
    "app_home_opened",
    "app_uninstalled",
    "channel_archive",
    "channel_left",
    "channel_rename",
    "group_archive",
    "group_left",
    "group_rename",
    "member_joined_channel",
    "member_left_channel",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def manifest(base_url: str, *, socket_mode: bool = False, name: str = "Rondo") -> dict[str, Any]:
    """Ready to paste at api.slack.com/apps. With ``socket_mode`` Slack needs no way in, and no address is named."""
    base = base_url.rstrip("/")
    events = f"{base}/slack/events"
    request_url = {} if socket_mode else {"request_url": events}
    command_url = {} if socket_mode else {"url": events}
    redirects = {} if socket_mode else {"redirect_urls": [f"{base}/slack/oauth_redirect"]}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": "Helps a group decide so that everyone is heard",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [
                {
                    "command": "/rondo",
                    "description": "What waits for you, and what you can do",
                    "usage_hint": "[propose · vote · commit · commitments · digest · circle · reminders · web · help]",
                    "should_escape": False,
                    **command_url,
                }
            ],
            "shortcuts": [
                {
                    "name": "Make this a proposal",
                    "type": "message",
                    "callback_id": "propose_from_message",
                    "description": "Starts a proposal with this message as its text",
                },
                {
                    "name": "Ask this in the round",
                    "type": "message",
                    "callback_id": "ask_in_round",
                    "description": "Brings this message into the round as a question",
                },
                {
                    "name": "Note a commitment",
                    "type": "message",
                    "callback_id": "note_commitment",
                    "description": "Fills in who does what by when from this message",
                },
            ],
        },
        "oauth_config": {"scopes": {"bot": list(BOT_SCOPES)}, **redirects},
        "settings": {
            "event_subscriptions": {"bot_events": list(BOT_EVENTS), **request_url},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": True,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
