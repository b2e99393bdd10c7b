"""A question round: everyone is heard once, in words; sealed until it closes, then told in a fair order; nothing is decided."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.events import Event
from decisions.ids import GroupId, MemberId
from decisions.processes import PROCESSES, process_for
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.asks import WaveKind, wave_of
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.postings import CardKind, cards_for, shows_on_the_card
from decisions.rounds.question.spoken import Spoken, in_turns
from decisions.rounds.question.table import QUESTION
from decisions.rounds.round import FINAL, Stage, Why
from decisions.rounds.settings import Form, GroupNeed, Quorum, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.decisions.builders import MONDAY, a_circle, a_world
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, GUS, PARENTS, SCHOOLS, remark
from tests.decisions.world import World

ASKED = Text(title="What should we do less of?", proposal="")
SEED = UUID(int=7)


def a_draft(terms: Terms | None = None, text: Text = ASKED) -> World:
    world = World(circle=a_circle().circle, now=MONDAY, process=QUESTION)
    return world.begin(ANA, text, terms=terms or Terms())


def a_question(terms: Terms | None = None, **fields: Any) -> World:
    world = a_draft(terms)
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO, "seed": SEED, **fields}
    world.do(ANA, c.OpenRound, **facts)
    return world


def say(world: World, by: MemberId, words: str, **fields: Any) -> tuple[Event, ...]:
    return world.do(by, c.GiveAnswer, kind=Kind.SPOKEN, words=words, **fields)


def told(world: World) -> list[e.WordsTold]:
    return [event for event in world.events if isinstance(event, e.WordsTold)]


def test_a_question_follows_its_own_process() -> None:
    assert process_for(None, Way.QUESTION) is QUESTION is PROCESSES["question@1"]
    assert a_draft().round.way is Way.QUESTION
    assert a_draft().round.ballot is None


def test_everyone_in_the_circle_is_asked_whoever_asks_too() -> None:
    world = a_question()
    assert world.round.stage is Stage.LISTENING
    assert set(world.electorate) == set(EVERYONE)


def test_a_question_needs_its_question_and_nothing_else() -> None:
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}
    assert a_draft(text=Text(title=" ", proposal="")).refused(ANA, c.OpenRound, **facts) is Reason.EMPTY
    assert a_question().round.text.proposal == ""


def test_it_closes_when_its_terms_say() -> None:
    closes = MONDAY + timedelta(days=2)
    assert a_question(Terms(closes_at=closes)).round.deadline == closes


def test_whoever_speaks_has_been_heard_and_so_has_who_has_nothing_to_add() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    world.do(DI, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    assert world.round.tally.heard == 2
    assert (world.round.tally.of(Kind.SPOKEN), world.round.tally.of(Kind.STAND_ASIDE)) == (1, 1)


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_words_are_needed_to_say_something(words: str) -> None:
    assert a_question().refused(CY, c.GiveAnswer, kind=Kind.SPOKEN, words=words) is Reason.EMPTY


@pytest.mark.parametrize("kind", [Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.CHOICE])
def test_nothing_but_words_answers_a_question(kind: Kind) -> None:
    facts = {"kind": kind, "words": "Yes.", "choice": Choice.of({"a": 1})}
    assert a_question().refused(CY, c.GiveAnswer, **facts) is Reason.NOT_A_CHOICE


@pytest.mark.parametrize("kind", [Kind.SPOKEN, Kind.CHOICE])
def test_a_proposal_is_not_answered_in_the_ways_of_others(kind: Kind) -> None:
    world = a_world(Stage.CONSENTING)
    assert world.refused(CY, c.GiveAnswer, kind=kind, words="Yes.") is Reason.NOT_A_CHOICE


def test_words_can_be_changed_until_the_close_and_the_last_ones_are_told_once() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    assert say(world, CY, "Fewer meetings.") == ()
    say(world, CY, "Shorter meetings.")
    world.to_the_end()
    assert [one.words for one in told(world)] == ["Shorter meetings."]


def test_taking_words_back_is_asked_about_first() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    assert world.refused(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE) is Reason.WOULD_REPLACE
    world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE, replace=True)
    assert world.round.tally.of(Kind.SPOKEN) == 0


def test_once_it_has_closed_words_come_late_and_are_kept() -> None:
    world = a_question().to_the_end()
    assert world.refused(CY, c.GiveAnswer, kind=Kind.SPOKEN, words="Late.") is Reason.CLOSED
    (kept,) = world.do(CY, c.KeepLateWords, id=remark(1), words="Late.")
    assert isinstance(kept, e.LateWordsKept)


def test_who_was_not_asked_says_nothing() -> None:
    assert a_question().refused(GUS, c.GiveAnswer, kind=Kind.SPOKEN, words="Me too.") is Reason.NOT_IN_CIRCLE


def test_what_was_said_is_told_when_it_closes_and_nothing_is_decided() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.", named=False)
    say(world, DI, "Less paper.")
    assert told(world) == []
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.ANSWERED, Why.ANSWERED)
    assert {(one.by, one.words, one.named) for one in told(world)} == {
        (CY, "Fewer meetings.", False),
        (DI, "Less paper.", True),
    }
    assert world.round.decided is None


def test_where_nobody_said_anything_that_is_said() -> None:
    world = a_question()
    world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.ANSWERED, Why.NOBODY_SPOKE)


def test_whoever_facilitates_sums_it_up_and_is_reminded_to_where_something_was_said() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    world.to_the_end()
    assert world.round.waits_for_its_outcome
    assert world.refused(CY, c.TellOutcome, words="Fewer of them.") is Reason.ONLY_PROPOSER_OR_FACILITATOR
    world.do(BO, c.TellOutcome, words="We meet every other week.")
    told = world.round
    assert told.outcome_statement is not None
    assert not told.waits_for_its_outcome
    assert not a_question().to_the_end().round.waits_for_its_outcome


def test_nothing_keeps_it_open_for_want_of_voices_for_nothing_is_decided() -> None:
    strict = Settings(quorum=Quorum(people=6), voices=(GroupNeed(PARENTS, count=2),))
    world = a_question(settings=strict)
    deadline = world.round.deadline
    say(world, DI, "Less paper.")
    world.to_the_end()
    assert world.round.ended_at == deadline
    assert not any(isinstance(event, e.DeadlineMoved) for event in world.events)


def test_once_all_have_been_heard_it_closes_next_morning() -> None:
    world = a_question()
    for member in EVERYONE:
        say(world, member, f"Words of {member}.")
    assert world.round.closes_early is not None
    assert world.round.closes_early < (world.round.deadline or MONDAY)
    world.until_next()
    assert world.round.stage is Stage.ANSWERED


def test_what_was_told_to_the_facilitator_is_told_once_the_person_has_said_yes() -> None:
    world = a_question()
    world.do(BO, c.WriteDown, member=CY, kind=Kind.SPOKEN, words="Fewer meetings.")
    world.do(BO, c.WriteDown, member=DI, kind=Kind.SPOKEN, words="Less paper.")
    assert world.round.tally.heard == 0
    world.do(CY, c.ConfirmWritten, right=True)
    world.to_the_end()
    assert [one.words for one in told(world)] == ["Fewer meetings."]


def test_what_somebody_said_stays_when_they_leave() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    world.leaves(CY)
    world.to_the_end()
    assert [one.by for one in told(world)] == [CY]


def test_whoever_asks_may_leave_and_nobody_has_to_carry_it_on() -> None:
    world = a_question()
    world.leaves(ANA)
    assert world.round.carry_on_since is None
    assert world.to_the_end().round.stage is Stage.ANSWERED


@pytest.mark.parametrize("first", [CY, EVA])
def test_of_one_person_with_two_accounts_both_texts_stand_together_the_earlier_first(first: MemberId) -> None:
    second = EVA if first == CY else CY
    world = a_question()
    say(world, first, "Fewer meetings.", named=False)
    world.passes_by(minutes=5)
    say(world, second, "Less paper.")
    world.are_one(CY, EVA)
    assert world.round.tally.of(Kind.SPOKEN) == 1
    world.to_the_end()
    (one,) = told(world)
    assert (one.by, one.words) == (CY, "Fewer meetings.\n\nLess paper.")
    assert not one.named, "a name that was not given once is not given"


@pytest.mark.parametrize("speaks", [CY, EVA])
@pytest.mark.parametrize("speaks_first", [True, False])
def test_nothing_to_add_with_another_account_takes_no_words_back(
    speaks: MemberId, speaks_first: bool
) -> None:
    world = a_question()
    passes = EVA if speaks == CY else CY
    if speaks_first:
        say(world, speaks, "Fewer meetings.")
        world.passes_by(minutes=5)
    world.do(passes, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    if not speaks_first:
        world.passes_by(minutes=5)
        say(world, speaks, "Fewer meetings.")
    world.are_one(CY, EVA)
    assert (world.round.tally.of(Kind.SPOKEN), world.round.tally.of(Kind.STAND_ASIDE)) == (1, 0)
    world.to_the_end()
    assert [one.words for one in told(world)] == ["Fewer meetings."]


@pytest.mark.parametrize(
    ("command", "by", "stage"),
    [
        (c.Withdraw, ANA, Stage.WITHDRAWN),
        (c.TakeToMeeting, BO, Stage.MEETING),
    ],
)
def test_it_can_be_ended_before(command: type[c.RoundCommand], by: MemberId, stage: Stage) -> None:
    world = a_question()
    world.do(by, command)
    assert world.round.stage is stage
    assert stage in FINAL


def test_nobody_ends_it_while_somebody_has_not_been_heard() -> None:
    world = a_question()
    say(world, CY, "Fewer meetings.")
    assert world.refused(BO, c.MoveOn) is Reason.NOT_YET


def test_everyone_is_asked_as_in_other_rounds_and_the_card_is_bumped_on_the_last_day() -> None:
    world = a_question()
    wave = wave_of(world.round)
    assert wave is not None
    assert wave.kind is WaveKind.ANSWER
    wanted = {card.kind for card in cards_for(world.round, tuple(world.events))}
    assert wanted >= {CardKind.ROUND, CardKind.BUMP}


@pytest.mark.parametrize(("shown", "redrawn"), [(Shown.ALWAYS, True), (Shown.AT_CLOSE, False)])
def test_changed_words_are_on_the_card_only_where_all_see_them_as_they_come(
    shown: Shown, redrawn: bool
) -> None:
    world = a_question(Terms(shown=shown))
    say(world, CY, "Fewer meetings.")
    before = world.round
    events = say(world, CY, "Shorter meetings.")
    assert shows_on_the_card(before, world.round, events) is redrawn


# --- the order in which it is read --------------------------------------------------------------------------

members = st.integers(1, 60).map(lambda n: MemberId(UUID(int=n)))
groups = st.sampled_from([PARENTS, SCHOOLS, GroupId(UUID(int=99))])
spoken = st.lists(
    st.builds(Spoken, members, groups, st.just("Words."), st.booleans()), unique_by=lambda one: one.by
)


@given(said=spoken, seed=st.uuids())
def test_everyone_is_read_once_whatever_the_order_of_arrival(said: list[Spoken], seed: UUID) -> None:
    read = in_turns(said, seed)
    assert sorted(read, key=lambda one: one.by) == sorted(said, key=lambda one: one.by)
    assert in_turns(reversed(said), seed) == read


@given(said=spoken, seed=st.uuids())
def test_no_group_is_read_twice_before_each_has_been_read_once(said: list[Spoken], seed: UUID) -> None:
    turns = [one.group if one.named else None for one in in_turns(said, seed)]
    several = len(set(turns))
    assert len(set(turns[:several])) == several


def test_one_voice_of_a_small_group_is_among_the_first_of_many() -> None:
    many = [Spoken(MemberId(UUID(int=n)), SCHOOLS, "Words.") for n in range(1, 100)]
    one = Spoken(MemberId(UUID(int=200)), PARENTS, "Words.")
    assert one in in_turns([*many, one], SEED)[:2]


@given(said=spoken, seed=st.uuids())
def test_where_somebody_without_a_name_is_read_does_not_tell_their_group(
    said: list[Spoken], seed: UUID
) -> None:
    elsewhere = [
        one if one.named else Spoken(one.by, GroupId(UUID(int=98)), one.words, named=False) for one in said
    ]
    assert [one.by for one in in_turns(said, seed)] == [one.by for one in in_turns(elsewhere, seed)]
