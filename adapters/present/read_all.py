"""Everything about a round in one place: the text, what changed, what was said, and what came of it."""

from adapters.cards import (
    Block,
    Changes,
    Divider,
    Facts,
    Form,
    Heading,
    Line,
    Listing,
    Paragraph,
    Quote,
    words,
)
from adapters.desk import Screen
from adapters.present.advice_card import decided_blocks
from adapters.present.advice_given import advice_in_a_chat, named_lines
from adapters.present.answer import about_line, offered_changes
from adapters.present.ballot_card import all_options
from adapters.present.ballot_result import count_blocks, reasons_blocks, rule_lines
from adapters.present.ballot_words import question_said
from adapters.present.changes import LABELS, changed_text, said_by, you_said
from adapters.present.moments import zone_lines
from adapters.present.nominations import nominations_in_a_chat
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.selection_words import role_blocks
from adapters.present.spoken import spoken_in_a_chat
from adapters.present.talk import question_blocks, remarks, said
from adapters.present.tested import tested_blocks
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.ballots.ballot import MEANING_LIMIT
from decisions.rounds.record import RemarkKind, RoundRecord
from decisions.rounds.round import Problem
from decisions.rounds.text import Text
from decisions.rounds.way import Way

_QUESTIONS_SHOWN = 20
_REMARKS_SHOWN = 30
_MEANINGS = 4_000
"""Characters of what all options of a ballot mean, in a chat."""


def read_all(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Without signing in anywhere."""
    scene = Scene(record, reader)
    parts = (
        _text(scene),
        changes_blocks(scene),
        problems_blocks(scene),
        questions_blocks(scene),
        remarks_blocks(scene),
        worries_blocks(scene),
        spoken_in_a_chat(scene),
        nominations_in_a_chat(scene),
        decided_blocks(scene),
        advice_in_a_chat(scene),
        count_blocks(scene),
        reasons_blocks(scene),
    )
    body: list[Block] = [about_line(scene)]
    for part in parts:
        body += [Divider(), *part] if part and len(body) > 1 else part
    return Form(
        scene.w("button.read_all"), tuple(body), scene.action(Verb.READ_ALL), close=scene.w("form.close")
    )


def text_blocks(scene: Scene, text: Text) -> list[Block]:
    """The text in full, part by part, and who wrote it."""
    if scene.round.ballot is not None:
        return asked_blocks(scene)
    if scene.round.way is Way.SELECTION:
        return role_blocks(scene)
    if not scene.proposed:
        return question_blocks_of(scene)
    by = scene.w.list(scene.name(member) for member in scene.round.authors)
    return [Heading(text.title), *text_rows(text, scene.reader), Facts(((scene.w("text.by"), by),))]


def _text(scene: Scene) -> list[Block]:
    """Of many options the meanings are shorter: a chat holds only so much. The browser has all of it."""
    ballot = scene.round.ballot
    if ballot is None:
        return text_blocks(scene, scene.round.text)
    return asked_blocks(scene, min(MEANING_LIMIT, _MEANINGS // max(1, len(ballot.options))))


def asked_blocks(scene: Scene, meaning_limit: int = MEANING_LIMIT) -> list[Block]:
    """What a ballot asks: its details, every option with what it means, how it is counted, and who asks."""
    details = [Paragraph(written(scene.summary))] if scene.summary else []
    label = Line(words(question_said(scene), bold=True))
    options = all_options(scene, meaning_limit)
    by = scene.w.list(scene.name(member) for member in scene.round.authors)
    asks = Facts(((scene.w("vote.asked_by"), by),))
    return [Heading(scene.title), *details, label, options, *zone_lines(scene), *rule_lines(scene), asks]


def question_blocks_of(scene: Scene) -> list[Block]:
    """What a question round or an advice process is about, and who asks or decides."""
    details = [Paragraph(written(scene.summary))] if scene.summary else []
    if scene.round.way is Way.ADVICE:
        fact = Facts(((scene.w("advice.decides"), scene.name(scene.round.proposer)),))
        return [Heading(scene.title), *details, fact, *named_lines(scene)]
    by = scene.w.list(scene.name(member) for member in scene.round.authors)
    return [Heading(scene.title), *details, Facts(((scene.w("vote.asked_by"), by),))]


def text_rows(text: Text, reader: Reader) -> list[Block]:
    """The parts of a text that are there, below their names."""
    w = reader.copy
    blocks: list[Block] = []
    for name in ("plainly", "proposal", "outcome", "measure", "affects"):
        value = getattr(text, name)
        if value:
            blocks += [Line(words(w(LABELS[name]), bold=True)), Paragraph(written(value))]
    if text.review_on is not None:
        blocks.append(Facts(((w("text.review_on"), reader.day(text.review_on)),)))
    return blocks


def changes_blocks(scene: Scene) -> list[Block]:
    """What changed since the version before, and whose words that answers; then what is offered as the
    next. (What is proposed in a selection are people.)"""
    blocks: list[Block] = []
    if scene.round.way is Way.SELECTION:
        return []
    changed = changed_text(scene, scene.round.version - 1)
    if changed:
        head = scene.w("read.changed_since", version=scene.round.version - 1)
        blocks += [Heading(head), Changes(changed), *you_said(scene)]
    offered = offered_changes(scene)
    if offered:
        blocks += [Heading(scene.w("read.offered")), *offered]
        blocks += [said_by(scene, because) for because in scene.round.next_because[:20]]
    return blocks


def problems_blocks(scene: Scene) -> list[Block]:
    if not scene.round.problems:
        return []
    blocks: list[Block] = [Heading(scene.w("read.problems"))]
    for problem in scene.round.problems:
        blocks += problem_blocks(scene, problem)
    return blocks


def problem_blocks(scene: Scene, problem: Problem) -> list[Block]:
    """A problem in its raiser's words, and where it stands."""
    blocks: list[Block] = [Quote(written(problem.harm), scene.w("card.sees", who=scene.raised_by(problem)))]
    if problem.fix:
        blocks.append(Quote(written(problem.fix), scene.w("more.would_help")))
    version = problem.fixed_in or scene.round.version
    state = scene.w(scene.of_people(f"problem.{problem.status}"), version=version)
    blocks.append(Line(words(state)))
    if problem.unconfirmed:
        blocks.append(Line(words(scene.w("problem.unconfirmed"))))
    if problem.me_too:
        blocks.append(Line(words(scene.w.n("problem.me_too", len(problem.me_too)))))
    return [*blocks, *tested_blocks(scene, problem)]


def questions_blocks(scene: Scene) -> list[Block]:
    found = remarks(scene, RemarkKind.QUESTION)[-_QUESTIONS_SHOWN:]
    if not found:
        return []
    return [
        Heading(scene.w("read.questions")),
        *(block for each in found for block in question_blocks(scene, each)),
    ]


def remarks_blocks(scene: Scene) -> list[Block]:
    """Reactions, ideas for a fix, late words and, for those who may see them, questions about a problem."""
    blocks: list[Block] = []
    for kind, key in _KINDS.items():
        found = remarks(scene, kind)[-_REMARKS_SHOWN:]
        if found:
            blocks += [Heading(scene.w(key)), Listing(tuple(said(scene, each) for each in found))]
    return blocks


_KINDS = {
    RemarkKind.REACTION: "read.reactions",
    RemarkKind.SUGGESTION: "read.suggestions",
    RemarkKind.ABOUT_PROBLEM: "read.about_problem",
    RemarkKind.LATE_WORDS: "read.late_words",
}


def worries_blocks(scene: Scene) -> list[Block]:
    """What is kept for the review; of people who were chosen, beside it."""
    criteria = scene.round.criteria
    if not criteria:
        return []
    quotes = (Quote(written(c.words), scene.who(c.by, named=c.named)) for c in criteria)
    return [Heading(scene.w(scene.of_people("result.for_the_review"))), *quotes]
