"""The forms of a selection: somebody nominates, the facilitator proposes, and a nominee says no; and what is one's own in it."""

from typing import Final

from adapters.cards import (
    Block,
    Buttons,
    ChoiceField,
    Field,
    Form,
    Item,
    Line,
    ManyField,
    Option,
    Paragraph,
    Quote,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import about_line
from adapters.present.ballot_words import answer_said
from adapters.present.excerpts import shortly
from adapters.present.forms import Told, errors, people_options, text_field, typed, typed_many
from adapters.present.heard import closes, deadline
from adapters.present.nominations import nominations_in_a_chat
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.selection_card import naming_buttons, silence_said, take_buttons
from adapters.present.selection_setup import role_fields
from adapters.present.selection_words import ask_said, role_rows, selection_in, term_line
from adapters.present.verbs import Verb
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.notices import waits_for_a_yes_of
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import NAMING, Stage

NOBODY: Final = "nobody"
"""The value of ``member`` for who nominates nobody, or changes nothing."""


def nominate(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What was said before is preset; sending the form takes its place. In the change round the reasons stand below."""
    scene = Scene(record, reader)
    w, mine = scene.w, _said_last(record)
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        *role_rows(scene, selection_in(scene).vacancy),
        *term_line(scene),
        ChoiceField(
            "member",
            w("nominate.who"),
            _whom(scene),
            typed(screen, "member", str(mine.nominee or NOBODY) if mine else ""),
            w("nominate.who_hint"),
        ),
        text_field(
            "words",
            w("nominate.why"),
            screen,
            default=mine.words if mine else "",
            placeholder=w("nominate.why_placeholder"),
            hint=w("nominate.why_hint"),
            required=False,
        ),
        Line(words(silence_said(scene))),
        Line(closes(scene)),
        *nominations_in_a_chat(scene),
    )
    return Form(
        w("nominate.title"),
        body,
        scene.action(Verb.NOMINATE),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _whom(scene: Scene) -> tuple[Option, ...]:
    """Everybody in the circle, and nobody: or, in the change round, no change."""
    record = scene.record
    people = people_options((str(m.id), m.name) for m in record.members.values() if record.circle.seat(m.id))
    changing = record.round.stage is Stage.CHANGING
    return (*people, Option(NOBODY, scene.w("nominate.no_change" if changing else "nominate.nobody")))


def told_of_nomination(scene: Scene, screen: Screen) -> Told:
    """Whom somebody told the facilitator, and why."""
    w = scene.w
    whom = ChoiceField("nominee", w("write_down.whom"), _whom(scene), typed(screen, "nominee"))
    return (), (whom, text_field("words", w("nominate.why"), screen, required=False))


def _said_last(record: RoundRecord) -> Answer | None:
    """In this pass; in the change round, else what was said before it."""
    own = record.seat.answer
    if own is not None and own.kind is Kind.NOMINATED:
        return own
    before = record.earlier if record.round.stage is Stage.CHANGING else None
    return before if before is not None and before.kind is Kind.NOMINATED else own


def take_back(scene: Scene, screen: Screen) -> Form:
    """Before nobody, or no change, takes the place of a nomination."""
    w, old = scene.w, scene.record.seat.answer
    key = "nominate.take_back_change" if scene.round.stage is Stage.CHANGING else "nominate.take_back"
    asks = Paragraph(words(w(key, name=scene.name(old.nominee if old else None))))
    quote = (Quote(shortly(old.words, 280)),) if old and old.words else ()
    return Form(
        w("replace.title"),
        (about_line(scene), asks, *quote),
        scene.action(Verb.REPLACE),
        submit=w("replace.submit"),
        close=w("replace.close"),
        carried={"kind": str(Kind.STAND_ASIDE)},
        errors=errors(screen, scene.reader),
    )


def propose_people(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Of those for whom somebody gave a reason. Where somebody sees a problem, the role may be described otherwise with it."""
    scene = Scene(record, reader)
    w, selection = scene.w, selection_in(scene)
    again = record.round.stage is Stage.INTEGRATING
    vacancy = selection.vacancy
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        *_hand_it_on(scene),
        _people_field(scene, screen),
        text_field("words", w("propose_people.why"), screen, hint=w("propose_people.why_hint")),
        *(
            (Line(words(w("propose_people.role_too"))), *role_fields(reader, screen, vacancy))
            if again
            else ()
        ),
        *nominations_in_a_chat(scene),
    )
    return Form(
        w("propose_people.title"),
        body,
        scene.action(Verb.PROPOSE_PEOPLE),
        submit=w("button.ask_everyone"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def _people_field(scene: Scene, screen: Screen) -> ChoiceField | ManyField:
    """In the order in which they are read, which tells nothing."""
    w, selection = scene.w, selection_in(scene)
    options = people_options(
        (str(member), scene.name(member)) for member in selection.candidates if member != scene.me
    )
    label, hint = w("propose_people.who"), w("propose_people.who_hint")
    chosen = tuple(str(member) for member in selection.proposed)
    if selection.vacancy.places == 1:
        value = typed(screen, "people", chosen[0] if chosen else "")
        return ChoiceField("people", label, options, value, hint)
    most = w.n("selection.people", selection.vacancy.places)
    many = f"{w('propose_people.most', people=most)} {hint}"
    return ManyField("people", label, options, typed_many(screen, "people", chosen), many)


def _hand_it_on(scene: Scene) -> tuple[Block, ...]:
    if scene.me not in selection_in(scene).candidates:
        return ()
    hand = scene.button("button.hand_over", Verb.HAND_OVER)
    return (Item(words(scene.w("propose_people.not_you")), hand),)


def decline_role(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    body: tuple[Block | Field, ...] = (
        about_line(scene),
        Paragraph(words(w("decline_role.means"))),
        text_field("words", w("decline_role.words"), screen, required=False),
    )
    return Form(
        w("decline_role.title"),
        body,
        scene.action(Verb.DECLINE_ROLE),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def my_part_of_it(scene: Scene) -> list[Block]:
    """What I said and the way to change it, or to say it; once I am proposed and nobody sees a problem, whether I take it."""
    if scene.me is not None and waits_for_a_yes_of(scene.round, scene.me):
        take, decline, _ = take_buttons(scene).buttons
        return [Paragraph(words(scene.w("selection.do_you_take_it"), bold=True)), Buttons((take, decline))]
    return _my_nomination(scene) if scene.round.stage in NAMING else []


def _my_nomination(scene: Scene) -> list[Block]:
    seat, w = scene.record.seat, scene.w
    if not seat.asked:
        return [Paragraph(words(w("more.not_asked")))]
    if seat.answer is None:
        shown = tuple(each for each in naming_buttons(scene).buttons if each.action.verb != Verb.MORE)
        ask = Paragraph(words(ask_said(scene), bold=True))
        return [ask, Buttons(shown), Line(words(silence_said(scene)))]
    said = w.rich(
        "more.my_answer", answer=answer_said(scene, seat.answer), when=scene.reader.at(seat.answer.at)
    )
    quote = [Quote(shortly(seat.answer.words, 400))] if seat.answer.words else []
    change = scene.button("button.change_answer", Verb.NOMINATE)
    return [Item(said, change), *quote, Line(words(w("more.sealed", when=deadline(scene))))]
