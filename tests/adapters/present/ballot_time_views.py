"""Who may answer a ballot, and when it is open: every face of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.postings import posting_card
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Reopening, Scheduled
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot_record

OPENS = b.NOW + timedelta(days=3)


def a_scheduled(*, long: bool = False) -> RoundRecord:
    terms = Terms(opens_at=OPENS, closes_at=OPENS + timedelta(days=4))
    return a_ballot_record(long=long, terms=terms, scheduled=Scheduled(b.ROSA, None))


def a_reopened(*, long: bool = False, voted: bool = False) -> RoundRecord:
    why = b.World(long).text("Two families could not come in.")
    reopened = Reopening(b.LEE, why, b.NOW - timedelta(days=1))
    make = ballots.voted if voted else ballots.an_open
    return make(long=long, reopened=reopened)


def asked_of(terms: Terms, *, long: bool = False) -> RoundRecord:
    """The reader is not among them."""
    return ballots.an_open(long=long, terms=terms, seat={"asked": False})


def ballot_time_views(locale: str, long: bool) -> Mapping[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    group = asked_of(Terms(group=next(iter(b.World(long).groups))), long=long)
    people = asked_of(Terms(people=(b.MAYA, b.SAM, b.BO)), long=long)
    many = asked_of(Terms(people=tuple(b.PEOPLE[:8])), long=long)
    scheduled, reopened = a_scheduled(long=long), a_reopened(long=long)
    voted = a_reopened(long=long, voted=True)
    closed = ballots.counted(reader=b.LEE, long=long)
    views: dict[str, View] = {
        "asked-card-group": round_card(group, place),
        "asked-card-people": round_card(people, place),
        "asked-card-many": round_card(many, place),
        "asked-more": _show("more", group, b.JO, locale),
        "asked-page": _show("round", people, b.JO, locale),
        "asked-round": _show("round", many, b.JO, locale),
        "scheduled-preview": _show("preview", scheduled, b.ROSA, locale),
        "scheduled-round": _show("round", scheduled, b.ROSA, locale),
        "scheduled-recorded": recorded(Verb.OPEN, scheduled, b.a_reader(b.ROSA, locale)),
        "scheduled-settings": _show("ballot_settings", scheduled, b.ROSA, locale),
        "scheduled-ready": _show("preview", _ready(scheduled), b.ROSA, locale),
        "not-opened": notice_card(NoticeKind.NOT_OPENED, _ready(scheduled), b.a_reader(b.ROSA, locale)),
        "reopen-form": _show("reopen", closed, b.LEE, locale),
        "reopen-refused": _show("reopen", closed, b.LEE, locale, _no_reason()),
        "reopen-more": _show("more", closed, b.LEE, locale),
        "reopen-round": _show("round", closed, b.LEE, locale),
        "reopened-card": round_card(reopened, place),
        "reopened-round": _show("round", reopened, b.JO, locale),
        "reopened-told": notice_card(NoticeKind.REOPENED, reopened, reader),
        "reopened-told-heard": notice_card(NoticeKind.REOPENED, voted, reader),
        "reopened-recorded": recorded(Verb.REOPEN, reopened, b.a_reader(b.LEE, locale)),
    }
    posted = posting_card(CardKind.REOPENED, "1", reopened, place)
    assert posted is not None
    return {**views, "reopened-posted": posted}


def _ready(record: RoundRecord) -> RoundRecord:
    """Not set to open by itself yet."""
    return replace(record, round=replace(record.round, scheduled=None))


def _no_reason() -> Screen:
    empty = Refusal(Reason.EMPTY, at_field="words")
    return Screen("reopen", typed={"closes_at": "2026-12-24", "words": " "}, errors={"words": empty})


def _show(name: str, record: Any, who: Any, locale: str, screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(who, locale), screen or Screen(name))
