"""Every view that a presenter makes, by a name to recognise it: what the rules are checked over, and what can be drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.accounts import AskedForCode, one_person_card
from adapters.present.agreement import agreement_notice
from adapters.present.asks import ask_card, several_asks
from adapters.present.confirmations import OTHER_VERBS, ROUND_VERBS, recorded, recorded_elsewhere
from adapters.present.notices import notice_card
from adapters.present.own_view import card_once_heard
from adapters.present.places import ConnectionRecord, place_notice
from adapters.present.postings import posting_card
from adapters.present.result import folded_ask, moved_on_card, result_for_person
from adapters.present.round_card import bump_card, round_card
from adapters.present.screens import SCREENS, Loads
from adapters.present.verbs import Verb
from decisions.ids import MemberId, NetworkId
from decisions.people.people import AccountSeen, Network
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import FINAL, Problem, ProblemStatus, Stage, Why
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.advice_views import advice_views
from tests.adapters.present.ballot_result_views import ballot_result_views
from tests.adapters.present.ballot_setup_views import ballot_setup_views
from tests.adapters.present.ballot_time_views import ballot_time_views
from tests.adapters.present.builders import a_record
from tests.adapters.present.commitment_board_views import board_views
from tests.adapters.present.commitment_views import commitment_views
from tests.adapters.present.digest_views import digest_views
from tests.adapters.present.email_views import email_views
from tests.adapters.present.mou_views import mou_views
from tests.adapters.present.opt_in_views import opt_in_views
from tests.adapters.present.question_views import question_views
from tests.adapters.present.recurring_views import recurring_views
from tests.adapters.present.reminder_views import reminder_views
from tests.adapters.present.role_views import role_views
from tests.adapters.present.secret_views import secret_views
from tests.adapters.present.selection_views import selection_views
from tests.adapters.present.standing_in_views import standing_in_views
from tests.adapters.present.template_views import template_views

STAGES = tuple(stage for stage in Stage if stage is not Stage.DISCARDED)


def every_view(locale: str, *, long: bool = False) -> Mapping[str, View]:
    """Made once in a process: there are many, and each is frozen."""
    return _every_view(locale, long)


@cache
def _every_view(locale: str, long: bool) -> Mapping[str, View]:
    views: dict[str, View] = {}
    for make in (
        _shared,
        _asks,
        _notices,
        _confirmations,
        _round_screens,
        _ballots,
        _other_screens,
        ballot_setup_views,
        secret_views,
        opt_in_views,
        ballot_result_views,
        template_views,
        recurring_views,
        role_views,
        reminder_views,
        question_views,
        advice_views,
        selection_views,
        ballot_time_views,
        standing_in_views,
        _refusals,
        commitment_views,
        board_views,
        digest_views,
        email_views,
        mou_views,
    ):
        views |= make(locale, long)
    return MappingProxyType(views)


def _shared(locale: str, long: bool) -> dict[str, View]:
    place = b.a_place(locale)
    views: dict[str, View] = {}
    for stage in STAGES:
        if stage is not Stage.DRAFT:
            views[f"card-{stage}"] = round_card(a_record(stage, long=long), place)
    for why in Why:
        views[f"end-{why}"] = round_card(a_record(Stage.NOT_AGREED, long=long, why=why), place)
    again = a_record(Stage.CONSENTING, again=Kind.CONSENT, long=long)
    offered = a_record(Stage.INTEGRATING, long=long, next_text=b.World(long).proposal)
    anonymous = a_record(Stage.INTEGRATING, long=long, problems=_three_problems(long))
    views["card-version-2"] = round_card(again, place)
    views["card-offered"] = round_card(offered, place)
    views["card-three-problems"] = round_card(anonymous, place)
    views["card-all-heard"] = round_card(
        a_record(Stage.CONSENTING, long=long, closes_early=b.NOW, tally=b.RESULT), place
    )
    views["card-carry-on"] = round_card(a_record(Stage.AMENDING, long=long, carry_on_since=b.NOW), place)
    recommends = replace(b.World(long).settings, recommends=True)
    views["card-recommended"] = round_card(a_record(Stage.AGREED, long=long, settings=recommends), place)
    for kind in CardKind:
        about = {CardKind.QUESTION: str(b.QUESTION)}.get(kind, "v2")
        for name, record in (("now", again), ("over", a_record(Stage.AGREED, long=long))):
            card = posting_card(kind, about, record, place)
            if card is not None:
                views[f"posting-{kind}-{name}"] = card
    return views


def _three_problems(long: bool) -> tuple[Problem, ...]:
    problem = b.a_problem(b.World(long))
    return tuple(replace(problem, id=b.uid(230 + n), named=n == 0) for n in range(4))


def _asks(locale: str, long: bool) -> dict[str, View]:
    reader = b.a_reader(b.JO, locale)
    exploring, consenting = a_record(Stage.EXPLORING, long=long), a_record(Stage.CONSENTING, long=long)
    views: dict[str, View] = {
        "ask-explore": ask_card(exploring, reader, WaveKind.EXPLORE),
        "ask-answer": ask_card(consenting, reader, WaveKind.ANSWER),
        "ask-first": ask_card(consenting, reader, WaveKind.ANSWER, explain=True),
        "ask-last-call": ask_card(consenting, reader, WaveKind.LAST_CALL),
        "ask-folded": folded_ask(a_record(Stage.AGREED, long=long), reader),
        "ask-heard": ask_card(_answered(Kind.CONSENT, long), reader, WaveKind.ANSWER),
        "ask-several": several_asks(((consenting, WaveKind.ANSWER), (exploring, WaveKind.EXPLORE)), reader),
        "result-person": result_for_person(a_record(Stage.AGREED, long=long, seat={"heard": True}), reader),
    }
    for kind in Kind:
        again = a_record(Stage.CONSENTING, again=kind, long=long)
        views[f"ask-again-{kind}"] = ask_card(again, reader, WaveKind.ANSWER)
    return views


def _answered(kind: Kind, long: bool = False, **changes: object) -> RoundRecord:
    words = b.World(long).text(b.HARM) if kind in (Kind.CONCERN, Kind.OBJECTION) else ""
    return a_record(Stage.CONSENTING, answer=Answer(kind, b.NOW, words), long=long, **changes)  # type: ignore[arg-type]


_NOTICE_STAGE = {
    NoticeKind.ANSWERED_TWICE: (Stage.CONSENTING, b.JO),
    NoticeKind.COUNTED_ONCE: (Stage.CONSENTING, b.LEE),
    NoticeKind.QUESTIONS: (Stage.EXPLORING, b.ROSA),
    NoticeKind.AMENDING: (Stage.AMENDING, b.ROSA),
    NoticeKind.STILL_DOES_THE_JOB: (Stage.INTEGRATING, b.ROSA),
    NoticeKind.PROBLEMS: (Stage.INTEGRATING, b.LEE),
    NoticeKind.VOICE_IN_DANGER: (Stage.CONSENTING, b.LEE),
    NoticeKind.EXTENDED: (Stage.CONSENTING, b.LEE),
    NoticeKind.CALL_ASKED: (Stage.CONSENTING, b.LEE),
    NoticeKind.YOUR_TURN: (Stage.INTEGRATING, b.LEE),
    NoticeKind.NOW_FACILITATING: (Stage.CONSENTING, b.LEE),
    NoticeKind.TAKEN_OVER: (Stage.CONSENTING, b.BO),
    NoticeKind.NOT_DELIVERED: (Stage.CONSENTING, b.LEE),
    NoticeKind.HELP_OFFERED: (Stage.INTEGRATING, b.TOMAS),
    NoticeKind.ASKED_ABOUT: (Stage.INTEGRATING, b.TOMAS),
    NoticeKind.IS_IT_FIXED: (Stage.INTEGRATING, b.TOMAS),
    NoticeKind.WRITTEN_DOWN: (Stage.CONSENTING, b.JO),
    NoticeKind.TAKE_OVER_PROBLEM: (Stage.INTEGRATING, b.LEE),
    NoticeKind.CONFIRM_FOR_GROUP: (Stage.CONSENTING, b.LEE),
}


def _notices(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    for kind, (stage, who) in _NOTICE_STAGE.items():
        record = _noticed(kind, stage, who, long)
        about = b.MAYA if kind in (NoticeKind.CALL_ASKED, NoticeKind.COUNTED_ONCE) else b.PROBLEM
        views[f"notice-{kind}"] = notice_card(kind, record, b.a_reader(who, locale), about)
    review = b.an_agreement_record(long=long, review=True)
    views["notice-review"] = agreement_notice(NoticeKind.REVIEW, review, b.a_reader(b.LEE, locale))
    return views


def _noticed(kind: NoticeKind, stage: Stage, who: MemberId, long: bool) -> RoundRecord:
    world = b.World(long)
    changes: dict[str, object] = {}
    if kind in (NoticeKind.STILL_DOES_THE_JOB, NoticeKind.IS_IT_FIXED):
        changes["next_text"] = replace(world.proposal, plainly=world.text("Parents are paid by gift card."))
    if kind is NoticeKind.TAKE_OVER_PROBLEM:
        changes["problems"] = (b.a_problem(world, raiser=None, left_at=b.NOW),)
    if kind is NoticeKind.CONFIRM_FOR_GROUP:
        changes["problems"] = (b.a_problem(world, unconfirmed=True),)
    record = a_record(stage, reader=who, long=long, **changes)  # type: ignore[arg-type]
    written = Answer(Kind.OBJECTION, b.NOW, world.text(b.HARM), written_by=b.LEE, confirmed=False)
    return replace(record, written_for_reader=written if kind is NoticeKind.WRITTEN_DOWN else None)


def _confirmations(locale: str, long: bool) -> dict[str, View]:
    reader = b.a_reader(b.JO, locale)
    views: dict[str, View] = {}
    for kind in Kind:
        views[f"recorded-{kind}"] = recorded(Verb.ANSWER, _answered(kind, long), reader, shared=True)
    for verb in sorted(ROUND_VERBS):
        views[f"recorded-{verb}"] = recorded(verb, a_record(Stage.CONSENTING, long=long), reader)
    for stage in (Stage.AMENDING, Stage.INTEGRATING):
        views[f"recorded-change_text-{stage}"] = recorded(
            Verb.CHANGE_TEXT, a_record(stage, long=long, next_text=b.World(long).proposal), reader
        )
    for stage in (Stage.TESTING, Stage.INTEGRATING):
        for verb in (Verb.ASK_FOR_TEST, Verb.TEST_ANSWER):
            views[f"recorded-{verb}-{stage}"] = recorded(verb, a_record(stage, long=long), reader)
    for verb in sorted(OTHER_VERBS):
        views[f"recorded-{verb}"] = recorded_elsewhere(verb, reader, b.an_agreement(b.World(long)))
    views["recorded-elsewhere"] = recorded_elsewhere("unheard_of", reader)
    return views


def _round_screens(locale: str, long: bool) -> dict[str, View]:
    """Each screen of a round, in each stage that it has more than one face in, for each part that a reader may play."""
    views: dict[str, View] = {}
    parts = {"member": b.JO, "proposer": b.ROSA, "facilitator": b.LEE, "raiser": b.TOMAS}
    for part, who in parts.items():
        for stage in STAGES:
            record = a_record(stage, reader=who, long=long)
            for name in ("more", "round"):
                views[f"{name}-{stage}-{part}"] = _show(name, record, who, locale)
        views[f"read_all-{part}"] = _show(
            "read_all", a_record(Stage.INTEGRATING, reader=who, long=long), who, locale
        )
    for part, who in parts.items():
        world = b.World(long)
        offered = a_record(
            Stage.INTEGRATING, reader=who, long=long, next_text=replace(world.proposal, measure="")
        )
        tested = (b.a_problem(world, tested=True, status=ProblemStatus.SET_ASIDE),)
        aside = a_record(Stage.AGREED, reader=who, long=long, problems=tested)
        for name in ("more", "round"):
            views[f"{name}-offered-{part}"] = _show(name, offered, who, locale)
            views[f"{name}-set-aside-{part}"] = _show(name, aside, who, locale)
    views["more-answered"] = _show("more", _answered(Kind.OBJECTION, long), b.JO, locale)
    views["round-again"] = _show(
        "round", a_record(Stage.CONSENTING, again=Kind.CONSENT, long=long), b.JO, locale
    )
    views |= _forms(locale, long)
    return views


_FORM_STAGE = {
    "preview": Stage.DRAFT,
    "edit_draft": Stage.DRAFT,
    "ballot_settings": Stage.DRAFT,
    "change_ballot": Stage.INTEGRATING,
    "change_text": Stage.INTEGRATING,
    "propose_again": Stage.NOT_AGREED,
    "test_answer": Stage.TESTING,
    "keep_late": Stage.AGREED,
    "ask_question": Stage.EXPLORING,
    "react": Stage.EXPLORING,
    "answer_question": Stage.EXPLORING,
    "suggest_fix": Stage.INTEGRATING,
    "about_problem": Stage.INTEGRATING,
    "not_yet_fixed": Stage.INTEGRATING,
    "stop": Stage.INTEGRATING,
    "vote": Stage.VOTING,
    "say": Stage.LISTENING,
    "advise": Stage.ADVISING,
    "decide": Stage.DECIDING,
    "nominate": Stage.NOMINATING,
    "propose_people": Stage.PROPOSING,
    "decline_role": Stage.ACCEPTING,
    "add_option": Stage.VOTING,
    "save_template": Stage.VOTING,
    "repeat": Stage.VOTING,
}


def _forms(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    for name, presenter in SCREENS.items():
        if presenter.loads in (Loads.ROUND, Loads.ROUND_CARD) and name not in ("more", "round", "read_all"):
            who = b.LEE if name in ("stop", "write_down", "extend") else b.ROSA
            record = a_record(_FORM_STAGE.get(name, Stage.CONSENTING), reader=who, long=long)
            if name == "calendar":
                record = ballots.counted(Method.TIME_POLL, reader=who, long=long)
            views[f"form-{name}"] = _show(name, record, who, locale)
    for kind in Kind:
        carried = Screen("answer", carried={"kind": kind})
        views[f"form-answer-{kind}"] = _show("answer", _answered(Kind.OBJECTION, long), b.JO, locale, carried)
        changed = Screen("replace", carried={"kind": kind})
        views[f"form-replace-{kind}"] = _show("replace", _answered(kind, long), b.JO, locale, changed)
    empty = Screen(
        "answer", carried={"kind": "concern"}, errors={"words": Refusal(Reason.EMPTY, at_field="words")}
    )
    views["form-answer-error"] = _show("answer", a_record(Stage.CONSENTING, long=long), b.JO, locale, empty)
    views |= _late_tests(locale, long)
    everyone = a_record(Stage.CONSENTING, reader=b.LEE, long=long, record={"missing": ()})
    views["form-write_down-nobody"] = _show("write_down", everyone, b.LEE, locale)
    return views


def _late_tests(locale: str, long: bool) -> dict[str, View]:
    """Answers to a test that is over, wherever the round has gone meanwhile."""
    problem = b.a_problem(b.World(long), tested=True)
    late = Screen("late_test", carried={"problem_id": str(b.PROBLEM), "reason": b.World(long).text("Wait.")})
    stages = (Stage.INTEGRATING, Stage.AGREED, Stage.CONSENTING)
    return {
        f"form-late_test-{stage}": _show(
            "late_test", a_record(stage, long=long, problems=(problem,)), b.JO, locale, late
        )
        for stage in stages
    }


_OF_BALLOTS = (
    NoticeKind.VOICE_IN_DANGER,
    NoticeKind.EXTENDED,
    NoticeKind.CALL_ASKED,
    NoticeKind.NOW_FACILITATING,
    NoticeKind.TAKEN_OVER,
    NoticeKind.NOT_DELIVERED,
    NoticeKind.WRITTEN_DOWN,
    NoticeKind.ANSWERED_TWICE,
    NoticeKind.COUNTED_ONCE,
)


def _ballots(locale: str, long: bool) -> dict[str, View]:
    """A ballot of every method, from its ask to its result."""
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    views: dict[str, View] = {}
    for method in Method:
        opened, voted = ballots.an_open(method, long=long), ballots.voted(method, long=long)
        counted = ballots.counted(method, long=long)
        views |= {
            f"ballot-card-{method}": round_card(opened, place),
            f"ballot-ask-{method}": ask_card(opened, reader, WaveKind.ANSWER, explain=True),
            f"ballot-form-{method}": _show("vote", opened, b.JO, locale),
            f"ballot-form-again-{method}": _show("vote", voted, b.JO, locale),
            f"ballot-recorded-{method}": recorded(Verb.VOTE, voted, reader, shared=True),
            f"ballot-own-{method}": card_once_heard(voted, reader),
            f"ballot-more-{method}": _show("more", voted, b.JO, locale),
            f"ballot-result-{method}": round_card(counted, place),
            f"ballot-read_all-{method}": _show("read_all", counted, b.JO, locale),
            f"ballot-round-{method}": _show("round", counted, b.JO, locale),
            f"ballot-result-person-{method}": result_for_person(counted, reader),
            f"ballot-write_down-{method}": _show(
                "write_down", ballots.an_open(method, long=long, reader=b.LEE), b.LEE, locale
            ),
        }
    return views | _ballots_held_otherwise(locale, long) | _ballots_told(locale, long)


def _ballots_held_otherwise(locale: str, long: bool) -> dict[str, View]:
    """By other terms, and with other ends."""
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    ballot = b.a_ballot(b.World(long))
    seen = {"counted": ballots.a_result(ballot, winners=())}
    always = ballots.voted(long=long, terms=Terms(shown=Shown.ALWAYS), record=seen)
    final = ballots.voted(long=long, terms=Terms(changeable=False, reasons=Reasons.REQUIRED))
    after = ballots.an_open(long=long, terms=Terms(shown=Shown.AFTER_ANSWERING, reasons=Reasons.OFF))
    tie, lot = ballots.tied(long=long), ballots.tied(long=long, by_lot=True)
    few = ballots.counted(long=long, result={"winners": ()})
    choose = Screen("replace", carried={"kind": "choice", "choice": "o1=1"})
    empty = Screen("vote", errors={"words": Refusal(Reason.EMPTY, at_field="words")})
    views: dict[str, View] = {
        "ballot-card-always": round_card(always, place),
        "ballot-card-final": round_card(final, place),
        "ballot-card-after": round_card(after, place),
        "ballot-own-always": card_once_heard(always, reader),
        "ballot-recorded-always": recorded(Verb.CHOOSE, always, reader),
        "ballot-recorded-final": recorded(Verb.VOTE, final, reader),
        "ballot-form-final": _show("vote", final, b.JO, locale),
        "ballot-form-final-before": _show(
            "vote", ballots.an_open(long=long, terms=Terms(changeable=False)), b.JO, locale
        ),
        "ballot-form-error": _show("vote", final, b.JO, locale, empty),
        "ballot-form-after": _show("vote", after, b.JO, locale),
        "ballot-replace": _show("replace", ballots.voted(long=long), b.JO, locale, choose),
        "ballot-bump": bump_card(ballots.an_open(long=long), place),
        "ballot-folded": folded_ask(ballots.counted(long=long), reader),
        "ballot-result-person": result_for_person(ballots.counted(long=long), reader),
        "ballot-late": _show("keep_late", ballots.counted(long=long), b.JO, locale),
    }
    for name, record in (("tie", tie), ("lot", lot), ("too-few", few)):
        views[f"ballot-result-{name}"] = round_card(record, place)
        views[f"ballot-read_all-{name}"] = _show("read_all", record, b.JO, locale)
    question, nothing = b.World(long).question, {"problems": (), "criteria": ()}
    ended: dict[str, Any] = {
        "process": "ballot@1",
        "ballot": ballot,
        "text": question,
        "tally": b.VOTED,
        **nothing,
    }
    for stage in (Stage.NOT_HEARD_ENOUGH, Stage.WITHDRAWN, Stage.DEFERRED, Stage.MEETING):
        record = b.a_record(stage, long=long, **ended)
        views[f"ballot-end-{stage}"] = round_card(record, place)
    for count in (2, 10, 11, 100):
        many = b.a_ballot(b.World(True))
        record = ballots.an_open(long=long, ballot=replace(many, options=many.options[:count]))
        views[f"ballot-card-of-{count}"] = round_card(record, place)
        views[f"ballot-form-of-{count}"] = _show("vote", record, b.JO, locale)
        views[f"ballot-read_all-of-{count}"] = _show("read_all", record, b.JO, locale)
    return views


def _ballots_told(locale: str, long: bool) -> dict[str, View]:
    """What its people are told in private, and what they see of it."""
    views: dict[str, View] = {}
    for kind in _OF_BALLOTS:
        who = b.JO if kind is NoticeKind.WRITTEN_DOWN else b.LEE
        record = ballots.an_open(long=long, reader=who)
        written = ballots.voted(long=long).seat.answer if kind is NoticeKind.WRITTEN_DOWN else None
        told = replace(record, written_for_reader=written)
        views[f"ballot-notice-{kind}"] = notice_card(kind, told, b.a_reader(who, locale), b.MAYA)
    for part, who in {"member": b.JO, "proposer": b.ROSA, "facilitator": b.LEE}.items():
        for name in ("more", "round"):
            views[f"ballot-{name}-{part}"] = _show(name, ballots.an_open(long=long, reader=who), who, locale)
    reader = b.a_reader(b.LEE, locale)
    for verb in (Verb.OPEN, Verb.MOVE_ON, Verb.WITHDRAW, Verb.KEEP_LATE, Verb.WRITE_DOWN, Verb.DENY_WRITTEN):
        views[f"ballot-recorded-{verb}"] = recorded(verb, ballots.an_open(long=long), reader)
    return views


def _show(name: str, record: object, who: MemberId, locale: str, screen: Screen | None = None) -> View:
    present: Callable[..., View] = SCREENS[name].present
    return present(record, b.a_reader(who, locale), screen or Screen(name))


def _other_screens(locale: str, long: bool) -> dict[str, View]:
    circle, agreement = b.a_circle_record(long=long), b.an_agreement_record(long=long)
    views: dict[str, View] = {}
    for name, presenter in SCREENS.items():
        record: object = {
            Loads.HOME: b.a_home(long=long),
            Loads.CIRCLE: circle,
            Loads.AGREEMENT: agreement,
            Loads.PLACE: b.a_place_record(long=long),
            Loads.NOTHING: None,
        }.get(presenter.loads)
        shown = Screen(name, carried={"place_id": str(b.uid(402))}) if name in OF_A_PLACE else None
        if presenter.loads in (Loads.HOME, Loads.CIRCLE, Loads.AGREEMENT, Loads.PLACE, Loads.NOTHING):
            views[name] = _show(name, record, b.ROSA, locale, shown)
    views |= _connecting(locale, long)
    voices = ",".join(map(str, (b.PARENTS, b.SCHOOLS)))
    second = Screen("circle_form", carried={"page": "2", "voices": voices, "name": "Steering"})
    views["circle_form-2"] = _show(
        "circle_form", b.a_place_record(long=long, circle=True), b.JO, locale, second
    )
    for page in "234":
        step = Screen(
            "try_it", carried={"page": page, "title": b.World(long).proposal.title, "fix": "A bus."}
        )
        views[f"try_it-{page}"] = _show("try_it", None, b.JO, locale, step)
    link = Screen("invited", carried={"link": "https://rondo.example/join/" + "x" * 43})
    views["invited-link"] = _show("invited", circle, b.JO, locale, link)
    views["revoke_links-ask"] = _show("revoke_links", None, b.JO, locale)
    views["new_link-link"] = _show("new_link", None, b.JO, locale, link)
    views |= _accounts(locale, long)
    views["home-empty"] = _show("home", b.a_home(empty=True), b.JO, locale)
    views["home_card-empty"] = _show("home_card", b.a_home(empty=True), b.JO, locale)
    beside = replace(b.a_home(empty=True), beside=(Network(NetworkId(UUID(int=9)), "Riverside schools"),))
    views["home_card-beside"] = _show("home_card", beside, b.JO, locale)
    views["choose_circle-none"] = _show("choose_circle", b.a_home(empty=True), b.JO, locale)
    review = b.an_agreement_record(long=long, review=True)
    views["agreement-review"] = _show("agreement", review, b.JO, locale)
    for choice in ("keep", "drop"):
        chosen = Screen("review_proposal", carried={"review": choice})
        views[f"review_proposal-{choice}"] = _show("review_proposal", review, b.JO, locale, chosen)
    start = Screen("help_card", carried={"start": "yes"})
    how = Screen("help_card", carried={"how": "yes"})
    views["help_card-how"] = _show("help_card", None, b.JO, locale, how)
    views["help_card-start"] = _show("help_card", None, b.JO, locale, start)
    views["help_card-typed"] = _show(
        "help_card", None, b.JO, locale, Screen("help_card", carried={"typed": "hlep"})
    )
    return views


def _accounts(locale: str, long: bool) -> dict[str, View]:
    accounts = (AccountSeen("slack", b.World(long).text("Riverside schools")[:80]), AccountSeen("web"))
    asked = AskedForCode(b.World(long).members[b.JO].name, "Riverside", accounts)
    code = {"code": "7KQM-2XPD-9FWC"}
    wrong = Refusal(Reason.CODE_UNKNOWN, at_field="code")
    again = Screen("add_account", typed={"code": "7KQM"}, errors={"code": wrong})
    return {
        "add_account": _show("add_account", None, b.JO, locale),
        "add_account-wrong": _show("add_account", None, b.JO, locale, again),
        "add_account-2": _show("add_account", asked, b.JO, locale, Screen("add_account", carried=code)),
        "account_code-code": _show("account_code", None, b.JO, locale, Screen("account_code", carried=code)),
        **{
            f"message-{kind}": place_notice(
                kind,
                {
                    "circle": b.World(long).circle.name,
                    "place": "Primera infancia",
                    "by": "Nora",
                    "circle_id": "c",
                },
                b.a_reader(b.LEE, locale),
            )
            for kind in (NoticeKind.PLACE_CONNECTED, NoticeKind.PLACE_LEFT)
        },
        "message-one_person": one_person_card(accounts, b.a_reader(b.JO, locale)),
    }


OF_A_PLACE = frozenset({"leave_place", "place_language"})


def _connecting(locale: str, long: bool) -> dict[str, View]:
    world, circle = b.World(long), b.a_circle_record(long=long)
    code = Screen("place_offered", carried={"code": "7KQM-2XPD-9FWC"})
    wrong = Screen("connect", errors={"code": Refusal(Reason.CODE_UNKNOWN, at_field="code")})
    name = world.text("Early years", 80)
    preview = ConnectionRecord(name, world.text("Riverside", 80), world.text("Ana Ruiz", 80), name, 23)
    unnamed = replace(preview, network="", people=1)
    last = replace(circle, places=circle.places[1:2])
    leaving = Screen("leave_place", carried={"place_id": str(b.uid(402))})
    return {
        "place_offered-code": _show("place_offered", circle, b.LEE, locale, code),
        "connect-code": _show("connect", None, b.LEE, locale),
        "connect-code-error": _show("connect", None, b.LEE, locale, wrong),
        "connect-preview": _show("connect", preview, b.LEE, locale, code),
        "connect-unnamed": _show("connect", unnamed, b.LEE, locale, code),
        "leave_place-last": _show("leave_place", last, b.LEE, locale, leaving),
        "circle-member": _show("circle", replace(circle, may_change=False), b.JO, locale),
        "card-left": moved_on_card(a_record(Stage.CONSENTING, long=long), b.a_place(locale)),
    }


def _refusals(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    facts: dict[str, str | int] = {"limit": 3_000, "length": 4_000, "day": "2026-12-22"}
    facts |= {
        "least": 1,
        "most": 100,
        "many": 120,
        "budget": 5,
        "given": 7,
        "rank": 2,
        "asked": 4,
        "ref": 12,
        "years": 20,
    }
    facts["line"] = b.World(long).text("Tue 7 Dec", 60)
    facts |= {"column": 14, "found": "rondo-ballot@1", "format": "rondo-template@1"}
    facts |= {"part": "pattern.rules.weights", "wanted": 3, "places": 2}
    facts["organisation"] = b.World(long).text("Northside Clinic", 80)
    facts["names"] = facts["organisation"]
    for reason in Reason:
        screen = Screen("refused", errors={"": Refusal(reason, facts)})
        views[f"refused-{reason}"] = _show(
            "refused", a_record(Stage.CONSENTING, long=long), b.JO, locale, screen
        )
    for stage in (*sorted(FINAL), Stage.EXPLORING, Stage.INTEGRATING):
        screen = Screen("refused", errors={"": Refusal(Reason.NOT_NOW)})
        views[f"refused-{stage}"] = _show("refused", a_record(stage, long=long), b.JO, locale, screen)
    wrote = Screen("refused", errors={"": Refusal(Reason.NOT_NOW)}, typed={"text": b.World(long).text("So.")})
    views["refused-wrote"] = _show("refused", a_record(Stage.AGREED, long=long), b.JO, locale, wrote)
    nowhere = Screen("refused", errors={"": Refusal(Reason.NOT_FOUND)})
    views["refused-nowhere"] = _show("refused", None, b.JO, locale, nowhere)
    return views
