"""What somebody wrote in a chat, made into a proposal there, looks right where it is decided and in the browser."""

import re

from tests.e2e.circle import TITLE, EarlyYears
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide
from tests.fakes.slack_person import SlackPerson
from tests.fakes.teams_limits import every
from tests.support.html import Node, parse
from tests.support.people_web import WebPerson

SHOWN = "Pay every parent. Thanks, Sam Levy! See the list (x.example)."
LIST = "https://x.example/list"


def paragraph_of(page: WebPerson) -> Node:
    """The proposal, in full."""
    return next(node for node in parse(page.html).find("p", "div") if node.raw == SHOWN)


async def reads_all(here: EarlyYears, person: SlackPerson) -> list[dict[str, object]]:
    """What the form of the whole text is made of."""
    await here.press(person, here.card, "Read all")
    return [
        part for part in every(person.modal.view["blocks"]) if part.get("type") in ("text", "link", "user")
    ]


async def test_a_slack_message_looks_right_in_slack_and_in_the_browser(circle: EarlyYears) -> None:
    said = circle.lee.writes(
        f"Pay *every parent*. Thanks, <@{circle.sam.user}>! See <{LIST}|the list>.", circle.channel
    )
    await circle.rosa.shortcut("Make this a proposal", said)
    await circle.town.behind()
    assert f"Pay *every parent*. Thanks, Sam Levy! See [the list]({LIST})." in circle.rosa.modal.words
    await circle.rosa.submit({"What do you propose, in one line?": TITLE})
    await circle.fill(circle.rosa, {"How do we decide?": "Ask at once"})
    await circle.town.settle()
    assert "Thanks, Sam Levy! See" in circle.card.words

    leaves = await reads_all(circle, circle.lee)
    assert {"type": "text", "text": "every parent", "style": {"bold": True}} in leaves
    assert {"type": "link", "url": LIST, "text": "the list (x.example)"} in leaves
    assert not any(leaf["type"] == "user" for leaf in leaves)

    await circle.ana.open("/home")
    await circle.ana.press(TITLE)
    paragraph = paragraph_of(circle.ana)
    assert [node.raw for node in paragraph.find("strong")] == ["every parent"]
    assert [node.attributes["href"] for node in paragraph.find("a")] == [LIST]


async def test_a_teams_message_looks_right_in_teams_and_in_the_browser(side: TeamsSide) -> None:
    lee, rosa, sam = (side.person(name) for name in ("Lee Wong", "Rosa Díaz", "Sam Levy"))
    general = side.teams.channel("Early years", [each.person for each in (lee, rosa, sam)])
    await lee.installs(general)
    await side.behind()
    await lee.press(lee.chat.posts[-1], "Start")
    await lee.submit({MUST_BE_HEARD: ["members"]})
    html = (
        "<div>Pay <b>every parent</b>. Thanks, "
        f'<at id="0">Sam</at>&nbsp;<at id="1">Levy</at>! See <a href="{LIST}">the list</a>.</div>'
    )
    message = {
        "id": "m-1",
        "body": {"content": html, "contentType": "html"},
        "from": {"user": {"id": "x"}},
    }
    await rosa.menu("propose_from_message", general, message)
    await rosa.submit({"What do you propose, in one line?": TITLE})
    await rosa.submit({"How do we decide?": "Ask at once"})
    await side.settle()

    runs = [run for run in every(side.card(general).card) if run.get("type") == "TextRun"]
    assert SHOWN in "".join(run["text"] for run in runs)
    assert [run["text"] for run in runs if run.get("weight") == "Bolder" and "parent" in run["text"]] == [
        "every parent"
    ]
    assert [run["selectAction"]["url"] for run in runs if "selectAction" in run][:1] == [LIST]

    await sam.says("web")
    await side.behind()
    link = re.search(r"http[^\s|]+/me/[\w-]+", sam.chat.posts[-1].words)
    assert link
    window = await side.town.by_link(link[0])
    paragraph = paragraph_of(window)
    assert [node.raw for node in paragraph.find("strong")] == ["every parent"]
    assert [node.attributes["href"] for node in paragraph.find("a")] == [LIST]
