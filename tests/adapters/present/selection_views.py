"""Every screen of a selection, from its form to who was chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.own_view import card_once_heard
from adapters.present.postings import posting_card
from adapters.present.result import folded_ask, result_for_person
from adapters.present.round_card import bump_card, round_card
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Answer, Kind, nomination_of
from decisions.rounds.asks import WaveKind
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import NAMING, Problem, Stage, Test, Why
from decisions.rounds.selection.nominated import Nomination
from decisions.rounds.selection.vacancy import Declined, Selection
from tests.adapters.present import builders as b
from tests.adapters.present.question_views import show

SAID: tuple[tuple[MemberId, Any, MemberId | None, str], ...] = (
    (
        b.KAI,
        b.PROVIDERS,
        b.MAYA,
        "She writes so that people who were not there can follow, and she asks when she is not sure.",
    ),
    (b.TOMAS, b.PROVIDERS, b.MAYA, "Her notes came the same evening."),
    (b.JO, b.SCHOOLS, b.AHMED, "He listens to everyone."),
    (b.AHMED, b.PROVIDERS, None, "Please not me this year."),
)
_END_WHY = {
    Stage.UNDECIDED: (Why.NOBODY_NOMINATED, Why.NO_ONE_LEFT),
    Stage.DEFERRED: (Why.NOBODY_PROPOSED,),
    Stage.MEETING: (Why.TOO_MANY_VERSIONS,),
    Stage.NOT_AGREED: (Why.NO_ONE_CONSENTED,),
    Stage.NOT_HEARD_ENOUGH: (Why.QUORUM,),
    Stage.WITHDRAWN: (Why.WITHDRAWN_BY_PROPOSER,),
}


def told(long: bool = False) -> tuple[Nomination, ...]:
    """Four, the last of somebody who passes; ``long``: a hundred, each as long as it may be."""
    world = b.World(long)
    each = [
        Nomination(by, group, world.text(words), nominee=nominee, changed=by is b.TOMAS)
        for by, group, nominee, words in SAID
    ]
    return tuple(each * 25 if long else each)


def a_selection(stage: Stage, *, long: bool = False, reader: MemberId = b.JO, **changes: Any) -> RoundRecord:
    """In any stage: those of consent are about somebody who is proposed."""
    world = b.World(long)
    facts = {**b.of_selection(stage, world), **_with_problem(stage, world)}
    known = {"nominations": () if stage is Stage.NOMINATING else told(long), "agreement": None, "remarks": ()}
    record = changes.pop("record", {})
    return b.a_record(stage, long=long, reader=reader, record={**known, **record}, **{**facts, **changes})


def _with_problem(stage: Stage, world: b.World) -> dict[str, Any]:
    problem: Problem = b.a_problem(
        world, harm=world.text("She has the minutes of two other circles already.")
    )
    if stage is Stage.TESTING:
        test = Test(b.PROBLEM, 11, 3, 2, {b.PARENTS: 1})
        return {"problems": (replace(problem, tested=True),), "test": test, "tally": b.RESULT}
    return {"problems": (problem,) if stage is Stage.INTEGRATING else (), "criteria": ()}


def changed(record: RoundRecord, **changes: Any) -> RoundRecord:
    """With something else of its selection."""
    assert record.round.selection is not None
    selection = replace(record.round.selection, **changes)
    return replace(record, round=replace(record.round, selection=selection))


def nominated(stage: Stage = Stage.NOMINATING, *, long: bool = False, **changes: Any) -> RoundRecord:
    """The reader has."""
    words = b.World(long).text("She writes so that all can follow.")
    answer = Answer(Kind.NOMINATED, b.NOW, words, choice=nomination_of(b.MAYA))
    return a_selection(stage, long=long, answer=answer, **changes)


def declined(*, long: bool = False, reader: MemberId = b.LEE) -> RoundRecord:
    said = Declined(b.MAYA, b.World(long).text("My evenings are full this year. Thank you for the trust."))
    record = a_selection(Stage.PROPOSING, long=long, reader=reader)
    return changed(record, declined=(said, Declined(b.BO)), passed_over=(b.KAI,), candidates=(b.AHMED,))


def selection_views(locale: str, long: bool) -> Mapping[str, View]:
    return {
        **_setup(locale, long),
        **_naming(locale, long),
        **_proposing(locale, long),
        **_agreeing(locale, long),
        **_over(locale, long),
        **_told(locale, long),
    }


def a_draft(*, long: bool = False, **changes: Any) -> RoundRecord:
    vacancy = b.a_vacancy(b.World(long), **changes)
    facts: dict[str, Any] = {
        "process": "selection@1",
        "text": vacancy.as_text,
        "selection": Selection(vacancy),
    }
    return b.a_record(Stage.DRAFT, reader=b.ROSA, long=long, opened_at=None, **facts)


def _setup(locale: str, long: bool) -> dict[str, View]:
    circle = b.a_circle_record(long=long)
    title = b.World(long).text("Scribe", 80)
    suggested = Screen("ballot", carried={"title": title, "page": "suggested", "method": "selection"})
    unfinished = a_draft(long=long, name="", purpose="")
    nameless = Screen("edit_selection", errors={"title": Refusal(Reason.EMPTY, at_field="title")})
    again = a_selection(Stage.WITHDRAWN, long=long, why=Why.WITHDRAWN_BY_PROPOSER, reader=b.ROSA)
    return {
        "selection-suggested": show("ballot", circle, locale, b.ROSA, suggested),
        "selection-setup": show(
            "selection", circle, locale, b.ROSA, Screen("selection", carried={"title": title})
        ),
        "selection-edit": show("edit_selection", a_draft(long=long), locale, b.ROSA),
        "selection-edit-refused": show("edit_selection", unfinished, locale, b.ROSA, nameless),
        "selection-preview": show("preview", a_draft(long=long), locale, b.ROSA),
        "selection-preview-two": show("preview", a_draft(long=long, places=2), locale, b.ROSA),
        "selection-preview-unfinished": show("preview", unfinished, locale, b.ROSA),
        "selection-again": show("propose_again", again, locale, b.ROSA),
        "selection-draft": show("round", a_draft(long=long), locale, b.ROSA),
    }


def _naming(locale: str, long: bool) -> dict[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    views: dict[str, View] = {}
    waves = {Stage.NOMINATING: WaveKind.NOMINATE, Stage.CHANGING: WaveKind.RECONSIDER}
    for stage in sorted(NAMING):
        opened, mine = a_selection(stage, long=long), nominated(stage, long=long)
        passed = a_selection(stage, long=long, answer=Answer(Kind.STAND_ASIDE, b.NOW))
        empty = Screen("nominate", errors={"words": Refusal(Reason.EMPTY, at_field="words")})
        facilitator = a_selection(stage, long=long, reader=b.LEE)
        views |= {
            f"selection-card-{stage}": round_card(opened, place),
            f"selection-ask-{stage}": ask_card(opened, reader, waves[stage]),
            f"selection-form-{stage}": show("nominate", opened, locale),
            f"selection-form-again-{stage}": show("nominate", mine, locale),
            f"selection-form-error-{stage}": show("nominate", opened, locale, screen=empty),
            f"selection-recorded-{stage}": recorded(Verb.NOMINATE, mine, reader, shared=True),
            f"selection-recorded-pass-{stage}": recorded(Verb.STAND_ASIDE, passed, reader),
            f"selection-own-{stage}": card_once_heard(mine, reader),
            f"selection-take_back-{stage}": show("replace", mine, locale),
            f"selection-more-{stage}": show("more", opened, locale),
            f"selection-more-heard-{stage}": show("more", mine, locale),
            f"selection-more-facilitator-{stage}": show("more", facilitator, locale, b.LEE),
            f"selection-round-{stage}": show("round", opened, locale),
            f"selection-read_all-{stage}": show("read_all", opened, locale),
            f"selection-write_down-{stage}": show(
                "write_down", replace(facilitator, missing=(b.SAM,)), locale, b.LEE
            ),
            f"selection-written-{stage}": show("more", written_for(stage, long=long), locale),
        }
    last = ask_card(a_selection(Stage.NOMINATING, long=long), reader, WaveKind.LAST_CALL)
    views["selection-ask-last"] = last
    return views


def written_for(stage: Stage, *, long: bool = False) -> RoundRecord:
    """The facilitator has written down what the reader told them."""
    mine = nominated(stage, long=long)
    return replace(mine, written_for_reader=mine.seat.answer, seat=replace(mine.seat, answer=None))


def _proposing(locale: str, long: bool) -> dict[str, View]:
    place = b.a_place(locale)
    opened = a_selection(Stage.PROPOSING, long=long, reader=b.LEE)
    two = changed(opened, vacancy=b.a_vacancy(b.World(long), places=2))
    own = changed(opened, candidates=(b.AHMED, b.LEE, b.MAYA))
    again = a_selection(Stage.INTEGRATING, long=long, reader=b.LEE)
    nobody = Screen("propose_people", errors={"people": Refusal(Reason.EMPTY, at_field="people")})
    return {
        "selection-card-proposing": round_card(opened, place),
        "selection-card-declined": round_card(declined(long=long), place),
        "selection-propose": show("propose_people", opened, locale, b.LEE),
        "selection-propose-two": show("propose_people", two, locale, b.LEE),
        "selection-propose-own": show("propose_people", own, locale, b.LEE),
        "selection-propose-another": show("propose_people", again, locale, b.LEE),
        "selection-propose-error": show("propose_people", opened, locale, b.LEE, nobody),
        "selection-more-proposing": show("more", opened, locale, b.LEE),
        "selection-round-proposing": show("round", opened, locale, b.LEE),
        "selection-round-declined": show("round", declined(long=long, reader=b.JO), locale),
        "selection-recorded-propose": recorded(
            Verb.PROPOSE_PEOPLE, a_selection(Stage.CONSENTING, long=long), b.a_reader(b.LEE, locale)
        ),
    }


def _agreeing(locale: str, long: bool) -> dict[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    opened = a_selection(Stage.CONSENTING, long=long)
    ok = a_selection(Stage.CONSENTING, long=long, answer=Answer(Kind.CONSENT, b.NOW))
    again = a_selection(Stage.CONSENTING, long=long, version=2, versions_asked=2)
    waits = a_selection(Stage.ACCEPTING, long=long, reader=b.MAYA)
    views: dict[str, View] = {
        "selection-ask-consent": ask_card(opened, reader, WaveKind.ANSWER, explain=True),
        "selection-form-consent": show("answer", opened, locale),
        "selection-form-problem": show(
            "answer", opened, locale, screen=Screen("answer", carried={"kind": "objection"})
        ),
        "selection-recorded-consent": recorded(Verb.CONSENT, ok, reader),
        "selection-own-consent": card_once_heard(ok, reader),
        "selection-bump": bump_card(opened, place),
        "selection-decline": show("decline_role", waits, locale, b.MAYA),
        "selection-write_down": show("write_down", replace(opened, missing=(b.SAM,)), locale, b.LEE),
        "selection-withdraw": show("withdraw", opened, locale, b.ROSA),
        "selection-suggest_fix": show("suggest_fix", a_selection(Stage.INTEGRATING, long=long), locale),
    }
    small = posting_card(CardKind.AGAIN, "v2", again, place)
    assert small is not None
    views["selection-again-card"] = small
    for stage in (Stage.CONSENTING, Stage.TESTING, Stage.INTEGRATING, Stage.ACCEPTING):
        views[f"selection-card-{stage}"] = round_card(a_selection(stage, long=long), place)
        for part, who in {"member": b.JO, "nominee": b.MAYA, "facilitator": b.LEE, "raiser": b.TOMAS}.items():
            record = a_selection(stage, long=long, reader=who)
            views[f"selection-more-{stage}-{part}"] = show("more", record, locale, who)
            views[f"selection-round-{stage}-{part}"] = show("round", record, locale, who)
    return views


def recommended(*, long: bool = False) -> RoundRecord:
    """Selected, in a circle that only recommends."""
    over = a_selection(Stage.SELECTED, long=long)
    return replace(over, round=replace(over.round, settings=replace(over.round.settings, recommends=True)))


def _over(locale: str, long: bool) -> dict[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    over = a_selection(Stage.SELECTED, long=long)
    two = changed(over, proposed=(b.MAYA, b.AHMED), vacancy=b.a_vacancy(b.World(long), places=2))
    views: dict[str, View] = {
        "selection-selected": round_card(over, place),
        "selection-selected-two": round_card(two, place),
        "selection-recommended": round_card(recommended(long=long), place),
        "selection-selected-person": result_for_person(over, reader),
        "selection-selected-folded": folded_ask(over, reader),
        "selection-selected-round": show("round", over, locale),
        "selection-selected-read_all": show("read_all", over, locale),
        "selection-late": show("keep_late", over, locale),
    }
    for stage, whys in _END_WHY.items():
        for why in whys:
            ended = a_selection(stage, long=long, why=why, ended_at=b.NOW, tally=b.RESULT)
            views[f"selection-end-{why}"] = round_card(ended, place)
            views[f"selection-end-{why}-round"] = show("round", ended, locale)
    return views


def _told(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    facilitator, nominee = b.a_reader(b.LEE, locale), b.a_reader(b.MAYA, locale)
    naming = a_selection(Stage.NOMINATING, long=long, reader=b.LEE)
    views["selection-notice-extended"] = notice_card(NoticeKind.EXTENDED, naming, facilitator)
    views["selection-notice-propose"] = notice_card(
        NoticeKind.PROPOSE, a_selection(Stage.PROPOSING, long=long, reader=b.LEE), facilitator
    )
    views["selection-notice-propose-another"] = notice_card(
        NoticeKind.PROPOSE, declined(long=long), facilitator
    )
    waits = a_selection(Stage.ACCEPTING, long=long, reader=b.MAYA)
    views["selection-notice-accept"] = notice_card(NoticeKind.ACCEPT, waits, nominee)
    for verb in (Verb.OPEN, Verb.TAKE_ROLE, Verb.DECLINE_ROLE, Verb.MOVE_ON, Verb.WITHDRAW, Verb.KEEP_LATE):
        record = replace(waits, round=replace(waits.round, deadline=b.NOW + timedelta(days=2)))
        views[f"selection-recorded-{verb}"] = recorded(verb, record, nominee)
    return views
