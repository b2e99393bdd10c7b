"""A round's page in the browser: what is asked first, then everything about it in reading order."""

from typing import Final

from adapters.cards import (
    Action,
    Bar,
    Block,
    Buttons,
    Changes,
    Heading,
    Item,
    Line,
    Page,
    Paragraph,
    Section,
    Span,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present import selection_words
from adapters.present.add_option import may_add
from adapters.present.advice_card import ask_said, decided_blocks
from adapters.present.advice_given import advice_blocks
from adapters.present.asks import again_buttons, is_asked_again, was_ok, worry_stays
from adapters.present.ballot_result import ballot_result_blocks, reasons_blocks, step_blocks
from adapters.present.calendar import calendar_button
from adapters.present.calls import calls_wanted
from adapters.present.changes import changed_text, you_said
from adapters.present.coach import next_steps
from adapters.present.electorate import asked_of_lines, guest_lines
from adapters.present.heard import closes, groups_said
from adapters.present.moments import zone_lines
from adapters.present.more import (
    facilitator_part,
    my_part,
    others_part,
    proposer_part,
    standing_rows,
    waits_for_proposer,
)
from adapters.present.mou_round import memorandum_row, news_blocks
from adapters.present.nominations import nominations_blocks
from adapters.present.often import asked_often
from adapters.present.outcome import tell_outcome_row
from adapters.present.problem_part import problem_rows
from adapters.present.question_card import answered_blocks
from adapters.present.read_all import (
    changes_blocks,
    problems_blocks,
    questions_blocks,
    remarks_blocks,
    text_blocks,
    worries_blocks,
)
from adapters.present.reader import Reader
from adapters.present.recounting import ANCHOR, recount_blocks
from adapters.present.reopening import reopen_part
from adapters.present.result import result_card, stage_now, turnout
from adapters.present.round_card import explore_buttons
from adapters.present.scene import Scene
from adapters.present.selection_card import consent_head, declined_blocks
from adapters.present.small_print import byline, reopened_lines, way_lines
from adapters.present.spoken import spoken_blocks
from adapters.present.standing_in import for_others_too
from adapters.present.verbs import Verb
from decisions.rounds.notices import waits_for_a_yes_of
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import COUNTED, FINAL, NAMING, Stage
from decisions.rounds.settings import Form
from decisions.rounds.way import Way

_FULL: Final = (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING)
_ASKS: Final = {
    Stage.EXPLORING: "ask.exploring",
    Stage.AMENDING: "ask.amending",
    Stage.CONSENTING: "ask.consenting",
    Stage.TESTING: "ask.testing",
    Stage.INTEGRATING: "ask.integrating",
}


_OPENS: Final = {
    Way.CONSENT: "button.open_the_round",
    Way.BALLOT: "button.open_the_vote",
    Way.QUESTION: "button.ask_everyone",
    Way.ADVICE: "button.ask_for_advice",
    Way.SELECTION: "button.ask_nominations",
}


def round(record: RoundRecord, reader: Reader, screen: Screen) -> Page:
    scene = Scene(record, reader)
    w = scene.w
    sections = [
        Section("", tuple(_top(scene))),
        *_role(scene),
        _section(w("vote.the_count"), list(step_blocks(scene, record.counted)), "count"),
        _section(w("vote.reasons"), reasons_blocks(scene), "reasons"),
        _section(w("words.said"), spoken_blocks(scene), "words"),
        _section(w("advice.given"), advice_blocks(scene), "advice"),
        _section(w("selection.told"), nominations_blocks(scene), "nominations"),
        _section(_text_heading(scene), text_blocks(scene, scene.round.text)[1:], "text"),
        _section(w("mou_round.new"), news_blocks(scene), "new"),
        _section(w("read.changes"), changes_blocks(scene), "changes"),
        _section(w("read.problems"), problems_blocks(scene), "problems"),
        _section(w("read.questions"), questions_blocks(scene), "questions"),
        _section(w("read.said"), remarks_blocks(scene), "said"),
        _section(w(scene.of_people("agreement.for_the_review")), worries_blocks(scene)[1:], "worries"),
        _section(w("page.heard"), _heard(scene), "heard"),
        _section(w("recount.heading"), recount_blocks(scene), ANCHOR),
        _section(w("page.path"), [_timeline(scene)] if scene.proposed else [], "path"),
        Section("", tuple(_often(scene))),
    ]
    home = (w("home.crumb"), Action(Verb.HOME))
    room = (record.circle.name, Action(Verb.OPEN_CIRCLE, str(record.circle.id)))
    crumbs = (home,) if record.seat.guest else (home, room)
    kept = tuple(section for section in sections if section.blocks)
    return Page(scene.title, kept, live=(f"round:{scene.round.id}",), crumbs=crumbs)


def _section(heading: str, blocks: list[Block], anchor: str, *, folded: bool = False) -> Section:
    """Blocks that begin with the same heading do not say it twice."""
    own = blocks[1:] if blocks and blocks[0] == Heading(heading) else blocks
    return Section(heading, tuple(own), folded=folded, anchor=anchor)


def _top(scene: Scene) -> list[Block]:
    """What goes on and what is asked of the reader, before anything else."""
    round = scene.round
    if round.ballot is not None and round.stage in COUNTED:
        told = (*_to_calendar(scene), *tell_outcome_row(scene))
        counted = [*ballot_result_blocks(scene), *told, *turnout(scene)]
        return [*counted, *_again(scene)]
    if round.stage is Stage.ANSWERED:
        return [*answered_blocks(scene), *_again(scene)]
    if round.decision is not None:
        return [*decided_blocks(scene), *standing_rows(scene)]
    if round.stage in FINAL:
        kept = result_card(scene.record, scene.reader).blocks
        own = [block for block in kept if not isinstance(block, Buttons)]
        return [*own, *memorandum_row(scene), *tell_outcome_row(scene), *_again(scene), *standing_rows(scene)]
    if round.stage is Stage.DRAFT:
        return [Line(words(stage_now(round, scene))), *_draft(scene)]
    said = (*reopened_lines(scene), *asked_of_lines(scene))
    blocks: list[Block] = [Line(words(byline(scene))), *said, *way_lines(scene), *calls_wanted(scene)]
    blocks = [*memorandum_row(scene), *blocks]
    blocks += _question(scene)
    if round.stage is Stage.CONSENTING and is_asked_again(scene) and not scene.record.seat.heard:
        blocks += _changed_since(scene)
        if was_ok(scene):
            return [*blocks, *worry_stays(scene), again_buttons(scene), Line(closes(scene))]
    blocks += [*my_part(scene), *for_others_too(scene), *may_add(scene)]
    if round.stage is Stage.EXPLORING and not blocks:
        blocks.append(explore_buttons(scene))
    if round.stage in (Stage.TESTING, Stage.INTEGRATING):
        for problem in round.open_problems:
            blocks += problem_rows(scene, problem)
        if round.stage is Stage.INTEGRATING:
            blocks.append(Buttons((scene.button("button.suggest_fix", Verb.SUGGEST_FIX),)))
    return [*blocks, Line(closes(scene)), *standing_rows(scene)]


def _to_calendar(scene: Scene) -> list[Block]:
    found = calendar_button(scene)
    return [*zone_lines(scene), Buttons(found)] if found else []


def _again(scene: Scene) -> list[Block]:
    """For members, where it ended without what it was for."""
    reached = scene.round.stage in (
        Stage.AGREED,
        Stage.DECIDED,
        Stage.ANSWERED,
        Stage.SELECTED,
        Stage.DISCARDED,
    )
    if reached or scene.round.mou is not None:
        return []
    return [] if not scene.record.seat.in_circle else [Buttons((scene.again,))]


def _draft(scene: Scene) -> list[Block]:
    if not scene.proposes:
        return []
    opens = _OPENS[scene.round.way]
    return [
        Buttons(
            (
                scene.button(opens, Verb.PREVIEW),
                scene.button("button.edit", Verb.EDIT_DRAFT),
                scene.button("button.discard", Verb.DISCARD),
            )
        )
    ]


def _text_heading(scene: Scene) -> str:
    if scene.round.way is Way.SELECTION:
        return scene.w("selection.role")
    return scene.w("read.text" if scene.proposed else "vote.asked")


def _question(scene: Scene) -> list[Block]:
    if scene.round.way is Way.ADVICE:
        return [Paragraph(words(ask_said(scene), bold=True))]
    if scene.round.way is Way.SELECTION:
        return _of_selection(scene)
    if not scene.proposed:
        return []
    key = _ASKS[scene.round.stage]
    return [Paragraph(words(scene.w(key, name=scene.name(scene.round.proposer)), bold=True))]


def _of_selection(scene: Scene) -> list[Block]:
    """Who is proposed and why, or who has declined; and what is asked, or goes on. (In *my part* it stands with the buttons.)"""
    if scene.round.stage in NAMING:
        return []
    if scene.round.stage is Stage.PROPOSING:
        return [*declined_blocks(scene), _bold(selection_words.ask_said(scene))]
    if scene.me is not None and waits_for_a_yes_of(scene.round, scene.me):
        return [*consent_head(scene)]
    return [*consent_head(scene), _bold(selection_words.ask_said(scene))]


def _bold(text: str) -> Paragraph:
    return Paragraph(words(text, bold=True))


def _changed_since(scene: Scene) -> list[Block]:
    """What the reader said of an earlier version, and what has changed since."""
    earlier, before = scene.record.earlier, scene.record.earlier_version
    if earlier is None or before is None:
        return []
    said = Paragraph(words(scene.w(f"ask.you_said_{earlier.kind}", version=before)))
    changed = changed_text(scene, before)
    return [said, *((Changes(changed),) if changed else ()), *you_said(scene)]


def _role(scene: Scene) -> list[Section]:
    """What a facilitator, a proposer or anybody who could help finds here; the coach speaks first."""
    parts = [
        *proposer_part(scene),
        *facilitator_part(scene),
        *reopen_part(scene),
        *others_part(scene),
    ]
    if not parts:
        return []
    waits = scene.facilitates and next_steps(scene.round, scene.reader)
    folded = not (waits or waits_for_proposer(scene))
    return [Section(scene.w("page.your_part"), tuple(parts), folded=folded, anchor="part")]


def _heard(scene: Scene) -> list[Block]:
    """Once it is over, its result says so."""
    tally = scene.round.tally
    if not tally.asked or scene.round.is_over or scene.round.stage is Stage.PROPOSING:
        return []
    bar = Bar(scene.w("heard.bar", heard=tally.heard, asked=tally.asked), tally.heard, tally.asked)
    return [bar, Line(words(groups_said(scene, tally))), *guest_lines(scene)]


def _often(scene: Scene) -> list[Block]:
    """A draft's preview offers it."""
    return [] if scene.round.stage is Stage.DRAFT else asked_often(scene)


def _timeline(scene: Scene) -> Block:
    """The stages in order; where we are in bold."""
    round = scene.round
    stages = list(_FULL if round.settings.form is Form.FULL else _FULL[2:])
    if round.stage in (Stage.TESTING, Stage.INTEGRATING) or round.problems:
        stages.append(Stage.INTEGRATING)
    at = Stage.INTEGRATING if round.stage is Stage.TESTING else round.stage
    spans: list[Span] = []
    for stage in stages:
        spans += [Span(scene.w(f"step.{stage}"), bold=stage is at), Span(" → ")]
    end = scene.w(f"step.{round.stage}") if round.is_over else scene.w("step.agreed")
    spans.append(Span(end, bold=round.is_over))
    return Item(Words(tuple(spans)))
