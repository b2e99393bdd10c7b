"""Every screen of a question round, from its form to what was said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.own_view import card_once_heard
from adapters.present.result import folded_ask, result_for_person
from adapters.present.round_card import bump_card, round_card
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.outcome import OutcomeStatement
from decisions.rounds.question.spoken import Spoken
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage, Why
from decisions.rounds.text import Text
from tests.adapters.present import builders as b

SAID = (
    "Fewer meetings in the evening. My children are at home then, and nobody can look after them.",
    "Less paper.",
    "Fewer forms that ask the same thing twice.",
    "Fewer messages at the weekend.",
)
_SPEAKERS = ((b.MAYA, b.PARENTS), (b.AHMED, b.PROVIDERS), (b.KAI, b.SCHOOLS), (b.SAM, b.PROVIDERS))
_TOLD = (
    NoticeKind.VOICE_IN_DANGER,
    NoticeKind.CALL_ASKED,
    NoticeKind.NOW_FACILITATING,
    NoticeKind.TAKEN_OVER,
    NoticeKind.NOT_DELIVERED,
    NoticeKind.WRITTEN_DOWN,
    NoticeKind.ANSWERED_TWICE,
    NoticeKind.COUNTED_ONCE,
)


def said(long: bool = False) -> tuple[Spoken, ...]:
    """Four texts, the last without a name; ``long``: a hundred, each as long as it may be."""
    world = b.World(long)
    each = [
        Spoken(by, group, world.text(words), named=by is not b.SAM)
        for (by, group), words in zip(_SPEAKERS, SAID, strict=True)
    ]
    return tuple(each * 25 if long else each)


def an_open(*, long: bool = False, reader: MemberId = b.JO, **changes: Any) -> RoundRecord:
    return b.a_record(Stage.LISTENING, long=long, reader=reader, **changes)


def spoke(*, long: bool = False, kind: Kind = Kind.SPOKEN, **changes: Any) -> RoundRecord:
    """The reader has."""
    words = b.World(long).text("Shorter meetings.") if kind is Kind.SPOKEN else ""
    return an_open(long=long, answer=Answer(kind, b.NOW, words), **changes)


def answered(*, long: bool = False, reader: MemberId = b.JO) -> RoundRecord:
    return b.a_record(Stage.ANSWERED, long=long, reader=reader, record={"spoken": said(long)})


def show(name: str, record: object, locale: str, who: MemberId = b.JO, screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(who, locale), screen or Screen(name))


def question_views(locale: str, long: bool) -> Mapping[str, View]:
    return {**_setup(locale, long), **_open(locale, long), **_over(locale, long), **_told(locale, long)}


def a_draft(*, long: bool = False, **changes: Any) -> RoundRecord:
    text = b.World(long).question
    facts = {"process": "question@1", "text": text, "opened_at": None, **changes}
    return b.a_record(Stage.DRAFT, reader=b.ROSA, long=long, **facts)


def _setup(locale: str, long: bool) -> dict[str, View]:
    circle = b.a_circle_record(long=long)
    title = b.World(long).text("What should we do less of?", 80)
    suggested = Screen("ballot", carried={"title": title, "page": "suggested", "method": "question"})
    unfinished = a_draft(long=long, text=Text("", ""))
    empty = Screen("edit_question", errors={"title": Refusal(Reason.EMPTY, at_field="title")})
    withdrawn = b.a_record(Stage.WITHDRAWN, long=long, process="question@1", text=b.World(long).question)
    return {
        "question-suggested": show("ballot", circle, locale, b.ROSA, suggested),
        "question-setup": show(
            "question", circle, locale, b.ROSA, Screen("question", carried={"title": title})
        ),
        "question-edit": show("edit_question", a_draft(long=long), locale, b.ROSA),
        "question-edit-refused": show("edit_question", unfinished, locale, b.ROSA, empty),
        "question-preview": show("preview", a_draft(long=long), locale, b.ROSA),
        "question-preview-unfinished": show("preview", unfinished, locale, b.ROSA),
        "question-again": show("propose_again", withdrawn, locale, b.ROSA),
        "question-draft": show("round", a_draft(long=long), locale, b.ROSA),
    }


def _open(locale: str, long: bool) -> dict[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    opened, mine = an_open(long=long), spoke(long=long)
    seen = {"spoken": said(long)[:2]}
    always = spoke(long=long, terms=Terms(shown=Shown.ALWAYS), record=seen)
    twice = Answer(Kind.SPOKEN, b.NOW, "\n\n".join([b.World(True).text("Less paper.")] * 2))
    empty = Screen("say", errors={"words": Refusal(Reason.EMPTY, at_field="words")})
    take_back = Screen("replace", carried={"kind": "stand_aside"})
    return {
        "question-card": round_card(opened, place),
        "question-card-always": round_card(always, place),
        "question-ask": ask_card(opened, reader, WaveKind.ANSWER, explain=True),
        "question-bump": bump_card(opened, place),
        "question-form": show("say", opened, locale),
        "question-form-again": show("say", mine, locale),
        "question-form-twice": show("say", an_open(long=long, answer=twice), locale),
        "question-form-error": show("say", opened, locale, screen=empty),
        "question-take_back": show("replace", mine, locale, screen=take_back),
        "question-recorded": recorded(Verb.SAY, mine, reader, shared=True),
        "question-recorded-nothing": recorded(
            Verb.STAND_ASIDE, spoke(long=long, kind=Kind.STAND_ASIDE), reader
        ),
        "question-recorded-always": recorded(Verb.SAY, always, reader),
        "question-own": card_once_heard(mine, reader),
        "question-own-always": card_once_heard(always, reader),
        "question-more": show("more", mine, locale),
        "question-more-facilitator": show("more", an_open(long=long, reader=b.LEE), locale, b.LEE),
        "question-more-proposer": show("more", an_open(long=long, reader=b.ROSA), locale, b.ROSA),
        "question-round": show("round", opened, locale),
        "question-round-always": show("round", always, locale),
        "question-write_down": show("write_down", an_open(long=long, reader=b.LEE), locale, b.LEE),
        "question-withdraw": show("withdraw", an_open(long=long, reader=b.ROSA), locale, b.ROSA),
    }


def _over(locale: str, long: bool) -> dict[str, View]:
    place, reader, over = b.a_place(locale), b.a_reader(b.JO, locale), answered(long=long)
    nobody = b.a_record(Stage.ANSWERED, long=long, why=Why.NOBODY_SPOKE)
    withdrawn = b.a_record(Stage.WITHDRAWN, long=long, process="question@1", text=b.World(long).question)
    return {
        "question-answered": round_card(over, place),
        "question-answered-nobody": round_card(nobody, place),
        "question-answered-told": round_card(_summed_up(long), place),
        "question-answered-told-round": show("round", _summed_up(long, b.LEE), locale, b.LEE),
        "question-tell_outcome": show("tell_outcome", answered(long=long, reader=b.LEE), locale, b.LEE),
        "question-answered-person": result_for_person(over, reader),
        "question-answered-folded": folded_ask(over, reader),
        "question-answered-round": show("round", over, locale),
        "question-answered-read_all": show("read_all", over, locale),
        "question-late": show("keep_late", over, locale),
        "question-withdrawn": round_card(withdrawn, place),
    }


def _summed_up(long: bool, reader: MemberId = b.JO) -> RoundRecord:
    """With what the facilitator makes of it."""
    record = answered(long=long, reader=reader)
    told = OutcomeStatement(b.World(long).text("We meet every other week from March on."), b.LEE, b.NOW)
    return replace(record, round=replace(record.round, outcome_statement=told))


def _told(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    for kind in _TOLD:
        who = b.JO if kind is NoticeKind.WRITTEN_DOWN else b.LEE
        written = spoke(long=long).seat.answer if kind is NoticeKind.WRITTEN_DOWN else None
        record = replace(an_open(long=long, reader=who), written_for_reader=written)
        views[f"question-notice-{kind}"] = notice_card(kind, record, b.a_reader(who, locale), b.MAYA)
    reader = b.a_reader(b.LEE, locale)
    for verb in (Verb.OPEN, Verb.MOVE_ON, Verb.WITHDRAW, Verb.KEEP_LATE, Verb.WRITE_DOWN, Verb.DENY_WRITTEN):
        views[f"question-recorded-{verb}"] = recorded(verb, an_open(long=long), reader)
    return views
