"""What is told of a commitment, to one person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, Quote, words
from adapters.copy import Copy
from adapters.present.commitment_do import ask_buttons, day_buttons, help_buttons, offer_buttons
from adapters.present.commitment_words import (
    NAME,
    comes_from,
    day_or_none,
    day_said,
    due_said,
    name_of,
    silence_said,
    what_of,
)
from adapters.present.own_calendar import as_days, is_for_calendar
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentRecord, MayDo
from decisions.rounds.notices import NoticeKind

_TITLE: Final = 80
Facts = Mapping[str, Any]
_Card = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Told:
    facts: Facts
    reader: Reader
    record: CommitmentRecord
    about: UUID | None

    @property
    def w(self) -> Copy:
        return self.reader.copy

    @property
    def one(self) -> Commitment:
        return self.record.commitment

    def name(self, part: str) -> str:
        return self.w.list([cut(str(name), NAME) for name in self.facts.get(part, ())])

    def say(self, key: str, **values: str) -> str:
        return self.w(f"commitment_told.{key}", what=what_of(self.one, _TITLE), **values)

    def open(self, *before: Verb) -> Buttons:
        verbs = tuple(Button(self.w(f"button.{verb}"), Action(verb, str(self.one.id))) for verb in before)
        open_it = Button(self.w("button.open"), Action(Verb.OPEN_COMMITMENT, str(self.one.id)))
        return Buttons((*verbs, open_it))


def commitment_notice(
    kind: NoticeKind,
    facts: Facts,
    record: CommitmentRecord,
    reader: Reader,
    about: UUID | None = None,
    *,
    late: bool = False,
) -> PersonalCard:
    """``about`` is a suggestion, an offer or a comment; ``late`` is what did not reach them on the day it was for."""
    said, blocks = _CARDS[kind](_Told(facts, reader, record, about))
    moved = kind is NoticeKind.COMMITMENT_MOVED and is_for_calendar(record.commitment, record.reader.id)
    days = as_days(record.for_calendar, reader) if moved else []
    sorry = (Line(words(reader.copy("reminder.late"))),) if late else ()
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *sorry, *blocks), days=tuple(days))


# --- being asked --------------------------------------------------------------------------------------------------


def _asked(told: _Told) -> _Card:
    said = told.say("asked", by=told.name("by"))
    return said, (
        *_promise(told),
        Line(words(told.w("commitment_told.no_means_no"))),
        _more(told, ask_buttons),
    )


def _asked_again(told: _Told) -> _Card:
    said = told.say("asked_again", by=told.name("by"))
    return said, (*_promise(told), _more(told, ask_buttons))


def _help_asked(told: _Told) -> _Card:
    name = name_of(told.record.members, told.one.accountable, told.w)
    by = told.name("by")
    said = told.say("help_asked_own", by=by) if by == name else told.say("help_asked", by=by, name=name)
    return said, (*_promise(told), _more(told, help_buttons))


def _offered(told: _Told) -> _Card:
    said = told.say("offered", who=told.name("who"))
    offer = told.one.offer
    asked = (Quote(written(offer.words), told.name("who")),) if offer is not None and offer.words else ()
    return said, (*asked, *_promise(told), _more(told, offer_buttons))


def _other_day(told: _Told) -> _Card:
    waiting = told.one.suggestion
    if waiting is None:
        return told.say("stays", due=day_or_none(told.one.due, told.reader)), (told.open(),)
    said = told.say("other_day", who=told.name("who"), day=day_said(waiting.due, told.reader))
    asked = (Quote(written(waiting.words), told.name("who")),) if waiting.words else ()
    now = Line(words(told.w("suggest_day.now", due=day_or_none(told.one.due, told.reader))))
    holds = Line(words(silence_said(told.one, told.reader, told.record.circle.settings.zone)))
    return said, (*asked, now, holds, _more(told, day_buttons))


def _promise(told: _Told) -> Iterator[Block]:
    """What, by when, in which circle, and what it comes from."""
    w, one = told.w, told.one
    if len(one.promise.what) > _TITLE:
        yield Paragraph(words(one.promise.what))
    yield Line(words(f"{_by_when(told)} · {told.record.circle.name}"))
    yield from comes_from(one.origin, told.record.origin, one.promise.what, w, _TITLE)


def _by_when(told: _Told) -> str:
    """Who is asked to do what is late hears that it is."""
    due, today = told.one.due, told.record.today
    if due is None or due >= today:
        return due_said(due, told.reader)
    return told.w.n("commitment_told.was_due", (today - due).days, day=day_said(due, told.reader))


def _more(told: _Told, buttons: Callable[[Commitment, Reader], tuple[Button, ...]]) -> Buttons:
    more = Button(told.w("button.more"), Action(Verb.MORE_OF_COMMITMENT, str(told.one.id)))
    return Buttons((*buttons(told.one, told.reader), more))


# --- hearing of it ------------------------------------------------------------------------------------------------


def _answered(told: _Told) -> _Card:
    answer = str(told.facts.get("answer", "yes"))
    if answer == "yes" and told.one.after_no:
        answer = "after_all"
    said = told.say(f"answered_{answer}", who=told.name("who"), due=due_said(told.one.due, told.reader))
    if answer != "no":
        return said, (told.open(),)
    return said, (*_why(told), told.open(Verb.ASK_ANOTHER, Verb.DROP_COMMITMENT))


def _nothing_said(told: _Told) -> _Card:
    return told.say("nothing_said", who=told.name("who")), (
        told.open(Verb.ASK_ANOTHER, Verb.DROP_COMMITMENT),
    )


def _help_answered(told: _Told) -> _Card:
    return told.say(f"help_answered_{told.facts.get('answer', 'yes')}", who=told.name("who")), (told.open(),)


def _moved(told: _Told) -> _Card:
    """Who named that day hears who agreed, or that nobody said anything."""
    due = day_or_none(told.one.due, told.reader)
    key = f"moved_{told.facts['answer']}" if told.facts.get("named") else "moved"
    yours = (Line(words(told.w("commitment_told.yours_now"))),) if told.facts.get("yours") else ()
    return told.say(key, who=told.name("who"), due=due), (*yours, told.open())


def _stays(told: _Told) -> _Card:
    """Who cannot keep it gets ways on: help, or somebody else."""
    due, who = day_or_none(told.one.due, told.reader), told.name("who")
    said = told.say("stays_no", who=who, due=due) if who else told.say("stays_nothing", due=due)
    if told.one.accountable == told.reader.member and told.one.standing is Standing.ASKED:
        return said, (_more(told, ask_buttons),)
    ways = ((MayDo.ASK_TO_HELP, Verb.ASK_TO_HELP), (MayDo.HAND_OVER, Verb.HAND_TO))
    theirs = told.one.accountable == told.reader.member
    return said, (told.open(*(verb for may, verb in ways if theirs and may in told.record.may)),)


def _offer_answered(told: _Told) -> _Card:
    return told.say(f"offer_answered_{told.facts.get('answer', 'yes')}", who=told.name("who")), (told.open(),)


def _done(told: _Told) -> _Card:
    return told.say("done", who=told.name("who")), (*_why(told), told.open())


def _dropped(told: _Told) -> _Card:
    if told.one.mou_over:
        return told.say("dropped_with_mou"), (told.open(),)
    return told.say("dropped", who=told.name("who")), (*_why(told), told.open())


def _comment(told: _Told) -> _Card:
    comment = next((one for one in told.one.comments if one.id == told.about), None)
    said = told.say("comment", who=told.name("who"))
    quoted = (Quote(written(comment.words), told.name("who")),) if comment is not None else ()
    return said, (*quoted, told.open(Verb.COMMENT))


def _free(told: _Told) -> _Card:
    other = told.record.waits_for
    if told.facts.get("answer") == "in_vain" and other:
        return told.say("free_in_vain", other=cut(other, _TITLE)), (told.open(),)
    return told.say("free"), (told.open(Verb.FINISH),)


def _nobodys(told: _Told) -> _Card:
    return told.say("nobodys", who=told.name("who")), (told.open(Verb.ASK_ANOTHER),)


def _why(told: _Told) -> Iterator[Block]:
    if told.one.outcome:
        yield Quote(written(told.one.outcome), told.name("who"))


_CARDS: Final[Mapping[NoticeKind, Callable[[_Told], _Card]]] = {
    NoticeKind.COMMITMENT_ASKED: _asked,
    NoticeKind.COMMITMENT_ASKED_AGAIN: _asked_again,
    NoticeKind.COMMITMENT_HELP_ASKED: _help_asked,
    NoticeKind.COMMITMENT_NOTHING_SAID: _nothing_said,
    NoticeKind.COMMITMENT_ANSWERED: _answered,
    NoticeKind.COMMITMENT_HELP_ANSWERED: _help_answered,
    NoticeKind.COMMITMENT_OTHER_DAY: _other_day,
    NoticeKind.COMMITMENT_MOVED: _moved,
    NoticeKind.COMMITMENT_STAYS: _stays,
    NoticeKind.COMMITMENT_OFFERED: _offered,
    NoticeKind.COMMITMENT_OFFER_ANSWERED: _offer_answered,
    NoticeKind.COMMITMENT_DONE: _done,
    NoticeKind.COMMITMENT_DROPPED: _dropped,
    NoticeKind.COMMITMENT_COMMENT: _comment,
    NoticeKind.COMMITMENT_FREE: _free,
    NoticeKind.COMMITMENT_NOBODYS: _nobodys,
}
