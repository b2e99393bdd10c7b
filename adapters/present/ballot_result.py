"""What a ballot comes to: one sentence that says what was decided and why, how the options stand, and why people chose so."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final

from adapters.cards import (
    BARS_IN_SIGHT,
    MAX_EXCERPT,
    Block,
    Buttons,
    Chart,
    ChartBar,
    Heading,
    Line,
    Listing,
    Paragraph,
    Quote,
    SharedCard,
    Span,
    Step,
    Steps,
    Words,
    words,
)
from adapters.present.ballot_figures import BALLOTS, figure_said, in_order
from adapters.present.ballot_groups import group_blocks
from adapters.present.ballot_words import (
    LEVELS,
    RANKED,
    choice_said,
    number_said,
    option_said,
    option_words,
    options_said,
)
from adapters.present.calendar import calendar_button
from adapters.present.charts import chart, steps
from adapters.present.meeting import asks_for_times, meeting_outcome, who_can, who_comes
from adapters.present.opt_in import who_takes_part
from adapters.present.outcome import outcome_told
from adapters.present.scene import Scene
from adapters.present.written import written
from decisions.rounds.ballots.ballot import Method, Tie
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.result import CountStep, Result
from decisions.rounds.ballots.shares import AGAINST, shares_of
from decisions.rounds.record import WhySeen
from decisions.rounds.round import Stage

_LISTED: Final = 30
"""Options with their figures in a chat; the browser shows all."""
_DUELS_SHOWN: Final = 20


def ballot_result_card(scene: Scene, heard: Iterable[Block]) -> SharedCard:
    """The card of a ballot that has been counted. ``heard`` is who was, by group."""
    head, said = ballot_heading(scene), outcome_words(scene)
    result = scene.record.counted
    rows = (option_chart(scene, result, _chart_title(scene, result)),) if result and result.counted else ()
    lead = (Heading(head), Paragraph(said.in_bold), *outcome_told(scene, MAX_EXCERPT))
    reasons = len(scene.record.reasons)
    why = (Line(words(scene.w.n("vote.reasons_given", reasons))),) if reasons else ()
    again = calendar_button(scene) if scene.round.stage is Stage.DECIDED else (scene.again,)
    buttons = Buttons((*again, scene.read_all, scene.more))
    people = who_takes_part(scene)
    figures = (*lead, *rows, *people, *_by_one(scene, result), *lot_lines(scene))
    return SharedCard(f"{head} → {said.plain}", (*figures, buttons, *group_blocks(scene), *why, *heard))


def ballot_result_blocks(scene: Scene) -> list[Block]:
    """The same with room for everything: a bar for each option, and how close it was."""
    result = scene.record.counted
    said = Paragraph(outcome_words(scene).in_bold)
    head: list[Block] = [Heading(ballot_heading(scene)), said, *outcome_told(scene)]
    if result is None or not result.counted:
        return head
    return [
        *head,
        option_chart(scene, result, _chart_title(scene, result)),
        *who_comes(scene),
        *who_takes_part(scene, len(scene.record.members)),
        *close_lines(scene, result),
        *how_drawn(scene),
        *group_blocks(scene),
    ]


def standing_blocks(scene: Scene) -> tuple[Block, ...]:
    """How an open ballot stands, where the reader may see that."""
    result = scene.record.counted
    if scene.round.is_over or result is None or not result.counted:
        return ()
    return (option_chart(scene, result, scene.w("vote.so_far")), *who_takes_part(scene))


# --- in a sentence ------------------------------------------------------------------------------------------


def ballot_heading(scene: Scene) -> str:
    """ "Decided: {title}"; what asks whether to go ahead is agreed or not."""
    method = asked(scene.round).method
    if scene.round.stage is Stage.UNDECIDED and method is Method.SENSE_CHECK:
        return scene.w("end.sensed", title=scene.title)
    if scene.round.stage is Stage.UNDECIDED and method in LEVELS:
        return scene.w("end.not_agreed", title=scene.title)
    return scene.w(f"end.{scene.round.stage}", title=scene.title)


def outcome_words(scene: Scene) -> Words:
    """What was decided and why, or why nothing was; times as each reader is told them."""
    result = scene.record.counted
    reached = scene.round.stage in (Stage.DECIDED, Stage.UNDECIDED)
    if asks_for_times(scene) and reached and result is not None and result.counted:
        return meeting_outcome(scene, result)
    return words(_outcome(scene))


def ballot_outcome(scene: Scene) -> str:
    """The same without styles."""
    return outcome_words(scene).plain


def _outcome(scene: Scene) -> str:
    result = scene.record.counted
    if scene.round.stage not in (Stage.DECIDED, Stage.UNDECIDED) or result is None or not result.counted:
        return scene.w(f"why.{scene.round.why}") if scene.round.why else ""
    if result.method in LEVELS:
        return _LEVELS_SAID[result.method](scene, result)
    if result.tied and not result.by_lot:
        return _tie_said(scene, result)
    if not result.winners:
        return _not_enough(scene, result)
    won = _won(scene, result)
    if not result.by_lot:
        return won
    return f"{scene.w('outcome.by_lot', tied=options_said(scene, result.tied))} {won}"


def _won(scene: Scene, result: Result) -> str:
    if len(result.winners) > 1 or result.method is Method.STV:
        return scene.w("outcome.several", options=options_said(scene, result.winners))
    key = result.winners[0]
    option, figure = option_said(scene, key), _figure(result, key)
    if result.method is Method.SCHULZE:
        others = len(result.standings) - 1
        return (
            scene.w("outcome.beats_all", option=option)
            if figure == others
            else scene.w.n("outcome.beats", int(figure), option=option)
        )
    if result.method is Method.INSTANT_RUNOFF and result.steps:
        of = sum((held for _, held in result.steps[-1].held), Fraction(0))
        n, whole = number_said(figure, scene.w), number_said(of, scene.w)
        return scene.w("outcome.last_round", option=option, n=n, of=whole)
    key = _OUTCOME.get(result.method, "outcome.people")
    return scene.w(key, option=option, n=number_said(figure, scene.w), of=result.counted)


_OUTCOME: Final[Mapping[Method, str]] = {
    **dict.fromkeys(BALLOTS, "outcome.votes"),
    Method.SCORE: "outcome.points",
    Method.DOTS: "outcome.dots",
}


def _tie_said(scene: Scene, result: Result) -> str:
    tied = options_said(scene, result.tied)
    if result.winners:
        chosen = scene.w("outcome.several", options=options_said(scene, result.winners))
        return f"{chosen} {scene.w('outcome.tie_for_next', tied=tied)}"
    return scene.w("outcome.tie", tied=tied)


def _not_enough(scene: Scene, result: Result) -> str:
    said = scene.w("why.no_option_enough")
    most = max(result.standings, key=lambda standing: standing.figure)
    if not most.figure:
        return said
    figure = figure_said(scene, result, most.figure)
    return f"{said} {scene.w('outcome.nearest', option=option_said(scene, most.key), figure=figure)}"


def _sensed(scene: Scene, result: Result) -> str:
    best = max(standing.figure for standing in result.standings)
    most = options_said(scene, (one.key for one in result.standings if one.figure == best))
    return scene.w("outcome.sensed", most=most, n=int(best), of=result.counted)


def _in(scene: Scene, result: Result) -> str:
    n, line = int(_figure(result, asked(scene.round).keys[0])), scene.round.line
    if result.winners and line.waiting:
        return scene.w.n("outcome.in_and_waiting", line.waiting, taken=line.taken)
    return scene.w.n("outcome.in" if result.winners else "outcome.too_few_in", n, of=result.counted)


def _consensus(scene: Scene, result: Result) -> str:
    if result.winners:
        n = int(_figure(result, result.winners[0]))
        return scene.w("outcome.consensus", n=n, of=result.counted)
    blocks = int(result.standings[-1].figure)
    return scene.w.n("outcome.blocked", blocks) if blocks else scene.w("outcome.no_consensus")


def _gradients(scene: Scene, result: Result) -> str:
    passes_at = asked(scene.round).rules.passes_at
    at = next((at for at, one in enumerate(result.standings) if one.key == passes_at), 0)
    n = int(sum(one.figure for one in result.standings[: at + 1]))
    key = "outcome.passes" if result.winners else "outcome.does_not_pass"
    return scene.w(key, n=n, of=result.counted, level=option_said(scene, result.standings[at].key))


_LEVELS_SAID: Final[Mapping[Method, Callable[[Scene, Result], str]]] = {
    Method.SENSE_CHECK: _sensed,
    Method.OPT_IN: _in,
    Method.CONSENSUS: _consensus,
    Method.GRADIENTS: _gradients,
}


def _figure(result: Result, key: str) -> Fraction:
    return next((one.figure for one in result.standings if one.key == key), Fraction(0))


# --- option by option ---------------------------------------------------------------------------------------


def option_chart(scene: Scene, result: Result, title: str) -> Chart:
    """A bar for each option with its words, the most first; a method's own answers stay in their order, and those that nobody
    gave are left out where there are many."""
    rows = in_order(result)
    if result.method in LEVELS and len(rows) > BARS_IN_SIGHT:
        rows = [one for one in rows if one.figure]
    whole = _whole(scene, result)
    drawn = [
        ChartBar(
            _bar_label(scene, one.key),
            who_can(scene, one) if asks_for_times(scene) else figure_said(scene, result, one.figure),
            round(one.figure),
            whole,
            chosen=_is_chosen(scene, result, one.key),
        )
        for one in rows
    ]
    return chart(title, drawn, scene.w)


def _bar_label(scene: Scene, key: str) -> str | Words:
    option = next((option for option in asked(scene.round).options if option.key == key), None)
    return option_words(scene, option) if option and option.moment else option_said(scene, key)


def _chart_title(scene: Scene, result: Result) -> str:
    """Where votes went on from one option to the next, the bars together are more than the votes."""
    return scene.w("vote.count_held_last" if len(result.steps) > 1 else "vote.count")


def _is_chosen(scene: Scene, result: Result, key: str) -> bool:
    """Where too few were heard, nothing is, whatever the count came to."""
    return scene.round.stage is Stage.DECIDED and key in result.winners and result.method not in LEVELS


def _whole(scene: Scene, result: Result) -> int:
    """What a full bar is."""
    match result.method:
        case Method.SCORE:
            return result.counted * asked(scene.round).rules.top
        case Method.DOTS:
            return round(sum(one.figure for one in result.standings))
        case Method.SCHULZE:
            return len(result.standings) - 1
        case _:
            return result.counted


# --- the whole story ----------------------------------------------------------------------------------------


def lot_lines(scene: Scene) -> tuple[Line, ...]:
    """How anyone can draw again, where the lot has decided."""
    result = scene.record.counted
    if result is None or not result.by_lot:
        return ()
    return (Line(words(scene.w("vote.draw_again", seed=asked(scene.round).rules.seed))),)


def how_drawn(scene: Scene) -> tuple[Line, ...]:
    """The same, with how it is done: round by round, the lot says who goes, and else who is chosen."""
    result = scene.record.counted
    if result is None or not result.by_lot:
        return ()
    tied = ", ".join(f"{key} = {option_said(scene, key)}" for key in result.tied)
    how = "vote.draw_out" if result.steps else "vote.draw_how"
    return (*lot_lines(scene), Line(words(scene.w(how, tied=tied))))


def rule_lines(scene: Scene) -> tuple[Line, ...]:
    """How it is counted, how much is needed, and what becomes of a tie: said before anybody answers."""
    rules = asked(scene.round).rules
    said = [scene.w.n(f"vote.counts_{asked(scene.round).method}", rules.seats), *_needed(scene)]
    if scene.round.terms.by_group:
        said.append(scene.w("vote.by_group"))
    if asked(scene.round).method not in LEVELS:
        said.append(scene.w(f"vote.tie_{rules.tie}"))
    lot = rules.tie is Tie.LOT and rules.seed and asked(scene.round).method not in LEVELS
    seed = (Line(words(scene.w("vote.seed", seed=rules.seed))),) if lot else ()
    return (Line(words(" ".join(said))), *seed)


def _needed(scene: Scene) -> list[str]:
    """The share that is needed, and the one that is too much, where they were set."""
    ballot = asked(scene.round)
    shares, said = shares_of(ballot), list[str]()
    if shares.least:
        share, level = scene.w("circle_form.percent", n=shares.least), ballot.rules.passes_at
        if ballot.method is Method.OPT_IN:
            said.append(scene.w(f"needs.in_{shares.base}", share=share))
        elif level:
            said.append(scene.w(f"needs.level_{shares.base}", share=share, level=option_said(scene, level)))
        else:
            said.append(scene.w(f"needs.option_{shares.base}", share=share))
    if shares.most is not None and ballot.method in AGAINST:
        share, level = scene.w("circle_form.percent", n=shares.most), AGAINST[ballot.method]
        said.append(scene.w(f"needs.most_{shares.base}", share=share, level=option_said(scene, level)))
    return said


def count_blocks(scene: Scene) -> list[Block]:
    """Every option with its figure, how close it was, and each step of the count."""
    result = scene.record.counted
    if not scene.round.is_over or result is None or not result.counted:
        return []
    shown = option_chart(scene, result, "").bars
    rows = [Words((*bar.named.spans, Span(f": {bar.words}"))) for bar in shown[:_LISTED]]
    if len(shown) > _LISTED:
        rows.append(words(scene.w.n("ballot.and_more", len(shown) - _LISTED)))
    said = Paragraph(outcome_words(scene))
    blocks: list[Block] = [Heading(scene.w("vote.count")), said, *outcome_told(scene), Listing(tuple(rows))]
    return [
        *blocks,
        *who_comes(scene),
        *who_takes_part(scene, len(scene.record.members)),
        *close_lines(scene, result),
        *how_drawn(scene),
        *group_blocks(scene),
        *step_blocks(scene, result),
    ]


def close_lines(scene: Scene, result: Result) -> tuple[Line, ...]:
    """How many answers would have changed what came of it; of a ranked ballot, that nobody can tell that quickly."""
    if scene.round.stage not in (Stage.DECIDED, Stage.UNDECIDED):
        return ()
    if result.margin is not None:
        return (Line(words(scene.w.n("vote.margin", result.margin))),)
    return (Line(words(scene.w("vote.margin_unknown"))),) if result.method in RANKED else ()


def _by_one(scene: Scene, result: Result | None) -> tuple[Line, ...]:
    """Said on the card, too, where a single answer made the difference."""
    return close_lines(scene, result) if result is not None and result.margin == 1 else ()


def step_blocks(scene: Scene, result: Result | None) -> tuple[Block, ...]:
    """Round by round, or pair by pair."""
    if result is None or not scene.round.is_over:
        return ()
    if len(result.steps) > 1:
        return (_steps(scene, result),)
    duels = [duel for duel in result.duels if {duel.a, duel.b} & {*result.winners, *result.tied}]
    if not duels:
        return ()
    pairs = tuple(
        words(
            scene.w(
                "vote.duel",
                a=option_said(scene, duel.a),
                b=option_said(scene, duel.b),
                for_a=duel.for_a,
                for_b=duel.for_b,
            )
        )
        for duel in duels[:_DUELS_SHOWN]
    )
    return (Line(words(scene.w("vote.duels"))), Listing(pairs))


def _steps(scene: Scene, result: Result) -> Steps:
    """The options in the order in which they ended, and what each held in every round."""
    order = [one.key for one in in_order(result)]
    rounds = [
        Step(scene.w("vote.step", n=n), _held(step, order, scene), _happened(scene, step))
        for n, step in enumerate(result.steps, 1)
    ]
    names = [option_said(scene, key) for key in order]
    return steps(scene.w("vote.steps"), names, rounds, scene.w)


def _held(step: CountStep, order: Iterable[str], scene: Scene) -> tuple[str, ...]:
    held = dict(step.held)
    return tuple(number_said(held[key], scene.w) if key in held else "" for key in order)


def _happened(scene: Scene, step: CountStep) -> str:
    said = []
    if step.elected:
        said.append(scene.w("vote.step_elected", options=options_said(scene, step.elected)))
    if step.out:
        said.append(scene.w("vote.step_out", options=options_said(scene, step.out)))
    if step.by_lot:
        said.append(scene.w("vote.step_by_lot"))
    elif level := _level_with(step):
        said.append(scene.w("vote.step_level", options=options_said(scene, level)))
    if step.exhausted:
        said.append(scene.w("vote.step_exhausted", many=number_said(step.exhausted, scene.w)))
    return " ".join(said)


def _level_with(step: CountStep) -> tuple[str, ...]:
    """Who held as little as the one that went, and stayed: the count does so only where it makes no difference."""
    held = dict(step.held)
    fewest = {held[key] for key in step.out}
    return tuple(key for key in held if held[key] in fewest and key not in (*step.out, *step.elected))


def reasons_blocks(scene: Scene) -> list[Block]:
    """Why people chose as they did, what is said for the same choice together."""
    if not scene.record.reasons:
        return []
    together: dict[str, list[WhySeen]] = {}
    for why in scene.record.reasons:
        together.setdefault(choice_said(scene, why.choice), []).append(why)
    blocks: list[Block] = [Heading(scene.w("vote.reasons"))]
    for choice, reasons in together.items():
        blocks.append(Line(words(choice, bold=True)))
        blocks += [Quote(written(why.words), _who_said(scene, why)) for why in reasons]
    return blocks


def _who_said(scene: Scene, why: WhySeen) -> str:
    """Somebody, or somebody for somebody else."""
    who = scene.who(why.by, named=why.named)
    return scene.w("people.for", stand_in=scene.name(why.stood_in_by), who=who) if why.stood_in_by else who
