"""What somebody sees of a card in which they have just been heard: their own answer, and the round as it is now."""

import asyncio
import json
from dataclasses import dataclass, field, replace

from adapters.cards import Action, Buttons, Line, SharedCard, words
from adapters.desk import Answered, Confirmed, PlaceKey, Platform, Who
from adapters.teams.answer import Answer
from adapters.teams.references import Noting
from adapters.teams.send import TeamsSender
from adapters.teams.views import Views
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.round import Round, Stage
from decisions.rounds.tally import GroupTally, Tally
from tests.adapters.present import builders as b
from tests.adapters.teams.test_send import Calls, Kept
from tests.fakes.desk import FakeDesk, a_card

PLACE = PlaceKey(Platform.TEAMS, "t-1", "19:general")
PRESSED = Action("consent", str(b.ROUND), "1.1")


def heard(many: int) -> Round:
    round = b.a_record(Stage.CONSENTING).round
    return replace(round, tally=Tally({b.PARENTS: GroupTally(asked=9, heard=many)}))


@dataclass
class DeskWithACard(FakeDesk):
    """Shows of a round how many have been heard, and for whom it is drawn."""

    drawn: list[int] = field(default_factory=list)
    draws: asyncio.Event = field(default_factory=asyncio.Event)
    refuses: Reason | None = None

    async def card_once_heard(self, who: Who, round: Round) -> SharedCard:
        if self.refuses is not None:
            raise Refusal(self.refuses)
        self.drawn.append(round.tally.heard)
        self.draws.set()
        await asyncio.sleep(0)
        said = f"{round.tally.heard} heard, {who.locale}, {who.time_zone}"
        return SharedCard(said, (Line(words(said)), Buttons(())))


@dataclass
class KeptPlace(Kept):
    there: tuple[str, ...] = ("29:ana",)

    async def handles(self, place: PlaceKey, most: int) -> tuple[str, ...]:
        return self.there


@dataclass
class Room:
    desk: DeskWithACard = field(default_factory=DeskWithACard)
    kept: KeptPlace = field(default_factory=KeptPlace)

    def __post_init__(self) -> None:
        self.views = Views(self.desk, TeamsSender(Calls(), self.kept, Noting(self.kept)))

    async def presses(
        self, name: str, round: Round, said: str = "", *, kind: Kind = Kind.CONSENT, locale: str = "en"
    ) -> str:
        """What they see, as text."""
        who = Who(b.NETWORK.id, MemberId(b.uid(900)), name, locale, "UTC")
        ends = round.closes_early or round.deadline
        own = Confirmed(lambda: a_card(f"you said {said or kind}, until {ends}"))
        answered = Answered(kind, said, round.shown, ends, round)
        answer = await self.views.once_heard(who, PRESSED, PLACE, own, answered)
        return text_of(answer)


def text_of(answer: Answer | None) -> str:
    if answer is None:
        return "nothing"
    assert json.loads(answer.written()) == answer.body
    return answer.written().decode()


async def test_for_those_who_were_committed_together_it_is_drawn_once() -> None:
    room, together = Room(), heard(3)
    seen = await asyncio.gather(*(room.presses(str(n), together) for n in range(3)))
    assert all("3 heard" in each for each in seen)
    assert room.desk.drawn == [3]


async def test_a_later_answer_is_drawn_anew() -> None:
    room = Room()
    assert "1 heard" in await room.presses("Ana", heard(1))
    assert "2 heard" in await room.presses("Bo", heard(2))


async def test_when_it_cannot_be_drawn_everybody_gets_their_word() -> None:
    room, together = Room(), heard(2)
    room.desk.refuses = Reason.NOT_FOUND
    assert await asyncio.gather(*(room.presses(str(n), together) for n in range(2))) == ["nothing"] * 2


async def test_who_presses_while_it_is_drawn_is_in_what_they_see() -> None:
    room = Room()
    early = asyncio.create_task(room.presses("Ana", heard(1)))
    await room.desk.draws.wait()
    late = await room.presses("Bo", heard(2))
    assert "1 heard" in await early
    assert "2 heard" in late


async def test_nobody_sees_what_another_has_said() -> None:
    room, round = Room(), heard(2)
    ana, bo, cy = await asyncio.gather(
        room.presses("Ana", round, "we have no money", kind=Kind.CONCERN),
        room.presses("Bo", round, "it is too early", kind=Kind.CONCERN),
        room.presses("Cy", round),
    )
    said = ("no money", "too early", f"you said {Kind.CONSENT}")
    assert [[words in seen for words in said] for seen in (ana, bo, cy)] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert room.desk.drawn == [2]


async def test_who_is_heard_last_is_told_of_the_earlier_end() -> None:
    room, round = Room(), heard(1)
    last = replace(heard(2), closes_early=b.NOW)
    _, seen = await asyncio.gather(room.presses("Ana", round), room.presses("Bo", last))
    assert f"until {b.NOW}" in seen


async def test_each_language_has_its_own() -> None:
    room, round = Room(), heard(1)
    en, es = await asyncio.gather(room.presses("Ana", round), room.presses("Bo", round, locale="es"))
    assert ("heard, en" in en, "heard, es" in es) == (True, True)


async def test_where_too_many_are_for_views_there_is_none() -> None:
    room = Room()
    room.kept.there = ()
    assert await room.presses("Ana", heard(1)) == "nothing"
    assert room.desk.drawn == []
