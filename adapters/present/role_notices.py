"""What is told of a role: to one person, and in the circle's places when a turn turns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
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
    SharedCard,
    Tone,
    words,
)
from adapters.copy import Copy
from adapters.present.excerpts import shortly
from adapters.present.reader import Reader
from adapters.present.role_do import offer_buttons, turn_buttons
from adapters.present.role_next import vacant_blocks
from adapters.present.role_notes import answer_button, ask_back_button, handover_blocks
from adapters.present.role_words import names_of, on_day, turn_said, until_day
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.record import May, RoleRecord
from decisions.roles.role import Question, RoleKind
from decisions.rounds.notices import NoticeKind

_NAME: Final = 60
_SHORT: Final = 280
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Told:
    kind: NoticeKind
    facts: Facts
    reader: Reader
    record: RoleRecord
    about: UUID | None

    @property
    def w(self) -> Copy:
        return self.reader.copy

    @property
    def id(self) -> str:
        return str(self.facts["role_id"])

    @property
    def zone(self) -> str:
        return str(self.facts["zone"])

    def name(self, part: str) -> str:
        return self.w.list([cut(str(name), _NAME) for name in self.facts.get(part, ())])

    def moment(self, name: str) -> datetime | None:
        text = self.facts.get(name)
        return datetime.fromisoformat(str(text)) if text else None

    def turn(self) -> str:
        """ "from March 5 until March 12"; empty where it is about no turn."""
        begins, ends = self.moment("begins_at"), self.moment("ends_at")
        return turn_said(begins, ends, self.zone, self.reader) if begins and ends else ""

    def say(self, key: str, **values: str) -> str:
        names = {"role": cut(str(self.facts["role"]), _NAME), "circle": cut(str(self.facts["circle"]), _NAME)}
        return self.w(key, **names, **values)

    def button(self, label: str, verb: Verb, tone: Tone = Tone.PLAIN, part: str = "") -> Button:
        return Button(self.w(label), Action(verb, f"{self.id}:{part}" if part else self.id), tone)


def role_notice(
    kind: NoticeKind, facts: Facts, record: RoleRecord, reader: Reader, about: UUID | None = None
) -> PersonalCard:
    """``about`` is an offer or a question."""
    told = _Told(kind, facts, reader, record, about)
    said, blocks = _CARDS[kind](told)
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *blocks))


def role_turned(kind: RoleKind, facts: Facts, reader: Reader) -> SharedCard:
    """The small card with which a circle hears whose turn it is from now on."""
    w = reader.copy
    role, zone = cut(str(facts["role"]), _NAME), str(facts["zone"])
    day = until_day(datetime.fromisoformat(str(facts["until"])), zone, reader)
    holders, thanks = (
        [cut(str(name), _NAME) for name in facts.get(part, ())] for part in ("holders", "thanks")
    )
    facilitates = "_facilitator" if kind is RoleKind.FACILITATOR else ""
    if holders:
        said = w.n(f"turned.holds{facilitates}", len(holders), holders=w.list(holders), role=role, day=day)
    else:
        said = w("turned.nobody", role=role)
    if thanks:
        said = w("turned.thanks", said=said, names=w.list(thanks))
    button = Button(w("button.open_role"), Action(Verb.OPEN_ROLE, str(facts["role_id"])), spoken=role)
    return SharedCard(said, (Paragraph(words(said)), Buttons((button,))))


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
    if told.facts.get("left"):
        said = told.say("role_told.left")
    else:
        own = next((one for one in told.record.role.terms if one.number == term), None)
        ends = own.until if own is not None and own.until is not None else told.reader.now
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
    day = on_day(told.moment("until") or told.reader.now, told.zone, told.reader)
    own = any(
        one.number == told.facts["term"] and one.member == told.record.reader.id
        for one in told.record.role.terms
    )
    key = "role_told.your_end_near" if own else "role_told.end_near"
    said = told.say(key, **({} if own else {"name": told.name("who")}), day=day)
    return said, (Buttons((told.button("button.open_role", Verb.OPEN_ROLE),)),)


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
    begins = told.moment("begins_at")
    if (left := told.facts.get("left")) is not None:
        said = told.say(f"role_told.vacant_{left}", name=told.name("by"))
    elif begins is not None:
        said = told.say("role_told.vacant_turn", day=until_day(begins, told.zone, told.reader))
    else:
        said = told.say("role_told.vacant")
    buttons = [told.button("button.open_role", Verb.OPEN_ROLE)]
    if May.ASK_TO_HOLD in told.record.may:
        buttons.insert(0, told.button("button.ask_to_hold", Verb.ASK_TO_HOLD))
    if May.REST_RULE in told.record.may:
        buttons.append(told.button("button.more", Verb.MORE_OF_ROLE))
    return said, (*_why_vacant(told), Buttons(tuple(buttons)))


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
