"""How people and conversations are reached in Teams, kept; and whose own views a card in a place has."""

import pytest

from storage.database import Database
from storage.keys import AccountKey, PlaceKey
from storage.people import Beginning, PersonSeen, meet
from storage.references import (
    conversations_of,
    find_conversation,
    find_handle,
    find_user,
    handles_in,
    new_in,
    note_conversation,
    note_handles,
)
from storage.writer import Writer
from tests.support.builders import done

PLACE = PlaceKey("teams", "t-1", "19:early")
URL = "https://smba.example/"


def note(writer: Writer, user: str, conversation: str = "", tenant: str = "t-1") -> None:
    row = (tenant, user, f"29:{user}", URL, conversation)
    done(writer.run(lambda unit: note_handles(unit, "teams", [row])).result(10))


def note_place(writer: Writer, id: str, *, team: str = "", gone: bool = False) -> None:
    row = ("t-1", id, URL, "channel", team, gone)
    done(writer.run(lambda unit: note_conversation(unit, "teams", *row)).result(10))


def met(writer: Writer, *users: str) -> None:
    people = [PersonSeen(AccountKey("teams", "t-1", user), user.title()) for user in users]
    done(
        writer.run(
            lambda unit: meet(
                unit, ("teams", "t-1"), people, beginning=Beginning("Early"), place=PLACE, complete=True
            )
        ).result(10)
    )


def test_what_teams_does_not_tell_of_a_personal_chat_leaves_the_known_one(
    database: Database, writer: Writer
) -> None:
    note(writer, "ana", "a:1")
    note(writer, "ana")
    found = database.read_now(lambda c: find_handle(c, "teams", "t-1", "ana"))
    assert (found.handle, found.conversation) == ("29:ana", "a:1")
    note(writer, "ana", "a:2")
    assert database.read_now(lambda c: find_handle(c, "teams", "t-1", "ana")).conversation == "a:2"
    assert database.read_now(lambda c: find_handle(c, "teams", "t-2", "ana")) is None


@pytest.mark.parametrize(
    ("tenant", "handle", "user"), [("t-1", "29:ana", "ana"), ("t-2", "29:ana", ""), ("t-1", "29:bo", "")]
)
def test_a_handle_tells_whose_it_is_in_its_tenant(
    database: Database, writer: Writer, tenant: str, handle: str, user: str
) -> None:
    note(writer, "ana")
    assert database.read_now(lambda c: find_user(c, "teams", tenant, handle)) == user


@pytest.mark.parametrize(
    ("person", "is_new"),
    [
        (("t-1", "ana", "29:ana", URL, "a:1"), False),
        (("t-1", "ana", "29:ana", URL, ""), False),
        (("t-1", "ana", "29:ana", URL, "a:2"), True),
        (("t-1", "ana", "29:other", URL, ""), True),
        (("t-1", "ana", "29:ana", "https://smba.example/in/", ""), True),
        (("t-2", "ana", "29:ana", URL, ""), True),
        (("t-1", "bo", "29:bo", URL, ""), True),
    ],
    ids=str,
)
def test_only_what_would_change_something_is_new(
    database: Database, writer: Writer, person: tuple[str, str, str, str, str], is_new: bool
) -> None:
    note(writer, "ana", "a:1")
    note(writer, "cy")
    people = [person, ("t-1", "cy", "29:cy", URL, "")]
    assert list(database.read_now(lambda c: new_in(c, "teams", people))) == [person] * is_new


def test_a_conversation_is_gone_until_it_is_noted_again(database: Database, writer: Writer) -> None:
    for gone in (False, True, False):
        note_place(writer, PLACE.conversation, gone=gone)
        found = database.read_now(lambda c: find_conversation(c, "teams", "t-1", PLACE.conversation))
        assert found.gone is gone


def test_the_channels_of_a_team_are_its_own(database: Database, writer: Writer) -> None:
    note_place(writer, "19:b", team="19:team")
    note_place(writer, "19:a", team="19:team")
    note_place(writer, "19:c", team="19:other")
    found = database.read_now(lambda c: conversations_of(c, "teams", "t-1", "19:team"))
    assert [row.id for row in found] == ["19:a", "19:b"]
    assert database.read_now(lambda c: conversations_of(c, "teams", "t-2", "19:team")) == []


def test_the_people_of_a_place_have_views_of_their_own_up_to_a_number(
    database: Database, writer: Writer
) -> None:
    met(writer, "ana", "bo", "cy")
    for user in ("ana", "bo", "cy", "dee"):
        note(writer, user)
    note(writer, "ana", tenant="t-2")
    assert database.read_now(lambda c: handles_in(c, PLACE, 3)) == ("29:ana", "29:bo", "29:cy")
    assert database.read_now(lambda c: handles_in(c, PLACE, 2)) == ()
    met(writer, "ana", "bo")
    assert database.read_now(lambda c: handles_in(c, PLACE, 2)) == ("29:ana", "29:bo")


def test_who_has_no_account_any_more_has_no_view(database: Database, writer: Writer) -> None:
    met(writer, "ana", "bo")
    for user in ("ana", "bo"):
        note(writer, user)
    closed = [PersonSeen(AccountKey("teams", "t-1", "bo"), "Bo", active=False)]
    done(
        writer.run(
            lambda unit: meet(unit, ("teams", "t-1"), closed, beginning=Beginning("Early"), place=PLACE)
        ).result(10)
    )
    assert database.read_now(lambda c: handles_in(c, PLACE, 60)) == ("29:ana",)
