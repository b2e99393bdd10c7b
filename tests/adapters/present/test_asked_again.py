"""A new version: whoever was OK is asked whether it still is, everybody else as if for the first time."""

from typing import Any

import pytest

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.asks import ask_card
from adapters.present.postings import posting_card
from adapters.present.refused import refused
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.asks import WaveKind
from decisions.rounds.postings import CardKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Criterion, Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of, snapshot

AGAIN = [Verb.STILL_OK, Verb.ANSWER]
ANSWERS = [Verb.CONSENT, Verb.CONCERN, Verb.OBJECTION]
WAS_OK = [Kind.CONSENT, Kind.CONCERN]
WAS_NOT = [Kind.OBJECTION, Kind.STAND_ASIDE]
WORRY = Criterion(b.uid(210), "Is the money there?", b.JO, True, 1)


def asked_again(kind: Kind | None, **changes: Any) -> RoundRecord:
    return b.a_record(Stage.CONSENTING, again=kind, **{"version": 2, "versions_asked": 2, **changes})


def answers_of(record: RoundRecord) -> list[list[Verb]]:
    """The answers in the ask, and those on the page."""
    views: list[View] = [
        ask_card(record, b.a_reader(), WaveKind.ANSWER),
        round_page(record, b.a_reader(), Screen("round")),
    ]
    known = {*AGAIN, *ANSWERS}
    return [[Verb(one.action.verb) for one in buttons_of(view) if one.action.verb in known] for view in views]


@pytest.mark.parametrize("kind", WAS_OK)
def test_who_was_ok_is_asked_whether_it_still_is(kind: Kind) -> None:
    assert answers_of(asked_again(kind)) == [AGAIN, AGAIN]


@pytest.mark.parametrize("kind", [*WAS_NOT, None])
def test_who_was_not_ok_is_asked_with_the_three_answers(kind: Kind | None) -> None:
    assert answers_of(asked_again(kind)) == [ANSWERS, ANSWERS]


@pytest.mark.parametrize("kind", WAS_NOT)
def test_everyone_who_answered_before_sees_what_changed(kind: Kind) -> None:
    for view in (
        ask_card(asked_again(kind), b.a_reader(), WaveKind.ANSWER),
        round_page(asked_again(kind), b.a_reader(), Screen("round")),
    ):
        assert "This changed:" in snapshot(view)


def test_a_worry_that_is_kept_is_said_to_stay() -> None:
    kept, gone = asked_again(Kind.CONCERN, criteria=(WORRY,)), asked_again(Kind.CONCERN)
    for record, said in ((kept, True), (gone, False)):
        for view in (
            ask_card(record, b.a_reader(), WaveKind.ANSWER),
            round_page(record, b.a_reader(), Screen("round")),
        ):
            assert ("Your worry stays for the review." in snapshot(view)) is said


def test_a_worry_about_an_earlier_version_stays_too() -> None:
    """Who said it of version 1, and of version 2 that it is still OK, is told with version 3."""
    record = asked_again(
        Kind.CONSENT, criteria=(WORRY,), version=3, versions_asked=3, record={"earlier_version": 2}
    )
    assert "Your worry stays for the review." in snapshot(ask_card(record, b.a_reader(), WaveKind.ANSWER))


def test_a_late_press_leads_to_still_ok_only_for_who_was() -> None:
    screen = Screen("refused", errors={"": Refusal(Reason.OTHER_VERSION)})
    for kind in Kind:
        card = refused(asked_again(kind), b.a_reader(), screen)
        verbs = {button.action.verb for button in buttons_of(card)}
        assert (Verb.STILL_OK in verbs) is (kind in WAS_OK)


@pytest.mark.parametrize("kind", CardKind)
def test_the_shared_card_asks_everyone_alike(kind: CardKind) -> None:
    about = str(b.QUESTION) if kind is CardKind.QUESTION else "v2"
    cards = [posting_card(kind, about, asked_again(said), b.a_place()) for said in (*Kind, None)]
    assert all(card == cards[0] for card in cards)
    if cards[0] is not None:
        assert Verb.STILL_OK not in {button.action.verb for button in buttons_of(cards[0])}
