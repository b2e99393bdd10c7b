"""Every screen of an advice process, from its form to the decision."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.result import folded_ask, result_for_person
from adapters.present.round_card import round_card
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.advice.advisers import Advisers, Decision
from decisions.rounds.asks import WaveKind
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import Remark, RemarkKind, RoundRecord
from decisions.rounds.round import Stage, Why
from decisions.rounds.text import Text
from tests.adapters.present import builders as b
from tests.adapters.present.question_views import show

ADVISED = (
    (b.MAYA, "Take one with a ramp. My son uses a wheelchair, and last year we had to stay at home."),
    (b.AHMED, "The clinic has one that stands still on Mondays."),
    (b.KAI, "Ask whether the driver is in the price."),
)
_TOLD = (
    NoticeKind.ADVICE,
    NoticeKind.DECIDE,
    NoticeKind.EXTENDED,
    NoticeKind.CALL_ASKED,
    NoticeKind.NOW_FACILITATING,
    NoticeKind.TAKEN_OVER,
    NoticeKind.NOT_DELIVERED,
)


def given(long: bool = False) -> tuple[Remark, ...]:
    """Three pieces; ``long``: a hundred, each as long as it may be."""
    world = b.World(long)
    each = ADVISED * 34 if long else ADVISED
    ago = b.NOW - timedelta(days=3)
    return tuple(
        Remark(b.uid(800 + n), RemarkKind.ADVICE, by, ago, world.text(text))
        for n, (by, text) in enumerate(each)
    )


def an_open(
    stage: Stage = Stage.ADVISING, *, long: bool = False, reader: MemberId = b.JO, **changes: Any
) -> RoundRecord:
    return b.a_record(stage, long=long, reader=reader, record={"remarks": given(long)}, **changes)


def decided(*, long: bool = False, stands: bool = False, reader: MemberId = b.JO) -> RoundRecord:
    """``stands``: with a day on which it is looked at again."""
    world = b.World(long)
    decision = Decision(
        world.text("We hire the clinic's bus, on Mondays."),
        world.text(
            "Maya's ramp is a must, so the small one is out. Nobody knew whether the driver is in the price."
        ),
        date(2027, 2, 22) if stands else None,
    )
    facts: dict[str, Any] = {
        "why": Why.OWNER_DECIDED,
        "ended_at": b.NOW,
        "ballot": None,
        "decision": decision,
    }
    facts |= {"process": "advice@1", "text": world.question, "advisers": b.ADVISERS, "tally": b.ADVISED}
    agreement = b.an_agreement(world) if stands else None
    known = {"remarks": given(long), "agreement": agreement, "result": None}
    return b.a_record(Stage.DECIDED, long=long, reader=reader, record=known, **facts)


def advice_views(locale: str, long: bool) -> Mapping[str, View]:
    return {**_setup(locale, long), **_open(locale, long), **_over(locale, long), **_told(locale, long)}


def a_draft(*, long: bool = False, **changes: Any) -> RoundRecord:
    facts: dict[str, Any] = {"process": "advice@1", "text": b.World(long).question, "advisers": b.ADVISERS}
    facts |= changes
    return b.a_record(Stage.DRAFT, reader=b.ROSA, long=long, opened_at=None, **facts)


def _setup(locale: str, long: bool) -> dict[str, View]:
    circle = b.a_circle_record(long=long)
    title = b.World(long).text("Which bus do we hire?", 80)
    suggested = Screen("ballot", carried={"title": title, "page": "suggested", "method": "advice"})
    unfinished = a_draft(long=long, text=Text("", ""), advisers=Advisers())
    nobody = Screen("edit_advice", errors={"affected": Refusal(Reason.EMPTY, at_field="affected")})
    return {
        "advice-suggested": show("ballot", circle, locale, b.ROSA, suggested),
        "advice-setup": show("advice", circle, locale, b.ROSA, Screen("advice", carried={"title": title})),
        "advice-edit": show("edit_advice", a_draft(long=long), locale, b.ROSA),
        "advice-edit-refused": show("edit_advice", unfinished, locale, b.ROSA, nobody),
        "advice-preview": show("preview", a_draft(long=long), locale, b.ROSA),
        "advice-preview-unfinished": show("preview", unfinished, locale, b.ROSA),
        "advice-again": show("propose_again", _ended(Stage.WITHDRAWN, long), locale, b.ROSA),
        "advice-draft": show("round", a_draft(long=long), locale, b.ROSA),
    }


def _ended(stage: Stage, long: bool) -> RoundRecord:
    asks: dict[str, Any] = {"process": "advice@1", "text": b.World(long).question}
    asks |= {"advisers": b.ADVISERS, "tally": b.ADVISED, "problems": (), "criteria": ()}
    asks |= {"why": Why.NOBODY_AFFECTED} if stage is Stage.NOT_HEARD_ENOUGH else {}
    return b.a_record(stage, long=long, **asks)


def _open(locale: str, long: bool) -> dict[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    opened, deciding = an_open(long=long), an_open(Stage.DECIDING, long=long)
    silent = an_open(Stage.DECIDING, long=long, carry_on_since=b.NOW)
    owner = an_open(Stage.DECIDING, long=long, reader=b.ROSA)
    empty = Screen("advise", errors={"words": Refusal(Reason.EMPTY, at_field="words")})
    unsaid = Screen("decide", errors={"advice_used": Refusal(Reason.EMPTY, at_field="advice_used")})
    heard = an_open(long=long, seat={"heard": True})
    return {
        "advice-card": round_card(opened, place),
        "advice-card-first": round_card(b.a_record(Stage.ADVISING, long=long), place),
        "advice-deciding": round_card(deciding, place),
        "advice-deciding-silent": round_card(silent, place),
        "advice-ask": ask_card(opened, reader, WaveKind.ANSWER, explain=True),
        "advice-ask-last": ask_card(opened, reader, WaveKind.LAST_CALL),
        "advice-form": show("advise", opened, locale),
        "advice-form-error": show("advise", opened, locale, screen=empty),
        "advice-decide": show("decide", owner, locale, b.ROSA),
        "advice-decide-error": show("decide", owner, locale, b.ROSA, unsaid),
        "advice-recorded": recorded(Verb.ADVISE, heard, reader),
        "advice-recorded-nothing": recorded(Verb.NOTHING_TO_ADD, heard, reader),
        "advice-more": show("more", opened, locale),
        "advice-more-heard": show("more", heard, locale),
        "advice-more-facilitator": show("more", an_open(long=long, reader=b.LEE), locale, b.LEE),
        "advice-more-owner": show("more", owner, locale, b.ROSA),
        "advice-more-silent": show("more", silent, locale),
        "advice-round": show("round", opened, locale),
        "advice-round-owner": show("round", owner, locale, b.ROSA),
        "advice-withdraw": show("withdraw", owner, locale, b.ROSA),
    }


def _over(locale: str, long: bool) -> dict[str, View]:
    place, reader, over = b.a_place(locale), b.a_reader(b.JO, locale), decided(long=long)
    stands = decided(long=long, stands=True)
    return {
        "advice-decided": round_card(over, place),
        "advice-decided-stands": round_card(stands, place),
        "advice-decided-person": result_for_person(over, reader),
        "advice-decided-folded": folded_ask(over, reader),
        "advice-decided-round": show("round", over, locale),
        "advice-decided-stands-round": show("round", stands, locale),
        "advice-decided-read_all": show("read_all", over, locale),
        "advice-late": show("keep_late", over, locale),
        **{
            f"advice-end-{stage}": round_card(_ended(stage, long), place)
            for stage in (Stage.NOT_HEARD_ENOUGH, Stage.WITHDRAWN, Stage.DEFERRED, Stage.MEETING)
        },
    }


def _told(locale: str, long: bool) -> dict[str, View]:
    views: dict[str, View] = {}
    for kind in _TOLD:
        mine = kind in (NoticeKind.ADVICE, NoticeKind.DECIDE)
        who, stage = (b.ROSA, Stage.DECIDING) if mine else (b.LEE, Stage.ADVISING)
        record = an_open(stage, long=long, reader=who)
        views[f"advice-notice-{kind}"] = notice_card(kind, record, b.a_reader(who, locale), b.MAYA)
    reader = b.a_reader(b.ROSA, locale)
    for verb in (Verb.OPEN, Verb.DECIDE, Verb.CARRY_ON, Verb.WITHDRAW, Verb.KEEP_LATE):
        record = an_open(Stage.DECIDING, long=long, reader=b.ROSA)
        views[f"advice-recorded-{verb}"] = recorded(verb, record, reader)
    return views
