"""*Note a commitment* on a message, in Slack and in Teams: the form is filled in from it, and nothing of it is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import METADATA
from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.fakes.slack_person import SlackPerson
from tests.fakes.slack_things import Message
from tests.fakes.teams import Conversation
from tests.fakes.teams_person import TeamsPerson

NOTE = "Note a commitment"
COMMITMENT = METADATA.tables["commitment"]
LINK = "https://teams.microsoft.com/l/message/19:x@thread.tacv2/1"


async def notes(here: EarlyYears, person: SlackPerson, message: Message, *, days: int = 0) -> dict[str, str]:
    """Presses it on the message, which is so many days old; what stands in the form."""
    written = here.town.clock.at - timedelta(days=days)
    message.ts = f"{int(written.timestamp())}.000100"
    await person.shortcut(NOTE, message)
    await here.town.behind()
    return person.modal.filled


def address(message: Message) -> str:
    return f"https://slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"


# --- in Slack -----------------------------------------------------------------------------------------------------


async def test_a_slack_message_becomes_a_commitment_of_those_whom_it_mentions(circle: EarlyYears) -> None:
    lee, sam = circle.lee, circle.sam
    said = lee.writes(
        f"<@{sam.user}> and <@{circle.rosa.user}>: please *bring the tables* by Friday", circle.channel
    )
    form = await notes(circle, circle.maya, said)
    assert form["Qué"] == "please bring the tables"
    assert form["Quién"] == "Sam Levy"
    assert form["Para cuándo"] == "Friday"
    assert "Rosa Díaz" in form["Junto con"]
    await circle.maya.submit()
    assert "viernes" in circle.maya.modal.words, "the weekday, before it is saved"
    await circle.maya.submit()
    await circle.town.settle()
    asked = sam.direct_messages[-1]
    assert "please bring the tables" in asked.words
    assert address(said) in str(asked.blocks)


async def test_who_speaks_of_what_they_will_do_does_it(circle: EarlyYears) -> None:
    said = circle.rosa.writes(f"I'll ask <@{circle.sam.user}> for the keys tomorrow", circle.channel)
    form = await notes(circle, circle.lee, said)
    assert (form["What"], form["Who"], form["Together with"]) == (
        "I'll ask Sam Levy for the keys",
        "Rosa Díaz",
        "",
    )


async def test_a_day_is_of_the_day_on_which_it_was_written(circle: EarlyYears) -> None:
    said = circle.rosa.says("I'll call the school tomorrow, and send the list in a week", circle.channel)
    form = await notes(circle, circle.lee, said, days=3)
    assert form["By when"] == "Friday, December 4", "its tomorrow is past"


async def test_a_message_where_no_circle_meets_is_for_one_that_is_chosen(circle: EarlyYears) -> None:
    lee = circle.lee
    await circle.second_circle()
    other = circle.town.slack.channel("garden", [lee, circle.rosa])
    said = circle.rosa.says("I'll send the list by Friday", other)
    assert await notes(circle, lee, said) == {"Which circle is it for?": ""}
    assert lee.modal.title == "Who does what?"
    await lee.submit({"Which circle is it for?": "early-years"})
    await circle.town.behind()
    form = lee.modal.filled
    assert (form["What"], form["Who"], form["By when"]) == ("I'll send the list", "Rosa Díaz", "Friday")


async def test_who_is_in_no_circle_hears_what_to_do(circle: EarlyYears) -> None:
    eve = circle.town.slack.person("Eve Outside", is_restricted=True)
    said = eve.says("I'll send the list by Friday", circle.town.slack.channel("kitchen", [eve]))
    await eve.shortcut(NOTE, said)
    await circle.town.behind()
    assert "You are in no circle yet. Ask somebody to invite you" in eve.modal.words


async def test_who_is_not_known_is_left_to_choose(circle: EarlyYears) -> None:
    eve = circle.town.slack.person("Eve Outside")
    said = circle.lee.writes(f"<@{eve.user}> please bring the tables by Friday", circle.channel)
    form = await notes(circle, circle.lee, said)
    assert form["Who"] == ""
    assert "I can't tell who is meant here: Eve Outside. Choose who does it." in circle.lee.modal.words
    await circle.lee.submit({"Who": "Sam Levy"})
    await circle.lee.submit()
    assert "Sam Levy is asked" in circle.lee.modal.words


async def test_a_picture_alone_asks_what_is_to_be_done(circle: EarlyYears) -> None:
    form = await notes(circle, circle.lee, circle.rosa.says("", circle.channel))
    assert (form["What"], form["Who"]) == ("", "Rosa Díaz")
    assert "This message has no words. Say what is to be done." in circle.lee.modal.words


async def test_what_an_app_says_is_for_whoever_notes_it(circle: EarlyYears) -> None:
    said = circle.lee.says("Order 7 is late. Call the shop by Friday.", circle.channel)
    said.user, said.bot = "U0APP", "B0APP"
    form = await notes(circle, circle.rosa, said)
    assert (form["What"], form["Who"]) == ("Order 7 is late. Call the shop", "Rosa Díaz")
    assert "I can't tell" not in circle.rosa.modal.words


async def test_a_long_message_is_kept_beside_its_one_sentence(circle: EarlyYears) -> None:
    talk = "We talked about <many> *things* and others. " * 12
    said = circle.rosa.says(f"{talk}I'll send the list by Friday. {talk * 4}", circle.channel)
    form = await notes(circle, circle.rosa, said)
    assert form["What"] == "I'll send the list"
    await circle.rosa.submit()
    await circle.rosa.submit()
    assert "You do this: I'll send the list" in circle.rosa.modal.words
    kept = circle.town.house.database.read_now(lambda c: c.execute(select(COMMITMENT.c.body)).scalar_one())
    assert talk.strip() in kept
    assert address(said) in kept


# --- in Teams -----------------------------------------------------------------------------------------------------


@pytest.fixture
async def general(side: TeamsSide) -> Conversation:
    """A circle's channel."""
    people = [side.person(name) for name in ("Lee Wong", "Rosa Díaz", "Sam Levy", "Sam Jones")]
    general = side.teams.channel("Early years", [each.person for each in people])
    await people[0].installs(general)
    await side.behind()
    await people[0].press(people[0].chat.posts[-1], "Start")
    await people[0].submit({MUST_BE_HEARD: ["members"]})
    return general


def somebody(side: TeamsSide, name: str) -> TeamsPerson:
    person = next(each for each in side.teams.people.values() if each.name == name)
    return TeamsPerson(side.teams, person, side.post)


def message(
    side: TeamsSide, content: str, by: TeamsPerson | None, *mentions: tuple[TeamsPerson, str], days: int = 0
) -> dict[str, Any]:
    """As Teams hands it over: a mention word by word, each ``<at>`` with its number."""
    user = (
        {"userIdentityType": "aadUser", "id": by.person.user, "displayName": by.person.name} if by else None
    )
    app = None if by else {"id": "app-1", "displayName": "Orders", "applicationIdentityType": "bot"}
    return {
        "id": "m-1",
        "createdDateTime": (side.town.clock.at - timedelta(days=days)).isoformat(),
        "body": {"content": content, "contentType": "html"},
        "from": {"user": user, "application": app},
        "linkToMessage": LINK,
        "mentions": [
            {
                "id": number,
                "mentionText": text,
                "mentioned": {"user": {"id": who.person.user, "displayName": who.person.name}},
            }
            for number, (who, text) in enumerate(mentions)
        ],
    }


async def test_a_teams_message_becomes_a_commitment_of_those_whom_it_mentions(
    side: TeamsSide, general: Conversation
) -> None:
    """By their accounts: two are called Sam."""
    lee, rosa, sam = (somebody(side, name) for name in ("Lee Wong", "Rosa Díaz", "Sam Jones"))
    said = message(
        side,
        '<div><at id="0">Sam</at>&nbsp;<at id="1">Jones</at>, <at id="2">Rosa</at>: <b>bring</b> the tables by Friday</div>',
        lee,
        (sam, "Sam"),
        (sam, "Jones"),
        (rosa, "Rosa"),
    )  # fmt: skip
    await lee.menu("note_commitment", general, said)
    assert lee.filled["What"] == "bring the tables"
    assert (lee.filled["Who"], lee.filled["Together with"]) == ("Sam Jones", "Rosa Díaz")
    assert lee.filled["By when"] == "Friday"
    await lee.submit()
    assert "Friday, " in lee.dialog_words
    await lee.submit()
    assert "Sam Jones is asked: bring the tables" in lee.dialog_words
    await side.settle()
    asked = sam.chat.posts[-1]
    assert "bring the tables" in asked.words
    assert LINK in str(asked.card)


async def test_in_teams_too_the_writer_does_it_and_the_day_is_of_its_own_day(
    side: TeamsSide, general: Conversation
) -> None:
    lee = somebody(side, "Lee Wong")
    said = message(side, "<p>I'll send the list tomorrow</p>", somebody(side, "Rosa Díaz"), days=3)
    await lee.menu("note_commitment", general, said)
    assert (lee.filled["What"], lee.filled["Who"], lee.filled["By when"]) == (
        "I'll send the list tomorrow",
        "Rosa Díaz",
        "",
    )


async def test_in_teams_a_message_from_anywhere_may_be_noted(side: TeamsSide, general: Conversation) -> None:
    """Rondo is not in that chat."""
    lee, rosa = somebody(side, "Lee Wong"), somebody(side, "Rosa Díaz")
    chat = side.teams.group([lee.person, rosa.person], installed=False)
    await lee.menu("note_commitment", chat, message(side, "I'll send the list by Friday", rosa))
    assert (lee.filled["What"], lee.filled["Who"]) == ("I'll send the list", "Rosa Díaz")


async def test_in_teams_who_is_not_known_is_left_to_choose_and_a_picture_asks_what(
    side: TeamsSide, general: Conversation
) -> None:
    lee, kim = somebody(side, "Lee Wong"), side.person("Kim Park")
    said = message(side, '<at id="0">Kim Park</at> bring the tables', lee, (kim, "Kim Park"))
    await lee.menu("note_commitment", general, said)
    assert lee.filled["Who"] == ""
    assert "I can't tell who is meant here: Kim Park. Choose who does it." in lee.dialog_words
    await lee.menu("note_commitment", general, message(side, '<img src="x">', None))
    assert (lee.filled["What"], lee.filled["Who"]) == ("", "Lee Wong")
    assert "This message has no words." in lee.dialog_words
