"""What is noted of who acts where: once, and after a while again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.background import Background
from adapters.teams.read import Conversation, Kind, Origin
from adapters.teams.references import Known, Noting, Reached, reached_by
from tests.adapters.teams.test_send import Kept

CHANNEL = Conversation("19:early@thread.tacv2", Kind.CHANNEL)
SAM = Origin("t-1", "sam", "29:sam", "Sam", "en", "UTC", "https://smba.example/", "28:rondo", CHANNEL)


CHAT = Conversation("a:sam", Kind.PERSONAL)


@dataclass
class Notes(Kept):
    """Remembers each writing."""

    writings: list[object] = field(default_factory=list)

    async def note_people(self, people: Sequence[Known]) -> None:
        self.writings.append({each.user for each in people})
        await super().note_people(people)

    async def note_place(self, reached: Reached) -> None:
        self.writings.append(reached.conversation)
        await super().note_place(reached)


@dataclass
class Noted:
    """``SOON`` is short, so that nobody waits for it here."""

    notes: Notes = field(default_factory=Notes)
    background: Background = field(default_factory=Background)
    time: float = 0.0

    def __post_init__(self) -> None:
        self.noting = Noting(self.notes, lambda: self.time)
        self.noting.SOON = 0.01

    async def soon(self, *origins: Origin) -> list[object]:
        """What is written down of those who act at once."""
        before = len(self.notes.writings)
        for origin in origins:
            self.noting.note_soon(origin, self.background)
        await self.background.drain()
        return self.notes.writings[before:]


async def test_those_who_press_meanwhile_are_noted_together_and_once() -> None:
    noted, bo = Noted(), replace(SAM, user="bo", handle="29:bo")
    assert await noted.soon(SAM, bo, SAM) == [{"sam", "bo"}, CHANNEL.id]
    assert await noted.soon(SAM, bo) == []


async def test_whoever_presses_is_noted_again_after_a_while() -> None:
    """Another process may have learnt meanwhile that they blocked Rondo, or that Rondo was taken out there."""
    noted = Noted()
    assert await noted.soon(SAM)
    noted.time += Noting.AGAIN_AFTER
    assert await noted.soon(SAM) == []
    noted.time += 1
    assert await noted.soon(SAM) == [{"sam"}, CHANNEL.id]


async def test_the_same_person_elsewhere_is_new_there() -> None:
    noted = Noted()
    await noted.soon(SAM)
    other = replace(CHANNEL, id="19:other@thread.tacv2")
    assert await noted.soon(replace(SAM, conversation=other)) == [{"sam"}, other.id]


async def test_somebody_seen_in_two_conversations_at_once_is_noted_the_next_time_too() -> None:
    noted, alone = Noted(), replace(SAM, conversation=CHAT)
    first = await noted.soon(alone, SAM)
    assert first[0] == {"sam"}
    assert await noted.soon(alone) == [{"sam"}]
    assert noted.notes.persons["t-1", "sam"].conversation == CHAT.id


async def test_a_place_that_rondo_leaves_meanwhile_stays_left() -> None:
    noted = Noted()
    noted.noting.note_soon(SAM, noted.background)
    await noted.noting.gone(reached_by(SAM))
    await noted.background.drain()
    assert noted.notes.places["t-1", CHANNEL.id].gone


async def test_what_was_noted_while_it_was_waited_for_is_not_noted_soon() -> None:
    noted = Noted()
    await noted.noting.note(SAM)
    assert await noted.soon(SAM) == []
