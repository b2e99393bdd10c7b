"""A round's card in its places: the same for everyone, one state a stage, in the places' language and zone.

The table of stages, questions and buttons is that of the design; the ends of a round are in ``result.py``.
"""

from collections.abc import Callable, Mapping
from typing import Final

from adapters.cards import (
    MAX_EXCERPT,
    MAX_TITLE,
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Line,
    Paragraph,
    Quote,
    SharedCard,
    Size,
    Words,
    words,
)
from adapters.present.advice_card import (
    advice_notification,
    advise_buttons,
    advising_card,
    deciding_card,
)
from adapters.present.ballot_card import (
    vote_buttons,
    vote_notification,
    voting_card,
    voting_card_of_one_heard,
)
from adapters.present.excerpts import beginning, paragraphs
from adapters.present.heard import closes, deadline, heard_blocks, missing_voices, tally_blocks
from adapters.present.mou_round import about_said
from adapters.present.question_card import (
    listening_card,
    listening_card_of_one_heard,
    question_notification,
    say_buttons,
)
from adapters.present.reader import Reader
from adapters.present.result import folded_card, result_card, tally_said
from adapters.present.scene import Scene, count_words, cut
from adapters.present.selection_card import (
    accepting_card,
    consent_notification,
    consenting_card,
    naming_buttons,
    naming_card,
    naming_card_of_one_heard,
    naming_notification,
    proposing_card,
)
from adapters.present.selection_words import ask_said, role_and_people
from adapters.present.small_print import byline, way_lines
from adapters.present.verbs import Verb
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import DECIDING, NAMING, Problem, Stage
from decisions.rounds.way import Way

MAX_WORDS: Final = 75
"""Before the buttons."""
_PROBLEMS_SHOWN: Final = 3


def round_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """The round's card in full, whatever its stage."""
    scene = Scene(record, reader)
    present = _STAGES.get(scene.round.stage)
    return present(scene) if present else result_card(record, reader)


def card_of_one_heard(record: RoundRecord, reader: Reader) -> SharedCard:
    """The round's card beside what somebody has said: without the question, and with the tally alone below. The rest is in the
    confirmation, or no longer theirs to wait for; together they would be two screens of a phone."""
    scene = Scene(record, reader)
    if scene.round.stage in _OF_ONE_HEARD:
        return _OF_ONE_HEARD[scene.round.stage](scene)
    whole, tally = round_card(record, reader), tally_blocks(scene)
    row = next(at for at, block in enumerate(whole.blocks) if isinstance(block, Buttons))
    return SharedCard(whole.notification, (*whole.blocks[: row - 1], whole.blocks[row], *tally))


def ask_again_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """Posted when a new version asks everyone again; folded once the round goes on."""
    scene = Scene(record, reader)
    if scene.round.stage is not Stage.CONSENTING:
        return folded_card(record, reader)
    if scene.round.way is Way.SELECTION:
        return _small(scene, scene.w.rich("card.again_selection", title=role_and_people(scene)))
    return _small(scene, scene.w.rich("card.again", title=scene.title, version=scene.round.version))


def bump_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """Posted on the last day, when the card has scrolled away; folded once the asking is over."""
    scene = Scene(record, reader)
    if scene.round.stage not in DECIDING:
        return folded_card(record, reader)
    tally = scene.round.tally
    left = max(0, tally.asked - tally.heard)
    short = missing_voices(scene)
    said = scene.w.n("card.bump_left", left) if left else scene.w("card.bump_all")
    needed = scene.w("card.bump_needed", groups=short) if short else ""
    lead = scene.w.rich("card.bump", title=scene.title)
    return _small(scene, Words((*lead.spans, *words(" ".join(filter(None, (said, needed)))).spans)))


def answer_buttons(scene: Scene) -> Buttons:
    """The three answers, equal, and *More…*; where it is no proposal, its own."""
    if scene.round.ballot is not None:
        return vote_buttons(scene)
    if scene.round.way is Way.QUESTION:
        return say_buttons(scene)
    if scene.round.way is Way.ADVICE:
        return advise_buttons(scene)
    if scene.round.stage in NAMING:
        return naming_buttons(scene)
    return Buttons(
        (
            scene.button("button.consent", Verb.CONSENT),
            scene.button("button.concern", Verb.CONCERN),
            scene.button("button.objection", Verb.OBJECTION),
            scene.more,
        )
    )


def explore_buttons(scene: Scene) -> Buttons:
    return Buttons(
        (
            scene.button("button.ask_question", Verb.ASK_QUESTION),
            scene.button("button.react", Verb.REACT),
            scene.button("button.nothing_to_add", Verb.NOTHING_TO_ADD),
            scene.more,
        )
    )


# --- a stage each -------------------------------------------------------------------------------------------


def _exploring(scene: Scene) -> SharedCard:
    note = scene.w("notify.exploring", title=scene.title, when=deadline(scene))
    return _card(
        scene, note, "card.exploring", scene.w("ask.exploring"), explore_buttons(scene), heard_blocks(scene)
    )


def _amending(scene: Scene) -> SharedCard:
    note = scene.w("notify.amending", title=scene.title, name=scene.name(scene.round.proposer))
    key = "ask.amending_open" if scene.round.carry_on_since else "ask.amending"
    question = scene.w(key, name=scene.name(scene.round.proposer))
    buttons = Buttons((scene.read_all, scene.more))
    return _card(scene, note, "card.amending", question, buttons, (Line(closes(scene)),))


def _consenting(scene: Scene) -> SharedCard:
    if scene.round.way is Way.SELECTION:
        return consenting_card(scene, answer_buttons(scene))
    again = scene.round.version > 1
    note = deciding_notification(scene)
    question = scene.w("ask.consenting_again") if again else scene.w("ask.consenting")
    talk = Line(words(scene.w("card.talk_is_talk")))
    blocks = (*heard_blocks(scene), talk)
    return _card(scene, note, "card.consenting", question, answer_buttons(scene), blocks)


def _testing(scene: Scene) -> SharedCard:
    problem = _tested(scene)
    note = scene.w("notify.testing", title=scene.title, when=deadline(scene))
    test = scene.round.test
    buttons = Buttons(
        (
            scene.button("button.fix_first", Verb.FIX_FIRST, part=problem.id),
            scene.button("button.try_anyway", Verb.TRY_ANYWAY, part=problem.id),
            scene.more,
        )
        if problem
        else (scene.more,)
    )
    heard = (
        scene.w("card.test_heard", heard=test.fix_first + test.try_anyway, asked=test.asked) if test else ""
    )
    after = (Line(words(heard)), Line(scene.w.rich("card.test_rule", when=deadline(scene))))
    shown = (problem,) if problem else ()
    return _problem_card(scene, note, "card.testing", scene.w("ask.testing"), shown, buttons, after)


def _integrating(scene: Scene) -> SharedCard:
    round = scene.round
    note = scene.w("notify.integrating", title=scene.title, when=deadline(scene))
    buttons = Buttons((scene.button("button.suggest_fix", Verb.SUGGEST_FIX), scene.read_all, scene.more))
    after: list[Block] = []
    if round.next_text is not None:
        after.append(Line(words(scene.w("card.text_offered"))))
    elif round.test_window is not None and round.test_window > scene.reader.now:
        after.append(Line(words(scene.w("card.test_window", when=scene.reader.at(round.test_window)))))
    after.append(Line(closes(scene)))
    return _problem_card(
        scene,
        note,
        "card.integrating",
        ask_said(scene) if round.way is Way.SELECTION else scene.w("ask.integrating"),
        round.open_problems,
        buttons,
        tuple(after),
    )


_STAGES: Final[Mapping[Stage, Callable[[Scene], SharedCard]]] = {
    Stage.EXPLORING: _exploring,
    Stage.AMENDING: _amending,
    Stage.CONSENTING: _consenting,
    Stage.NOMINATING: naming_card,
    Stage.CHANGING: naming_card,
    Stage.PROPOSING: proposing_card,
    Stage.ACCEPTING: accepting_card,
    Stage.VOTING: voting_card,
    Stage.LISTENING: listening_card,
    Stage.ADVISING: advising_card,
    Stage.DECIDING: deciding_card,
    Stage.TESTING: _testing,
    Stage.INTEGRATING: _integrating,
}
_OF_ONE_HEARD: Final[Mapping[Stage, Callable[[Scene], SharedCard]]] = {
    Stage.VOTING: voting_card_of_one_heard,
    Stage.LISTENING: listening_card_of_one_heard,
    Stage.NOMINATING: naming_card_of_one_heard,
    Stage.CHANGING: naming_card_of_one_heard,
}


# --- the parts ----------------------------------------------------------------------------------------------


def text_said(scene: Scene, room: int) -> tuple[Block, ...]:
    """The beginning of what is asked about, in ``room`` words at most, with the way to all of it. A memorandum keeps its lines,
    after what it is for."""
    if scene.round.mou is None:
        return (Item(beginning(scene.summary, room), scene.read_all),)
    said = f"{scene.round.text.outcome}\n\n{scene.round.text.proposal}"
    *first, last = paragraphs(said, room, 2 * MAX_EXCERPT)
    if len(last.plain) > MAX_EXCERPT:
        last = beginning(last.plain, room)
    return (*(Paragraph(part) for part in first), Item(last, scene.read_all))


def _card(
    scene: Scene, note: str, heading: str, question: str, buttons: Buttons, after: tuple[Block, ...]
) -> SharedCard:
    head = scene.w(heading, title=scene.title)
    by = byline(scene)
    if scene.round.mou is not None:
        by = f"{about_said(scene)} · {by}"
    changed = what_changed(scene)
    left = MAX_WORDS - count_words(head, by, question, changed)
    body = text_said(scene, left)
    extra = (Line(words(changed)),) if changed else ()
    row = _without(buttons, Verb.READ_ALL)
    question_row = (Paragraph(words(question, bold=True)), row)
    blocks = (Heading(head), Line(words(by)), *body, *extra, *question_row, *after, *way_lines(scene))
    return SharedCard(note, blocks)


def _problem_card(
    scene: Scene,
    note: str,
    heading: str,
    question: str,
    problems: tuple[Problem, ...],
    buttons: Buttons,
    after: tuple[Block, ...],
) -> SharedCard:
    head = scene.w(heading, title=scene.title)
    if scene.round.way is Way.SELECTION:
        head = scene.w(heading, title=cut(role_and_people(scene), MAX_TITLE))
    said = said_in_round(scene)
    shown = problems[:_PROBLEMS_SHOWN]
    room = MAX_WORDS - count_words(head, said, question) - 8 * len(shown) - 6
    each = max(6, room // max(1, len(shown)))
    quotes = tuple(
        Quote(
            beginning(problem.harm, each, 280 // len(shown)),
            scene.w("card.sees", who=scene.raised_by(problem)),
        )
        for problem in shown
    )
    hidden = len(problems) - len(shown)
    rest = (Line(words(scene.w.n("card.more_problems", hidden))),) if hidden else ()
    blocks = (
        Heading(head),
        Line(words(said)),
        *quotes,
        *rest,
        Paragraph(words(question, bold=True)),
        buttons,
    )
    return SharedCard(note, (*blocks, *after, *way_lines(scene)))


def _small(scene: Scene, lead: Words) -> SharedCard:
    """What, by when, buttons, a link to the card."""
    note = deciding_notification(scene)
    see = scene.w.rich("card.by_and_see", when=deadline(scene), link=scene.card_link)
    return SharedCard(note, (Paragraph(lead), Line(see), answer_buttons(scene)), Size.SMALL)


def deciding_notification(scene: Scene) -> str:
    """What a phone shows while answers are asked for."""
    if scene.round.ballot is not None:
        return vote_notification(scene)
    if scene.round.way is Way.QUESTION:
        return question_notification(scene)
    if scene.round.way is Way.ADVICE:
        return advice_notification(scene)
    if scene.round.way is Way.SELECTION:
        return consent_notification(scene) if scene.asks_consent else naming_notification(scene)
    return scene.w("notify.consenting", title=scene.title, when=deadline(scene))


def what_changed(scene: Scene) -> str:
    """How many of people's words the present version answers; empty for the first."""
    if scene.round.version < 2:
        return ""
    newest = next((v for v in scene.record.versions if v.version == scene.round.version), None)
    return scene.w.n("card.answers_words", len(newest.because)) if newest and newest.because else ""


def said_in_round(scene: Scene) -> str:
    """What was said when the last pass was unsealed, in numbers."""
    result = scene.record.result
    if result is None:
        return scene.w("card.version_only", version=scene.round.version)
    return scene.w("card.version_and_tally", version=scene.round.version, tally=tally_said(scene, result))


def _tested(scene: Scene) -> Problem | None:
    test = scene.round.test
    return scene.round.problem(test.problem) if test else None


def _without(buttons: Buttons, verb: Verb) -> Buttons:
    kept: tuple[Button, ...] = tuple(each for each in buttons.buttons if each.action.verb != verb)
    return Buttons(kept)
