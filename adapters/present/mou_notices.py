"""What is told of a memorandum, to one person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, Quote, words
from adapters.copy import Copy
from adapters.present.commitment_words import day_said, name_of
from adapters.present.mou_do import agree_to_end_button, renew_button, sign_button
from adapters.present.mou_words import MAPPED, how_it_stands
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.ids import OrganisationId
from decisions.mous.mou import EndAsked, MouEnd, MouReview, NoticeOfEnd
from decisions.mous.record import MayMou, MouRecord
from decisions.rounds.notices import NoticeKind

_TITLE: Final = 80
Facts = Mapping[str, Any]
_Card = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Told:
    facts: Facts
    reader: Reader
    record: MouRecord

    @property
    def w(self) -> Copy:
        return self.reader.copy

    def say(self, key: str, **values: str) -> str:
        return self.w(f"mou_told.{key}", title=cut(str(self.facts["mou"]), _TITLE), **values)

    @property
    def organisation(self) -> str:
        return cut(str(self.facts.get("organisation", "")), MAPPED)

    def name(self, part: str) -> str:
        return self.w.list([cut(str(name), MAPPED) for name in self.facts.get(part, ())])

    def day(self, part: str) -> str:
        told = str(self.facts.get(part) or "")
        return day_said(date.fromisoformat(told), self.reader) if told else "–"

    @property
    def parties(self) -> str:
        return self.name("parties")

    def open(self, *before: Button) -> Buttons:
        open_it = Button(self.w("button.open_mou"), Action(Verb.OPEN_MOU, str(self.record.mou.id)))
        return Buttons((*before, open_it))

    def for_organisation(
        self, make: Callable[[MouRecord, OrganisationId, Reader], Button], may: MayMou
    ) -> tuple[Button, ...]:
        id = self.facts.get("organisation_id")
        if id is None or may not in self.record.may:
            return ()
        return (make(self.record, OrganisationId(UUID(str(id))), self.reader),)


def mou_notice(kind: NoticeKind, facts: Facts, record: MouRecord, reader: Reader) -> PersonalCard:
    said, blocks = _CARDS[kind](_Told(facts, reader, record))
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *blocks))


def _to_sign(told: _Told) -> _Card:
    said = told.say("to_sign", organisation=told.organisation)
    between = Line(words(told.w("mou_told.between", names=told.parties)))
    return said, (between, told.open(*told.for_organisation(sign_button, MayMou.SIGN)))


def _no_signatory(told: _Told) -> _Card:
    left = told.name("left")
    key = "signatory_left" if left else "no_signatory"
    values = {"organisation": told.organisation, **({"name": left} if left else {})}
    action = Action(Verb.NAME_SIGNATORY, f"{told.record.mou.id}:{told.facts.get('organisation_id', '')}")
    name = Button(told.w("button.name_signatory"), action)
    may = MayMou.NAME_SIGNATORY in told.record.may
    return told.say(key, **values), (told.open(*((name,) if may else ())),)


def _signed(told: _Told) -> _Card:
    return told.say("signed", day=told.day("starts")), (told.open(),)


def _in_force(told: _Told) -> _Card:
    said = told.say("in_force", names=told.parties)
    means = Line(words(told.w("mou_told.in_force_means", day=told.day("review_on"))))
    return said, (means, told.open())


def _review_near(told: _Told) -> _Card:
    said = told.say("review_near", day=told.day("review_on"))
    return said, (Line(words(told.w("mou_told.review_near_means"))), told.open())


def _review_due(told: _Told) -> _Card:
    """Called by somebody, with why; or by its day."""
    by = told.name("by")
    said = told.say("review_called", name=by) if by else told.say("review_due")
    renew = tuple(_renewing(told))
    means = Line(words(told.w("mou_told.review_means")))
    return said, (*_why(told, told.record.mou.review), means, told.open(*renew))


def _renewing(told: _Told) -> Iterator[Button]:
    if MayMou.RENEW in told.record.may:
        yield from (renew_button(told.record, one, told.reader) for one in told.record.signs_for)


def _signatory(told: _Told) -> _Card:
    by, former = told.name("by"), told.name("former")
    said = told.say("signatory", name=told.name("signs"), organisation=told.organisation, former=former)
    who = () if by == former else (Line(words(told.w("mou_told.signatory_by", name=by))),)
    return said, (*who, told.open())


def _end_asked(told: _Told) -> _Card:
    record, asked = told.record, told.record.mou.end_asked
    said = told.say("end_asked", name=told.name("by"), day=told.day("on"))
    agree = (agree_to_end_button(record, told.reader),) if MayMou.END in record.may else ()
    return said, (*_why(told, asked), told.open(*agree))


def _renew(told: _Told) -> _Card:
    said = told.say("renew", name=told.name("by"), organisation=told.organisation)
    dates = Line(words(told.w("mou_told.dates", review=told.day("review_on"), ends=told.day("ends"))))
    return said, (dates, told.open(*told.for_organisation(renew_button, MayMou.RENEW)))


def _renewed(told: _Told) -> _Card:
    dates = Line(words(told.w("mou_told.dates", review=told.day("review_on"), ends=told.day("ends"))))
    return told.say("renewed"), (dates, told.open())


def _ends(told: _Told) -> _Card:
    notice = told.record.mou.notice
    together = notice is not None and notice.together
    key = "ends_together" if together else "ends"
    return told.say(key, name=told.name("by"), day=told.day("on")), (*_why(told, notice), told.open())


def _ended(told: _Told) -> _Card:
    """What it says of how it ended stands on its page too."""
    record = told.record
    said = told.say("ended")
    how = how_it_stands(record.mou, record.organisations, record.members, told.reader)
    return said, (Line(words(how)), *_why(told, record.mou.end), told.open())


def _why(told: _Told, part: MouReview | NoticeOfEnd | EndAsked | MouEnd | None) -> Iterator[Block]:
    if part is not None and part.words:
        yield Quote(written(part.words), name_of(told.record.members, part.by, told.w))


_CARDS: Final[Mapping[NoticeKind, Callable[[_Told], _Card]]] = {
    NoticeKind.MOU_TO_SIGN: _to_sign,
    NoticeKind.MOU_NO_SIGNATORY: _no_signatory,
    NoticeKind.MOU_SIGNED: _signed,
    NoticeKind.MOU_IN_FORCE: _in_force,
    NoticeKind.MOU_REVIEW_NEAR: _review_near,
    NoticeKind.MOU_REVIEW_DUE: _review_due,
    NoticeKind.MOU_SIGNATORY: _signatory,
    NoticeKind.MOU_END_ASKED: _end_asked,
    NoticeKind.MOU_RENEW: _renew,
    NoticeKind.MOU_RENEWED: _renewed,
    NoticeKind.MOU_ENDS: _ends,
    NoticeKind.MOU_ENDED: _ended,
}
