"""Five people of a channel and a parent partner without an account, who decide together in the tests."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.e2e.neighbourhood import Neighbourhood
from tests.fakes.slack_person import SlackPerson, Value
from tests.fakes.slack_things import Channel, Message, Modal
from tests.support.people_web import WebPerson

MUST_BE_HEARD = "Who must be heard before we adopt anything?"
ANAS_ADDRESS = "ana@example.org"
TITLE = "Paid meetings"
PROPOSAL: Mapping[str, Value] = {
    "Say more": "We pay parents 25 dollars for each meeting that they come to.",
    "In plain words: what changes, and for whom?": "Parents are paid for meetings.",
    "What will be better?": "More parents take part.",
    "How will we know?": "Six parents come by June, now two.",
}


@dataclass(repr=False)
class EarlyYears:
    """Lee facilitates, Rosa proposes, Maya reads Spanish, Sam is a guest, Connie of another company, Ana comes by link."""

    town: Neighbourhood
    lee: SlackPerson
    rosa: SlackPerson
    maya: SlackPerson
    sam: SlackPerson
    connie: SlackPerson
    channel: Channel
    ana: WebPerson

    @classmethod
    async def meet(cls, town: Neighbourhood) -> "EarlyYears":
        """The channel, before Rondo is in it."""
        slack = town.slack
        lee, rosa = slack.person("Lee Wong"), slack.person("Rosa Díaz")
        maya = slack.person("Maya Thompson", locale="es-MX")
        sam = slack.person("Sam Levy", is_restricted=True)
        connie = slack.person("Connie Ext", is_stranger=True, team_id="T0OTHER")
        people = [lee, rosa, maya, sam, connie]
        channel = slack.channel(
            "early-years",
            [*people, slack.person("Helper", is_bot=True), slack.person("Gone", deleted=True)],
        )
        return cls(town, lee, rosa, maya, sam, connie, channel, WebPerson(town.window()))

    @classmethod
    async def begin(cls, town: Neighbourhood) -> "EarlyYears":
        """The circle: parent partners must be heard, Sam and Connie are of the clinic, and Ana has joined."""
        here = await cls.meet(town)
        await here.lee.invites_rondo(here.channel)
        await town.behind()
        await here.press(here.lee, here.lee.private_words[-1], "Start")
        await here.fill(here.lee, {MUST_BE_HEARD: ["parent partners"]})
        await here.say_who_belongs()
        await here.invite_ana()
        return here

    @property
    def people(self) -> tuple[SlackPerson, ...]:
        return (self.lee, self.rosa, self.maya, self.sam, self.connie)

    @property
    def card(self) -> Message:
        """The newest round's own card."""
        return next(
            each for each in reversed(self.channel.messages) if not each.thread_ts and each.user == "U0RONDO"
        )

    @property
    def heading(self) -> str:
        return self.card.words.partition("\n")[0]

    async def press(self, person: SlackPerson, on: Message | Modal, label: str) -> None:
        await person.press(on, label)
        await self.town.behind()

    async def more(self, person: SlackPerson, *labels: str) -> Modal:
        """*More…* on the card, and then what it offers."""
        await self.press(person, self.card, "Más…" if "Más…" in self.card.buttons else "More…")
        for label in labels:
            await self.press(person, person.modal, label)
        return person.modal

    async def fill(self, person: SlackPerson, values: Mapping[str, Value] | None = None) -> str:
        """Sends the form in front of them; the words that then stand there."""
        await person.submit(values)
        assert not person.errors, person.errors
        await self.town.behind()
        words = person.modal.words if person.has_modal else ""
        await person.close()
        return words

    # --- the circle ---

    async def second_circle(self) -> None:
        """Of Lee and Rosa, in a channel of its own."""
        kitchen = self.town.slack.channel("kitchen", [self.lee, self.rosa])
        await self.lee.invites_rondo(kitchen)
        await self.town.behind()
        await self.press(self.lee, self.lee.private_words[-1], "Start")
        await self.fill(self.lee)

    async def say_who_belongs(self) -> None:
        await self.lee.command("/rondo circle", self.channel)
        await self.town.behind()
        await self.press(self.lee, self.lee.modal, "Who belongs")
        await self.fill(
            self.lee,
            {
                "Which people?": ["Sam Levy · members", "Connie Ext · members"],
                "They speak for": "providers",
                "Or a new organisation": "Riverbend Clinic",
            },
        )

    async def invitation(self) -> str:
        """A link that only invites, as Lee gets it."""
        await self.lee.command("/rondo circle", self.channel)
        await self.town.behind()
        await self.press(self.lee, self.lee.modal, "Invite somebody")
        await self.lee.submit({"As what do they join?": "parent partners"})
        await self.town.behind()
        found = re.search(r"http\S+/join/[\w-]+", self.lee.modal.words)
        assert found, self.lee.modal.words
        await self.lee.close()
        return found[0]

    async def invite_ana(self) -> None:
        self.ana = await self.town.by_link(await self.invitation())
        await self.ana.fill("Your name", "Ana Pérez")
        await self.ana.fill("Your email", ANAS_ADDRESS)
        await self.ana.press("Join")
        await self.ana.press("Go on")

    # --- rounds ---

    async def proposes(self, form: str = "Ask at once", title: str = TITLE, **changes: Value) -> Message:
        """Rosa writes, looks at the preview and opens the round; its card."""
        await self.rosa.command(f"/rondo propose {title}", self.channel)
        await self.town.behind()
        await self.rosa.submit({**PROPOSAL, **changes})
        await self.town.behind()
        await self.fill(self.rosa, {"How do we decide?": form})
        await self.town.settle()
        return self.card

    async def all_say(self, label: str = "OK to try", *, but: tuple[SlackPerson, ...] = ()) -> None:
        """Everyone in the channel presses the same on the card, and Ana on her page."""
        for person in self.people:
            if person not in but:
                await self.press(person, self.card, label)
        await self.ana_says(label)

    async def ana_says(self, label: str) -> None:
        """Two taps: what waits for her, and the answer."""
        await self.ana.open("/home")
        await self.ana.press("Answer", near=TITLE)
        await self.ana.press(label)

    async def sees_problem(self, person: SlackPerson, harm: str) -> str:
        await self.press(person, self.card, "I see a problem")
        return await self.fill(person, {"What problem do you see?": harm})

    async def closes(self) -> None:
        """The next morning after all are heard, or at the deadline."""
        before = self.heading
        await self.town.until(lambda: self.heading != before, days=21)
