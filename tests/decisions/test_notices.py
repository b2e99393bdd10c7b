"""Private notices: whom a change is told in private, when, and whether it is still true when it leaves."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from decisions.events import Event
from decisions.ids import MemberId
from decisions.rounds import events as e
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.notices import (
    Notice,
    NoticeKind,
    To,
    addressed_to,
    notices_for,
    still_true,
)
from decisions.rounds.round import ProblemStatus, Round, Stage, Why
from decisions.rounds.settings import GroupNeed, Settings
from decisions.rounds.tally import GroupTally, Tally
from tests.decisions.story import (
    ANA,
    BO,
    CY,
    DI,
    OPENED,
    PARENTS,
    TEXT,
    a_problem,
    a_round,
    after,
    remark,
    seats,
)

PROBLEM = remark(100)
INTEGRATING = a_round(stage=Stage.INTEGRATING, problems=(a_problem(),), facilitator_turn=OPENED)


def told(round: Round, *events: Event, before: Round | None = None) -> list[tuple[NoticeKind, To]]:
    return [(notice.kind, notice.to) for notice in notices_for(before or round, round, events)]


def the_notice(round: Round, event: Event) -> Notice:
    (notice,) = notices_for(round, round, (event,))
    return notice


def an_answer(**changes: object) -> e.AnswerGiven:
    answer = replace(Answer(Kind.CONSENT, OPENED), **changes)  # type: ignore[arg-type]
    return e.AnswerGiven(at=OPENED, by=DI, version=1, pass_no=2, group=PARENTS, answer=answer)


TOLD = [
    ("amending is the author's turn", a_round(stage=Stage.AMENDING),
     e.AmendingOpened(at=OPENED, deadline=after(3)), [(NoticeKind.AMENDING, To.MEMBER)]),
    ("the facilitator hears of problems", INTEGRATING,
     e.Unsealed(at=OPENED, pass_no=2, problems=(a_problem(),)), [(NoticeKind.PROBLEMS, To.FACILITATOR)]),
    ("a facilitator who alone sees a problem is not told of it", a_round(stage=Stage.INTEGRATING),
     e.Unsealed(at=OPENED, pass_no=2, problems=(a_problem(raised_by=BO, raiser=BO),)), []),
    ("worries alone are no news for the facilitator", a_round(),
     e.Unsealed(at=OPENED, pass_no=2), []),
    ("the facilitator hears that somebody wants a call", a_round(),
     e.CallAsked(at=OPENED, by=DI), [(NoticeKind.CALL_ASKED, To.FACILITATOR)]),
    ("a facilitator who wants a call is not told of it", a_round(), e.CallAsked(at=OPENED, by=BO), []),
    ("an extension by itself tells the facilitator whom to reach", a_round(),
     e.DeadlineMoved(at=OPENED, deadline=after(3)), [(NoticeKind.EXTENDED, To.FACILITATOR)]),
    ("an extension by hand tells nobody", a_round(),
     e.DeadlineMoved(at=OPENED, deadline=after(3), by=BO), []),
    ("a raiser hears that help is offered", INTEGRATING,
     e.HelpOffered(at=OPENED, problem_id=PROBLEM, by=BO), [(NoticeKind.HELP_OFFERED, To.MEMBER)]),
    ("a raiser alone hears a question about their problem", INTEGRATING,
     e.AskedAboutProblem(at=OPENED, problem_id=PROBLEM, id=remark(7), by=DI, text="Why?"),
     [(NoticeKind.ASKED_ABOUT, To.MEMBER)]),
    ("an offered text asks the raiser and the proposer", INTEGRATING,
     e.TextOffered(at=OPENED, by=DI, deadline=after(3), text=TEXT),
     [(NoticeKind.STILL_DOES_THE_JOB, To.PROPOSER), (NoticeKind.IS_IT_FIXED, To.MEMBER)]),
    ("a proposer who offers a text is not asked about it", INTEGRATING,
     e.TextOffered(at=OPENED, by=ANA, deadline=after(3), text=TEXT), [(NoticeKind.IS_IT_FIXED, To.MEMBER)]),
    ("a raiser who offers a text is not asked about it", INTEGRATING,
     e.TextOffered(at=OPENED, by=CY, deadline=after(3), text=TEXT),
     [(NoticeKind.STILL_DOES_THE_JOB, To.PROPOSER)]),
    ("a silent raiser is asked a second time", INTEGRATING,
     e.RaisersAskedAgain(at=OPENED, problems=(PROBLEM,)), [(NoticeKind.IS_IT_FIXED, To.MEMBER)]),
    ("one's own answer is not sent to anyone", a_round(), an_answer(), []),
    ("what was written down for somebody waits for their yes", a_round(),
     an_answer(written_by=BO, confirmed=False), [(NoticeKind.WRITTEN_DOWN, To.MEMBER)]),
    ("the group of a raiser who left is told", INTEGRATING,
     e.MemberLeft(at=OPENED, by=CY, holds=(PROBLEM,)), [(NoticeKind.TAKE_OVER_PROBLEM, To.GROUP)]),
    ("the group of a silent raiser may confirm", INTEGRATING,
     e.OfferedTextTaken(at=OPENED, version=2, fixed=(), unconfirmed=(PROBLEM,), text=TEXT),
     [(NoticeKind.CONFIRM_FOR_GROUP, To.GROUP)]),
    ("whoever facilitates by rule is told", a_round(),
     e.FacilitationPassed(at=OPENED, to=DI, before=BO), [(NoticeKind.NOW_FACILITATING, To.MEMBER)]),
    ("whoever takes over knows it; the one before is told", a_round(),
     e.FacilitationPassed(at=OPENED, to=DI, before=BO, by=DI, taken_over=True),
     [(NoticeKind.TAKEN_OVER, To.MEMBER)]),
    ("a result goes to those who are in no place", a_round(stage=Stage.AGREED),
     e.RoundEnded(at=OPENED, stage=Stage.AGREED, why=Why.ADOPTED), [(NoticeKind.RESULT, To.BY_LINK)]),
    ("a draft thrown away is nobody's news", a_round(stage=Stage.DISCARDED, opened_at=None),
     e.RoundEnded(at=OPENED, stage=Stage.DISCARDED, why=Why.DISCARDED), []),
    ("a question from the proposer is not sent to them", a_round(stage=Stage.EXPLORING),
     e.QuestionAsked(at=OPENED, id=remark(7), by=ANA, first_word=False, group=None, text="?"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("round", "event", "expected"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD]
)
def test_who_is_told_in_private(round: Round, event: Event, expected: list[tuple[NoticeKind, To]]) -> None:
    assert told(round, event) == expected


def test_questions_are_gathered_for_half_a_day() -> None:
    round = a_round(stage=Stage.EXPLORING)
    asked = [
        e.QuestionAsked(at=after(0, n), id=remark(n + 1), by=by, first_word=True, group=PARENTS, text="?")
        for n, by in enumerate((CY, DI))
    ]
    (notice,) = notices_for(round, round, asked)
    assert notice.gap == timedelta(hours=12)
    assert notice.key == the_notice(round, asked[0]).key


def test_a_voice_in_danger_is_looked_at_when_half_the_time_has_gone() -> None:
    settings = Settings(voices=(GroupNeed(PARENTS, count=2),))
    opened = e.PassOpened(
        at=OPENED, stage=Stage.CONSENTING, pass_no=2, version=1, seats=seats(), deadline=after(4)
    )
    notice = the_notice(a_round(settings=settings), opened)
    assert (notice.kind, notice.not_before) == (NoticeKind.VOICE_IN_DANGER, after(2))
    assert told(a_round(), opened) == []


def test_a_voice_that_has_been_heard_meanwhile_is_in_no_danger() -> None:
    settings = Settings(voices=(GroupNeed(PARENTS, count=2),))
    short = a_round(settings=settings, tally=Tally({PARENTS: GroupTally(asked=3, heard=1)}))
    met = replace(short, tally=Tally({PARENTS: GroupTally(asked=3, heard=2)}))
    assert still_true(NoticeKind.VOICE_IN_DANGER, None, BO, short)
    assert not still_true(NoticeKind.VOICE_IN_DANGER, None, BO, met)


def test_the_facilitator_hears_once_that_it_is_their_turn() -> None:
    quiet = a_round(stage=Stage.AMENDING)
    turn = replace(quiet, facilitator_turn=after(5))
    invited = e.CarryOnInvited(at=after(5), deadline=after(10))
    assert told(turn, invited, before=quiet) == [(NoticeKind.YOUR_TURN, To.FACILITATOR)]
    assert told(turn, invited, before=turn) == []


def test_news_of_problems_is_not_followed_by_news_of_the_turn_that_they_bring() -> None:
    unsealed = e.Unsealed(at=OPENED, pass_no=2, problems=(a_problem(),))
    opened = e.IntegratingOpened(at=OPENED, deadline=after(5), test_window=after(2))
    assert told(INTEGRATING, unsealed, opened, before=a_round()) == [(NoticeKind.PROBLEMS, To.FACILITATOR)]


def test_a_notice_for_a_part_reaches_whoever_holds_it_when_it_leaves() -> None:
    assert addressed_to(To.FACILITATOR, None, a_round(facilitator=DI)) == DI
    assert addressed_to(To.FACILITATOR, None, a_round(facilitator=None)) is None
    assert addressed_to(To.PROPOSER, None, a_round(proposer=CY)) == CY
    assert addressed_to(To.MEMBER, BO, a_round()) == BO


OFFERED = replace(INTEGRATING, next_text=TEXT)
FIXED = replace(OFFERED, problems=(a_problem(status=ProblemStatus.FIXED),))
LEFT = replace(OFFERED, problems=(a_problem(raiser=None, left_at=OPENED),))
TRUE_AND_NOT = [
    (NoticeKind.QUESTIONS, None, ANA, a_round(stage=Stage.EXPLORING, open_questions=(remark(7),)),
     a_round(stage=Stage.EXPLORING)),
    (NoticeKind.AMENDING, None, ANA, a_round(stage=Stage.AMENDING), a_round()),
    (NoticeKind.STILL_DOES_THE_JOB, None, ANA, OFFERED, replace(OFFERED, still_does_the_job=True)),
    (NoticeKind.IS_IT_FIXED, PROBLEM, CY, OFFERED, FIXED),
    (NoticeKind.IS_IT_FIXED, PROBLEM, CY, OFFERED, INTEGRATING),
    (NoticeKind.PROBLEMS, None, BO, INTEGRATING, FIXED),
    (NoticeKind.YOUR_TURN, None, BO, INTEGRATING, a_round()),
    (NoticeKind.TAKE_OVER_PROBLEM, PROBLEM, DI, LEFT, INTEGRATING),
    (NoticeKind.CONFIRM_FOR_GROUP, PROBLEM, DI,
     replace(INTEGRATING, problems=(a_problem(unconfirmed=True),)), INTEGRATING),
    (NoticeKind.HELP_OFFERED, PROBLEM, CY, INTEGRATING, FIXED),
    (NoticeKind.WRITTEN_DOWN, None, DI, a_round(), a_round(stage=Stage.AGREED)),
    (NoticeKind.CALL_ASKED, None, BO, a_round(), a_round(stage=Stage.AGREED)),
    (NoticeKind.NOW_FACILITATING, None, BO, a_round(), a_round(facilitator=DI)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "about", "member", "true", "not_true"), TRUE_AND_NOT)
def test_a_notice_that_has_become_pointless_is_not_true(
    kind: NoticeKind, about: UUID | None, member: MemberId, true: Round, not_true: Round
) -> None:
    assert still_true(kind, about, member, true)
    assert not still_true(kind, about, member, not_true)
