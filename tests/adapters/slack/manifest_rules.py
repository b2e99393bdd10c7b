"""What Slack takes in a manifest, as a JSON schema of our own.

Slack publishes one (github.com/slackapi/manifest-schema, version 2.0.0), but no package carries it. These are its rules
for the parts that Rondo uses, written down from there and from docs.slack.dev, *App manifest reference*, in November 2026.
What Rondo does not use is not allowed here, so whoever adds a part adds its rule.
"""

from typing import Any, Final

Schema = dict[str, Any]


def text(longest: int, **more: Any) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest, **more}


def address(longest: int) -> Schema:
    return text(longest, pattern=r"^https?://")


def some(of: Schema, most: int, **more: Any) -> Schema:
    return {"type": "array", "items": of, "maxItems": most, **more}


def part(*required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


FLAG: Final[Schema] = {"type": "boolean"}
NUMBER: Final[Schema] = {"type": "integer"}

DISPLAY: Final = part(
    "name",
    name=text(35),
    description=text(140),
    background_color=text(7, pattern="^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
)
COMMAND: Final = part(
    "command",
    "description",
    command=text(32, pattern="^/."),
    url=address(3_000),
    description=text(2_000),
    usage_hint=text(1_000),
    should_escape=FLAG,
)
SHORTCUT: Final = part(
    "name",
    "type",
    "callback_id",
    "description",
    name=text(24),
    type={"enum": ["message", "global"]},
    callback_id=text(255),
    description=text(150),
)
FEATURES: Final = part(
    app_home=part(home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
    bot_user=part("display_name", display_name=text(80), always_online=FLAG),
    slash_commands=some(COMMAND, 50, minItems=1),
    shortcuts=some(SHORTCUT, 10, minItems=1),
)
OAUTH: Final = part(
    scopes=part(bot=some(text(50), 255)), redirect_urls=some(address(2_500), 1_000, uniqueItems=True)
)
SETTINGS: Final = part(
    event_subscriptions=part(request_url=address(3_500), bot_events=some(text(50), 100, uniqueItems=True)),
    interactivity=part("is_enabled", is_enabled=FLAG, request_url=address(3_500)),
    org_deploy_enabled=FLAG,
    socket_mode_enabled=FLAG,
    token_rotation_enabled=FLAG,
)
MANIFEST: Final = part(
    "display_information",
    _metadata=part(major_version=NUMBER, minor_version=NUMBER),
    display_information=DISPLAY,
    features=FEATURES,
    oauth_config=OAUTH,
    settings=SETTINGS,
)

CALLS: Final = {
    "auth.test": (),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "mpim:history", "im:history"),
    "conversations.info": ("channels:read", "groups:read", "mpim:read"),
    "conversations.members": ("channels:read", "groups:read", "mpim:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "mpim:history", "im:history"),
    "oauth.v2.access": (),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""The scopes of each method that Rondo calls, by the kinds of conversation in which it does (docs.slack.dev, *Methods*)."""

EVENTS: Final = {
    "app_home_opened": (),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""The scopes of each event (docs.slack.dev, *Events*)."""
