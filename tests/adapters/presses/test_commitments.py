"""What is pressed and sent about commitments becomes the command that was meant."""

from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.pages import next_page
from adapters.present.verbs import ACTS_WHEN_PRESSED, Verb
from adapters.presses.commitments import COMMITMENT_COMMANDS
from adapters.presses.fields import Sent
from decisions.commitments import commands as c
from decisions.commitments.commitment import ORIGIN_LIMIT, Origin, OriginKind, Promise
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.presses.test_ballots import CIRCLE, WHO

PART = UUID(int=77)
SAID = {"what": "Check the aid rules", "who": str(b.ROSA), "by_when": "next Friday"}


class DeskOfACircle:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 16, tzinfo=UTC)

    async def circle(self, who: object, id: object) -> object:
        assert id == CIRCLE.id
        return CIRCLE


async def sent(verb: Verb, id: str = str(k.COMMITMENT), values: Any = None, carried: Any = None) -> Any:
    press = Press(WHO, Action(verb, id), "key", values, carried or {})
    return await COMMITMENT_COMMANDS[verb](cast("Desk", cast("Any", DeskOfACircle())), Sent.of(press, verb))


async def test_a_commitment_is_made_with_what_it_comes_from() -> None:
    carried = {**SAID, "origin": f"agreement:{b.AGREEMENT}", "helpers": f"{b.JO},{b.TOMAS}"}
    command = await sent(Verb.COMMIT, str(CIRCLE.id), {}, {**carried, "known_by": "It is there"})
    assert isinstance(command, c.MakeCommitment)
    assert (command.circle_id, command.who, command.helpers) == (CIRCLE.id, b.ROSA, (b.JO, b.TOMAS))
    assert command.promise == Promise("Check the aid rules", date(2026, 11, 27), "It is there")
    assert command.origin == Origin(OriginKind.AGREEMENT, b.AGREEMENT)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://x.example/1", "https://x.example/1"),
        ("https://x.example/" + "1" * 1_000, ""),
        ("javascript:alert(1)", ""),
        ("https://x.example/1 2", ""),
    ],
)
async def test_of_a_message_its_words_and_a_whole_address_are_kept(link: str, kept: str) -> None:
    carried = {**SAID, "origin": "message", "about": "word " * 600, "link": link}
    origin = (await sent(Verb.COMMIT, str(CIRCLE.id), {}, carried)).origin
    assert (origin.kind, origin.about, origin.link) == (OriginKind.MESSAGE, None, kept)
    assert len(origin.words) == ORIGIN_LIMIT


@pytest.mark.parametrize("origin", ["", "nonsense", "agreement:nonsense", "king:"])
async def test_what_comes_of_nothing_that_can_be_read_is_an_idea_of_ones_own(origin: str) -> None:
    command = await sent(Verb.COMMIT, str(CIRCLE.id), {}, {**SAID, "origin": origin})
    assert command.origin == Origin()


@pytest.mark.parametrize(
    ("repeats", "rhythm"),
    [
        ("once", None),
        ("weekly", Rhythm(Every.WEEK, weekday=4)),
        ("fortnightly", Rhythm(Every.WEEK, weekday=4, weeks=2)),
        ("monthly", Rhythm(Every.MONTH_DAY, day=27)),
        ("quarterly", Rhythm(Every.MONTH_DAY, day=27, month_step=3)),
        ("yearly", Rhythm(Every.MONTH_DAY, day=27, month_step=12)),
    ],
)
async def test_it_comes_again_counted_from_its_day(repeats: str, rhythm: Rhythm | None) -> None:
    command = await sent(Verb.COMMIT, str(CIRCLE.id), {}, {**SAID, "repeats": repeats})
    assert command.promise.rhythm == rhythm


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("what", " ", Reason.EMPTY),
        ("what", "x" * 301, Reason.TOO_LONG),
        ("by_when", "soonish", Reason.NOT_A_DAY),
        ("by_when", "31 February", Reason.NO_SUCH_DAY),
        ("by_when", "2026-11-20", Reason.DATE_NOT_AHEAD),
        ("repeats", "never", Reason.NOT_A_CHOICE),
        ("who", "nobody", Reason.NOT_A_CHOICE),
        ("helpers", "nobody", Reason.NOT_A_CHOICE),
    ],
)
async def test_what_cannot_be_read_is_said_at_its_field(field: str, value: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(Verb.COMMIT, str(CIRCLE.id), {}, {**SAID, field: value})
    assert (refused.value.reason, refused.value.at_field) == (reason, field)


def test_the_form_has_a_page_that_shows_it_back_and_no_third() -> None:
    shown_back = next_page(Verb.COMMIT, {**SAID, "helpers": (str(b.JO),)}, {"origin": "meeting"})
    assert shown_back is not None
    assert shown_back.screen == Verb.COMMIT
    assert shown_back.carried["helpers"] == str(b.JO)
    assert next_page(Verb.COMMIT, {}, shown_back.carried) is None


@pytest.mark.parametrize(
    ("until", "day", "read"),
    [
        ("tomorrow", "", date(2026, 11, 22)),
        ("next_week", "", date(2026, 11, 23)),
        ("day", "4 December", date(2026, 12, 4)),
        ("tomorrow", "4 December", date(2026, 12, 4)),
        ("next_week", " ", date(2026, 11, 23)),
    ],
)
async def test_reminders_sleep_until_a_day(until: str, day: str, read: date) -> None:
    command = await sent(Verb.SNOOZE, values={"until": until, "day": day})
    assert (command.until, command.zone) == (read, WHO.time_zone)


@pytest.mark.parametrize("on", ["none", ""])
async def test_it_waits_for_words_alone(on: str) -> None:
    command = await sent(Verb.BLOCK, values={"words": "The ministry", "on": on})
    assert (command.words, command.on) == ("The ministry", None)


async def test_it_waits_for_another() -> None:
    command = await sent(Verb.BLOCK, values={"words": "", "on": str(k.OTHER)})
    assert command.on == k.OTHER


@pytest.mark.parametrize(
    ("verb", "kind", "fields"),
    [
        (Verb.ACCEPT_DAY, c.AnswerSuggestion, {"id": PART, "accept": True}),
        (Verb.DECLINE_DAY, c.AnswerSuggestion, {"id": PART, "accept": False}),
        (Verb.TAKE_BACK_DAY, c.AnswerSuggestion, {"id": PART, "accept": False}),
        (Verb.ACCEPT_PASSED, c.AnswerHandOver, {"id": PART, "accept": True}),
        (Verb.DECLINE_PASSED, c.AnswerHandOver, {"id": PART, "accept": False}),
        (Verb.TAKE_BACK_PASSED, c.TakeBackHandOver, {"id": PART}),
        (Verb.TICK_STEP, c.TickStep, {"id": PART, "done": True}),
        (Verb.UNTICK_STEP, c.TickStep, {"id": PART, "done": False}),
        (Verb.REMOVE_STEP, c.RemoveStep, {"id": PART}),
    ],
)
async def test_a_part_of_it_is_named_by_its_button(
    verb: Verb, kind: type[c.CommitmentCommand], fields: dict[str, object]
) -> None:
    command = await sent(verb, f"{k.COMMITMENT}:{PART}")
    assert type(command) is kind
    assert command.commitment_id == k.COMMITMENT
    assert {name: getattr(command, name) for name in fields} == fields


@pytest.mark.parametrize("verb", sorted(set(COMMITMENT_COMMANDS) & ACTS_WHEN_PRESSED))
async def test_what_acts_when_pressed_needs_no_field(verb: Verb) -> None:
    command = await sent(verb, f"{k.COMMITMENT}:{PART}")
    assert (command.network_id, command.by) == (WHO.network_id, WHO.member_id)


async def test_what_came_of_it_is_said_in_words() -> None:
    told = await sent(Verb.TELL_WHAT_CAME, values={"words": "Fine"})
    assert (told.words, told.later) == ("Fine", True)
    with pytest.raises(Refusal) as refused:
        await sent(Verb.TELL_WHAT_CAME, values={"words": " "})
    assert (refused.value.reason, refused.value.at_field) == (Reason.EMPTY, "words")
