"""What a ballot came to and what that means, wherever it is told: views for the gallery."""

from dataclasses import replace
from fractions import Fraction

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.notices import notice_card
from adapters.present.result import result_for_person
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.result import GroupCount
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.notices import NoticeKind
from decisions.rounds.outcome import OutcomeStatement
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import ballots
from tests.adapters.present import builders as b

WORDS = "We meet at the library from March on. Rosa books the room, and the *first evening* is on 3 March."


def told(record: RoundRecord, *, long: bool = False, version: int = 1) -> RoundRecord:
    """Lee has told everyone what it means."""
    said = OutcomeStatement(b.World(long).text(WORDS), b.LEE, b.NOW, version)
    return replace(record, round=replace(record.round, outcome_statement=said))


def by_group(method: Method = Method.CHOOSE_ONE, *, long: bool = False) -> RoundRecord:
    """Parents and providers are shown by themselves, all others together."""
    terms = Terms(by_group=True)
    record = ballots.counted(method, long=long, terms=terms)
    assert record.counted is not None
    keys = [standing.key for standing in record.counted.standings]
    parts = tuple(
        GroupCount(group, many, tuple((key, Fraction(max(0, many - 1 - at))) for at, key in enumerate(keys)))
        for group, many in ((b.PROVIDERS, 4), (b.PARENTS, 3), (None, 3))
    )
    return replace(record, counted=replace(record.counted, by_group=parts))


def too_few_by_group(*, long: bool = False) -> RoundRecord:
    return ballots.counted(long=long, terms=Terms(by_group=True))


def ballot_result_views(locale: str, long: bool) -> dict[str, View]:
    place, jo, lee = b.a_place(locale), b.a_reader(b.JO, locale), b.a_reader(b.LEE, locale)
    counted = ballots.counted(long=long)
    by_lee = ballots.counted(long=long, reader=b.LEE)
    meeting = b.a_record(Stage.MEETING, long=long, process="ballot@1", ballot=b.a_ballot(b.World(long)))
    empty = Screen("tell_outcome", errors={"words": Refusal(Reason.EMPTY, at_field="words")})

    def show(name: str, record: RoundRecord, who: MemberId, screen: Screen | None = None) -> View:
        view: View = SCREENS[name].present(record, b.a_reader(who, locale), screen or Screen(name))
        return view

    groups = {
        f"ballot-{name}-by-group-{method}": round_card(by_group(method, long=long), place)
        if name == "result"
        else show(name, by_group(method, long=long), b.JO)
        for name in ("result", "round", "read_all")
        for method in (Method.CHOOSE_ONE, Method.GRADIENTS, Method.SCHULZE, Method.STV)
    }
    return {
        **groups,
        "ballot-result-by-group-too-few": round_card(too_few_by_group(long=long), place),
        "ballot-result-told": round_card(told(counted, long=long), place),
        "ballot-result-told-again": round_card(told(counted, long=long, version=2), place),
        "ballot-result-told-meeting": round_card(told(meeting, long=long), place),
        "ballot-told-person": result_for_person(told(counted, long=long), jo),
        "ballot-told-round": show("round", told(counted, long=long), b.JO),
        "ballot-told-read_all": show("read_all", told(counted, long=long), b.JO),
        "ballot-told-more": show("more", told(by_lee, long=long), b.LEE),
        "ballot-to-tell-more": show("more", by_lee, b.LEE),
        "ballot-to-tell-round": show("round", by_lee, b.LEE),
        "ballot-tell_outcome": show("tell_outcome", by_lee, b.LEE),
        "ballot-tell_outcome-again": show("tell_outcome", told(by_lee, long=long), b.LEE),
        "ballot-tell_outcome-error": show("tell_outcome", by_lee, b.LEE, empty),
        "ballot-recorded-told": recorded(Verb.TELL_OUTCOME, by_lee, lee),
        "ballot-notice-outcome": notice_card(NoticeKind.OUTCOME, told(counted, long=long), jo, b.LEE),
        "ballot-notice-outcome_wanted": notice_card(NoticeKind.OUTCOME_WANTED, by_lee, lee),
    }
