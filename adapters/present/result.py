"""How a round ended: the result's card, the one line that older cards fold to, and the result for one
person."""

from typing import Final

from adapters.cards import (
    MAX_EXCERPT,
    Block,
    Button,
    Buttons,
    Heading,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Quote,
    SharedCard,
    Size,
    Span,
    Words,
    words,
)
from adapters.present.advice_card import decided_card
from adapters.present.ballot_result import ballot_heading, ballot_result_card, outcome_words
from adapters.present.calendar import calendar_links
from adapters.present.excerpts import shortly
from adapters.present.heard import deadline, groups_said
from adapters.present.outcome import outcome_told
from adapters.present.question_card import answered_card
from adapters.present.reader import Reader
from adapters.present.scene import Scene, cut
from adapters.present.selection_card import selected_card, selected_heading
from adapters.present.verbs import Verb
from decisions.agreements.agreement import Agreement
from decisions.commitments.commitment import Commitment
from decisions.commitments.commitment import Standing as Committed
from decisions.rounds.answers import Kind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import COUNTED, FINAL, ProblemStatus, Round, Stage, Why
from decisions.rounds.tally import Tally, quorum_met
from decisions.rounds.way import Way

_COMMITMENTS_SHOWN: Final = 4
_CRITERIA_SHOWN: Final = 3
_DECISION: Final = 140
"""Characters of a decision on one line."""
_OF_A_SELECTION: Final = {
    Stage.CONSENTING: "now.asking_consent",
    Stage.UNDECIDED: "now.nobody_chosen",
}
"""Where it says otherwise than elsewhere how far it is."""
_TOLD: Final = (Kind.CHOICE, Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE)


def result_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """The card of a round that is over."""
    scene = Scene(record, reader)
    if scene.round.stage is Stage.AGREED:
        return _agreed(scene)
    if scene.round.ballot is not None and scene.round.stage in COUNTED:
        return ballot_result_card(scene, turnout(scene))
    if scene.round.stage is Stage.ANSWERED:
        return answered_card(scene)
    if scene.round.decision is not None:
        return decided_card(scene)
    if scene.round.stage is Stage.SELECTED:
        return selected_card(scene)
    head = end_heading(scene)
    said = (Quote(shortly(scene.round.ended_words, 280)),) if scene.round.ended_words else ()
    why = Paragraph(words(why_said(scene)))
    blocks: tuple[Block, ...] = (Heading(head), why, *said, *outcome_told(scene, MAX_EXCERPT))
    if scene.round.stage is Stage.DISCARDED:
        return SharedCard(head, blocks, Size.LINE)
    buttons = Buttons((scene.again, scene.read_all, scene.more))
    return SharedCard(head, (*blocks, buttons, *_heard(scene)))


def folded_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """What an older card of the round becomes: one line that stays true."""
    scene = Scene(record, reader)
    line = fold_line(scene)
    return SharedCard(line.plain, (Line(line),), Size.LINE)


def moved_on_card(record: RoundRecord, reader: Reader) -> SharedCard:
    """What a round's card becomes where its circle no longer meets."""
    scene = Scene(record, reader)
    line = scene.w("fold.left", title=scene.title, circle=record.circle.name)
    return SharedCard(line, (Line(words(line)),), Size.LINE)


def folded_ask(record: RoundRecord, reader: Reader) -> PersonalCard:
    """What an ask in a direct message becomes, once it asks nothing any more."""
    scene = Scene(record, reader)
    line = fold_line(scene)
    return PersonalCard(line.plain, (Line(line),), Size.LINE)


def result_for_person(record: RoundRecord, reader: Reader) -> PersonalCard:
    """The result as one person gets it, by link or email: what came of it, and what comes next."""
    scene = Scene(record, reader)
    card = result_card(record, reader)
    note = scene.w("notify.result", result=end_heading(scene))
    kept = tuple(block for block in card.blocks if not isinstance(block, Buttons))
    open_it = Buttons((*_to_its_mou(scene), scene.button("button.open", Verb.OPEN_ROUND), scene.read_all))
    thanks = (Line(words(scene.w("result.thanks"))),) if scene.record.seat.heard else ()
    return PersonalCard(note, (*kept, *calendar_links(scene), open_it, *thanks))


# --- agreed -------------------------------------------------------------------------------------------------


def _agreed(scene: Scene) -> SharedCard:
    agreement = scene.record.agreement
    head = end_heading(scene)
    in_force = words(scene.w("result.of_mou")) if scene.round.mou else _in_force(scene, agreement)
    blocks: list[Block] = [Heading(head), Paragraph(in_force)]
    if scene.record.result is not None:
        blocks.append(Paragraph(words(_how_it_went(scene, scene.record.result))))
    buttons = [scene.read_all, scene.more]
    if agreement is not None:
        buttons.insert(0, scene.button("button.who_does_what", Verb.WHO_DOES_WHAT, about=agreement.id))
        blocks += commitment_blocks(scene)
    blocks.append(Buttons((*_to_its_mou(scene), *buttons)))
    blocks += [*_criteria(scene), *_heard(scene)]
    note = scene.w("notify.agreed", title=scene.title, day=_review_day(scene, agreement))
    if scene.round.mou is not None:
        note = scene.w("notify.agreed_mou", title=scene.title)
    return SharedCard(note, tuple(blocks))


def _to_its_mou(scene: Scene) -> tuple[Button, ...]:
    mou = scene.round.mou
    return () if mou is None else (scene.button("button.open_mou", Verb.OPEN_MOU, about=mou),)


def _in_force(scene: Scene, agreement: Agreement | None) -> Words:
    if scene.round.settings.recommends:
        return scene.w.rich("result.recommended")
    return scene.w.rich("result.in_force", day=Span(_review_day(scene, agreement), bold=True))


def _review_day(scene: Scene, agreement: Agreement | None) -> str:
    if agreement is not None:
        return scene.reader.day(agreement.review_day)
    day = scene.round.text.review_on
    return scene.reader.day(day) if day else "–"


def _how_it_went(scene: Scene, result: Tally) -> str:
    said = scene.w("result.heard", heard=result.heard, asked=result.asked, tally=tally_said(scene, result))
    fixed = sum(problem.status is ProblemStatus.FIXED for problem in scene.round.problems)
    return f"{said} {scene.w.n('result.fixed', fixed)}" if fixed else said


def commitment_blocks(scene: Scene) -> list[Block]:
    """Who does what, with whether they have said yes. That something is late is nobody's but theirs to hear."""
    wanted = sorted(
        (one for one in scene.record.commitments if one.standing is not Committed.DROPPED),
        key=lambda one: one.standing is Committed.DONE,
    )
    if not wanted:
        return []
    rows = tuple(_commitment(scene, one) for one in wanted[:_COMMITMENTS_SHOWN])
    hidden = len(wanted) - len(rows)
    rest: list[Block] = [Line(words(scene.w.n("result.more_commitments", hidden)))] if hidden else []
    return [Paragraph(words(scene.w("result.who_does_what"), bold=True)), Listing(rows), *rest]


def _commitment(scene: Scene, one: Commitment) -> Words:
    declined = one.standing is Committed.DECLINED
    nobody = scene.w("commitment.nobody_yet" if declined else "commitment.nobody")
    who = nobody if declined or one.accountable is None else scene.name(one.accountable)
    parts = [cut(one.promise.what, 120), who]
    if one.due is not None and one.standing is not Committed.DONE:
        parts.append(scene.reader.day(one.due))
    if one.standing is not Committed.OPEN and not declined:
        parts.append(scene.w(f"result.commitment_{one.standing}"))
    return words(" · ".join(parts))


def _criteria(scene: Scene) -> list[Block]:
    kept = scene.record.agreement.criteria if scene.record.agreement else scene.round.criteria
    if not kept:
        return []
    rows = [shortly(criterion.words, 100) for criterion in kept[:_CRITERIA_SHOWN]]
    if len(kept) > _CRITERIA_SHOWN:
        rows.append(words(scene.w.n("result.more_criteria", len(kept) - _CRITERIA_SHOWN)))
    return [Line(words(scene.w("result.for_the_review"))), Listing(tuple(rows))]


# --- every end ----------------------------------------------------------------------------------------------


def end_heading(scene: Scene) -> str:
    """ "Agreed: {title}", and so on for each end."""
    if scene.round.ballot is not None:
        return ballot_heading(scene)
    if scene.round.stage is Stage.SELECTED:
        return selected_heading(scene)
    recommended = scene.round.stage is Stage.AGREED and scene.round.settings.recommends
    key = "end.recommended" if recommended else f"end.{scene.round.stage}"
    return scene.w(key, title=scene.title)


def why_said(scene: Scene) -> str:
    """Why it ended, in a sentence or two; never whose fault."""
    round = scene.round
    asked = not scene.proposed and round.why is Why.WITHDRAWN_BY_PROPOSER
    why = scene.w(f"why.withdrawn_{round.way}" if asked else f"why.{round.why}") if round.why else ""
    if round.stage is Stage.DEFERRED and round.come_back_on is not None:
        back = scene.w("why.come_back_on", day=scene.reader.day(round.come_back_on))
        return f"{why} {back}".strip()
    return why


def came_to(scene: Scene) -> Words:
    """What it came to, in a sentence."""
    counted = scene.round.ballot is not None and scene.round.stage in COUNTED
    return outcome_words(scene) if counted else words(why_said(scene))


def fold_line(scene: Scene) -> Words:
    """One line that stays true: how it ended, or that it goes on elsewhere, and where the card is."""
    link = scene.card_link
    if scene.round.stage in FINAL:
        agreement = scene.record.agreement
        if agreement is not None and scene.round.stage is Stage.AGREED:
            day = _review_day(scene, agreement)
            return scene.w.rich("fold.agreed", result=end_heading(scene), day=day, link=link)
        if scene.round.stage is Stage.DECIDED and (outcome := _outcome(scene)).plain:
            return scene.w.rich("fold.decided", result=end_heading(scene), outcome=outcome, link=link)
        return scene.w.rich("fold.over", result=end_heading(scene), link=link)
    return scene.w.rich("fold.goes_on", title=scene.title, link=link)


def _outcome(scene: Scene) -> Words:
    """What was decided, on one line: by a vote, or after advice."""
    decision = scene.round.decision
    return outcome_words(scene) if decision is None else shortly(decision.text, _DECISION)


def now_key(round: Round) -> str:
    """Of the sentence that says where a round is."""
    if round.way is Way.SELECTION and round.stage in _OF_A_SELECTION:
        return _OF_A_SELECTION[round.stage]
    return f"now.{round.stage}"


def stage_now(round: Round, scene: Scene) -> str:
    """What goes on now, in a sentence."""
    return scene.w(now_key(round), when=deadline(scene), version=round.version)


def tally_said(scene: Scene, result: Tally) -> str:
    """ "10 OK to try, 1 sees a problem, 1 sits out": of a pass that is unsealed."""
    if scene.round.terms.secret:
        return _secretly_said(scene, result)
    said = [scene.w.n(f"tally.{kind}", result.of(kind)) for kind in _TOLD if result.of(kind)]
    return ", ".join(said) if said else scene.w("tally.nobody")


def _secretly_said(scene: Scene, result: Tally) -> str:
    """ "9 voted, 1 of them blank"; of a vote that was not counted, how many voted."""
    voted = scene.w.n("tally.choice", result.heard)
    blank = result.heard - scene.record.counted.counted if scene.record.counted else 0
    return f"{voted}, {scene.w.n('tally.blank', blank)}" if blank else voted


def turnout(scene: Scene) -> list[Block]:
    """How many were heard and what they did, and by group."""
    result = scene.record.result or scene.round.tally
    said = scene.w("result.heard", heard=result.heard, asked=result.asked, tally=tally_said(scene, result))
    return [Line(words(said)), *_heard(scene)]


def _heard(scene: Scene) -> list[Block]:
    result = scene.record.result or scene.round.tally
    if not result.groups:
        return []
    said = [Line(words(scene.w("result.heard_by_group", groups=groups_said(scene, result))))]
    if scene.round.why is Why.QUORUM and not quorum_met(result, scene.round.settings):
        needed = scene.round.settings.quorum.heard_needed(result.asked)
        said.append(Line(words(scene.w("result.quorum", needed=needed, heard=result.heard))))
    return [*said]
