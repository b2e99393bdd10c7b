"""Slack's app manifest: Slack takes it, and it asks for what Rondo uses and no more."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from adapters.slack.asking import SHORTCUTS
from adapters.slack.manifest import BOT_EVENTS, BOT_SCOPES, manifest
from tests.adapters.slack.manifest_rules import CALLS, EVENTS, MANIFEST

ADDRESS = "https://rondo.example.org"
ADAPTER = Path(__file__).parents[3] / "adapters" / "slack"
CALLED = re.compile(
    r'"((?:auth|chat|conversations|oauth|users|views)\.[a-zA-Z.0-9]+)"|client\.((?:auth|chat|conversations|oauth|users|views)_\w+)'
)


def what_is_wrong(whole: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(MANIFEST).iter_errors(whole)]


@pytest.mark.parametrize("socket_mode", [False, True])
def test_the_manifest_is_as_slack_takes_it(socket_mode: bool) -> None:
    assert what_is_wrong(manifest(ADDRESS, socket_mode=socket_mode)) == []


def test_what_slack_would_refuse_is_seen() -> None:
    whole = manifest(ADDRESS, name="Rondo " * 6)
    whole["features"]["shortcuts"][0]["name"] = "Make this message a proposal"
    whole["settings"]["event_subscriptions"]["request_url"] = "rondo.example.org"
    whole["settings"]["unheard_of"] = True
    assert len(what_is_wrong(whole)) == 4


def test_the_manifest_names_every_address_or_none() -> None:
    over_http, by_socket = manifest(f"{ADDRESS}/"), manifest(ADDRESS, socket_mode=True)
    assert json.dumps(over_http).count(f"{ADDRESS}/slack/events") == 3
    assert over_http["oauth_config"]["redirect_urls"] == [f"{ADDRESS}/slack/oauth_redirect"]
    assert "https://" not in json.dumps(by_socket)
    assert by_socket["settings"]["socket_mode_enabled"] is True


def test_the_manifest_offers_the_shortcuts_and_events_that_are_listened_to() -> None:
    shortcuts = manifest(ADDRESS)["features"]["shortcuts"]
    assert {shortcut["callback_id"] for shortcut in shortcuts} == set(SHORTCUTS)
    assert list(BOT_EVENTS) == sorted(set(BOT_EVENTS))


def calls() -> set[str]:
    """Every method of Slack's that the adapter's code names."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in ADAPTER.glob("*.py"))
    return {whole or spelled.replace("_", ".", 1) for whole, spelled in CALLED.findall(code)}


def scopes_of(table: dict[str, tuple[str, ...]], used: Iterable[str]) -> set[str]:
    return {scope for one in used for scope in table[one]}


def test_every_scope_is_needed_by_a_call_or_an_event_and_no_needed_one_is_missing() -> None:
    assert calls() == set(CALLS), "a new call needs its line in manifest_rules.py, and an old one loses it"
    assert set(BOT_EVENTS) == set(EVENTS)
    needed = {"commands"} | scopes_of(CALLS, calls()) | scopes_of(EVENTS, BOT_EVENTS)
    assert needed == set(BOT_SCOPES)
    assert all(BOT_SCOPES.values()), "each says why"
