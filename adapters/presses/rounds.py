"""From a press to the command about a round that it asks for, once the round is open."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from adapters.ids import new_id
from adapters.present.nominate import NOBODY
from adapters.present.secret_vote import RECEIPT
from adapters.present.verbs import Ending, Verb
from adapters.presses.fields import Sent
from adapters.presses.votes import marked, tapped
from decisions.ids import CircleId, MemberId, RemarkId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.receipt import read_receipt
from decisions.rounds.consent.facilitation import LONGEST_EXTENSION
from decisions.rounds.text import Text

Read = Callable[[Sent], c.RoundCommand]


def text_of(sent: Sent) -> Text:
    """The text of a proposal as it was typed; the rules check it."""
    return Text(
        title=" ".join(sent.text("title").split()),
        proposal=sent.text("proposal"),
        plainly=sent.text("plainly"),
        outcome=sent.text("outcome"),
        measure=sent.text("measure"),
        review_on=sent.day("review_on"),
        affects=sent.text("affects"),
    )


def head(sent: Sent) -> dict[str, Any]:
    """What every command about a round carries."""
    who = sent.press.who
    return {"network_id": who.network_id, "by": who.member_id, "round_id": RoundId(sent.about)}


def new_round(sent: Sent) -> dict[str, Any]:
    """What every command carries by which a member begins a round, in the circle that the press is about."""
    circle = {"circle_id": CircleId(sent.about)}
    return {**head(sent), **circle, "round_id": RoundId(new_id())}


def _remark() -> RemarkId:
    return RemarkId(new_id())


def _plain(command: type[c.RoundCommand]) -> Read:
    return lambda sent: command(**head(sent))


def _still_does_the_job(sent: Sent) -> c.StillDoesTheJob:
    return c.StillDoesTheJob(**head(sent), shown=sent.press.action.version)


def _fixed_for_me(sent: Sent) -> c.FixedForMe:
    shown = sent.press.action.version
    return c.FixedForMe(**head(sent), shown=shown, problem_id=RemarkId(sent.part_id))


def _about_problem(command: type[c.AboutProblem]) -> Read:
    return lambda sent: command(**head(sent), problem_id=RemarkId(sent.part_id))


def _tap(kind: Kind) -> Read:
    def read(sent: Sent) -> c.GiveAnswer:
        return c.GiveAnswer(**head(sent), shown=sent.press.action.version, kind=kind)

    return read


def _answer(sent: Sent) -> c.GiveAnswer:
    """From the answer form, which has shown what was said before: it replaces without asking again."""
    kind = sent.choice(Kind, "kind")
    return c.GiveAnswer(
        **head(sent),
        shown=sent.press.action.version,
        kind=kind,
        words=sent.text("words"),
        fix=sent.text("fix"),
        named=sent.yes("named", default=True),
        replace=True,
        choice=marked(sent) if kind is Kind.CHOICE else None,
    )


def _vote(sent: Sent) -> c.GiveAnswer | c.VoteInSecret:
    """From the form, in which what was chosen before was preset: it replaces without asking again. That of a secret ballot
    brings its receipt."""
    if sent.text(RECEIPT):
        return _vote_in_secret(sent, marked(sent))
    return c.GiveAnswer(
        **head(sent),
        shown=sent.press.action.version,
        kind=Kind.CHOICE,
        words=sent.text("words"),
        named=sent.yes("named", default=True),
        replace=True,
        choice=marked(sent),
    )


def _leave_blank(sent: Sent) -> c.VoteInSecret:
    return _vote_in_secret(sent, None)


def _vote_in_secret(sent: Sent, choice: Choice | None) -> c.VoteInSecret:
    try:
        receipt = read_receipt(sent.text(RECEIPT))
    except ValueError as wrong:
        raise Refusal(Reason.UNKNOWN_ACTION) from wrong
    return c.VoteInSecret(**head(sent), shown=sent.press.action.version, receipt=receipt, choice=choice)


def _say(sent: Sent) -> c.GiveAnswer:
    """From the form, in which what was said before was preset."""
    return c.GiveAnswer(
        **head(sent),
        shown=sent.press.action.version,
        kind=Kind.SPOKEN,
        words=sent.text("words"),
        named=sent.yes("named", default=True),
        replace=True,
    )


def _answer_for(sent: Sent) -> c.AnswerFor:
    return c.AnswerFor(
        **head(sent),
        shown=sent.press.action.version,
        member=MemberId(sent.part_id),
        kind=Kind.CHOICE,
        words=sent.text("words"),
        named=sent.yes("named", default=True),
        choice=marked(sent),
    )


def _write_down(sent: Sent) -> c.WriteDown:
    if "nominee" in (sent.press.values or {}):
        nobody = sent.text("nominee") == NOBODY
        kind = Kind.STAND_ASIDE if nobody else Kind.NOMINATED
    else:
        kind = sent.choice(Kind, "kind")
    return c.WriteDown(
        **head(sent),
        shown=sent.press.action.version,
        member=MemberId(sent.id("member")),
        kind=kind,
        words=sent.text("words"),
        fix=sent.text("fix"),
        choice=marked(sent) if kind is Kind.CHOICE else None,
        nominee=MemberId(sent.id("nominee")) if kind is Kind.NOMINATED else None,
    )


def _confirm(right: bool) -> Read:
    return lambda sent: c.ConfirmWritten(**head(sent), shown=sent.press.action.version, right=right)


def _ask_question(sent: Sent) -> c.AskQuestion:
    from_thread = sent.yes("from_thread")
    return c.AskQuestion(**head(sent), id=_remark(), text=sent.text("text"), from_thread=from_thread)


def _react(sent: Sent) -> c.ShareReaction:
    named = sent.yes("named", default=True)
    return c.ShareReaction(**head(sent), id=_remark(), text=sent.text("text"), named=named)


def _answer_question(sent: Sent) -> c.AnswerQuestion:
    return c.AnswerQuestion(**head(sent), question_id=RemarkId(sent.part_id), text=sent.text("text"))


def _change_text(sent: Sent) -> c.ChangeText:
    because = tuple(RemarkId(remark) for remark in sent.ids("because"))
    return c.ChangeText(**head(sent), text=text_of(sent), because=because)


def _test_answer(sent: Sent) -> c.AnswerTest:
    if sent.text("try_anyway") not in ("yes", "no"):
        raise Refusal(Reason.NOT_A_CHOICE, at_field="try_anyway")
    return c.AnswerTest(
        **head(sent),
        problem_id=RemarkId(sent.part_id),
        try_anyway=sent.yes("try_anyway"),
        reason=sent.text("reason"),
    )


def _about(sent: Sent) -> c.AskAboutProblem:
    return c.AskAboutProblem(
        **head(sent), problem_id=RemarkId(sent.part_id), id=_remark(), text=sent.text("text")
    )


def _suggest_fix(sent: Sent) -> c.SuggestFix:
    problem: UUID | None = sent.part_id if sent.part or sent.text("problem_id") else None
    return c.SuggestFix(
        **head(sent),
        id=_remark(),
        kind=sent.choice(c.FixKind, "kind"),
        text=sent.text("text"),
        problem_id=RemarkId(problem) if problem else None,
    )


def _not_yet_fixed(sent: Sent) -> c.NotYetFixed:
    return c.NotYetFixed(
        **head(sent),
        shown=sent.press.action.version,
        problem_id=RemarkId(sent.part_id),
        text=sent.text("text"),
    )


def _stop(sent: Sent) -> c.RoundCommand:
    match sent.choice(Ending, "how"):
        case Ending.MEETING:
            return c.TakeToMeeting(**head(sent), words=sent.text("words"))
        case Ending.NO_VERSION:
            return c.NoVersionWorks(**head(sent), words=sent.text("words"))
        case Ending.LATER:
            day = sent.day("come_back_on")
            if day is None:
                raise Refusal(Reason.EMPTY, at_field="come_back_on")
            return c.ComeBackLater(**head(sent), come_back_on=day, words=sent.text("words"))


ROUND_COMMANDS: Final[Mapping[Verb, Read]] = {
    Verb.DISCARD: _plain(c.DiscardDraft),
    Verb.HOLD_BACK: _plain(c.HoldBack),
    Verb.ASK_QUESTION: _ask_question,
    Verb.REACT: _react,
    Verb.NOTHING_TO_ADD: _plain(c.NothingToAdd),
    Verb.ANSWER_QUESTION: _answer_question,
    Verb.CHANGE_TEXT: _change_text,
    Verb.ASK_EVERYONE: _plain(c.AskEveryone),
    Verb.CONSENT: _tap(Kind.CONSENT),
    Verb.STILL_OK: _tap(Kind.CONSENT),
    Verb.STAND_ASIDE: _tap(Kind.STAND_ASIDE),
    Verb.ANSWER: _answer,
    Verb.CHOOSE: lambda sent: c.GiveAnswer(
        **head(sent), shown=sent.press.action.version, kind=Kind.CHOICE, choice=tapped(sent)
    ),
    Verb.LEAVE_BLANK: _leave_blank,
    Verb.VOTE: _vote,
    Verb.SAY: _say,
    Verb.ADVISE: lambda sent: c.GiveAdvice(**head(sent), id=_remark(), words=sent.text("words")),
    Verb.DECIDE: lambda sent: c.Decide(
        **head(sent),
        decision=sent.text("decision"),
        advice_used=sent.text("advice_used"),
        review_on=sent.day("review_on"),
    ),
    Verb.ANSWER_FOR: _answer_for,
    Verb.REPLACE: _answer,
    Verb.CALL_ME: _plain(c.AskForCall),
    Verb.REACH_ME: lambda sent: c.AskForCall(**head(sent), words=sent.text("words")),
    Verb.TALK_FIRST: _plain(c.TalkFirst),
    Verb.WRITE_DOWN: _write_down,
    Verb.CONFIRM_WRITTEN: _confirm(right=True),
    Verb.DENY_WRITTEN: _confirm(right=False),
    Verb.ASK_FOR_TEST: _about_problem(c.AskForTest),
    Verb.TEST_ANSWER: _test_answer,
    Verb.ME_TOO: _about_problem(c.MeToo),
    Verb.ABOUT_PROBLEM: _about,
    Verb.OFFER_HELP: _about_problem(c.OfferHelp),
    Verb.SUGGEST_FIX: _suggest_fix,
    Verb.FIXED_FOR_ME: _fixed_for_me,
    Verb.NOT_YET_FIXED: _not_yet_fixed,
    Verb.KEEP_AS_WORRY: _about_problem(c.KeepAsWorry),
    Verb.TAKE_OVER_PROBLEM: _about_problem(c.TakeOverProblem),
    Verb.STILL_DOES_THE_JOB: _still_does_the_job,
    Verb.EXTEND: lambda sent: c.Extend(
        **head(sent), workdays=sent.number("workdays", least=1, most=LONGEST_EXTENSION)
    ),
    Verb.MOVE_ON: _plain(c.MoveOn),
    Verb.REMIND: _plain(c.Remind),
    Verb.STOP: _stop,
    Verb.WITHDRAW: lambda sent: c.Withdraw(**head(sent), words=sent.text("words")),
    Verb.CARRY_ON: _plain(c.CarryOn),
    Verb.TAKE_OVER: _plain(c.TakeOverFacilitation),
    Verb.HAND_OVER: lambda sent: c.HandFacilitationTo(**head(sent), member=MemberId(sent.id("member"))),
    Verb.TELL_OUTCOME: lambda sent: c.TellOutcome(**head(sent), words=sent.text("words")),
    Verb.KEEP_LATE: lambda sent: c.KeepLateWords(**head(sent), id=_remark(), words=sent.text("words")),
}
"""Everything about a round that needs nothing but the press itself."""
