"""What Teams sends, read: who, where, what they said, and what makes a repeat a repeat."""

from time import monotonic
from typing import Any

import pytest

from adapters.cards import MAX_TEXT
from adapters.desk import PlaceKey, Platform
from adapters.payloads import Malformed
from adapters.teams.read import Dialog, Execute, Extension, Happening, Kind, Typed, origin_of, read
from adapters.teams.wiring import place_of
from tests.adapters.teams.conftest import TENANT, activity

PRESSED = "v1|new_link||"


def a_dialogs_button(**data: Any) -> Any:
    """What a button in a dialog sends."""
    return {"name": "task/submit", "value": {"data": {"a": PRESSED, **data}}}


def key(**parts: Any) -> str:
    found = read(activity(**parts))
    assert isinstance(found, Dialog | Execute)
    return found.key


# --- what is a repeat ---


def test_a_button_of_a_card_in_a_dialog_is_pressed_anew_each_time() -> None:
    """Such a card is no form and has no key of its own."""
    first, again, later = (key(id=id, **a_dialogs_button()) for id in ("f:1", "f:1", "f:2"))
    assert first == again
    assert first != later


def test_a_form_sent_twice_is_one_form_unless_something_else_was_typed() -> None:
    def sent(id: str, typed: str, by: str = "rosa") -> str:
        person = {"id": f"29:{by}", "aadObjectId": by}
        form = a_dialogs_button(k="drawing-1", f=["f.words"], **{"f.words": typed})
        return key(id=id, **{"from": person}, **form)

    assert sent("f:1", "No budget") == sent("f:2", "No budget")
    assert sent("f:1", "No budget") != sent("f:2", "No money")
    assert sent("f:1", "No budget") != sent("f:2", "No budget", by="sam")


def test_two_people_who_press_are_two_presses_whatever_teams_calls_them() -> None:
    press = {"value": {"action": {"type": "Action.Execute", "verb": "rondo", "data": {"a": PRESSED}}}}
    people = ({"id": f"29:{name}", "aadObjectId": name} for name in ("rosa", "sam"))
    rosa, sam = (key(id="f:1", **{"from": person}, **press) for person in people)
    assert rosa != sam


@pytest.mark.parametrize("parts", [{}, a_dialogs_button(), {"type": "message", "text": "home"}], ids=str)
def test_without_an_id_a_repeat_could_not_be_told_and_nothing_is_taken(parts: Any) -> None:
    with pytest.raises(Malformed):
        read(activity(id=..., **parts))


# --- what a card says of its place ---


def pressed(kind: str, **data: Any) -> Execute:
    action = {"type": "Action.Execute", "verb": "rondo", "data": {"a": PRESSED, **data}}
    there = {"id": "19:here", "conversationType": kind, "tenantId": TENANT}
    found = read(activity(conversation=there, value={"action": action}))
    assert isinstance(found, Execute)
    return found


def test_a_card_in_a_channel_is_about_that_channel_whatever_its_data_says() -> None:
    forged = pressed("channel", p="19:elsewhere")
    assert place_of(forged.origin, forged.sent) == PlaceKey(Platform.TEAMS, TENANT, "19:here")


def test_a_card_in_a_personal_chat_says_which_place_of_the_same_tenant_it_is_about() -> None:
    told, silent = pressed("personal", p="19:early"), pressed("personal")
    assert place_of(told.origin, told.sent) == PlaceKey(Platform.TEAMS, TENANT, "19:early")
    assert place_of(silent.origin, silent.sent) is None


# --- words ---

RONDO = {"type": "mention", "text": "<at>Rondito</at>", "mentioned": {"id": "28:rondo", "name": "Rondito"}}
MAYA = {"type": "mention", "text": "<at>Maya Thompson</at>", "mentioned": {"id": "29:maya"}}


@pytest.mark.parametrize(
    ("text", "entities", "words"),
    [
        ("<at>Rondito</at>&nbsp;propose&nbsp;Paid meetings", [RONDO], "propose Paid meetings"),
        (
            "<at>Rondito</at> propose Let <at>Maya Thompson</at> chair",
            [RONDO, MAYA],
            "propose Let Maya Thompson chair",
        ),
        ("<at>Maya Thompson</at>, <at>Rondito</at> help", [MAYA, RONDO], "Maya Thompson,   help"),
        ("<at>Rondo</at> propose Let <at>Maya</at> chair", [], "propose Let Maya chair"),
        ("1 &lt; 2 &amp; 3", [], "1 < 2 & 3"),
        ("home", 7, "home"),
    ],
)
def test_words_are_read_without_rondos_mention_and_with_those_of_people(
    text: str, entities: Any, words: str
) -> None:
    found = read(activity(type="message", text=text, entities=entities))
    assert isinstance(found, Typed)
    assert found.words == words


@pytest.mark.parametrize("sign", ["<at>", "<", "<at ", "&"])
def test_words_made_to_hold_rondo_up_are_read_at_once(sign: str) -> None:
    long = sign * (200_000 // len(sign))
    menu = {"commandId": "propose_from_message", "messagePayload": {"body": {"content": long}}}
    began = monotonic()
    read(activity(type="message", text=long))
    read(activity(name="composeExtension/fetchTask", value=menu))
    assert monotonic() - began < 0.2


def test_a_long_message_becomes_a_proposal_as_far_as_it_fits() -> None:
    menu = {
        "commandId": "propose_from_message",
        "messagePayload": {"body": {"content": "<p>word</p>" * 9_000}},
    }
    found = read(activity(name="composeExtension/fetchTask", value=menu))
    assert isinstance(found, Extension)
    assert found.carried["text"].startswith("word\nword")
    assert len(found.carried["text"]) == MAX_TEXT


# --- who and where ---


def test_language_and_zone_are_also_read_of_the_client() -> None:
    client = {"type": "clientInfo", "locale": "es-MX", "timezone": "America/Mexico_City"}
    origin = origin_of(activity(locale=..., localTimezone=..., entities=[client]))
    assert (origin.locale, origin.time_zone) == ("es-MX", "America/Mexico_City")


@pytest.mark.parametrize("name", ["Mars/Olympus", "Pacific Standard Time", "../../etc/passwd", "\x00", "/"])
def test_a_zone_that_is_none_is_not_known(name: str) -> None:
    assert origin_of(activity(localTimezone=name)).time_zone == ""


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("add", "installed"),
        ("add-upgrade", "upgraded"),
        ("remove", "removed"),
        ("remove-upgrade", "removed"),
    ],
)
def test_an_installation_is_followed(action: str, kind: str) -> None:
    found = read(activity(type="installationUpdate", action=action))
    assert isinstance(found, Happening)
    assert found.kind == kind


def test_what_teams_may_invent_about_installations_removes_nothing() -> None:
    assert read(activity(type="installationUpdate", action="something-new")) is None
    assert read(activity(type="installationUpdate")) is None


@pytest.mark.parametrize(
    ("conversation", "channel", "kind"),
    [
        ({"id": "19:x@thread.tacv2"}, {"id": "19:x@thread.tacv2"}, Kind.CHANNEL),
        ({"id": "19:x@thread.v2"}, {}, Kind.GROUP),
        ({"id": "x", "isGroup": True}, {}, Kind.GROUP),
        ({"id": "a:1"}, {}, Kind.PERSONAL),
    ],
)
def test_where_people_may_read_along_is_not_personal_when_teams_does_not_say(
    conversation: Any, channel: Any, kind: Kind
) -> None:
    data = {"tenant": {"id": TENANT}, "channel": channel}
    assert origin_of(activity(conversation=conversation, channelData=data)).conversation.kind is kind


def test_an_answer_in_a_thread_is_in_the_channel_and_its_thread() -> None:
    there = origin_of(activity()).conversation
    assert (there.id, there.thread) == ("19:general@thread.tacv2", "1")


def test_what_happens_in_the_team_about_a_channel_is_of_that_channel() -> None:
    """Teams tells it in the team's general conversation."""
    renamed = activity(
        type="conversationUpdate",
        channelData={
            "tenant": {"id": TENANT},
            "channel": {"id": "19:early@thread.tacv2", "name": "Early years"},
            "eventType": "channelRenamed",
        },
    )
    found = read(renamed)
    assert isinstance(found, Happening)
    assert (found.kind, found.origin.conversation.id) == ("renamed", "19:early@thread.tacv2")
    assert found.origin.conversation.name == "Early years"


def test_that_rondo_was_added_is_heard_once() -> None:
    """An ``installationUpdate`` tells of it too."""
    assert read(activity(type="conversationUpdate", membersAdded=[{"id": "28:rondo"}])) is None
