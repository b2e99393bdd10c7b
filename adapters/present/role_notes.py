"""What is handed over from one holder of a role to the next: the notes, and what is asked back about them."""

from collections.abc import Iterator
from typing import Final, TypeVar

from adapters.cards import Action, Block, Button, Buttons, Form, Line, Paragraph, Quote, words
from adapters.desk import Screen
from adapters.present.excerpts import shortly
from adapters.present.forms import errors, text_field, typed
from adapters.present.reader import Reader
from adapters.present.role_words import Names, name_of, role_name
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.refusals import Reason, Refusal
from decisions.roles.record import May, RoleRecord
from decisions.roles.role import Handover, Question

PARTS: Final = ("in_motion", "learned", "talk_to")
_SHOWN: Final = 3
_SHORT: Final = 400
Found = TypeVar("Found")


def note_blocks(record: RoleRecord, reader: Reader) -> Iterator[Block]:
    """The newest few that the reader may read, with what was asked about them."""
    for handover in record.handovers[:_SHOWN]:
        yield from handover_blocks(record, handover, reader)
        for question in handover.questions:
            yield Quote(shortly(question.words, _SHORT), name_of(record, question.by))
            if question.answer:
                yield Quote(shortly(question.answer, _SHORT), name_of(record, handover.by))
            elif handover.by == record.reader.id:
                yield Buttons((answer_button(record.role.id, handover.term, question.id, reader),))
        if May.ASK_BACK in record.may and handover.by != record.reader.id:
            yield Buttons((ask_back_button(record, handover, reader),))


def handover_blocks(record: Names, handover: Handover, reader: Reader) -> Iterator[Block]:
    """Whose notes, and what they say; nothing where the reader may not read them (any more)."""
    w = reader.copy
    said = {part: getattr(handover, part) for part in PARTS if getattr(handover, part)}
    if said:
        yield Paragraph(words(w("handover.by", name=name_of(record, handover.by)), bold=True))
    for part, text in said.items():
        yield Quote(w.rich("handover.part", part=w(f"handover.{part}"), said=shortly(text, _SHORT)))


def ask_back_button(record: RoleRecord, handover: Handover, reader: Reader) -> Button:
    action = Action(Verb.ASK_BACK, f"{record.role.id}:{handover.term}")
    name = name_of(record, handover.by)
    return Button(reader.copy("button.ask_back"), action, spoken=reader.copy("handover.ask", name=name))


def answer_button(role: object, term: int, question: object, reader: Reader) -> Button:
    return Button(reader.copy("button.answer_now"), Action(Verb.ANSWER_BACK, f"{role}:{term}.{question}"))


# --- the forms --------------------------------------------------------------------------------------------------


def write_handover(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    """Three short things; one of them is enough."""
    w, term = reader.copy, _number(typed(screen, "term"))
    before = record.role.handover(term)
    fields = tuple(
        text_field(
            part,
            w(f"handover.{part}"),
            screen,
            default=getattr(before, part) if before is not None else "",
            hint=w(f"handover.{part}_hint"),
            required=False,
        )
        for part in PARTS
    )
    return Form(
        w("handover.title"),
        (Line(words(w("handover.lead", role=role_name(record.role)))), *fields),
        Action(Verb.WRITE_HANDOVER, f"{record.role.id}:{term}"),
        submit=w("form.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def ask_back(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w, term = reader.copy, _number(typed(screen, "term"))
    if May.ASK_BACK not in record.may:
        raise Refusal(Reason.HOLDS_IT_NOT)
    handover = _found(next((one for one in record.handovers if one.term == term), None))
    return Form(
        w("handover.ask_title"),
        (
            *handover_blocks(record, handover, reader),
            text_field("words", w("handover.ask", name=name_of(record, handover.by)), screen),
        ),
        Action(Verb.ASK_BACK, f"{record.role.id}:{term}"),
        submit=w("form.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def answer_back(record: RoleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    part = typed(screen, "question")
    question = _found(_question(record, part))
    return Form(
        w("handover.answer_title"),
        (
            Quote(written(question.words), name_of(record, question.by)),
            text_field("words", w("handover.answer"), screen, default=question.answer),
        ),
        Action(Verb.ANSWER_BACK, f"{record.role.id}:{part}"),
        submit=w("form.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _question(record: RoleRecord, part: str) -> Question | None:
    term, _, id = part.partition(".")
    handover = record.role.handover(_number(term))
    asked = () if handover is None or handover.by != record.reader.id else handover.questions
    return next((one for one in asked if str(one.id) == id), None)


def _found(found: Found | None) -> Found:
    if found is None:
        raise Refusal(Reason.NOT_FOUND)
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
