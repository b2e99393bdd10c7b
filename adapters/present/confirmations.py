"""What somebody sees once something of theirs is recorded: what it was, what happens next, and how to change
it."""

from collections.abc import Callable, Mapping
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Line, Paragraph, PersonalCard, Quote, Words, words
from adapters.desk import Screen
from adapters.present.asks import explain_answers
from adapters.present.ballot_result import standing_blocks
from adapters.present.ballot_words import answer_said, is_sealed
from adapters.present.digest_settings import digest_said
from adapters.present.excerpts import shortly
from adapters.present.forms import YES
from adapters.present.heard import deadline
from adapters.present.opt_in import my_place
from adapters.present.problem_part import offer_waits_for
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.selection_words import role_and_people
from adapters.present.tested import last_tested, outcome_said
from adapters.present.verbs import Verb
from decisions.agreements.agreement import Agreement
from decisions.ids import CircleId
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.asks import next_in_hours
from decisions.rounds.record import AgreementRecord, CircleRecord, RoundRecord
from decisions.rounds.round import NAMING, Stage
from decisions.rounds.way import Way

_ANSWERS: Final = frozenset(
    {
        Verb.CONSENT,
        Verb.STILL_OK,
        Verb.STAND_ASIDE,
        Verb.ANSWER,
        Verb.REPLACE,
        Verb.CHOOSE,
        Verb.VOTE,
        Verb.SAY,
        Verb.NOMINATE,
        Verb.CONFIRM_WRITTEN,
    }
)
ROUND_VERBS: Final = frozenset(
    {
        Verb.OPEN,
        Verb.OPEN_NOW,
        Verb.DISCARD,
        Verb.ASK_QUESTION,
        Verb.REACT,
        Verb.NOTHING_TO_ADD,
        Verb.ANSWER_QUESTION,
        Verb.CHANGE_TEXT,
        Verb.ASK_EVERYONE,
        Verb.CALL_ME,
        Verb.REACH_ME,
        Verb.TALK_FIRST,
        Verb.WRITE_DOWN,
        Verb.DENY_WRITTEN,
        Verb.ADD_OPTION,
        Verb.CHANGE_BALLOT,
        Verb.ADVISE,
        Verb.DECIDE,
        Verb.PROPOSE_PEOPLE,
        Verb.TAKE_ROLE,
        Verb.DECLINE_ROLE,
        Verb.ANSWER_FOR,
        Verb.ASK_FOR_TEST,
        Verb.TEST_ANSWER,
        Verb.ME_TOO,
        Verb.ABOUT_PROBLEM,
        Verb.OFFER_HELP,
        Verb.SUGGEST_FIX,
        Verb.FIXED_FOR_ME,
        Verb.NOT_YET_FIXED,
        Verb.KEEP_AS_WORRY,
        Verb.TAKE_OVER_PROBLEM,
        Verb.STILL_DOES_THE_JOB,
        Verb.EXTEND,
        Verb.MOVE_ON,
        Verb.REMIND,
        Verb.STOP,
        Verb.REOPEN,
        Verb.WITHDRAW,
        Verb.CARRY_ON,
        Verb.TAKE_OVER,
        Verb.HAND_OVER,
        Verb.KEEP_LATE,
        Verb.TELL_OUTCOME,
    }
)
OTHER_VERBS: Final = frozenset(
    {
        Verb.CIRCLE_FORM,
        Verb.WHO_BELONGS,
        Verb.SAME_PERSON,
        Verb.NAME_COORDINATOR,
        Verb.LEAVE_CIRCLE,
        Verb.SOMEBODY_LEFT,
        Verb.STAND_IN,
        Verb.END_STAND_IN,
        Verb.LEAVE_PLACE,
        Verb.PLACE_LANGUAGE,
        Verb.REVOKE_LINKS,
        Verb.LANGUAGE,
        Verb.OWN_REMINDERS,
        Verb.CIRCLE_REMINDERS,
        Verb.CIRCLE_DIGEST,
        Verb.NOTE,
        Verb.NOT_WORKING,
    }
)
"""Recorded, and not about a round."""


def recorded(verb: str, record: RoundRecord, reader: Reader, *, shared: bool = False) -> PersonalCard:
    """The confirmation of something about a round. ``shared``: it stands beside a shared card and will not
    last."""
    scene = Scene(record, reader)
    if verb in _ANSWERS:
        return _answer(scene, record.seat.answer, shared=shared)
    otherwise = not scene.proposed and verb in OF_OTHER_WAYS
    if verb == Verb.TEST_ANSWER and scene.round.stage is not Stage.TESTING:
        return _test_over(scene)
    said = _OTHERWISE[verb](scene) if verb in _OTHERWISE else ""
    facilitator = scene.name(scene.round.facilitator)
    key = f"recorded.{verb}_{scene.round.way}" if otherwise else f"recorded.{verb}"
    said = said or scene.w(
        scene.of_people(key),
        title=what_it_is_about(scene) if verb == Verb.PROPOSE_PEOPLE else scene.title,
        when=deadline(scene),
        facilitator=facilitator,
    )
    more = _MORE_BLOCKS[verb](scene) if verb in _MORE_BLOCKS else ()
    buttons = tuple(scene.button(key, each) for key, each in _next(scene, verb))
    row: tuple[Block, ...] = (Buttons(buttons),) if buttons else ()
    return PersonalCard(said, (Paragraph(words(said)), *more, *row, *_only_you(scene, shared=shared)))


def recorded_screen(
    record: RoundRecord | CircleRecord | AgreementRecord | None, reader: Reader, screen: Screen
) -> PersonalCard:
    """The screen ``recorded``: what was pressed travels as ``verb``."""
    verb = screen.carried.get("verb", "")
    if isinstance(record, RoundRecord):
        known = verb in ROUND_VERBS or verb in _ANSWERS
        beside = screen.carried.get("beside") == YES
        return recorded(verb, record, reader, shared=beside) if known else recorded_elsewhere(verb, reader)
    if isinstance(record, CircleRecord):
        also = digest_said(record.circle, reader) if verb == Verb.CIRCLE_DIGEST else ""
        return recorded_elsewhere(verb, reader, record.circle.id, also)
    return recorded_elsewhere(verb, reader, record.agreement if isinstance(record, AgreementRecord) else None)


def recorded_elsewhere(
    verb: str, reader: Reader, about: Agreement | CircleId | None = None, also: str = ""
) -> PersonalCard:
    """The confirmation of something about an agreement, a circle or one's own links. ``also``: one more sentence."""
    w = reader.copy
    said = w(f"recorded.{verb}") if verb in OTHER_VERBS else w("recorded.done")
    said = f"{said} {also}".rstrip()
    button: tuple[Block, ...] = ()
    if isinstance(about, Agreement):
        action = Action(Verb.OPEN_AGREEMENT, str(about.id))
        button = (Buttons((Button(w("button.open_agreement"), action),)),)
    elif about is not None:
        action = Action(Verb.OPEN_CIRCLE, str(about))
        button = (Buttons((Button(w("button.open_circle"), action),)),)
    return PersonalCard(said, (Paragraph(words(said)), *button))


def _reminded(scene: Scene) -> str:
    """What a reminder comes to, where that is other than one more message to each; else empty."""
    round = scene.round
    if round.deadline and next_in_hours(scene.reader.now, round.deadline, round.settings.zone) is None:
        return scene.w("recorded.remind_too_late")
    return scene.w("recorded.remind_exploring") if round.stage is Stage.EXPLORING else ""


def _test_asked(scene: Scene) -> str:
    """Who asks second, from another organisation, begins the test; else empty."""
    return scene.w("recorded.test_begins", when=deadline(scene)) if scene.round.stage is Stage.TESTING else ""


def _scheduled(scene: Scene) -> str:
    """Of a ballot that opens by itself later; else empty."""
    opens_at = scene.round.terms.opens_at
    if scene.round.scheduled is None or opens_at is None:
        return ""
    return scene.w("recorded.scheduled", title=scene.title, when=scene.reader.when(opens_at))


# --- answers ------------------------------------------------------------------------------------------------


def _answer(scene: Scene, answer: Answer | None, *, shared: bool) -> PersonalCard:
    if answer is None:
        counted = scene.w("secret.voted_already" if scene.round.terms.secret else "recorded.counted")
        return PersonalCard(counted, (Paragraph(words(counted)), Buttons((scene.more,))))
    said = _answer_said(scene, answer)
    blocks: list[Block] = [Paragraph(said)]
    if waits := my_place(scene):
        blocks.append(Paragraph(words(waits, bold=True)))
    if answer.words:
        blocks.append(Quote(shortly(answer.words, 280)))
    blocks.append(Paragraph(words(_sealed(scene, answer))))
    blocks += standing_blocks(scene)
    if buttons := _answer_buttons(scene, answer):
        blocks.append(Buttons(buttons))
    return PersonalCard(said.plain, (*blocks, *_only_you(scene, shared=shared)))


def _answer_said(scene: Scene, answer: Answer) -> Words:
    if answer.nominee is not None:
        return scene.w.rich("recorded.nominated", name=scene.name(answer.nominee), title=scene.title)
    if not scene.proposed:
        return scene.w.rich("recorded.vote", choice=answer_said(scene, answer), title=what_it_is_about(scene))
    return scene.w.rich(f"recorded.answer_{answer.kind}", version=scene.round.version, title=scene.title)


def what_it_is_about(scene: Scene) -> str:
    return role_and_people(scene) if scene.round.way is Way.SELECTION else scene.title


def _sealed(scene: Scene, answer: Answer) -> str:
    when = deadline(scene)
    if scene.round.stage in NAMING | {Stage.VOTING, Stage.LISTENING} and when:
        sealed = "sealed" if is_sealed(scene) else "open"
        final = "changeable" if scene.round.terms.changeable else "final"
        return scene.w(f"vote.{sealed}_{final}", when=when)
    if scene.round.stage is not Stage.CONSENTING or not when:
        return scene.w("recorded.counted")
    if answer.kind is Kind.OBJECTION:
        return scene.w("recorded.sealed_problem", when=when)
    return scene.w("recorded.sealed", when=when)


def _answer_buttons(scene: Scene, answer: Answer) -> tuple[Button, ...]:
    if scene.round.ballot is not None and not scene.round.terms.changeable:
        return () if is_sealed(scene) else (scene.more,)
    change = scene.button("button.change_answer", scene.answering)
    if not scene.asks_consent:
        return (change,) if is_sealed(scene) else (change, scene.more)
    if answer.kind is Kind.CONSENT:
        return (change, scene.button("button.add_worry", Verb.CONCERN))
    if answer.kind is Kind.OBJECTION:
        return (change, scene.button("button.call_me", Verb.CALL_ME))
    return (change,)


def _test_over(scene: Scene) -> PersonalCard:
    """The answer with which a test became certain, and what that means for the problem."""
    said = scene.w("recorded.test_over", title=scene.title)
    problem = last_tested(scene)
    came_to = outcome_said(scene, problem) if problem else ""
    outcome: tuple[Block, ...] = (Paragraph(words(came_to, bold=True)),) if came_to else ()
    return PersonalCard(said, (Paragraph(words(said)), *outcome, Buttons((scene.more,))))


def _only_you(scene: Scene, *, shared: bool) -> tuple[Block, ...]:
    return (Line(words(scene.w("recorded.only_you"))),) if shared else ()


# --- what stands with some of the others --------------------------------------------------------------------


def _next(scene: Scene, verb: str) -> tuple[tuple[str, Verb], ...]:
    if verb == Verb.CHANGE_TEXT and scene.round.stage is Stage.AMENDING:
        return (("button.ask_everyone", Verb.ASK_EVERYONE), *_NEXT[verb])
    if verb == Verb.DENY_WRITTEN:
        return (("button.answer_now", scene.answering),)
    if verb == Verb.WITHDRAW and not scene.proposed:
        return ()
    if scene.round.way is Way.ADVICE and verb in _NEXT_IN_ADVICE:
        return _NEXT_IN_ADVICE[verb]
    if verb == Verb.OPEN and scene.round.scheduled is not None:
        return (("button.look", Verb.PREVIEW),)
    return _NEXT.get(verb, ())


def _text_goes_on(scene: Scene) -> tuple[Block, ...]:
    """What a changed text waits for: that its author asks everyone, or a word from those whose problems it may fix."""
    if scene.round.stage is Stage.AMENDING:
        return (Paragraph(words(scene.w("recorded.change_text_then", when=deadline(scene)))),)
    return tuple(offer_waits_for(scene))


def _explained(scene: Scene) -> tuple[Block, ...]:
    return (explain_answers(scene),) if scene.proposed else ()


def _closes_soon(scene: Scene) -> str:
    """While answers are asked for the next step waits a little, for who would change one."""
    closes = scene.round.closes_early
    if closes is None or not scene.proposed or scene.round.stage is not Stage.CONSENTING:
        return ""
    return scene.w("recorded.move_on_closes", title=scene.title, when=scene.reader.when(closes))


_OTHERWISE: Final[Mapping[str, Callable[[Scene], str]]] = {
    Verb.OPEN: _scheduled,
    Verb.REMIND: _reminded,
    Verb.ASK_FOR_TEST: _test_asked,
    Verb.MOVE_ON: _closes_soon,
}
"""What is said of a verb in some cases; where it comes to nothing, the usual sentence is."""
OF_OTHER_WAYS: Final = frozenset({Verb.MOVE_ON, Verb.WITHDRAW, Verb.KEEP_LATE})
"""What is said otherwise of what is no proposal."""
_MORE_BLOCKS: Final[Mapping[str, Callable[[Scene], tuple[Block, ...]]]] = {
    Verb.OPEN: _explained,
    Verb.CHANGE_TEXT: _text_goes_on,
}
_NEXT: Final[Mapping[str, tuple[tuple[str, Verb], ...]]] = {
    Verb.ADD_OPTION: (("button.vote", Verb.VOTE), ("button.open", Verb.OPEN_ROUND)),
    Verb.OPEN: (("button.open", Verb.OPEN_ROUND),),
    Verb.OPEN_NOW: (("button.open", Verb.OPEN_ROUND),),
    Verb.REOPEN: (("button.open", Verb.OPEN_ROUND),),
    Verb.ASK_QUESTION: (("button.react", Verb.REACT), ("button.open", Verb.OPEN_ROUND)),
    Verb.REACT: (("button.ask_question", Verb.ASK_QUESTION), ("button.open", Verb.OPEN_ROUND)),
    Verb.NOTHING_TO_ADD: (("button.ask_question", Verb.ASK_QUESTION),),
    Verb.CALL_ME: (("button.reach_me", Verb.REACH_ME),),
    Verb.ANSWER_QUESTION: (("button.more_questions", Verb.ANSWER_QUESTION),),
    Verb.CHANGE_TEXT: (("button.open", Verb.OPEN_ROUND), ("button.change_text", Verb.CHANGE_TEXT)),
    Verb.TEST_ANSWER: (("button.change_answer", Verb.TEST_ANSWER),),
    Verb.WRITE_DOWN: (("button.more", Verb.MORE),),
    Verb.ANSWER_FOR: (("button.more", Verb.MORE),),
    Verb.WITHDRAW: (("button.propose_again", Verb.PROPOSE_AGAIN),),
    Verb.CARRY_ON: (("button.change_text", Verb.CHANGE_TEXT), ("button.more", Verb.MORE)),
    Verb.TAKE_OVER: (("button.more", Verb.MORE),),
    Verb.TELL_OUTCOME: (("button.open", Verb.OPEN_ROUND), ("button.correct_outcome", Verb.TELL_OUTCOME)),
    Verb.ADVISE: (("button.more_advice", Verb.ADVISE), ("button.open", Verb.OPEN_ROUND)),
    Verb.DECIDE: (("button.open", Verb.OPEN_ROUND),),
    Verb.PROPOSE_PEOPLE: (("button.open", Verb.OPEN_ROUND),),
    Verb.TAKE_ROLE: (("button.open", Verb.OPEN_ROUND),),
    Verb.DECLINE_ROLE: (("button.open", Verb.OPEN_ROUND),),
}
"""The buttons that may come next, each a label's key and a verb."""
_NEXT_IN_ADVICE: Final[Mapping[str, tuple[tuple[str, Verb], ...]]] = {
    Verb.NOTHING_TO_ADD: (("button.advise", Verb.ADVISE),),
    Verb.CARRY_ON: (("button.more", Verb.MORE),),
}
