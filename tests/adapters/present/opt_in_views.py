"""An opt-in with room for so many: free, full, with people who wait, and over."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.line import Line
from decisions.rounds.ballots.result import Result, Standing
from decisions.rounds.ballots.terms import usual_terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import RoundRecord
from tests.adapters.present import ballots
from tests.adapters.present import builders as b

IN = (b.MAYA, b.SAM, b.BO)
WAITING = (b.KAI, b.UNA)


def a_result(many_in: int) -> Result:
    standings = (Standing("in", Fraction(many_in)), Standing("out", Fraction(2)))
    return Result(Method.OPT_IN, many_in + 2, standings, ("in",), margin=1)


def an_opt_in(line: Line, room: int = 3, *, long: bool = False, **changes: Any) -> RoundRecord:
    """With as many in and waiting as ``line`` says."""
    people: dict[str, Any] = {"taking_part": IN[: line.taken], "waiting": WAITING[: line.waiting]}
    many = line.taken + line.waiting
    seen = {**people, "counted": a_result(many) if many else None, **changes.pop("record", {})}
    facts: dict[str, Any] = {"line": line, "terms": usual_terms(Method.OPT_IN), "rules": {"limit": room}}
    return ballots.an_open(Method.OPT_IN, long=long, record=seen, **{**facts, **changes})


FREE = Line(last=2, let_in=2, taken=2)
FULL = Line(last=3, let_in=3, taken=3)
WITH_WAITING = Line(last=5, let_in=3, taken=3, waiting=2)


def waiting(*, long: bool = False) -> RoundRecord:
    """The reader is the second of those who wait."""
    record = an_opt_in(WITH_WAITING, long=long, record={"waits_as": 2})
    voted = ballots.voted(Method.OPT_IN, long=long)
    return replace(record, seat=voted.seat)


def over(line: Line = WITH_WAITING, room: int = 3, *, long: bool = False) -> RoundRecord:
    record = ballots.counted(Method.OPT_IN, long=long, rules={"limit": room}, line=line)
    people = {"taking_part": IN[: line.taken], "waiting": WAITING[: line.waiting]}
    return replace(record, counted=a_result(line.taken + line.waiting), **people)  # type: ignore[arg-type]


def show(name: str, record: RoundRecord, locale: str) -> View:
    return SCREENS[name].present(record, b.a_reader(b.JO, locale), Screen(name))


def opt_in_views(locale: str, long: bool) -> Mapping[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    views: dict[str, View] = {}
    for name, line in (("none", Line()), ("free", FREE), ("full", FULL), ("waiting", WITH_WAITING)):
        record = an_opt_in(line, long=long)
        views[f"opt-in-card-{name}"] = round_card(record, place)
        views[f"opt-in-ask-{name}"] = ask_card(record, reader, WaveKind.ANSWER, explain=True)
        views[f"opt-in-form-{name}"] = show("vote", record, locale)
    views["opt-in-recorded-waiting"] = recorded(Verb.CHOOSE, waiting(long=long), reader, shared=True)
    views["opt-in-more-waiting"] = show("more", waiting(long=long), locale)
    views["opt-in-moved_up"] = notice_card(NoticeKind.MOVED_UP, an_opt_in(FULL, long=long), reader)
    for name, line in (("full", FULL), ("waiting", WITH_WAITING)):
        views[f"opt-in-result-{name}"] = round_card(over(line, long=long), place)
        views[f"opt-in-round-{name}"] = show("round", over(line, long=long), locale)
        views[f"opt-in-read_all-{name}"] = show("read_all", over(line, long=long), locale)
    views["opt-in-result-for-all"] = round_card(over(FULL, room=0, long=long), place)
    return views
