"""The form in which somebody votes, the question before one vote takes another's place, and what is written down for somebody."""

from collections.abc import Mapping

from adapters.cards import (
    Block,
    ChoiceField,
    Field,
    Form,
    Item,
    Line,
    ManyField,
    MarksField,
    Option,
    Paragraph,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_result import rule_lines
from adapters.present.ballot_words import (
    CAN,
    CANNOT,
    IF_NEED_BE,
    SEVERAL,
    answer_said,
    choice_said,
    how_many_said,
    label_said,
    meaning_of,
    options_for,
    question_said,
    sealed_said,
)
from adapters.present.forms import (
    NO,
    OPTION_LABEL,
    Told,
    errors,
    text_field,
    typed,
    typed_many,
    typed_marks,
)
from adapters.present.heard import closes
from adapters.present.moments import zone_said
from adapters.present.opt_in import room_lines
from adapters.present.reader import Reader
from adapters.present.scene import Scene, cut
from adapters.present.verbs import Verb
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.ballot import ONE_OPTION, Method, field_of
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.terms import Reasons
from decisions.rounds.record import RoundRecord

CHOICE = "choice"
"""The field in which options are chosen."""
_MEANING = 150


def vote(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What was chosen before is preset; sending the form takes its place. A vote that is final is only shown."""
    scene = Scene(record, reader)
    w, mine = scene.w, own_answer(record)
    said = (Line(words(w("vote.you_said", answer=answer_said(scene, mine)))),) if mine else ()
    if mine is not None and not scene.round.terms.changeable:
        body: tuple[Block | Field, ...] = (about_line(scene), *said, Paragraph(words(w("vote.is_final"))))
        return Form(w("answer.title"), body, scene.action(Verb.VOTE), close=w("form.close"))
    ahead = (Paragraph(words(w("vote.final_before"), bold=True)),) if not scene.round.terms.changeable else ()
    body = (
        about_line(scene),
        *said,
        *vote_fields(scene, screen, mine),
        *room_lines(scene),
        *ahead,
        Line(words(sealed_said(scene))),
        Line(closes(scene)),
        *rule_lines(scene),
        Item(words(w("more.stand_aside")), scene.button("button.stand_aside", Verb.STAND_ASIDE)),
    )
    return Form(
        w("answer.title"),
        body,
        scene.action(Verb.VOTE),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=beside_the_choice(errors(screen, reader)),
    )


def own_answer(record: RoundRecord) -> Answer | None:
    """What the reader has said; not what a stand-in has said for them, of which nothing is taken over."""
    answer = record.seat.answer
    return None if answer is None or answer.stood_in_by is not None else answer


def beside_the_choice(found: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong with one option is said where the options are."""
    return {CHOICE if name.startswith(field_of("")) else name: said for name, said in found.items()}


def replace_vote(scene: Scene, screen: Screen) -> Form:
    """ "You chose the library. Change it to the clinic?" Or, of an answer that will be the only one: "Once you send this, it is
    final." """
    w, old, new = scene.w, scene.record.seat.answer, chosen(screen)
    kind = Kind.CHOICE if new else Kind.STAND_ASIDE
    ways = ("title", "submit", "close")
    title, submit, close = (w(f"replace.{way}" if old else f"final.{way}") for way in ways)
    return Form(
        title,
        (about_line(scene), *(_changes(scene, old, new) if old else _is_final(scene, new))),
        scene.action(Verb.REPLACE),
        submit=submit,
        close=close,
        carried={"kind": str(kind), **({CHOICE: str(new)} if new else {})},
        errors=errors(screen, scene.reader),
    )


def _changes(scene: Scene, old: Answer, new: Choice | None) -> tuple[Block, ...]:
    w = scene.w
    ask = w("vote.change_to", choice=choice_said(scene, new)) if new else w("replace.change_to_stand_aside")
    said = Paragraph(words(f"{w('vote.you_said', answer=answer_said(scene, old))}. {ask}"))
    return (said, Line(words(w("vote.reason_goes")))) if old.words else (said,)


def _is_final(scene: Scene, new: Choice | None) -> tuple[Block, ...]:
    said = choice_said(scene, new) if new else scene.w("answer.stand_aside")
    answer = Paragraph(scene.w.rich("final.answer", answer=said))
    return (answer, Paragraph(words(scene.w("vote.final_before"), bold=True)))


def told_of_vote(scene: Scene, screen: Screen) -> Told:
    """What somebody may have told the facilitator, and the fields for it."""
    w = scene.w
    kinds = (
        Option(str(Kind.CHOICE), w("vote.told_choice")),
        Option(str(Kind.STAND_ASIDE), w("answer.stand_aside")),
    )
    fields = (
        *choice_fields(scene, screen, None, required=False),
        *_reason(scene, screen, None, required=False),
    )
    return kinds, fields


def chosen(screen: Screen) -> Choice | None:
    """The choice that travelled with a press; None for one that is none."""
    text = typed(screen, CHOICE)
    try:
        return Choice.parse(text) if text else None
    except ValueError:
        return None


# --- the fields ---------------------------------------------------------------------------------------------


def vote_fields(scene: Scene, screen: Screen, mine: Answer | None) -> tuple[Block | Field, ...]:
    required = scene.round.terms.reasons is Reasons.REQUIRED
    reason = _reason(scene, screen, mine, required=required)
    named = (_without_name(scene, screen, mine),) if reason else ()
    return (*choice_fields(scene, screen, mine, required=True), *reason, *named)


def choice_fields(scene: Scene, screen: Screen, mine: Answer | None, *, required: bool) -> tuple[Field, ...]:
    ballot = asked(scene.round)
    before = mine.choice if mine and mine.choice else Choice(())
    label, hint = question_said(scene), how_many_said(scene)
    options = tuple(
        Option(
            one.key,
            cut(label_said(scene, one), OPTION_LABEL),
            cut(meaning_of(ballot, one, scene.w), _MEANING),
        )
        for one in options_for(scene)
    )
    if ballot.method in ONE_OPTION:
        first = next((key for key, _ in before.marks), "")
        return (ChoiceField(CHOICE, label, options, typed(screen, CHOICE, first), hint, required),)
    if ballot.method in SEVERAL:
        marked = typed_many(screen, CHOICE, (key for key, _ in before.marks))
        return (ManyField(CHOICE, label, options, marked, hint),)
    marks = typed_marks(screen, CHOICE, {key: str(number) for key, number in before.marks})
    return (_marks_field(scene, label, options, marks),)


def _marks_field(scene: Scene, label: str, rows: tuple[Option, ...], marks: Mapping[str, str]) -> MarksField:
    ballot, w = asked(scene.round), scene.w
    rules = ballot.rules
    match ballot.method:
        case Method.TIME_POLL:
            can = tuple(Option(str(n), w(f"vote.can_{n}")) for n in (CAN, IF_NEED_BE, CANNOT))
            return MarksField(CHOICE, label, rows, can, marks, hint=zone_said(scene))
        case Method.SCORE:
            return MarksField(CHOICE, label, rows, _numbers(0, rules.top), marks)
        case Method.DOTS:
            dots = _numbers(1, rules.budget)
            return MarksField(CHOICE, label, rows, dots, marks, unmarked="0", spend=rules.budget)
        case _:
            places = tuple(Option(str(n), f"{n}.") for n in range(1, len(rows) + 1))
            alone = ballot.method is not Method.SCHULZE
            hint = w("vote.rank_some") if alone else w("vote.rank_equal")
            return MarksField(CHOICE, label, rows, places, marks, hint=hint, each_once=alone)


def _numbers(least: int, most: int) -> tuple[Option, ...]:
    return tuple(Option(str(n), str(n)) for n in range(least, most + 1))


def _reason(scene: Scene, screen: Screen, mine: Answer | None, *, required: bool) -> tuple[Field, ...]:
    if scene.round.terms.reasons is Reasons.OFF:
        return ()
    before = mine.words if mine else ""
    w = scene.w
    hint = w("vote.reason_needed") if scene.round.terms.reasons is Reasons.FOR_DISAGREEMENT else ""
    shadow = w("vote.reason_hint")
    reason = text_field(
        "words", w("vote.reason"), screen, default=before, hint=hint, placeholder=shadow, required=required
    )
    return (reason,)


def _without_name(scene: Scene, screen: Screen, mine: Answer | None) -> ManyField:
    """To be ticked by whoever does not want to be named beside the reason; else there is nothing to fill in."""
    w = scene.w
    before = (NO,) if mine and not mine.named else ()
    ticked = typed_many(screen, "named", before)
    return ManyField("named", w("vote.reason_name"), (Option(NO, w("vote.without_name")),), ticked)
