"""A question's card while it is open, the ask for one person, and what it becomes once everyone can read what was said."""

from typing import Final

from adapters.cards import (
    Block,
    Buttons,
    Heading,
    Item,
    Line,
    Paragraph,
    SharedCard,
    Words,
    words,
)
from adapters.present.excerpts import beginning
from adapters.present.heard import closes, deadline, groups_said, heard_blocks, tally_blocks
from adapters.present.outcome import outcome_told, tell_outcome_row
from adapters.present.scene import Scene, count_words
from adapters.present.small_print import byline, way_lines
from adapters.present.spoken import few_spoken, read_when
from adapters.present.verbs import Verb
from decisions.rounds.answers import Kind

_WORDS: Final = 60
"""Before the buttons."""
_TOLD: Final = 200
"""Characters of what somebody makes of it."""


def listening_card(scene: Scene) -> SharedCard:
    return SharedCard(
        question_notification(scene),
        (
            Heading(scene.title),
            Line(words(byline(scene))),
            *_details(scene),
            Paragraph(words(scene.w("words.ask"), bold=True)),
            say_buttons(scene),
            *few_spoken(scene),
            *heard_blocks(scene),
            Line(words(read_when(scene))),
            *way_lines(scene),
        ),
    )


def listening_card_of_one_heard(scene: Scene) -> SharedCard:
    """Beside what somebody has said: without the question, and with the tally alone below."""
    blocks = (Heading(scene.title), say_buttons(scene), *few_spoken(scene), *tally_blocks(scene))
    return SharedCard(question_notification(scene), blocks)


def ask_blocks(scene: Scene, lead: Line) -> tuple[Block, ...]:
    """The ask in a direct message."""
    return (
        Heading(scene.title),
        lead,
        *_details(scene),
        Paragraph(words(scene.w("words.ask"), bold=True)),
        say_buttons(scene),
        Line(words(read_when(scene))),
        Line(closes(scene)),
    )


def question_notification(scene: Scene) -> str:
    return scene.w("notify.listening", title=scene.title, when=deadline(scene))


def say_buttons(scene: Scene) -> Buttons:
    return Buttons(
        (
            scene.button("button.say", Verb.SAY),
            scene.button("button.nothing_to_add", Verb.STAND_ASIDE),
            scene.more,
        )
    )


def _details(scene: Scene) -> tuple[Block, ...]:
    if not scene.summary:
        return ()
    left = _WORDS - count_words(scene.title, byline(scene), scene.w("words.ask"))
    return (Item(beginning(scene.summary, left), scene.read_all),)


# --- once it has closed -------------------------------------------------------------------------------------


def answered_card(scene: Scene) -> SharedCard:
    """What somebody makes of it, once they have said that; the first few of what was said; how many were heard, by group."""
    head = scene.w("end.answered", title=scene.title)
    buttons = Buttons((scene.read_all, scene.more))
    why = scene.w(f"why.{scene.round.why}")
    few = few_spoken(scene, _WORDS - count_words(head, why))
    told = outcome_told(scene, _TOLD)
    first = (*told, buttons, *few) if told else (*few, buttons)
    return SharedCard(head, (Heading(head), Paragraph(words(why)), *first, *who_was_heard(scene)))


def answered_blocks(scene: Scene) -> list[Block]:
    """The same where all of it follows."""
    said = Paragraph(words(scene.w(f"why.{scene.round.why}")))
    told = (*outcome_told(scene), *tell_outcome_row(scene))
    return [Heading(scene.w("end.answered", title=scene.title)), said, *told, *who_was_heard(scene)]


def who_was_heard(scene: Scene) -> tuple[Line, ...]:
    """How many spoke and how many had nothing to add; and by group, so that all see who was not heard."""
    tally = scene.record.result or scene.round.tally
    said = [
        scene.w.n(f"words.{key}", n)
        for key, kind in (("spoke", Kind.SPOKEN), ("had_nothing", Kind.STAND_ASIDE))
        if (n := tally.of(kind))
    ]
    heard = scene.w("heard.bar", heard=tally.heard, asked=tally.asked)
    lines: list[Words] = [words(f"{heard}: {', '.join(said)}." if said else f"{heard}.")]
    if tally.groups:
        lines.append(words(scene.w("result.heard_by_group", groups=groups_said(scene, tally))))
    return tuple(Line(line) for line in lines)
