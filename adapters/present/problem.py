"""Forms about a problem that somebody sees: suggest a fix, ask about it, say what is still missing."""

from typing import Final

from adapters.cards import Block, ChoiceField, Field, Form, Line, Option, Quote, words
from adapters.desk import Screen
from adapters.present.answer import about_line, offered_changes
from adapters.present.excerpts import shortly
from adapters.present.forms import errors, text_field, typed
from adapters.present.reader import Reader
from adapters.present.scene import Scene, cut
from adapters.present.verbs import Verb
from adapters.present.written import unmarked
from decisions.rounds.commands import FixKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Problem

ALL_PROBLEMS: Final = ""
"""The value of ``problem_id`` for a fix that is about none in particular."""


def suggest_fix(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    one = pressed_problem(scene, screen)
    kinds = tuple(_kind(scene, kind) for kind in FixKind)
    usual = FixKind.CHANGE_TEXT if scene.proposed else FixKind.REPLACE
    body: list[Block | Field] = [about_line(scene)]
    carried = {}
    if one is not None:
        body.append(problem_quote(scene, one))
        carried = {"problem_id": str(one.id)}
    else:
        options = [Option(str(p.id), cut(unmarked(p.harm), 75)) for p in scene.round.open_problems[:50]]
        options.append(Option(ALL_PROBLEMS, w("fix.all_problems")))
        body.append(
            ChoiceField(
                "problem_id", w("fix.which"), tuple(options), typed(screen, "problem_id"), required=False
            )
        )
    body += [
        ChoiceField("kind", w("fix.kind"), kinds, typed(screen, "kind", str(usual))),
        text_field("text", w("fix.text"), screen, placeholder=w("fix.text_hint")),
        Line(words(w("fix.everyone_reads"))),
    ]
    return Form(
        w("button.suggest_fix"),
        tuple(body),
        scene.action(Verb.SUGGEST_FIX),
        submit=w("answer.send"),
        close=w("form.cancel"),
        carried=carried,
        errors=errors(screen, reader),
    )


def fix_key(scene: Scene, kind: str) -> str:
    """What a kind of fix is called: in a selection it is about people and a role."""
    return f"fix.{kind}" if scene.proposed else f"fix.{kind}_{scene.round.way}"


def _kind(scene: Scene, kind: FixKind) -> Option:
    means = scene.w(f"fix.{kind}_means") if scene.proposed else ""
    return Option(str(kind), scene.w(fix_key(scene, kind)), means)


def about_problem(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A question to the one who sees it: for their eyes only."""
    scene = Scene(record, reader)
    w = scene.w
    one = pressed_problem(scene, screen)
    field = text_field("text", w("problem.question"), screen, placeholder=w("problem.question_hint"))
    return Form(
        w("problem.ask_title"),
        (about_line(scene), *_quoted(scene, one), field, Line(words(w("problem.in_private")))),
        scene.action(Verb.ABOUT_PROBLEM, one.id if one else None),
        submit=w("talk.ask"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def not_yet_fixed(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    scene = Scene(record, reader)
    w = scene.w
    one = pressed_problem(scene, screen)
    field = text_field("text", w("problem.missing"), screen, default=one.not_yet if one else "")
    return Form(
        w("problem.not_yet_title"),
        (about_line(scene), *_quoted(scene, one), *offered_changes(scene), field),
        scene.action(Verb.NOT_YET_FIXED, one.id if one else None),
        submit=w("answer.send"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def pressed_problem(scene: Scene, screen: Screen) -> Problem | None:
    """The problem that was pressed; the only open one when none was."""
    wanted = typed(screen, "problem_id")
    found = next((p for p in scene.round.problems if str(p.id) == wanted), None)
    only = scene.round.open_problems
    return found or (only[0] if len(only) == 1 else None)


def problem_quote(scene: Scene, problem: Problem) -> Quote:
    return Quote(shortly(problem.harm, 600), scene.w("card.sees", who=scene.raised_by(problem)))


def _quoted(scene: Scene, problem: Problem | None) -> tuple[Block, ...]:
    return (problem_quote(scene, problem),) if problem else ()
