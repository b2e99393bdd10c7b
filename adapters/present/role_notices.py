"""What is told of a role to one person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Line,
    Paragraph,
    PersonalCard,
    Quote,
    Tone,
    words,
)
from adapters.present.excerpts import shortly
from adapters.present.reader import Reader
from adapters.present.role_do import offer_buttons, turn_buttons
from adapters.present.role_next import vacant_blocks
from adapters.present.role_notes import answer_button, ask_back_button, handover_blocks
from adapters.present.role_told import Facts, RoleFacts, end_near_said, vacant_said
from adapters.present.role_words import names_of, on_day, until_day
from adapters.present.verbs import Verb
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.record import May, RoleRecord
from decisions.roles.role import Question
from decisions.rounds.notices import NoticeKind

_SHORT: Final = 280


@dataclass(frozen=True, slots=True)
class _Told(RoleFacts):
    kind: NoticeKind
    record: RoleRecord
    about: UUID | None

    def button(self, label: str, verb: Verb, tone: Tone = Tone.PLAIN, part: str = "") -> Button:
        return Button(self.w(label), Action(verb, f"{self.id}:{part}" if part else self.id), tone)


def role_notice(
    kind: NoticeKind, facts: Facts, record: RoleRecord, reader: Reader, about: UUID | None = None
) -> PersonalCard:
    """``about`` is an offer or a question."""
    told = _Told(facts, reader, kind, record, about)
    said, blocks = _CARDS[kind](told)
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *blocks))


# --- being asked ------------------------------------------------------------------------------------------------

_Card = tuple[str, tuple[Block, ...]]


def _asked(told: _Told) -> _Card:
    again = told.kind is NoticeKind.ROLE_ASKED_AGAIN
    said = told.say("role_told.asked_again" if again else "role_told.asked", turn=told.turn())
    more = told.button("button.more", Verb.MORE_OF_ROLE)
    buttons = (*turn_buttons(told.id, int(told.facts["turn"]), told.reader), more)
    return said, (*_involves(told), *_notes(told, 1), *_silence(told, again=again), Buttons(buttons))


def _unasked(told: _Told) -> _Card:
    said = told.say("role_told.unasked", turn=told.turn())
    return said, (Buttons((told.button("button.open_role", Verb.OPEN_ROLE),)),)


def _involves(told: _Told) -> Iterator[Block]:
    """What the role is about, and with whom."""
    described = told.record.role.description
    if described.purpose:
        yield Paragraph(told.w.rich("role_told.purpose", said=shortly(described.purpose, _SHORT)))
    if described.responsibilities:
        yield Paragraph(told.w.rich("role_told.does", said=shortly(described.responsibilities, _SHORT)))


def _silence(told: _Told, *, again: bool) -> Iterator[Block]:
    """What happens if they say nothing: somebody else is asked, and their turn comes again."""
    rota = told.record.role.rota
    turn = rota.turn(int(told.facts["turn"])) if rota is not None else None
    place = turn.place(told.record.reader.id) if turn is not None else None
    if place is not None:
        when = told.reader.when(place.next_at)
        yield Line(words(told.w("role_told.silence_again" if again else "role_told.silence", when=when)))


def _notes(told: _Told, many: int) -> Iterator[Block]:
    for handover in told.record.handovers[:many]:
        if handover.by != told.record.reader.id:
            yield from handover_blocks(told.record, handover, told.reader)


# --- beginning and ending ---------------------------------------------------------------------------------------


def _begun(told: _Told) -> _Card:
    ends = told.moment("until")
    if ends is None:
        said = told.say("role_told.begun")
    else:
        said = told.say("role_told.begun_until", day=until_day(ends, told.zone, told.reader))
    buttons = (*_ask_back(told), told.button("button.open_role", Verb.OPEN_ROLE))
    return said, (*_involves(told), *_learners(told), *_notes(told, 2), Buttons(buttons))


def _learners(told: _Told) -> Iterator[Block]:
    """Who goes along in this turn, so that somebody takes them along."""
    found = [one.member for one in told.record.role.learners if one.since_turn is not None]
    if found:
        names = names_of(told.record, found, told.w)
        yield Line(words(told.w.n("role.learning", len(found), names=names)))


def _ask_back(told: _Told) -> Iterator[Button]:
    if May.ASK_BACK in told.record.may:
        others = (one for one in told.record.handovers if one.by != told.record.reader.id)
        yield from (ask_back_button(told.record, one, told.reader) for one in tuple(others)[:1])


def _hand_over(told: _Told) -> _Card:
    term = int(told.facts["term"])
    own = next((one for one in told.record.role.terms if one.number == term), None)
    if told.facts.get("left") or own is None:
        said = told.say("role_told.left")
    else:
        ends = own.until if own.until is not None else told.reader.now
        said = told.say("role_told.ends_soon", day=on_day(ends, told.zone, told.reader))
    button = told.button("button.write_handover", Verb.WRITE_HANDOVER, Tone.PRIMARY, str(term))
    return said, (Paragraph(words(told.w("role_told.three_things"))), Buttons((button,)))


def _handover(told: _Told) -> _Card:
    term = int(told.facts["term"])
    said = told.say("role_told.notes", name=told.name("by"))
    found = next((one for one in told.record.handovers if one.term == term), None)
    notes = () if found is None else tuple(handover_blocks(told.record, found, told.reader))[1:]
    asks = found is not None and May.ASK_BACK in told.record.may
    ask = (ask_back_button(told.record, found, told.reader),) if found is not None and asks else ()
    return said, (*notes, Buttons((*ask, told.button("button.open_role", Verb.OPEN_ROLE))))


def _end_near(told: _Told) -> _Card:
    own = any(
        one.number == told.facts["term"] and one.member == told.record.reader.id
        for one in told.record.role.terms
    )
    button = told.button("button.open_role", Verb.OPEN_ROLE)
    return end_near_said(told, own=own), (Buttons((button,)),)


def _next_date(told: _Told) -> _Card:
    day = until_day(told.moment("until") or told.reader.now, told.zone, told.reader)
    name = told.button("button.name_date", Verb.SET_ROTA, Tone.PRIMARY)
    buttons = (name, told.button("button.open_role", Verb.OPEN_ROLE))
    return told.say("role_told.next_date", day=day), (Buttons(buttons),)


# --- what people ask each other ---------------------------------------------------------------------------------


def _offered(told: _Told) -> _Card:
    offer = str(told.facts["offer"])
    turn = told.turn()
    key = f"role_told.offered_{offer}" + ("_turn" if turn and offer == "hand_on" else "")
    said = told.say(key, name=told.name("by"), turn=turn)
    lapses = told.moment("lapses_at")
    when = told.reader.when(lapses) if lapses is not None else ""
    buttons = (
        *offer_buttons(told.id, str(told.about), told.reader),
        told.button("button.more", Verb.MORE_OF_ROLE),
    )
    return said, (
        *_involves(told),
        Line(words(told.w("role_told.offer_lapses", when=when))),
        Buttons(buttons),
    )


def _offer_answered(told: _Told) -> _Card:
    answer, offer = str(told.facts["answer"]), str(told.facts["offer"])
    key = f"role_told.offer_yes_{offer}" if answer == "yes" else f"role_told.offer_{answer}"
    said = told.say(key, name=told.name("by"))
    return said, (Buttons((told.button("button.open_role", Verb.OPEN_ROLE),)),)


def _question(told: _Told) -> _Card:
    said = told.say("role_told.question", name=told.name("by"))
    found = _asked_about(told)
    quote = (Quote(shortly(found.words, _SHORT)),) if found is not None else ()
    answer = answer_button(told.id, int(told.facts["term"]), told.about, told.reader)
    return said, (*quote, Buttons((answer,)))


def _answer(told: _Told) -> _Card:
    said = told.say("role_told.answer", name=told.name("by"))
    found = _asked_about(told)
    blocks: tuple[Block, ...] = ()
    if found is not None:
        blocks = (
            Quote(shortly(found.words, _SHORT), told.w("role_told.you_asked")),
            Quote(shortly(found.answer, _SHORT), told.name("by")),
        )
    return said, (*blocks, Buttons((told.button("button.open_role", Verb.OPEN_ROLE),)))


def _asked_about(told: _Told) -> Question | None:
    asked = (question for one in told.record.role.handovers for question in one.questions)
    return next((question for question in asked if question.id == told.about), None)


# --- nobody there -----------------------------------------------------------------------------------------------


def _vacant(told: _Told) -> _Card:
    buttons = [told.button("button.open_role", Verb.OPEN_ROLE)]
    if May.ASK_TO_HOLD in told.record.may:
        buttons.insert(0, told.button("button.ask_to_hold", Verb.ASK_TO_HOLD))
    if May.REST_RULE in told.record.may:
        buttons.append(told.button("button.more", Verb.MORE_OF_ROLE))
    return vacant_said(told), (*_why_vacant(told), Buttons(tuple(buttons)))


def _why_vacant(told: _Told) -> Iterator[Block]:
    rota = told.record.role.rota
    turn = rota.turn(int(told.facts["turn"])) if rota is not None and "turn" in told.facts else None
    if turn is not None:
        unmet: tuple[Unmet, ...] = turn.unmet
        yield from vacant_blocks(told.record, turn.vacant, unmet, told.reader)


_CARDS: Final[Mapping[NoticeKind, Callable[[_Told], _Card]]] = {
    NoticeKind.ROLE_ASKED: _asked,
    NoticeKind.ROLE_ASKED_AGAIN: _asked,
    NoticeKind.ROLE_UNASKED: _unasked,
    NoticeKind.ROLE_BEGUN: _begun,
    NoticeKind.ROLE_HAND_OVER: _hand_over,
    NoticeKind.ROLE_HANDOVER: _handover,
    NoticeKind.ROLE_OFFERED: _offered,
    NoticeKind.ROLE_OFFER_ANSWERED: _offer_answered,
    NoticeKind.ROLE_VACANT: _vacant,
    NoticeKind.ROLE_NEXT_DATE: _next_date,
    NoticeKind.ROLE_END_NEAR: _end_near,
    NoticeKind.ROLE_QUESTION: _question,
    NoticeKind.ROLE_ANSWER: _answer,
}
