"""What somebody can send who writes the requests by hand: any action about anything, with anything in its fields."""

import asyncio
import json
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from decisions.ids import RoundId
from storage.tables import METADATA
from tests.e2e.neighbourhood import Neighbourhood
from tests.fakes.slack_person import Answer, SlackPerson
from tests.fakes.slack_things import Json, Message, Modal
from tests.support.builders import Community, a_community, an_open_round
from tests.support.people_web import WebPerson

FIELDS: Final = (
    "title",
    "proposal",
    "plainly",
    "outcome",
    "measure",
    "review_on",
    "affects",
    "co_authors",
    "text",
    "words",
    "fix",
    "reason",
    "kind",
    "named",
    "member",
    "members",
    "group",
    "new_group",
    "organisation",
    "new_organisation",
    "name",
    "voices",
    "more",
    "facilitator",
    "form",
    "closing",
    "quorum_people",
    "quorum_share",
    "max_versions",
    "recommends",
    "exploring_days",
    "workdays",
    "how",
    "come_back_on",
    "choice",
    "who",
    "what",
    "by_when",
    "circle_id",
    "round_id",
    "problem_id",
    "question_id",
    "try_anyway",
    "because",
    "deciding",
    "look_again",
)
"""Every name that a field has anywhere."""


def in_the_journal(town: Neighbourhood) -> int:
    """How many things have been recorded."""
    journal = METADATA.tables["journal"]
    return town.house.database.read_now(
        lambda c: int(c.execute(select(func.count()).select_from(journal)).scalar_one())
    )


async def another_network(town: Neighbourhood) -> tuple[Community, RoundId]:
    """A community in the same database with an open round, which none of our people belongs to."""

    def make() -> tuple[Community, RoundId]:
        community = a_community(town.house.writer)
        return community, an_open_round(town.house.writer, community).id

    return await asyncio.to_thread(make)


def nothing() -> str:
    """The id of nothing."""
    return str(uuid7())


async def press_forged(person: SlackPerson, on: Message, action: str) -> Answer:
    """A button with a value of one's own making."""
    return await person.press_as(on, {"action_id": action[:255], "value": action, "text": {"text": "?"}})


async def submit_forged(person: SlackPerson, action: str, values: dict[str, str], channel: str) -> Answer:
    """A form that Rondo never showed."""
    metadata = json.dumps({"a": action, "c": {}, "p": channel, "t": ""})
    blocks = [_input(name) for name in values]
    view: Json = {"type": "modal", "callback_id": "form", "blocks": blocks, "private_metadata": metadata}
    modal = Modal(f"V{nothing()[-12:]}", "h", person.user, view)
    state = {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    person.slack.stacks[person.user] = [modal]
    answer = await person.submit_state(modal, state)
    person.slack.stacks[person.user] = []
    return answer


def _input(name: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "value"}
    return {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": name},
        "element": element,
    }


async def post_forged(person: WebPerson, action: str, values: dict[str, str] | None = None) -> int:
    """The same in the browser, with a token that is right; the status of the answer."""
    token = person.page.find("input", name="csrf")[0].attributes["value"]
    pairs = {"csrf": token, "key": nothing(), "action": action, "back": "/home"}
    if values is not None:
        pairs |= {"form": "1", **{f"f.{name}": value for name, value in values.items()}}
    response = await person.client.post(
        "/do",
        content=urlencode(pairs),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": str(person.client.base_url).rstrip("/"),
        },
    )
    return response.status_code
