"""From a form to the command about what opens anew by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from adapters.desk import Desk
from adapters.ids import new_id
from adapters.present.rhythm_form import read_rhythm, read_since
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from decisions.commands import Command
from decisions.ids import RecurrenceId, RoundId, TemplateId
from decisions.people.people import Circle
from decisions.recurring import commands as c
from decisions.recurring.question import Asked, question_of
from decisions.refusals import Reason, Refusal
from decisions.rounds.round import Round
from decisions.rounds.way import Way
from decisions.templates.pattern import pattern_of
from decisions.workdays import local_day

_PICKED: Final = ("every", "at", "since", "weekday", "weeks", "day", "nth", "month_step")


async def _repeat(desk: Desk, sent: Sent) -> c.SetRecurrence:
    round = await desk.round(sent.press.who, RoundId(sent.about))
    circle = await desk.circle(sent.press.who, round.circle_id)
    asked = _asked(round, round.opened_at or desk.now(), circle.settings.zone)
    return _set(desk, sent, circle, pattern=asked, after=round.id if round.opened_at else None)


def _asked(round: Round, opened: datetime, zone: str) -> Asked:
    """Of a proposal the text is new each time: it is not asked anew."""
    if round.ballot is not None:
        return pattern_of(round.text, round.ballot, round.terms, opened, zone)
    if round.way is not Way.QUESTION:
        raise Refusal(Reason.NOT_FOUND)
    return question_of(round.text, round.terms, opened, zone)


async def _repeat_template(desk: Desk, sent: Sent) -> c.SetRecurrence:
    template = await desk.template(sent.press.who, TemplateId(sent.about))
    circle = await desk.circle(sent.press.who, template.circle_id)
    return _set(desk, sent, circle, pattern=template.pattern)


def _set(desk: Desk, sent: Sent, circle: Circle, **what: Any) -> c.SetRecurrence:
    who, picked = sent.press.who, _picked(sent)
    return c.SetRecurrence(
        network_id=who.network_id,
        by=who.member_id,
        recurrence_id=RecurrenceId(new_id()),
        circle_id=circle.id,
        rhythm=read_rhythm(picked),
        since=read_since(picked, local_day(desk.now(), circle.settings.zone)),
        seed=uuid4(),
        **what,
    )


async def _change(desk: Desk, sent: Sent) -> c.ChangeRhythm:
    picked = _picked(sent)
    since = read_since(picked, desk.now().date())
    return c.ChangeRhythm(**_head(sent), rhythm=read_rhythm(picked), since=since)


def _plain(command: type[c.RecurrenceCommand]) -> ReadAtDesk:
    async def read(desk: Desk, sent: Sent) -> Command:
        return command(**_head(sent))

    return read


def _head(sent: Sent) -> dict[str, Any]:
    who = sent.press.who
    return {
        "network_id": who.network_id,
        "by": who.member_id,
        "recurrence_id": RecurrenceId(sent.about),
    }


def _picked(sent: Sent) -> dict[str, str]:
    return {name: sent.text(name) for name in _PICKED}


RECURRENCE_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.REPEAT: _repeat,
    Verb.REPEAT_TEMPLATE: _repeat_template,
    Verb.CHANGE_REPEAT: _change,
    Verb.PAUSE_REPEAT: _plain(c.PauseRecurrence),
    Verb.RESUME_REPEAT: _plain(c.ResumeRecurrence),
    Verb.STOP_REPEAT: _plain(c.StopRecurrence),
}
"""After each of them what is set is shown, as it is now."""
