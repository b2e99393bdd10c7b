"""Somebody who would like to talk: whom we told, and how the facilitator sees who waits for them."""

from dataclasses import replace
from datetime import timedelta

from adapters.cards import SharedCard
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.home import home_card
from adapters.present.more import more
from adapters.present.notices import notice_card
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import Remark, RemarkKind, RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of, snapshot

CALL = Remark(b.uid(240), RemarkKind.CALL, b.MAYA, b.NOW - timedelta(hours=2), "555 0100, in the evening")


def called(stage: Stage = Stage.CONSENTING, reader: MemberId = b.LEE) -> RoundRecord:
    """Storage gives calls to the facilitator's record alone."""
    return b.a_record(stage, reader=reader, record={"remarks": (CALL,) if reader == b.LEE else ()})


def test_the_confirmation_promises_no_call_but_says_whom_we_told() -> None:
    card = recorded(Verb.CALL_ME, called(reader=b.MAYA), b.a_reader(b.MAYA))
    assert "We told Lee Wong" in snapshot(card)
    assert [button.action.verb for button in buttons_of(card)] == [Verb.REACH_ME]


def test_the_facilitator_sees_first_who_would_like_to_talk_and_how_to_reach_them() -> None:
    record, lee = called(), b.a_reader(b.LEE)
    page = snapshot(round_page(record, lee, Screen("round")))
    before, _, after = page.partition("Maya Okafor (parent partners) would like to talk it through with you")
    assert "555 0100, in the evening" in after
    assert "Is it OK to try" not in before
    form = snapshot(more(record, lee, Screen("more")))
    assert form.index("Maya Okafor") < form.index("You have not answered yet")
    notice = notice_card(NoticeKind.CALL_ASKED, record, lee, b.MAYA)
    assert "555 0100, in the evening" in snapshot(notice)


def test_home_says_who_waits_for_a_call_before_anything_else() -> None:
    line = b.a_line(Stage.CONSENTING, facilitator_turn=b.NOW - timedelta(days=2))
    waits = replace(b.a_home(empty=True), facilitating=(replace(line, calls=("Maya Okafor", "Sam Hill")),))
    assert "Maya Okafor and Sam Hill would like to talk it through with you." in snapshot(
        home_card(waits, b.a_reader(b.LEE), Screen("home_card"))
    )


def test_who_would_like_to_talk_is_on_no_shared_card_and_gone_when_it_is_over() -> None:
    for stage in (Stage.CONSENTING, Stage.INTEGRATING, Stage.AGREED):
        card = round_card(called(stage), b.a_place())
        assert isinstance(card, SharedCard)
        assert "555 0100" not in snapshot(card)
    over = snapshot(round_page(called(Stage.AGREED), b.a_reader(b.LEE), Screen("round")))
    assert "555 0100" not in over
