"""Installing Rondo into workspaces, and keeping what it speaks with."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.oauth.installation_store import Installation

from adapters.desk import Platform
from adapters.slack.connection import Slack
from adapters.slack.installations import Installations, OneWorkspace, Seal
from adapters.slack.manifest import BOT_SCOPES
from adapters.slack.oauth import COOKIE
from adapters.slack.routes import slack_routes
from adapters.slack.settings import SlackSettings
from tests.adapters.slack.conftest import House, Rows, a_house
from tests.fakes.desk import FakeDesk, Responses, a_card, typed_words

KEY = "k" * 40
BY_OAUTH: dict[str, Any] = {
    "bot_token": "",
    "client_id": "1.2",
    "client_secret": "hush",
    "secret_key": KEY,
    "base_url": "https://rondo.example.org",
}


def an_installation(**facts: Any) -> Installation:
    return Installation(
        **{"team_id": "T1", "bot_token": "xoxb-secret", "bot_user_id": "U0", "user_id": "U1", **facts}
    )


# --- kept, and encrypted ------------------------------------------------------------------------------------------


async def test_a_token_is_kept_encrypted_and_comes_back() -> None:
    rows = Rows()
    await Installations(rows, Seal(KEY)).async_save(an_installation())
    assert "xoxb" not in rows.rows["T1"].sealed
    found = await Installations(rows, Seal(KEY)).token_for("T1")
    assert found is not None
    assert (found.token, found.bot_user) == ("xoxb-secret", "U0")
    assert "xoxb" not in repr(found)


async def test_another_secret_key_opens_nothing(caplog: pytest.LogCaptureFixture) -> None:
    rows = Rows()
    await Installations(rows, Seal(KEY)).async_save(an_installation())
    assert await Installations(rows, Seal("another" * 8)).token_for("T1") is None
    assert any("install Rondo again" in record.message for record in caplog.records)


async def test_a_secret_key_can_be_changed_in_two_steps() -> None:
    rows = Rows()
    await Installations(rows, Seal("old" * 12)).async_save(an_installation())
    found = await Installations(rows, Seal(KEY, "old" * 12)).token_for("T1")
    assert found is not None


async def test_an_organisation_wide_installation_speaks_for_its_enterprise() -> None:
    store = Installations(Rows(), Seal(KEY))
    await store.async_save(an_installation(enterprise_id="E1", team_id=None, is_enterprise_install=True))
    assert await store.token_for("E1") is not None
    found = await store.async_find_bot(enterprise_id="E1", team_id="T7", is_enterprise_install=True)
    assert found is not None
    assert found.bot_token == "xoxb-secret"


async def test_a_workspace_of_an_enterprise_is_found_by_either() -> None:
    store = Installations(Rows(), Seal(KEY))
    await store.async_save(an_installation(enterprise_id="E1"))
    assert await store.token_for("T1") is not None
    assert await store.token_for("E1") is not None
    assert await store.token_for("T2") is None


async def test_installed_anew_the_new_token_speaks_and_taken_away_none_does() -> None:
    store = Installations(Rows(), Seal(KEY))
    await store.async_save(an_installation())
    await store.token_for("T1")
    await store.async_save(an_installation(bot_token="xoxb-new"))
    found = await store.token_for("T1")
    assert found is not None
    assert found.token == "xoxb-new"
    await store.async_delete_installation(enterprise_id=None, team_id="T1")
    assert await store.token_for("T1") is None


async def test_one_workspace_by_its_token_needs_no_installation() -> None:
    found = await OneWorkspace("xoxb-1").token_for("any")
    assert found is not None
    assert found.token == "xoxb-1"


@pytest.mark.parametrize("missing", ["client_id", "client_secret", "secret_key"])
def test_without_a_token_or_a_way_to_one_it_says_what_is_missing(missing: str) -> None:
    settings = SlackSettings(**{**BY_OAUTH, missing: ""})
    with pytest.raises(ValueError, match="SLACK_BOT_TOKEN"):
        Slack(settings, desk=FakeDesk(), respond=Responses(), read_words=typed_words, rows=Rows())


def test_without_a_signing_secret_there_are_no_routes() -> None:
    slack = Slack(SlackSettings(bot_token="x"), desk=FakeDesk(), respond=Responses(), read_words=typed_words)
    assert slack.routes.routes == []
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        slack_routes(slack.receiver, signing_secret="", now=FakeDesk().now)


def test_settings_never_show_their_secrets() -> None:
    assert "hush" not in repr(SlackSettings(**BY_OAUTH))


# --- by OAuth -----------------------------------------------------------------------------------------------------


GRANTED = {
    "app_id": "A0RONDO",
    "access_token": "xoxb-fake-rondo",
    "token_type": "bot",
    "scope": "commands,chat:write",
    "bot_user_id": "U0RONDO",
    "team": {"id": "T0NETWORK", "name": "Early years"},
    "enterprise": None,
    "is_enterprise_install": False,
    "authed_user": {"id": "U1"},
}


async def get(house: House, path: str, **cookies: str) -> aiohttp.ClientResponse:
    jar = aiohttp.DummyCookieJar()
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Accept-Language": "es-MX",
    }
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as session,
        session.get(f"{house.url}{path}", headers=headers, allow_redirects=False) as response,
    ):
        await response.read()
        return response


async def begun(house: House) -> tuple[str, str]:
    """The state and the cookie with which an installation begins."""
    response = await get(house, "/slack/install")
    state = parse_qs(urlsplit(response.headers["Location"]).query)["state"][0]
    return state, response.cookies[COOKIE].value


async def test_install_leads_to_slacks_own_page() -> None:
    async with a_house(**BY_OAUTH) as house:
        response = await get(house, "/slack/install")
        address = urlsplit(response.headers["Location"])
        query = parse_qs(address.query)
        assert (response.status, address.netloc, address.path) == (302, "slack.com", "/oauth/v2/authorize")
        assert query["scope"] == [",".join(BOT_SCOPES)]
        assert query["redirect_uri"] == ["https://rondo.example.org/slack/oauth_redirect"]
        cookie = response.cookies[COOKIE]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "lax")


async def test_back_from_slack_the_installation_is_kept_and_the_installer_welcomed() -> None:
    async with a_house(**BY_OAUTH) as house:
        rosa = house.slack.person("Rosa", id="U1")
        house.desk.screens["welcome"] = a_card("Hello, I'm Rondo.")
        house.slack.codes["c0de"] = GRANTED
        state, cookie = await begun(house)
        response = await get(house, f"/slack/oauth_redirect?code=c0de&state={state}", **{COOKIE: cookie})
        assert response.status == 303
        assert response.headers["Location"] == "https://slack.com/app_redirect?app=A0RONDO&team=T0NETWORK"
        await house.app.background.drain(5)
        assert [message.words for message in rosa.direct_messages] == ["Hello, I'm Rondo."]
        assert house.desk.meetings[0].workspace == "Early years"
        assert house.desk.installed == [(Platform.SLACK, "T0NETWORK")], "what failed there is shown soon"


FORGED = {
    "no state": ("", "x"),
    "another state": ("nonsense", "x"),
    "no cookie": (None, ""),
    "another browser's cookie": (None, "x"),
}


@pytest.mark.parametrize("how", FORGED)
async def test_a_state_that_is_not_ours_installs_nothing(how: str) -> None:
    async with a_house(**BY_OAUTH) as house:
        house.slack.codes["c0de"] = GRANTED
        given, cookie = FORGED[how]
        state = (await begun(house))[0] if given is None else given
        response = await get(house, f"/slack/oauth_redirect?code=c0de&state={state}", **{COOKIE: cookie})
        assert response.status == 400
        assert "es:slack.install_expired" in await response.text()
        assert house.rows.rows == {}


async def test_a_state_does_not_last() -> None:
    async with a_house(**BY_OAUTH) as house:
        house.slack.codes["c0de"] = GRANTED
        state, cookie = await begun(house)
        house.desk.clock = lambda: datetime.now(UTC) + timedelta(minutes=11)
        response = await get(house, f"/slack/oauth_redirect?code=c0de&state={state}", **{COOKIE: cookie})
        assert response.status == 400


async def test_somebody_who_says_no_to_slack_is_told_that_nothing_happened() -> None:
    async with a_house(**BY_OAUTH) as house:
        response = await get(house, "/slack/oauth_redirect?error=access_denied")
        assert (response.status, "es:slack.install_cancelled" in await response.text()) == (200, True)


@pytest.mark.parametrize("trouble", [{"error": "invalid_code"}, {"status": 503}])
async def test_when_slack_does_not_finish_it_the_person_is_told(trouble: dict[str, Any]) -> None:
    async with a_house(**BY_OAUTH) as house:
        house.slack.trouble("oauth.v2.access", times=3, **trouble)
        state, cookie = await begun(house)
        response = await get(house, f"/slack/oauth_redirect?code=x&state={state}", **{COOKIE: cookie})
        assert (response.status, "es:slack.install_failed" in await response.text()) == (502, True)
        assert house.rows.rows == {}


async def test_one_workspace_by_its_token_has_nothing_to_install(house: House) -> None:
    assert (await get(house, "/slack/install")).status == 404
