"""The one answer form, and the question that stands before one answer replaces another."""

from typing import Final

from adapters.cards import (
    Block,
    Changes,
    ChoiceField,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    Quote,
    words,
)
from adapters.desk import Screen
from adapters.present.changes import text_changes
from adapters.present.excerpts import shortly
from adapters.present.forms import NO, YES, errors, named_field, text_field, typed, yes_no
from adapters.present.heard import deadline
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.selection_words import role_and_people
from adapters.present.verbs import Verb
from decisions.rounds.answers import WITH_WORDS, Kind
from decisions.rounds.record import RoundRecord
from decisions.rounds.way import Way

IN_ORDER: Final = (Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE)


def answer(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Preset by the kind that was pressed. Without one (*Change my answer*) the first page asks for it; a
    worry or a problem then has a page for its words."""
    scene = Scene(record, reader)
    kind = _kind(typed(screen, "kind"))
    return _words_page(scene, screen, kind) if kind in WITH_WORDS else _kind_page(scene, screen, kind)


def answer_next(kind: str, has_words: bool) -> bool:
    """Whether the page for the words must still come, after a form with this kind was sent."""
    return _kind(kind) in WITH_WORDS and not has_words


def replace(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """ "You said that you see a problem. Change it to OK to try?" Everything that was said travels along."""
    scene = Scene(record, reader)
    new = _kind(typed(screen, "kind")) or Kind.CONSENT
    old = record.seat.answer
    said = scene.w(f"replace.you_said_{old.kind}") if old else ""
    ask = scene.w(f"replace.change_to_{new}")
    body: list[Block] = [about_line(scene), Paragraph(words(f"{said} {ask}".strip()))]
    if old and old.words:
        body += [Line(words(scene.w("replace.your_words"))), Quote(shortly(old.words, 280))]
    carried = {name: typed(screen, name) for name in ("words", "fix", "named") if typed(screen, name)}
    return Form(
        scene.w("replace.title"),
        tuple(body),
        scene.action(Verb.REPLACE),
        submit=scene.w("replace.submit"),
        close=scene.w("replace.close"),
        carried={**carried, "kind": str(new)},
        errors=errors(screen, reader),
    )


def about_line(scene: Scene) -> Line:
    """Which text this is about; what is asked has one only. In a selection, who is proposed for what."""
    if scene.round.way is Way.SELECTION:
        return Line(words(role_and_people(scene), bold=True))
    if not scene.proposed:
        return Line(words(scene.title, bold=True))
    return Line(scene.w.rich("answer.about", title=scene.title, version=scene.round.version))


def said_before(scene: Scene) -> tuple[Line, ...]:
    """What the reader has said already, which this form would replace."""
    mine = scene.record.seat.answer
    return (Line(words(scene.w("answer.you_said", answer=scene.w(f"answer.{mine.kind}")))),) if mine else ()


# --- the pages ----------------------------------------------------------------------------------------------


def _kind_page(scene: Scene, screen: Screen, kind: Kind | None) -> Form:
    mine = scene.record.seat.answer
    value = kind or (mine.kind if mine else "")
    field = ChoiceField(
        "kind", scene.w("answer.kind"), tuple(_option(scene, each) for each in IN_ORDER), str(value)
    )
    sealed = Line(words(scene.w("answer.sealed", when=deadline(scene))))
    return Form(
        scene.w("answer.title"),
        (*said_before(scene), about_line(scene), field, sealed),
        scene.action(Verb.ANSWER),
        submit=scene.w("answer.send"),
        close=scene.w("form.cancel"),
        errors=errors(screen, scene.reader),
    )


def _words_page(scene: Scene, screen: Screen, kind: Kind | None) -> Form:
    mine = scene.record.seat.answer
    before = mine if mine and mine.kind in WITH_WORDS else None
    options = tuple(_option(scene, each) for each in (Kind.OBJECTION, Kind.CONCERN))
    problem = kind is Kind.OBJECTION
    label = scene.w("answer.words_problem") if problem else scene.w("answer.words_worry")
    hint = scene.w("answer.words_problem_hint") if problem else scene.w("answer.words_worry_hint")
    fields: tuple[Block | Field, ...] = (
        *said_before(scene),
        about_line(scene),
        ChoiceField("kind", scene.w("answer.count"), options, str(kind)),
        text_field("words", label, screen, default=before.words if before else "", placeholder=hint),
        text_field(
            "fix",
            scene.w("answer.fix"),
            screen,
            default=before.fix if before else "",
            placeholder=scene.w("answer.fix_hint"),
            required=False,
        ),
        named_field(screen, scene.w, default=YES if before is None or before.named else NO),
        Line(words(scene.w("answer.problems_help", when=deadline(scene)))),
    )
    return Form(
        scene.w("answer.title"),
        fields,
        scene.action(Verb.ANSWER),
        submit=scene.w("answer.send"),
        close=scene.w("form.cancel"),
        errors=errors(screen, scene.reader),
    )


def _option(scene: Scene, kind: Kind) -> Option:
    means = f"answer.{kind}_means"
    if kind is Kind.CONCERN:
        means = scene.of_people("answer.concern_means")
    return Option(str(kind), scene.w(f"answer.{kind}"), scene.w(means))


def _kind(text: str) -> Kind | None:
    return next((kind for kind in IN_ORDER if kind == text), None)


# --- a test's answer ----------------------------------------------------------------------------------------


def test_answer(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """*Fix this first* or *Try it anyway*, with a reason."""
    scene = Scene(record, reader)
    w = scene.w
    test = scene.round.test
    problem = scene.round.problem(test.problem) if test else None
    quote = (
        (Quote(shortly(problem.harm, 600), w("card.sees", who=scene.raised_by(problem))),) if problem else ()
    )
    given = record.seat.test_answer
    preset = typed(screen, "try_anyway") or ("" if given is None else YES if given else NO)
    choice = yes_no(
        "try_anyway",
        w("test.choice"),
        preset,
        w,
        yes=w("button.try_anyway"),
        no=w("button.fix_first"),
    )
    reason = text_field("reason", w("test.reason"), screen, placeholder=w("test.reason_hint"))
    return Form(
        w("answer.title"),
        (about_line(scene), *quote, choice, reason, Line(words(w("test.rule"))), Line(words(w("test.open")))),
        scene.action(Verb.TEST_ANSWER, problem.id if problem else None),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


test_answer.__test__ = False  # type: ignore[attr-defined]


def keep_late(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """ "This closed on Thursday. Your words still count": kept for the review, or an early one."""
    scene = Scene(record, reader)
    w = scene.w
    ended = scene.round.ended_at or scene.round.stage_since
    lead = w("late.closed", when=reader.at(ended)) if ended else w("late.closed_before")
    if not scene.proposed:
        lead = w(_late(record))
    fields: list[Block | Field] = [
        about_line(scene),
        Paragraph(words(lead)),
        text_field("words", w("late.words"), screen),
    ]
    if record.agreement is not None:
        fields.append(
            yes_no(
                "look_again",
                w("late.how"),
                typed(screen, "look_again", NO),
                w,
                yes=w("late.look_again"),
                no=w("late.keep"),
            )
        )
    return Form(
        w("late.title"),
        tuple(fields),
        scene.action(Verb.KEEP_LATE),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _late(record: RoundRecord) -> str:
    """Nobody who has voted in secret is told that their vote came too late."""
    if not record.round.terms.secret:
        return f"late.{record.round.way}"
    return "late.voted_in_secret" if record.seat.heard else "late.vote_in_secret"


def offered_changes(scene: Scene) -> tuple[Block, ...]:
    """What the offered text would change."""
    offered = scene.round.next_text
    changed = text_changes(scene, scene.round.text, offered) if offered else ()
    return (Changes(changed),) if changed else ()
