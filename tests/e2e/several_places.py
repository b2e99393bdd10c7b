"""A circle of a Slack channel that is to meet in a Teams channel too: both in one running house."""

import re
from dataclasses import dataclass

from tests.e2e.circle import EarlyYears
from tests.e2e.teams_side import TeamsSide
from tests.fakes.teams import Conversation, Post
from tests.fakes.teams_person import TeamsPerson

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@dataclass
class BothSides:
    """A circle of a Slack channel; and a Teams channel of a clinic, whose people write Spanish."""

    side: TeamsSide
    slack: EarlyYears
    general: Conversation
    nora: TeamsPerson
    omar: TeamsPerson

    @classmethod
    async def begin(cls, side: TeamsSide) -> "BothSides":
        circle = await EarlyYears.begin(side.town)
        spanish = {"locale": "es-MX", "time_zone": "America/Mexico_City"}
        nora, omar = side.person("Nora Vidal", **spanish), side.person("Omar Gil", **spanish)
        general = side.teams.channel("Primera infancia", [nora.person, omar.person])
        await nora.installs(general)
        await side.behind()
        return cls(side, circle, general, nora, omar)

    async def code(self) -> str:
        """As Lee gets it, on the circle's card in Slack."""
        lee = self.slack.lee
        await lee.command("/rondo circle", self.slack.channel)
        await self.side.town.behind()
        await self.slack.press(lee, lee.modal, "Meet elsewhere too")
        assert "First, add Rondo there" in lee.modal.words
        found = CODE.search(lee.modal.words)
        assert found, lee.modal.words
        await lee.close()
        return found[0]

    async def enter(self, person: TeamsPerson, code: str) -> None:
        """As far as the preview."""
        await person.says(f"conectar {code}", self.general)
        await self.side.behind()
        await person.press(self.general.posts[-1], "Conectar")

    async def connect(self) -> None:
        await self.enter(self.nora, await self.code())
        await self.nora.submit()
        await self.side.settle()

    async def settle(self) -> None:
        await self.side.settle()

    async def changes_there(self) -> None:
        """*Change* beside the Teams channel on the circle's card, as Lee presses it in Slack."""
        lee = self.slack.lee
        await lee.command("/rondo circle", self.slack.channel)
        await self.side.behind()
        rows = [block for block in lee.modal.view["blocks"] if "accessory" in block]
        button = next(row["accessory"] for row in rows if self.general.name in row["text"]["text"])
        await lee.press_as(lee.modal, button)
        await self.side.behind()

    @property
    def there(self) -> Post:
        """The newest round's own card in Teams."""
        return next(
            post for post in reversed(self.general.posts) if not post.thread and "Más…" in post.buttons
        )

    async def circle_card(self) -> str:
        """As Lee sees it in Slack."""
        lee = self.slack.lee
        await lee.command("/rondo circle", self.slack.channel)
        await self.side.behind()
        words = lee.modal.words
        await lee.close()
        return words
