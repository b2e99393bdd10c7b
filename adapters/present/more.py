"""*More…*: the personal form of a round. What it always holds, and what proposer, facilitator and others find
in it."""

from adapters.cards import (
    Block,
    Button,
    Buttons,
    Divider,
    Form,
    Heading,
    Item,
    Line,
    Paragraph,
    Quote,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.add_option import may_add
from adapters.present.advise import my_advice
from adapters.present.answer import about_line
from adapters.present.asks import explain_answers
from adapters.present.ballot_card import option_buttons, taps_say_it_all
from adapters.present.ballot_result import standing_blocks
from adapters.present.ballot_words import answer_said, is_sealed, question_said, sealed_said
from adapters.present.calls import calls_wanted
from adapters.present.coach import message_ready, names_missing, next_steps, not_yet_said, step_said
from adapters.present.electorate import is_of_no_party, not_asked_said
from adapters.present.excerpts import shortly
from adapters.present.guests import guest_rows
from adapters.present.heard import deadline
from adapters.present.mou_round import memorandum_row
from adapters.present.nominate import my_part_of_it
from adapters.present.notices import failures, written_blocks
from adapters.present.often import asked_often
from adapters.present.opt_in import my_place, room_lines
from adapters.present.outcome import tell_outcome_row
from adapters.present.problem import problem_quote
from adapters.present.problem_part import offer_waits_for, problem_rows
from adapters.present.reader import Reader
from adapters.present.recounting import recount_row
from adapters.present.reopening import reopen_part
from adapters.present.result import stage_now
from adapters.present.round_card import answer_buttons, explore_buttons
from adapters.present.say import my_words
from adapters.present.scene import Scene
from adapters.present.secret_vote import promise
from adapters.present.standing_in import for_others_too, was_answered_for
from adapters.present.talk import open_questions
from adapters.present.tested import tested_blocks
from adapters.present.verbs import Verb
from adapters.present.vote import own_answer
from decisions.agreements.agreement import Standing
from decisions.processes import PROCESSES
from decisions.rounds.ballots.options import is_locked
from decisions.rounds.commands import MoveOn
from decisions.rounds.consent.closing import closing_time
from decisions.rounds.consent.facilitation import silent_from
from decisions.rounds.consent.moving_on import closes_by_next_step
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import ASKING, DECIDING, NAMING, Problem, Stage
from decisions.rounds.settings import Form as RoundForm
from decisions.rounds.way import Way

_WITH_PROBLEMS = (Stage.TESTING, Stage.INTEGRATING)
_YOURS = {
    Way.CONSENT: "more.you_propose",
    Way.BALLOT: "more.you_ask",
    Way.QUESTION: "more.you_ask",
    Way.ADVICE: "more.you_decide",
    Way.SELECTION: "more.you_ask",
}
"""The heading above what whoever began it can do."""


def more(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """Only shows; its buttons act."""
    scene = Scene(record, reader)
    body: list[Block] = [about_line(scene), Line(words(stage_now(scene.round, scene))), *calls_wanted(scene)]
    body += tell_outcome_row(scene)
    body += my_part(scene)
    body += [*for_others_too(scene), *may_add(scene)]
    body += _always(scene)
    parts = (proposer_part(scene), facilitator_part(scene), reopen_part(scene), others_part(scene))
    for part in (_problem_part(scene), *parts):
        body += [Divider(), *part] if part else []
    return Form(scene.w("more.title"), tuple(body), scene.action(Verb.MORE), close=scene.w("form.close"))


# --- for everyone -------------------------------------------------------------------------------------------


def my_part(scene: Scene) -> list[Block]:
    """My answer, and what I can say now."""
    seat = scene.record.seat
    stage = scene.round.stage
    if scene.record.written_for_reader is not None and stage in DECIDING | NAMING:
        return [Paragraph(words(scene.w("notice.written_down_plain"))), *written_blocks(scene)]
    if stage in NAMING or stage is Stage.ACCEPTING:
        return my_part_of_it(scene)
    if _reads_along(scene):
        asks = Buttons((scene.button("button.ask_question", Verb.ASK_QUESTION),))
        return [Paragraph(words(not_asked_said(scene))), asks]
    if stage is Stage.CONSENTING:
        return _my_answer(scene)
    if stage is Stage.VOTING:
        return my_vote(scene)
    if stage is Stage.LISTENING:
        return my_words(scene)
    if stage in (Stage.ADVISING, Stage.DECIDING):
        return my_advice(scene)
    if stage is Stage.EXPLORING:
        key = "more.heard_exploring" if seat.heard else "more.not_heard_exploring"
        buttons = tuple(each for each in explore_buttons(scene).buttons if each.action.verb != Verb.MORE)
        return [Paragraph(words(scene.w(key))), Buttons(buttons)]
    if stage is Stage.TESTING and seat.asked and seat.test_answer is None:
        return _may_answer_test(scene)
    if stage is Stage.TESTING and seat.asked:
        given = "more.test_anyway" if seat.test_answer else "more.test_fix"
        return [Item(words(scene.w(given)), scene.button("button.change", Verb.TEST_ANSWER))]
    if seat.answer is not None:
        return [Paragraph(_said(scene))]
    return []


def _reads_along(scene: Scene) -> bool:
    return is_of_no_party(scene) and scene.round.stage in (Stage.EXPLORING, Stage.CONSENTING)


def _may_answer_test(scene: Scene) -> list[Block]:
    """The two answers, equal and in sight; nothing for the one whose problem is tested."""
    test = scene.round.test
    if test is None or any(problem.id == test.problem for problem in scene.my_problems):
        return []
    buttons = (
        scene.button("button.fix_first", Verb.FIX_FIRST, part=test.problem),
        scene.button("button.try_anyway", Verb.TRY_ANYWAY, part=test.problem),
    )
    return [Paragraph(words(scene.w("more.test_none"))), Buttons(buttons)]


def _my_answer(scene: Scene) -> list[Block]:
    seat = scene.record.seat
    if not seat.asked:
        return [Paragraph(words(not_asked_said(scene)))]
    if seat.answer is None:
        buttons = tuple(each for each in answer_buttons(scene).buttons if each.action.verb != Verb.MORE)
        return [
            Paragraph(words(scene.w("more.no_answer"))),
            explain_answers(scene),
            Buttons(buttons),
            _sit_out(scene),
        ]
    quote = [Quote(shortly(seat.answer.words, 400))] if seat.answer.words else []
    change = scene.button("button.change_answer", Verb.ANSWER)
    return [Item(_said(scene), change), *quote, Line(words(scene.w("more.sealed", when=deadline(scene))))]


def my_vote(scene: Scene) -> list[Block]:
    """My vote, or the way to it; and how it stands, where I may see that."""
    seat, w = scene.record.seat, scene.w
    if not seat.asked:
        return [Paragraph(words(not_asked_said(scene))), *standing_blocks(scene)]
    if scene.round.terms.secret:
        return _secret_vote(scene)
    if own_answer(scene.record) is None:
        taps = taps_say_it_all(scene)
        buttons = option_buttons(scene) if taps else (scene.button("button.vote", Verb.VOTE),)
        question = Paragraph(words(question_said(scene), bold=True))
        sealed = Line(words(sealed_said(scene)))
        room, instead = room_lines(scene), was_answered_for(scene)
        return [*instead, question, *room, Buttons(buttons), _sit_out(scene), sealed, *standing_blocks(scene)]
    answer = own_answer(scene.record)
    quote = [Quote(shortly(answer.words, 400))] if answer is not None and answer.words else []
    change = scene.button("button.change_answer", Verb.VOTE) if scene.round.terms.changeable else None
    until = w("more.sealed", when=deadline(scene)) if is_sealed(scene) else sealed_said(scene)
    waits = [Paragraph(words(said, bold=True))] if (said := my_place(scene)) else []
    return [Item(_said(scene), change), *waits, *quote, Line(words(until)), *standing_blocks(scene)]


def _secret_vote(scene: Scene) -> list[Block]:
    """Whether I have voted, and never what."""
    w = scene.w
    if scene.record.seat.heard:
        return [Paragraph(words(w("secret.voted_already"))), *promise(scene)]
    question = Paragraph(words(question_said(scene), bold=True))
    return [question, Buttons((scene.button("button.vote", Verb.VOTE),)), *promise(scene)]


def _said(scene: Scene) -> Words:
    answer = scene.record.seat.answer
    assert answer is not None  # noqa: S101  (the callers have looked)
    return scene.w.rich("more.my_answer", answer=answer_said(scene, answer), when=scene.reader.at(answer.at))


def _sit_out(scene: Scene) -> Item:
    return _item(scene, "more.stand_aside", "button.stand_aside", Verb.STAND_ASIDE)


def _always(scene: Scene) -> list[Block]:
    """Read all and what changed; ask; call me; talk first."""
    round, w = scene.round, scene.w
    rows: list[Block] = [
        Item(words(w("more.read_all" if scene.proposed else f"more.read_{round.way}")), scene.read_all)
    ]
    rows += memorandum_row(scene)
    asks = scene.proposed and round.stage in (Stage.AMENDING, Stage.CONSENTING)
    if asks and scene.record.seat.in_circle and not _reads_along(scene):
        rows.append(_item(scene, "more.ask_question", "button.ask_question", Verb.ASK_QUESTION))
    guest = scene.record.seat.guest
    if not round.is_over and round.facilitator is not None and not scene.facilitates and not guest:
        rows.append(_item(scene, "more.call_me", "button.call_me", Verb.CALL_ME))
    short = scene.proposed and round.settings.form is RoundForm.SHORT
    if round.stage is Stage.CONSENTING and short:
        rows.append(_item(scene, "more.talk_first", "button.talk_first", Verb.TALK_FIRST))
    if round.terms.secret and scene.record.counted is not None:
        rows.append(_item(scene, "more.all_ballots", "button.all_ballots", Verb.ALL_BALLOTS))
    link = Button(
        w("button.in_browser"), scene.action(Verb.OPEN_ROUND), url=scene.reader.link("round", round.id)
    )
    if scene.reader.base_url:
        rows.append(Item(words(w("more.in_browser")), link))
    return [*rows, *recount_row(scene), *standing_rows(scene), *asked_often(scene)]


def standing_rows(scene: Scene) -> list[Block]:
    """What can be done about the agreement that came of it."""
    agreement = scene.record.agreement
    if agreement is None or agreement.standing not in (Standing.IN_FORCE, Standing.UNDER_REVIEW):
        return []

    def row(text: str, label: str, verb: Verb) -> Item:
        return Item(words(scene.w(text)), scene.button(label, verb, about=agreement.id))

    return [
        row("more.note", "button.note", Verb.NOTE),
        row("more.not_working", "button.not_working", Verb.NOT_WORKING)
        if agreement.standing is Standing.IN_FORCE
        else row("more.review", "button.review", Verb.REVIEW_CHOICE),
        row("more.open_agreement", "button.open", Verb.OPEN_AGREEMENT),
    ]


# --- about problems -----------------------------------------------------------------------------------------


def _problem_part(scene: Scene) -> list[Block]:
    """The open ones with what can be done about them; of those that are settled, what a test came to."""
    going_on = scene.round.stage in _WITH_PROBLEMS
    blocks: list[Block] = []
    for problem in scene.round.problems:
        if going_on and problem.open:
            blocks += problem_rows(scene, problem)
        elif tested := tested_blocks(scene, problem):
            blocks += [problem_quote(scene, problem), *tested]
    return blocks


# --- proposer, facilitator, others --------------------------------------------------------------------------


def waits_for_proposer(scene: Scene) -> bool:
    """Whether the round waits for something that the reader, as its proposer, can do."""
    writes = scene.round.stage in (Stage.AMENDING, Stage.INTEGRATING, Stage.DECIDING)
    writes = writes and scene.round.way is not Way.SELECTION
    return scene.proposes and (writes or bool(_questions_waiting(scene)))


def _questions_waiting(scene: Scene) -> int:
    """Nobody answers them while a fix is looked for, nor when it is over: then there is talk of another kind."""
    answers = scene.round.stage in (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING)
    return len(open_questions(scene)) if answers else 0


def proposer_part(scene: Scene) -> list[Block]:
    round = scene.round
    if not scene.proposes or round.is_over or round.stage is Stage.DRAFT:
        return []
    head = scene.w(_YOURS[round.way])
    rows: list[Block] = [Heading(head), *offer_waits_for(scene)]
    if waiting := _questions_waiting(scene):
        said = scene.w.n("more.questions_wait", waiting)
        rows.append(Item(words(said), scene.button("button.answer_now", Verb.ANSWER_QUESTION)))
    if scene.proposed and round.stage in (Stage.AMENDING, Stage.INTEGRATING):
        rows.append(_item(scene, "more.change_text", "button.change_text", Verb.CHANGE_TEXT))
    if round.stage is Stage.AMENDING:
        rows.append(_item(scene, "more.ask_everyone", "button.ask_everyone", Verb.ASK_EVERYONE))
    if round.next_text is not None and not round.still_does_the_job:
        rows.append(_item(scene, "more.still_does", "button.still_does_the_job", Verb.STILL_DOES_THE_JOB))
    if round.stage is Stage.VOTING:
        rows.append(_may_change(scene))
    if round.stage is Stage.DECIDING and scene.me == round.proposer:
        rows.append(_item(scene, "more.decide", "button.decide", Verb.DECIDE))
    rows += guest_rows(scene)
    rows.append(_item(scene, "more.later", "button.later", Verb.STOP))
    if scene.me == round.proposer:
        rows.append(_item(scene, "more.withdraw", "button.withdraw", Verb.WITHDRAW))
    return rows


def _may_change(scene: Scene) -> Block:
    """What is asked, until somebody has answered."""
    if is_locked(scene.round):
        return Line(words(scene.w("change_ballot.locked")))
    return _item(scene, "more.change_ballot", "button.change", Verb.CHANGE_BALLOT)


def facilitator_part(scene: Scene) -> list[Block]:
    """Who is missing, and the powers; *Next step*, or why not yet."""
    round, w = scene.round, scene.w
    if not scene.facilitates or round.is_over or round.stage is Stage.DRAFT:
        return []
    rows: list[Block] = [Heading(w("more.you_facilitate" if scene.proposed else "more.you_facilitate_asked"))]
    rows += [Line(words(step_said(step, scene.reader))) for step in next_steps(round, scene.reader)]
    rows += [*names_missing(scene), *failures(scene), *([] if scene.proposes else offer_waits_for(scene))]
    if round.stage in ASKING and scene.record.missing and not round.reminded:
        rows.append(_item(scene, "more.remind", "button.remind", Verb.REMIND))
    if round.stage is Stage.ADVISING:
        rows += message_ready(scene)
    rows += _may_propose(scene)
    if round.stage in DECIDING | NAMING and scene.record.missing and not round.terms.secret:
        rows += [*message_ready(scene), _item(scene, "more.write_down", "button.write_down", Verb.WRITE_DOWN)]
    if round.stage in _WITH_PROBLEMS:
        for problem in scene.others_problems:
            rows.append(_part_row(scene, problem, "more.offer_help", "button.offer_help", Verb.OFFER_HELP))
    rows += [] if scene.proposes else guest_rows(scene)
    if round.extensions < round.settings.max_extensions:
        extend = "more.extend" if scene.proposed else "more.extend_asked"
        rows.append(_item(scene, extend, "button.extend", Verb.EXTEND))
    if (round.stage, MoveOn) in PROCESSES[round.process].rules:
        rows += _next_step(scene)
    rows.append(_item(scene, "more.hand_over", "button.hand_over", Verb.HAND_OVER))
    stop = "more.stop" if scene.proposed else "more.stop_asked"
    rows.append(_item(scene, stop, "button.stop", Verb.STOP))
    return rows


def _may_propose(scene: Scene) -> list[Block]:
    """People, in a selection: when it is time, and where somebody sees a problem."""
    if scene.round.stage is Stage.PROPOSING:
        return [_item(scene, "more.propose_people", "button.propose_people", Verb.PROPOSE_PEOPLE)]
    if scene.round.way is Way.SELECTION and scene.round.stage is Stage.INTEGRATING:
        return [_item(scene, "more.propose_another", "button.propose_people", Verb.PROPOSE_PEOPLE)]
    return []


def _next_step(scene: Scene) -> list[Block]:
    if not_yet := not_yet_said(scene):
        return [Paragraph(words(not_yet))]
    if _closes_as_soon_as_it_can(scene):
        return []
    if scene.proposed:
        return [_item(scene, "more.move_on", "button.next_step", Verb.MOVE_ON)]
    return [_item(scene, "more.close_now", "button.close_now", Verb.MOVE_ON)]


def _closes_as_soon_as_it_can(scene: Scene) -> bool:
    """All have been heard, and the next step would not come sooner for being asked for."""
    round = scene.round
    return round.stage in DECIDING | NAMING and closes_by_next_step(round, scene.reader.now) == closing_time(
        round
    )


def others_part(scene: Scene) -> list[Block]:
    """What anybody may do when proposer or facilitator have gone quiet."""
    round = scene.round
    rows: list[Block] = []
    if not scene.record.seat.in_circle or round.is_over:
        return rows
    if round.carry_on_since is not None and not scene.proposes:
        rows.append(_item(scene, "more.carry_on", "button.carry_on", Verb.CARRY_ON))
    silent = silent_from(round)
    waits = round.facilitator is None or (silent is not None and silent <= scene.reader.now)
    barred = scene.me in round.concerned or bool(scene.my_problems)
    if waits and not scene.facilitates and not barred:
        rows.append(_item(scene, "more.take_over_facilitation", "button.take_over", Verb.TAKE_OVER))
    return rows


def _item(scene: Scene, text: str, label: str, verb: Verb) -> Item:
    return Item(words(scene.w(text)), scene.button(label, verb))


def _part_row(scene: Scene, problem: Problem, text: str, label: str, verb: Verb) -> Item:
    return Item(words(scene.w(text)), scene.button(label, verb, part=problem.id))
