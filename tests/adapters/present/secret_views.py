"""A secret vote as its people see it: asked, cast, closed, and every ballot by its receipt."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.own_view import own_answer
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from adapters.present.secret_vote import voted_in_secret
from decisions.refusals import Reason, Refusal
from decisions.rounds.asks import WaveKind
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.receipt import LENGTH, SIGNS, Paper, Receipt
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage, Why
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot_record
from tests.adapters.present.ballot_setup_views import show as show_draft

SECRET = Terms(secret=True).consistent()


def a_receipt(number: int) -> Receipt:
    return Receipt("".join(SIGNS[(number * 7 + at * at) % len(SIGNS)] for at in range(LENGTH)))


def an_open(method: Method = Method.CHOOSE_ONE, *, long: bool = False, heard: bool = False) -> RoundRecord:
    record = ballots.an_open(method, long=long, terms=SECRET)
    return replace(record, seat=replace(record.seat, answer=None, heard=heard))


def counted(method: Method = Method.CHOOSE_ONE, *, long: bool = False, many: int = 5) -> RoundRecord:
    """With its ballots published; of very many only a part is in hand."""
    record = ballots.counted(method, long=long, terms=SECRET)
    assert record.round.ballot is not None
    choices = (ballots.a_choice(record.round.ballot), None)
    papers = tuple(Paper(a_receipt(n), choices[n % 7 == 3]) for n in range(min(many, 6)))
    seat = replace(record.seat, answer=None, heard=True)
    return replace(record, seat=seat, reasons=(), papers=papers, papers_in_all=many)


def too_few(long: bool) -> RoundRecord:
    question, nothing = b.World(long).question, {"problems": (), "criteria": ()}
    ended: dict[str, Any] = {
        "ballot": b.a_ballot(b.World(long)),
        "text": question,
        "tally": b.VOTED,
        **nothing,
    }
    ended |= {"terms": SECRET, "why": Why.TOO_FEW_TO_HIDE}
    return b.a_record(Stage.NOT_HEARD_ENOUGH, long=long, **ended)


def show(name: str, record: RoundRecord, locale: str, screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(b.JO, locale), screen or Screen(name))


def secret_views(locale: str, long: bool) -> Mapping[str, View]:
    place, reader = b.a_place(locale), b.a_reader(b.JO, locale)
    opened, voted, after = an_open(long=long), an_open(long=long, heard=True), counted(long=long)
    draft = a_ballot_record(long=long, terms=SECRET)
    empty = Screen("vote", errors={"choice": Refusal(Reason.NOT_A_CHOICE, at_field="choice")})
    views: dict[str, View] = {
        "secret-card": round_card(opened, place),
        "secret-ask": ask_card(opened, reader, WaveKind.ANSWER, explain=True),
        "secret-form": show("vote", opened, locale),
        "secret-form-error": show("vote", opened, locale, empty),
        "secret-form-ranked": show("vote", an_open(Method.SCHULZE, long=long), locale),
        "secret-blank": show("leave_blank", opened, locale),
        "secret-receipt": voted_in_secret(voted, reader, a_receipt(3)),
        "secret-voted": show("vote", voted, locale),
        "secret-own": own_answer(voted, reader, Screen("own_answer")),
        "secret-more": show("more", opened, locale),
        "secret-more-voted": show("more", voted, locale),
        "secret-more-after": show("more", after, locale),
        "secret-result": round_card(after, place),
        "secret-round": show("round", after, locale),
        "secret-read_all": show("read_all", after, locale),
        "secret-all-ballots": show("all_ballots", after, locale),
        "secret-all-ballots-ranked": show("all_ballots", counted(Method.SCHULZE, long=long), locale),
        "secret-all-ballots-folded": show("all_ballots", counted(long=long, many=5_000), locale),
        "secret-too-few": round_card(too_few(long), place),
        "secret-setup": show_draft("edit_ballot", draft, locale),
        "secret-preview": show_draft("preview", draft, locale),
        "secret-settings": show_draft("ballot_settings", draft, locale),
    }
    return views
