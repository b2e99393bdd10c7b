"""A ballot as a round: how it opens, who votes, and what its close comes to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.processes import PROCESSES, process_for
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Threshold, Tie
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.postings import CardKind, cards_for, shows_on_the_card
from decisions.rounds.round import FINAL, Stage, Why
from decisions.rounds.settings import Closing, Form, GroupNeed, Settings
from decisions.rounds.text import Text
from tests.decisions.builders import MONDAY, TEXT, a_circle
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE, FUNDERS, SEATS
from tests.decisions.world import World

QUESTION = Text(title="Where do we meet?", proposal="")
OPTIONS = (BallotOption("a", "The library"), BallotOption("b", "The clinic"), BallotOption("c", "Online"))
WHERE = Ballot(Method.CHOOSE_ONE, OPTIONS)
SEED = UUID(int=7)


def a_draft(ballot: Ballot = WHERE, terms: Terms | None = None, text: Text = QUESTION) -> World:
    world = World(circle=a_circle().circle, now=MONDAY, process=BALLOT)
    return world.begin(ANA, text, ballot=ballot, terms=terms or Terms())


def opened(world: World, **fields: Any) -> World:
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO, "seed": SEED, **fields}
    world.do(ANA, c.OpenRound, **facts)
    return world


def a_ballot(ballot: Ballot = WHERE, terms: Terms | None = None, **fields: Any) -> World:
    return opened(a_draft(ballot, terms), **fields)


def choose(world: World, by: Any, key: str, **fields: Any) -> tuple[Any, ...]:
    return world.do(by, c.GiveAnswer, kind=Kind.CHOICE, choice=Choice.of({key: 1}), **fields)


def all_choose(world: World, keys: str) -> World:
    for member, key in zip(EVERYONE, keys, strict=True):
        choose(world, member, key)
    return world


def the(world: World, kind: type[Any]) -> Any:
    return next(event for event in reversed(world.events) if isinstance(event, kind))


def votes(first: str, *others: str) -> str:
    """Everyone's choices: ``first`` for all but those named."""
    return "".join([*others, *[first] * (len(EVERYONE) - len(others))])


def test_a_ballot_follows_its_own_process() -> None:
    assert process_for(WHERE) is BALLOT is PROCESSES["ballot@1"]
    assert process_for(None).key == "consent@1"
    assert a_draft().round.process == "ballot@1"


def test_everyone_in_the_circle_votes_its_author_too() -> None:
    world = a_ballot()
    assert world.round.stage is Stage.VOTING
    assert set(world.electorate) == set(EVERYONE)
    assert world.round.facilitator == BO


def test_a_ballot_needs_a_question_and_nothing_else_of_a_proposals_form() -> None:
    world = a_draft(text=Text(title=" ", proposal=""))
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}
    assert world.refused(ANA, c.OpenRound, **facts) is Reason.EMPTY
    assert a_ballot().round.text.proposal == ""


def test_a_ballot_closes_when_its_terms_say() -> None:
    closes = MONDAY + timedelta(days=2)
    assert a_ballot(terms=Terms(closes_at=closes)).round.deadline == closes


def test_nobody_votes_alone() -> None:
    world = World(circle={ANA: SEATS[ANA]}, now=MONDAY, process=BALLOT)
    world.begin(ANA, QUESTION, ballot=WHERE)
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": None}
    assert world.refused(ANA, c.OpenRound, **facts) is Reason.CIRCLE_TOO_SMALL


@pytest.mark.parametrize(
    ("days", "reason"), [(0, Reason.DATE_NOT_AHEAD), (-1, Reason.DATE_NOT_AHEAD), (367, Reason.DATE_TOO_FAR)]
)
def test_a_close_that_is_not_ahead_or_too_far_away_is_refused(days: int, reason: Reason) -> None:
    world = a_draft(terms=Terms(closes_at=MONDAY + timedelta(days=days)))
    facts = {"settings": Settings(), "form": Form.SHORT, "facilitator": BO}
    assert world.refused(ANA, c.OpenRound, **facts) is reason


def test_the_choice_of_most_is_decided() -> None:
    world = all_choose(a_ballot(), votes("b", "a")).to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.DECIDED, Why.COUNTED)
    assert world.round.decided is not None
    assert world.round.decided.winners == ("b",)
    assert the(world, e.BallotCounted).result.counted == len(EVERYONE)


def test_nothing_of_what_was_chosen_is_told_before_the_close() -> None:
    world = all_choose(a_ballot(), votes("b", "a"))
    assert not [event for event in world.events if isinstance(event, e.BallotCounted)]
    world.to_the_end()
    assert [type(event).__name__ for event in world.events[-3:]] == [
        "Unsealed",
        "BallotCounted",
        "RoundEnded",
    ]


def test_a_tie_stands_and_is_said_to_be_one() -> None:
    world = tied(WHERE)
    assert (world.round.stage, world.round.why) == (Stage.UNDECIDED, Why.TIED)
    assert world.round.decided is not None
    assert (world.round.decided.winners, world.round.decided.tied) == ((), ("a", "b"))


def test_a_tie_is_drawn_by_the_lot_that_was_shown_from_the_opening_on() -> None:
    ballot = replace(WHERE, rules=Rules(tie=Tie.LOT))
    world = a_ballot(ballot)
    assert world.round.ballot is not None
    assert world.round.ballot.rules.seed == SEED.hex
    world = tied(ballot)
    assert world.round.decided is not None
    assert world.round.decided.winners == drawn(SEED.hex, "ab")[:1]
    assert world.round.decided.by_lot


def tied(ballot: Ballot) -> World:
    """Half of them for one option and half for another; who is left over sits it out."""
    world, half = a_ballot(ballot), len(EVERYONE) // 2
    for member, key in zip(EVERYONE, "a" * half + "b" * half, strict=False):
        choose(world, member, key)
    for member in EVERYONE[2 * half :]:
        world.do(member, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    return world.to_the_end()


def test_where_everyone_sits_it_out_nothing_is_decided() -> None:
    world = a_ballot()
    for member in EVERYONE:
        world.do(member, c.GiveAnswer, kind=Kind.STAND_ASIDE)
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.UNDECIDED, Why.NOBODY_CHOSE)


def test_too_few_heard_extend_it_once_by_itself_and_then_decide_nothing() -> None:
    world = a_ballot()
    choose(world, ANA, "a")
    first = world.round.deadline
    world.until_next()
    assert world.round.stage is Stage.VOTING
    assert first is not None
    assert world.round.deadline is not None
    assert world.round.deadline > first
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.QUORUM)
    assert the(world, e.BallotCounted).result.counted == 1


def test_a_ballot_keeps_the_voice_rule() -> None:
    world = a_ballot(settings=Settings(voices=(GroupNeed(FUNDERS, count=1),)))
    for member, asked in world.electorate.items():
        if asked.seat.group != FUNDERS:
            choose(world, member, "a")
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.NOT_HEARD_ENOUGH, Why.VOICES)


def test_another_choice_asks_first_and_then_stands_instead_of_the_first() -> None:
    world = a_ballot()
    choose(world, CY, "a")
    assert choose(world, CY, "a") == ()
    again = {"kind": Kind.CHOICE, "choice": Choice.of({"b": 1})}
    assert world.refused(CY, c.GiveAnswer, **again) is Reason.WOULD_REPLACE
    choose(world, CY, "b", replace=True)
    assert world.round.tally.heard == 1
    assert [pile.choice for pile in world.profile()] == [Choice.of({"b": 1})]


def test_the_same_option_tapped_again_takes_no_reason_away() -> None:
    world = a_ballot()
    choose(world, CY, "a", words="It is near.", named=False, replace=True)
    assert choose(world, CY, "a") == ()
    again = choose(world, CY, "a", replace=True)
    assert [event.answer.words for event in again] == [""]


def test_where_an_answer_is_final_it_cannot_be_changed() -> None:
    world = a_ballot(terms=Terms(changeable=False))
    choose(world, CY, "a", replace=True)
    again = {"kind": Kind.CHOICE, "choice": Choice.of({"b": 1}), "replace": True}
    assert world.refused(CY, c.GiveAnswer, **again) is Reason.ANSWER_IS_FINAL


@pytest.mark.parametrize("choice", [None, Choice.of({"a": 1})])
def test_what_would_be_final_is_asked_about_first(choice: Choice | None) -> None:
    world = a_ballot(terms=Terms(changeable=False))
    said = {"kind": Kind.CHOICE if choice else Kind.STAND_ASIDE, "choice": choice}
    assert world.refused(CY, c.GiveAnswer, **said) is Reason.WOULD_BE_FINAL
    world.do(CY, c.GiveAnswer, **said, replace=True)
    assert world.round.tally.heard == 1


@pytest.mark.parametrize("kind", [Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.CHOICE])
def test_only_a_choice_or_sitting_it_out_answers_a_ballot(kind: Kind) -> None:
    assert a_ballot().refused(CY, c.GiveAnswer, kind=kind, words="So.") is Reason.NOT_A_CHOICE


def test_an_option_that_is_not_there_is_refused() -> None:
    choice = Choice.of({"z": 1})
    refused = a_ballot().refused(CY, c.GiveAnswer, kind=Kind.CHOICE, choice=choice)
    assert refused is Reason.NOT_A_CHOICE


def test_reasons_are_kept_asked_for_or_left_out_as_the_terms_say() -> None:
    kept = a_ballot()
    choose(kept, CY, "a", words=" It is near. ")
    assert the(kept, e.AnswerGiven).answer.words == "It is near."
    off = a_ballot(terms=Terms(reasons=Reasons.OFF))
    choose(off, CY, "a", words="It is near.")
    assert the(off, e.AnswerGiven).answer.words == ""
    required = a_ballot(terms=Terms(reasons=Reasons.REQUIRED))
    choice = Choice.of({"a": 1})
    assert required.refused(CY, c.GiveAnswer, kind=Kind.CHOICE, choice=choice) is Reason.EMPTY


def test_what_is_written_down_counts_once_it_is_confirmed() -> None:
    world = a_ballot()
    world.do(BO, c.WriteDown, member=DI, kind=Kind.CHOICE, choice=Choice.of({"c": 1}))
    assert (world.round.tally.heard, world.profile()) == (0, ())
    world.do(DI, c.ConfirmWritten)
    assert world.round.tally.heard == 1
    assert [pile.choice for pile in world.profile()] == [Choice.of({"c": 1})]


def test_a_ballot_waits_for_nobody_when_whoever_asked_it_has_left() -> None:
    world = a_ballot()
    choose(world, ANA, "a")
    world.leaves(ANA)
    assert world.round.carry_on_since is None
    assert world.refused(CY, c.CarryOn) is Reason.NOT_NOW
    assert [pile.choice for pile in world.profile()] == [Choice.of({"a": 1})]


def test_a_late_choice_is_no_answer() -> None:
    world = all_choose(a_ballot(), votes("a")).to_the_end()
    choice = Choice.of({"b": 1})
    assert world.refused(CY, c.GiveAnswer, kind=Kind.CHOICE, choice=choice) is Reason.CLOSED


def test_a_draft_of_a_ballot_stays_one_and_can_ask_something_else() -> None:
    world = a_draft()
    approval = replace(WHERE, options=OPTIONS[:2])
    world.do(ANA, c.EditDraft, text=QUESTION, ballot=approval, terms=Terms(reasons=Reasons.OFF))
    assert world.round.ballot == approval
    assert world.round.terms.reasons is Reasons.OFF
    assert world.refused(ANA, c.EditDraft, text=TEXT) is Reason.NOT_NOW
    assert world.do(ANA, c.EditDraft, text=QUESTION, ballot=approval, terms=world.round.terms) == ()


@pytest.mark.parametrize(("shown", "tells"), [(Shown.ALWAYS, True), (Shown.AT_CLOSE, False)])
def test_a_card_that_shows_how_it_stands_is_made_anew_when_somebody_chooses_otherwise(
    shown: Shown, tells: bool
) -> None:
    world = a_ballot(terms=Terms(shown=shown))
    choose(world, CY, "a")
    before = world.round
    events = choose(world, CY, "b", replace=True)
    assert shows_on_the_card(before, world.round, events) is tells
    told = {"member": DI, "kind": Kind.CHOICE, "choice": Choice.of({"c": 1})}
    before = world.round
    assert not shows_on_the_card(before, world.round, world.do(BO, c.WriteDown, **told))


# --- options -------------------------------------------------------------------------------------------------

FOUR = replace(WHERE, options=(*OPTIONS[:2], BallotOption("c", "Outside"), BallotOption("d", "At school")))
OTHER_QUESTION = replace(QUESTION, title="Where do we meet in May?")


def test_until_the_first_answer_its_authors_may_change_what_is_asked() -> None:
    world = a_ballot()
    shown = world.round.shown
    world.do(ANA, c.ChangeBallot, text=OTHER_QUESTION, ballot=FOUR)
    assert world.round.ballot is not None
    assert world.round.ballot.options == FOUR.options
    assert world.round.ballot.rules.seed == SEED.hex
    assert (world.round.text.title, world.round.version) == (OTHER_QUESTION.title, 2)
    choice = {"kind": Kind.CHOICE, "choice": Choice.of({"c": 1})}
    assert world.refused(CY, c.GiveAnswer, shown=shown, **choice) is Reason.OTHER_VERSION
    world.do(CY, c.GiveAnswer, shown=world.round.shown, **choice)
    asked_for = cards_for(world.round, [the(world, e.BallotChanged)])
    assert [(card.kind, card.about) for card in asked_for] == [(CardKind.BUMP, "v2")]


def test_the_same_question_again_is_no_change() -> None:
    world = a_ballot()
    assert world.do(ANA, c.ChangeBallot, text=QUESTION, ballot=WHERE) == ()


def test_only_its_authors_change_what_is_asked() -> None:
    refused = a_ballot().refused(CY, c.ChangeBallot, text=QUESTION, ballot=FOUR)
    assert refused is Reason.ONLY_PROPOSER


def test_from_the_first_answer_on_nothing_of_it_changes_any_more() -> None:
    world = a_ballot()
    choose(world, CY, "a")
    assert world.refused(ANA, c.ChangeBallot, text=QUESTION, ballot=FOUR) is Reason.OPTIONS_ARE_LOCKED
    written = a_ballot()
    for _ in range(2):
        written.do(BO, c.WriteDown, member=DI, kind=Kind.CHOICE, choice=Choice.of({"c": 1}))
    assert written.refused(ANA, c.ChangeBallot, text=QUESTION, ballot=FOUR) is Reason.OPTIONS_ARE_LOCKED


def test_what_was_written_down_and_denied_locks_nothing() -> None:
    world = a_ballot()
    for member in (DI, CY):
        world.do(BO, c.WriteDown, member=member, kind=Kind.CHOICE, choice=Choice.of({"c": 1}))
    world.do(DI, c.ConfirmWritten, right=False)
    assert world.refused(ANA, c.ChangeBallot, text=QUESTION, ballot=FOUR) is Reason.OPTIONS_ARE_LOCKED
    world.leaves(CY)
    world.do(ANA, c.ChangeBallot, text=QUESTION, ballot=FOUR)
    assert world.round.version == 2


def test_the_way_to_vote_stays_and_what_nobody_could_answer_is_refused() -> None:
    world = a_ballot()
    scores = replace(FOUR, method=Method.SCORE)
    assert world.refused(ANA, c.ChangeBallot, text=QUESTION, ballot=scores) is Reason.NOT_A_CHOICE
    one = replace(WHERE, options=OPTIONS[:1])
    assert world.refused(ANA, c.ChangeBallot, text=QUESTION, ballot=one) is Reason.TOO_FEW_OPTIONS
    untitled = Text(title="", proposal="")
    assert world.refused(ANA, c.ChangeBallot, text=untitled, ballot=FOUR) is Reason.EMPTY


def test_anyone_may_add_an_option_where_the_terms_let_them_also_after_answers() -> None:
    world = a_ballot(terms=Terms(members_add=True))
    choose(world, CY, "a")
    shown = world.round.shown
    world.do(DI, c.AddOption, label=" At  Eva's ", meaning=" On the porch. ", shown=shown)
    assert world.round.ballot is not None
    added = world.round.ballot.options[-1]
    assert (added.label, added.meaning) == ("At Eva's", "On the porch.")
    assert added.key not in WHERE.keys
    choose(world, DI, added.key)
    assert world.round.shown == shown
    assert len(world.profile()) == 2


@pytest.mark.parametrize("closing", Closing)
def test_an_option_that_is_added_once_all_were_heard_leaves_them_a_workday(closing: Closing) -> None:
    world = a_ballot(terms=Terms(members_add=True), settings=Settings(closing=closing))
    all_choose(world, votes("a"))
    world.do(DI, c.AddOption, label="At school")
    closes = world.round.closes_early
    assert closes is not None
    assert closes >= world.now + timedelta(days=1)
    assert closes < (world.round.deadline or closes)
    assert world.do(BO, c.MoveOn) == (), "nobody can close it sooner"
    assert world.round.closes_early == closes
    choose(world, DI, "o1", replace=True)
    assert world.round.closes_early == closes
    world.to_the_end()
    assert world.round.ended_at == closes


def test_who_is_heard_last_after_an_option_was_added_leaves_the_others_time_too() -> None:
    world = a_ballot(terms=Terms(members_add=True), settings=Settings(closing=Closing.AT_ONCE))
    world.do(DI, c.AddOption, label="At school")
    added = world.now
    all_choose(world, votes("a"))
    assert world.round.closes_early is not None
    assert world.round.closes_early >= added + timedelta(days=1)


def test_an_added_option_must_reach_what_all_the_others_must() -> None:
    most = Threshold(75)
    rules = Rules(thresholds=tuple((option.key, most) for option in OPTIONS))
    world = a_ballot(replace(WHERE, rules=rules), terms=Terms(members_add=True))
    world.do(DI, c.AddOption, label="At school")
    assert world.round.ballot is not None
    added = world.round.ballot.options[-1].key
    assert (added, most) in world.round.ballot.rules.thresholds
    half = len(EVERYONE) // 2 + 1
    for at, member in enumerate(EVERYONE):
        choose(world, member, added if at < half else "a")
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.UNDECIDED, Why.NO_OPTION_ENOUGH)


@pytest.mark.parametrize(
    ("label", "meaning", "reason", "field"),
    [
        (" ", "", Reason.EMPTY, "label"),
        ("the LIBRARY", "", Reason.READS_THE_SAME, "label"),
        ("x" * 81, "", Reason.TOO_LONG, "label"),
        ("At school", "x" * 301, Reason.TOO_LONG, "meaning"),
    ],
)
def test_an_option_that_cannot_be_added_is_refused_where_it_was_typed(
    label: str, meaning: str, reason: Reason, field: str
) -> None:
    world = a_ballot(terms=Terms(members_add=True))
    with pytest.raises(Refusal) as refused:
        world.do(DI, c.AddOption, label=label, meaning=meaning)
    assert (refused.value.reason, refused.value.at_field) == (reason, field)


def test_where_the_terms_do_not_let_them_nobody_adds_an_option() -> None:
    assert a_ballot().refused(DI, c.AddOption, label="At school") is Reason.OPTIONS_ARE_LOCKED
    sense = Ballot(Method.SENSE_CHECK, METHODS[Method.SENSE_CHECK].options)
    world = a_ballot(sense, terms=Terms(members_add=True))
    assert world.refused(DI, c.AddOption, label="At school") is Reason.OPTIONS_ARE_LOCKED


def test_every_stage_of_the_table_ends_by_itself_or_is_a_draft() -> None:
    stages = {stage for stage, _ in BALLOT.rules} - FINAL
    assert stages == {Stage.DRAFT, Stage.VOTING}
    assert set(BALLOT.turns) == stages
    assert BALLOT.next_due(a_draft().round) is None
    assert BALLOT.next_due(a_ballot().round) is not None
