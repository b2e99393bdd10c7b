"""An answer that somebody chose in an email: what they confirm, and what they are told where it comes too late."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Form,
    Line,
    Paragraph,
    PersonalCard,
    Quote,
    View,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_forms import (
    ask_to_help,
    decline_commitment,
    snooze,
    suggest_day,
    tell_what_came,
)
from adapters.present.commitment_words import asks_said, due_said, how_it_stands, name_of, what_of
from adapters.present.forms import errors
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.commitments.commitment import Standing
from decisions.commitments.record import CommitmentRecord, MayDo

_ASKED: Final = (MayDo.ACCEPT, MayDo.HELP)
TAPPED: Final[Mapping[Verb, tuple[MayDo, ...]]] = {
    Verb.ACCEPT_COMMITMENT: _ASKED,
    Verb.DECLINE_COMMITMENT: _ASKED,
    Verb.SUGGEST_DAY: (MayDo.SUGGEST_DAY,),
    Verb.FINISH: (MayDo.FINISH,),
    Verb.TELL_WHAT_CAME: (MayDo.TELL_OUTCOME,),
    Verb.SNOOZE: (MayDo.SNOOZE,),
    Verb.ASK_TO_HELP: (MayDo.ASK_TO_HELP,),
    Verb.ACCEPT_DAY: (MayDo.ANSWER_DAY,),
    Verb.DECLINE_DAY: (MayDo.ANSWER_DAY,),
    Verb.ACCEPT_PASSED: (MayDo.ANSWER_OFFER,),
    Verb.DECLINE_PASSED: (MayDo.ANSWER_OFFER,),
}
"""What can be answered from an email or from what it leads to, and one of what the reader must still be able to do."""
_OF_ASKS: Final = (Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT, Verb.SUGGEST_DAY)
_ANSWERS: Final = (Verb.ACCEPT_DAY, Verb.DECLINE_DAY, Verb.ACCEPT_PASSED, Verb.DECLINE_PASSED)
FORMS: Final[Mapping[Verb, Callable[[CommitmentRecord, Reader, Screen], Form]]] = {
    Verb.DECLINE_COMMITMENT: decline_commitment,
    Verb.SUGGEST_DAY: suggest_day,
    Verb.SNOOZE: snooze,
    Verb.ASK_TO_HELP: ask_to_help,
    Verb.TELL_WHAT_CAME: tell_what_came,
}
"""Those with something to say or to choose; all others are only confirmed."""


def tapped(record: CommitmentRecord, reader: Reader, screen: Screen) -> View:
    """A form with one button, or a card that says why there is nothing to answer. ``screen.carried``: the ``verb``, and the
    ``part`` that it is about; ``screen.version``: which time, of what comes again."""
    verb = Verb(screen.carried.get("verb", ""))
    late = _too_late(record, verb, screen.carried.get("part", ""), screen.version, reader)
    if late:
        return _late(record, reader, late)
    if verb in FORMS:
        form = FORMS[verb](record, reader, screen)
        return replace(form, body=(*_who_asks(record, verb, reader), *form.body))
    w, one = reader.copy, record.commitment
    return Form(
        w(f"button.{verb}"),
        (
            *_who_asks(record, verb, reader),
            Paragraph(words(what_of(one), bold=True)),
            Line(words(f"{due_said(one.due, reader)} · {record.circle.name}")),
        ),
        Action(verb, str(one.id), screen.version),
        submit=w(f"tapped.confirm_{verb}"),
        errors=errors(screen, reader),
    )


def pressed_late(record: CommitmentRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """Why a button of an old card does nothing any more, and how it stands. ``screen.errors``: what the rules said."""
    part = screen.carried.get("part", "")
    why = _too_late(record, Verb(screen.carried.get("verb", "")), part, screen.version, reader)
    return _late_and_open(record, reader, why or errors(screen, reader)[""])


def opened_in_time(verb: Verb) -> Callable[[CommitmentRecord, Reader, Screen], View]:
    """The form of an answer; or why it cannot be given any more, before anybody writes it."""

    def present(record: CommitmentRecord, reader: Reader, screen: Screen) -> View:
        part = screen.carried.get("part", "")
        why = "" if screen.errors else _too_late(record, verb, part, screen.version, reader)
        return _late_and_open(record, reader, why) if why else FORMS[verb](record, reader, screen)

    return present


def _late_and_open(record: CommitmentRecord, reader: Reader, why: str) -> PersonalCard:
    card = _late(record, reader, why)
    w, one = reader.copy, record.commitment
    opens = Button(w("button.open"), Action(Verb.OPEN_COMMITMENT, str(one.id)), spoken=what_of(one))
    return replace(card, blocks=(*card.blocks, Buttons((opens,))))


def _who_asks(record: CommitmentRecord, verb: Verb, reader: Reader) -> Iterator[Block]:
    """Who asks, and for what, where it answers somebody; and the words that came with another day or a hand-over."""
    one, me, w = record.commitment, record.reader.id, reader.copy
    if verb in _ANSWERS:
        yield Line(words(asks_said(one, me, record.members, reader)))
    elif verb in _OF_ASKS and MayDo.HELP in record.may:
        yield Line(words(w("commitment.would_you_help", name=name_of(record.members, one.accountable, w))))
    elif verb in _OF_ASKS and MayDo.ACCEPT in record.may:
        yield Line(words(w("commitment.row_would_you", name=name_of(record.members, one.asked_by, w))))
    said = one.suggestion if verb in (Verb.ACCEPT_DAY, Verb.DECLINE_DAY) else one.offer
    if verb in _ANSWERS and said is not None and said.words:
        yield Quote(written(said.words), name_of(record.members, said.by, w))


def _too_late(record: CommitmentRecord, verb: Verb, part: str, version: str, reader: Reader) -> str:
    """Why it cannot be answered like that any more, in a sentence; empty when it can."""
    w, one, me = reader.copy, record.commitment, record.reader.id
    if verb is Verb.FINISH and version and one.first_due is not None and version < one.first_due.isoformat():
        return w("tapped.that_time_is_done")
    if part and part not in {str(each.id) for each in (one.suggestion, one.offer) if each is not None}:
        return w("tapped.answered_meanwhile")
    if verb is Verb.DECLINE_COMMITMENT and one.standing is Standing.DECLINED and one.ended_by == me:
        return w("tapped.you_said_no")
    if any(may in record.may for may in TAPPED[verb]):
        return ""
    if one.over:
        return how_it_stands(one, record.members, record.today, reader)
    if me in one.doing and verb in (Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT):
        return w("tapped.you_said_yes")
    if one.accountable not in (None, me):
        return w("tapped.somebody_elses", name=name_of(record.members, one.accountable, w))
    return w("tapped.answered_meanwhile")


def _late(record: CommitmentRecord, reader: Reader, why: str) -> PersonalCard:
    one = record.commitment
    now = how_it_stands(one, record.members, record.today, reader)
    about = (what_of(one), "" if one.over else due_said(one.due, reader), "" if now == why else now)
    return PersonalCard(why, (Paragraph(words(why, bold=True)), Line(words(" · ".join(filter(None, about))))))
