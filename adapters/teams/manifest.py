"""Rondo's Teams app package: what it asks an organisation for, and why; what it offers there, in each language."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.copy import LOCALES, Copy, words_for
from adapters.teams.icons import GREEN, colour_icon, outline_icon

SCHEMA: Final = "1.29"
"""Of Microsoft's manifest schema: the newest that its documentation calls generally available."""
VERSION: Final = "1.4.0"
"""Of this app. Teams takes up a changed package only when this is higher; a test remembers what it stands for."""

PERMISSIONS: Final[Mapping[str, str]] = {
    "identity": "to know who answers: one person has one voice",
    "messageTeamMembers": "to write in private to somebody whose voice is needed",
}
"""What is asked for, with the reason. The members of a team, channel or chat come from the Bot Framework's roster, which
needs no consent of its own; so nothing of Microsoft Graph and no resource-specific consent is asked for."""

_WHERE_OTHERS_READ: Final = (
    "propose",
    "vote",
    "commit",
    "commitments",
    "roles",
    "circle",
    "reminders",
    "home",
    "web",
    "help",
)
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "personal": (
        "home",
        "propose",
        "vote",
        "commit",
        "commitments",
        "roles",
        "reminders",
        "web",
        "circle",
        "help",
    ),
    "team": _WHERE_OTHERS_READ,
    "groupChat": _WHERE_OTHERS_READ,
}
"""What Teams suggests in each kind of conversation: the words that ``adapters/typed.py`` reads, the likeliest first."""

ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "propose": ("compose", "commandBox"),
    "propose_from_message": ("message",),
    "ask_in_round": ("message",),
    "note_commitment": ("message",),
}
"""What opens a dialog: each action's id, and where Teams offers it."""

_DEFAULT: Final = "en"


def package(app_id: str, base_url: str) -> bytes:
    """The zip to upload to Teams, the same bytes for the same arguments. ``ValueError`` says what is wrong with one."""
    others = [locale for locale in LOCALES if locale != _DEFAULT]
    files = {
        "manifest.json": _json(manifest(app_id, base_url)),
        "color.png": colour_icon(),
        "outline.png": outline_icon(),
        **{f"{locale}.json": _json(translation(locale)) for locale in others},
    }
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name)  # of 1980, whenever it is written
            entry.create_system = 3  # as on Linux, wherever it is written
            archive.writestr(entry, content, compress_type=ZIP_DEFLATED)
    return whole.getvalue()


def manifest(app_id: str, base_url: str, *, locale: str = _DEFAULT) -> dict[str, Any]:
    """``manifest.json``. The package has the id of its bot, so that it stays the same app from one version to the next."""
    bot = _guid(app_id)
    base, host = _address(base_url)
    others = [{"languageTag": other, "file": f"{other}.json"} for other in LOCALES if other != _DEFAULT]
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": VERSION,
        "id": bot,
        "developer": {"name": "Rondo", "websiteUrl": base, "privacyUrl": base, "termsOfUseUrl": base},
        "localizationInfo": {"defaultLanguageTag": _DEFAULT, "additionalLanguages": others},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": f"#{bytes(GREEN).hex()}",
        **_offer(bot, words_for(locale)),
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "permissions": list(PERMISSIONS),
        "validDomains": [host],
    }


def translation(locale: str) -> dict[str, str]:
    """A language's file: each sentence under the path at which the manifest has it in English."""
    schema = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.Localization.schema.json"
    return {"$schema": schema, **dict(_sentences(_offer("", words_for(locale))))}


def _offer(bot: str, w: Copy) -> dict[str, Any]:
    """All that people read, and what it leads to."""
    return {
        "name": {"short": "Rondo", "full": w("teams_app.full_name")},
        "description": {"short": w("teams_app.short"), "full": w("teams_app.long")},
        "bots": [
            {
                "botId": bot,
                "scopes": list(COMMANDS),
                "isNotificationOnly": False,
                "supportsFiles": False,
                "supportsCalling": False,
                "supportsVideo": False,
                "commandLists": [
                    {"scopes": [scope], "commands": [_command(word, w) for word in words]}
                    for scope, words in COMMANDS.items()
                ],
            }
        ],
        "composeExtensions": [{"botId": bot, "commands": [_action(id, w) for id in ACTIONS]}],
    }


def _command(word: str, w: Copy) -> dict[str, str]:
    return {"title": w(f"teams_command.{word}"), "description": w(f"teams_command.{word}_does")}


def _action(id: str, w: Copy) -> dict[str, Any]:
    return {
        "id": id,
        "type": "action",
        "context": list(ACTIONS[id]),
        "title": w(f"teams_action.{id}"),
        "description": w(f"teams_action.{id}_does"),
        "fetchTask": True,
    }


def _sentences(offer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for about in ("name", "description"):
        yield from ((f"{about}.{length}", words) for length, words in offer[about].items())
    for n, commands in enumerate(offer["bots"][0]["commandLists"]):
        yield from _of_each(f"bots[0].commandLists[{n}]", commands["commands"])
    yield from _of_each("composeExtensions[0]", offer["composeExtensions"][0]["commands"])


def _of_each(path: str, commands: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for n, command in enumerate(commands):
        for part in ("title", "description"):
            yield f"{path}.commands[{n}].{part}", command[part]


def _guid(app_id: str) -> str:
    try:
        return str(UUID(app_id))
    except ValueError:
        raise ValueError(
            "TEAMS_APP_ID must look like 12345678-abcd-1234-abcd-1234567890ab. Copy it from the Azure portal, at your "
            "bot's Configuration (Microsoft App ID)."
        ) from None


def _address(base_url: str) -> tuple[str, str]:
    parts = urlsplit(base_url)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError(
            f"Teams needs an https:// address, and {base_url!r} is none. Use https://rondo.example, say."
        )
    return base_url.rstrip("/"), parts.hostname


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
