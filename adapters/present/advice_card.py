"""An advice process on its cards: advice is wanted, the owner decides, and what was decided."""

from typing import Final

from adapters.cards import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Line,
    Paragraph,
    Quote,
    SharedCard,
    words,
)
from adapters.present.advice_given import few_advice, named_lines
from adapters.present.excerpts import beginning
from adapters.present.heard import closes, deadline, heard_bar
from adapters.present.scene import Scene, count_words
from adapters.present.small_print import byline, way_lines
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.round import Stage

_WORDS: Final = 60
"""Before the buttons."""


def advising_card(scene: Scene) -> SharedCard:
    return SharedCard(
        advice_notification(scene),
        (
            *_head(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            advise_buttons(scene),
            *few_advice(scene),
            heard_bar(scene),
            *named_lines(scene),
            Line(closes(scene)),
            *way_lines(scene),
        ),
    )


def deciding_card(scene: Scene) -> SharedCard:
    """Advice still comes; the owner has their button in *More…* and in a message of their own."""
    buttons = Buttons((scene.button("button.advise", Verb.ADVISE), scene.read_all, scene.more))
    return SharedCard(
        scene.w("notify.deciding", title=scene.title, name=scene.name(scene.round.proposer)),
        (
            *_head(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            buttons,
            *few_advice(scene),
            Line(closes(scene)),
            *way_lines(scene),
        ),
    )


def ask_blocks(scene: Scene, lead: Line) -> tuple[Block, ...]:
    """The ask in a direct message, with the reason for which the reader is asked."""
    return (
        Heading(scene.title),
        lead,
        *why_asked(scene),
        *_details(scene),
        Paragraph(words(ask_said(scene), bold=True)),
        advise_buttons(scene),
        Line(words(scene.w("advice.open"))),
        Line(closes(scene)),
    )


def why_asked(scene: Scene) -> tuple[Line, ...]:
    """Whether it affects the reader, or they know about it; nothing for who is not named."""
    named, me = scene.round.advisers, scene.me
    if named is None or me is None or me not in named.named:
        return ()
    key = "advice.affects_you" if me in named.affected else "advice.you_know"
    return (Line(words(scene.w(key, name=scene.name(scene.round.proposer)))),)


def ask_said(scene: Scene) -> str:
    """What is asked of people now; once nobody else has to be heard, what goes on."""
    name = scene.name(scene.round.proposer)
    if scene.round.stage is Stage.ADVISING:
        return scene.w("advice.ask", name=name)
    return scene.w("advice.anyone_may_decide" if scene.round.carry_on_since else "advice.deciding", name=name)


def advice_notification(scene: Scene) -> str:
    return scene.w("notify.advising", title=scene.title, when=deadline(scene))


def advise_buttons(scene: Scene) -> Buttons:
    return Buttons(
        (
            scene.button("button.advise", Verb.ADVISE),
            scene.button("button.nothing_to_add", Verb.NOTHING_TO_ADD),
            scene.more,
        )
    )


def _head(scene: Scene) -> tuple[Block, ...]:
    return (Heading(scene.title), Line(words(byline(scene))), *_details(scene))


def _details(scene: Scene) -> tuple[Block, ...]:
    if not scene.summary:
        return ()
    left = _WORDS - count_words(scene.title, byline(scene), ask_said(scene))
    return (Item(beginning(scene.summary, left), scene.read_all),)


# --- once it is decided -------------------------------------------------------------------------------------


def decided_card(scene: Scene) -> SharedCard:
    """What was decided, and how the advice was used."""
    decision = scene.round.decision
    head = scene.w("end.decided", title=scene.title)
    if decision is None:
        return SharedCard(head, (Heading(head), Buttons((scene.read_all, scene.more))))
    room = (_WORDS - count_words(head)) // 2
    return SharedCard(
        head,
        (
            Heading(head),
            Paragraph(beginning(decision.text, room)),
            Quote(beginning(decision.advice_used, room), _how_used(scene)),
            Buttons((*_who_does_what(scene), scene.read_all, scene.more)),
            *_looked_at_again(scene),
            heard_bar(scene),
        ),
    )


def decided_blocks(scene: Scene) -> list[Block]:
    """The same in full."""
    decision = scene.round.decision
    if decision is None:
        return []
    return [
        Heading(scene.w("end.decided", title=scene.title)),
        Paragraph(written(decision.text)),
        Quote(written(decision.advice_used), _how_used(scene)),
        *_looked_at_again(scene),
        heard_bar(scene),
    ]


def _how_used(scene: Scene) -> str:
    return scene.w("advice.how_used_by", name=scene.name(scene.round.proposer))


def _looked_at_again(scene: Scene) -> tuple[Line, ...]:
    decision = scene.round.decision
    if decision is None or decision.review_on is None:
        return ()
    return (Line(words(scene.w("advice.looked_at_again", day=scene.reader.day(decision.review_on)))),)


def _who_does_what(scene: Scene) -> tuple[Button, ...]:
    agreement = scene.record.agreement
    if agreement is None:
        return ()
    return (scene.button("button.who_does_what", Verb.WHO_DOES_WHAT, about=agreement.id),)
