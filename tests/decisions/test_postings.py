"""Shared cards: which stand where, how they look later, and the message budget of cards.md for whole rounds."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from decisions.events import Event
from decisions.ids import MemberId
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.asks import plan_asks
from decisions.rounds.postings import (
    IN_THREAD,
    CardKind,
    Standing,
    cards_for,
    shows_on_the_card,
    standing,
    turns,
    worth_posting,
)
from decisions.rounds.round import Stage, Why
from decisions.rounds.settings import Settings
from decisions.rounds.tally import GroupTally, Tally
from tests.decisions.story import (
    ANA,
    BO,
    CIRCLE,
    CY,
    DI,
    NETWORK,
    OPENED,
    PARENTS,
    ROUND,
    TEXT,
    Story,
    a_problem,
    a_round,
    after,
    remark,
    seats,
)


def opens(stage: Stage, pass_no: int, version: int, at: datetime, days: float) -> e.PassOpened:
    until = (at + timedelta(days=days)).replace(hour=20)
    return e.PassOpened(at=at, stage=stage, pass_no=pass_no, version=version, seats=seats(), deadline=until)


def explored() -> Story:
    draft = e.DraftWritten(
        at=OPENED, round_id=ROUND, network_id=NETWORK, circle_id=CIRCLE, ref=1, process="consent@1",
        by=ANA, text=TEXT,
    )  # fmt: skip
    opened = e.RoundOpened(
        at=OPENED, by=ANA, settings=Settings(), facilitator=BO, next_facilitator=None, deciding=()
    )
    question = e.QuestionAsked(at=after(1), id=remark(7), by=CY, first_word=True, group=PARENTS, text="?")
    reaction = e.ReactionShared(at=after(1), id=remark(8), by=DI, first_word=True, group=PARENTS, text="?")
    story = Story().then(draft).then(opened, opens(Stage.EXPLORING, 1, 1, OPENED, 4))
    return story.then(question).then(reaction).then(replace(reaction, id=remark(9), by=BO))


def smooth() -> Story:
    ended = e.RoundEnded(at=after(10), stage=Stage.AGREED, why=Why.ADOPTED)
    return explored().then(opens(Stage.CONSENTING, 2, 1, after(5), 5)).then(ended)


def with_a_problem() -> Story:
    unsealed = e.Unsealed(at=after(10), pass_no=2, problems=(a_problem(),))
    integrating = e.IntegratingOpened(at=after(10), deadline=after(15), test_window=None)
    offered = e.TextOffered(at=after(11), by=ANA, deadline=after(15), text=TEXT)
    taken = e.OfferedTextTaken(at=after(12), version=2, fixed=(remark(100),), text=TEXT)
    story = explored().then(opens(Stage.CONSENTING, 2, 1, after(5), 5)).then(unsealed, integrating)
    story.then(offered).then(taken, opens(Stage.CONSENTING, 3, 2, after(12), 5))
    return story.then(e.RoundEnded(at=after(17), stage=Stage.AGREED, why=Why.ADOPTED))


def in_the_channel(story: Story) -> int:
    """Messages that a channel sees of the round, what is in a thread apart."""
    wanted = {
        (card.kind, card.about) for _, round, events in story.changes for card in cards_for(round, events)
    }
    return len([kind for kind, _ in wanted if kind not in IN_THREAD])


def asked_directly(story: Story, member: MemberId, heard_after: timedelta | None) -> int:
    """Asks and last calls to one member who answers so long after each pass opens (None: never)."""
    sent = 0
    for (before, round, events), until in zip(story.changes, ends(story), strict=True):
        for plan in plan_asks(before, round, events):
            due = (plan.ask_at("UTC"), plan.last_call_at("UTC"))
            heard = until if heard_after is None else min(until, plan.opened + heard_after)
            sent += sum(member not in plan.spared and at is not None and at < heard for at in due)
    return sent


def ends(story: Story) -> list[datetime]:
    """For each change, when the pass that it belongs to is over."""
    last = story.changes[-1][2][-1].at
    passes = [(round.pass_no, events[0].at) for _, round, events in story.changes]
    return [next((at for other, at in passes if other > no), last) for no, _ in passes]


@pytest.mark.parametrize(
    ("story", "channel", "if_early", "at_most"),
    [(smooth(), 3, 0, 3), (with_a_problem(), 5, 1, 5)],
    ids=["smooth", "a problem and version 2"],
)
def test_a_whole_round_keeps_the_message_budget(
    story: Story, channel: int, if_early: int, at_most: int
) -> None:
    assert in_the_channel(story) == channel
    assert asked_directly(story, DI, timedelta(minutes=5)) == if_early
    assert asked_directly(story, DI, None) == at_most
    assert asked_directly(story, ANA, None) == at_most - 1, "nobody explores a proposal of their own"


def test_each_question_has_a_post_and_reactions_gather_in_one() -> None:
    story = explored()
    wanted = [card for _, round, events in story.changes for card in cards_for(round, events)]
    assert [card.about for card in wanted if card.kind is CardKind.QUESTION] == [str(remark(7))]
    assert {card.about for card in wanted if card.kind is CardKind.REACTIONS} == {""}


def test_an_answered_question_edits_its_own_post() -> None:
    answered = e.QuestionAnswered(at=OPENED, question_id=remark(7), by=ANA, first_answer=True, text="!")
    (card,) = cards_for(a_round(stage=Stage.EXPLORING), (answered,))
    assert (card.kind, card.about) == (CardKind.QUESTION, str(remark(7)))


def test_the_bump_comes_in_the_circles_morning_of_the_last_day() -> None:
    zone = Settings(zone="America/New_York")
    opened = opens(Stage.CONSENTING, 2, 1, OPENED, 5)
    (bump,) = cards_for(a_round(settings=zone, pass_no=2, versions_asked=1), (opened,))
    assert (bump.kind, bump.due) == (CardKind.BUMP, opened.deadline.replace(hour=14))


def test_an_extension_moves_the_same_bump() -> None:
    moved = e.DeadlineMoved(at=after(5), deadline=after(8))
    (bump,) = cards_for(a_round(deadline=after(8)), (moved,))
    assert (bump.kind, bump.about, bump.due) == (CardKind.BUMP, "v1", after(8).replace(hour=9))


def test_small_cards_fold_when_their_asking_is_over() -> None:
    asked = a_round(version=2)
    for kind in (CardKind.BUMP, CardKind.AGAIN):
        assert standing(kind, "v2", asked) is Standing.FULL
        assert standing(kind, "v1", asked) is Standing.LINE
        assert standing(kind, "v2", replace(asked, stage=Stage.AGREED)) is Standing.LINE


def test_a_bump_folds_the_small_card_before_it() -> None:
    asked = a_round(version=2)
    assert standing(CardKind.AGAIN, "v2", asked, bumped=True) is Standing.LINE
    assert standing(CardKind.ROUND, "", asked, bumped=True) is Standing.FULL
    assert not worth_posting(CardKind.AGAIN, "v2", asked, bumped=True)


def test_a_bump_is_not_posted_when_everyone_has_been_heard_or_it_is_over() -> None:
    waiting = a_round(tally=Tally({PARENTS: GroupTally(asked=2, heard=1)}))
    heard = replace(waiting, tally=Tally({PARENTS: GroupTally(asked=2, heard=2)}))
    assert worth_posting(CardKind.BUMP, "v1", waiting)
    assert not worth_posting(CardKind.BUMP, "v1", heard)
    assert not worth_posting(CardKind.BUMP, "v1", replace(waiting, stage=Stage.AGREED))
    assert worth_posting(CardKind.AGAIN, "v1", heard)


def test_a_discarded_draft_posts_nothing() -> None:
    ended = e.RoundEnded(at=OPENED, stage=Stage.DISCARDED, why=Why.DISCARDED)
    assert cards_for(a_round(stage=Stage.DISCARDED, opened_at=None), (ended,)) == ()
    assert standing(CardKind.ROUND, "", a_round(stage=Stage.DISCARDED)) is None


def test_what_is_private_does_not_touch_the_card() -> None:
    private: tuple[Event, ...] = (e.CallAsked(at=OPENED, by=DI), e.Reminded(at=OPENED, by=BO))
    round = a_round()
    assert not shows_on_the_card(round, replace(round, reminded=True), private)


def test_the_card_is_edited_when_one_more_is_heard_and_not_when_somebody_changes_their_mind() -> None:
    none, one = ({PARENTS: GroupTally(asked=2, heard=heard)} for heard in (0, 1))
    changed = {PARENTS: GroupTally(asked=2, heard=1, kinds={Kind.CONCERN: 1})}
    said = (e.PassedOver(at=OPENED, by=DI, group=PARENTS),)
    before, after, mind = (a_round(tally=Tally(groups)) for groups in (none, one, changed))
    assert shows_on_the_card(before, after, said)
    assert not shows_on_the_card(after, mind, said)
    assert shows_on_the_card(after, replace(mind, closes_early=OPENED), said)
    assert shows_on_the_card(after, after, (e.FacilitationPassed(at=OPENED, to=DI, before=BO),))


def test_an_answer_is_no_turn_and_a_moved_deadline_is() -> None:
    round = a_round(deadline=after(5))
    answered = replace(round, tally=Tally({PARENTS: GroupTally(asked=2, heard=1)}))
    assert not turns(round, answered)
    assert turns(round, replace(round, deadline=after(6)))
    assert turns(None, round)


def test_the_result_stands_only_at_an_end() -> None:
    assert standing(CardKind.RESULT, "", a_round()) is None
    assert standing(CardKind.RESULT, "", a_round(stage=Stage.NOT_AGREED)) is Standing.FULL
