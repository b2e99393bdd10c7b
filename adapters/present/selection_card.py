"""A selection on its cards: nominations, reasons, who is proposed and why, and who was chosen."""

from typing import Final

from adapters.cards import (
    MAX_EXCERPT,
    Block,
    Buttons,
    Heading,
    Item,
    Line,
    Paragraph,
    Quote,
    SharedCard,
    words,
)
from adapters.present.excerpts import beginning, shortly
from adapters.present.heard import closes, deadline, groups_said, heard_blocks, tally_blocks
from adapters.present.nominations import few_nominations
from adapters.present.scene import Scene, count_words
from adapters.present.selection_words import (
    ask_said,
    people_said,
    role_and_people,
    selection_in,
    term_line,
)
from adapters.present.small_print import byline, way_lines
from adapters.present.verbs import Verb
from decisions.rounds.round import Stage

_WORDS: Final = 60
"""Before the buttons."""
_FEWEST: Final = 8
"""Words of a reason that are shown, however long names are."""
_DECLINED: Final = 2
"""Of those who have said no, the last ones: with what they said."""


def naming_card(scene: Scene) -> SharedCard:
    """Nominations are asked for; or, with the reasons in sight, whether anybody changes theirs."""
    return SharedCard(
        naming_notification(scene),
        (
            *_head(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            naming_buttons(scene),
            *few_nominations(scene),
            *term_line(scene),
            *heard_blocks(scene),
            Line(words(silence_said(scene))),
            *way_lines(scene),
        ),
    )


def naming_card_of_one_heard(scene: Scene) -> SharedCard:
    """Beside what somebody has said: without the question, and with the tally alone below."""
    blocks = (Heading(scene.title), naming_buttons(scene), *tally_blocks(scene))
    return SharedCard(naming_notification(scene), blocks)


def naming_ask_blocks(scene: Scene, lead: Line) -> tuple[Block, ...]:
    """The ask in a direct message."""
    return (
        Heading(scene.title),
        lead,
        *_details(scene),
        Paragraph(words(ask_said(scene), bold=True)),
        naming_buttons(scene),
        *few_nominations(scene),
        *term_line(scene),
        Line(words(silence_said(scene))),
        Line(closes(scene)),
    )


def naming_notification(scene: Scene) -> str:
    return scene.w(f"notify.{scene.round.stage}", title=scene.title, when=deadline(scene))


def naming_buttons(scene: Scene) -> Buttons:
    if scene.round.stage is Stage.CHANGING:
        return Buttons(
            (
                scene.button("button.change_nomination", Verb.NOMINATE),
                scene.button("button.nothing_to_change", Verb.STAND_ASIDE),
                scene.more,
            )
        )
    return Buttons(
        (
            scene.button("button.nominate", Verb.NOMINATE),
            scene.button("button.pass", Verb.STAND_ASIDE),
            scene.more,
        )
    )


def silence_said(scene: Scene) -> str:
    """What is sealed; in the change round, what saying nothing means."""
    return scene.w("selection.keeps" if scene.round.stage is Stage.CHANGING else "selection.sealed")


def proposing_card(scene: Scene) -> SharedCard:
    """The facilitator has their button in *More…* and in a message of their own."""
    note = scene.w("notify.proposing", title=scene.title, name=scene.name(scene.round.facilitator))
    return SharedCard(
        note,
        (
            *_head(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            Buttons((scene.read_all, scene.more)),
            *declined_blocks(scene),
            *few_nominations(scene),
            Line(closes(scene)),
            *way_lines(scene),
        ),
    )


def accepting_card(scene: Scene) -> SharedCard:
    note = scene.w("notify.accepting", title=scene.title, names=people_said(scene))
    return SharedCard(
        note,
        (
            Heading(role_and_people(scene)),
            *because_quote(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            Buttons((scene.read_all, scene.more)),
            Line(closes(scene)),
            *way_lines(scene),
        ),
    )


def consent_head(scene: Scene) -> tuple[Block, ...]:
    """Who is proposed for what, and why."""
    return (Heading(role_and_people(scene)), *because_quote(scene))


def consenting_card(scene: Scene, buttons: Buttons) -> SharedCard:
    return SharedCard(
        consent_notification(scene),
        (
            *consent_head(scene),
            Paragraph(words(ask_said(scene), bold=True)),
            buttons,
            *term_line(scene),
            *heard_blocks(scene),
            *way_lines(scene),
        ),
    )


def consent_notification(scene: Scene) -> str:
    return scene.w("notify.consenting", title=role_and_people(scene), when=deadline(scene))


def because_quote(scene: Scene) -> tuple[Block, ...]:
    """Why the facilitator proposes them, with the way to all of it."""
    because = selection_in(scene).because
    if not because:
        return ()
    name = scene.name(scene.round.facilitator)
    by = scene.w("selection.because", name=name)
    room = _WORDS - count_words(role_and_people(scene), by, ask_said(scene))
    quote = Quote(beginning(because, max(_FEWEST, room), MAX_EXCERPT), by)
    return (quote,)


def declined_blocks(scene: Scene) -> tuple[Block, ...]:
    """Who has said no or nothing, kindly."""
    selection, blocks = selection_in(scene), list[Block]()
    for one in selection.declined[-_DECLINED:]:
        said = scene.w("selection.declined", name=scene.name(one.member))
        blocks.append(Quote(shortly(one.words, 140), said) if one.words else Line(words(said)))
    for member in selection.passed_over[-_DECLINED:]:
        blocks.append(Line(words(scene.w("selection.passed_over", name=scene.name(member)))))
    return tuple(blocks)


def _head(scene: Scene) -> tuple[Block, ...]:
    return (Heading(scene.title), Line(words(byline(scene))), *_details(scene))


def _details(scene: Scene) -> tuple[Block, ...]:
    left = _WORDS - count_words(scene.title, byline(scene), ask_said(scene))
    return (Item(beginning(scene.summary, left), scene.read_all),) if scene.summary else ()


# --- at the end ---------------------------------------------------------------------------------------------


def selected_card(scene: Scene) -> SharedCard:
    head = selected_heading(scene)
    return SharedCard(
        head,
        (
            Heading(head),
            Paragraph(words(scene.w("why.role_filled"))),
            *_only_recommended(scene),
            *because_quote(scene),
            Buttons((scene.read_all, scene.more)),
            *term_line(scene),
            *_heard(scene),
        ),
    )


def selected_heading(scene: Scene) -> str:
    key = "end.recommended_people" if scene.round.settings.recommends else "end.selected"
    return scene.w(key, title=scene.title, names=people_said(scene))


def _only_recommended(scene: Scene) -> tuple[Paragraph, ...]:
    return (Paragraph(words(scene.w("result.recommended"))),) if scene.round.settings.recommends else ()


def _heard(scene: Scene) -> tuple[Line, ...]:
    result = scene.record.result
    if result is None or not result.groups:
        return ()
    return (Line(words(scene.w("result.heard_by_group", groups=groups_said(scene, result)))),)


# --- to the nominee and the facilitator ---------------------------------------------------------------------


def take_buttons(scene: Scene) -> Buttons:
    return Buttons(
        (
            scene.button("button.take_role", Verb.TAKE_ROLE),
            scene.button("button.decline_role", Verb.DECLINE_ROLE),
            scene.read_all,
        )
    )


def propose_buttons(scene: Scene) -> Buttons:
    return Buttons((scene.button("button.propose_people", Verb.PROPOSE_PEOPLE), scene.read_all))
