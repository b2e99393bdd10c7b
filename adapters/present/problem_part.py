"""A problem on the round's page and in *More…*: with what its raiser is asked, and what everybody else can do about it."""

from typing import Final

from adapters.cards import Block, Buttons, Item, Line, Paragraph, Quote, words
from adapters.present.answer import offered_changes
from adapters.present.changes import said_by
from adapters.present.excerpts import shortly
from adapters.present.notices import fixed_buttons
from adapters.present.problem import problem_quote
from adapters.present.scene import Scene
from adapters.present.talk import remarks
from adapters.present.tested import tested_blocks
from adapters.present.verbs import Verb
from decisions.rounds.consent.testing import ASKERS
from decisions.rounds.record import RemarkKind
from decisions.rounds.round import Problem, Stage

_QUESTIONS_SHOWN: Final = 5


def problem_rows(scene: Scene, problem: Problem) -> list[Block]:
    """A problem that is open, with what the reader can do about it."""
    rows: list[Block] = [problem_quote(scene, problem)]
    if problem.fix:
        rows.append(Quote(shortly(problem.fix, 400), scene.w("more.would_help")))
    if problem.not_yet:
        rows.append(Quote(shortly(problem.not_yet, 400), scene.w("problem.missing")))
    rows += tested_blocks(scene, problem)
    if problem in scene.my_problems:
        return [*rows, *_asked_in_private(scene, problem), *_raisers_own(scene, problem)]
    seat = scene.record.seat
    if problem.raiser is None and seat.group == problem.group and scene.me not in scene.round.concerned:
        rows.append(
            _row(scene, problem, "more.take_over", "button.take_over_problem", Verb.TAKE_OVER_PROBLEM)
        )
    if scene.me not in problem.me_too and seat.in_circle:
        rows.append(_row(scene, problem, "more.me_too", "button.me_too", Verb.ME_TOO))
    rows.append(_row(scene, problem, "more.about_problem", "button.ask_about", Verb.ABOUT_PROBLEM))
    if _may_ask_for_test(scene, problem):
        text = "more.ask_for_test_now" if _would_begin(scene, problem) else "more.ask_for_test"
        rows.append(_row(scene, problem, text, "button.ask_for_test", Verb.ASK_FOR_TEST))
    return rows


# --- for whoever raised it ------------------------------------------------------------------------------------


def _asked_in_private(scene: Scene, problem: Problem) -> list[Block]:
    """What others would like to understand: theirs to read, and to answer or not."""
    asked = [each for each in remarks(scene, RemarkKind.ABOUT_PROBLEM) if each.about == problem.id]
    if not asked:
        return []
    quotes = (
        Quote(shortly(each.text, 400), scene.w("problem.asks_you", who=scene.who(each.by)))
        for each in asked[-_QUESTIONS_SHOWN:]
    )
    return [*quotes, Line(words(scene.w("problem.how_to_answer")))]


def _raisers_own(scene: Scene, problem: Problem) -> list[Block]:
    """*Is it fixed for you?* is asked of a text: before there is one, they can only say what is missing, or let it go."""
    keep = scene.button("button.keep_as_worry", Verb.KEEP_AS_WORRY, part=problem.id)
    if scene.round.stage is not Stage.INTEGRATING or not scene.proposed:
        return [Buttons((keep,))]
    if scene.round.next_text is not None:
        return _is_it_fixed(scene, problem)
    missing = scene.button("button.say_missing", Verb.NOT_YET_FIXED, part=problem.id)
    as_it_is = scene.button("button.fine_as_it_is", Verb.FIXED_FOR_ME, part=problem.id)
    return [Line(words(scene.w("problem.no_text_yet"))), Buttons((missing, keep, as_it_is))]


def _is_it_fixed(scene: Scene, problem: Problem) -> list[Block]:
    answers = (
        said_by(scene, because) for because in scene.round.next_because if because.remark == problem.id
    )
    said = problem.fixed_in == scene.round.version + 1
    return [
        Paragraph(words(scene.w("problem.you_said_fixed" if said else "problem.is_it_fixed"), bold=True)),
        *offered_changes(scene),
        *answers,
        fixed_buttons(scene, problem.id),
    ]


# --- for the others -------------------------------------------------------------------------------------------


def offer_waits_for(scene: Scene) -> list[Block]:
    """Whose word the offered text still needs, and for whom something is missing in it."""
    round = scene.round
    if round.next_text is None or round.stage is not Stage.INTEGRATING:
        return []
    unsaid = [p for p in round.open_problems if p.fixed_in != round.version + 1]
    waits = [scene.raised_by(problem) for problem in unsaid if not problem.not_yet]
    waits += [] if round.still_does_the_job else [scene.name(round.proposer)]
    missing = [scene.raised_by(problem) for problem in unsaid if problem.not_yet]
    said = [scene.w("more.offer_waits", names=scene.w.list(waits))] if waits else []
    said += [scene.w("more.offer_falls_short", names=scene.w.list(missing))] if missing else []
    return [Paragraph(words(each)) for each in said]


def _may_ask_for_test(scene: Scene, problem: Problem) -> bool:
    window = scene.round.test_window
    asked = {member for member, _ in problem.test_asked_by}
    open_now = scene.round.stage is Stage.INTEGRATING and window is not None and scene.reader.now < window
    return open_now and not problem.tested and scene.record.seat.asked and scene.me not in asked


def _would_begin(scene: Scene, problem: Problem) -> bool:
    """Whether the reader would be the second to ask, from another organisation: then the test begins at once."""
    organisations = {organisation for _, organisation in problem.test_asked_by}
    return len(organisations | {scene.record.seat.organisation}) >= ASKERS


def _row(scene: Scene, problem: Problem, text: str, label: str, verb: Verb) -> Item:
    return Item(words(scene.w(text)), scene.button(label, verb, part=problem.id))
