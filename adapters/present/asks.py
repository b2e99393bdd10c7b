"""What one person is asked in a direct message: a wave at a time, and asks that are due together in one."""

from collections.abc import Sequence
from typing import Final

from adapters.cards import (
    Block,
    Buttons,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Size,
    words,
)
from adapters.present import advice_card, ballot_card, question_card, selection_card
from adapters.present.changes import short_changes, you_said
from adapters.present.heard import closes, deadline
from adapters.present.reader import Reader
from adapters.present.result import folded_ask
from adapters.present.round_card import answer_buttons, deciding_notification, explore_buttons, text_said
from adapters.present.scene import Scene
from adapters.present.selection_words import ask_said
from adapters.present.standing_in import for_others_too, was_answered_for
from adapters.present.verbs import Verb
from decisions.rounds.answers import Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import ASKING, NAMING, Stage
from decisions.rounds.way import Way

_WORDS: Final = 45


_STAGES: Final = {
    WaveKind.EXPLORE: frozenset({Stage.EXPLORING}),
    WaveKind.NOMINATE: frozenset({Stage.NOMINATING}),
    WaveKind.RECONSIDER: frozenset({Stage.CHANGING}),
    WaveKind.ANSWER: ASKING - {Stage.EXPLORING},
    WaveKind.LAST_CALL: ASKING - {Stage.EXPLORING},
}


def ask_card(record: RoundRecord, reader: Reader, wave: WaveKind, *, explain: bool = False) -> PersonalCard:
    """The ask. Folded to one line when the stage is no longer this wave's, or the reader has been heard.

    ``explain``: one of the person's first two asks, so each of the three answers gets a line."""
    scene = Scene(record, reader)
    if scene.round.stage not in _STAGES[wave]:
        return folded_ask(record, reader)
    if record.seat.heard:
        said = {"title": scene.title, "link": scene.card_link}
        by_another = scene.w.rich("ask.answered_for", **said) if was_answered_for(scene) else None
        line = by_another or scene.w.rich("ask.already_heard", **said)
        return PersonalCard(line.plain, (Line(line),), Size.LINE)
    return PersonalCard(_notification(scene, wave), _blocks(scene, wave, explain=explain))


def several_asks(asks: Sequence[tuple[RoundRecord, WaveKind]], reader: Reader) -> PersonalCard:
    """Asks that are due together, as one message."""
    if len(asks) == 1:
        return ask_card(*asks[0][:1], reader, asks[0][1])
    w = reader.copy
    head = w.n("ask.several", len(asks))
    blocks: list[Block] = [Heading(head)]
    for record, wave in asks:
        scene = Scene(record, reader)
        row = w.rich(f"ask.row_{wave}", title=scene.title, when=deadline(scene), circle=record.circle.name)
        blocks += [Item(row, scene.button("button.answer_now", answer_verb(scene), spoken=row.plain))]
    return PersonalCard(f"{head} {w.list(Scene(record, reader).title for record, _ in asks)}", tuple(blocks))


def answer_verb(scene: Scene) -> Verb:
    """What to open for somebody who wants to answer now."""
    return Verb.MORE if scene.round.stage not in _STAGES[WaveKind.ANSWER] else scene.answering


def is_asked_again(scene: Scene) -> bool:
    """Whether the reader answered an earlier version, and is asked about a newer one. Of other people they are asked anew."""
    before = scene.record.earlier_version
    if scene.round.way is Way.SELECTION:
        return False
    return scene.record.earlier is not None and before is not None and before < scene.round.version


def was_ok(scene: Scene) -> bool:
    """Whether the reader is asked again who was OK with an earlier version, with a worry or without: only they can say that
    it still is (docs/decisions/0028)."""
    earlier = scene.record.earlier
    return is_asked_again(scene) and earlier is not None and earlier.kind in (Kind.CONSENT, Kind.CONCERN)


def worry_stays(scene: Scene) -> tuple[Line, ...]:
    """Said to whoever had a worry about an earlier version, when it is kept for the review."""
    kept = any(worry.by == scene.me for worry in scene.round.criteria)
    return (Line(words(scene.w("ask.worry_stays"))),) if kept and was_ok(scene) else ()


# --- the parts ----------------------------------------------------------------------------------------------


def _notification(scene: Scene, wave: WaveKind) -> str:
    if wave is not WaveKind.EXPLORE:
        return deciding_notification(scene)
    return scene.w("notify.exploring", title=scene.title, when=deadline(scene))


def _blocks(scene: Scene, wave: WaveKind, *, explain: bool) -> tuple[Block, ...]:
    lead = Line(words(scene.w(f"ask.lead_{wave}", circle=scene.record.circle.name)))
    if wave is WaveKind.EXPLORE:
        head = Heading(scene.w("card.exploring", title=scene.title))
        question = Paragraph(words(scene.w("ask.exploring"), bold=True))
        return (head, lead, *text_said(scene, _WORDS), question, explore_buttons(scene), Line(closes(scene)))
    if scene.round.ballot is not None:
        return (*ballot_card.ask_blocks(scene, lead, explain=explain), *for_others_too(scene))
    if scene.round.way is Way.QUESTION:
        return question_card.ask_blocks(scene, lead)
    if scene.round.way is Way.ADVICE:
        return advice_card.ask_blocks(scene, lead)
    if scene.round.way is Way.SELECTION:
        return _of_selection(scene, lead, explain=explain)
    head = Heading(scene.w("card.consenting", title=scene.title))
    if is_asked_again(scene):
        return (head, lead, *_again(scene), Line(closes(scene)))
    explained = (explain_answers(scene),) if explain else ()
    question = Paragraph(words(scene.w("ask.consenting"), bold=True))
    return (
        head,
        lead,
        *text_said(scene, _WORDS),
        question,
        *explained,
        answer_buttons(scene),
        Line(closes(scene)),
    )


def _of_selection(scene: Scene, lead: Line, *, explain: bool) -> tuple[Block, ...]:
    """Whom to nominate; once somebody is proposed, the three answers."""
    if scene.round.stage in NAMING:
        return selection_card.naming_ask_blocks(scene, lead)
    heading, *head = selection_card.consent_head(scene)
    explained = (explain_answers(scene),) if explain else ()
    question = Paragraph(words(ask_said(scene), bold=True))
    return (heading, lead, *head, question, *explained, answer_buttons(scene), Line(closes(scene)))


def _again(scene: Scene) -> tuple[Block, ...]:
    """ "You were OK with version 1. This changed: …", with *Still OK* first; who was not is asked with all three answers."""
    earlier, before = scene.record.earlier, scene.record.earlier_version
    assert earlier is not None and before is not None  # noqa: S101, PT018  (is_asked_again has looked)
    said = Paragraph(words(scene.w(f"ask.you_said_{earlier.kind}", version=before)))
    buttons = again_buttons(scene) if was_ok(scene) else answer_buttons(scene)
    changed = (*short_changes(scene, before), *you_said(scene, limit=1, length=120))
    return (said, *changed, *worry_stays(scene), buttons)


def again_buttons(scene: Scene) -> Buttons:
    return Buttons(
        (
            scene.button("button.still_ok", Verb.STILL_OK),
            scene.button("button.not_any_more", Verb.ANSWER),
            scene.read_all,
            scene.more,
        )
    )


def explain_answers(scene: Scene) -> Listing:
    """The three answers in a line each."""
    keys = ("explain.consent", scene.of_people("explain.concern"), "explain.objection")
    return Listing(tuple(scene.w.rich(key) for key in keys))
