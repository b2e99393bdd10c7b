"""Which private notices a round sends to whom, and not before when (cards.md, "Message budget").

Policy only: from a change to what is wanted. Whether it is still true is settled again when it leaves
(``still_true``), from the round as it is then. Asks are planned in ``asks.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import singledispatch
from typing import Final
from uuid import UUID

from decisions.agreements.agreement import Agreement
from decisions.agreements.events import ReviewStarted
from decisions.events import Event
from decisions.ids import GroupId, MemberId
from decisions.rounds import events as happened
from decisions.rounds.asks import half_time, next_morning
from decisions.rounds.round import DECIDING, NAMING, Round, Stage
from decisions.rounds.tally import voices_missing

HALF_A_DAY: Final = timedelta(hours=12)
A_WEEK: Final = timedelta(days=7)


class NoticeKind(StrEnum):
    ASK = "ask"
    """To those asked and not heard; planned by ``asks.py``."""
    RESULT = "result"
    """To those who are in no place where the result stands: by link or email."""
    OUTCOME = "outcome"
    """What it means and what comes next: to those who were asked in a message of their own."""
    OUTCOME_WANTED = "outcome_wanted"
    """To the facilitator, once: nobody has told yet what it means."""
    REOPENED = "reopened"
    """A closed ballot goes on: to those who have not been heard, and those who are in no place where that stands."""
    NOT_OPENED = "not_opened"
    """To the proposer: a ballot that was to open by itself is an ordinary draft again."""
    QUESTIONS = "questions"
    AMENDING = "amending"
    STILL_DOES_THE_JOB = "still_does_the_job"
    PROBLEMS = "problems"
    VOICE_IN_DANGER = "voice_in_danger"
    EXTENDED = "extended"
    """It went on by itself for want of answers or voices: whom to reach."""
    ADVICE = "advice"
    """To the one who decides: what has come meanwhile."""
    DECIDE = "decide"
    """To the same: those named have been heard, and it is their turn."""
    PROPOSE = "propose"
    """To the facilitator of a selection: all have read the reasons, or somebody has declined."""
    ACCEPT = "accept"
    """To whoever is proposed: nobody sees a problem, and it is for them to say yes."""
    CALL_ASKED = "call_asked"
    YOUR_TURN = "your_turn"
    NOW_FACILITATING = "now_facilitating"
    TAKEN_OVER = "taken_over"
    NOT_DELIVERED = "not_delivered"
    HELP_OFFERED = "help_offered"
    ASKED_ABOUT = "asked_about"
    IS_IT_FIXED = "is_it_fixed"
    WRITTEN_DOWN = "written_down"
    MOVED_UP = "moved_up"
    """To whoever waited until somebody stepped back, and is in now."""
    TAKE_OVER_PROBLEM = "take_over_problem"
    CONFIRM_FOR_GROUP = "confirm_for_group"
    REVIEW = "review"
    ANSWERED_TWICE = "answered_twice"
    """To whoever answered with two accounts before they were known to be one person."""
    COUNTED_ONCE = "counted_once"
    """The same, to the facilitator."""
    NEW_LINK = "new_link"
    """About no round: somebody without an account asked for a new link of their own, and has an address."""
    ONE_PERSON = "one_person"
    """About no round: two accounts are one person's from now on."""
    STAND_IN_NAMED = "stand_in_named"
    STAND_IN_ENDED = "stand_in_ended"
    """About no round: to who was named to answer for somebody, and to the other of the two when one has ended it."""
    PLACE_CONNECTED = "place_connected"
    PLACE_LEFT = "place_left"
    """About no round: where a circle meets has changed, and somebody else did it."""
    REPEAT_SETTER_LEFT = "repeat_setter_left"
    """About no round: what opened by itself no longer does, for whoever set it has left."""
    REPEAT_NOT_OPENED = "repeat_not_opened"
    """About no round: it could not open."""
    ROLE_ASKED = "role_asked"
    """Those that follow are about a role, and planned by ``decisions/roles/notices.py``. Would you take this turn?"""
    ROLE_ASKED_AGAIN = "role_asked_again"
    ROLE_UNASKED = "role_unasked"
    """You need not take it, for things have changed; or somebody else has."""
    ROLE_BEGUN = "role_begun"
    """You hold it now."""
    ROLE_HAND_OVER = "role_hand_over"
    """Your time ends soon, or has ended: what does the next one need to know?"""
    ROLE_HANDOVER = "role_handover"
    """To whoever holds it: somebody before them has written down what helps."""
    ROLE_OFFERED = "role_offered"
    """Somebody asks whether you hold it, take it over, or swap."""
    ROLE_OFFER_ANSWERED = "role_offer_answered"
    ROLE_VACANT = "role_vacant"
    """To the circle's facilitator: a place stays vacant, and why."""
    ROLE_NEXT_DATE = "role_next_date"
    """To whoever steers: a turn has begun that ends on a date, and nobody has named it yet."""
    ROLE_END_NEAR = "role_end_near"
    """To whoever holds it and to the circle's facilitator: what comes after?"""
    ROLE_QUESTION = "role_question"
    """To whoever wrote a handover: the one who holds it now asks something."""
    ROLE_ANSWER = "role_answer"
    ROLE_TURNED = "role_turned"
    """In the circle's places, for all to read: who holds it now, and thanks to whoever did."""
    COMMITMENT_ASKED = "commitment_asked"
    """Those that follow are about a commitment, and planned by ``decisions/commitments/notices.py``. Would you do this?"""
    COMMITMENT_ASKED_AGAIN = "commitment_asked_again"
    COMMITMENT_HELP_ASKED = "commitment_help_asked"
    COMMITMENT_NOTHING_SAID = "commitment_nothing_said"
    """To who asked: neither yes nor no."""
    COMMITMENT_ANSWERED = "commitment_answered"
    COMMITMENT_HELP_ANSWERED = "commitment_help_answered"
    COMMITMENT_OTHER_DAY = "commitment_other_day"
    """Would that day do?"""
    COMMITMENT_MOVED = "commitment_moved"
    COMMITMENT_STAYS = "commitment_stays"
    """To who named another day: it stays as it was."""
    COMMITMENT_OFFERED = "commitment_offered"
    """Would you take it over?"""
    COMMITMENT_OFFER_ANSWERED = "commitment_offer_answered"
    COMMITMENT_DONE = "commitment_done"
    COMMITMENT_DROPPED = "commitment_dropped"
    COMMITMENT_COMMENT = "commitment_comment"
    COMMITMENT_FREE = "commitment_free"
    """What it waited for is done, or will not be."""
    COMMITMENT_NOBODYS = "commitment_nobodys"
    """To who asked and whoever steers the circle: who said yes has left."""
    REMINDER = "reminder"
    """Everything that one person said they would do and that is to be brought to mind this morning."""
    MAY_NEED_HELP = "may_need_help"
    """To the coordinators: what has been overdue for long, and who may need help."""
    PERSON_UNREACHED = "person_unreached"
    """To the coordinators, about no round: messages to somebody do not arrive. Once, until one gets through again."""
    MAIL_AWAY = "mail_away"
    """To the coordinators, about no round: Rondo can send no email at all. Once, until one goes out again."""
    DIGEST = "digest"
    """To coordinators and facilitator, each week: how a circle's commitments and rounds stand."""
    MOU_TO_SIGN = "mou_to_sign"
    """Those that follow are about a memorandum, and planned by ``decisions/mous/notices.py``. To whoever signs for a party."""
    MOU_NO_SIGNATORY = "mou_no_signatory"
    """To the coordinators: nobody signs for one of its parties."""
    MOU_SIGNED = "mou_signed"
    """To the parties' people: all have signed, and its first day is still to come."""
    MOU_IN_FORCE = "mou_in_force"
    """To the same."""
    MOU_REVIEW_NEAR = "mou_review_near"
    """To the same and the coordinators."""
    MOU_REVIEW_DUE = "mou_review_due"
    MOU_SIGNATORY = "mou_signatory"
    """To whose place another takes who signs, and, but of a draft, to the parties' people."""
    MOU_END_ASKED = "mou_end_asked"
    """To whoever signs and has not said yes to the end that another asks for."""
    MOU_RENEW = "mou_renew"
    """To whoever signs and has not said yes to the dates that another has."""
    MOU_RENEWED = "mou_renewed"
    MOU_ENDS = "mou_ends"
    """Somebody has said from which day it is no longer in force."""
    MOU_ENDED = "mou_ended"


FOLDS: Final = frozenset(
    {
        NoticeKind.REOPENED,
        NoticeKind.NOT_OPENED,
        NoticeKind.QUESTIONS,
        NoticeKind.AMENDING,
        NoticeKind.STILL_DOES_THE_JOB,
        NoticeKind.PROBLEMS,
        NoticeKind.VOICE_IN_DANGER,
        NoticeKind.EXTENDED,
        NoticeKind.ADVICE,
        NoticeKind.DECIDE,
        NoticeKind.PROPOSE,
        NoticeKind.ACCEPT,
        NoticeKind.CALL_ASKED,
        NoticeKind.YOUR_TURN,
        NoticeKind.NOW_FACILITATING,
        NoticeKind.TAKEN_OVER,
        NoticeKind.HELP_OFFERED,
        NoticeKind.ASKED_ABOUT,
        NoticeKind.IS_IT_FIXED,
        NoticeKind.WRITTEN_DOWN,
        NoticeKind.TAKE_OVER_PROBLEM,
        NoticeKind.CONFIRM_FOR_GROUP,
        NoticeKind.OUTCOME_WANTED,
    }
)
"""What is edited to one line when it is no longer true; the others say what stays so."""
KEPT_TRUE: Final = FOLDS | {NoticeKind.OUTCOME}
"""What may have to be edited after it was sent."""
_FACILITATORS: Final = frozenset(
    {
        NoticeKind.PROBLEMS,
        NoticeKind.VOICE_IN_DANGER,
        NoticeKind.EXTENDED,
        NoticeKind.CALL_ASKED,
        NoticeKind.YOUR_TURN,
        NoticeKind.NOW_FACILITATING,
        NoticeKind.COUNTED_ONCE,
        NoticeKind.OUTCOME_WANTED,
        NoticeKind.PROPOSE,
    }
)
_PROPOSERS: Final = frozenset(
    {
        NoticeKind.QUESTIONS,
        NoticeKind.STILL_DOES_THE_JOB,
        NoticeKind.NOT_OPENED,
        NoticeKind.ADVICE,
        NoticeKind.DECIDE,
    }
)


class To(StrEnum):
    """Whom a notice is for; a part in the round is resolved when it leaves, since parts change hands."""

    MEMBER = "member"
    PROPOSER = "proposer"
    FACILITATOR = "facilitator"
    GROUP = "group"
    """Everyone who sits in the round for a stakeholder group."""
    BY_LINK = "by_link"
    """Everyone asked who is on no chat platform."""
    ASKED_IN_PRIVATE = "asked_in_private"
    """Everyone who was asked in a message of their own, or is on no chat platform."""
    PLACE = "place"
    """Everybody who reads there."""
    UNHEARD_OR_BY_LINK = "unheard_or_by_link"
    """The same, and everyone asked who has not been heard."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A private message that should leave, once for each ``key``.

    With ``gap``, what comes under the same key meanwhile is one message, and the next one waits that long
    after the last. ``about`` is a remark; of an outcome, whoever told it.
    """

    kind: NoticeKind
    to: To
    key: str
    not_before: datetime
    member: MemberId | None = None
    group: GroupId | None = None
    about: UUID | None = None
    gap: timedelta | None = None


def notices_for(before: Round | None, after: Round, events: Sequence[Event]) -> tuple[Notice, ...]:
    """The private notices that these events call for. None of them is about an answer that somebody gave
    themselves."""
    found = [notice for event in events for notice in _notices(event, after)]
    if _facilitators_turn_began(before, after) and not any(notice.to is To.FACILITATOR for notice in found):
        found.append(_to_facilitator(NoticeKind.YOUR_TURN, after, after.facilitator_turn or events[-1].at))
    return tuple({notice.key: notice for notice in found}.values())


def notices_for_agreement(agreement: Agreement, events: Sequence[Event]) -> tuple[Notice, ...]:
    """That a review has begun."""
    found: list[Notice] = []
    for event in events:
        if isinstance(event, ReviewStarted):
            key = f"{NoticeKind.REVIEW}:{agreement.id}:{event.at.isoformat()}"
            found.append(Notice(NoticeKind.REVIEW, To.FACILITATOR, key, event.at))
    return tuple(found)


def addressed_to(notice_to: To, member: MemberId | None, round: Round) -> MemberId | None:
    """Who receives it now; None for an audience, or where the part is vacant."""
    if notice_to is To.PROPOSER:
        return round.proposer
    return round.facilitator if notice_to is To.FACILITATOR else member


def still_true(kind: NoticeKind, about: UUID | None, member: MemberId, round: Round) -> bool:  # noqa: C901
    """Whether the notice still says something that this member needs. Asks are judged by their seats."""
    if kind in _FACILITATORS and member != round.facilitator:
        return False
    if kind in _PROPOSERS and member != round.proposer:
        return False
    problem = next((p for p in round.problems if p.id == about), None)
    match kind:
        case NoticeKind.QUESTIONS:
            return bool(round.open_questions) and round.stage in {Stage.EXPLORING, Stage.AMENDING}
        case NoticeKind.AMENDING:
            return round.stage is Stage.AMENDING and member in round.authors
        case NoticeKind.STILL_DOES_THE_JOB:
            return round.next_text is not None and not round.still_does_the_job and not round.is_over
        case NoticeKind.PROBLEMS:
            return bool(round.open_problems) and not round.is_over
        case NoticeKind.VOICE_IN_DANGER:
            return round.stage in DECIDING and bool(voices_missing(round.tally, round.settings))
        case NoticeKind.YOUR_TURN:
            return round.facilitator_turn is not None and not round.is_over
        case NoticeKind.IS_IT_FIXED:
            return (
                problem is not None
                and problem.open
                and problem.raiser == member
                and round.next_text is not None
            )
        case NoticeKind.TAKE_OVER_PROBLEM:
            return (
                problem is not None
                and problem.open
                and not round.is_over
                and (problem.raiser is None or problem.left_at is not None)
                and member not in round.concerned
            )
        case NoticeKind.CONFIRM_FOR_GROUP:
            return (
                problem is not None and problem.open and problem.unconfirmed and member not in round.concerned
            )
        case NoticeKind.HELP_OFFERED | NoticeKind.ASKED_ABOUT:
            return problem is not None and problem.open and not round.is_over
        case NoticeKind.EXTENDED | NoticeKind.WRITTEN_DOWN:
            return round.stage in DECIDING | NAMING or round.stage is Stage.ADVISING
        case NoticeKind.ADVICE:
            return round.stage in (Stage.ADVISING, Stage.DECIDING)
        case NoticeKind.DECIDE:
            return round.stage is Stage.DECIDING
        case NoticeKind.PROPOSE:
            return round.stage is Stage.PROPOSING
        case NoticeKind.ACCEPT:
            return waits_for_a_yes_of(round, member)
        case NoticeKind.REOPENED:
            return round.stage in DECIDING
        case NoticeKind.OUTCOME_WANTED:
            return round.waits_for_its_outcome
        case NoticeKind.NOT_OPENED:
            return round.stage is Stage.DRAFT and round.scheduled is None
        case NoticeKind.CALL_ASKED | NoticeKind.TAKEN_OVER | NoticeKind.NOW_FACILITATING:
            return not round.is_over
        case _:
            return True


def waits_for_a_yes_of(round: Round, member: MemberId) -> bool:
    """Whether they are to say if they take the role for which they are proposed."""
    selection = round.selection
    if round.stage is not Stage.ACCEPTING or selection is None:
        return False
    return member in selection.proposed and member not in selection.accepted


def may_end_notices(events: Sequence[Event]) -> bool:
    """Whether a message that was sent may no longer be true. An answer of one's own ends none: it costs no look."""
    return any(_answers_for(event) or not isinstance(event, _ENDS_NONE) for event in events)


def taken_up(
    kind: NoticeKind, about: UUID | None, member: MemberId, round: Round, events: Sequence[Event]
) -> bool:
    """Whether what the message says is no longer so after these events. What was written down for somebody is not of
    the round's own state: there their word about it tells."""
    if kind is NoticeKind.WRITTEN_DOWN and any(
        _answers_for(event) and getattr(event, "by", None) == member for event in events
    ):
        return True
    return not still_true(kind, about, member, round)


def _answers_for(event: Event) -> bool:
    """Whether a member says yes or no to what was written down for them."""
    if isinstance(event, happened.AnswerGiven):
        return event.answer.written_by is not None and event.answer.confirmed
    return isinstance(event, happened.AnswerTakenBack)


_ENDS_NONE: Final = (
    happened.AnswerGiven,
    happened.VotedInSecret,
    happened.AnswerTakenBack,
    happened.MovedUp,
    happened.TestAnswered,
    happened.QuestionAsked,
    happened.ReactionShared,
    happened.AdviceGiven,
    happened.PassedOver,
    happened.EveryoneHeard,
    happened.CallAsked,
    happened.Reminded,
    happened.HelpOffered,
    happened.FixSuggested,
    happened.AskedAboutProblem,
    happened.LateWordsKept,
)


def _facilitators_turn_began(before: Round | None, after: Round) -> bool:
    return after.facilitator_turn is not None and (before is None or before.facilitator_turn is None)


def _to_facilitator(kind: NoticeKind, round: Round, at: datetime, about: UUID | None = None) -> Notice:
    key = f"{kind}:{round.id}:{about or at.isoformat()}"
    return Notice(kind, To.FACILITATOR, key, at, about=about)


def _of_close(kind: NoticeKind, round: Round) -> str:
    """The key of what is said once a close: a ballot that is opened again closes again."""
    key = f"{kind}:{round.id}"
    return f"{key}:{round.reopened.times}" if round.reopened is not None else key


def _to_member(
    kind: NoticeKind, round: Round, member: MemberId, at: datetime, about: UUID | None = None
) -> Notice:
    return Notice(
        kind, To.MEMBER, f"{kind}:{round.id}:{member}:{at.isoformat()}", at, member=member, about=about
    )


def _to_group(kind: NoticeKind, round: Round, about: UUID, at: datetime) -> Iterator[Notice]:
    problem = next((p for p in round.problems if p.id == about), None)
    if problem is not None:
        key = f"{kind}:{round.id}:{about}:{at.isoformat()}"
        yield Notice(kind, To.GROUP, key, at, group=problem.group, about=about)


def _nobody_holds(after: Round, at: datetime) -> Iterator[Notice]:
    """Problems that stand again by what happened at ``at``, and whose raiser has left meanwhile."""
    for problem in after.open_problems:
        if problem.raiser is None and problem.left_at == at:
            yield from _to_group(NoticeKind.TAKE_OVER_PROBLEM, after, problem.id, at)


def _to_raiser(kind: NoticeKind, round: Round, about: UUID, event: Event, key: str = "") -> Iterator[Notice]:
    problem = next((p for p in round.problems if p.id == about), None)
    if problem is not None and problem.raiser is not None and problem.raiser != getattr(event, "by", None):
        unique = f"{kind}:{round.id}:{about}:{key or event.at.isoformat()}"
        yield Notice(kind, To.MEMBER, unique, event.at, member=problem.raiser, about=about)


@singledispatch
def _notices(event: Event, after: Round) -> Iterator[Notice]:
    yield from ()


@_notices.register
def _(event: happened.QuestionAsked, after: Round) -> Iterator[Notice]:
    if event.by != after.proposer:
        key = f"{NoticeKind.QUESTIONS}:{after.id}"
        yield Notice(NoticeKind.QUESTIONS, To.PROPOSER, key, event.at, gap=HALF_A_DAY)


@_notices.register
def _(event: happened.AmendingOpened, after: Round) -> Iterator[Notice]:
    for author in after.authors:
        yield _to_member(NoticeKind.AMENDING, after, author, event.at)


@_notices.register
def _(event: happened.AdviceGiven, after: Round) -> Iterator[Notice]:
    key = f"{NoticeKind.ADVICE}:{after.id}"
    yield Notice(NoticeKind.ADVICE, To.PROPOSER, key, event.at, gap=HALF_A_DAY)


@_notices.register
def _(event: happened.DecidingOpened, after: Round) -> Iterator[Notice]:
    """At once, and again when half the time has gone."""
    for at in (event.at, half_time(event.at, event.deadline)):
        key = f"{NoticeKind.DECIDE}:{after.id}:{at.isoformat()}"
        yield Notice(NoticeKind.DECIDE, To.PROPOSER, key, at)


@_notices.register
def _(event: happened.ProposingOpened, after: Round) -> Iterator[Notice]:
    """At once, and again when half the time has gone."""
    for at in (event.at, half_time(event.at, event.deadline)):
        key = f"{NoticeKind.PROPOSE}:{after.id}:{at.isoformat()}"
        yield Notice(NoticeKind.PROPOSE, To.FACILITATOR, key, at)


@_notices.register
def _(event: happened.AcceptingOpened, after: Round) -> Iterator[Notice]:
    """The same, to each who has not said yes before."""
    for member in after.selection.proposed if after.selection else ():
        for at in (event.at, half_time(event.at, event.deadline)):
            if waits_for_a_yes_of(after, member):
                yield _to_member(NoticeKind.ACCEPT, after, member, at)


@_notices.register
def _(event: happened.PassOpened, after: Round) -> Iterator[Notice]:
    if event.stage in DECIDING and after.settings.voices:
        key = f"{NoticeKind.VOICE_IN_DANGER}:{after.id}:{event.pass_no}"
        yield Notice(NoticeKind.VOICE_IN_DANGER, To.FACILITATOR, key, half_time(event.at, event.deadline))


@_notices.register
def _(event: happened.DeadlineMoved, after: Round) -> Iterator[Notice]:
    if event.by is None and (after.stage in DECIDING | NAMING or after.stage is Stage.ADVISING):
        yield _to_facilitator(NoticeKind.EXTENDED, after, event.at)


@_notices.register
def _(event: happened.Unsealed, after: Round) -> Iterator[Notice]:
    if any(problem.raiser != after.facilitator for problem in event.problems):
        yield _to_facilitator(NoticeKind.PROBLEMS, after, event.at)
    for problem in event.problems:
        if problem.raiser is None:
            yield from _to_group(NoticeKind.TAKE_OVER_PROBLEM, after, problem.id, event.at)


@_notices.register
def _(event: happened.FixConfirmed, after: Round) -> Iterator[Notice]:
    yield from _nobody_holds(after, event.at)


@_notices.register
def _(event: happened.ProblemKeptAsWorry, after: Round) -> Iterator[Notice]:
    yield from _nobody_holds(after, event.at)


@_notices.register
def _(event: happened.CallAsked, after: Round) -> Iterator[Notice]:
    if event.by != after.facilitator:
        key = f"{NoticeKind.CALL_ASKED}:{after.id}:{event.by}"
        yield Notice(NoticeKind.CALL_ASKED, To.FACILITATOR, key, event.at, about=event.by)


@_notices.register
def _(event: happened.TextOffered, after: Round) -> Iterator[Notice]:
    if event.by != after.proposer and not after.still_does_the_job:
        key = f"{NoticeKind.STILL_DOES_THE_JOB}:{after.id}:{event.at.isoformat()}"
        yield Notice(NoticeKind.STILL_DOES_THE_JOB, To.PROPOSER, key, event.at)
    for problem in after.open_problems:
        yield from _to_raiser(NoticeKind.IS_IT_FIXED, after, problem.id, event)


@_notices.register
def _(event: happened.RaisersAskedAgain, after: Round) -> Iterator[Notice]:
    for problem in event.problems:
        yield from _to_raiser(NoticeKind.IS_IT_FIXED, after, problem, event, f"again:{event.at.isoformat()}")


@_notices.register
def _(event: happened.HelpOffered, after: Round) -> Iterator[Notice]:
    yield from _to_raiser(NoticeKind.HELP_OFFERED, after, event.problem_id, event)


@_notices.register
def _(event: happened.AskedAboutProblem, after: Round) -> Iterator[Notice]:
    yield from _to_raiser(NoticeKind.ASKED_ABOUT, after, event.problem_id, event, str(event.id))


@_notices.register
def _(event: happened.AnswerGiven, after: Round) -> Iterator[Notice]:
    if event.answer.written_by is not None and not event.answer.confirmed:
        yield _to_member(NoticeKind.WRITTEN_DOWN, after, event.by, event.at)


@_notices.register
def _(event: happened.MovedUp, after: Round) -> Iterator[Notice]:
    yield _to_member(NoticeKind.MOVED_UP, after, event.member, event.at)


@_notices.register
def _(event: happened.MemberLeft, after: Round) -> Iterator[Notice]:
    for problem in event.holds:
        yield from _to_group(NoticeKind.TAKE_OVER_PROBLEM, after, problem, event.at)


@_notices.register
def _(event: happened.OfferedTextTaken, after: Round) -> Iterator[Notice]:
    for problem in event.unconfirmed:
        yield from _to_group(NoticeKind.CONFIRM_FOR_GROUP, after, problem, event.at)


@_notices.register
def _(event: happened.FacilitationPassed, after: Round) -> Iterator[Notice]:
    if event.by != event.to:
        yield _to_member(NoticeKind.NOW_FACILITATING, after, event.to, event.at)
    if event.taken_over and event.before is not None:
        yield _to_member(NoticeKind.TAKEN_OVER, after, event.before, event.at)


@_notices.register
def _(event: happened.RoundEnded, after: Round) -> Iterator[Notice]:
    if after.opened_at is not None and event.stage is not Stage.DISCARDED:
        kind = NoticeKind.RESULT
        yield Notice(kind, To.BY_LINK, _of_close(kind, after), event.at)
    if after.waits_for_its_outcome:
        kind, due = NoticeKind.OUTCOME_WANTED, next_morning(event.at, after.settings.zone)
        yield Notice(kind, To.FACILITATOR, _of_close(kind, after), due)


@_notices.register
def _(event: happened.OutcomeTold, after: Round) -> Iterator[Notice]:
    """A correction is no other message: where it can be, the first one is edited."""
    if event.version == 1:
        kind = NoticeKind.OUTCOME
        yield Notice(kind, To.ASKED_IN_PRIVATE, _of_close(kind, after), event.at, about=event.by)


@_notices.register
def _(event: happened.BallotReopened, after: Round) -> Iterator[Notice]:
    key = f"{NoticeKind.REOPENED}:{after.id}:{event.at.isoformat()}"
    yield Notice(NoticeKind.REOPENED, To.UNHEARD_OR_BY_LINK, key, event.at)


@_notices.register
def _(event: happened.OpeningHeldBack, after: Round) -> Iterator[Notice]:
    if event.by is None and not after.proposer_left:
        key = f"{NoticeKind.NOT_OPENED}:{after.id}:{event.at.isoformat()}"
        yield Notice(NoticeKind.NOT_OPENED, To.PROPOSER, key, event.at)


@_notices.register
def _(event: happened.VoicesUnited, after: Round) -> Iterator[Notice]:
    if not event.answered_twice:
        return
    yield _to_member(NoticeKind.ANSWERED_TWICE, after, event.by, event.at)
    if event.by != after.facilitator:
        # Told once for each account that turns out to be theirs.
        key = f"{NoticeKind.COUNTED_ONCE}:{after.id}:{event.other}"
        yield Notice(NoticeKind.COUNTED_ONCE, To.FACILITATOR, key, event.at, about=event.by)
