"""How a ballot reads: what can be tapped, what was chosen, and what it came to, for every method."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from adapters.cards import Button, Chart, ChoiceField, Form, Listing, ManyField, MarksField, Option, Steps
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present import answering
from adapters.present.asks import ask_card
from adapters.present.ballot_card import taps_say_it_all, vote_buttons
from adapters.present.ballot_result import (
    ballot_outcome,
    ballot_result_blocks,
    reasons_blocks,
    step_blocks,
)
from adapters.present.ballot_words import choice_said
from adapters.present.more import more
from adapters.present.powers import write_down
from adapters.present.read_all import read_all
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from adapters.present.scene import Scene
from adapters.present.verbs import Verb
from adapters.present.vote import vote
from decisions.refusals import Reason, Refusal
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Base, Method, Threshold, Tie
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.shares import Shares, thresholds_for
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage, Why
from decisions.rounds.tally import Tally
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot_record
from tests.adapters.present.shown import buttons_of, text_of

PLACE, READER = b.a_place(), b.a_reader(b.JO)


def of(count: int, label: str = "Option") -> Ballot:
    return Ballot(Method.CHOOSE_ONE, tuple(BallotOption(f"o{n}", f"{label} {n}") for n in range(count)))


def scene(record: RoundRecord) -> Scene:
    return Scene(record, PLACE)


def labels(record: RoundRecord) -> list[str]:
    return [button.label for button in vote_buttons(scene(record)).buttons]


def form(record: RoundRecord, screen: Screen | None = None) -> Form:
    return vote(record, READER, screen or Screen("vote"))


# --- the card -------------------------------------------------------------------------------------------------


def test_up_to_three_short_options_are_buttons_of_their_own() -> None:
    record = ballots.an_open(ballot=of(3))
    assert labels(record) == ["Option 0", "Option 1", "Option 2", "More…"]
    first: Button = vote_buttons(scene(record)).buttons[0]
    assert (first.action.verb, first.action.id) == (Verb.CHOOSE, f"{b.ROUND}:o0")


@pytest.mark.parametrize(
    ("ballot", "terms"),
    [
        (of(4), Terms()),
        (of(3, "A label that is too long"), Terms()),
        (of(3), Terms(changeable=False)),
        (of(3), Terms(reasons=Reasons.REQUIRED)),
    ],
)
def test_else_a_form_is_opened(ballot: Ballot, terms: Terms) -> None:
    record = ballots.an_open(ballot=ballot, terms=terms)
    assert not taps_say_it_all(scene(record))
    assert labels(record) == ["Vote", "Read all", "More…"]


@pytest.mark.parametrize(("count", "rows"), [(2, 0), (7, 7), (10, 7), (11, 7), (100, 7)])
def test_a_long_list_is_folded_and_says_how_many_there_are(count: int, rows: int) -> None:
    card = round_card(ballots.an_open(ballot=of(count)), PLACE)
    listed = [block for block in card.blocks if isinstance(block, Listing)]
    assert sum(len(block.items) for block in listed) == rows
    hidden = count - rows + 1
    assert (f"and {hidden} more" in text_of(card)) is (count > 7)


def test_what_is_chosen_is_sealed_unless_the_terms_show_it_to_all() -> None:
    counted = {"counted": ballots.a_result(of(3), winners=())}
    for shown in Shown:
        record = ballots.an_open(ballot=of(3), terms=Terms(shown=shown), record=counted)
        assert ("So far" in text_of(round_card(record, PLACE))) is (shown is Shown.ALWAYS)


# --- the form -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", Method)
def test_the_form_presets_what_was_chosen_before(method: Method) -> None:
    record = ballots.voted(method)
    (field,) = (each for each in form(record).fields if each.name == "choice")
    assert record.seat.answer is not None
    assert record.seat.answer.choice is not None
    marks = {key: str(number) for key, number in record.seat.answer.choice.marks}
    match field:
        case ChoiceField():
            assert {field.value: "1"} == marks
        case ManyField():
            assert dict.fromkeys(field.values, "1") == marks
        case MarksField():
            assert field.values == marks
        case _:
            pytest.fail(f"{field} is no field for a choice")


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        (Reasons.OFF, None),
        (Reasons.OPTIONAL, False),
        (Reasons.REQUIRED, True),
        (Reasons.FOR_DISAGREEMENT, False),
    ],
)
def test_a_reason_is_asked_for_as_the_terms_say(reasons: Reasons, asked: bool | None) -> None:
    fields = {field.name: field for field in form(ballots.an_open(terms=Terms(reasons=reasons))).fields}
    assert ("words" in fields, "named" in fields) == (asked is not None, asked is not None)
    assert asked is None or getattr(fields["words"], "required") is asked  # noqa: B009


def test_whoever_wants_no_name_beside_the_reason_ticks_it_and_finds_it_ticked() -> None:
    assert values_of(form(ballots.an_open()), "named") == ()
    said = ballots.voted()
    assert said.seat.answer is not None
    unnamed = replace(said, seat=replace(said.seat, answer=replace(said.seat.answer, named=False)))
    assert values_of(form(unnamed), "named") == ("no",)


def values_of(view: Form, name: str) -> tuple[str, ...]:
    (field,) = (each for each in view.fields if each.name == name)
    assert isinstance(field, ManyField)
    return field.values


@pytest.mark.parametrize(
    ("method", "shares", "said"),
    [
        (Method.CHOOSE_ONE, Shares(60), "An option needs 60% of all who answer."),
        (Method.OPT_IN, Shares(50, base=Base.ELIGIBLE), "if 50% of everyone who may answer are in."),
        (Method.CONSENSUS, Shares(most=20), "“I stand aside” or worse may come from 20% of all who answer"),
    ],
)
def test_how_much_is_needed_is_said_beforehand_and_of_whom(method: Method, shares: Shares, said: str) -> None:
    ballot = b.a_ballot(b.World(), method)
    rules = replace(ballot.rules, thresholds=thresholds_for(ballot, shares))
    assert said in text_of(form(ballots.an_open(ballot=replace(ballot, rules=rules))))


# --- an order of one's own ------------------------------------------------------------------------------------


def shuffled(**changes: Any) -> RoundRecord:
    return ballots.an_open(terms=Terms(shuffled=True), **changes)


def test_the_card_that_all_see_names_no_option_where_each_has_an_order_of_their_own() -> None:
    shown = text_of(round_card(shuffled(), PLACE))
    assert "There are 3 options. Each of us sees them in another order." in shown
    assert "The library" not in shown
    assert labels(shuffled())[0] == "Vote"


def test_each_reader_has_one_order_in_the_ask_the_form_and_the_details() -> None:
    labels = [option.label for option in form_options(shuffled())]
    assert sorted(labels) == ["Online", "The clinic", "The library"]
    ask = text_of(ask_card(shuffled(), READER, WaveKind.ANSWER))
    details = text_of(read_all(shuffled(), READER, Screen("read_all")))
    for shown in (ask, details):
        assert sorted(labels, key=shown.index) == labels


def form_options(record: RoundRecord) -> tuple[Option, ...]:
    (field,) = (each for each in form(record).fields if each.name == "choice")
    assert isinstance(field, ChoiceField)
    return field.options


def test_what_is_wrong_with_one_option_is_said_where_the_options_are() -> None:
    refusal = Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": 5}, at_field="option.o1")
    shown = form(ballots.an_open(Method.SCORE), Screen("vote", errors={"option.o1": refusal}))
    assert shown.errors == {"choice": "Please give a whole number from 0 to 5."}


def test_what_is_wrong_with_what_was_written_down_is_said_where_the_options_are() -> None:
    refusal = Refusal(Reason.RANK_TWICE, {"rank": 1}, at_field="option.o1")
    record = replace(ballots.an_open(Method.STV), missing=(b.MAYA,))
    shown = write_down(record, READER, Screen("write_down", errors={"option.o1": refusal}))
    assert list(shown.errors) == ["choice"]


def test_a_draft_without_options_yet_can_be_read() -> None:
    draft = b.a_record(Stage.DRAFT, ballot=Ballot(Method.CHOOSE_ONE, ()))
    assert text_of(read_all(draft, READER, Screen("read_all")))


# --- in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "marks", "said"),
    [
        (Method.CHOOSE_ONE, {"o1": 1}, "The clinic"),
        (Method.APPROVAL, {"o0": 1, "o2": 1}, "The library and Online"),
        (Method.APPROVAL, {}, "none of them"),
        (Method.DOTS, {"o0": 1, "o1": 4, "o2": 0}, "The clinic 4 · The library 1"),
        (Method.STV, {"o2": 1, "o0": 2}, "1. Online · 2. The library"),
        (Method.SCHULZE, {"o2": 1, "o0": 1, "o1": 2}, "1. The library / Online · 2. The clinic"),
        (
            Method.TIME_POLL,
            {"o0": 2, "o1": 1, "o2": 0},
            "Yes: Mon, Dec 7, 4–5 pm (Chicago time) · If need be: Tue, Dec 8, 4–5:30 pm (Chicago time)",
        ),
        (Method.TIME_POLL, {"o0": 0}, "no time works"),
        (Method.CONSENSUS, {"block": 1}, "I block it"),
    ],
)
def test_a_choice_is_said_in_words(method: Method, marks: dict[str, int], said: str) -> None:
    assert choice_said(scene(ballots.an_open(method)), Choice.of(marks)) == said


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (Method.CHOOSE_ONE, "The library, with 7 of 10 votes."),
        (Method.CHOOSE_SEVERAL, "The library, chosen by 7 of 10."),
        (Method.APPROVAL, "The library, chosen by 7 of 10."),
        (Method.SCORE, "The library, with 7 points from 10 people."),
        (Method.DOTS, "The library, with 7 dots from 10 people."),
        (Method.INSTANT_RUNOFF, "The library, with 7 of 10 votes in the last round."),
        (Method.STV, "Chosen: The library."),
        (
            Method.TIME_POLL,
            "We meet Mon, Dec 7, 4–5 pm (Chicago time). Of 10 people, 7 can, 2 of them if need be.",
        ),
        (Method.OPT_IN, "7 of 10 are in. It goes ahead."),
        (Method.CONSENSUS, "Consensus: 7 of 10 agree, and nobody blocks it."),
    ],
)
def test_what_was_decided_is_one_sentence_that_says_why(method: Method, said: str) -> None:
    assert ballot_outcome(scene(ballots.counted(method))) == said


@pytest.mark.parametrize(
    ("method", "key", "passes_at", "said"),
    [
        (Method.CHOOSE_ONE, "o0", "", "An option needs 60% of all who answer."),
        (
            Method.GRADIENTS,
            "reserve",
            "reserve",
            "“I support it, with reservations” or better must come from 60% of all who answer.",
        ),
    ],
)
def test_how_much_is_needed_is_said_before_anybody_answers(
    method: Method, key: str, passes_at: str, said: str
) -> None:
    rules = {"thresholds": ((key, Threshold(60)),), "passes_at": passes_at}
    assert said in text_of(form(ballots.an_open(method, rules=rules)))
    without = {"passes_at": passes_at}
    assert "60%" not in text_of(form(ballots.an_open(method, rules=without)))


def test_where_too_few_were_heard_nothing_is_shown_as_chosen() -> None:
    decided = ballots.counted()
    few = replace(decided.round, stage=Stage.NOT_HEARD_ENOUGH, why=Why.QUORUM)
    short = replace(decided, round=few)
    for record, chosen in ((decided, True), (short, False)):
        blocks = ballot_result_blocks(scene(record))
        assert (
            next(bar.chosen for block in blocks if isinstance(block, Chart) for bar in block.bars) is chosen
        )
        assert ("would have changed" in str(blocks)) is chosen


def test_a_tie_is_said_to_be_one_and_a_lot_can_be_drawn_again() -> None:
    assert ballot_outcome(scene(ballots.tied())).startswith("A tie between The library and The clinic.")
    drawn = ballots.tied(by_lot=True)
    assert drawn.round.ballot is not None
    assert drawn.round.ballot.rules.tie is Tie.LOT
    assert "The clinic, with 4 of 10 votes." in ballot_outcome(scene(drawn))
    assert ballots.SEED in text_of(round_card(drawn, PLACE))


@pytest.mark.parametrize(
    ("method", "said"), [(Method.SCHULZE, "the smallest first"), (Method.STV, "is largest goes out")]
)
def test_how_a_lot_was_drawn_is_said_as_the_method_draws_it(method: Method, said: str) -> None:
    by_lot = {"by_lot": True, "tied": ("o0", "o1")}
    record = ballots.counted(method, rules={"tie": Tie.LOT, "seed": ballots.SEED}, result=by_lot)
    assert said in text_of(read_all(record, READER, Screen("read_all")))


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (
            Method.CHOOSE_ONE,
            "No option has the support that we had set beforehand. Nearest: The library, 7 votes.",
        ),
        (Method.OPT_IN, "7 of 10 are in: too few for it to go ahead."),
        (Method.CONSENSUS, "No consensus: 3 people block it."),
        (
            Method.SENSE_CHECK,
            "Most say: It looks good (7 of 10). This decides nothing; it shows where to talk on.",
        ),
    ],
)
def test_what_was_not_decided_is_said_too(method: Method, said: str) -> None:
    assert ballot_outcome(scene(ballots.counted(method, result={"winners": ()}))) == said


def test_a_reason_without_a_name_does_not_tell_whose_it_is() -> None:
    page = ballots.counted()

    said = str(reasons_blocks(scene(page)))
    assert "Maya Okafor" in said
    assert "Sam Hill" not in said


@pytest.mark.parametrize(
    ("by_lot", "said"), [(False, "Out: Online. (Level with The clinic."), (True, "(by lot)")]
)
def test_it_is_said_why_one_of_two_that_held_as_little_went(by_lot: bool, said: str) -> None:
    begun, last = ballots.counted(Method.INSTANT_RUNOFF).counted.steps  # type: ignore[union-attr]
    first, second, third = (key for key, _ in begun.held)
    level = replace(
        begun, held=((first, Fraction(6)), (second, Fraction(2)), (third, Fraction(2))), by_lot=by_lot
    )
    record = ballots.counted(Method.INSTANT_RUNOFF, result={"steps": (level, last)})
    (shown,) = step_blocks(scene(record), record.counted)
    assert isinstance(shown, Steps)
    assert said in shown.steps[0].happened
    assert ("Level" in shown.steps[0].happened) is not by_lot
    assert "Level" not in shown.steps[1].happened


def test_votes_that_ran_out_are_said_and_bars_that_are_more_than_the_votes_are_named() -> None:
    begun, last = ballots.counted(Method.INSTANT_RUNOFF).counted.steps  # type: ignore[union-attr]
    ran_out = replace(last, exhausted=Fraction(2))
    record = ballots.counted(Method.INSTANT_RUNOFF, result={"steps": (begun, ran_out)})
    (shown,) = step_blocks(scene(record), record.counted)
    assert isinstance(shown, Steps)
    assert "name nobody" not in shown.steps[0].happened
    assert shown.steps[1].happened.endswith("Votes that name nobody who is left: 2.")
    (chart,) = (block for block in ballot_result_blocks(scene(record)) if isinstance(block, Chart))
    assert chart.title == "Votes at the end"


# --- options that members add ---------------------------------------------------------------------------------

FULL = of(100)
OWN = Ballot(Method.SENSE_CHECK, METHODS[Method.SENSE_CHECK].options)


@pytest.mark.parametrize(
    ("ballot", "terms", "offered"),
    [
        (of(3), Terms(members_add=True), True),
        (of(3), Terms(), False),
        (FULL, Terms(members_add=True), False),
        (OWN, Terms(members_add=True), False),
    ],
)
def test_members_are_offered_to_add_an_option_where_it_would_be_taken(
    ballot: Ballot, terms: Terms, offered: bool
) -> None:
    record = ballots.an_open(ballot=ballot, terms=terms, seat={"in_circle": True})
    assert offers_to_add(record) is offered
    assert not offers_to_add(replace(record, seat=replace(record.seat, in_circle=False)))


def test_nobody_adds_an_option_to_a_ballot_that_has_closed() -> None:
    assert not offers_to_add(ballots.counted(terms=Terms(members_add=True), seat={"in_circle": True}))


def offers_to_add(record: RoundRecord) -> bool:
    """Under More, and in the browser on the vote's own page."""
    in_chat = more(record, READER, Screen("more"))
    in_the_browser = round_page(record, READER, Screen("round"))
    offered = {
        any(button.action.verb == Verb.ADD_OPTION for button in buttons_of(view))
        for view in (in_chat, in_the_browser)
    }
    assert len(offered) == 1, "in the one as in the other"
    return offered.pop()


# --- once it is over, and before it begins --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "offered"), [(Stage.DECIDED, False), (Stage.UNDECIDED, True), (Stage.WITHDRAWN, True)]
)
def test_members_may_ask_again_on_its_page_what_ended_without_a_result(stage: Stage, offered: bool) -> None:
    record = ballots.counted(seat={"in_circle": True})
    record = replace(record, round=replace(record.round, stage=stage))
    assert (Verb.PROPOSE_AGAIN in page_verbs(record)) is offered
    assert Verb.PROPOSE_AGAIN not in page_verbs(replace(record, seat=replace(record.seat, in_circle=False)))


def page_verbs(record: RoundRecord) -> set[str]:
    return {button.action.verb for button in buttons_of(round_page(record, READER, Screen("round")))}


def test_a_draft_of_a_vote_opens_a_vote() -> None:
    draft = round_page(a_ballot_record(), b.a_reader(b.ROSA), Screen("round"))
    assert [button.label for button in buttons_of(draft)] == ["Open the vote", "Edit", "Discard"]


# --- once all are heard, and once it is over ------------------------------------------------------------------


def facilitators(**changes: Any) -> list[str]:
    everyone = {group: replace(tally, heard=tally.asked) for group, tally in b.VOTED.groups.items()}
    record = ballots.an_open(reader=b.LEE, tally=Tally(everyone), record={"missing": ()}, **changes)
    return [button.label for button in buttons_of(more(record, b.a_reader(b.LEE), Screen("more")))]


def test_the_next_step_is_offered_only_where_it_would_come_sooner() -> None:
    assert "Close now" in facilitators(closes_early=b.NOW + timedelta(hours=14))
    assert "Close now" not in facilitators(closes_early=b.NOW + timedelta(minutes=1))


def test_an_answer_that_is_final_is_not_said_to_be_changeable_once_all_are_heard() -> None:
    soon = b.NOW + timedelta(hours=14)
    for terms, may in (
        (Terms(), True),
        (Terms(changeable=False), False),
        (Terms(secret=True).consistent(), False),
    ):
        record = ballots.an_open(closes_early=soon, terms=terms)
        page = text_of(round_page(record, READER, Screen("round")))
        assert "All are heard. It closes" in page
        assert ("You can change your answer" in page) is may


def test_a_page_says_once_of_which_groups_people_were_heard() -> None:
    for record in (ballots.counted(), b.a_record(Stage.AGREED)):
        page = round_page(record, READER, Screen("round"))
        assert text_of(page).count("parent partners 2 of 2") == 1


@pytest.mark.parametrize("locale", ["en", "es"])
def test_sitting_out_a_final_vote_is_asked_about_first(locale: str) -> None:
    record = ballots.an_open(terms=Terms(changeable=False))
    form = answering.replace(
        record, b.a_reader(b.JO, locale), Screen("replace", carried={"kind": "stand_aside"})
    )
    assert form.carried == {"kind": "stand_aside"}
    w = words_for(locale)
    assert w("vote.final_before") in text_of(form)
    assert w("answer.stand_aside") in text_of(form)
