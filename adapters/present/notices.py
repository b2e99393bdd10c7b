"""Private messages beside the asks: to the proposer, the facilitator, to who raised a problem, and to who was
written for."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from adapters.cards import Block, Button, Buttons, Heading, Line, Paragraph, PersonalCard, Quote, words
from adapters.copy import Copy, words_for
from adapters.present.advice_given import few_advice
from adapters.present.answer import offered_changes
from adapters.present.asks import ask_card
from adapters.present.ballot_words import answer_said
from adapters.present.coach import message_ready, names_missing
from adapters.present.excerpts import shortly
from adapters.present.heard import deadline, missing_voices
from adapters.present.nominations import few_nominations
from adapters.present.outcome import outcome_told
from adapters.present.problem import problem_quote
from adapters.present.reader import Reader
from adapters.present.reopening import reopened_blocks
from adapters.present.result import came_to, folded_ask, result_for_person
from adapters.present.scene import Scene
from adapters.present.selection_card import because_quote, declined_blocks, propose_buttons, take_buttons
from adapters.present.selection_words import term_line
from adapters.present.talk import open_questions
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.rounds.asks import WaveKind, wave_of
from decisions.rounds.notices import NoticeKind, still_true
from decisions.rounds.record import RemarkKind, RoundRecord
from decisions.rounds.round import NAMING, Problem
from decisions.rounds.way import Way

_SHOWN: Final = 5
OF_WAYS: Final[Mapping[Way, frozenset[NoticeKind]]] = {
    Way.QUESTION: frozenset({NoticeKind.ANSWERED_TWICE, NoticeKind.COUNTED_ONCE}),
    Way.ADVICE: frozenset({NoticeKind.EXTENDED}),
}
"""What is said otherwise in these ways: words are put together where an answer takes another's place, and it is named people who
must be heard, not enough of them."""
KNOWN_FAILURES: Final = frozenset(
    {
        "channel_gone",
        "not_invited",
        "token_revoked",
        "account_inactive",
        "blocked",
        "refused",
        "busy",
        "unreachable",
        "channel_archived",
        "not_allowed",
        "person_gone",
        "message_gone",
        "not_installed",
        "timed_out",
        "mail_login_refused",
    }
)


def notice_card(
    kind: NoticeKind,
    record: RoundRecord,
    reader: Reader,
    about: UUID | None = None,
    *,
    wave: WaveKind | None = None,
    explain: bool = False,
) -> PersonalCard:
    """The message for a notice about a round; one line when it is no longer true. ``wave`` and ``explain``
    are an ask's."""
    if kind is NoticeKind.RESULT:
        return result_for_person(record, reader)
    if kind is NoticeKind.ASK:
        now = wave_of(record.round)
        return ask_card(record, reader, wave or (now.kind if now else WaveKind.ANSWER), explain=explain)
    scene = Scene(record, reader)
    if reader.member is not None and not still_true(kind, about, reader.member, record.round):
        return folded_ask(record, reader)
    way = scene.round.way
    key = f"notice.{kind}_{way}" if kind in OF_WAYS.get(way, ()) else f"notice.{kind}"
    if kind is NoticeKind.EXTENDED and scene.round.stage in NAMING:
        key = "notice.extended_naming"
    note = scene.w(key, title=scene.title, name=_name(scene, about), when=deadline(scene))
    blocks = (
        _BLOCKS[kind](scene, about) if kind in _BLOCKS else (_row(scene, ("button.open", Verb.OPEN_ROUND)),)
    )
    return PersonalCard(note, (Heading(scene.title), Paragraph(words(note)), *blocks))


def _name(scene: Scene, about: UUID | None) -> str:
    found = next((m for m in scene.record.members.values() if m.id == about), None)
    return found.name if found else scene.w("people.somebody")


def _row(scene: Scene, *labels: tuple[str, Verb], part: UUID | None = None) -> Buttons:
    return Buttons(tuple(scene.button(label, verb, part=part) for label, verb in labels))


# --- to the proposer ----------------------------------------------------------------------------------------


def _questions(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    waiting = open_questions(scene)
    for question in waiting[:_SHOWN]:
        blocks.append(Quote(shortly(question.text, 400), scene.who(question.by, named=question.named)))
        blocks.append(Buttons((scene.button("button.answer_now", Verb.ANSWER_QUESTION, part=question.id),)))
    if len(waiting) > _SHOWN:
        blocks.append(Line(words(scene.w.n("notice.more_questions", len(waiting) - _SHOWN))))
    return tuple(blocks)


def _amending(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    row = _row(scene, ("button.change_text", Verb.CHANGE_TEXT), ("button.ask_everyone", Verb.ASK_EVERYONE))
    return (row, Line(words(scene.w("notice.amending_until", when=deadline(scene)))))


def _still_does_the_job(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    row = _row(
        scene,
        ("button.still_does_the_job", Verb.STILL_DOES_THE_JOB),
        ("button.change_text", Verb.CHANGE_TEXT),
        ("button.read_all", Verb.READ_ALL),
    )
    return (*offered_changes(scene), row)


def _advice(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    return (
        *few_advice(scene),
        _row(scene, ("button.read_all", Verb.READ_ALL), ("button.open", Verb.OPEN_ROUND)),
    )


def _decide(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    row = _row(scene, ("button.decide", Verb.DECIDE), ("button.read_all", Verb.READ_ALL))
    return (*few_advice(scene), row, Line(words(scene.w("notice.decide_until", when=deadline(scene)))))


# --- in a selection -----------------------------------------------------------------------------------------


def _propose(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    until = Line(words(scene.w("notice.propose_until", when=deadline(scene))))
    return (*declined_blocks(scene), *few_nominations(scene), propose_buttons(scene), until)


def _accept(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    until = Line(words(scene.w("notice.accept_until", when=deadline(scene))))
    return (*because_quote(scene), *term_line(scene), take_buttons(scene), until)


# --- to the facilitator -------------------------------------------------------------------------------------


def _problems(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for problem in scene.round.open_problems[:_SHOWN]:
        blocks.append(problem_quote(scene, problem))
        if problem in scene.others_problems:
            blocks.append(Buttons((scene.button("button.offer_help", Verb.OFFER_HELP, part=problem.id),)))
    return (*blocks, Line(words(scene.w("notice.help_first"))), _row(scene, ("button.more", Verb.MORE)))


def _voices(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    short = missing_voices(scene)
    needed = (Paragraph(words(scene.w("notice.still_needed", groups=short))),) if short else ()
    row = _row(
        scene,
        ("button.remind", Verb.REMIND),
        ("button.write_down", Verb.WRITE_DOWN),
        ("button.more", Verb.MORE),
    )
    return (*needed, *names_missing(scene), *message_ready(scene), row)


def _failed(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    return (*failures(scene), _row(scene, ("button.write_down", Verb.WRITE_DOWN), ("button.more", Verb.MORE)))


def failures(scene: Scene) -> tuple[Block, ...]:
    """What did not arrive, in words."""
    blocks: list[Block] = []
    for failed in scene.record.failed[:_SHOWN]:
        to = scene.name(failed.member) if failed.member else failed.place
        why = why_not_delivered(failed.why, words_for(scene.reader.locale, failed.platform))
        blocks.append(Line(words(scene.w("failed.to", to=to, why=why))))
    return tuple(blocks)


def why_not_delivered(why: str, w: Copy) -> str:
    """What stands in the way and what to do; ``w`` are the words for the platform that it happened on."""
    return w(f"failed.{why if why in KNOWN_FAILURES else 'other'}")


def _call(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    asked = [r for r in scene.record.remarks if r.kind is RemarkKind.CALL and r.by == about and r.text]
    reach = tuple(Quote(shortly(call.text, 400), scene.w("call.reach")) for call in asked[-1:])
    return (*reach, _row(scene, ("button.write_down", Verb.WRITE_DOWN), ("button.more", Verb.MORE)))


def _to_more(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    return (_row(scene, ("button.more", Verb.MORE), ("button.open", Verb.OPEN_ROUND)),)


def _outcome_wanted(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    row = _row(scene, ("button.tell_outcome", Verb.TELL_OUTCOME), ("button.open", Verb.OPEN_ROUND))
    return (Paragraph(came_to(scene)), row)


# --- to those who were asked in private ---------------------------------------------------------------------


def _outcome(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    """What was decided, and what somebody says it means."""
    row = _row(scene, ("button.open", Verb.OPEN_ROUND), ("button.read_all", Verb.READ_ALL))
    return (Paragraph(came_to(scene).in_bold), *outcome_told(scene), row)


# --- about a problem ----------------------------------------------------------------------------------------


def _problem(scene: Scene, about: UUID | None) -> Problem | None:
    return next((problem for problem in scene.round.problems if problem.id == about), None)


def _help(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    problem = _problem(scene, about)
    quote = (problem_quote(scene, problem),) if problem else ()
    keep = scene.button("button.keep_as_worry", Verb.KEEP_AS_WORRY, part=about)
    return (*quote, Buttons((scene.button("button.call_me", Verb.CALL_ME), keep, scene.more)))


def _asked_about(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    asked = [r for r in scene.record.remarks if r.kind is RemarkKind.ABOUT_PROBLEM and r.about == about]
    quotes = tuple(Quote(written(r.text), scene.who(r.by)) for r in asked[-_SHOWN:])
    return (
        *quotes,
        Line(words(scene.w("notice.no_need_to_answer"))),
        _row(scene, ("button.open", Verb.OPEN_ROUND)),
    )


def _is_it_fixed(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    problem = _problem(scene, about)
    quote = (problem_quote(scene, problem),) if problem else ()
    return (*quote, *offered_changes(scene), fixed_buttons(scene, about))


def fixed_buttons(scene: Scene, problem_id: UUID | None) -> Buttons:
    return Buttons(
        (
            scene.button("button.fixed_for_me", Verb.FIXED_FOR_ME, part=problem_id),
            scene.button("button.not_yet", Verb.NOT_YET_FIXED, part=problem_id),
            scene.button("button.keep_as_worry", Verb.KEEP_AS_WORRY, part=problem_id),
        )
    )


def _take_over(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    problem = _problem(scene, about)
    quote = (problem_quote(scene, problem),) if problem else ()
    take: Button = scene.button("button.take_over_problem", Verb.TAKE_OVER_PROBLEM, part=about)
    return (*quote, Buttons((take, scene.read_all)))


def _confirm_for_group(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    problem = _problem(scene, about)
    quote = (problem_quote(scene, problem),) if problem else ()
    fixed = scene.button("button.fixed_for_me", Verb.FIXED_FOR_ME, part=about)
    return (*quote, Buttons((fixed, scene.read_all, scene.more)))


# --- to who was written for ---------------------------------------------------------------------------------


def written_blocks(scene: Scene, about: UUID | None = None) -> tuple[Block, ...]:
    """What was written down for the reader, and whether it is right."""
    answer = scene.record.written_for_reader
    if answer is None:
        return (Line(words(scene.w("notice.nothing_written"))),)
    said = Paragraph(words(answer_said(scene, answer), bold=True))
    quote = (Quote(written(answer.words)),) if answer.words else ()
    fix = (Quote(written(answer.fix), scene.w("answer.fix")),) if answer.fix else ()
    row = _row(scene, ("button.confirm", Verb.CONFIRM_WRITTEN), ("button.deny", Verb.DENY_WRITTEN))
    return (said, *quote, *fix, row, Line(words(scene.w("notice.counts_after_yes"))))


def _moved_up(scene: Scene, about: UUID | None) -> tuple[Block, ...]:
    change = (("button.change_answer", Verb.VOTE),) if scene.round.terms.changeable else ()
    return (_row(scene, *change, ("button.open", Verb.OPEN_ROUND)),)


_BLOCKS: Final[Mapping[NoticeKind, Callable[[Scene, UUID | None], tuple[Block, ...]]]] = {
    NoticeKind.REOPENED: lambda scene, about: reopened_blocks(scene),
    NoticeKind.NOT_OPENED: lambda scene, about: (_row(scene, ("button.look", Verb.PREVIEW)),),
    NoticeKind.QUESTIONS: _questions,
    NoticeKind.AMENDING: _amending,
    NoticeKind.STILL_DOES_THE_JOB: _still_does_the_job,
    NoticeKind.ADVICE: _advice,
    NoticeKind.DECIDE: _decide,
    NoticeKind.PROPOSE: _propose,
    NoticeKind.ACCEPT: _accept,
    NoticeKind.PROBLEMS: _problems,
    NoticeKind.VOICE_IN_DANGER: _voices,
    NoticeKind.EXTENDED: _voices,
    NoticeKind.CALL_ASKED: _call,
    NoticeKind.YOUR_TURN: _to_more,
    NoticeKind.NOW_FACILITATING: _to_more,
    NoticeKind.NOT_DELIVERED: _failed,
    NoticeKind.HELP_OFFERED: _help,
    NoticeKind.ASKED_ABOUT: _asked_about,
    NoticeKind.IS_IT_FIXED: _is_it_fixed,
    NoticeKind.WRITTEN_DOWN: written_blocks,
    NoticeKind.MOVED_UP: _moved_up,
    NoticeKind.TAKE_OVER_PROBLEM: _take_over,
    NoticeKind.CONFIRM_FOR_GROUP: _confirm_for_group,
    NoticeKind.OUTCOME: _outcome,
    NoticeKind.OUTCOME_WANTED: _outcome_wanted,
}
