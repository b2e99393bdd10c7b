"""Questions, reactions and suggestions: the forms for them, and the posts in the thread that gather them."""

from dataclasses import replace
from typing import Final

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    Field,
    Form,
    Line,
    Listing,
    Option,
    Paragraph,
    Quote,
    SharedCard,
    Span,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.excerpts import shortly
from adapters.present.forms import errors, named_field, text_field, typed
from adapters.present.problem import fix_key
from adapters.present.reader import Reader
from adapters.present.result import folded_card
from adapters.present.scene import Scene, cut
from adapters.present.verbs import Verb
from adapters.present.written import unmarked, written
from adapters.text import cut as cut_as_typed
from decisions.rounds.record import Remark, RemarkKind, RoundRecord

_SHOWN: Final = 12
_CARRIED: Final = 1_500
"""Characters of a message that travel over the page on which its round is chosen."""


def ask_question(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    field = text_field("text", w("talk.question"), screen, placeholder=w("talk.question_hint"))
    carried = {"from_thread": "yes"} if typed(screen, "from_thread") else {}
    return Form(
        w("talk.question_title"),
        (about_line(scene), field, Line(words(w("talk.everyone_reads")))),
        scene.action(Verb.ASK_QUESTION),
        submit=w("talk.ask"),
        close=w("form.cancel"),
        carried=carried,
        errors=errors(screen, reader),
    )


def ask_from_thread(records: tuple[RoundRecord, ...], reader: Reader, screen: Screen) -> Form:
    """What somebody said in a chat, as a question in the round that it is about."""
    w = reader.copy
    if len(records) == 1:
        asked = replace(screen, carried={**screen.carried, "from_thread": "yes"})
        return ask_question(records[0], reader, asked)
    body: Block | Field = Paragraph(words(w("talk.no_round_here")))
    if records:
        options = tuple(Option(str(r.round.id), cut(Scene(r, reader).title, 75)) for r in records)
        body = ChoiceField("round_id", w("talk.which_round"), options, typed(screen, "round_id"))
    text = cut_as_typed(typed(screen, "text"), _CARRIED)
    return Form(
        w("talk.question_title"),
        (body,),
        Action(Verb.ASK_FROM_THREAD),
        submit=w("propose.next") if records else None,
        close=w("form.cancel") if records else w("form.close"),
        carried={"text": text, "thread": typed(screen, "thread")} if records else {},
        errors=errors(screen, reader),
    )


def react(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """One reaction each: a second one replaces the first, which is shown."""
    scene = Scene(record, reader)
    w = scene.w
    mine = next((r for r in remarks(scene, RemarkKind.REACTION) if r.by == scene.me), None)
    field = text_field(
        "text",
        w("talk.reaction"),
        screen,
        default=mine.text if mine else "",
        placeholder=w("talk.reaction_hint"),
    )
    return Form(
        w("talk.reaction_title"),
        (about_line(scene), field, named_field(screen, w), Line(words(w("talk.reactions_gather")))),
        scene.action(Verb.REACT),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def answer_question(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """For the proposer: the question that was pressed, or a choice of those that wait."""
    scene = Scene(record, reader)
    w = scene.w
    waiting = open_questions(scene)
    wanted = typed(screen, "question_id")
    one = next((q for q in waiting if str(q.id) == wanted), waiting[0] if len(waiting) == 1 else None)
    body: list[Block | Field] = [about_line(scene)]
    carried = {}
    if not waiting:
        body.append(Paragraph(words(w("talk.no_questions"))))
        return Form(
            w("talk.answer_title"), tuple(body), scene.action(Verb.ANSWER_QUESTION), close=w("form.close")
        )
    if one is not None:
        body.append(Quote(written(one.text), scene.who(one.by, named=one.named)))
        carried = {"question_id": str(one.id)}
    else:
        options = tuple(Option(str(q.id), cut(unmarked(q.text), 75)) for q in waiting)
        body.append(ChoiceField("question_id", w("talk.which_question"), options, wanted))
    body.append(text_field("text", w("talk.answer"), screen, placeholder=w("talk.answer_hint")))
    return Form(
        w("talk.answer_title"),
        tuple(body),
        scene.action(Verb.ANSWER_QUESTION),
        submit=w("answer.send"),
        close=w("form.cancel"),
        carried=carried,
        errors=errors(screen, reader),
    )


# --- in the thread ------------------------------------------------------------------------------------------


def question_post(record: RoundRecord, reader: Reader, question_id: str) -> SharedCard:
    """One question, and its answer once there is one."""
    scene = Scene(record, reader)
    remark = next((r for r in remarks(scene, RemarkKind.QUESTION) if str(r.id) == question_id), None)
    if remark is None:
        return folded_card(record, reader)
    note = scene.w("talk.question_note", title=scene.title, text=cut(unmarked(remark.text), 120))
    return SharedCard(note, question_blocks(scene, remark))


def question_blocks(scene: Scene, remark: Remark) -> tuple[Block, ...]:
    asked = Quote(written(remark.text), scene.w("talk.asks", who=scene.who(remark.by, named=remark.named)))
    if not remark.answer:
        return (asked, Line(words(scene.w("talk.waits_for_answer"))))
    by = scene.name(remark.answered_by)
    return (
        asked,
        Paragraph(
            Words((Span(scene.w("talk.answers", who=by) + " ", bold=True), *written(remark.answer).spans))
        ),
    )


def reactions_post(record: RoundRecord, reader: Reader) -> SharedCard:
    """All reactions in one post that is edited."""
    scene = Scene(record, reader)
    found = remarks(scene, RemarkKind.REACTION)
    head = scene.w.n("talk.reactions", len(found), title=scene.title)
    return SharedCard(head, (Paragraph(words(head, bold=True)), *_rows(scene, found)))


def suggestions_post(record: RoundRecord, reader: Reader) -> SharedCard:
    """All suggested fixes in one post that is edited."""
    scene = Scene(record, reader)
    found = remarks(scene, RemarkKind.SUGGESTION)
    head = scene.w.n("talk.suggestions", len(found), title=scene.title)
    return SharedCard(head, (Paragraph(words(head, bold=True)), *_rows(scene, found)))


def _rows(scene: Scene, found: tuple[Remark, ...]) -> tuple[Block, ...]:
    items = tuple(said(scene, remark) for remark in found[-_SHOWN:])
    hidden = len(found) - len(items)
    more = (Line(words(scene.w.n("talk.earlier", hidden))),) if hidden else ()
    return (Listing(items), *more) if items else more


def said(scene: Scene, remark: Remark) -> Words:
    """Who said what; for a suggestion, what kind of fix it is."""
    who = scene.who(remark.by, named=remark.named)
    kind = scene.w("talk.fix_is", kind=scene.w(fix_key(scene, remark.fix_kind))) if remark.fix_kind else ""
    lead = " ".join(filter(None, (scene.w("talk.says", who=who), kind)))
    return Words((Span(f"{lead} ", bold=True), *shortly(remark.text, 500).spans))


# --- picked out of the record -------------------------------------------------------------------------------


def remarks(scene: Scene, kind: RemarkKind) -> tuple[Remark, ...]:
    return tuple(remark for remark in scene.record.remarks if remark.kind is kind)


def open_questions(scene: Scene) -> tuple[Remark, ...]:
    return tuple(remark for remark in remarks(scene, RemarkKind.QUESTION) if not remark.answer)
