"""Who answers for another one, and who comes as a guest: every face of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded, recorded_elsewhere
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.stand_ins import stand_in_notice
from adapters.present.verbs import Verb
from decisions.people.people import StandIn
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord, RoundRecord, WhySeen
from decisions.rounds.tally import Tally
from tests.adapters.present import ballots
from tests.adapters.present import builders as b

LETS = Terms(stand_ins=True, guests=True)


def for_maya(*, answered: bool = False, long: bool = False, **changes: Any) -> RoundRecord:
    """The reader may answer for Maya."""
    record = ballots.an_open(long=long, terms=LETS, **changes)
    assert record.round.ballot is not None
    said = Answer(Kind.CHOICE, b.NOW, choice=ballots.a_choice(record.round.ballot), stood_in_by=b.JO)
    return replace(record, standing_for={b.MAYA: said if answered else None})


def answered_for(*, long: bool = False) -> RoundRecord:
    """Maya has answered for the reader."""
    record = ballots.voted(long=long, terms=LETS)
    answer = record.seat.answer
    assert answer is not None
    return replace(record, seat=replace(record.seat, answer=replace(answer, words="", stood_in_by=b.MAYA)))


def with_guests(*, long: bool = False, **changes: Any) -> RoundRecord:
    record = ballots.an_open(long=long, terms=LETS, **changes)
    groups = {
        group: replace(one, asked=one.asked + 1, guests=1) for group, one in record.round.tally.groups.items()
    }
    return replace(record, round=record.round.with_tally(Tally(groups)))


def a_circle_with_stand_ins(*, long: bool = False) -> CircleRecord:
    record = b.a_circle_record(long=long)
    week = timedelta(days=7)
    now = StandIn(b.LEE, b.MAYA, b.NOW - week, b.NOW + week)
    later = StandIn(b.SAM, b.LEE, b.NOW + week, b.NOW + 2 * week)
    return replace(record, circle=replace(record.circle, stand_ins=(now, later)))


def standing_in_views(locale: str, long: bool) -> Mapping[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    circle, mine = a_circle_with_stand_ins(long=long), for_maya(long=long)
    of_maya = {"member": str(b.MAYA)}
    link = Screen("guest_invited", carried={"link": "https://rondo.example/join/hJ3kQ9vX2mB7"})
    guests = with_guests(long=long)
    asked = replace(guests, seat=replace(guests.seat, in_circle=False, guest=True))
    reasons = ballots.counted(long=long)
    reasons = replace(
        reasons, reasons=tuple(WhySeen(r.by, r.choice, r.words, True, b.SAM) for r in reasons.reasons)
    )
    world = b.World(long)
    facts = {
        "circle": world.circle.name,
        "circle_id": str(b.uid(1)),
        "name": world.text("Maya Torres", 80),
        "member": str(b.MAYA),
        "first": date(2026, 12, 1).isoformat(),
        "last": date(2026, 12, 14).isoformat(),
    }
    return {
        "stand_in-circle": _show("circle", circle, b.LEE, locale),
        "stand_in-form": _show("stand_in", circle, b.LEE, locale),
        "stand_in-refused": _show("stand_in", circle, b.LEE, locale, _too_early()),
        "stand_in-named": stand_in_notice(NoticeKind.STAND_IN_NAMED, facts, reader),
        "stand_in-ended": stand_in_notice(NoticeKind.STAND_IN_ENDED, facts, reader),
        "stand_in-recorded": recorded_elsewhere(Verb.STAND_IN, reader, b.World(long).circle.id),
        "answer_for-ask": ask_card(mine, reader, WaveKind.ANSWER),
        "answer_for-more": _show("more", for_maya(answered=True, long=long), b.JO, locale),
        "answer_for-round": _show("round", mine, b.JO, locale),
        "answer_for-form": _show("answer_for", mine, b.JO, locale, Screen("answer_for", carried=of_maya)),
        "answer_for-recorded": recorded(Verb.ANSWER_FOR, mine, reader),
        "answered_for-more": _show("more", answered_for(long=long), b.JO, locale),
        "answered_for-vote": _show("vote", answered_for(long=long), b.JO, locale),
        "answered_for-ask": ask_card(answered_for(long=long), reader, WaveKind.ANSWER),
        "answered_for-reasons": _show("read_all", reasons, b.JO, locale),
        "guest-form": _show("invite_guest", guests, b.ROSA, locale),
        "guest-link": _show("guest_invited", guests, b.ROSA, locale, link),
        "guest-link-once": _show("guest_invited", guests, b.ROSA, locale),
        "guest-card": round_card(guests, place),
        "guest-more": _show("more", with_guests(long=long, reader=b.LEE), b.LEE, locale),
        "guest-page": _show("round", asked, b.JO, locale),
    }


def _too_early() -> Screen:
    early = Refusal(Reason.DATE_NOT_AHEAD, at_field="last")
    return Screen("stand_in", typed={"last": "2020-01-01"}, errors={"last": early})


def _show(name: str, record: Any, who: Any, locale: str, screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(who, locale), screen or Screen(name))
