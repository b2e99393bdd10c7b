"""What facilitator and proposer can do: more time, stop, hand over, write down for somebody, withdraw."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.cards import (
    Block,
    ChoiceField,
    DateField,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    words,
)
from adapters.desk import Screen
from adapters.present.answer import IN_ORDER, about_line
from adapters.present.forms import Told, errors, people_options, text_field, typed, typed_date
from adapters.present.nominate import told_of_nomination
from adapters.present.reader import Reader
from adapters.present.result import came_to
from adapters.present.say import told_of_question
from adapters.present.scene import Scene
from adapters.present.verbs import Ending, Verb
from adapters.present.vote import beside_the_choice, told_of_vote
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import NAMING, Stage
from decisions.rounds.way import Way

_WORKDAYS: Final = (1, 2, 3, 5)
_LATER: Final = timedelta(days=30)


def extend(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    options = tuple(Option(str(n), w.n("extend.days", n)) for n in _WORKDAYS)
    left = max(0, scene.round.settings.max_extensions - scene.round.extensions)
    return _form(
        scene,
        screen,
        Verb.EXTEND,
        w("button.extend"),
        ChoiceField("workdays", w("extend.how_long"), options, typed(screen, "workdays", "2")),
        Line(words(w.n("extend.left", left))),
    )


def stop(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Come back later, take it to a meeting, or (while a fix is looked for) no version works."""
    scene = Scene(record, reader)
    w = scene.w
    ways = [Ending.LATER]
    if scene.facilitates:
        ways.append(Ending.MEETING)
    if scene.round.stage is Stage.INTEGRATING:
        ways.append(Ending.NO_VERSION)
    options = tuple(Option(str(way), w(f"stop.{way}"), w(f"stop.{way}_means")) for way in ways)
    day = typed_date(screen, "come_back_on", reader.today + _LATER)
    return _form(
        scene,
        screen,
        Verb.STOP,
        w("stop.title"),
        ChoiceField("how", w("stop.how"), options, typed(screen, "how", str(Ending.LATER))),
        DateField("come_back_on", w("stop.come_back_on"), day, w("stop.only_for_later"), required=False),
        text_field("words", w("stop.words"), screen, placeholder=w("stop.words_hint"), required=False),
    )


def withdraw(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    return _form(
        scene,
        screen,
        Verb.WITHDRAW,
        w("withdraw.title"),
        Paragraph(words(w("withdraw.means" if scene.proposed else f"withdraw.means_{scene.round.way}"))),
        text_field("words", w("stop.words"), screen, required=False),
    )


def write_down(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What somebody told the facilitator; it counts once they say yes to it."""
    scene = Scene(record, reader)
    w = scene.w
    people = people_options((str(m), scene.name(m)) for m in record.missing)
    if not people:
        body: tuple[Block | Field, ...] = (about_line(scene), Paragraph(words(w("write_down.nobody"))))
        return Form(w("write_down.title"), body, scene.action(Verb.WRITE_DOWN), close=w("form.close"))
    kinds, fields = _told(scene, screen)
    usual = "" if scene.asks_consent or not kinds else kinds[0].value
    asks_kind = (ChoiceField("kind", w("write_down.said"), kinds, typed(screen, "kind", usual)),)
    form = _form(
        scene,
        screen,
        Verb.WRITE_DOWN,
        w("write_down.title"),
        ChoiceField("member", w("write_down.who"), people, typed(screen, "member")),
        *(asks_kind if kinds else ()),
        *fields,
        Line(words(w("write_down.counts"))),
    )
    return replace(form, errors=beside_the_choice(form.errors))


def _told(scene: Scene, screen: Screen) -> Told:
    if scene.round.ballot is not None:
        return told_of_vote(scene, screen)
    if scene.round.way is Way.QUESTION:
        return told_of_question(scene, screen)
    if scene.round.stage in NAMING:
        return told_of_nomination(scene, screen)
    w = scene.w
    kinds = tuple(Option(str(kind), w(f"answer.{kind}")) for kind in IN_ORDER)
    fields = (
        text_field("words", w("write_down.words"), screen, hint=w("write_down.words_hint"), required=False),
        text_field("fix", w("answer.fix"), screen, required=False),
    )
    return kinds, fields


def hand_over(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    here = {seat.member for seat in record.circle.seats} - set(scene.round.concerned) - {scene.me}
    people = people_options((str(m.id), m.name) for m in record.members.values() if m.id in here)
    return _form(
        scene,
        screen,
        Verb.HAND_OVER,
        w("hand_over.title"),
        ChoiceField("member", w("hand_over.who"), people, typed(screen, "member")),
    )


def tell_outcome(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """What it means and what comes next: with what has been told before, to be corrected."""
    scene = Scene(record, reader)
    w, before = scene.w, record.round.outcome_statement
    return _form(
        scene,
        screen,
        Verb.TELL_OUTCOME,
        w("told.title"),
        Paragraph(came_to(scene).in_bold),
        text_field(
            "words",
            w("told.words"),
            screen,
            default=before.words if before else "",
            hint=w("told.hint_again" if before else "told.hint"),
            placeholder=w("told.placeholder"),
        ),
    )


def _form(scene: Scene, screen: Screen, verb: Verb, title: str, *body: Block | Field) -> Form:
    return Form(
        title,
        (about_line(scene), *body),
        scene.action(verb),
        submit=scene.w(f"submit.{verb}"),
        close=scene.w("form.cancel"),
        errors=errors(screen, scene.reader),
    )
