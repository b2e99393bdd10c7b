"""From a form or a button to the command about a commitment."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from adapters.days import read_day
from adapters.desk import Desk
from adapters.ids import new_id
from adapters.present.commitment_form import read_promise
from adapters.present.commitment_forms import NOTHING, next_monday
from adapters.present.verbs import Snoozes, Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from adapters.text import cut, is_address
from decisions.commitments import commands as c
from decisions.commitments.commitment import ORIGIN_LIMIT, Origin, OriginKind
from decisions.ids import CircleId, CommitmentId, MemberId, RemarkId
from decisions.refusals import Reason, Refusal
from decisions.workdays import local_day

_PROMISE: Final = ("what", "by_when", "known_by", "repeats")


async def _make(desk: Desk, sent: Sent) -> c.MakeCommitment:
    who = sent.press.who
    circle = await desk.circle(who, CircleId(sent.about))
    today = local_day(desk.now(), circle.settings.zone)
    return c.MakeCommitment(
        network_id=who.network_id,
        by=who.member_id,
        commitment_id=CommitmentId(new_id()),
        circle_id=circle.id,
        who=MemberId(sent.id("who")),
        promise=read_promise({name: sent.text(name) for name in _PROMISE}, who.locale, today),
        origin=read_origin(sent),
        helpers=tuple(MemberId(id) for id in sent.ids("helpers")),
    )


def read_origin(sent: Sent) -> Origin:
    """What travelled with the form; somebody's own idea where nothing did, or it cannot be read."""
    kind, _, id = sent.text("origin").partition(":")
    words, link = cut(sent.text("about"), ORIGIN_LIMIT), sent.text("link")
    link = link if link.startswith("https://") and is_address(link) and len(link) <= ORIGIN_LIMIT else ""
    try:
        return Origin(OriginKind(kind), UUID(id) if id else None, words, link)
    except ValueError:
        return Origin(words=words, link=link)


async def _suggest(desk: Desk, sent: Sent) -> c.SuggestDay:
    due = _day(desk, sent, "due")
    return c.SuggestDay(**_head(sent), id=RemarkId(new_id()), due=due, words=sent.text("words"))


async def _snooze(desk: Desk, sent: Sent) -> c.SnoozeReminders:
    """Whoever writes a day means it, whatever is chosen above it."""
    zone = sent.press.who.time_zone
    today = local_day(desk.now(), zone)
    until_when = sent.choice(Snoozes, "until")
    match Snoozes.DAY if sent.text("day").strip() else until_when:
        case Snoozes.DAY:
            until = _day(desk, sent, "day")
        case Snoozes.NEXT_WEEK:
            until = next_monday(today)
        case _:
            until = today + timedelta(days=1)
    return c.SnoozeReminders(**_head(sent), until=until, zone=zone)


def _day(desk: Desk, sent: Sent, name: str) -> date:
    who = sent.press.who
    today = local_day(desk.now(), who.time_zone)
    return read_day(sent.text(name), locale=who.locale, today=today, at_field=name)


async def _decline(desk: Desk, sent: Sent) -> c.DeclineCommitment:
    return c.DeclineCommitment(**_head(sent), words=sent.text("words"))


async def _ask_another(desk: Desk, sent: Sent) -> c.AskAnother:
    return c.AskAnother(**_head(sent), who=MemberId(sent.id("who")))


async def _take_on(desk: Desk, sent: Sent) -> c.AskAnother:
    return c.AskAnother(**_head(sent), who=sent.press.who.member_id)


async def _ask_to_help(desk: Desk, sent: Sent) -> c.AskToHelp:
    return c.AskToHelp(**_head(sent), who=MemberId(sent.id("who")))


async def _lend_a_hand(desk: Desk, sent: Sent) -> c.AskToHelp:
    return c.AskToHelp(**_head(sent), who=sent.press.who.member_id)


async def _tell(desk: Desk, sent: Sent) -> c.Finish:
    if not sent.text("words").strip():
        raise Refusal(Reason.EMPTY, at_field="words")
    return c.Finish(**_head(sent), words=sent.text("words"), later=True)


async def _drop(desk: Desk, sent: Sent) -> c.Drop:
    return c.Drop(**_head(sent), words=sent.text("words"))


async def _change(desk: Desk, sent: Sent) -> c.ChangeCommitment:
    return c.ChangeCommitment(**_head(sent), what=sent.text("what"), known_by=sent.text("known_by"))


async def _hand_to(desk: Desk, sent: Sent) -> c.HandOver:
    to = MemberId(sent.id("to"))
    return c.HandOver(**_head(sent), id=RemarkId(new_id()), to=to, words=sent.text("words"))


async def _add_step(desk: Desk, sent: Sent) -> c.AddStep:
    return c.AddStep(**_head(sent), id=RemarkId(new_id()), words=sent.text("words"))


async def _comment(desk: Desk, sent: Sent) -> c.AddComment:
    return c.AddComment(**_head(sent), id=RemarkId(new_id()), words=sent.text("words"))


async def _block(desk: Desk, sent: Sent) -> c.Block:
    on = sent.text("on")
    other = None if on in ("", NOTHING) else CommitmentId(sent.id("on"))
    return c.Block(**_head(sent), words=sent.text("words"), on=other)


def _plain(command: type[c.CommitmentCommand], **fields: Any) -> ReadAtDesk:
    async def read(desk: Desk, sent: Sent) -> c.CommitmentCommand:
        return command(**_head(sent), **fields)

    return read


def _of_a_time(command: type[c.Finish] | type[c.SkipOnce] | type[c.Reopen]) -> ReadAtDesk:
    async def read(desk: Desk, sent: Sent) -> c.CommitmentCommand:
        return command(**_head(sent), first_due=_which(sent.press.action.version))

    return read


def _which(version: str) -> date | None:
    """The time that the card showed, of what comes again."""
    try:
        return date.fromisoformat(version)
    except ValueError:
        return None


def _of_a_part(command: Callable[..., c.CommitmentCommand], **fields: Any) -> ReadAtDesk:
    async def read(desk: Desk, sent: Sent) -> c.CommitmentCommand:
        return command(**_head(sent), id=RemarkId(sent.part_id), **fields)

    return read


def _head(sent: Sent) -> dict[str, Any]:
    who = sent.press.who
    return {
        "network_id": who.network_id,
        "by": who.member_id,
        "commitment_id": CommitmentId(sent.about),
    }


COMMITMENT_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.COMMIT: _make,
    Verb.ACCEPT_COMMITMENT: _plain(c.AcceptCommitment),
    Verb.DECLINE_COMMITMENT: _decline,
    Verb.SUGGEST_DAY: _suggest,
    Verb.ACCEPT_DAY: _of_a_part(c.AnswerSuggestion, accept=True),
    Verb.DECLINE_DAY: _of_a_part(c.AnswerSuggestion, accept=False),
    Verb.TAKE_BACK_DAY: _of_a_part(c.AnswerSuggestion, accept=False),
    Verb.ASK_ANOTHER: _ask_another,
    Verb.TAKE_ON: _take_on,
    Verb.ASK_TO_HELP: _ask_to_help,
    Verb.LEND_A_HAND: _lend_a_hand,
    Verb.FINISH: _of_a_time(c.Finish),
    Verb.TELL_WHAT_CAME: _tell,
    Verb.SKIP_ONCE: _of_a_time(c.SkipOnce),
    Verb.DROP_COMMITMENT: _drop,
    Verb.REOPEN_COMMITMENT: _of_a_time(c.Reopen),
    Verb.CHANGE_COMMITMENT: _change,
    Verb.HAND_TO: _hand_to,
    Verb.ACCEPT_PASSED: _of_a_part(c.AnswerHandOver, accept=True),
    Verb.DECLINE_PASSED: _of_a_part(c.AnswerHandOver, accept=False),
    Verb.TAKE_BACK_PASSED: _of_a_part(c.TakeBackHandOver),
    Verb.SNOOZE: _snooze,
    Verb.STEPS: _add_step,
    Verb.TICK_STEP: _of_a_part(c.TickStep, done=True),
    Verb.UNTICK_STEP: _of_a_part(c.TickStep, done=False),
    Verb.REMOVE_STEP: _of_a_part(c.RemoveStep),
    Verb.COMMENT: _comment,
    Verb.BLOCK: _block,
    Verb.UNBLOCK: _plain(c.Unblock),
}
STEP_SCREENS: Final[Mapping[Verb, str]] = {
    Verb.STEPS: "steps",
    Verb.REMOVE_STEP: "steps",
    Verb.TICK_STEP: "commitment_card",
    Verb.UNTICK_STEP: "commitment_card",
}
"""What is shown again once a step has changed."""
